#include "boilerplate/judge.h"

#include "text/classes.h"

/* What a walk over the rules that match in a line is after. The walk calls `found` for each rule
 * that matches and whose shape and shared conditions hold; `span` is the match. */
struct found {
    const struct gl_bound_rule *rule;
    struct gl_span span;
    size_t at;
};

typedef void visitor(struct gl_judge *judge, void *context, const struct found *found);

static bool matches(struct gl_judge *judge, const struct gl_bound_rule *rule,
                    struct gl_page_line *line, struct found *found)
{
    const struct gl_page *page = judge->page;
    if (!gl_line_has_shape(page, line, &rule->where) ||
        !gl_match(judge->matcher, page->set, rule->rule->match, page->text, line->span,
                  found->at)) {
        return false;
    }
    found->rule = rule;
    found->span = gl_matched(judge->matcher);
    return !rule->conditional || gl_conditions_hold(judge->matcher, page->set, rule->rule->node,
                                                    &judge->scene, found->span, GL_REGION_LINE);
}

static void walk(struct gl_judge *judge, struct gl_page_line *line, visitor *visit, void *context)
{
    const struct gl_page *page = judge->page;
    struct gl_triggered triggered;
    size_t word_end = 0;
    size_t at = line->span.start;
    for (; at < line->span.end; at = word_end) {
        at = gl_ruleset_scan(page->set, page->text, at, line->span.end, &triggered, &word_end);
        if (at >= line->span.end) {
            return;
        }
        const struct gl_rule *rule;
        while ((rule = gl_triggered_next(page->set, &triggered)) != NULL) {
            const struct gl_bound_rule *bound = &page->bound->rules[rule->number];
            struct found found = {.at = at};
            if ((!bound->at_start || at == line->span.start) &&
                matches(judge, bound, line, &found)) {
                visit(judge, context, &found);
            }
        }
    }
}

/* The survey keeps the first deciding rule in order that needs nothing but the line, and whether
 * others might decide. */
struct survey {
    const struct gl_bound_rule *lexical;
    bool positional;
    bool any;
};

static void survey_rule(struct survey *survey, const struct gl_bound_rule *rule)
{
    survey->any = true;
    if (rule->rule->votes || rule->what != GL_CUT_LINE) {
        return;
    }
    if (rule->where.has_position) {
        survey->positional |= rule->kind != NULL;
    } else if (survey->lexical == NULL || rule->rule->number < survey->lexical->rule->number) {
        survey->lexical = rule;
    }
}

static void survey_found(struct gl_judge *judge, void *context, const struct found *found)
{
    (void)judge;
    survey_rule(context, found->rule);
}

void gl_judge_survey(struct gl_judge *judge, struct gl_page_line *line)
{
    const struct gl_bound *bound = judge->page->bound;
    struct survey survey = {.lexical = NULL};
    walk(judge, line, survey_found, &survey);
    for (size_t i = 0; i < bound->unmatched_count; i++) {
        const struct gl_bound_rule *rule = bound->unmatched[i];
        if (!rule->rule->votes && gl_line_has_shape(judge->page, line, &rule->where)) {
            survey_rule(&survey, rule);
        }
    }
    bool lexical = survey.lexical != NULL && survey.lexical->kind != NULL;
    line->flags |= survey.any ? GL_LINE_TOUCHED : 0;
    line->flags |= lexical ? GL_LINE_LEXICAL : 0;
    line->flags |= lexical || survey.positional ? GL_LINE_CANDIDATE : 0;
}

/* The verdict on what is left of a line: the first deciding rule in order, and the votes. */
struct verdict {
    const struct gl_line_place *place;
    struct gl_span region;
    struct found decided; /* rule NULL: none */
    struct found heaviest;
    double votes;
};

/* A cut inside a line may only take its start or its end. */
static bool is_at_edge(struct gl_span region, struct gl_span span)
{
    return span.start == region.start || span.end == region.end;
}

