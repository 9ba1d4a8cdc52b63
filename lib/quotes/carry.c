#include "quotes/carry.h"

#include "quotes/attribute.h"
#include "quotes/kinds.h"

enum { NOBODY = SIZE_MAX };

static bool lacks_speaker(const struct gl_quotation *quotation)
{
    return quotation->kind != GL_QUOTE_TERM && quotation->attribution == GL_NO_ATTRIBUTION;
}

/* Is `neighbour` where the rule wants it: in the same paragraph (or what `within` says), or, for a
 * continued quotation, the one that is continued? */
static bool is_near(struct gl_quotes_work *work, const struct gl_rule *rule, size_t index,
                    size_t neighbour)
{
    const struct gl_quotation *items = work->found->items;
    if (work->knowledge->rules[rule->number].carry == GL_CARRY_CONTINUED) {
        return items[index].continued && neighbour + 1 == index;
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
            return take_over(work, rule, index, neighbour);
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
