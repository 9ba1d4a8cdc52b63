#include "app/app.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/help.h"
#include "app/loop.h"
#include "app/request.h"
#include "app/signals.h"
#include "app/status.h"
#include "app/steps.h"

static const char statuses[] =
    "0  done, also when nothing was found\n"
    "1  done, but some records were bad: each is named on standard error\n"
    "2  could not: usage, a rule file, input or output\n";

enum { WORKERS_MAX = 256 };

/* One call of a command. */
struct call {
    const struct gl_command *command;
    const struct gl_stage_entry *filter; /* NULL: the command takes a pipeline */
    struct gl_status status;
    struct gl_request request;
    struct gl_option common[GL_REQUEST_OPTIONS];
    struct gl_stats stats;
    struct gl_progress progress;
    struct gl_option own[GL_STEP_OPTIONS];          /* of the filter */
    struct gl_option elsewhere[GL_STEPS_ELSEWHERE]; /* of all filters, for the pipeline only */
    struct gl_steps steps;
    struct gl_arena arena; /* for option parsing */
    struct gl_texts files;
    struct gl_rulebook *rulebook;
};

static void print_help(struct call *call, bool brief)
{
    const struct gl_command *command = call->command;
    const struct gl_help help = {
        .name = command->name,
        .arguments = call->filter ? "[FILE...]" : "PIPELINE [FILE...]",
        .summary = command->summary,
        .description = command->description,
        .examples = command->examples,
        .statuses = statuses,
        .own = call->filter ? call->own : NULL,
        .common = call->common,
        .shared = "Options of all filters",
    };
    gl_help_print(&help, brief, &call->status);
}

/* A filter's one step, made of its options. */
static enum galley_status settle_step(struct call *call, struct galley_error *error)
{
    struct gl_step *step = &call->steps.items[0];
    step->layer = call->request.layer;
    step->explain = call->request.explain;
    return gl_step_check(step, error);
}

/* The steps of a pipeline, which is the first word that is no option. */
static enum galley_status settle_pipeline(struct call *call, struct galley_error *error)
{
    struct gl_texts *words = &call->files;
    if (words->count == 0) {
        gl_error_set(error, GALLEY_BAD_USAGE, NULL, 0, 0, "a pipeline is missing");
        gl_error_hint(error, "such as 'strip-boilerplate | split-sentences'");
        return GALLEY_BAD_USAGE;
    }
    enum galley_status status = gl_steps_read(words->items[0], &call->arena, &call->steps, error);
    for (size_t i = 0; i < call->steps.count; i++) {
        call->steps.items[i].explain |= call->request.explain;
    }
    words->items++;
    words->count--;
    return status;
}

/* Fills the tables for the words of the command. */
static void init_tables(struct call *call, const struct gl_option *tables[3])
{
    gl_request_init(&call->request, call->common);
    tables[2] = NULL;
    if (call->filter) {
        call->steps.count = 1;
        gl_step_init(&call->steps.items[0], call->filter, call->own);
        tables[0] = call->own;
        tables[1] = call->common;
    } else {
        gl_steps_elsewhere(call->elsewhere);
        gl_options_elsewhere(call->common, GL_OPTION_OF_STAGE, GL_STEPS_INSIDE);
        tables[0] = call->common;
        tables[1] = call->elsewhere;
    }
}

/* Options into the call; false when there is nothing more to do. */
static bool read_options(struct call *call, int argc, char **argv)
{
    struct galley_error error;
    const struct gl_option *tables[3];
    init_tables(call, tables);
    enum galley_status status =
        gl_options_parse(tables, argc, argv, &call->arena, &call->files, &error);
    if (status == GALLEY_OK) {
        status = gl_request_check(&call->request, &error);
    }
    if (status == GALLEY_OK && call->filter) {
        status = settle_step(call, &error);
    } else if (status == GALLEY_OK && call->request.action == GL_ACTION_RUN) {
        status = settle_pipeline(call, &error);
    }
    if (status == GALLEY_BAD_USAGE) {
        gl_status_usage(&call->status, &error);
    } else if (status != GALLEY_OK) {
        gl_status_fail(&call->status, &error);
    }
    return status == GALLEY_OK;
}

static bool open_rules(struct call *call)
{
    struct galley_error error;
    const struct gl_schema *schemas[GL_STAGES_MAX + 1];
    // Of all layers: a mistake in a file of --rules is told, also where this filter does not use
    // it.
    struct gl_stage_list all = gl_stage_all();
    gl_stage_schemas(&all, schemas);
    const struct gl_rule_sources sources = {.schemas = schemas,
                                            .packs = call->command->packs,
                                            .paths = call->request.rules.items,
                                            .path_count = call->request.rules.count};
    enum galley_status status = gl_rulebook_open(&sources, &call->rulebook, &error);
    if (status != GALLEY_OK) {
        gl_status_fail(&call->status, &error);
    }
    return status == GALLEY_OK;
}

/* Opens an output and sees to it that no signal leaves half of it behind. NULL after a message. */
static struct gl_sink *open_sink(struct call *call, const char *path)
{
    struct gl_sink *sink = NULL;
    struct galley_error error;
    if (gl_sink_open(path, &sink, &error) != GALLEY_OK) {
        gl_status_fail(&call->status, &error);
        return NULL;
    }
    gl_signals_guard(gl_sink_temporary(sink));
    return sink;
}

