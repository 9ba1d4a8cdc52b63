/* Moments: what days they cover, coarser grains, validity, codes. */
#include "dates/moment.h"

#include <string.h>

#include "dates/calendar.h"

static const char *const part_codes[] = {"MO", "MI", "AF", "EV", "NI", "DT", NULL};
static const char *const season_codes[] = {"SP", "SU", "FA", "WI", NULL};

static int code_number(const char *const *codes, struct gl_text code)
{
    for (int i = 0; codes[i] != NULL; i++) {
        if (code.length > 0 && codes[i][0] == code.bytes[0] && strlen(codes[i]) == code.length &&
            memcmp(codes[i], code.bytes, code.length) == 0) {
            return i + 1;
        }
    }
    return 0;
}

int gl_part_of_code(struct gl_text code)
{
    return code_number(part_codes, code);
}

const char *gl_part_code(int part)
{
    return part >= 1 && part <= 6 ? part_codes[part - 1] : NULL;
}

int gl_season_of_code(struct gl_text code)
{
    return code_number(season_codes, code);
}

const char *gl_season_code(int season)
{
    return season >= 1 && season <= 4 ? season_codes[season - 1] : NULL;
}

enum gl_time_unit gl_unit_of_code(struct gl_text code)
{
    // In the order of enum gl_time_unit.
    static const char *const codes[] = {"TS", "TM", "TH", "D",  "WE", "W",  "M", "S",
                                        "Q",  "H",  "Y",  "DE", "CE", "ME", NULL};

    return (enum gl_time_unit)code_number(codes, code);
}

enum gl_grain gl_unit_grain(enum gl_time_unit unit)
{
    static const enum gl_grain grains[] = {
        GL_GRAIN_NONE,    GL_GRAIN_SECOND, GL_GRAIN_MINUTE, GL_GRAIN_HOUR,    GL_GRAIN_DAY,
        GL_GRAIN_WEEKEND, GL_GRAIN_WEEK,   GL_GRAIN_MONTH,  GL_GRAIN_SEASON,  GL_GRAIN_QUARTER,
        GL_GRAIN_HALF,    GL_GRAIN_YEAR,   GL_GRAIN_DECADE, GL_GRAIN_CENTURY, GL_GRAIN_NONE};

    return grains[unit];
}

struct gl_moment gl_moment_none(void)
{
    return (struct gl_moment){GL_GRAIN_NONE, GL_UNKNOWN, GL_UNKNOWN, GL_UNKNOWN,
                              GL_UNKNOWN,    GL_UNKNOWN, GL_UNKNOWN, GL_UNKNOWN,
                              GL_UNKNOWN,    GL_UNKNOWN, GL_UNKNOWN, GL_UNKNOWN};
}

struct gl_moment gl_moment_of_day(long days)
{
    struct gl_civil civil = gl_calendar_civil(days);
    struct gl_moment moment = gl_moment_none();

    moment.grain = GL_GRAIN_DAY;
    moment.year = (int)civil.year;
    moment.month = civil.month;
    moment.day = civil.day;
    return moment;
}

/* Days of `count` months from month `first` (1-12; behind December the next year's). */
static void month_span(int year, int first, int count, long *from, long *to)
{
    int last = first + count - 1;
    int last_year = year + (last - 1) / 12;
    int last_month = (last - 1) % 12 + 1;

    *from = gl_calendar_days(year, first, 1);
    *to = gl_calendar_days(last_year, last_month, gl_calendar_month_days(last_year, last_month));
}

static bool week_days(const struct gl_moment *moment, long *first, long *last)
{
    if (moment->week == GL_UNKNOWN) {
        return false;
    }
    *first = gl_calendar_week_start(moment->year, moment->week);
    *last = *first + 6;
    *first += moment->grain == GL_GRAIN_WEEKEND ? 5 : 0;
    return true;
}

/* Halves, quarters and seasons: in months. Winter begins in December. */
static bool piece_days(const struct gl_moment *moment, long *first, long *last)
{
    int months = moment->grain == GL_GRAIN_HALF ? 6 : 3;
    int start = (moment->piece - 1) * months + (moment->grain == GL_GRAIN_SEASON ? 3 : 1);

    if (moment->piece == GL_UNKNOWN) {
        return false;
    }
    month_span(moment->year, start, months, first, last);
    return true;
}

static bool date_days(const struct gl_moment *moment, long *first, long *last)
{
    if (moment->month == GL_UNKNOWN) {
        return false;
    }
    if (moment->grain == GL_GRAIN_MONTH) {
        month_span(moment->year, moment->month, 1, first, last);
        return true;
    }
    if (moment->day == GL_UNKNOWN) {
        return false;
    }
    *first = *last = gl_calendar_days(moment->year, moment->month, moment->day);
    return true;
}

