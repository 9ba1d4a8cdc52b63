#include "quotes/kinds.h"

#include "text/classes.h"
#include "text/words.h"

enum { CONTENT_BYTES = 1000, KINDS = GL_QUOTE_INDIRECT };

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

/* Words in `span`, but no more than `most`. */
static size_t count_words(struct gl_text text, struct gl_span span, size_t most)
{
    size_t count = 0;
    struct gl_span word = {span.start, span.start};
    while (count < most && gl_word_after(text, word.end, span.end, &word)) {
        count++;
    }
    return count;
}

static bool inside_holds(struct gl_quotes_work *work, const struct gl_quote_rule *known,
                         const struct gl_quotation *quotation)
{
    bool counts = known->words_at_least > 0 || known->words_at_most < SIZE_MAX;
    if (!counts && known->content == GL_NO_PATTERN) {
        return true;
    }
    struct gl_span inside = gl_trim(work->text, gl_quotation_inside(quotation));
    if (counts) {
        size_t most =
            known->words_at_most < SIZE_MAX ? known->words_at_most + 1 : known->words_at_least;
        most = most > known->words_at_least ? most : known->words_at_least;
        size_t words = count_words(work->text, inside, most);
        if (words < known->words_at_least || words > known->words_at_most) {
            return false;
        }
    }
    return known->content == GL_NO_PATTERN ||
           gl_match_find(work->matcher, work->set, known->content, work->text,
                         cut_content(work->text, inside), inside.start);
}

static bool flags_hold(const struct gl_quotes_work *work, const struct gl_quote_rule *known,
                       const struct gl_quotation *quotation)
{
    bool usual = quotation->apostrophe == work->usual_apostrophes;
    bool attributed = quotation->attribution != GL_NO_ATTRIBUTION;
    return (known->attributed < 0 || known->attributed == (int)attributed) &&
           (known->apostrophe < 0 || known->apostrophe == (int)quotation->apostrophe) &&
           (known->usual < 0 || known->usual == (int)usual) &&
           (known->block < 0 || known->block == (int)quotation->block) &&
           (known->alone < 0 || known->alone == (int)quotation->alone) &&
           (known->turn < 0 || known->turn == (int)quotation->turn);
}

bool gl_quotes_rule_holds(struct gl_quotes_work *work, const struct gl_rule *rule,
                          const struct gl_quotation *quotation)
{
    const struct gl_quote_rule *known = &work->knowledge->rules[rule->number];
    return flags_hold(work, known, quotation) && inside_holds(work, known, quotation) &&
           (!known->has_conditions ||
            (gl_quotes_set_scene(work) &&
             gl_conditions_hold(work->matcher, work->set, rule->node, &work->scene, quotation->span,
                                GL_REGION_SENTENCE)));
}

/* Does the rule hold for the quotation at token `at`? */
static bool holds_at(struct gl_survey *survey, const struct gl_rule *rule, size_t at,
                     const struct gl_quotation *quotation)
{
    const struct gl_quotes_work *work = survey->work;
    const struct gl_quote_rule *known = &work->knowledge->rules[rule->number];
    struct gl_phrase_match match;
    return flags_hold(work, known, quotation) &&
           (!known->has_phrase || gl_phrase_match(&known->phrase, &survey->row, at, &match)) &&
           gl_quotes_rule_holds(survey->work, rule, quotation);
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

static void judge(struct gl_survey *survey, size_t index)
{
    struct gl_quotes_work *work = survey->work;
    struct gl_quotation *quotation = &work->found->items[index];
    size_t at = survey->quotations[index - survey->first];
    double sums[KINDS] = {0};
    const struct gl_rule *strongest[KINDS] = {NULL};
    for (size_t i = 0; i < work->knowledge->kind_count; i++) {
        const struct gl_rule *rule = gl_ruleset_rule(work->set, work->knowledge->kind_rules[i]);
        enum gl_quote_kind kind = work->knowledge->rules[rule->number].kind;
        if (!holds_at(survey, rule, at, quotation)) {
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

void gl_quotes_kinds(struct gl_survey *survey)
{
    for (size_t i = survey->first; i < survey->last; i++) {
        survey->work->found->items[i].alone =
            survey->row.count == 1 && survey->row.from_start && survey->row.to_end;
        judge(survey, i);
    }
}
