/* Filters: the options that each filter has of its own. A row here is an option of the command, of
 * the stage of that name in a pipeline, and of libgalley. */
#ifndef GALLEY_APP_FILTERS_H
#define GALLEY_APP_FILTERS_H

#include "app/steps.h"

/* Each fills `table` (GL_STEP_OPTIONS rows, ended); the places are in `step`. */
void gl_filter_boilerplate(struct gl_step *step, struct gl_option *table);
void gl_filter_sentences(struct gl_step *step, struct gl_option *table);
void gl_filter_quotes(struct gl_step *step, struct gl_option *table);
void gl_filter_dates(struct gl_step *step, struct gl_option *table);

/* What no table can say: GALLEY_OK or GALLEY_BAD_USAGE. */
enum galley_status gl_filter_check_boilerplate(const struct gl_step *step,
                                               struct galley_error *error);
enum galley_status gl_filter_check_dates(const struct gl_step *step, struct galley_error *error);

#endif
