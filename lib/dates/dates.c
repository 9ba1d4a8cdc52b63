/* The walk over a document: paragraphs, places where a rule may begin, marks. */
#include "dates/dates.h"

#include "dates/run.h"
#include "stream/layer.h"
#include "text/lines.h"

/* The mark found last waits here, because a rule behind it may take it in. */
struct walk {
    struct gl_dates_run run;
    struct gl_date_mark waiting;
    bool has_waiting;
    size_t handed; /* marks handed out so far */
    const struct gl_trace *trace;
    const struct gl_dates_taker *taker;
};

static void tell(const struct walk *walk, const struct gl_rule *rule, struct gl_span span,
                 const char *what)
{
    if (walk->trace != NULL && walk->trace->fired != NULL) {
        walk->trace->fired(walk->trace->context, rule, span, what);
    }
}

/* Does the mark stand where a document names its own day? */
static bool tells(struct gl_dates_run *run, const struct gl_date_mark *mark)
{
    const struct gl_node *list = run->plans->told;
    const struct gl_node *item;

    if (list == NULL || mark->moment.month == GL_UNKNOWN || mark->moment.day == GL_UNKNOWN ||
        mark->anchor != NULL) {
        return false;
    }
    item = list->kind == GL_NODE_MAP ? list : gl_node_first(run->rules, list);
    while (item != NULL && !gl_conditions_hold(run->matcher, run->rules, item, &run->scene,
                                               mark->span, GL_REGION_LINE)) {
        item = item == list ? NULL : gl_node_next(run->rules, item);
    }
    return item != NULL;
}

static void hand_out(struct walk *walk)
{
    if (!walk->has_waiting) {
        return;
    }
    tell(walk, walk->waiting.rule, walk->waiting.span, "mark");
    if (walk->taker->wants_clues) {
        walk->waiting.tells = tells(&walk->run, &walk->waiting);
    }
    walk->taker->take(walk->taker->context, &walk->waiting);
    walk->handed++;
    walk->has_waiting = false;
}

/* What later expressions may count from. */
static void remember(struct walk *walk, const struct gl_date_mark *mark)
{
    if ((mark->type == GL_TYPE_DATE || mark->type == GL_TYPE_TIME) &&
        mark->moment.grain != GL_GRAIN_NONE && mark->moment.year != GL_UNKNOWN) {
        walk->run.last = mark->moment;
    }
}

/* A duration that waits and the date behind it: does it begin or end there? */
static void link_points(struct walk *walk, const struct gl_date_mark *next)
{
    struct gl_dates_run *run = &walk->run;
    struct gl_date_mark *waiting = &walk->waiting;

    if (!walk->has_waiting || waiting->type != GL_TYPE_DURATION ||
        (next->type != GL_TYPE_DATE && next->type != GL_TYPE_TIME)) {
        return;
    }
    for (size_t i = 0; i < run->plans->point_count; i++) {
        const struct gl_point_plan *point = &run->plans->points[i];
        if (gl_dates_gap_is(run, point->gap, waiting->span.end, next->span.start)) {
            *(point->ends ? &waiting->end_point : &waiting->begin_point) = walk->handed + 2;
            return;
        }
    }
}

static void accept(struct walk *walk, const struct gl_dates_found *found)
{
    if (found->mark_count == 0) {
        tell(walk, found->plan->rule, found->span, "ignore");
        return;
    }
    walk->has_waiting = walk->has_waiting && !found->joined;
    for (size_t i = 0; i < found->mark_count; i++) {
        link_points(walk, &found->marks[i]);
        hand_out(walk);
        walk->waiting = found->marks[i];
        walk->has_waiting = true;
        remember(walk, &found->marks[i]);
    }
}

static void walk_paragraph(struct walk *walk)
{
    struct gl_dates_run *run = &walk->run;
    struct gl_starts starts = gl_starts_begin(run->rules, run->text, run->paragraph, false);
    struct gl_triggered triggered;
    size_t at;

    while (gl_starts_next(&starts, &at, &triggered)) {
        struct gl_dates_found found;
        if (gl_dates_at(run, triggered, at, walk->has_waiting ? &walk->waiting : NULL, &found)) {
            accept(walk, &found);
            gl_starts_skip(&starts, found.span.end);
        }
    }
    hand_out(walk);
}

/* Spans of the layer `sentences` up to `length`, for the regions of conditions. Without the layer
 * there are none. */
static bool read_sentences(const struct gl_document *document, size_t length,
                           struct gl_marks *sentences)
{
    const struct gl_layer *layer = gl_document_find(document, "sentences");
    struct gl_span *spans;

    *sentences = (struct gl_marks){.layer = "sentences"};
    if (layer == NULL || layer->count == 0) {
        return true;
    }
    spans = gl_arena_alloc(document->arena, layer->count * sizeof(*spans));
    if (spans == NULL) {
        return false;
    }
    struct gl_layer_cursor cursor = gl_layer_begin(layer);
    const struct gl_row *row;
    while ((row = gl_layer_next(&cursor)) != NULL && row->span.end <= length) {
        spans[sentences->count++] = row->span;
    }
    sentences->spans = spans;
    return true;
}

enum galley_status gl_dates_find(const struct gl_stage_input *input,
                                 const struct gl_reference *reference, enum gl_domain domain,
                                 size_t length, const struct gl_dates_taker *taker)
{
    struct gl_text text = {input->document->text.bytes, length};
    struct walk walk = {.run = {.rules = input->rules,
                                .matcher = input->matcher,
                                .plans = gl_ruleset_bound(input->rules),
                                .arena = input->document->arena,
                                .text = text,
                                .scene = {.text = text},
                                .reference = reference,
                                .domain = domain,
                                .last = gl_moment_none(),
                                .wants_clues = taker->wants_clues},
                        .trace = taker->wants_clues ? NULL : input->trace,
                        .taker = taker};
    size_t from = 0;

    if (!read_sentences(input->document, length, &walk.run.scene.sentences)) {
        return GALLEY_NO_MEMORY;
    }
    while (gl_paragraph_after(text, from, &walk.run.paragraph)) {
        walk_paragraph(&walk);
        from = walk.run.paragraph.end;
    }
    return walk.run.failed ? GALLEY_NO_MEMORY : GALLEY_OK;
}
