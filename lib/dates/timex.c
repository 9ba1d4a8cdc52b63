/* Writing and reading of TIMEX3 values. */
#include "dates/timex.h"

#include <string.h>

/* Appends at *at; the sizes of all values stay far below GL_TIMEX_SIZE. */
static void put(char **at, const char *text)
{
    size_t length = strlen(text);

    memcpy(*at, text, length + 1);
    *at += length;
}

/* `number` with `digits` digits at least, or as many X when it is unknown. */
static void put_digits(char **at, long long number, int digits)
{
    char reversed[24];
    int count = 0;

    if (number == GL_UNKNOWN) {
        for (; digits > 0; digits--) {
            put(at, "X");
        }
        return;
    }
    do {
        reversed[count++] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0 || count < digits);
    while (count > 0) {
        *(*at)++ = reversed[--count];
    }
    **at = '\0';
}

static void put_part(char **at, const char *before, long long number, int digits)
{
    put(at, before);
    put_digits(at, number, digits);
}

/* Year, decade or century: 4, 3 or 2 digits. Years before the common era are BC0044. */
static void put_year(char **at, int year, enum gl_grain grain)
{
    int digits = grain == GL_GRAIN_CENTURY ? 2 : grain == GL_GRAIN_DECADE ? 3 : 4;
    int per = grain == GL_GRAIN_CENTURY ? 100 : grain == GL_GRAIN_DECADE ? 10 : 1;

    if (year == GL_UNKNOWN) {
        put_digits(at, GL_UNKNOWN, digits);
    } else if (year < 1) {
        put_part(at, "BC", (1 - year) / per, digits);
    } else {
        put_digits(at, year / per, digits);
    }
}

static void put_week(char **at, const struct gl_moment *moment)
{
    put_part(at, "-W", moment->week, 2);
    if (moment->grain == GL_GRAIN_WEEKEND) {
        put(at, "-WE");
    }
}

/* A day whose date is unknown is told by its weekday. */
static void put_day(char **at, const struct gl_moment *moment)
{
    if (moment->month == GL_UNKNOWN && moment->day == GL_UNKNOWN && moment->weekday != GL_UNKNOWN) {
        put_part(at, "-W", moment->week, 2);
        put_part(at, "-", moment->weekday, 1);
        return;
    }
    put_part(at, "-", moment->month, 2);
    put_part(at, "-", moment->day, 2);
}

static void put_zone(char **at, int zone)
{
    int minutes = zone < 0 ? -zone : zone;

    if (zone == GL_UNKNOWN) {
        return;
    }
    if (zone == 0) {
        put(at, "Z");
        return;
    }
    put_part(at, zone < 0 ? "-" : "+", minutes / 60, 2);
    put_part(at, ":", minutes % 60, 2);
}

/* Hours are written with their minutes, "T17:00". */
static void put_clock(char **at, const struct gl_moment *moment)
{
    if (moment->grain == GL_GRAIN_PART) {
        const char *code = gl_part_code(moment->part);
        put(at, "T");
        put(at, code != NULL ? code : "XX");
        return;
    }
    put_part(at, "T", moment->hour, 2);
    put_part(at, ":",
             moment->minute == GL_UNKNOWN && moment->hour != GL_UNKNOWN ? 0 : moment->minute, 2);
    if (moment->second != GL_UNKNOWN) {
        put_part(at, ":", moment->second, 2);
    }
    put_zone(at, moment->zone);
}

void gl_timex_moment(const struct gl_moment *moment, char out[GL_TIMEX_SIZE])
{
    char *at = out;

    out[0] = '\0';
    put_year(&at, moment->year, moment->grain);
    switch (moment->grain) {
    case GL_GRAIN_HALF:
        put_part(&at, "-H", moment->piece, 1);
        break;
    case GL_GRAIN_QUARTER:
        put_part(&at, "-Q", moment->piece, 1);
        break;
    case GL_GRAIN_SEASON:
        put(&at, "-");
        put(&at, gl_season_code(moment->piece) != NULL ? gl_season_code(moment->piece) : "XX");
        break;
    case GL_GRAIN_MONTH:
        put_part(&at, "-", moment->month, 2);
        break;
    case GL_GRAIN_WEEK:
    case GL_GRAIN_WEEKEND:
        put_week(&at, moment);
        break;
    default:
        break;
    }
    if (moment->grain >= GL_GRAIN_DAY) {
        put_day(&at, moment);
    }
    if (moment->grain >= GL_GRAIN_PART) {
        put_clock(&at, moment);
    }
}

