/* Survey: what has to be known of a document before its dates are resolved: its own day, and what
 * kind of text it is. */
#ifndef GALLEY_DATES_SURVEY_H
#define GALLEY_DATES_SURVEY_H

#include "dates/dates.h"
#include "dates/stage.h"

/* The document's day by the sources that the settings allow, and its domain. A document that has a
 * date costs next to nothing; one without costs a look at its beginning, and with inference or
 * GL_DATES_AUTO a pass over all of it. GALLEY_NO_MEMORY is the only failure. */
enum galley_status gl_dates_survey(const struct gl_stage_input *input,
                                   const struct gl_dates_settings *settings,
                                   struct gl_reference *reference, enum gl_domain *domain);

#endif
