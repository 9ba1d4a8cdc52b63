#include "dates/infer.h"

#include <stdio.h>
#include <string.h>

#include "dates/calendar.h"
#include "text/classes.h"
#include "text/utf8.h"
#include "text/words.h"

/* Points for and against a day. */
enum {
    PIN = 300,         /* a coincidence or count that can hardly be chance */
    LOOSE_PIN = 30,    /* a weekday and a date that fall on one day */
    MISFIT = -300,     /* a weekday that its date does not have */
    TURNED = -80,      /* a date that would be near, were its direction another one */
    FEWEST = 2,        /* mentions of the past weekday that is the document's own */
    NEEDED = PIN,      /* points that the best day has at least */
    MARGIN = 60,       /* and so many more than the next best */
    CONTEXT = 60,      /* bytes around a clue in which names are compared */
    SHORTEST_NAME = 4, /* bytes of a name that counts */
    RARE = 4,          /* mentions of a name that everything is about */
    FIRST_YEAR = 1900,
    LAST_YEAR = 2100
};

struct evidence {
    const struct gl_clue *first;
    const struct gl_clue *second; /* may be NULL */
};

struct trial {
    const struct gl_clues *clues;
    struct gl_text text;
    long day;
    int score;
    bool pinned;
    int own; /* the weekday that is mentioned most as past; 0: none stands out */
    struct evidence evidence;
};

static int least(int a, int b)
{
    return a < b ? a : b;
}

/* Points for a date that lies `days` away: news speaks of what is near. */
static int nearness(long days)
{
    static const struct {
        long days;
        int points;
    } table[] = {{0, 80}, {1, 90}, {3, 80}, {7, 65}, {14, 50}, {31, 30}, {62, 10}};

    for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
        if ((days < 0 ? -days : days) <= table[i].days) {
            return table[i].points;
        }
    }
    return 0;
}

static bool is_future(enum gl_choice choice)
{
    return choice == GL_CHOOSE_NEXT || choice == GL_CHOOSE_NEXT_OR_TODAY ||
           choice == GL_CHOOSE_RATHER_NEXT;
}

/* Points for a weekday `days` behind or ahead of the document's. */
static int weekday_points(enum gl_choice choice, int days)
{
    static const int past[] = {60, 40, 20, 5, 0, 0, 0};
    static const int future[] = {10, 40, 30, 25, 20, 15, 10};

    return is_future(choice) ? future[days] : past[days];
}

/* Days from the document's weekday to the clue's, in the clue's direction. */
static int weekday_distance(const struct gl_clue *clue, long day)
{
    int own = gl_calendar_weekday(day);

    return is_future(clue->choice) ? (clue->moment.weekday - own + 7) % 7
                                   : (own - clue->moment.weekday + 7) % 7;
}

/* The day that a clue means when the document is of `day`; false when it means none. */
static bool meant_day(const struct gl_clue *clue, long day, long *meant)
{
    const struct gl_moment *moment = &clue->moment;
    long year = gl_calendar_civil(day).year;
    bool any = false;

    if (clue->kind == GL_CLUE_WEEKDAY) {
        int days = weekday_distance(clue, day);
        *meant = is_future(clue->choice) ? day + days : day - days;
        return true;
    }
    if (clue->kind == GL_CLUE_DATE) {
        *meant = gl_calendar_days(moment->year, moment->month, moment->day);
        return true;
    }
    for (long tried = year - 1; clue->kind == GL_CLUE_DAY && tried <= year + 1; tried++) {
        long days = gl_calendar_days(tried, moment->month, moment->day);
        bool allowed = is_future(clue->choice)             ? days >= day
                       : clue->choice == GL_CHOOSE_NEAREST ? true
                       : clue->choice == GL_CHOOSE_NONE    ? true
                                                           : days <= day;
        if (gl_calendar_valid(tried, moment->month, moment->day) && allowed &&
            (!any || (days - day < 0 ? day - days : days - day) <
                         (*meant - day < 0 ? day - *meant : *meant - day))) {
            *meant = days;
            any = true;
        }
    }
    return any;
}

