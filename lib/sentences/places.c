#include "sentences/places.h"

#include "text/classes.h"
#include "text/utf8.h"
#include "text/words.h"

/* The last place before `to` where a word or a mark begins; false at the paragraph's start. */
static bool place_before(struct gl_text text, size_t start, size_t to, size_t *at)
{
    while (to > start) {
        int32_t code_point;
        size_t before = gl_utf8_before(text, to);
        gl_utf8_decode(text, before, &code_point);
        if (gl_is_space(code_point)) {
            to = before;
            continue;
        }
        struct gl_span word;
        bool found = gl_is_word(code_point) && gl_word_before(text, start, to, &word);
        *at = found ? word.start : before;
        return true;
    }
    return false;
}

static void add_rules(struct gl_places *places, const struct gl_ruleset *set, struct gl_text text,
                      size_t at)
{
    size_t word_end;
    struct gl_triggered triggered = gl_ruleset_triggered(set, text, at, &word_end);
    const struct gl_rule *rule;
    while ((rule = gl_triggered_next(set, &triggered)) != NULL) {
        if (places->count == GL_PLACES_MOST) {
            places->overflow = true;
            return;
        }
        places->found[places->count++] = (struct gl_place){at, rule->number};
    }
}

void gl_places_look_up(struct gl_places *places, const struct gl_ruleset *set, struct gl_text text,
                       struct gl_span paragraph, const struct gl_candidate *candidate)
{
    size_t at = candidate->mark.start;
    places->ready = true;
    if (candidate->mark.end > at) {
        places->starts[places->start_count++] = at;
    }
    while (places->start_count < GL_PLACES_BACK && place_before(text, paragraph.start, at, &at)) {
        places->starts[places->start_count++] = at;
    }
    for (size_t i = 0; i < places->start_count; i++) {
        add_rules(places, set, text, places->starts[i]);
    }
}

bool gl_places_next(const struct gl_places *places, uint32_t number, size_t *cursor, size_t *at)
{
    if (places->overflow) {
        if (*cursor == places->start_count) {
            return false;
        }
        *at = places->starts[(*cursor)++];
        return true;
    }
    for (; *cursor < places->count; (*cursor)++) {
        if (places->found[*cursor].rule == number) {
            *at = places->found[(*cursor)++].at;
            return true;
        }
    }
    return false;
}
