#include "app/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/example.h"
#include "app/help.h"
#include "app/plan.h"
#include "app/signals.h"
#include "app/status.h"
#include "rules/conform.h"
#include "rules/pack.h"

/* A rule that took effect on the example at hand. */
struct fired {
    const struct gl_rule *rule;
    struct gl_span span;
};

struct checker {
    struct gl_status status;
    struct gl_request request;
    struct gl_texts files;
    struct gl_arena arena; /* for option parsing */
    struct gl_rulebook *rulebook;
    struct gl_record *record;
    struct gl_matcher *matcher;
    struct gl_array fired; /* struct fired */
    struct gl_example example;
    bool no_memory;
    size_t rules, examples, failures;
};

/* The rule whose examples are run. */
struct subject {
    const struct gl_tree *tree;
    const struct gl_node *node;
    const char *name;
    const struct gl_stage_entry *entry;
};

static void on_fired(void *context, const struct gl_rule *rule, struct gl_span span,
                     const char *what)
{
    struct checker *checker = context;
    struct fired *fired = gl_array_push(&checker->fired);
    (void)what;
    if (fired) {
        *fired = (struct fired){rule, span};
    }
    checker->no_memory |= fired == NULL;
}

/* A complaint about `node`, behind file:line:column and the rule's name. */
static void complain(struct checker *checker, const struct subject *subject,
                     const struct gl_node *node, const char *what, const char *hint)
{
    struct galley_error error;
    gl_tree_error(subject->tree, node, &error, "rule %s: %s", subject->name, what);
    if (hint[0]) {
        gl_error_hint(&error, "%s", hint);
    }
    gl_status_say(&checker->status, &error);
    checker->failures++;
}

static struct gl_text text_of(const char *text)
{
    return (struct gl_text){text ? text : "", text ? strlen(text) : 0};
}

/* Runs the stage on the example's text; checker->fired has what took effect. */
static enum galley_status run_example(struct checker *checker, const struct subject *subject)
{
    struct gl_plan plan;
    struct galley_error error;
    const struct gl_example *example = &checker->example;
    const struct gl_trace trace = {.fired = on_fired, .context = checker};
    size_t masked = 0;
    const struct gl_raw raw = {
        .kind = GL_RAW_TEXT,
        .bytes = {example->text.bytes, example->text.length},
        .ending = {"", 0},
        .file = subject->tree->file,
        .name = subject->name,
        .line = example->node->line,
        .number = 1,
    };
    gl_array_reset(&checker->fired);
    gl_plan_init_stage(&plan, subject->entry->stage, subject->entry->for_examples,
                       checker->rulebook);
    if (gl_record_plain(checker->record, &raw, &masked, &error) != GALLEY_OK) {
        return GALLEY_NO_MEMORY;
    }
    struct gl_document *document = gl_record_document(checker->record);
    document->date = text_of(example->date);
    document->language = text_of(example->language ? example->language : subject->tree->language);
    return gl_plan_run(&plan, &plan.steps[0], checker->record, checker->matcher, document->language,
                       &trace);
}

/* The first firing of the rule at or behind `from`, on exactly `span` when that is given; NULL when
 * there is none. */
static const struct fired *find_fired(const struct checker *checker, const char *name,
                                      const struct gl_span *span)
{
    for (size_t i = 0; i < checker->fired.count; i++) {
        const struct fired *fired = &GL_AT(checker->fired, struct fired, i);
        if (strcmp(fired->rule->name, name) == 0 &&
            (!span || (fired->span.start == span->start && fired->span.end == span->end))) {
            return fired;
        }
    }
    return NULL;
}

/* Says, for a message, what happened instead of what the example wants at `span`. */
static void describe_instead(const struct checker *checker, const char *name, struct gl_span span,
                             char *hint, size_t size)
{
    const struct fired *own = find_fired(checker, name, NULL);
    hint[0] = '\0';
    if (own) {
        snprintf(hint, size, "it marks \"%.*s\"", (int)gl_span_length(own->span),
                 checker->example.text.bytes + own->span.start);
        return;
    }
    for (size_t i = 0; i < checker->fired.count; i++) {
        const struct fired *fired = &GL_AT(checker->fired, struct fired, i);
        if (gl_span_meets(fired->span, span)) {
            snprintf(hint, size, "%s takes effect on \"%.*s\"", fired->rule->name,
                     (int)gl_span_length(fired->span),
                     checker->example.text.bytes + fired->span.start);
            return;
        }
    }
}

/* What the mark at `span` says under the key that the layer compares: a text, or an object's text.
 */