static void pin(struct trial *trial, const struct gl_clue *first, const struct gl_clue *second)
{
    if (!trial->pinned) {
        trial->evidence = (struct evidence){first, second};
    }
    trial->pinned = true;
    trial->score += PIN;
}

/* ---- names that two clues have in common */

/* Does the word begin with a capital, and not only because a sentence begins with it? */
static bool is_name(struct gl_text text, struct gl_span word)
{
    int32_t code_point;
    size_t before = word.start;

    if (gl_span_length(word) < SHORTEST_NAME) {
        return false;
    }
    gl_utf8_decode(text, word.start, &code_point);
    while (before > 0 && text.bytes[before - 1] == ' ') {
        before--;
    }
    return gl_is_upper(code_point) && before > 0 &&
           strchr(".!?\n\"", text.bytes[before - 1]) == NULL;
}

static struct gl_span around(struct gl_text text, struct gl_span span)
{
    struct gl_span window = {span.start > CONTEXT ? span.start - CONTEXT : 0,
                             text.length - span.end > CONTEXT ? span.end + CONTEXT : text.length};

    window.start = gl_utf8_floor(text, window.start);
    window.end = gl_utf8_floor(text, window.end);
    return window;
}

static bool has_word(struct gl_text text, struct gl_span window, struct gl_span wanted)
{
    struct gl_span word;

    for (size_t at = window.start; gl_word_after(text, at, window.end, &word); at = word.end) {
        if (gl_span_length(word) == gl_span_length(wanted) &&
            memcmp(text.bytes + word.start, text.bytes + wanted.start, gl_span_length(word)) == 0) {
            return true;
        }
    }
    return false;
}

/* Is the name mentioned fewer than RARE times? */
static bool is_rare(struct gl_text text, struct gl_span name)
{
    const char *bytes = text.bytes + name.start;
    const char *at = text.bytes;
    size_t length = gl_span_length(name);

    for (int mentions = 0; mentions < RARE; mentions++) {
        at = memmem(at, (size_t)(text.bytes + text.length - at), bytes, length);
        if (at == NULL) {
            return true;
        }
        at += length;
    }
    return false;
}

static bool share_name(struct gl_text text, const struct gl_clue *one, const struct gl_clue *other)
{
    struct gl_span window = around(text, one->span);
    struct gl_span word;

    for (size_t at = window.start; gl_word_after(text, at, window.end, &word); at = word.end) {
        bool in_mark = word.end > one->span.start && word.start < one->span.end;
        if (!in_mark && is_name(text, word) && has_word(text, around(text, other->span), word) &&
            is_rare(text, word)) {
            return true;
        }
    }
    return false;
}

/* ---- scoring */

/* A weekday and a date ahead that fall on one day are the same day, most surely when the same name
 * stands with both. (Of past ones news speaks so much that chance would often do it.) */
static void score_coincidences(struct trial *trial, const struct gl_clue *weekday)
{
    long meant = 0;
    long other = 0;

    if (!is_future(weekday->choice) || !meant_day(weekday, trial->day, &meant) ||
        trial->own != gl_calendar_weekday(trial->day)) {
        return;
    }
    for (size_t i = 0; i < trial->clues->count; i++) {
        const struct gl_clue *clue = &trial->clues->items[i];
        if (clue->kind != GL_CLUE_DAY || !is_future(clue->choice) ||
            !meant_day(clue, trial->day, &other) || other != meant) {
            continue;
        }
        if (share_name(trial->text, weekday, clue)) {
            pin(trial, weekday, clue);
        } else {
            trial->score += LOOSE_PIN;
        }
        return;
    }
}

/* Between a date of the past and one of the future that are less than a week apart, there is one
 * day with the document's own weekday. */
