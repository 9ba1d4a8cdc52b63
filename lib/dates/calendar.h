/* Calendar: arithmetic on days of the proleptic Gregorian calendar. Pure functions of numbers.
 *
 * Days count from 1970-01-01 = 0. Sources: Howard Hinnant, "chrono-Compatible Low-Level Date
 * Algorithms" (days_from_civil, civil_from_days, weekday_from_days); ISO 8601 for weeks (week 1
 * holds the year's first Thursday); the anonymous Gregorian algorithm for Easter (Nature, 20 April
 * 1876; in Meeus, "Astronomical Algorithms", chapter 8). Years are astronomical: 0 is 1 BC. Years
 * beyond +-GL_YEAR_LIMIT are refused by gl_calendar_valid, so that no sum here can overflow. */
#ifndef GALLEY_DATES_CALENDAR_H
#define GALLEY_DATES_CALENDAR_H

#include <stdbool.h>

enum { GL_YEAR_LIMIT = 100000 };

struct gl_civil {
    long year;
    int month; /* 1 to 12 */
    int day;   /* 1 to 31 */
};

struct gl_week {
    long year; /* the ISO year, which may differ from the calendar's at its ends */
    int week;  /* 1 to 53 */
};

bool gl_calendar_leap(long year);
/* 28 to 31. `month` is 1 to 12. */
int gl_calendar_month_days(long year, int month);
/* True when there is such a day, and its year is within the limit. */
bool gl_calendar_valid(long year, int month, int day);

long gl_calendar_days(long year, int month, int day);
struct gl_civil gl_calendar_civil(long days);
/* 1 is Monday, 7 Sunday. */
int gl_calendar_weekday(long days);

struct gl_week gl_calendar_week(long days);
/* The Monday of ISO week `week` of `year`. */
long gl_calendar_week_start(long year, int week);
/* 52 or 53. */
int gl_calendar_weeks(long year);

/* Easter Sunday of the western churches. */
long gl_calendar_easter(long year);

/* The `nth` (1 to 5; -1 is the last) `weekday` of a month, in *days; false when there is none. */
bool gl_calendar_nth_weekday(long year, int month, int weekday, int nth, long *days);

#endif
