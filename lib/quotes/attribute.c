#include "quotes/attribute.h"

#include "quotes/subject.h"
#include "text/classes.h"

enum {
    CANDIDATES_SEEN = 24
}; /* candidates looked at on each side of a quotation: keeps the cost linear */

/* What one match of a rule offers. */
struct candidate {
    const struct gl_rule *rule;
    enum gl_quote_reach reach;
    struct gl_span speaker;
    struct gl_span name;
    struct gl_span cue;
    struct gl_span anchor; /* the cue, or the speaker: distances and sides are seen from here */
};

/* One region with quotations. Candidates rise by where their match began. */
struct survey {
    struct gl_quotes_work *work;
    struct gl_subjects subjects;
    struct gl_span region;
    size_t first; /* its quotations: [first, last) */
    size_t last;
    struct candidate *candidates;
    size_t count;
    size_t capacity;
};

static bool is_there(struct gl_span span)
{
    return span.start < span.end;
}

/* Reads the groups of a match into `candidate`. */
static void read_groups(struct gl_quotes_work *work, struct candidate *candidate)
{
    struct gl_span span;
    if (gl_matched_group(work->matcher, "cue", &span)) {
        candidate->cue = span;
    }
    if (gl_matched_group(work->matcher, "speaker", &span)) {
        candidate->speaker = span;
    }
    if (gl_matched_group(work->matcher, "name", &span)) {
        candidate->name = span;
    }
}

static bool read_subject(struct survey *survey, uint32_t pattern, size_t at,
                         struct candidate *candidate)
{
    struct gl_subject subject;
    if (!gl_quotes_subject(&survey->subjects, pattern, survey->region, at, &subject)) {
        return false;
    }
    candidate->speaker = subject.speaker;
    candidate->name = subject.name;
    return true;
}

static bool add_candidate(struct survey *survey, const struct candidate *candidate)
{
    if (!gl_quotes_reserve(survey->work->arena, (void **)&survey->candidates, &survey->capacity,
                           survey->count, sizeof *survey->candidates)) {
        return false;
    }
    survey->candidates[survey->count++] = *candidate;
    return true;
}

/* Tries `rule` at `at`; false only when memory is out. */
static bool try_rule(struct survey *survey, const struct gl_rule *rule, size_t at)
{
    struct gl_quotes_work *work = survey->work;
    const struct gl_quote_rule *known = &work->knowledge->rules[rule->number];
    struct candidate candidate = {.rule = rule, .reach = known->reach};
    if (!gl_match(work->matcher, work->set, rule->match, work->veiled, survey->region, at)) {
        return true;
    }
    struct gl_span matched = gl_matched(work->matcher);
    read_groups(work, &candidate);
    if (known->subject != GL_NO_PATTERN &&
        !read_subject(survey, known->subject, matched.start, &candidate)) {
        return true;
    }
    if (!is_there(candidate.speaker) ||
        !gl_conditions_hold(work->matcher, work->set, rule->node, &work->scene, matched,
                            GL_REGION_SENTENCE)) {
        return true;
    }
    candidate.anchor = is_there(candidate.cue) ? candidate.cue : candidate.speaker;
    return add_candidate(survey, &candidate);
}

static bool collect(struct survey *survey)
{
    struct gl_quotes_work *work = survey->work;
    struct gl_triggered triggered;
    size_t end = survey->region.end;
    size_t word_end;
    size_t at = survey->region.start;
    survey->count = 0;
    while ((at = gl_ruleset_scan(work->set, work->veiled, at, end, &triggered, &word_end)) < end) {
        const struct gl_rule *rule;
        while ((rule = gl_triggered_next(work->set, &triggered)) != NULL) {
            if (work->knowledge->rules[rule->number].topic == GL_TOPIC_SPEAKS &&
                !try_rule(survey, rule, at)) {
                return false;
            }
        }
        at = word_end;
    }
    return true;
}

/* Bytes between a quotation and an anchor, which do not meet. */
static size_t distance(struct gl_span quotation, struct gl_span anchor)
{
    return anchor.start >= quotation.end ? anchor.start - quotation.end
                                         : quotation.start - anchor.end;
}

