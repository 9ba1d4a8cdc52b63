/* The public interface of libgalley (galley.h), by the same worker that the commands use. */
#include "galley.h"

#include <stdlib.h>

#include "app/steps.h"
#include "app/worker.h"
#include "base/error.h"
#include "rules/pack.h"

struct galley_filter {
    struct gl_rulebook *rulebook;
    struct gl_arena arena; /* of the steps' words */
    struct gl_steps steps;
    struct gl_plan plan;
    struct gl_worker *worker;
    struct gl_result result;
    struct gl_buffer out; /* the last record, in one */
    size_t records;
};

const char *galley_version(void)
{
    return GALLEY_VERSION;
}

static enum galley_status open_rulebook(struct galley_filter *filter, const char *const *paths,
                                        size_t count, struct galley_error *error)
{
    const struct gl_schema *schemas[GL_STAGES_MAX + 1];
    struct gl_stage_list all = gl_stage_all();
    gl_stage_schemas(&all, schemas);
    const struct gl_rule_sources sources = {
        .schemas = schemas, .packs = gl_packs, .paths = paths, .path_count = count};
    return gl_rulebook_open(&sources, &filter->rulebook, error);
}

/* A library writes no files. */
static enum galley_status read_steps(struct galley_filter *filter, const char *pipeline,
                                     struct galley_error *error)
{
    enum galley_status status = gl_steps_read(pipeline, &filter->arena, &filter->steps, error);
    if (status == GALLEY_OK && gl_steps_removed(&filter->steps)) {
        return gl_error_set(error, GALLEY_BAD_USAGE, NULL, 0, 0,
                            "--removed is an option of commands, not of libgalley");
    }
    return status;
}

enum galley_status galley_filter_open(const char *pipeline, const char *const *rule_paths,
                                      size_t count, galley_filter **filter,
                                      struct galley_error *error)
{
    *filter = NULL;
    struct galley_filter *made = calloc(1, sizeof *made);
    if (!made) {
        return gl_error_set(error, GALLEY_NO_MEMORY, NULL, 0, 0, "out of memory");
    }
    made->result.out = GL_PIECES;
    enum galley_status status = read_steps(made, pipeline, error);
    if (status == GALLEY_OK) {
        status = open_rulebook(made, rule_paths, count, error);
    }
    if (status == GALLEY_OK) {
        gl_plan_init(&made->plan, &made->steps, made->rulebook, NULL);
        made->worker = gl_worker_new();
        status = made->worker ? GALLEY_OK
                              : gl_error_set(error, GALLEY_NO_MEMORY, NULL, 0, 0, "out of memory");
    }
    if (status != GALLEY_OK) {
        galley_filter_free(made);
        return status;
    }
    *filter = made;
    return GALLEY_OK;
}

enum galley_status galley_filter_record(galley_filter *filter, const char *record, size_t length,
                                        const char **out, size_t *out_length,
                                        struct galley_error *error)
{
    const struct gl_raw raw = {
        .kind = GL_RAW_RECORD,
        .bytes = {record, length},
        .ending = {"", 0},
        .file = "record",
        .name = "record",
        .line = ++filter->records,
        .number = filter->records,
    };
    struct gl_result *result = &filter->result;
    gl_pieces_reset(&result->out);
    gl_buffer_reset(&filter->out);
    *out = NULL;
    *out_length = 0;
    enum galley_status status = gl_worker_run(filter->worker, &filter->plan, &raw, result);
    if (status == GALLEY_OK) {
        status = gl_worker_write(filter->worker, &filter->plan, &raw, result);
    }
    gl_pieces_gather(&result->out, &filter->out);
    if (status == GALLEY_OK && filter->out.failed) {
        status =
            gl_error_set(&result->error, GALLEY_NO_MEMORY, raw.file, raw.line, 0, "out of memory");
    }
    if (status != GALLEY_OK) {
        if (error) {
            *error = result->error;
        }
        return status;
    }
    *out = filter->out.bytes;
    *out_length = filter->out.length;
    return GALLEY_OK;
}

void galley_filter_free(galley_filter *filter)
{
    if (filter) {
        gl_worker_free(filter->worker);
        gl_rulebook_free(filter->rulebook);
        gl_arena_release(&filter->arena);
        gl_result_release(&filter->result);
        gl_buffer_release(&filter->out);
        free(filter);
    }
}
