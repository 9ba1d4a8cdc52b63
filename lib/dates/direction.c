/* Direction: which Wednesday, which October. The evidence is declared by rules; here it is looked
 * for. */
#include <string.h>

#include "dates/run.h"

/* Evidence further away than this is not looked for, so that each expression costs the same. */
enum { REACH = 256 };
/* Bytes at the end of what was looked at that are looked at again, because more text may make a
 * match of them. */
enum { SEAM = 48 };

static size_t to_character(struct gl_text text, size_t at)
{
    while (at < text.length && ((unsigned char)text.bytes[at] & 0xC0) == 0x80) {
        at++;
    }
    return at;
}

static enum gl_choice read_choice(struct gl_dates_run *run, const struct gl_direction_plan *line)
{
    struct gl_groups groups = {run->matcher, run->text, run->arena, run->plans->decimal};

    return gl_choice_of(gl_template_read(&line->choose, &groups));
}

/* What the evidence just matched chooses. */
static void take_evidence(struct gl_dates_run *run, const struct gl_direction_plan *line,
                          struct gl_decision *decision)
{
    decision->evidence = gl_matched(run->matcher);
    decision->choice = read_choice(run, line);
}

static struct gl_dates_memo *memo_of(struct gl_dates_run *run, const struct gl_direction_plan *line)
{
    return &run->memos[(uintptr_t)line / sizeof(*line) % GL_MEMOS];
}

static bool remember(struct gl_dates_memo *memo, const struct gl_direction_plan *line,
                     struct gl_span window, bool found, const struct gl_decision *decision)
{
    *memo = (struct gl_dates_memo){line, window, found, *decision};
    return found;
}

/* The match of last-before that is nearest to the mark: does one exist, and what does it choose?
 * Where the line has looked for an earlier mark, its answer holds. */
static bool look_before(struct gl_dates_run *run, const struct gl_direction_plan *line,
                        struct gl_span region, size_t to, struct gl_decision *decision)
{
    struct gl_dates_memo *memo = memo_of(run, line);
    struct gl_span window = {region.start, to};
    struct gl_span fresh;
    const char *value;
    bool known;

    if (to - region.start > REACH) {
        window.start = to_character(run->text, to - REACH);
    }
    fresh = window;
    known = memo->line == line && window.start >= memo->window.start &&
            window.start + SEAM < memo->window.end && memo->window.end <= to;
    if (known) {
        fresh.start = to_character(run->text, memo->window.end - SEAM);
    }
    if (gl_match_last(run->matcher, run->rules, &line->last_before, run->text, fresh,
                      &decision->evidence, &value)) {
        decision->choice = value == NULL ? read_choice(run, line)
                                         : gl_choice_of((struct gl_text){value, strlen(value)});
        return remember(memo, line, window, true, decision);
    }
    if (known && memo->found && memo->decision.evidence.start >= window.start) {
        decision->choice = memo->decision.choice;
        decision->evidence = memo->decision.evidence;
        return remember(memo, line, window, true, decision);
    }
    return remember(memo, line, window, false, decision);
}

static bool look_after(struct gl_dates_run *run, const struct gl_direction_plan *line,
                       struct gl_span region, size_t from, struct gl_decision *decision)
{
    struct gl_dates_memo *memo = memo_of(run, line);
    struct gl_span window = {from, region.end};
    struct gl_span fresh;

    if (region.end - from > REACH) {
        window.end = to_character(run->text, from + REACH);
    }
    fresh = window;
    if (memo->line == line && from >= memo->window.start && from + SEAM < memo->window.end &&
        memo->window.end <= window.end) {
        if (memo->found && memo->decision.evidence.start >= from) {
            decision->choice = memo->decision.choice;
            decision->evidence = memo->decision.evidence;
            return true;
        }
        if (!memo->found) {
            fresh.start = to_character(run->text, memo->window.end - SEAM);
        }
    }
    if (!gl_match_find(run->matcher, run->rules, line->first_after, run->text, fresh,
                       fresh.start)) {
        return remember(memo, line, window, false, decision);
    }
    take_evidence(run, line, decision);
    return remember(memo, line, window, true, decision);
}

/* Does the line hold? decision->choice is what it chooses, GL_CHOOSE_NONE when it leaves that open.
 */
static bool line_holds(struct gl_dates_run *run, const struct gl_direction_plan *line,
                       struct gl_span span, struct gl_decision *decision)
{
    struct gl_span region;

    decision->choice = GL_CHOOSE_NONE;
    decision->evidence = (struct gl_span){span.start, span.start};
    if (line->domains != 0 && (line->domains >> run->domain & 1U) == 0) {
        return false;
    }
    if (line->conditions != NULL && !gl_conditions_hold(run->matcher, run->rules, line->conditions,
                                                        &run->scene, span, line->region)) {
        return false;
    }
    if (line->last_before.pattern == GL_NO_PATTERN && line->first_after == GL_NO_PATTERN) {
        // Constants only: groups would be those of a condition, which nobody promises.
        decision->choice = line->choose.count == 1 && line->choose.pieces[0].text != NULL
                               ? read_choice(run, line)
                               : GL_CHOOSE_NONE;
        return true;
    }
    region = gl_scene_region(&run->scene, run->matcher, run->rules, line->region, span.start);
    if (region.start > span.start || region.end < span.end) {
        region = run->paragraph;
    }
    if (line->last_before.pattern != GL_NO_PATTERN) {
        return look_before(run, line, region, span.start, decision);
    }
    return look_after(run, line, region, span.end, decision);
}

/* The first of the lines that holds and chooses. */
static bool decide(struct gl_dates_run *run, const struct gl_direction *direction,
                   struct gl_span span, struct gl_decision *decision)
{
    for (size_t i = 0; i < direction->count; i++) {
        const struct gl_direction_plan *line = &direction->lines[i];
        if (!line_holds(run, line, span, decision)) {
            continue;
        }
        if (decision->choice == GL_CHOOSE_NONE) {
            decision->choice = line->otherwise;
        }
        if (decision->choice != GL_CHOOSE_NONE) {
            decision->from = line->has_from ? line->from : decision->from;
            return true;
        }
    }
    return false;
}

struct gl_decision gl_dates_direction(struct gl_dates_run *run,
                                      const struct gl_direction *direction, struct gl_span span,
                                      enum gl_from from)
{
    struct gl_decision decision = {.from = from, .evidence = {span.start, span.start}};

    if (!decide(run, &run->plans->first, span, &decision) &&
        !decide(run, direction, span, &decision)) {
        decision.choice = GL_CHOOSE_NEAREST;
    }
    return decision;
}
