#include "quotes/kinds.h"

#include "text/classes.h"
#include "text/words.h"

enum { CONTENT_BYTES = 400, KINDS = GL_QUOTE_UNKNOWN };

struct gl_span gl_quotes_region_at(const struct gl_quotes_work *work, size_t *cursor, size_t at)
{
    while (*cursor < work->region_count && work->regions[*cursor].end <= at) {
        (*cursor)++;
    }
    return *cursor < work->region_count ? work->regions[*cursor]
                                        : (struct gl_span){at, work->text.length};
}

/* `span` cut to its first CONTENT_BYTES bytes, at a character. */
static struct gl_span cut_content(struct gl_text text, struct gl_span span)
{
    if (gl_span_length(span) > CONTENT_BYTES) {
        span.end = span.start + CONTENT_BYTES;
        while (((unsigned char)text.bytes[span.end] & 0xC0) == 0x80) {
            span.end--;
        }
    }
    return span;
}

static bool inside_holds(struct gl_quotes_work *work, const struct gl_quote_rule *known,
                         const struct gl_quotation *quotation)
{
    struct gl_span inside = gl_trim(work->text, gl_quotation_inside(quotation));
    if (known->words_at_least > 0 || known->words_at_most < SIZE_MAX) {
        size_t words = gl_word_count(work->text, inside);
        if (words < known->words_at_least || words > known->words_at_most) {
            return false;
        }
    }
    if (known->opens != GL_NO_PATTERN &&
        !gl_match(work->matcher, work->set, known->opens, work->text, inside, inside.start)) {
        return false;
    }
    return known->content == GL_NO_PATTERN ||
           gl_match_find(work->matcher, work->set, known->content, work->text,
                         cut_content(work->text, inside), inside.start);
}

static bool flags_hold(const struct gl_quotes_work *work, const struct gl_quote_rule *known,
                       const struct gl_quotation *quotation)
{
    bool attributed = quotation->attribution != GL_NO_ATTRIBUTION;
    return (known->attributed < 0 || known->attributed == (int)attributed) &&
           (known->apostrophe < 0 || known->apostrophe == (int)quotation->apostrophe) &&
           work->region_count > 0;
}

bool gl_quotes_rule_holds(struct gl_quotes_work *work, const struct gl_rule *rule, size_t index,
                          struct gl_span region)
{
    const struct gl_quotation *quotation = &work->found->items[index];
    const struct gl_quote_rule *known = &work->knowledge->rules[rule->number];
    struct gl_span matched = quotation->span;
    if (!flags_hold(work, known, quotation)) {
        return false;
    }
    if (rule->match != GL_NO_PATTERN) {
        if (!gl_match(work->matcher, work->set, rule->match, work->veiled, region,
                      quotation->span.start)) {
            return false;
        }
        matched = gl_matched(work->matcher);
    }
    return inside_holds(work, known, quotation) &&
           gl_conditions_hold(work->matcher, work->set, rule->node, &work->scene, matched,
                              GL_REGION_SENTENCE);
}

static void decide(struct gl_quotes_work *work, struct gl_quotation *quotation,
                   const struct gl_rule *rule, enum gl_quote_kind kind)
{
    const char *name = gl_quote_kind_names[kind];
    quotation->kind = (uint8_t)kind;
    quotation->kind_rule = (uint16_t)(rule->number + 1);
    gl_quotes_fired(work, rule, quotation->span,
                    (struct gl_text){name, kind == GL_QUOTE_TERM    ? 4
                                           : kind == GL_QUOTE_MIXED ? 5
                                                                    : 6});
}

/* The kind with the highest sum above 0; GL_QUOTE_UNKNOWN when there is none. */
static enum gl_quote_kind elect(const double sums[KINDS])
{
    enum gl_quote_kind best = GL_QUOTE_UNKNOWN;
    double most = 0;
    for (int kind = 0; kind < KINDS; kind++) {
        if (sums[kind] > most) {
            most = sums[kind];
            best = (enum gl_quote_kind)kind;
        }
    }
    return best;
}

static void judge(struct gl_quotes_work *work, size_t index, struct gl_span region)
{
    struct gl_quotation *quotation = &work->found->items[index];
    double sums[KINDS] = {0};
    const struct gl_rule *strongest[KINDS] = {NULL};
    for (size_t i = 0; i < work->knowledge->kind_count; i++) {
        const struct gl_rule *rule = gl_ruleset_rule(work->set, work->knowledge->kind_rules[i]);
        enum gl_quote_kind kind = work->knowledge->rules[rule->number].kind;
        if (!gl_quotes_rule_holds(work, rule, index, region)) {
            continue;
        }
        if (!rule->votes) {
            decide(work, quotation, rule, kind);
            return;
        }
        sums[kind] += rule->weight;
        if (strongest[kind] == NULL || strongest[kind]->weight < rule->weight) {
            strongest[kind] = rule;
        }
    }
    enum gl_quote_kind elected = elect(sums);
    if (elected != GL_QUOTE_UNKNOWN) {
        decide(work, quotation, strongest[elected], elected);
    } else {
        quotation->kind =
            quotation->attribution != GL_NO_ATTRIBUTION ? GL_QUOTE_MIXED : GL_QUOTE_TERM;
    }
}

void gl_quotes_kinds(struct gl_quotes_work *work)
{
    size_t cursor = 0;
    for (size_t i = 0; i < work->found->count; i++) {
        judge(work, i, gl_quotes_region_at(work, &cursor, work->found->items[i].span.start));
    }
}
