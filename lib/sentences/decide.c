#include "sentences/decide.h"

#include <stdio.h>

#include "sentences/places.h"
#include "text/words.h"

/* One candidate before the rules: what was looked up for it so far. */
struct hearing {
    struct gl_judge *judge;
    const struct gl_candidate *candidate;
    struct gl_places places;
};

/* What a rule that holds has to show: the span it is about, and where its boundary would lie. */
struct finding {
    struct gl_span span;
    size_t behind; /* end of what `after` matched */
};

void gl_judge_begin(struct gl_judge *judge, size_t sentence_start)
{
    judge->sentence_start = sentence_start;
    judge->counted_to = sentence_start;
    judge->words = 0;
    judge->entry_known = false;
}

/* Is the word before the mark the number of the next entry? */
static void look_for_entry(struct gl_judge *judge, struct gl_candidate *candidate)
{
    size_t start;
    uint64_t *fields = candidate->evidence.fields;
    const uint64_t numbers = GL_SHAPE_DIGITS | GL_SHAPE_LETTER | GL_SHAPE_INITIAL;
    fields[GL_FIELD_ENTRY] = GL_ENTRY_NONE;
    if (!(fields[GL_FIELD_SHAPE] & numbers)) {
        return;
    }
    if (!judge->entry_known) {
        judge->entry = gl_entry_at(judge->text, judge->sentence_start, judge->paragraph.end);
        judge->entry_known = true;
    }
    if (gl_entry_follows(judge->entry, judge->text, candidate->word, &start)) {
        fields[GL_FIELD_ENTRY] = GL_ENTRY_NEXT;
        candidate->word.start = start;
    }
}

/* Goes on behind the next word before `to`; false when there is none. */
static bool count_word(struct gl_judge *judge, size_t to)
{
    const struct gl_mark_table *marks = &judge->knowledge->marks;
    struct gl_text text = {judge->text.bytes, to};
    struct gl_span word;
    size_t at = judge->counted_to;
    while (at < to && !(gl_marks_byte(marks, text, at) & (GL_BYTE_WORD | GL_BYTE_HIGH))) {
        at++;
    }
    bool found = at < to;
    while (at < to && (gl_marks_byte(marks, text, at) & GL_BYTE_WORD)) {
        at++;
    }
    if (at < to && (gl_marks_byte(marks, text, at) & GL_BYTE_HIGH)) {
        found = gl_word_after(text, judge->counted_to, to, &word);
        at = found ? word.end : to;
    }
    judge->counted_to = at;
    judge->words += found;
    return found;
}

/* Does the sentence have `count` words before `to`? Counts on from where it stopped, and no further
 * than it must. */
static bool has_words(struct gl_judge *judge, size_t count, size_t to)
{
    while (judge->words < count && judge->counted_to < to && count_word(judge, to)) {
        // one more
    }
    return judge->words >= count;
}

static bool words_hold(const struct hearing *hearing, const struct gl_sentence_rule *rule)
{
    const struct gl_candidate *candidate = hearing->candidate;
    size_t to = candidate->mark.start;
    if (rule->most == 0 && candidate->word.end > candidate->word.start) {
        return false; // the word before the mark is one
    }
    return (rule->least == 0 || has_words(hearing->judge, rule->least, to)) &&
           (rule->most == SIZE_MAX || !has_words(hearing->judge, rule->most + 1, to));
}

/* Does the rule's `match` cover the candidate's mark, or end at it, with its other conditions? */
static bool match_holds(struct hearing *hearing, const struct gl_sentence_rule *rule,
                        struct finding *finding)
{
    struct gl_judge *judge = hearing->judge;
    const struct gl_candidate *candidate = hearing->candidate;
    size_t cursor = 0;
    size_t at;
    if (!hearing->places.ready) {
        gl_places_look_up(&hearing->places, judge->set, judge->text, judge->paragraph, candidate);
    }
    while (gl_places_next(&hearing->places, rule->rule->number, &cursor, &at)) {
        if (!gl_match(judge->matcher, judge->set, rule->match, judge->text, judge->paragraph, at)) {
            continue;
        }
        finding->span = gl_matched(judge->matcher);
        if (finding->span.start <= candidate->mark.start &&
            finding->span.end >= candidate->mark.start &&
            gl_conditions_hold(judge->matcher, judge->set, rule->rule->node, &judge->scene,
                               finding->span, GL_REGION_PARAGRAPH)) {
            return true;
        }
    }
    return false;
}

