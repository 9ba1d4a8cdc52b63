#include "app/steps.h"

#include <string.h>

#include "app/request.h"

/* The tables by which one stage of a pipeline is read. */
struct stage_tables {
    struct gl_option own[GL_STEP_OPTIONS];
    struct gl_option common[GL_REQUEST_OPTIONS];
    struct gl_request request; /* takes what the common rows set */
};

void gl_step_init(struct gl_step *step, const struct gl_stage_entry *filter,
                  struct gl_option *table)
{
    *step = (struct gl_step){.filter = filter};
    filter->options(step, table);
}

static bool is_named_in(const char *name, const char *const *names)
{
    for (; names && *names; names++) {
        if (strcmp(*names, name) == 0) {
            return true;
        }
    }
    return false;
}

/* A stage may not write its layer over another one that it reads or writes, nor over what says
 * something of all layers. */
static enum galley_status check_layer(const struct gl_step *step, struct galley_error *error)
{
    static const char *const of_all[] = {"boilerplate", "language", "offsets", "reference_date",
                                         NULL};
    const struct gl_stage *stage = step->filter->stage;
    const char *name = step->layer;
    if (!name || strcmp(name, stage->layer) == 0 ||
        (!is_named_in(name, of_all) && !is_named_in(name, stage->reads) &&
         !is_named_in(name, stage->produces))) {
        return GALLEY_OK;
    }
    return gl_error_set(error, GALLEY_BAD_USAGE, NULL, 0, 0,
                        "--layer=%s: %s needs this name for something else", name,
                        step->filter->command);
}

enum galley_status gl_step_check(const struct gl_step *step, struct galley_error *error)
{
    enum galley_status status = check_layer(step, error);
    if (status == GALLEY_OK && step->filter->check) {
        status = step->filter->check(step, error);
    }
    return status;
}

/* The one filter whose name begins so, or the nearest by letters. */
static const char *nearest_filter(const char *word, const char *const *names)
{
    const char *begun = NULL;
    size_t count = 0;
    for (size_t i = 0; names[i]; i++) {
        if (strncmp(names[i], word, strlen(word)) == 0) {
            begun = names[i];
            count++;
        }
    }
    return count == 1 ? begun : gl_nearest(word, names);
}

static enum galley_status unknown_filter(const struct gl_words *words, struct galley_error *error)
{
    const char *names[GL_STAGES_MAX + 1] = {NULL};
    for (size_t i = 0; gl_stages[i].stage; i++) {
        names[i] = gl_stages[i].command;
    }
    const char *near = nearest_filter(words->items[0], names);
    gl_pipeline_bad(error, words->places[0], "there is no filter %s", words->items[0]);
    if (near) {
        gl_error_hint(error, "did you mean %s?", near);
    }
    return GALLEY_BAD_USAGE;
}

/* `error`, which has no place of its own, gets that of the stage. */
static enum galley_status at_stage(const struct gl_words *words, enum galley_status status,
                                   struct galley_error *error)
{
    struct galley_error said = *error;
    if (status == GALLEY_BAD_USAGE) {
        gl_pipeline_bad(error, words->places[0], "%s", said.what);
    }
    return status;
}

static enum galley_status read_step(const struct gl_words *words, bool last, struct gl_arena *arena,
                                    struct gl_step *step, struct galley_error *error)
{
    struct stage_tables tables;
    const struct gl_option *const all[] = {tables.own, tables.common, NULL};
    const struct gl_stage_entry *filter = gl_stage_entry_by_command(words->items[0]);
    if (!filter) {
        return unknown_filter(words, error);
    }
    gl_step_init(step, filter, tables.own);
    gl_request_init(&tables.request, tables.common);
    gl_options_elsewhere(tables.common, GL_OPTION_OF_STREAM,
                         "belongs to galley itself, before or behind the pipeline");
    if (!last) {
        gl_options_elsewhere(tables.own, GL_OPTION_OF_VIEW, "is for the last stage only");
    }
    enum galley_status status = gl_options_parse_words(all, words, arena, error);
    if (status != GALLEY_OK) {
        return status;
    }
    step->layer = tables.request.layer;
    step->explain = tables.request.explain;
    return at_stage(words, gl_step_check(step, error), error);
}

/* A list of cuts tells of one stage: a second one would mix two texts' offsets. */
static enum galley_status check_lists(const struct gl_pipeline *pipeline,
                                      const struct gl_steps *steps, struct galley_error *error)
{
    bool listed = false;
    for (size_t i = 0; i < steps->count; i++) {
        if (listed && steps->items[i].removed) {
            return gl_pipeline_bad(error, pipeline->stages[i].places[0],
                                   "a pipeline has at most one stage with --removed");
        }
        listed = listed || steps->items[i].removed;
    }
    return GALLEY_OK;
}

enum galley_status gl_steps_read(const char *pipeline, struct gl_arena *arena,
                                 struct gl_steps *steps, struct galley_error *error)
{
    struct gl_pipeline parts;
    enum galley_status status = gl_pipeline_split(pipeline, arena, &parts, error);
    *steps = (struct gl_steps){.count = 0};
    for (size_t i = 0; i < parts.count && status == GALLEY_OK; i++) {
        status = read_step(&parts.stages[i], i + 1 == parts.count, arena,
                           &steps->items[steps->count++], error);
    }
    return status == GALLEY_OK ? check_lists(&parts, steps, error) : status;
}

const char *gl_steps_removed(const struct gl_steps *steps)
{
    const char *removed = NULL;
    for (size_t i = 0; i < steps->count; i++) {
        removed = steps->items[i].removed ? steps->items[i].removed : removed;
    }
    return removed;
}

void gl_steps_elsewhere(struct gl_option *table)
{
    struct gl_step nowhere;
    size_t count = 0;
    for (const struct gl_stage_entry *filter = gl_stages; filter->stage; filter++) {
        struct gl_option own[GL_STEP_OPTIONS];
        gl_step_init(&nowhere, filter, own);
        for (size_t i = 0; own[i].name && count < GL_STEPS_ELSEWHERE - 1; i++) {
            table[count++] = own[i];
        }
    }
    table[count] = (struct gl_option)GL_OPTION_END;
    gl_options_elsewhere(table, GL_OPTION_OF_STREAM, GL_STEPS_INSIDE);
    gl_options_elsewhere(table, GL_OPTION_OF_VIEW, GL_STEPS_INSIDE);
}
