/* Recognising: which rule marks what at one place. The longest match wins, then the order of the
 * rules. */
#include "dates/run.h"

/* Bytes that may stand between a mark and the rule that takes it in. */
enum { GAP_LIMIT = 32 };

static bool at_best(struct gl_dates_run *run, struct gl_triggered triggered, size_t at,
                    const struct gl_date_mark *before, int depth, struct gl_dates_found *found);

/* A rule that matched, with its readings taken: the matcher may be used again. */
struct attempt {
    const struct gl_plan *plan;
    struct gl_span match;
    struct gl_reading readings[GL_MARKS_AT_ONCE];
};

static size_t skip_blanks(const struct gl_dates_run *run, size_t at)
{
    while (at < run->paragraph.end) {
        char byte = run->text.bytes[at];
        if (byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r') {
            at++;
        } else if (byte == '\xC2' && at + 1 < run->paragraph.end &&
                   run->text.bytes[at + 1] == '\xA0') {
            at += 2;
        } else {
            break;
        }
    }
    return at;
}

bool gl_dates_gap_is(struct gl_dates_run *run, uint32_t gap, size_t from, size_t to)
{
    size_t at = skip_blanks(run, from);

    return to > at && to - at <= GAP_LIMIT &&
           gl_match(run->matcher, run->rules, gap, run->text, run->paragraph, at) &&
           skip_blanks(run, gl_matched(run->matcher).end) == to;
}

/* Where the other mark begins when the gap begins at `at`. */
static size_t pass_gap(const struct gl_dates_run *run, const struct gl_join_plan *join, size_t at)
{
    at = skip_blanks(run, at);
    if (join->gap != GL_NO_PATTERN && at < run->paragraph.end &&
        gl_match(run->matcher, run->rules, join->gap, run->text, run->paragraph, at)) {
        at = skip_blanks(run, gl_matched(run->matcher).end);
    }
    return at;
}

static bool may_join(const struct gl_join_plan *join, const struct gl_date_mark *other)
{
    if (join->types != 0 && (join->types >> other->type & 1U) == 0) {
        return false;
    }
    return join->grains == 0 || (join->grains >> other->moment.grain & 1U) != 0;
}

/* What stands at `at`, behind a rule that joins; asked once for each place and depth. */
static const struct gl_dates_inner *look_inside(struct gl_dates_run *run, size_t at, int depth)
{
    struct gl_dates_inner *inner = &run->inner[depth];
    struct gl_triggered triggered;
    size_t word_end;

    if (!inner->known || inner->at != at) {
        triggered = gl_ruleset_triggered(run->rules, run->text, at, &word_end);
        inner->any = at_best(run, triggered, at, NULL, depth, &inner->found);
        inner->at = at;
        inner->known = true;
    }
    return inner;
}

/* Is there any mark behind a rule that joins one without a gap? Overwrites the matcher's last
 * match.
 */
static bool finds_behind(struct gl_dates_run *run, const struct attempt *attempt, int depth)
{
    size_t at = skip_blanks(run, attempt->match.end);

    return depth > 0 && at < run->paragraph.end && look_inside(run, at, depth - 1)->any;
}

/* The mark that the rule takes in. False when there is none that it may have. */
static bool find_base(struct gl_dates_run *run, const struct attempt *attempt,
                      const struct gl_date_mark *before, int depth, struct gl_date_mark *base)
{
    const struct gl_join_plan *join = &attempt->plan->join;
    const struct gl_dates_inner *inner;
    size_t at;

    if (join->side == GL_SIDE_BEFORE) {
        if (before == NULL || attempt->match.start - before->span.end > GAP_LIMIT ||
            pass_gap(run, join, before->span.end) != attempt->match.start) {
            return false;
        }
        *base = *before;
        return may_join(join, base);
    }
    at = pass_gap(run, join, attempt->match.end);
    if (depth == 0 || at >= run->paragraph.end || at - attempt->match.end > GAP_LIMIT) {
        return false;
    }
    inner = look_inside(run, at, depth - 1);
    if (!inner->any || inner->found.mark_count != 1) {
        return false;
    }
    *base = inner->found.marks[0];
    return may_join(join, base);
}

/* Runs the rule's pattern. */
static bool matches(struct gl_dates_run *run, const struct gl_plan *plan, size_t at,
                    struct attempt *attempt)
{
    attempt->plan = plan;
    if (!gl_match(run->matcher, run->rules, plan->rule->match, run->text, run->paragraph, at)) {
        return false;
    }
    attempt->match = gl_matched(run->matcher);
    return true;
}