/* Does `pattern` match right behind the candidate? */
static bool follows(struct hearing *hearing, uint32_t pattern, bool blank)
{
    struct gl_judge *judge = hearing->judge;
    const struct gl_candidate *candidate = hearing->candidate;
    size_t at = blank ? candidate->end : candidate->next;
    return (blank || gl_pattern_can_begin(judge->set, pattern, judge->text.bytes[at])) &&
           gl_match(judge->matcher, judge->set, pattern, judge->text, judge->paragraph, at);
}

/* Does `pattern` match text that ends right behind the mark? */
static bool precedes(struct hearing *hearing, uint32_t pattern)
{
    struct gl_judge *judge = hearing->judge;
    return gl_match_before(judge->matcher, judge->set, pattern, judge->text, judge->paragraph,
                           hearing->candidate->mark.end);
}

/* `before` and `after` of a rule without `match`: they end and begin at the candidate. */
static bool sides_hold(struct hearing *hearing, const struct gl_sentence_rule *rule,
                       struct finding *finding)
{
    const struct gl_matcher *matcher = hearing->judge->matcher;
    if (rule->after != GL_NO_PATTERN) {
        if (!follows(hearing, rule->after, rule->after_blank)) {
            return false;
        }
        finding->behind = gl_matched(matcher).end;
    }
    if (rule->before != GL_NO_PATTERN) {
        if (!precedes(hearing, rule->before)) {
            return false;
        }
        finding->span.start = gl_matched(matcher).start;
    }
    return !(rule->not_before != GL_NO_PATTERN && precedes(hearing, rule->not_before)) &&
           !(rule->not_after != GL_NO_PATTERN &&
             follows(hearing, rule->not_after, rule->not_after_blank));
}

/* Does the rule, whose tests hold, hold with its other conditions too? */
static bool holds(struct hearing *hearing, const struct gl_sentence_rule *rule,
                  struct finding *finding)
{
    const struct gl_candidate *candidate = hearing->candidate;
    if (!words_hold(hearing, rule)) {
        return false;
    }
    finding->behind = candidate->end;
    finding->span = candidate->mark;
    if (rule->match != GL_NO_PATTERN) {
        return match_holds(hearing, rule, finding);
    }
    if (rule->about_word) {
        finding->span.start = candidate->word.start;
    }
    return !rule->patterns || sides_hold(hearing, rule, finding);
}

static void tell(const struct gl_judge *judge, const struct gl_rule *rule, struct gl_span span,
                 const char *what)
{
    if (judge->trace != NULL && judge->trace->fired != NULL) {
        judge->trace->fired(judge->trace->context, rule, span, what);
    }
}

void gl_judge_tell(const struct gl_judge *judge, const struct gl_candidate *candidate,
                   const char *what)
{
    if (judge->trace != NULL && judge->trace->seen != NULL) {
        judge->trace->seen(judge->trace->context, candidate->mark, what);
    }
}

static void tell_weight(const struct gl_judge *judge, const struct gl_rule *rule,
                        struct gl_span span)
{
    char what[32];
    if (judge->trace != NULL && judge->trace->fired != NULL) {
        snprintf(what, sizeof what, "%+g", rule->weight);
        tell(judge, rule, span, what);
    }
}

static void tell_votes(const struct gl_judge *judge, const struct gl_rule *rule,
                       struct gl_span span, bool boundary, double sum)
{
    char what[64];
    if (judge->trace != NULL && judge->trace->fired != NULL) {
        snprintf(what, sizeof what, "%s, the votes are %.4g against %g",
                 boundary ? "split" : "join", sum, judge->knowledge->threshold);
        tell(judge, rule, span, what);
    }
}

