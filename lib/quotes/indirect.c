#include "quotes/indirect.h"

#include "quotes/attribute.h"

/* The quotations so far, with the indirect ones put in between. */
struct merger {
    struct gl_survey *survey;
    struct gl_quotation *items;
    size_t count;
    size_t capacity;
    size_t next; /* the next of the others */
};

static bool add(struct merger *merger, const struct gl_quotation *quotation)
{
    if (!gl_quotes_reserve(merger->survey->work->arena, (void **)&merger->items, &merger->capacity,
                           merger->count, sizeof *merger->items)) {
        return false;
    }
    merger->items[merger->count++] = *quotation;
    return true;
}

/* Puts the other quotations that begin before `until` in. */
static bool pass(struct merger *merger, size_t until)
{
    const struct gl_quotations *found = merger->survey->work->found;
    while (merger->next < found->count && found->items[merger->next].span.start < until) {
        if (!add(merger, &found->items[merger->next++])) {
            return false;
        }
    }
    return true;
}

static struct gl_span bytes_of(const struct gl_survey *survey, size_t from, size_t to)
{
    return from < to ? (struct gl_span){survey->tokens[from].start, survey->tokens[to - 1].end}
                     : (struct gl_span){0, 0};
}

/* The first rule that matches with its cue at token `at`, or NULL. */
static const struct gl_rule *rule_at(const struct gl_survey *survey, size_t at,
                                     struct gl_phrase_match *match)
{
    const struct gl_quotes_knowledge *knowledge = survey->work->knowledge;
    uint64_t lists = survey->tokens[at].lists | survey->tokens[at].starts;
    for (size_t i = 0; i < knowledge->indirect_count; i++) {
        const struct gl_rule *rule =
            gl_ruleset_rule(survey->work->set, knowledge->indirect_rules[i]);
        const struct gl_phrase *phrase = &knowledge->rules[rule->number].phrase;
        if ((lists & phrase->anchor.lists) != 0 &&
            gl_phrase_match(phrase, &survey->row, at, match)) {
            return rule;
        }
    }
    return NULL;
}

/* What is said: all that stands on the rule's side of its match, without the marks at the ends. */
static struct gl_span content_of(const struct gl_survey *survey, const struct gl_quote_rule *known,
                                 const struct gl_phrase_match *match)
{
    size_t from = known->side == GL_SIDE_AFTER ? match->to : 0;
    size_t to = known->side == GL_SIDE_AFTER ? survey->row.count : match->from;
    while (from < to && (survey->tokens[from].shape & GL_SHAPE_WORD) == 0) {
        from++;
    }
    while (to > from && (survey->tokens[to - 1].shape & GL_SHAPE_WORD) == 0) {
        to--;
    }
    return bytes_of(survey, from, to);
}

static bool take(struct merger *merger, const struct gl_rule *rule,
                 const struct gl_phrase_match *match)
{
    struct gl_survey *survey = merger->survey;
    struct gl_quotes_work *work = survey->work;
    const struct gl_quote_rule *known = &work->knowledge->rules[rule->number];
    const size_t *from = match->group_from;
    const size_t *to = match->group_to;
    struct gl_span span = content_of(survey, known, match);
    if (span.start >= span.end) {
        return true;
    }
    struct gl_attribution attribution = {
        .speaker = bytes_of(survey, from[GL_GROUP_SPEAKER], to[GL_GROUP_SPEAKER]),
        .name = bytes_of(survey, from[GL_GROUP_NAME], to[GL_GROUP_NAME]),
        .cue = bytes_of(survey, from[GL_GROUP_CUE], to[GL_GROUP_CUE]),
        .rule = rule,
        .how = known->how,
        .sure = known->sure,
        .quoted_at = span.start,
    };
    struct gl_quotation quotation = {
        .span = span,
        .attribution = gl_quotes_add_attribution(work, &attribution),
        .kind = GL_QUOTE_INDIRECT,
    };
    gl_quotes_fired(work, rule, span, (struct gl_text){"indirect", 8});
    return quotation.attribution != GL_NO_ATTRIBUTION && pass(merger, span.start) &&
           add(merger, &quotation);
}

/* The first cue of the region that a rule knows. */
static bool look_at(struct merger *merger, struct gl_span region)
{
    struct gl_survey *survey = merger->survey;
    gl_survey_whole(survey, region);
    for (size_t i = 0; i < survey->row.count && survey->row.to_end; i++) {
        struct gl_phrase_match match;
        const struct gl_rule *rule = rule_at(survey, i, &match);
        if (rule != NULL) {
            return take(merger, rule, &match);
        }
    }
    return true;
}

bool gl_quotes_indirect(struct gl_survey *survey)
{
    struct gl_quotes_work *work = survey->work;
    struct merger merger = {.survey = survey};
    for (size_t i = 0; i < work->region_count; i++) {
        struct gl_span region = work->regions[i];
        if (!pass(&merger, region.start)) {
            return false;
        }
        const struct gl_quotations *found = work->found;
        bool holds =
            merger.next < found->count && found->items[merger.next].span.start < region.end;
        if (!holds && !look_at(&merger, region)) {
            return false;
        }
    }
    if (!pass(&merger, SIZE_MAX)) {
        return false;
    }
    work->found->items = merger.items;
    work->found->count = merger.count;
    work->found->capacity = merger.capacity;
    return true;
}
