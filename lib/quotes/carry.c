#include "quotes/carry.h"

#include <string.h>

#include "quotes/attribute.h"
#include "quotes/kinds.h"

#define NOBODY SIZE_MAX

enum { NEIGHBOURS = 16 }; /* quotations looked at on the way back */

static bool is_there(struct gl_span span)
{
    return span.start < span.end;
}

static bool lacks_speaker(const struct gl_quotation *quotation)
{
    return quotation->kind != GL_QUOTE_TERM && quotation->attribution == GL_NO_ATTRIBUTION;
}

/* Is quotation `index` the first of its paragraph, and `neighbour` in the paragraph before? */
static bool follows(const struct gl_quotation *items, size_t index, size_t neighbour)
{
    return items[neighbour].paragraph + 1 == items[index].paragraph && neighbour + 1 == index;
}

/* Do two attributions name the same, as far as the words go? */
static bool same_speaker(const struct gl_quotes_work *work, uint32_t a, uint32_t b)
{
    const struct gl_attribution *all = work->found->attributions;
    struct gl_span one = is_there(all[a].name) ? all[a].name : all[a].speaker;
    struct gl_span two = is_there(all[b].name) ? all[b].name : all[b].speaker;
    return gl_span_length(one) == gl_span_length(two) &&
           memcmp(work->text.bytes + one.start, work->text.bytes + two.start,
                  gl_span_length(one)) == 0;
}

/* The last quotation before `index` that is not a term, NOBODY when there is none near. */
static size_t before(const struct gl_quotation *items, size_t index)
{
    for (size_t back = 1; back <= NEIGHBOURS && back <= index; back++) {
        if (items[index - back].kind != GL_QUOTE_TERM) {
            return index - back;
        }
    }
    return NOBODY;
}

/* In a dialogue of two, who spoke before the last speaker: that quotation, or NOBODY. */
static size_t other_of_two(const struct gl_quotes_work *work, size_t index, size_t last)
{
    const struct gl_quotation *items = work->found->items;
    size_t at = last;
    while ((at = before(items, at)) != NOBODY && items[at].paragraph == items[last].paragraph) {
    }
    if (at == NOBODY || items[at].paragraph + 1 != items[last].paragraph ||
        items[last].paragraph + 1 != items[index].paragraph ||
        items[at].attribution == GL_NO_ATTRIBUTION ||
        same_speaker(work, items[at].attribution, items[last].attribution)) {
        return NOBODY;
    }
    return at;
}

/* Is `neighbour` where the rule wants it: in the same paragraph (or what `within` says), in the one
 * before, or, for a continued quotation, the one that is continued? */
static bool is_near(struct gl_quotes_work *work, const struct gl_rule *rule, size_t index,
                    size_t neighbour)
{
    const struct gl_quotation *items = work->found->items;
    enum gl_quote_carry carry = work->knowledge->rules[rule->number].carry;
    if (carry == GL_CARRY_CONTINUED) {
        return items[index].continued && neighbour + 1 == index;
    }
    if (carry == GL_CARRY_PARAGRAPH || carry == GL_CARRY_ALTERNATE) {
        return follows(items, index, neighbour);
    }
    enum gl_region kind = work->knowledge->rules[rule->number].within;
    if (kind == GL_REGION_PARAGRAPH || kind == GL_REGION_DOCUMENT) {
        return kind == GL_REGION_DOCUMENT || items[index].paragraph == items[neighbour].paragraph;
    }
    if (!gl_quotes_set_scene(work)) {
        return false;
    }
    struct gl_span within =
        gl_scene_region(&work->scene, work->matcher, work->set, kind, items[index].span.start);
    return gl_span_holds(within, items[neighbour].span);
}

static bool take_over(struct gl_quotes_work *work, const struct gl_rule *rule, size_t index,
                      size_t neighbour)
{
    struct gl_quotation *items = work->found->items;
    struct gl_attribution attribution = work->found->attributions[items[neighbour].attribution];
    attribution.cue = (struct gl_span){0, 0};
    attribution.rule = rule;
    attribution.sure = attribution.sure && work->knowledge->rules[rule->number].sure;
    attribution.how = work->knowledge->rules[rule->number].how;
    items[index].attribution = gl_quotes_add_attribution(work, &attribution);
    gl_quotes_fired(work, rule, items[index].span,
                    (struct gl_text){work->text.bytes + attribution.speaker.start,
                                     gl_span_length(attribution.speaker)});
    return items[index].attribution != GL_NO_ATTRIBUTION;
}

/* Tries the rules that look to one side; `neighbour` is the quotation there, which has a speaker.
 */
static bool carry_to(struct gl_quotes_work *work, size_t index, size_t neighbour, bool from_behind)
{
    for (size_t i = 0; i < work->knowledge->carry_count; i++) {
        const struct gl_rule *rule = gl_ruleset_rule(work->set, work->knowledge->carry_rules[i]);
        enum gl_quote_carry carry = work->knowledge->rules[rule->number].carry;
        if ((carry == GL_CARRY_BEHIND) == from_behind && is_near(work, rule, index, neighbour) &&
            gl_quotes_rule_holds(work, rule, &work->found->items[index])) {
            size_t from =
                carry == GL_CARRY_ALTERNATE ? other_of_two(work, index, neighbour) : neighbour;
            if (from != NOBODY) {
                return take_over(work, rule, index, from);
            }
        }
    }
    return true;
}

/* The neighbour that quotation `index` leaves for the next one. */
static size_t neighbour_after(const struct gl_quotes_work *work, size_t index, size_t neighbour)
{
    const struct gl_quotation *quotation = &work->found->items[index];
    if (quotation->kind == GL_QUOTE_TERM) {
        return neighbour;
    }
    return quotation->attribution == GL_NO_ATTRIBUTION ? (size_t)NOBODY : index;
}

static bool carry_forward(struct gl_quotes_work *work)
{
    size_t neighbour = NOBODY;
    for (size_t i = 0; i < work->found->count; i++) {
        const struct gl_quotation *quotation = &work->found->items[i];
        if (lacks_speaker(quotation) && neighbour != NOBODY &&
            !carry_to(work, i, neighbour, false)) {
            return false;
        }
        neighbour = neighbour_after(work, i, neighbour);
    }
    return true;
}

static bool carry_back(struct gl_quotes_work *work)
{
    size_t neighbour = NOBODY;
    for (size_t i = work->found->count; i > 0; i--) {
        const struct gl_quotation *quotation = &work->found->items[i - 1];
        if (lacks_speaker(quotation) && neighbour != NOBODY &&
            !carry_to(work, i - 1, neighbour, true)) {
            return false;
        }
        neighbour = neighbour_after(work, i - 1, neighbour);
    }
    return true;
}

bool gl_quotes_carry(struct gl_quotes_work *work)
{
    return carry_forward(work) && carry_back(work);
}