static struct gl_text mark_says(const struct checker *checker, const struct gl_stage *stage,
                                struct gl_span span)
{
    const struct gl_layer *layer =
        gl_document_find(gl_record_document(checker->record), stage->layer);
    struct gl_layer_cursor cursor = gl_layer_begin(layer);
    const struct gl_row *row;
    while (stage->schema->gives && (row = gl_layer_next(&cursor)) != NULL) {
        if (row->span.start != span.start || row->span.end != span.end) {
            continue;
        }
        const struct gl_attribute *attribute = gl_row_find(row, stage->schema->gives);
        if (attribute && attribute->kind == GL_ATTRIBUTE_OBJECT) {
            return gl_row_find_string(attribute->object, "text");
        }
        return gl_row_find_string(row, stage->schema->gives);
    }
    return (struct gl_text){"", 0};
}

static void judge_gives(struct checker *checker, const struct subject *subject, struct gl_span span)
{
    char what[400];
    const struct gl_example *example = &checker->example;
    struct gl_text says = mark_says(checker, subject->entry->stage, span);
    if (says.length == strlen(example->gives) &&
        memcmp(says.bytes, example->gives, says.length) == 0) {
        return;
    }
    snprintf(what, sizeof what, "example gives \"%.*s\", not \"%s\"", (int)says.length, says.bytes,
             example->gives);
    complain(checker, subject, example->node, what, "");
}

/* An example that fires: on each span in brackets, or somewhere. */
static void judge_firing(struct checker *checker, const struct subject *subject)
{
    char hint[200];
    const struct gl_example *example = &checker->example;
    size_t wanted = example->spans.count > 0 ? example->spans.count : 1;
    for (size_t i = 0; i < wanted; i++) {
        struct gl_span whole = {0, example->text.length};
        const struct gl_span *span =
            example->spans.count > 0 ? &GL_AT(example->spans, struct gl_span, i) : NULL;
        const struct fired *fired = find_fired(checker, subject->name, span);
        if (!fired) {
            describe_instead(checker, subject->name, span ? *span : whole, hint, sizeof hint);
            complain(checker, subject, example->node, "example does not fire", hint);
            return;
        }
        if (example->gives) {
            judge_gives(checker, subject, fired->span);
        }
    }
}

static void judge_near_miss(struct checker *checker, const struct subject *subject)
{
    char hint[200];
    const struct gl_example *example = &checker->example;
    const struct gl_span *span =
        example->spans.count > 0 ? &GL_AT(example->spans, struct gl_span, 0) : NULL;
    const struct fired *fired = find_fired(checker, subject->name, span);
    if (fired) {
        snprintf(hint, sizeof hint, "it marks \"%.*s\"", (int)gl_span_length(fired->span),
                 example->text.bytes + fired->span.start);
        complain(checker, subject, example->node, "near miss fires", hint);
    }
}

static enum galley_status check_example(struct checker *checker, const struct subject *subject,
                                        const struct gl_node *node)
{
    struct galley_error error;
    enum galley_status status = gl_example_read(&checker->example, subject->tree, node, &error);
    checker->examples++;
    if (status == GALLEY_BAD_RULES) {
        gl_status_say(&checker->status, &error);
        checker->failures++;
        return GALLEY_OK;
    }
    if (status == GALLEY_OK) {
        status = run_example(checker, subject);
    }
    if (status != GALLEY_OK || checker->no_memory) {
        return GALLEY_NO_MEMORY;
    }
    if (checker->example.fires) {
        judge_firing(checker, subject);
    } else {
        judge_near_miss(checker, subject);
    }
    return GALLEY_OK;
}

static enum galley_status check_rule(struct checker *checker, const struct subject *subject)
{
    size_t firing = 0;
    size_t near_misses = 0;
    const struct gl_node *examples = gl_tree_get(subject->tree, subject->node, "examples");
    checker->rules++;
    for (const struct gl_node *node = examples ? gl_tree_first(subject->tree, examples) : NULL;
         node; node = gl_tree_next(subject->tree, node)) {
        enum galley_status status = check_example(checker, subject, node);
        if (status != GALLEY_OK) {
            return status;
        }
        firing += checker->example.fires;
        near_misses += !checker->example.fires;
    }
    if (firing == 0) {
        complain(checker, subject, subject->node, "has no example that fires", "");
    }
    if (near_misses == 0) {
        complain(checker, subject, subject->node, "has no near miss", "add an example with not:");
    }
    return GALLEY_OK;
}