static void score_bracket(struct trial *trial)
{
    const struct gl_clue *before = NULL;
    const struct gl_clue *behind = NULL;
    long first = 0;
    long last = 0;

    if (trial->own != gl_calendar_weekday(trial->day)) {
        return;
    }
    for (size_t i = 0; i < trial->clues->count; i++) {
        const struct gl_clue *clue = &trial->clues->items[i];
        long meant = 0;
        if ((clue->kind != GL_CLUE_DAY && clue->kind != GL_CLUE_DATE) ||
            !meant_day(clue, trial->day, &meant)) {
            continue;
        }
        if (meant < trial->day && (before == NULL || meant > first)) {
            before = clue;
            first = meant;
        } else if (meant > trial->day && (behind == NULL || meant < last)) {
            behind = clue;
            last = meant;
        }
    }
    if (before != NULL && behind != NULL && last - first <= 7) {
        pin(trial, before, behind);
    }
}

/* "an 11th day" counts from a day of the past. */
static void score_count(struct trial *trial, const struct gl_clue *count)
{
    for (size_t i = 0; i < trial->clues->count; i++) {
        const struct gl_clue *clue = &trial->clues->items[i];
        long start = 0;
        if (clue->kind == GL_CLUE_DAY && !is_future(clue->choice) &&
            meant_day(clue, trial->day, &start) && start + count->nth_day - 1 == trial->day) {
            pin(trial, count, clue);
            return;
        }
    }
}

static void score_day(struct trial *trial, const struct gl_clue *clue)
{
    long meant = 0;

    if (!meant_day(clue, trial->day, &meant)) {
        return;
    }
    trial->score += nearness(meant - trial->day) / (clue->choice == GL_CHOOSE_NEAREST ? 2 : 1);
    if (clue->kind == GL_CLUE_DAY && (meant - trial->day > 334 || meant - trial->day < -334)) {
        trial->score += TURNED;
    }
    if (clue->moment.weekday != GL_UNKNOWN) {
        if (gl_calendar_weekday(meant) != clue->moment.weekday) {
            trial->score += MISFIT;
        } else if (meant - trial->day >= -31 && meant - trial->day <= 31) {
            pin(trial, clue, NULL);
        }
    }
    if (clue->tells && meant == trial->day) {
        pin(trial, clue, NULL);
    }
}

static void score(struct trial *trial)
{
    trial->score = 0;
    trial->pinned = false;
    score_bracket(trial);
    for (size_t i = 0; i < trial->clues->count; i++) {
        const struct gl_clue *clue = &trial->clues->items[i];
        switch (clue->kind) {
        case GL_CLUE_WEEKDAY:
            trial->score += weekday_points(clue->choice, weekday_distance(clue, trial->day));
            score_coincidences(trial, clue);
            break;
        case GL_CLUE_DATE:
        case GL_CLUE_DAY:
            score_day(trial, clue);
            break;
        case GL_CLUE_NTH_DAY:
            score_count(trial, clue);
            break;
        case GL_CLUE_YEAR:
            break;
        }
    }
}

/* The weekday that is mentioned most often as past, and not just once: news that comes out on a
 * Wednesday says "Wednesday" of what it has just heard. 0: there is none. */
static int own_weekday(const struct gl_clues *clues)
{
    int mentions[8] = {0};
    int best = 0;
    bool alone = false;

    for (size_t i = 0; i < clues->count; i++) {
        const struct gl_clue *clue = &clues->items[i];
        if (clue->kind == GL_CLUE_WEEKDAY && !is_future(clue->choice)) {
            mentions[clue->moment.weekday]++;
        }
    }
    for (int weekday = 1; weekday <= 7; weekday++) {
        if (mentions[weekday] > mentions[best]) {
            best = weekday;
            alone = true;
        } else if (best != 0 && mentions[weekday] == mentions[best]) {
            alone = false;
        }
    }
    return alone && mentions[best] >= FEWEST ? best : 0;
}

/* The year to look in: the copyright line's; else, when a date with its weekday can tell years
 * apart, the latest that the text names and the next. */
