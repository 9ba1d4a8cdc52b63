/* Completing moments: candidates of the neighbouring days, weeks, months or years are compared with
 * the anchor. */
#include "dates/complete.h"

#include "dates/calendar.h"

/* Steps to either side: eight years reach the next February 29 also across 1900. */
enum { STEPS = 8 };
/* Days: a date so far away gives way to one so near on the other side of the anchor. */
enum { FAR = 240, NEAR = 75 };

enum gl_cycle gl_cycle_of(const struct gl_open_moment *open)
{
    const struct gl_moment *moment = &open->moment;

    if (moment->year != GL_UNKNOWN) {
        return GL_CYCLE_NONE;
    }
    if (moment->month != GL_UNKNOWN || moment->piece != GL_UNKNOWN || moment->week != GL_UNKNOWN ||
        open->easter != GL_UNKNOWN) {
        return GL_CYCLE_YEAR;
    }
    if (moment->day != GL_UNKNOWN) {
        return GL_CYCLE_MONTH;
    }
    if (moment->weekday != GL_UNKNOWN || moment->grain == GL_GRAIN_WEEKEND) {
        return GL_CYCLE_WEEK;
    }
    return moment->grain >= GL_GRAIN_PART ? GL_CYCLE_DAY : GL_CYCLE_NONE;
}

static void set_date(struct gl_moment *moment, long days)
{
    struct gl_civil civil = gl_calendar_civil(days);

    moment->year = (int)civil.year;
    moment->month = civil.month;
    moment->day = civil.day;
    moment->week = moment->weekday = GL_UNKNOWN;
}

bool gl_moment_fix(struct gl_open_moment *open)
{
    struct gl_moment *moment = &open->moment;
    long days;

    if (moment->year == GL_UNKNOWN || moment->year < -9999 || moment->year > 9999) {
        return moment->year == GL_UNKNOWN;
    }
    if (open->easter != GL_UNKNOWN) {
        if (moment->year < 1) {
            return false;
        }
        set_date(moment, gl_calendar_easter(moment->year) + open->easter);
    } else if (open->nth != GL_UNKNOWN && moment->month != GL_UNKNOWN) {
        if (!gl_calendar_nth_weekday(moment->year, moment->month, moment->weekday, open->nth,
                                     &days)) {
            return false;
        }
        set_date(moment, days);
    } else if (moment->week != GL_UNKNOWN && moment->weekday != GL_UNKNOWN) {
        set_date(moment, gl_calendar_week_start(moment->year, moment->week) + moment->weekday - 1);
    }
    return true;
}

/* The grain that holds one turn of the cycle. */
static enum gl_grain cycle_grain(enum gl_cycle cycle)
{
    return cycle == GL_CYCLE_YEAR    ? GL_GRAIN_YEAR
           : cycle == GL_CYCLE_MONTH ? GL_GRAIN_MONTH
           : cycle == GL_CYCLE_WEEK  ? GL_GRAIN_WEEK
                                     : GL_GRAIN_DAY;
}

bool gl_cycle_anchored(enum gl_cycle cycle, const struct gl_moment *anchor)
{
    struct gl_moment held = gl_moment_at(anchor, cycle_grain(cycle));
    long first;
    long last;

    return anchor->grain != GL_GRAIN_NONE && gl_moment_days(&held, &first, &last);
}

/* `open` in the turn that lies `step` turns from the anchor's. False when it has no such day. */
static bool candidate(const struct gl_open_moment *open, enum gl_cycle cycle,
                      const struct gl_moment *anchor, int step, struct gl_moment *made)
{
    static const enum gl_time_unit units[] = {GL_UNIT_NONE, GL_UNIT_DAYS, GL_UNIT_WEEKS,
                                              GL_UNIT_MONTHS, GL_UNIT_YEARS};
    struct gl_moment turn = gl_moment_at(anchor, cycle_grain(cycle));
    struct gl_open_moment tried = *open;

    if (!gl_moment_shift(&turn, units[cycle], step * 1000LL)) {
        return false;
    }
    tried.moment.year = turn.year;
    if (cycle == GL_CYCLE_WEEK) {
        tried.moment.week = turn.week;
    } else if (cycle != GL_CYCLE_YEAR) {
        tried.moment.month = turn.month;
        tried.moment.day = cycle == GL_CYCLE_DAY ? turn.day : tried.moment.day;
    }
    if (!gl_moment_fix(&tried) || !gl_moment_valid(&tried.moment)) {
        return false;
    }
    *made = tried.moment;
    return true;
}

/* A date that names its weekday too ("Friday, Oct. 23") fits only the years where that is so. */
static bool weekday_fits(const struct gl_open_moment *open, const struct gl_moment *made)
{
    long first;
    long last;

    return open->nth != GL_UNKNOWN || open->moment.weekday == GL_UNKNOWN ||
           open->moment.day == GL_UNKNOWN || !gl_moment_days(made, &first, &last) ||
           gl_calendar_weekday(first) == open->moment.weekday;
}

