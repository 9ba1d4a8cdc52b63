#include "boilerplate/judge.h"

#include "text/classes.h"

/* A rule that matches and whose shape and shared conditions hold. */
struct found {
    const struct gl_bound_rule *rule;
    struct gl_span span; /* the match */
    size_t at;           /* where it was tried */
};

/* Who is told of what a walk over the rules that match in a line finds. */
struct walk {
    void (*visit)(struct gl_judge *judge, void *context, const struct found *found);
    void *context;
};

static bool matches(struct gl_judge *judge, const struct gl_bound_rule *rule,
                    struct gl_page_line *line, struct found *found)
{
    const struct gl_page *page = judge->page;
    if ((rule->where.has_ends && !gl_line_is_near(page, judge->number, &rule->where)) ||
        !gl_line_has_words(page, line, &rule->where) ||
        !gl_literal_occurs(&rule->literal, page->text, line->span) ||
        !gl_line_has_shape(page, line, &rule->where) ||
        !gl_match(judge->matcher, page->set, rule->rule->match, page->text, line->span,
                  found->at)) {
        return false;
    }
    found->rule = rule;
    found->span = gl_matched(judge->matcher);
    return !rule->conditional || gl_conditions_hold(judge->matcher, page->set, rule->rule->node,
                                                    &judge->scene, found->span, GL_REGION_LINE);
}

/* Calls `visit` for the rules that match at `found->at` (which the loop over triggers brought).
 * Rules from number `judge->limit` on are passed over: nothing can come of them. */
static void visit_place(struct gl_judge *judge, struct gl_page_line *line,
                        struct gl_triggered *triggered, size_t at, const struct walk *walk)
{
    const struct gl_page *page = judge->page;
    const struct gl_rule *rule;
    while ((rule = gl_triggered_next(page->set, triggered)) != NULL &&
           rule->number < judge->limit) {
        const struct gl_bound_rule *bound = &page->bound->rules[rule->number];
        struct found found = {.at = at};
        if ((!bound->at_start || at == line->span.start) && matches(judge, bound, line, &found)) {
            walk->visit(judge, walk->context, &found);
        }
    }
}

/* Could a pattern match elsewhere than at the line's start? */
static bool may_float(const struct gl_page *page, struct gl_page_line *line)
{
    const struct gl_bound *bound = page->bound;
    if (bound->floating_count == 0 || !gl_line_has_shape(page, line, &bound->floating_test)) {
        return false;
    }
    for (size_t i = 0; i < bound->floating_count; i++) {
        if (gl_line_has_words(page, line, &bound->floating[i]->where) &&
            gl_literal_occurs(&bound->floating[i]->literal, page->text, line->span)) {
            return true;
        }
    }
    return false;
}

/* Nearly all patterns can match at the line's start only. The rest of the line is looked at, for
 * the others, when one of them could apply to the line. */
static void walk_line(struct gl_judge *judge, struct gl_page_line *line, const struct walk *walk)
{
    const struct gl_page *page = judge->page;
    struct gl_triggered triggered;
    size_t at = line->span.start;
    size_t word_end;
    judge->limit = SIZE_MAX;
    if (at == line->span.end) {
        return;
    }
    triggered = gl_ruleset_triggered(page->set, page->text, at, &word_end);
    visit_place(judge, line, &triggered, at, walk);
    if (!may_float(page, line)) {
        return;
    }
    struct gl_span rest = {word_end, line->span.end};
    struct gl_starts starts = gl_starts_begin(page->set, page->text, rest, true);
    while (word_end < line->span.end && gl_starts_next(&starts, &at, &triggered)) {
        visit_place(judge, line, &triggered, at, walk);
    }
}

/* The survey keeps the first deciding rule in order that needs nothing but the line, and whether
 * others might decide. */
struct survey {
    const struct gl_bound_rule *lexical;
    size_t at;                              /* where it matches */
    const struct gl_bound_rule *positional; /* the first that would need its place, too */
    bool piece;                             /* a rule cuts a piece of the line */
    bool any;
};

static void survey_rule(struct gl_judge *judge, struct survey *survey, const struct found *found)
{
    const struct gl_bound_rule *rule = found->rule;
    survey->any = true;
    if (rule->rule->votes) {
        return;
    }
    if (rule->what != GL_CUT_LINE) {
        survey->piece = true;
    } else if (rule->where.has_position) {
        bool first =
            survey->positional == NULL || rule->rule->number < survey->positional->rule->number;
        survey->positional = rule->kind != NULL && first ? rule : survey->positional;
    } else if (survey->lexical == NULL || rule->rule->number < survey->lexical->rule->number) {
        survey->lexical = rule;
        survey->at = found->at;
        judge->limit = rule->rule->number;
    }
}

static void survey_found(struct gl_judge *judge, void *context, const struct found *found)
{
    survey_rule(judge, context, found);
}