/* Does the candidate reach quotation `index` of the survey? */
static bool reaches(const struct survey *survey, const struct candidate *candidate, size_t index)
{
    const struct gl_quotation *items = survey->work->found->items;
    struct gl_span span = items[index].span;
    struct gl_span anchor = candidate->anchor;
    if (gl_span_meets(span, anchor)) {
        return false;
    }
    if (candidate->reach == GL_REACH_ALL) {
        return true;
    }
    if (span.end <= anchor.start) {
        bool nearest = index + 1 == survey->last || items[index + 1].span.start >= anchor.start;
        return candidate->reach == GL_REACH_ALL_BEFORE ||
               (candidate->reach == GL_REACH_NEAREST_BEFORE && nearest);
    }
    bool nearest = index == survey->first || items[index - 1].span.end <= anchor.end;
    return candidate->reach == GL_REACH_ALL_AFTER ||
           (candidate->reach == GL_REACH_NEAREST_AFTER && nearest);
}

/* Is `a` the better candidate for the quotation at `span`? */
static bool is_better(const struct candidate *a, const struct candidate *b, struct gl_span span)
{
    if (b == NULL || a->rule->number != b->rule->number) {
        return b == NULL || a->rule->number < b->rule->number;
    }
    return distance(span, a->anchor) < distance(span, b->anchor);
}

/* The best candidate for quotation `index`; `near` is the first candidate whose match begins behind
 * its start. */
static const struct candidate *choose(const struct survey *survey, size_t index, size_t near)
{
    size_t from = near > CANDIDATES_SEEN ? near - CANDIDATES_SEEN : 0;
    size_t to = near + CANDIDATES_SEEN < survey->count ? near + CANDIDATES_SEEN : survey->count;
    const struct candidate *best = NULL;
    for (size_t i = from; i < to; i++) {
        const struct candidate *candidate = &survey->candidates[i];
        if (reaches(survey, candidate, index) &&
            is_better(candidate, best, survey->work->found->items[index].span)) {
            best = candidate;
        }
    }
    return best;
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

static bool attribute_one(struct survey *survey, size_t index, const struct candidate *candidate)
{
    struct gl_quotes_work *work = survey->work;
    struct gl_quotation *quotation = &work->found->items[index];
    struct gl_attribution attribution = {
        .speaker = candidate->speaker,
        .name = candidate->name,
        .cue = candidate->cue,
        .rule = candidate->rule,
        .how = work->knowledge->rules[candidate->rule->number].how,
    };
    quotation->attribution = gl_quotes_add_attribution(work, &attribution);
    gl_quotes_fired(work, candidate->rule, quotation->span,
                    (struct gl_text){work->text.bytes + candidate->speaker.start,
                                     gl_span_length(candidate->speaker)});
    return quotation->attribution != GL_NO_ATTRIBUTION;
}

static bool attribute_region(struct survey *survey)
{
    if (!collect(survey)) {
        return false;
    }
    size_t near = 0;
    for (size_t i = survey->first; i < survey->last; i++) {
        size_t start = survey->work->found->items[i].span.start;
        while (near < survey->count && survey->candidates[near].anchor.start < start) {
            near++;
        }
        const struct candidate *best = choose(survey, i, near);
        if (best != NULL && !attribute_one(survey, i, best)) {
            return false;
        }
    }
    return true;
}

bool gl_quotes_attribute(struct gl_quotes_work *work)
{
    struct survey survey = {.work = work};
    gl_quotes_subjects_init(&survey.subjects, work);
    const struct gl_quotations *found = work->found;
    for (size_t i = 0; i < work->region_count && survey.last < found->count; i++) {
        survey.region = work->regions[i];
        survey.first = survey.last;
        while (survey.last < found->count &&
               found->items[survey.last].span.start < survey.region.end) {
            survey.last++;
        }
        if (survey.first < survey.last && !attribute_region(&survey)) {
            return false;
        }
    }
    return true;
}
