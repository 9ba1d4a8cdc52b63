#include "quotes/attribute.h"

#include <string.h>

/* The nearest match of the present rule for one quotation. */
struct offer {
    size_t distance; /* bytes; SIZE_MAX: there is none */
    struct gl_phrase_match match;
};

/* A piece and the rule that is tried on it. */
struct hearing {
    struct gl_survey *survey;
    const struct gl_rule *rule;
    const struct gl_quote_rule *known;
    size_t open; /* quotations without a speaker */
    bool offered;
    struct offer *offers; /* one for each quotation of the piece */
};

/* Tokens [from, to) of the piece, in bytes. */
static struct gl_span bytes_of(const struct gl_survey *survey, size_t from, size_t to)
{
    if (from >= to) {
        return (struct gl_span){0, 0};
    }
    return (struct gl_span){survey->tokens[from].start, survey->tokens[to - 1].end};
}

static bool lacks_speaker(const struct hearing *hearing, size_t index)
{
    const struct gl_survey *survey = hearing->survey;
    return survey->work->found->items[survey->first + index].attribution == GL_NO_ATTRIBUTION;
}

/* The quotations [*from, *to) of the piece that the rule reaches from token `at`. */
static void reach_of(const struct hearing *hearing, size_t at, size_t *from, size_t *to)
{
    const struct gl_survey *survey = hearing->survey;
    size_t count = survey->last - survey->first;
    size_t behind = 0; // the first quotation behind the anchor
    size_t high = count;
    while (behind < high) {
        size_t middle = behind + (high - behind) / 2;
        if (survey->quotations[middle] < at) {
            behind = middle + 1;
        } else {
            high = middle;
        }
    }
    *from = 0;
    *to = count;
    switch (hearing->known->reach) {
    case GL_REACH_NEAREST_BEFORE:
        *from = behind > 0 ? behind - 1 : 0;
        *to = behind;
        break;
    case GL_REACH_NEAREST_AFTER:
        *from = behind;
        *to = behind < count ? behind + 1 : count;
        break;
    case GL_REACH_ALL_BEFORE:
        *to = behind;
        break;
    case GL_REACH_ALL_AFTER:
        *from = behind;
        break;
    case GL_REACH_ALL:
        break;
    }
}

static bool any_lacks(const struct hearing *hearing, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        if (lacks_speaker(hearing, i)) {
            return true;
        }
    }
    return false;
}

/* Bytes between a quotation and the anchor. */
static size_t distance(struct gl_span quotation, struct gl_span anchor)
{
    return anchor.start >= quotation.end ? anchor.start - quotation.end
                                         : quotation.start - anchor.end;
}

static void offer(struct hearing *hearing, const struct gl_phrase_match *match, size_t anchor)
{
    const struct gl_survey *survey = hearing->survey;
    size_t from;
    size_t to;
    struct gl_span at = {survey->tokens[anchor].start, survey->tokens[anchor].end};
    reach_of(hearing, anchor, &from, &to);
    for (size_t i = from; i < to; i++) {
        struct gl_span span = survey->work->found->items[survey->first + i].span;
        if (!lacks_speaker(hearing, i) || gl_span_meets(span, at)) {
            continue;
        }
        struct offer *best = &hearing->offers[i];
        size_t far = distance(span, at);
        if (far < best->distance) {
            best->distance = far;
            best->match = *match;
            hearing->offered = true;
        }
    }
}

static bool conditions_hold(const struct hearing *hearing, const struct gl_phrase_match *match)
{
    struct gl_quotes_work *work = hearing->survey->work;
    struct gl_span matched = bytes_of(hearing->survey, match->from, match->to);
    return !hearing->known->has_conditions ||
           (gl_quotes_set_scene(work) &&
            gl_conditions_hold(work->matcher, work->set, hearing->rule->node, &work->scene, matched,
                               GL_REGION_SENTENCE));
}

/* Tries the rule with its anchor at token `at`. */
static void try_at(struct hearing *hearing, size_t at)
{
    const struct gl_survey *survey = hearing->survey;
    struct gl_phrase_match match;
    if (!gl_phrase_match(&hearing->known->phrase, &survey->row, at, &match)) {
        return;
    }
    const size_t *from = match.group_from;
    const size_t *to = match.group_to;
    bool has_cue = from[GL_GROUP_CUE] < to[GL_GROUP_CUE];
    size_t anchor = has_cue ? from[GL_GROUP_CUE] : from[GL_GROUP_SPEAKER];
    if (from[GL_GROUP_SPEAKER] < to[GL_GROUP_SPEAKER] && conditions_hold(hearing, &match)) {
        offer(hearing, &match, anchor);
    }
}

/* Is there a cue from which the rule reaches something? */
static bool has_cue(const struct hearing *hearing)
{
    const struct gl_survey *survey = hearing->survey;
    uint64_t wanted = hearing->known->phrase.anchor.lists;
    for (size_t i = 0; i < survey->cue_count && wanted != 0; i++) {
        size_t at = survey->cues[i];
        size_t from;
        size_t to;
        if (((survey->tokens[at].lists | survey->tokens[at].starts) & wanted) != 0) {
            reach_of(hearing, at, &from, &to);
            if (any_lacks(hearing, from, to)) {
                return true;
            }
        }
    }
    return wanted == 0;
}