/* Reads what the match says. */
static bool take_readings(struct gl_dates_run *run, const struct gl_plan *plan,
                          struct attempt *attempt)
{
    struct gl_groups groups = {run->matcher, run->text, run->arena, run->plans->decimal};

    for (size_t i = 0; i < plan->mark_count; i++) {
        if (!gl_reading_take(&plan->marks[i], &groups, attempt->match, &attempt->readings[i])) {
            return false;
        }
    }
    return true;
}

/* Makes the marks of an attempt. False when one of them is no date. */
static bool make_marks(struct gl_dates_run *run, const struct attempt *attempt,
                       const struct gl_date_mark *before, int depth, struct gl_dates_found *found)
{
    const struct gl_plan *plan = attempt->plan;
    struct gl_date_mark base;
    const struct gl_date_mark *joined = NULL;

    if (plan->join.side != GL_SIDE_NONE) {
        if (!find_base(run, attempt, before, depth, &base)) {
            return false;
        }
        joined = &base;
    }
    *found = (struct gl_dates_found){.plan = plan, .span = attempt->match};
    found->mark_count = plan->mark_count;
    found->joined = plan->join.side == GL_SIDE_BEFORE;
    for (size_t i = 0; i < plan->mark_count; i++) {
        if (!gl_dates_resolve(run, plan, &plan->marks[i], &attempt->readings[i],
                              i == 0 ? joined : NULL, &found->marks[i])) {
            return false;
        }
    }
    if (joined != NULL && joined->span.end > found->span.end) {
        found->span.end = joined->span.end;
    }
    return true;
}

static bool conditions_hold(struct gl_dates_run *run, const struct attempt *attempt)
{
    return !attempt->plan->conditional ||
           gl_conditions_hold(run->matcher, run->rules, attempt->plan->rule->node, &run->scene,
                              attempt->match, GL_REGION_SENTENCE);
}

/* Patterns that failed at one place and belong to more than one rule. */
enum { MISSES = 4 };
struct misses {
    uint32_t twins[MISSES];
    size_t count;
};

static bool is_missed(const struct misses *misses, const struct gl_plan *plan)
{
    for (size_t i = 0; plan->has_twin && i < misses->count; i++) {
        if (misses->twins[i] == plan->twin) {
            return true;
        }
    }
    return false;
}

static void miss(struct misses *misses, const struct gl_plan *plan)
{
    if (plan->has_twin && misses->count < MISSES) {
        misses->twins[misses->count++] = plan->twin;
    }
}

static bool in_domain(const struct gl_dates_run *run, const struct gl_plan *plan)
{
    return plan->domains == 0 || (plan->domains >> run->domain & 1U) != 0;
}

static bool at_best(struct gl_dates_run *run, struct gl_triggered triggered, size_t at,
                    const struct gl_date_mark *before, int depth, struct gl_dates_found *found)
{
    const struct gl_rule *rule;
    struct misses misses = {.count = 0};
    bool any = false;

    while ((rule = gl_triggered_next(run->rules, &triggered)) != NULL) {
        const struct gl_plan *plan = &run->plans->plans[rule->number];
        struct attempt attempt;
        struct gl_dates_found tried;
        if (!in_domain(run, plan) || is_missed(&misses, plan)) {
            continue;
        }
        if (!matches(run, plan, at, &attempt)) {
            miss(&misses, plan);
            continue;
        }
        // Many words that join stand alone: look behind them before anything else is asked.
        if (plan->join.side == GL_SIDE_AFTER && plan->join.gap == GL_NO_PATTERN &&
            (!finds_behind(run, &attempt, depth) || !matches(run, plan, at, &attempt))) {
            continue;
        }
        if (!take_readings(run, plan, &attempt)) {
            continue;
        }
        // What joins a mark behind it can only grow by that.
        if (any && plan->join.side != GL_SIDE_AFTER && attempt.match.end <= found->span.end) {
            continue;
        }
        if (!conditions_hold(run, &attempt) || !make_marks(run, &attempt, before, depth, &tried)) {
            continue;
        }
        if (!any || tried.span.end > found->span.end) {
            *found = tried;
            any = true;
        }
    }
    return any;
}

bool gl_dates_at(struct gl_dates_run *run, struct gl_triggered triggered, size_t at,
                 const struct gl_date_mark *before, struct gl_dates_found *found)
{
    return at_best(run, triggered, at, before, GL_JOIN_DEPTH, found);
}