bool gl_moment_days(const struct gl_moment *moment, long *first, long *last)
{
    if (moment->year == GL_UNKNOWN) {
        return false;
    }
    switch (moment->grain) {
    case GL_GRAIN_NONE:
        return false;
    case GL_GRAIN_CENTURY:
        month_span(moment->year, 1, 1200, first, last);
        return true;
    case GL_GRAIN_DECADE:
        month_span(moment->year, 1, 120, first, last);
        return true;
    case GL_GRAIN_YEAR:
        month_span(moment->year, 1, 12, first, last);
        return true;
    case GL_GRAIN_HALF:
    case GL_GRAIN_QUARTER:
    case GL_GRAIN_SEASON:
        return piece_days(moment, first, last);
    case GL_GRAIN_WEEK:
    case GL_GRAIN_WEEKEND:
        return week_days(moment, first, last);
    default:
        return date_days(moment, first, last);
    }
}

static bool in_range(int value, int low, int high)
{
    return value == GL_UNKNOWN || (value >= low && value <= high);
}

/* The clock may show 24:00 and, for a leap second, 60. */
static bool clock_valid(const struct gl_moment *moment)
{
    bool midnight = moment->hour != 24 || ((moment->minute == GL_UNKNOWN || moment->minute == 0) &&
                                           (moment->second == GL_UNKNOWN || moment->second == 0));

    return midnight && in_range(moment->hour, 0, 24) && in_range(moment->minute, 0, 59) &&
           in_range(moment->second, 0, 60) && in_range(moment->zone, -14 * 60, 14 * 60);
}

bool gl_moment_valid(const struct gl_moment *moment)
{
    int pieces = moment->grain == GL_GRAIN_HALF ? 2 : 4;
    bool some_week = moment->week != GL_UNKNOWN && moment->year != GL_UNKNOWN &&
                     in_range(moment->year, -9999, 9999);
    int weeks = some_week ? gl_calendar_weeks(moment->year) : 53;
    int leap_year = 2000; // what serves for an unknown year

    if (!in_range(moment->year, -9999, 9999) || !in_range(moment->month, 1, 12) ||
        !in_range(moment->piece, 1, pieces) || !in_range(moment->week, 1, weeks) ||
        !in_range(moment->weekday, 1, 7) || !in_range(moment->day, 1, 31) || !clock_valid(moment)) {
        return false;
    }
    return moment->month == GL_UNKNOWN || moment->day == GL_UNKNOWN ||
           moment->day <= gl_calendar_month_days(
                              moment->year == GL_UNKNOWN ? leap_year : moment->year, moment->month);
}

/* The week of a day, in *moment. */
static void to_week(const struct gl_moment *from, struct gl_moment *moment)
{
    long first;
    long last;

    if (from->grain == GL_GRAIN_WEEK || from->grain == GL_GRAIN_WEEKEND) {
        moment->week = from->week;
    } else if (from->grain >= GL_GRAIN_DAY && gl_moment_days(from, &first, &last)) {
        struct gl_week week = gl_calendar_week(first);
        moment->year = (int)week.year;
        moment->week = week.week;
    }
}

/* Half, quarter or season of a month, in *moment. January and February are in the winter of their
 * own year. */
static void to_piece(const struct gl_moment *from, struct gl_moment *moment)
{
    static const int seasons[] = {4, 4, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4};

    if (from->grain == moment->grain) {
        moment->piece = from->piece;
    } else if (from->month != GL_UNKNOWN) {
        moment->piece = moment->grain == GL_GRAIN_SEASON ? seasons[from->month - 1]
                        : moment->grain == GL_GRAIN_HALF ? (from->month - 1) / 6 + 1
                                                         : (from->month - 1) / 3 + 1;
    }
}

static int floor_to(int year, int step)
{
    int rest = year % step;

    return year - (rest < 0 ? rest + step : rest);
}

/* A week that is made coarser gives the month and year of its Thursday. */
static struct gl_moment dated(const struct gl_moment *moment)
{
    long first;
    long last;

    if ((moment->grain == GL_GRAIN_WEEK || moment->grain == GL_GRAIN_WEEKEND) &&
        gl_moment_days(moment, &first, &last)) {
        return gl_moment_of_day(last - 3);
    }
    return *moment;
}

struct gl_moment gl_moment_at(const struct gl_moment *moment, enum gl_grain grain)
{
    struct gl_moment source = grain < GL_GRAIN_WEEK ? dated(moment) : *moment;
    struct gl_moment made = gl_moment_none();

    if (grain >= GL_GRAIN_DAY) {
        made = source;
        made.grain = grain;
        if (source.grain < GL_GRAIN_DAY) {
            made.piece = made.week = GL_UNKNOWN;
        }
        if (grain == GL_GRAIN_DAY) {
            made.part = made.hour = made.minute = made.second = made.zone = GL_UNKNOWN;
        }
        return made;
    }
    made.grain = grain;
    made.year = source.year;
    if (source.year != GL_UNKNOWN && grain <= GL_GRAIN_DECADE) {
        made.year = floor_to(source.year, grain == GL_GRAIN_DECADE ? 10 : 100);
    } else if (grain == GL_GRAIN_WEEK || grain == GL_GRAIN_WEEKEND) {
        to_week(&source, &made);
    } else if (grain >= GL_GRAIN_HALF && grain <= GL_GRAIN_SEASON) {
        to_piece(&source, &made);
    } else if (grain == GL_GRAIN_MONTH) {
        made.month = source.month;
    }
    return made;
}