/* Tries the rule wherever its anchor may stand and something is to be had. */
static void try_rule(struct hearing *hearing)
{
    const struct gl_survey *survey = hearing->survey;
    const struct gl_phrase *phrase = &hearing->known->phrase;
    if (phrase->at_start) {
        if (survey->row.from_start && has_cue(hearing)) {
            try_at(hearing, 0);
        }
        return;
    }
    if (phrase->anchor.shape & GL_SHAPE_QUOTE) {
        for (size_t i = 0; i < survey->last - survey->first; i++) {
            try_at(hearing, survey->quotations[i]);
        }
        return;
    }
    for (size_t i = 0; i < survey->cue_count; i++) {
        size_t at = survey->cues[i];
        uint64_t lists = survey->tokens[at].lists | survey->tokens[at].starts;
        size_t from;
        size_t to;
        if (phrase->anchor.lists == 0 || (lists & phrase->anchor.lists) != 0) {
            reach_of(hearing, at, &from, &to);
            if (any_lacks(hearing, from, to)) {
                try_at(hearing, at);
            }
        }
    }
}

uint32_t gl_quotes_add_attribution(struct gl_quotes_work *work,
                                   const struct gl_attribution *attribution)
{
    struct gl_quotations *found = work->found;
    if (found->attribution_count >= GL_NO_ATTRIBUTION ||
        !gl_quotes_reserve(work->arena, (void **)&found->attributions, &found->attribution_capacity,
                           found->attribution_count, sizeof *found->attributions)) {
        return GL_NO_ATTRIBUTION;
    }
    found->attributions[found->attribution_count] = *attribution;
    return (uint32_t)found->attribution_count++;
}

/* Is token `at` a pronoun, or another word of a list? */
static bool is_in_lists(const struct gl_survey *survey, size_t at, uint64_t lists)
{
    return (survey->tokens[at].lists & lists) != 0;
}

static bool accept_offer(struct hearing *hearing, size_t index)
{
    struct gl_survey *survey = hearing->survey;
    struct gl_quotes_work *work = survey->work;
    struct gl_quotation *quotation = &work->found->items[survey->first + index];
    const struct gl_phrase_match *match = &hearing->offers[index].match;
    const size_t *from = match->group_from;
    const size_t *to = match->group_to;
    struct gl_attribution attribution = {
        .speaker = bytes_of(survey, from[GL_GROUP_SPEAKER], to[GL_GROUP_SPEAKER]),
        .name = bytes_of(survey, from[GL_GROUP_NAME], to[GL_GROUP_NAME]),
        .cue = bytes_of(survey, from[GL_GROUP_CUE], to[GL_GROUP_CUE]),
        .quoted_at = quotation->span.start,
        .rule = hearing->rule,
        .how = hearing->known->how,
        .sure = hearing->known->sure,
        .pronoun = to[GL_GROUP_SPEAKER] == from[GL_GROUP_SPEAKER] + 1 &&
                   is_in_lists(survey, from[GL_GROUP_SPEAKER], work->knowledge->pronoun_bit),
    };
    quotation->attribution = gl_quotes_add_attribution(work, &attribution);
    gl_quotes_fired(work, hearing->rule, quotation->span,
                    (struct gl_text){work->text.bytes + attribution.speaker.start,
                                     gl_span_length(attribution.speaker)});
    return quotation->attribution != GL_NO_ATTRIBUTION;
}

/* Gives each quotation what the present rule offers it. */
static bool accept_offers(struct hearing *hearing)
{
    size_t count = hearing->survey->last - hearing->survey->first;
    for (size_t i = 0; hearing->offered && i < count; i++) {
        if (hearing->offers[i].distance == SIZE_MAX) {
            continue;
        }
        if (!accept_offer(hearing, i)) {
            return false;
        }
        hearing->offers[i].distance = SIZE_MAX;
        hearing->open--;
    }
    hearing->offered = false;
    return true;
}

bool gl_quotes_attribute(struct gl_survey *survey)
{
    const struct gl_quotes_knowledge *knowledge = survey->work->knowledge;
    struct offer offers[GL_SURVEY_TOKENS];
    struct hearing hearing = {.survey = survey, .offers = offers};
    for (size_t i = 0; i < survey->last - survey->first; i++) {
        offers[i].distance = SIZE_MAX;
        hearing.open += lacks_speaker(&hearing, i);
    }
    for (size_t i = 0; i < knowledge->speech_count && hearing.open > 0; i++) {
        hearing.rule = gl_ruleset_rule(survey->work->set, knowledge->speech_rules[i]);
        hearing.known = &knowledge->rules[knowledge->speech_rules[i]];
        try_rule(&hearing);
        if (!accept_offers(&hearing)) {
            return false;
        }
    }
    return true;
}