static enum galley_status check_file(struct checker *checker, const struct gl_tree *tree)
{
    const struct gl_node *rules = gl_tree_get(tree, tree->nodes, "rules");
    struct subject subject = {.tree = tree, .entry = gl_stage_entry_by_layer(tree->layer)};
    for (const struct gl_node *node = rules && subject.entry ? gl_tree_first(tree, rules) : NULL;
         node; node = gl_tree_next(tree, node)) {
        subject.node = node;
        subject.name = gl_tree_text(tree, gl_tree_get(tree, node, "name"));
        enum galley_status status = check_rule(checker, &subject);
        if (status != GALLEY_OK) {
            return status;
        }
    }
    return GALLEY_OK;
}

static void sum_up(struct checker *checker)
{
    struct gl_buffer text = {0};
    gl_buffer_printf(&text, "%zu rules, %zu examples: %zu wrong\n", checker->rules,
                     checker->examples, checker->failures);
    gl_status_print(&checker->status, &text);
    gl_buffer_release(&text);
    gl_status_raise(&checker->status, checker->failures ? GL_EXIT_BAD_RECORDS : GL_EXIT_DONE);
}

static enum galley_status check_all(struct checker *checker)
{
    size_t count = gl_rulebook_file_count(checker->rulebook);
    checker->record = gl_record_new();
    checker->matcher = gl_matcher_new();
    checker->fired.item_size = sizeof(struct fired);
    if (!checker->record || !checker->matcher) {
        return GALLEY_NO_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        bool from_path = false;
        const struct gl_tree *tree = gl_rulebook_file(checker->rulebook, i, &from_path);
        if (from_path != (checker->files.count > 0)) {
            continue;
        }
        enum galley_status status = check_file(checker, tree);
        if (status != GALLEY_OK) {
            return status;
        }
    }
    sum_up(checker);
    return GALLEY_OK;
}

static void print_help(struct checker *checker, const struct gl_option *options, bool brief)
{
    const struct gl_help help = {
        .name = checker->status.command,
        .arguments = "[RULE-FILE|FOLDER...]",
        .summary = "check rule files: keys, patterns, and the examples that every rule carries",
        .description =
            "Files are put on top of the built-in rules; without any, the built-in rules are\n"
            "checked. What is wrong is said on standard error as file:line:column, with the "
            "rule.\n",
        .examples = "check-rules\n"
                    "check-rules my-rules/ && tag-dates --rules=my-rules/ < article.txt\n",
        .statuses = "0  all is right\n"
                    "1  an example does not hold, or a rule has none\n"
                    "2  a rule file cannot be used; usage; output\n",
        .common = options,
    };
    gl_help_print(&help, brief, &checker->status);
}

static void open_and_check(struct checker *checker)
{
    struct galley_error error;
    const struct gl_schema *schemas[GL_STAGES_MAX + 1];
    struct gl_stage_list all = gl_stage_all();
    gl_stage_schemas(&all, schemas);
    const struct gl_rule_sources sources = {.schemas = schemas,
                                            .packs = gl_packs,
                                            .paths = checker->files.items,
                                            .path_count = checker->files.count,
                                            .files = true};
    enum galley_status status = gl_rulebook_open(&sources, &checker->rulebook, &error);
    if (status == GALLEY_OK && checker->request.action == GL_ACTION_VERSION) {
        gl_status_version(&checker->status, gl_rulebook_hash(checker->rulebook));
    } else if (status == GALLEY_OK && check_all(checker) != GALLEY_OK) {
        status = gl_error_set(&error, GALLEY_NO_MEMORY, NULL, 0, 0, "out of memory");
    }
    if (status != GALLEY_OK) {
        gl_status_fail(&checker->status, &error);
    }
}

int gl_check_run(int argc, char **argv)
{
    struct galley_error error;
    struct checker checker = {.status = {.command = "check-rules"}};
    struct gl_option options[GL_REQUEST_OPTIONS];
    const struct gl_option *const tables[] = {options, NULL};
    gl_signals_fill_descriptors();
    gl_request_init_basic(&checker.request, options);
    enum galley_status status =
        gl_options_parse(tables, argc, argv, &checker.arena, &checker.files, &error);
    int action = checker.request.action;
    if (status == GALLEY_BAD_USAGE) {
        gl_status_usage(&checker.status, &error);
    } else if (status != GALLEY_OK) {
        gl_status_fail(&checker.status, &error);
    } else if (action == GL_ACTION_HELP || action == GL_ACTION_BRIEF_HELP) {
        print_help(&checker, options, action == GL_ACTION_BRIEF_HELP);
    } else {
        open_and_check(&checker);
    }
    gl_record_free(checker.record);
    gl_matcher_free(checker.matcher);
    gl_rulebook_free(checker.rulebook);
    gl_array_release(&checker.fired);
    gl_example_release(&checker.example);
    gl_arena_release(&checker.arena);
    return checker.status.exit_status;
}
