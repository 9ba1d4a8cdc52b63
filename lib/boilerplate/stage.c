#include "boilerplate/stage.h"

#include <stdio.h>

#include "boilerplate/boilerplate.h"
#include "boilerplate/bound.h"
#include "boilerplate/capture.h"
#include "boilerplate/gaps.h"
#include "rules/ruleset.h"

static const char *const produced[] = {"boilerplate", "captures", NULL};
static const char *const read[] = {"boilerplate", "captures", NULL};
static const char *const required[] = {NULL};

static bool marks_only(const void *settings)
{
    const struct gl_boilerplate_settings *chosen = settings;
    return chosen != NULL && chosen->mark;
}

static void keep_row(struct gl_layer *layer, const struct gl_row *old)
{
    struct gl_row *row = old->has_span ? gl_layer_add(layer, old->span) : gl_layer_add_plain(layer);
    row->first = old->first;
    row->last = old->last;
}

static void add_row(const struct gl_stage_input *input, struct gl_layer *layer,
                    const struct gl_cut *cut)
{
    struct gl_row *row = gl_layer_add(layer, cut->span);
    gl_row_text(layer, row, "kind", cut->rule->kind);
    if (input->explain) {
        gl_row_text(layer, row, "rule", cut->rule->rule->name);
        if (cut->votes != NULL) {
            gl_row_text(layer, row, "votes", cut->votes);
        }
    }
    if (input->trace != NULL && input->trace->fired != NULL) {
        input->trace->fired(input->trace->context, cut->rule->rule, cut->span, cut->rule->kind);
    }
}

/* Old rows and new cuts in the order of their starts. What old rows cover is not marked again: so
 * they stay what they are, and a second run changes nothing. */
static void merge(const struct gl_stage_input *input, const struct gl_layer *old,
                  const struct gl_cuts *cuts, struct gl_layer *layer, struct gl_layer *captures)
{
    size_t next = 0;
    size_t marked = 0; /* end of what old rows cover so far */
    for (size_t i = 0; i < cuts->count; i++) {
        const struct gl_cut *cut = &cuts->items[i];
        for (; next < old->count && old->rows[next].span.start <= cut->span.start; next++) {
            keep_row(layer, &old->rows[next]);
            marked = old->rows[next].span.end > marked ? old->rows[next].span.end : marked;
        }
        bool meets_next = next < old->count && old->rows[next].span.start < cut->span.end &&
                          gl_span_length(old->rows[next].span) > 0;
        if (cut->span.start >= marked && !meets_next) {
            add_row(input, layer, cut);
        }
        gl_capture_add(input, cut, captures);
    }
    for (; next < old->count; next++) {
        keep_row(layer, &old->rows[next]);
    }
}

static void note_withheld(const struct gl_stage_input *input, double share)
{
    char text[96];
    if (share > 0 && input->trace != NULL && input->trace->noted != NULL) {
        snprintf(text, sizeof text, "%d %% of the text would go, so nothing is cut",
                 (int)(share * 100 + 0.5));
        input->trace->noted(input->trace->context, text);
    }
}

static enum galley_status run(const struct gl_stage_input *input)
{
    struct gl_document *document = input->document;
    struct gl_cuts cuts;
    enum galley_status status = gl_boilerplate_find(input, &cuts);
    if (status != GALLEY_OK) {
        return status;
    }
    const struct gl_layer *found = gl_document_find(document, "boilerplate");
    struct gl_layer old = found != NULL ? *found : (struct gl_layer){.count = 0};
    struct gl_layer *layer = gl_document_start(document, "boilerplate");
    if (gl_document_find(document, "captures") == NULL) {
        gl_document_start(document, "captures");
    }
    struct gl_layer *captures = gl_document_layer(document, "captures");
    if (layer == NULL || captures == NULL) {
        return GALLEY_NO_MEMORY;
    }
    note_withheld(input, cuts.withheld);
    merge(input, &old, &cuts, layer, captures);
    return layer->failed || captures->failed ? GALLEY_NO_MEMORY : GALLEY_OK;
}

/* The spans of all rows that have a length, those of earlier runs and other programs too: what is
 * marked goes. False when memory is out. */
static bool find_cuts(const struct gl_document *document, const struct gl_layer *layer,
                      const struct gl_span **cuts, size_t *count)
{
    size_t marked = 0;
    struct gl_span *closed = NULL;
    struct gl_span *marks = gl_arena_zeros(document->arena, layer->count, sizeof *marks);
    for (size_t i = 0; marks != NULL && i < layer->count; i++) {
        struct gl_span span = layer->rows[i].span;
        if (gl_span_length(span) > 0 && (marked == 0 || span.start >= marks[marked - 1].end)) {
            marks[marked++] = span;
        }
    }
    *count = gl_gaps_close(document->text, marks, marked, document->arena, &closed);
    *cuts = closed;
    return marks != NULL && (closed != NULL || marked == 0);
}

static size_t cuts_of(const struct gl_document *document, const void *settings,
                      const struct gl_span **cuts)
{
    size_t count = 0;
    const struct gl_layer *layer = gl_document_find(document, "boilerplate");
    *cuts = NULL;
    if (marks_only(settings) || layer == NULL || layer->count == 0) {
        return 0;
    }
    if (!find_cuts(document, layer, cuts, &count)) {
        // a layer that failed is not written, so that no record goes out with its rows and without
        // its cuts
        ((struct gl_layer *)layer)->failed = true;
        return 0;
    }
    return count;
}

static void write_plain(const struct gl_document *document, const void *settings,
                        struct gl_pieces *out)
{
    const struct gl_span *cuts;
    size_t count = cuts_of(document, settings, &cuts);
    const struct gl_layer *layer = gl_document_find(document, "boilerplate");
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        gl_pieces_copy(out, document->original.bytes + at, cuts[i].start - at);
        at = cuts[i].end;
    }
    gl_pieces_copy(out, document->original.bytes + at, document->original.length - at);
    out->failed |= layer != NULL && layer->failed;
}

/* A rule about repeated lines needs no pattern. */
static const char *const instead_of_match[] = {"repeats", "where", NULL};

const struct gl_schema gl_boilerplate_schema = {
    .instead_of_match = instead_of_match,
    .layer = "boilerplate",
    .rule_keys = gl_boilerplate_rule_keys,
    .settings_keys = gl_boilerplate_settings_keys,
    .gives = "kind",
    .check = gl_boilerplate_check,
    .bind = gl_boilerplate_bind,
};

const struct gl_stage gl_boilerplate_stage = {
    .layer = "boilerplate",
    .produces = produced,
    .reads = read,
    .requires = required,
    .schema = &gl_boilerplate_schema,
    .sees_marked = true,
    .run = run,
    .write_plain = write_plain,
    .cuts = cuts_of,
};
