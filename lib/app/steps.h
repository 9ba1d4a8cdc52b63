/* Steps: the stages that a run takes each document through, with what the user asked of each.
 *
 * A filter has one step, galley as many as its pipeline has stages. */
#ifndef GALLEY_APP_STEPS_H
#define GALLEY_APP_STEPS_H

#include <stdbool.h>
#include <stddef.h>

#include "app/options.h"
#include "app/pipeline.h"
#include "app/stages.h"
#include "base/arena.h"
#include "base/error.h"
#include "boilerplate/stage.h"
#include "dates/stage.h"
#include "quotes/stage.h"
#include "sentences/stage.h"

/* The settings of a step are those of its stage; zeroed they are the defaults. */
union gl_step_settings {
    struct gl_boilerplate_settings boilerplate;
    struct gl_sentences_settings sentences;
    struct gl_quotes_settings quotes;
    struct gl_dates_settings dates;
};

/* Texts belong to argv or to the arena of the words. */
struct gl_step {
    const struct gl_stage_entry *filter;
    union gl_step_settings settings;
    const char *layer;   /* name of the main layer in the stream; NULL: its own */
    const char *removed; /* --removed=FILE; NULL: no list of what was cut */
    bool explain;
};

struct gl_steps {
    struct gl_step items[GL_PIPELINE_STAGES];
    size_t count;
};

/* The file for the list of what was cut, or NULL. */
const char *gl_steps_removed(const struct gl_steps *steps);

enum { GL_STEP_OPTIONS = 16 }; /* room for a filter's own table */

/* Makes `step` one of `filter` with defaults and fills `table` (GL_STEP_OPTIONS rows) with the
 * filter's own options, whose places are in `step`. */
void gl_step_init(struct gl_step *step, const struct gl_stage_entry *filter,
                  struct gl_option *table);

/* What no table can say of a step's options. GALLEY_BAD_USAGE, without a place. */
enum galley_status gl_step_check(const struct gl_step *step, struct galley_error *error);

/* Reads a pipeline such as `strip-boilerplate --mark | split-sentences`. Memory from `arena`, which
 * must live as long as the steps. Options of the whole stream (-o, --bad, ...) are refused: they
 * belong outside. GALLEY_BAD_USAGE with the place in the pipeline, GALLEY_NO_MEMORY. */
enum galley_status gl_steps_read(const char *pipeline, struct gl_arena *arena,
                                 struct gl_steps *steps, struct galley_error *error);

/* Fills `table` (GL_STEPS_ELSEWHERE rows) with all options of single filters as options that belong
 * into the pipeline. */
#define GL_STEPS_INSIDE "belongs to a stage, inside the pipeline"
enum { GL_STEPS_ELSEWHERE = 64 };
void gl_steps_elsewhere(struct gl_option *table);

#endif
