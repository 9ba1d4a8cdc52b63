/* Indirect: what somebody said, in other words and without marks ("Anna said that …"), by the rules
 * that have `indirect`. Only sentences without quotations are looked at. */
#ifndef GALLEY_QUOTES_INDIRECT_H
#define GALLEY_QUOTES_INDIRECT_H

#include "quotes/survey.h"
#include "quotes/work.h"

/* Adds quotations of the kind indirect to work->found, in their places. False when memory is out.
 */
bool gl_quotes_indirect(struct gl_survey *survey);

#endif