void gl_judge_survey(struct gl_judge *judge, struct gl_page_line *line)
{
    const struct gl_bound *bound = judge->page->bound;
    struct survey survey = {.lexical = NULL};
    judge->number = (size_t)(line - judge->page->lines);
    const struct walk walk = {survey_found, &survey};
    struct found found = {.span = line->span, .at = line->span.start};
    walk_line(judge, line, &walk);
    for (size_t i = 0; i < bound->unmatched_count; i++) {
        found.rule = bound->unmatched[i];
        if (!found.rule->rule->votes && gl_line_has_shape(judge->page, line, &found.rule->where)) {
            survey_rule(judge, &survey, &found);
        }
    }
    bool lexical = survey.lexical != NULL && survey.lexical->kind != NULL;
    line->flags |= survey.any ? GL_LINE_TOUCHED : 0;
    line->flags |= lexical ? GL_LINE_LEXICAL : 0;
    line->flags |= lexical || survey.positional != NULL ? GL_LINE_CANDIDATE : 0;
    line->kind = lexical                     ? survey.lexical->kind_number
                 : survey.positional != NULL ? (uint8_t)(32 + survey.positional->kind_number)
                                             : 0;
    if (lexical && survey.positional == NULL && !survey.piece && survey.at == line->span.start) {
        line->flags |= GL_LINE_DECIDED;
        line->rule = (uint16_t)survey.lexical->rule->number;
    }
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
    if ((rule->where.level >= 0 && rule->where.level != judge->level) ||
        !gl_line_place_fits(judge->page, verdict->place, &rule->where)) {
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
        judge->limit = rule->rule->number;
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
    for (size_t i = 0; i < bound->repeat_count; i++) {
        found.rule = bound->repeats[i];
        if ((line->flags & (found.rule->repeats_line ? GL_LINE_AGAIN : GL_LINE_COPY)) != 0 &&
            gl_line_words(judge->page, line) >= found.rule->repeat_words &&
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
        const struct walk walk = {verdict_found, &verdict};
        walk_line(judge, rest, &walk);
    }
    judge_unmatched(judge, rest, &verdict);
    struct found *by = &verdict.decided;
    if (by->rule == NULL && verdict.votes >= judge->page->bound->threshold) {
        by = &verdict.heaviest;
    }
    judge->kept = by->rule != NULL && by->rule->kind == NULL;
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

/* What words and place say of the line. */
static size_t judge_words(struct gl_judge *judge, const struct gl_line_place *place,
                          struct gl_cut cuts[GL_JUDGE_CUTS])
{
    struct gl_page_line rest = judge->page->lines[place->line];
    size_t count = 0;
    struct gl_cut cut;
    judge->kept = false;
    judge->number = place->line;
    if ((rest.flags & GL_LINE_DECIDED) != 0) {
        cuts[0] = (struct gl_cut){.span = rest.span,
                                  .region = rest.span,
                                  .at = rest.span.start,
                                  .rule = &judge->page->bound->rules[rest.rule]};
        return 1;
    }
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
        rest.flags &= (uint16_t) ~(GL_LINE_COUNTED | GL_LINE_ENDS | GL_LINE_ENDS_KNOWN |
                                   GL_LINE_COPY | GL_LINE_AGAIN);
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

/* The first rule that takes a line of such a score; NULL when none does. */
static const struct gl_bound_rule *find_scored(struct gl_judge *judge,
                                               const struct gl_line_place *place)
{
    const struct gl_bound *bound = judge->page->bound;
    struct gl_page_line *line = &judge->page->lines[place->line];
    for (size_t i = 0; i < bound->scored_count; i++) {
        const struct gl_line_test *where = &bound->scored[i]->where;
        if (judge->scores->sums[place->line] >= where->score_least &&
            (where->level < 0 || where->level == judge->level) &&
            gl_line_has_shape(judge->page, line, where) &&
            gl_line_place_fits(judge->page, place, where)) {
            return bound->scored[i];
        }
    }
    return NULL;
}

size_t gl_judge_line(struct gl_judge *judge, const struct gl_line_place *place,
                     struct gl_cut cuts[GL_JUDGE_CUTS])
{
    size_t count = judge_words(judge, place, cuts);
    struct gl_span line = judge->page->lines[place->line].span;
    bool whole = count == 1 && gl_span_length(cuts[0].span) == gl_span_length(line);
    const struct gl_bound_rule *rule =
        whole || judge->kept || judge->scores == NULL ? NULL : find_scored(judge, place);
    if (rule == NULL || rule->kind == NULL) {
        return count;
    }
    const char *votes = judge->arena == NULL ? NULL
                                             : gl_score_explain(judge->scores, judge->rounds,
                                                                place->line, judge->arena);
    cuts[0] = (struct gl_cut){
        .span = line, .region = line, .at = line.start, .rule = rule, .votes = votes};
    return 1;
}
