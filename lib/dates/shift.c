/* Moving a moment by some units of time. */
#include "dates/calendar.h"
#include "dates/moment.h"

/* Months in one unit, 0 when it is not counted in months. */
static long long unit_months(enum gl_time_unit unit)
{
    switch (unit) {
    case GL_UNIT_MONTHS:
        return 1;
    case GL_UNIT_SEASONS:
    case GL_UNIT_QUARTERS:
        return 3;
    case GL_UNIT_HALVES:
        return 6;
    case GL_UNIT_YEARS:
        return 12;
    case GL_UNIT_DECADES:
        return 120;
    case GL_UNIT_CENTURIES:
        return 1200;
    case GL_UNIT_MILLENNIA:
        return 12000;
    default:
        return 0;
    }
}

static long long unit_seconds(enum gl_time_unit unit)
{
    return unit == GL_UNIT_HOURS ? 3600 : unit == GL_UNIT_MINUTES ? 60 : 1;
}

static long long floor_divide(long long number, long long by)
{
    return number / by - (number % by < 0 ? 1 : 0);
}

/* First month of a half, quarter or season whose year is known, so that months can be counted from
 * it. */
static int first_month(const struct gl_moment *moment)
{
    if (moment->month != GL_UNKNOWN || moment->piece == GL_UNKNOWN) {
        return moment->month;
    }
    if (moment->grain == GL_GRAIN_SEASON) {
        return moment->piece * 3;
    }
    return (moment->piece - 1) * (moment->grain == GL_GRAIN_HALF ? 6 : 3) + 1;
}

/* Puts the month back that first_month took from a half, quarter or season. */
static void set_month(struct gl_moment *moment, int month)
{
    if (moment->piece != GL_UNKNOWN && moment->month == GL_UNKNOWN) {
        moment->piece = moment->grain == GL_GRAIN_SEASON ? month / 3
                        : moment->grain == GL_GRAIN_HALF ? (month - 1) / 6 + 1
                                                         : (month - 1) / 3 + 1;
        return;
    }
    moment->month = month;
}

static bool shift_months(struct gl_moment *moment, long long months)
{
    int month = first_month(moment);
    long long total;

    if (moment->year == GL_UNKNOWN) {
        return true;
    }
    total = moment->year * 12LL + (month == GL_UNKNOWN ? 0 : month - 1) + months;
    if (floor_divide(total, 12) < -9999 || floor_divide(total, 12) > 9999) {
        return false;
    }
    moment->year = (int)floor_divide(total, 12);
    if (month != GL_UNKNOWN) {
        set_month(moment, (int)(total - floor_divide(total, 12) * 12) + 1);
    }
    if (moment->month != GL_UNKNOWN && moment->day != GL_UNKNOWN &&
        moment->day > gl_calendar_month_days(moment->year, moment->month)) {
        moment->day = gl_calendar_month_days(moment->year, moment->month);
    }
    return true;
}

/* Sets the date of *moment and keeps its clock. */
static bool set_day(struct gl_moment *moment, long days)
{
    struct gl_civil civil = gl_calendar_civil(days);

    if (civil.year < -9999 || civil.year > 9999) {
        return false;
    }
    moment->year = (int)civil.year;
    moment->month = civil.month;
    moment->day = civil.day;
    moment->weekday = GL_UNKNOWN;
    return true;
}

/* What cannot be counted in days has no known date afterwards, but a year, when the step is short.
 */
static void forget_day(struct gl_moment *moment)
{
    moment->month = moment->day = moment->week = moment->weekday = GL_UNKNOWN;
}

static bool shift_days(struct gl_moment *moment, long days)
{
    long first;
    long last;

    if (!gl_moment_days(moment, &first, &last) || moment->grain < GL_GRAIN_WEEK) {
        forget_day(moment);
        return true;
    }
    if (moment->grain == GL_GRAIN_WEEK || moment->grain == GL_GRAIN_WEEKEND) {
        struct gl_week week = gl_calendar_week(first + days);
        moment->year = (int)week.year;
        moment->week = week.week;
        return week.year >= -9999 && week.year <= 9999;
    }
    return set_day(moment, first + days);
}

static bool shift_seconds(struct gl_moment *moment, long long seconds)
{
    long long clock;
    long long days;

    if (moment->hour == GL_UNKNOWN) {
        forget_day(moment);
        moment->year = GL_UNKNOWN;
        return true;
    }
    clock = moment->hour * 3600LL + (moment->minute == GL_UNKNOWN ? 0 : moment->minute) * 60LL +
            (moment->second == GL_UNKNOWN ? 0 : moment->second) + seconds;
    days = floor_divide(clock, 86400);
    clock -= days * 86400;
    moment->hour = (int)(clock / 3600);
    moment->minute = (int)(clock / 60 % 60);
    moment->second = moment->second == GL_UNKNOWN ? GL_UNKNOWN : (int)(clock % 60);
    return days == 0 || shift_days(moment, (long)days);
}

/* Months of a week or weekend are those of its Thursday; the week is found again afterwards. */
static bool shift_week_months(struct gl_moment *moment, long long months)
{
    enum gl_grain grain = moment->grain;
    long first;
    long last;

    if (!gl_moment_days(moment, &first, &last)) {
        return shift_months(moment, months);
    }
    *moment = gl_moment_of_day(last - 3);
    if (!shift_months(moment, months)) {
        return false;
    }
    *moment = gl_moment_at(moment, grain);
    return true;
}

bool gl_moment_shift(struct gl_moment *moment, enum gl_time_unit unit, long long thousandths)
{
    long long months = unit_months(unit) * thousandths / 1000;
    bool weekly = moment->grain == GL_GRAIN_WEEK || moment->grain == GL_GRAIN_WEEKEND;

    if (unit_months(unit) != 0) {
        return weekly ? shift_week_months(moment, months) : shift_months(moment, months);
    }
    if (unit == GL_UNIT_DAYS || unit == GL_UNIT_WEEKS || unit == GL_UNIT_WEEKENDS) {
        return shift_days(moment, (long)((unit == GL_UNIT_DAYS ? 1 : 7) * thousandths / 1000));
    }
    return shift_seconds(moment, unit_seconds(unit) * thousandths / 1000);
}
