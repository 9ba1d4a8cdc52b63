/* Completing a moment whose larger parts the text left out: the Wednesday of which week, the
 * October of which year. */
#ifndef GALLEY_DATES_COMPLETE_H
#define GALLEY_DATES_COMPLETE_H

#include <stdbool.h>

#include "dates/moment.h"
#include "dates/plan.h"

/* What has to be found out. */
enum gl_cycle {
    GL_CYCLE_NONE, /* nothing: all is known, or nothing can be */
    GL_CYCLE_DAY,  /* which day: a clock time */
    GL_CYCLE_WEEK, /* which week: a weekday, a weekend */
    GL_CYCLE_MONTH,
    GL_CYCLE_YEAR
};

/* A moment with parts that are no part of its value. */
struct gl_open_moment {
    struct gl_moment moment;
    int nth;    /* of its weekday in its month; GL_UNKNOWN: none */
    int easter; /* days after Easter Sunday; GL_UNKNOWN: none */
};

enum gl_cycle gl_cycle_of(const struct gl_open_moment *open);

/* Fixes what a known year fixes: feasts, the nth weekday of a month, a week's weekday. False when
 * there is no such day. */
bool gl_moment_fix(struct gl_open_moment *open);

/* True when `anchor` is known finely enough for the cycle. */
bool gl_cycle_anchored(enum gl_cycle cycle, const struct gl_moment *anchor);

/* Completes `open` against `anchor` (which must be fine enough). False when no date fits. */
bool gl_moment_complete(struct gl_open_moment *open, enum gl_cycle cycle,
                        const struct gl_moment *anchor, enum gl_choice choice);

#endif
