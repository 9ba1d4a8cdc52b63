/* Moments: calendar values of any grain, with unknown parts, and arithmetic that keeps the grain.
 *
 * "1994", "1990s", "2013-W05", "October of an unknown year" and "Wednesday evening" are moments.
 * Grains, units and codes are those of TIMEX3 (TimeML 1.2.1). Pure functions; no memory of their
 * own. */
#ifndef GALLEY_DATES_MOMENT_H
#define GALLEY_DATES_MOMENT_H

#include <limits.h>
#include <stdbool.h>

#include "text/span.h"

/* Coarse to fine. */
enum gl_grain {
    GL_GRAIN_NONE,
    GL_GRAIN_CENTURY,
    GL_GRAIN_DECADE,
    GL_GRAIN_YEAR,
    GL_GRAIN_HALF,
    GL_GRAIN_QUARTER,
    GL_GRAIN_SEASON,
    GL_GRAIN_MONTH,
    GL_GRAIN_WEEK,
    GL_GRAIN_WEEKEND,
    GL_GRAIN_DAY,
    GL_GRAIN_PART, /* part of a day: morning, evening */
    GL_GRAIN_HOUR,
    GL_GRAIN_MINUTE,
    GL_GRAIN_SECOND
};
enum { GL_GRAIN_COUNT = GL_GRAIN_SECOND + 1 };

/* Units of durations and offsets. */
enum gl_time_unit {
    GL_UNIT_NONE,
    GL_UNIT_SECONDS,
    GL_UNIT_MINUTES,
    GL_UNIT_HOURS,
    GL_UNIT_DAYS,
    GL_UNIT_WEEKENDS,
    GL_UNIT_WEEKS,
    GL_UNIT_MONTHS,
    GL_UNIT_SEASONS,
    GL_UNIT_QUARTERS,
    GL_UNIT_HALVES,
    GL_UNIT_YEARS,
    GL_UNIT_DECADES,
    GL_UNIT_CENTURIES,
    GL_UNIT_MILLENNIA
};

enum { GL_UNKNOWN = INT_MIN };

/* Always true: a part that the grain does not need, or that nobody knows, is GL_UNKNOWN. `year` is
 * the ISO year for weeks and weekends. A day is month and day, or (its date unknown) a weekday. */
struct gl_moment {
    enum gl_grain grain;
    int year;    /* astronomical: 0 is 1 BC; of a decade or century its first year */
    int piece;   /* half 1-2, quarter 1-4, season 1-4 (spring first) */
    int month;   /* 1-12 */
    int week;    /* 1-53 */
    int day;     /* 1-31 */
    int weekday; /* 1-7, Monday first */
    int part;    /* number of the part of the day, see gl_part_code */
    int hour;    /* 0-24 */
    int minute;
    int second;
    int zone; /* minutes east of UTC */
};

/* All parts unknown. */
struct gl_moment gl_moment_none(void);
struct gl_moment gl_moment_of_day(long days);

/* Days that the moment covers, both included; false when they are not known. */
bool gl_moment_days(const struct gl_moment *moment, long *first, long *last);

/* True when the parts are in range and the day is in the calendar (February 29 needs a leap year,
 * if the year is known). */
bool gl_moment_valid(const struct gl_moment *moment);

/* The moment of that grain that holds `moment`; parts that cannot be known from it are unknown. */
struct gl_moment gl_moment_at(const struct gl_moment *moment, enum gl_grain grain);

/* `moment` moved by `thousandths` of a unit, all its parts kept; a day behind a month's end becomes
 * its last. What was not known finely enough comes out unknown. False when the year would leave the
 * calendar's limits. */
bool gl_moment_shift(struct gl_moment *moment, enum gl_time_unit unit, long long thousandths);

/* Codes: "Y", "M", "W", "D", "TH" (hours), "TM", "TS", "DE", "CE", "ME", "Q", "H" (halves), "S"
 * (seasons), "WE". */
enum gl_time_unit gl_unit_of_code(struct gl_text code); /* GL_UNIT_NONE: no such code */
enum gl_grain gl_unit_grain(enum gl_time_unit unit);

/* Parts of the day: "MO", "MI", "AF", "EV", "NI", "DT" and seasons "SP", "SU", "FA", "WI", numbered
 * from 1; 0 for an unknown code, NULL for an unknown number. */
int gl_part_of_code(struct gl_text code);
const char *gl_part_code(int part);
int gl_season_of_code(struct gl_text code);
const char *gl_season_code(int season);

#endif