/* "2", "2.5", "X". */
static void put_count(char **at, const struct gl_amount_of *amount)
{
    long long rest = amount->thousandths % 1000;

    if (amount->vague) {
        put(at, "X");
        return;
    }
    put_digits(at, amount->thousandths / 1000, 1);
    if (rest != 0) {
        int digits = rest % 100 == 0 ? 1 : rest % 10 == 0 ? 2 : 3;
        put_part(at, ".", rest / (digits == 1 ? 100 : digits == 2 ? 10 : 1), digits);
    }
}

static const char *unit_letters(enum gl_time_unit unit)
{
    static const char *const letters[] = {"",  "S", "M", "H", "D",  "WE", "W", "M",
                                          "S", "Q", "H", "Y", "DE", "CE", "ME"};

    return letters[unit];
}

void gl_timex_duration(const struct gl_duration *duration, char out[GL_TIMEX_SIZE])
{
    char *at = out;
    bool in_clock = false;

    put(&at, "P");
    for (size_t i = 0; i < duration->count; i++) {
        struct gl_amount_of amount = duration->parts[i];
        if (!in_clock && amount.unit <= GL_UNIT_HOURS) {
            put(&at, "T");
            in_clock = true;
        }
        // TIMEX3 has no letter for half years and seasons.
        if (amount.unit == GL_UNIT_HALVES || amount.unit == GL_UNIT_SEASONS) {
            amount.thousandths *= amount.unit == GL_UNIT_HALVES ? 6 : 3;
            amount.unit = GL_UNIT_MONTHS;
        }
        put_count(&at, &amount);
        put(&at, unit_letters(amount.unit));
    }
}

/* ---- reading */

/* `digits` digits at *at. */
static bool take_digits(struct gl_text text, size_t *at, size_t digits, int *number)
{
    if (text.length - *at < digits) {
        return false;
    }
    *number = 0;
    for (size_t i = 0; i < digits; i++) {
        char byte = text.bytes[*at + i];
        if (byte < '0' || byte > '9') {
            return false;
        }
        *number = *number * 10 + (byte - '0');
    }
    *at += digits;
    return true;
}

static bool take_byte(struct gl_text text, size_t *at, const char *any)
{
    if (*at >= text.length || text.bytes[*at] == '\0' || strchr(any, text.bytes[*at]) == NULL) {
        return false;
    }
    (*at)++;
    return true;
}

static bool take_date(struct gl_text text, size_t *at, struct gl_moment *moment)
{
    bool dashed;

    moment->grain = GL_GRAIN_YEAR;
    if (!take_digits(text, at, 4, &moment->year)) {
        return false;
    }
    if (*at == text.length) {
        return true;
    }
    dashed = take_byte(text, at, "-");
    moment->grain = GL_GRAIN_MONTH;
    if (!take_digits(text, at, 2, &moment->month)) {
        return false;
    }
    if (*at == text.length) {
        return dashed;
    }
    moment->grain = GL_GRAIN_DAY;
    return (!dashed || take_byte(text, at, "-")) && take_digits(text, at, 2, &moment->day);
}

static bool take_zone(struct gl_text text, size_t *at, struct gl_moment *moment)
{
    int sign = *at < text.length && text.bytes[*at] == '-' ? -1 : 1;
    int hours;
    int minutes = 0;

    if (take_byte(text, at, "Zz")) {
        moment->zone = 0;
        return true;
    }
    if (!take_byte(text, at, "+-")) {
        return true;
    }
    if (!take_digits(text, at, 2, &hours)) {
        return false;
    }
    take_byte(text, at, ":");
    if (*at < text.length && !take_digits(text, at, 2, &minutes)) {
        return false;
    }
    moment->zone = sign * (hours * 60 + minutes);
    return true;
}

static bool take_clock(struct gl_text text, size_t *at, struct gl_moment *moment)
{
    int fraction;

    moment->grain = GL_GRAIN_MINUTE;
    if (!take_digits(text, at, 2, &moment->hour)) {
        return false;
    }
    take_byte(text, at, ":");
    if (!take_digits(text, at, 2, &moment->minute)) {
        return false;
    }
    if (take_byte(text, at, ":")) {
        moment->grain = GL_GRAIN_SECOND;
        if (!take_digits(text, at, 2, &moment->second)) {
            return false;
        }
        if (take_byte(text, at, ".,")) {
            while (take_digits(text, at, 1, &fraction)) {
            }
        }
    }
    return take_zone(text, at, moment);
}

bool gl_timex_parse(struct gl_text text, struct gl_moment *moment)
{
    size_t at = 0;

    *moment = gl_moment_none();
    if (!take_date(text, &at, moment)) {
        return false;
    }
    if (moment->grain == GL_GRAIN_DAY && take_byte(text, &at, "Tt ") &&
        !take_clock(text, &at, moment)) {
        return false;
    }
    return at == text.length && gl_moment_valid(moment);
}