static void verdict_rule(struct gl_judge *judge, struct verdict *verdict, const struct found *found)
{
    const struct gl_bound_rule *rule = found->rule;
    if (!gl_line_place_fits(judge->page, verdict->place, &rule->where)) {
        return;
    }
    if (rule->rule->votes) {
        const struct gl_bound_rule *heaviest = verdict->heaviest.rule;
        verdict->votes += rule->rule->weight;
        if (rule->kind != NULL &&
            (heaviest == NULL || rule->rule->weight > heaviest->rule->weight)) {
            verdict->heaviest = *found;
        }
        return;
    }
    if (rule->what == GL_CUT_MATCH && !is_at_edge(verdict->region, found->span)) {
        return;
    }
    const struct gl_bound_rule *first = verdict->decided.rule;
    if (first == NULL || rule->rule->number < first->rule->number) {
        verdict->decided = *found;
    }
}

static void verdict_found(struct gl_judge *judge, void *context, const struct found *found)
{
    verdict_rule(judge, context, found);
}

static void judge_unmatched(struct gl_judge *judge, struct gl_page_line *line,
                            struct verdict *verdict)
{
    const struct gl_bound *bound = judge->page->bound;
    struct found found = {.span = line->span, .at = line->span.start};
    for (size_t i = 0; i < bound->unmatched_count; i++) {
        found.rule = bound->unmatched[i];
        if (gl_line_has_shape(judge->page, line, &found.rule->where)) {
            verdict_rule(judge, verdict, &found);
        }
    }
    for (size_t i = 0; i < bound->repeat_count && (line->flags & GL_LINE_COPY) != 0; i++) {
        found.rule = bound->repeats[i];
        if (gl_line_words(judge->page, line) >= found.rule->repeat_words &&
            gl_line_has_shape(judge->page, line, &found.rule->where)) {
            verdict_rule(judge, verdict, &found);
        }
    }
}

/* Fills `cut` with what the rules say of `rest`; false when it stays. */
static bool judge_rest(struct gl_judge *judge, const struct gl_line_place *place,
                       struct gl_page_line *rest, struct gl_cut *cut)
{
    struct verdict verdict = {.place = place, .region = rest->span};
    if ((rest->flags & GL_LINE_TOUCHED) != 0) {
        walk(judge, rest, verdict_found, &verdict);
    }
    judge_unmatched(judge, rest, &verdict);
    struct found *by = &verdict.decided;
    if (by->rule == NULL && verdict.votes >= judge->page->bound->threshold) {
        by = &verdict.heaviest;
    }
    if (by->rule == NULL || by->rule->kind == NULL) {
        return false;
    }
    *cut = (struct gl_cut){.span = by->rule->what == GL_CUT_MATCH ? by->span : rest->span,
                           .region = rest->span,
                           .at = by->at,
                           .rule = by->rule};
    return true;
}

/* Puts the pieces of one line into rising order: pieces from the line's start come in order, those
 * from its end in reverse. */
static void sort_cuts(struct gl_cut *cuts, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        for (size_t j = i; j > 0 && cuts[j].span.start < cuts[j - 1].span.start; j--) {
            struct gl_cut cut = cuts[j];
            cuts[j] = cuts[j - 1];
            cuts[j - 1] = cut;
        }
    }
}

size_t gl_judge_line(struct gl_judge *judge, const struct gl_line_place *place,
                     struct gl_cut cuts[GL_JUDGE_CUTS])
{
    struct gl_page_line rest = judge->page->lines[place->line];
    size_t count = 0;
    struct gl_cut cut;
    while (judge_rest(judge, place, &rest, &cut)) {
        // a line that still gives pieces after several stays whole: what is left must be what stays
        // the next time, too
        if (count == GL_JUDGE_CUTS) {
            return 0;
        }
        if (cut.span.start == rest.span.start && cut.span.end == rest.span.end) {
            cut.span = judge->page->lines[place->line].span;
            cuts[0] = cut;
            return 1;
        }
        cuts[count++] = cut;
        rest.flags &= (uint8_t) ~(GL_LINE_COUNTED | GL_LINE_COPY);
        if (cut.span.start == rest.span.start) {
            rest.span.start = cut.span.end;
        } else {
            rest.span.end = cut.span.start;
        }
        rest.span = gl_trim(judge->page->text, rest.span);
    }
    sort_cuts(cuts, count);
    return count;
}