/* A candidate, and its distance from the anchor. */
struct attempted {
    struct gl_moment moment;
    long days;
};

/* Days from the anchor to the candidate: negative before it, 0 when they share a day. */
static long distance(const struct gl_moment *made, const struct gl_moment *anchor)
{
    long first;
    long last;
    long anchor_first;
    long anchor_last;

    if (!gl_moment_days(made, &first, &last) ||
        !gl_moment_days(anchor, &anchor_first, &anchor_last)) {
        return 0;
    }
    return first > anchor_last   ? first - anchor_last
           : last < anchor_first ? last - anchor_first
                                 : 0;
}

static bool allowed(enum gl_choice choice, long days, int step)
{
    switch (choice) {
    case GL_CHOOSE_NEXT:
        return days > 0;
    case GL_CHOOSE_LAST:
        return days < 0;
    case GL_CHOOSE_NEXT_OR_TODAY:
        return days >= 0;
    case GL_CHOOSE_LATEST_OR_TODAY:
        return days <= 0;
    case GL_CHOOSE_SAME:
        return step == 0;
    default:
        return true;
    }
}

/* Looks from one turn on the other side of the anchor's away to `side` (1 or -1) for the first
 * allowed candidate that lies there or touches the anchor: candidates rise with their steps, so it
 * is the nearest one. */
static bool nearest_on(int side, const struct gl_open_moment *open, enum gl_cycle cycle,
                       const struct gl_moment *anchor, enum gl_choice choice,
                       struct attempted *found)
{
    int steps = choice == GL_CHOOSE_SAME ? 0 : STEPS;

    for (int step = steps == 0 ? 0 : -1; step <= steps; step++) {
        if (!candidate(open, cycle, anchor, step * side, &found->moment) ||
            !weekday_fits(open, &found->moment)) {
            continue;
        }
        found->days = distance(&found->moment, anchor) * side;
        if (found->days >= 0 && allowed(choice, found->days * side, step)) {
            return true;
        }
    }
    return false;
}

/* The allowed candidate that is nearest to the anchor; of two the earlier one. */
static bool nearest(const struct gl_open_moment *open, enum gl_cycle cycle,
                    const struct gl_moment *anchor, enum gl_choice choice, struct gl_moment *made)
{
    bool to_left = choice != GL_CHOOSE_NEXT && choice != GL_CHOOSE_NEXT_OR_TODAY;
    bool to_right = choice != GL_CHOOSE_LAST && choice != GL_CHOOSE_LATEST_OR_TODAY;
    struct attempted left;
    struct attempted right;
    bool has_left = to_left && nearest_on(-1, open, cycle, anchor, choice, &left);
    bool has_right = to_right && nearest_on(1, open, cycle, anchor, choice, &right);

    if (has_left && (!has_right || left.days <= right.days)) {
        *made = left.moment;
    } else if (has_right) {
        *made = right.moment;
    }
    return has_left || has_right;
}

/* What is near on one side is meant rather than what evidence points to far away on the other: "in
 * May" of a report in March. */
static bool rather(const struct gl_open_moment *open, enum gl_cycle cycle,
                   const struct gl_moment *anchor, enum gl_choice choice, struct gl_moment *made)
{
    enum gl_choice firm =
        choice == GL_CHOOSE_RATHER_NEXT ? GL_CHOOSE_NEXT_OR_TODAY : GL_CHOOSE_LATEST_OR_TODAY;
    struct gl_moment other;
    long there;

    if (!nearest(open, cycle, anchor, firm, made)) {
        return false;
    }
    there = distance(made, anchor);
    if ((there <= -FAR || there >= FAR) &&
        nearest(open, cycle, anchor, GL_CHOOSE_NEAREST, &other)) {
        long here = distance(&other, anchor);
        *made = here >= -NEAR && here <= NEAR ? other : *made;
    }
    return true;
}

static bool choose(const struct gl_open_moment *open, enum gl_cycle cycle,
                   const struct gl_moment *anchor, enum gl_choice choice, struct gl_moment *made)
{
    if (choice == GL_CHOOSE_RATHER_NEXT || choice == GL_CHOOSE_RATHER_LATEST) {
        return rather(open, cycle, anchor, choice, made);
    }
    return nearest(open, cycle, anchor, choice, made);
}

bool gl_moment_complete(struct gl_open_moment *open, enum gl_cycle cycle,
                        const struct gl_moment *anchor, enum gl_choice choice)
{
    struct gl_moment made;
    bool found = choose(open, cycle, anchor, choice, &made);

    // A weekday that fits no year near by is a slip of the writer: the date counts.
    if (!found && open->moment.day != GL_UNKNOWN && open->moment.weekday != GL_UNKNOWN) {
        open->moment.weekday = GL_UNKNOWN;
        found = choose(open, cycle, anchor, choice, &made);
    }
    if (found) {
        open->moment = made;
    }
    return found;
}
