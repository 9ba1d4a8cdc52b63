/* Direction: which Wednesday, which October. The evidence is declared by rules; here it is looked
 * for. */
#include "dates/run.h"

/* Evidence further away than this is not looked for, so that each expression costs the same. */
enum { REACH = 256 };

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

/* The match of last-before that is nearest to the mark: does one exist, and what does it choose? */
static bool look_before(struct gl_dates_run *run, const struct gl_direction_plan *line,
                        struct gl_span region, size_t to, enum gl_choice *choice)
{
    struct gl_span window = {region.start, to};

    if (to - region.start > REACH) {
        window.start = to_character(run->text, to - REACH);
    }
    if (!gl_match_last(run->matcher, run->rules, line->last_before, run->text, window)) {
        return false;
    }
    *choice = read_choice(run, line);
    return true;
}

static bool look_after(struct gl_dates_run *run, const struct gl_direction_plan *line,
                       struct gl_span region, size_t from, enum gl_choice *choice)
{
    struct gl_span window = {from, region.end};

    if (region.end - from > REACH) {
        window.end = to_character(run->text, from + REACH);
    }
    if (!gl_match_find(run->matcher, run->rules, line->first_after, run->text, window, from)) {
        return false;
    }
    *choice = read_choice(run, line);
    return true;
}

/* Does the line hold? *choice is what it chooses, GL_CHOOSE_NONE when it leaves that open. */
static bool line_holds(struct gl_dates_run *run, const struct gl_direction_plan *line,
                       struct gl_span span, enum gl_choice *choice)
{
    struct gl_span region;

    *choice = GL_CHOOSE_NONE;
    if (line->conditions != NULL && !gl_conditions_hold(run->matcher, run->rules, line->conditions,
                                                        &run->scene, span, line->region)) {
        return false;
    }
    if (line->last_before == GL_NO_PATTERN && line->first_after == GL_NO_PATTERN) {
        // Constants only: groups would be those of a condition, which nobody promises.
        *choice = line->choose.count == 1 && line->choose.pieces[0].text != NULL
                      ? read_choice(run, line)
                      : GL_CHOOSE_NONE;
        return true;
    }
    region = gl_scene_region(&run->scene, run->matcher, run->rules, line->region, span.start);
    if (region.start > span.start || region.end < span.end) {
        region = run->paragraph;
    }
    if (line->last_before != GL_NO_PATTERN) {
        return look_before(run, line, region, span.start, choice);
    }
    return look_after(run, line, region, span.end, choice);
}

enum gl_choice gl_dates_direction(struct gl_dates_run *run, const struct gl_direction *direction,
                                  struct gl_span span, enum gl_from *from)
{
    for (size_t i = 0; i < direction->count; i++) {
        const struct gl_direction_plan *line = &direction->lines[i];
        enum gl_choice choice;
        if (!line_holds(run, line, span, &choice)) {
            continue;
        }
        choice = choice != GL_CHOOSE_NONE ? choice : line->otherwise;
        if (choice != GL_CHOOSE_NONE) {
            *from = line->has_from ? line->from : *from;
            return choice;
        }
    }
    return GL_CHOOSE_NEAREST;
}
