/* TIMEX3 values as text (TimeML 1.2.1; ISO 8601 below it): written from moments and durations, and
 * dates read. */
#ifndef GALLEY_DATES_TIMEX_H
#define GALLEY_DATES_TIMEX_H

#include <stdbool.h>
#include <stddef.h>

#include "dates/moment.h"
#include "text/span.h"

/* A count of units. Vague counts ("years") are written X. */
struct gl_amount_of {
    long long thousandths;
    enum gl_time_unit unit;
    bool vague;
};
enum { GL_DURATION_PARTS = 2 };

struct gl_duration {
    struct gl_amount_of parts[GL_DURATION_PARTS]; /* "two hours and 20 minutes" has two */
    size_t count;
};

/* Room for any value, with its NUL. */
enum { GL_TIMEX_SIZE = 96 };

/* Writes "2020-10-12", "XXXX-WXX-3", "199", "1998-02-12T19:15", "BC0044", ... ended by NUL. */
void gl_timex_moment(const struct gl_moment *moment, char out[GL_TIMEX_SIZE]);

/* Writes "P3D", "PXY", "PT2H20M", "P2.5Y", "P2DE", ... */
void gl_timex_duration(const struct gl_duration *duration, char out[GL_TIMEX_SIZE]);

/* Reads "2020", "2020-10", "2020-10-07", "20201007" and the last two with a clock ("T14:00",
 * "T14:00:05.2Z", " 14:00+02:00"), as records and options give dates. False for anything else, and
 * for days that are not in the calendar. */
bool gl_timex_parse(struct gl_text text, struct gl_moment *moment);

#endif
