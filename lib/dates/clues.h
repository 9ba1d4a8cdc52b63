/* Clues: what a document's own dates say about the day on which it was written.
 *
 * They are collected in a pass without any reference date, so that their missing parts are missing
 * still; infer.h draws conclusions from them. Offsets are bytes. */
#ifndef GALLEY_DATES_CLUES_H
#define GALLEY_DATES_CLUES_H

#include <stdbool.h>
#include <stddef.h>

#include "dates/dates.h"

enum gl_clue_kind {
    GL_CLUE_DATE,    /* year, month and day */
    GL_CLUE_DAY,     /* month and day, perhaps with a weekday */
    GL_CLUE_WEEKDAY, /* a weekday alone */
    GL_CLUE_NTH_DAY, /* "an 11th day" */
    GL_CLUE_YEAR     /* a year or a month with its year */
};

struct gl_clue {
    enum gl_clue_kind kind;
    struct gl_moment moment;
    enum gl_choice choice;
    struct gl_span span;
    int nth_day;
    bool tells; /* it stands where a document names its own day */
};

/* More of them say nothing new, and would cost more than linear time. */
enum { GL_CLUE_LIMIT = 96 };

struct gl_clues {
    struct gl_clue items[GL_CLUE_LIMIT];
    size_t count;
    size_t dates; /* all full dates, beyond the limit too */
    size_t marks; /* all marks */
};

/* Collects the clues of the first `length` bytes. `clues` is filled whole. GALLEY_NO_MEMORY is the
 * only failure. */
enum galley_status gl_clues_collect(const struct gl_stage_input *input, enum gl_domain domain,
                                    size_t length, struct gl_clues *clues);

#endif