/* Puts the output into its place when the status allows, and frees it. */
static void close_sink(struct call *call, struct gl_sink *sink)
{
    struct galley_error error;
    if (sink && call->status.exit_status < GL_EXIT_COULD_NOT &&
        gl_sink_commit(sink, &error) != GALLEY_OK) {
        gl_status_fail(&call->status, &error);
    }
    gl_sink_free(sink);
}

static struct gl_reader *open_reader(struct call *call, int stop)
{
    const struct gl_request *request = &call->request;
    struct galley_error error;
    const struct gl_reader_settings settings = {
        .names = call->files.items,
        .name_count = call->files.count,
        .from = (enum gl_format)request->from,
        .max_document = request->max_document,
        .nul = request->null_ended,
        .separator = request->separator,
        .single = request->line_buffered || isatty(STDOUT_FILENO), // a person watches
        .stop = stop,
    };
    struct gl_reader *reader = gl_reader_new(&settings);
    if (!reader) {
        gl_error_set(&error, GALLEY_NO_MEMORY, NULL, 0, 0, "out of memory");
        gl_status_fail(&call->status, &error);
    } else if (call->files.count == 0 && isatty(STDIN_FILENO)) {
        fprintf(stderr, "%s: reading standard input; end it by Ctrl-D, or see --help\n",
                call->command->name);
    }
    return reader;
}

/* As many workers as were asked for; more than processors only when that was said. */
static size_t count_workers(const struct gl_request *request)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t asked = request->jobs > 0 ? request->jobs : processors > 0 ? (size_t)processors : 1;
    return asked < WORKERS_MAX ? asked : WORKERS_MAX;
}

static void begin_progress(struct call *call, const struct gl_reader *reader)
{
    enum gl_progress_choice choice = (enum gl_progress_choice)call->request.progress;
    uint64_t total = choice != GL_PROGRESS_NEVER ? gl_reader_total(reader) : 0;
    gl_progress_begin(&call->progress, choice, total);
    call->status.progress = &call->progress;
}

/* The figures go to their file, or to standard error. */
static void write_stats(struct call *call, struct gl_sink *file)
{
    struct gl_buffer text = {0};
    struct galley_error error;
    call->stats.command = call->command->name;
    call->stats.rules_hash = gl_rulebook_hash(call->rulebook);
    gl_stats_write(&call->stats, &text);
    if (text.failed) {
        gl_error_set(&error, GALLEY_NO_MEMORY, NULL, 0, 0, "out of memory");
        gl_status_fail(&call->status, &error);
    } else if (file) {
        gl_sink_write(file, text.bytes, text.length);
    } else {
        gl_status_put(&call->status, (struct gl_text){text.bytes, text.length});
    }
    gl_buffer_release(&text);
}

static void run_loop(struct call *call, struct gl_loop *loop)
{
    int stop[2] = {-1, -1};
    const char *removed = gl_steps_removed(&call->steps);
    loop->workers = count_workers(&call->request);
    // Without the pipe a reader is only not woken when its input is idle and the output fails.
    if (loop->workers > 1 && pipe2(stop, O_CLOEXEC | O_NONBLOCK) != 0) {
        stop[0] = stop[1] = -1;
    }
    loop->stop = stop[1];
    loop->reader = open_reader(call, stop[0]);
    loop->sink = open_sink(call, call->request.output);
    loop->cuts = removed ? open_sink(call, removed) : NULL;
    if (loop->reader && loop->sink && (loop->cuts || !removed)) {
        begin_progress(call, loop->reader);
        gl_loop_run(loop);
        gl_progress_end(&call->progress);
        call->stats.bytes_out = gl_sink_bytes(loop->sink);
    }
    for (int i = 0; i < 2 && stop[i] >= 0; i++) {
        close(stop[i]);
    }
}

static void run_filter(struct call *call)
{
    struct gl_plan plan;
    struct gl_loop loop = {.request = &call->request,
                           .plan = &plan,
                           .status = &call->status,
                           .stats = &call->stats,
                           .progress = &call->progress,
                           .counts_rules = call->request.stats != NULL};
    gl_plan_init(&plan, &call->steps, call->rulebook, &call->request);
    bool to_file = call->request.stats && call->request.stats[0];
    struct gl_sink *stats = to_file ? open_sink(call, call->request.stats) : NULL;
    if (stats || !to_file) {
        run_loop(call, &loop);
    }
    close_sink(call, loop.cuts);
    close_sink(call, loop.sink);
    if (call->request.stats && (stats || !to_file)) {
        write_stats(call, stats);
    }
    close_sink(call, stats);
    gl_signals_release();
    gl_reader_free(loop.reader);
}

int gl_app_run(const struct gl_command *command, int argc, char **argv)
{
    struct call call = {.command = command,
                        .filter = gl_stage_entry_by_command(command->name),
                        .status = {.command = command->name},
                        .stats = {.begun = gl_stats_clock()}};
    gl_signals_fill_descriptors();
    if (read_options(&call, argc, argv)) {
        if (call.request.action == GL_ACTION_HELP || call.request.action == GL_ACTION_BRIEF_HELP) {
            print_help(&call, call.request.action == GL_ACTION_BRIEF_HELP);
        } else if (open_rules(&call)) {
            if (call.request.action == GL_ACTION_VERSION) {
                gl_status_version(&call.status, gl_rulebook_hash(call.rulebook));
            } else {
                run_filter(&call);
            }
        }
    }
    gl_rulebook_free(call.rulebook);
    gl_arena_release(&call.arena);
    gl_tally_release(&call.stats.spans);
    return call.status.exit_status;
}
