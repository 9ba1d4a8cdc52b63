/* Readings: what a match says, as numbers, before anything is asked of the calendar or the
 * document. */
#ifndef GALLEY_DATES_READING_H
#define GALLEY_DATES_READING_H

#include <stdbool.h>

#include "dates/plan.h"

struct gl_reading {
    struct gl_span span;       /* what is marked */
    unsigned given;            /* bit set of enum gl_field */
    int field[GL_FIELD_COUNT]; /* of those that are given */
    int season;                /* 0: none */
    int part;                  /* 0: none */
    bool afternoon;            /* the hour is of the second half of the day */
    bool morning;
    bool before_christ;
    struct gl_text literal; /* empty: none */
    bool has_offset;
    long long offset; /* thousandths */
    enum gl_time_unit offset_unit;
    struct gl_duration duration; /* count 0: none */
    struct gl_text mod;          /* empty: none; so the next two */
    struct gl_text quant;
    struct gl_text freq;
};

static inline bool gl_reading_has(const struct gl_reading *reading, enum gl_field field)
{
    return (reading->given >> field & 1U) != 0;
}

/* Reads `mark` from the match that is in groups->matcher, which covers `match`. False when an
 * operand is no number, no known code or out of range, or the marked group took no part: the match
 * is no date then. */
bool gl_reading_take(const struct gl_mark_plan *mark, const struct gl_groups *groups,
                     struct gl_span match, struct gl_reading *reading);

#endif
