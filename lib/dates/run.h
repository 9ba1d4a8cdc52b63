/* The state of one document's run, shared by the files of this room and by nobody else. */
#ifndef GALLEY_DATES_RUN_H
#define GALLEY_DATES_RUN_H

#include "dates/dates.h"
#include "dates/reading.h"
#include "rules/conditions.h"

/* What a rule finds at one place. */
struct gl_dates_found {
    const struct gl_plan *plan;
    struct gl_span span; /* what the scan passes over */
    struct gl_date_mark marks[GL_MARKS_AT_ONCE];
    size_t mark_count; /* 0: the rule says that this is no date */
    bool joined;       /* marks[0] takes the place of the mark before it */
};

/* A joining rule may take in a mark that a joining rule made ("early on Tuesday morning"), so many
 * times. */
enum { GL_JOIN_DEPTH = 2 };

/* What was found behind a rule that joins, kept because the other rules that join there ask for the
 * same: without it "the end of the end of" would cost the product of all of them. */
struct gl_dates_inner {
    bool known;
    bool any; /* something was found */
    size_t at;
    struct gl_dates_found found;
};

/* What the lines of `direction` decide. */
struct gl_decision {
    enum gl_choice choice;
    enum gl_from from;
    struct gl_span evidence; /* empty: a line's default */
};

/* What a line of `direction` found last, so that a row of weekdays passes over its text once. */
struct gl_dates_memo {
    const struct gl_direction_plan *line; /* NULL: none yet */
    struct gl_span window;                /* where it looked */
    bool found;
    struct gl_decision decision;
};
enum { GL_MEMOS = 8 };

struct gl_dates_run {
    const struct gl_ruleset *rules;
    struct gl_matcher *matcher;
    const struct gl_plans *plans;
    struct gl_arena *arena;
    struct gl_text text;
    struct gl_scene scene;
    struct gl_span paragraph;
    const struct gl_reference *reference;
    enum gl_domain domain;
    struct gl_moment last; /* last date mentioned; grain NONE: none yet */
    bool wants_clues;      /* see gl_dates_taker */
    bool failed;           /* memory ran out */
    struct gl_dates_inner inner[GL_JOIN_DEPTH];
    struct gl_dates_memo memos[GL_MEMOS];
};

/* Makes a mark of a reading: resolves its value. `base` is the mark taken in by a joining rule, or
 * NULL. False when there is no such date. Overwrites the matcher's last match. */
bool gl_dates_resolve(struct gl_dates_run *run, const struct gl_plan *plan,
                      const struct gl_mark_plan *mark_plan, const struct gl_reading *reading,
                      const struct gl_date_mark *base, struct gl_date_mark *mark);

/* Which of the dates that fit, for the mark at `span`; `from` is kept where no line says another
 * one. */
struct gl_decision gl_dates_direction(struct gl_dates_run *run,
                                      const struct gl_direction *direction, struct gl_span span,
                                      enum gl_from from);

/* Is all that stands between `from` and `to`, but for blanks, one match of `gap`? */
bool gl_dates_gap_is(struct gl_dates_run *run, uint32_t gap, size_t from, size_t to);

/* The best rule at byte `at`. `before` is the mark before it in the paragraph, or NULL. */
bool gl_dates_at(struct gl_dates_run *run, struct gl_triggered triggered, size_t at,
                 const struct gl_date_mark *before, struct gl_dates_found *found);

#endif
