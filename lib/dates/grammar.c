#include "dates/grammar.h"

#include <string.h>

/* Reads a value from left to right; every function takes what it knows and moves `at`. */
struct reader {
    struct gl_text text;
    size_t at;
};

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool at_end(const struct reader *reader)
{
    return reader->at == reader->text.length;
}

static bool take(struct reader *reader, const char *word)
{
    size_t length = strlen(word);

    if (reader->text.length - reader->at < length ||
        memcmp(reader->text.bytes + reader->at, word, length) != 0) {
        return false;
    }
    reader->at += length;
    return true;
}

/* One of the words of `list`, which ends with NULL. */
static bool take_any(struct reader *reader, const char *const *list)
{
    for (; *list != NULL; list++) {
        if (take(reader, *list)) {
            return true;
        }
    }
    return false;
}

/* `count` figures, or X for figures that nobody knows; known ones lie between `low` and `high`. */
static bool take_figures(struct reader *reader, size_t count, int low, int high)
{
    int number = 0;
    bool known = true;

    if (reader->text.length - reader->at < count) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        char byte = reader->text.bytes[reader->at + i];
        if (byte != 'X' && !is_digit(byte)) {
            return false;
        }
        known = known && byte != 'X';
        number = number * 10 + (byte - '0');
    }
    reader->at += count;
    return !known || (number >= low && number <= high);
}

/* Number of figures and X at `at`. */
static size_t figures(const struct reader *reader)
{
    size_t count = 0;

    while (reader->at + count < reader->text.length &&
           (is_digit(reader->text.bytes[reader->at + count]) ||
            reader->text.bytes[reader->at + count] == 'X')) {
        count++;
    }
    return count;
}

static bool take_clock(struct reader *reader)
{
    static const char *const parts[] = {"MO", "MI", "AF", "EV", "NI", "DT", NULL};

    if (take_any(reader, parts)) {
        return true;
    }
    if (!take_figures(reader, 2, 0, 24)) {
        return false;
    }
    for (int i = 0; i < 2 && take(reader, ":"); i++) {
        if (!take_figures(reader, 2, 0, 60)) {
            return false;
        }
    }
    if (take(reader, "Z") || at_end(reader)) {
        return true;
    }
    return (take(reader, "+") || take(reader, "-")) && take_figures(reader, 2, 0, 14) &&
           take(reader, ":") && take_figures(reader, 2, 0, 59);
}

static bool take_week(struct reader *reader)
{
    if (!take_figures(reader, 2, 1, 53)) {
        return false;
    }
    return at_end(reader) ||
           (take(reader, "-") && (take(reader, "WE") || take_figures(reader, 1, 1, 7)));
}

/* What stands behind a year and its dash; *day is set when a clock may follow. */
static bool take_within_year(struct reader *reader, bool *day)
{
    static const char *const seasons[] = {"SP", "SU", "FA", "WI", NULL};

    if (take_any(reader, seasons)) {
        return true;
    }
    if (take(reader, "W")) {
        *day = take_week(reader);
        return *day;
    }
    if (take(reader, "H")) {
        return take_figures(reader, 1, 1, 2);
    }
    if (take(reader, "Q")) {
        return take_figures(reader, 1, 1, 4);
    }
    if (!take_figures(reader, 2, 1, 12)) {
        return false;
    }
    if (!take(reader, "-")) {
        return true;
    }
    *day = true;
    return take_figures(reader, 2, 1, 31);
}

static bool is_date(struct reader reader)
{
    size_t count;
    bool day = false;

    take(&reader, "BC");
    count = figures(&reader);
    if (count < 2 || count > 4 || !take_figures(&reader, count, 0, 9999)) {
        return false;
    }
    if (count == 4 && take(&reader, "-") && !take_within_year(&reader, &day)) {
        return false;
    }
    if (day && take(&reader, "T") && !take_clock(&reader)) {
        return false;
    }
    return at_end(&reader);
}

/* Digits with an optional decimal part, or X. */
static bool take_count(struct reader *reader)
{
    size_t from = reader->at;

    if (take(reader, "X")) {
        return true;
    }
    while (!at_end(reader) && is_digit(reader->text.bytes[reader->at])) {
        reader->at++;
    }
    if (reader->at == from) {
        return false;
    }
    if (take(reader, ".")) {
        from = reader->at;
        while (!at_end(reader) && is_digit(reader->text.bytes[reader->at])) {
            reader->at++;
        }
    }
    return reader->at > from;
}

static bool is_duration(struct reader reader)
{
    static const char *const days[] = {"ME", "CE", "DE", "WE", "Y", "Q", "M", "W", "D", NULL};
    static const char *const clock[] = {"H", "M", "S", NULL};
    bool in_clock = false;
    size_t parts = 0;

    if (!take(&reader, "P")) {
        return false;
    }
    while (!at_end(&reader)) {
        if (!in_clock && take(&reader, "T")) {
            in_clock = true;
        }
        if (!take_count(&reader) || !take_any(&reader, in_clock ? clock : days)) {
            return false;
        }
        parts++;
    }
    return parts > 0;
}

static bool is_one_of(struct gl_text text, const char *const *list)
{
    for (; *list != NULL; list++) {
        if (strlen(*list) == text.length && memcmp(*list, text.bytes, text.length) == 0) {
            return true;
        }
    }
    return false;
}

bool gl_value_valid(struct gl_text value)
{
    static const char *const references[] = {"PRESENT_REF", "PAST_REF", "FUTURE_REF", NULL};
    struct reader reader = {value, 0};

    return is_one_of(value, references) || is_duration(reader) || is_date(reader);
}

bool gl_mod_valid(struct gl_text mod)
{
    static const char *const mods[] = {
        "START",         "MID",           "END",       "APPROX",       "BEFORE",
        "AFTER",         "MORE_THAN",     "LESS_THAN", "ON_OR_BEFORE", "ON_OR_AFTER",
        "EQUAL_OR_MORE", "EQUAL_OR_LESS", NULL};

    return mod.length == 0 || is_one_of(mod, mods);
}