/* The sum of all voting rules that hold, compared with the threshold. */
static bool votes_split(struct hearing *hearing, double *total)
{
    const struct gl_knowledge *knowledge = hearing->judge->knowledge;
    double sum = 0;
    for (size_t i = 0; i < knowledge->block_count; i++) {
        const struct gl_rule_block *block = &knowledge->blocks[i];
        uint64_t left =
            block->voters == 0
                ? 0
                : gl_rule_block_left(block, &hearing->candidate->evidence) & block->voters;
        for (; left != 0; left &= left - 1) {
            const struct gl_sentence_rule *rule =
                &knowledge->rules[i * GL_INDEX_BITS + (size_t)__builtin_ctzll(left)];
            struct finding finding;
            if (holds(hearing, rule, &finding)) {
                sum += rule->rule->weight;
                tell_weight(hearing->judge, rule->rule, finding.span);
            }
        }
    }
    *total = sum;
    return sum > knowledge->threshold;
}

/* What `rule`, which holds, makes of the candidate. */
static struct gl_decision apply(struct hearing *hearing, const struct gl_sentence_rule *rule,
                                const struct finding *finding)
{
    struct gl_decision decision = {
        .boundary = true, .end = hearing->candidate->end, .rule = rule->rule->name};
    double sum = 0;
    switch (rule->decide) {
    case GL_DECIDE_SPLIT:
        break;
    case GL_DECIDE_SPLIT_BEFORE:
        decision.end = finding->span.start;
        break;
    case GL_DECIDE_SPLIT_BEHIND:
        decision.end = finding->behind;
        break;
    case GL_DECIDE_SPLIT_AROUND:
        decision.before = finding->span.start;
        decision.end = finding->behind;
        break;
    case GL_DECIDE_COUNT_VOTES:
        decision.boundary = votes_split(hearing, &sum);
        decision.rule = "votes";
        tell_votes(hearing->judge, rule->rule, finding->span, decision.boundary, sum);
        return decision;
    case GL_DECIDE_JOIN:
    case GL_DECIDE_VOTE:
        decision.boundary = false;
        break;
    }
    tell(hearing->judge, rule->rule, finding->span, decision.boundary ? "split" : "join");
    return decision;
}

/* The first rule in order that decides and holds; NULL when none does. */
static const struct gl_sentence_rule *first_that_holds(struct hearing *hearing,
                                                       struct finding *finding)
{
    const struct gl_knowledge *knowledge = hearing->judge->knowledge;
    for (size_t i = 0; i < knowledge->block_count; i++) {
        const struct gl_rule_block *block = &knowledge->blocks[i];
        uint64_t left = gl_rule_block_left(block, &hearing->candidate->evidence) & block->deciders;
        for (; left != 0; left &= left - 1) {
            const struct gl_sentence_rule *rule =
                &knowledge->rules[i * GL_INDEX_BITS + (size_t)__builtin_ctzll(left)];
            if (holds(hearing, rule, finding)) {
                return rule;
            }
        }
    }
    return NULL;
}

struct gl_decision gl_judge_decide(struct gl_judge *judge, struct gl_candidate *candidate)
{
    struct hearing hearing;
    struct finding finding;
    if (candidate->plain != NULL) {
        tell(judge, candidate->plain->rule, candidate->mark, "split");
        return (struct gl_decision){
            .boundary = true, .end = candidate->end, .rule = candidate->plain->rule->name};
    }
    look_for_entry(judge, candidate);
    hearing.judge = judge;
    hearing.candidate = candidate;
    hearing.places.start_count = 0;
    hearing.places.count = 0;
    hearing.places.overflow = false;
    hearing.places.ready = false;
    const struct gl_sentence_rule *rule = first_that_holds(&hearing, &finding);
    if (rule == NULL) {
        gl_judge_tell(judge, candidate, "no rule: join");
        return (struct gl_decision){.boundary = false, .end = candidate->end, .rule = NULL};
    }
    return apply(&hearing, rule, &finding);
}