static bool years_of(const struct gl_clues *clues, int copyright_year, int *first, int *last)
{
    int latest = GL_UNKNOWN;
    bool told_apart = false;

    if (copyright_year != GL_UNKNOWN) {
        *first = *last = copyright_year;
        return copyright_year >= FIRST_YEAR && copyright_year <= LAST_YEAR;
    }
    for (size_t i = 0; i < clues->count; i++) {
        const struct gl_clue *clue = &clues->items[i];
        told_apart =
            told_apart || (clue->kind == GL_CLUE_DAY && clue->moment.weekday != GL_UNKNOWN);
        if ((clue->kind == GL_CLUE_DATE || clue->kind == GL_CLUE_YEAR) &&
            clue->moment.year > latest && clue->moment.year <= LAST_YEAR) {
            latest = clue->moment.year;
        }
    }
    *first = latest;
    *last = latest + 1;
    return told_apart && latest != GL_UNKNOWN && latest >= FIRST_YEAR;
}

/* ---- what is said of it */

static size_t show(char *out, size_t size, struct gl_text text, const struct gl_clue *clue)
{
    size_t end = clue->span.end;

    if (gl_span_length(clue->span) >= size) {
        end = gl_utf8_floor(text, clue->span.start + size - 1);
    }
    memcpy(out, text.bytes + clue->span.start, end - clue->span.start);
    return end - clue->span.start;
}

static const char *between(const struct gl_clue *first)
{
    return first->kind == GL_CLUE_NTH_DAY   ? " from "
           : first->kind == GL_CLUE_WEEKDAY ? " is "
                                            : " and ";
}

static struct gl_text describe(const struct trial *trial, int copyright_year,
                               struct gl_arena *arena)
{
    char line[256];
    size_t length = show(line, 100, trial->text, trial->evidence.first);

    if (trial->evidence.second != NULL) {
        length += (size_t)snprintf(line + length, 8, "%s", between(trial->evidence.first));
        length += show(line + length, 100, trial->text, trial->evidence.second);
    }
    if (copyright_year != GL_UNKNOWN) {
        length += (size_t)snprintf(line + length, 40, "; copyright_year %d", copyright_year);
    }
    char *kept = gl_arena_copy(arena, line, length);
    return (struct gl_text){kept != NULL ? kept : "", kept != NULL ? length : 0};
}

bool gl_infer_day(const struct gl_clues *clues, struct gl_text text, struct gl_arena *arena,
                  struct gl_reference *reference)
{
    struct trial best = {.score = 0};
    int own = own_weekday(clues);
    int second = 0;
    int first_year;
    int last_year;

    if (!years_of(clues, reference->copyright_year, &first_year, &last_year)) {
        return false;
    }
    for (long day = gl_calendar_days(first_year, 1, 1); day <= gl_calendar_days(last_year, 12, 31);
         day++) {
        struct trial trial = {.clues = clues, .text = text, .day = day, .own = own};
        score(&trial);
        if (trial.score > best.score) {
            second = best.score;
            best = trial;
        } else if (trial.score > second) {
            second = trial.score;
        }
    }
    if (!best.pinned || best.score < NEEDED || best.score - second < MARGIN) {
        return false;
    }
    reference->moment = gl_moment_of_day(best.day);
    reference->how = "inferred";
    reference->source = (struct gl_text){"text", 4};
    reference->evidence = describe(&best, reference->copyright_year, arena);
    reference->confidence = least(99, 60 + (best.score - second - MARGIN) / 8);
    return true;
}

bool gl_infer_stated(const struct gl_clues *clues, struct gl_text text,
                     struct gl_reference *reference)
{
    for (size_t i = 0; i < clues->count; i++) {
        const struct gl_clue *clue = &clues->items[i];
        if (clue->kind == GL_CLUE_DATE && clue->tells) {
            reference->moment = gl_moment_at(&clue->moment, GL_GRAIN_DAY);
            reference->how = "captured";
            reference->source = (struct gl_text){"text", 4};
            reference->evidence =
                (struct gl_text){text.bytes + clue->span.start, gl_span_length(clue->span)};
            return true;
        }
    }
    return false;
}
