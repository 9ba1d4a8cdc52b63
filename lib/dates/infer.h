/* Inferring the document's day from the constraints that its own dates put on it.
 *
 * A year comes from a copyright line or, where weekdays stand beside dates, from the text. Every
 * day of it is scored: weekdays and dates without a year lie near the day and on the side that
 * their direction says; a weekday and a date that speak of the same thing ("in Moscow on Monday",
 * "in Moscow on Oct. 12") are one day; "an 11th day" counts from a date of the past. A day is
 * inferred only when such a coincidence or count pins it down and no other day comes near. The
 * method is galley's own; weights are whole numbers, so that all machines agree. */
#ifndef GALLEY_DATES_INFER_H
#define GALLEY_DATES_INFER_H

#include "dates/clues.h"

/* The day that a dateline or stamp among the clues states, in *reference. False: there is none. */
bool gl_infer_stated(const struct gl_clues *clues, struct gl_text text,
                     struct gl_reference *reference);

/* The day that follows from the clues, with evidence (in `arena`) and confidence, in *reference,
 * whose copyright year is read. False when they do not suffice, and *reference is as it was. */
bool gl_infer_day(const struct gl_clues *clues, struct gl_text text, struct gl_arena *arena,
                  struct gl_reference *reference);

#endif
