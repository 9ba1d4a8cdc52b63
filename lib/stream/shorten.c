#include "stream/record_internal.h"

#include <string.h>

enum galley_status gl_shorten_begin(struct gl_record *record, const struct gl_publication *what)
{
    size_t before = 0;
    gl_array_reset(&record->cuts);
    for (size_t i = 0; i < what->cut_count; i++) {
        struct gl_outer_cut *cut = gl_array_push(&record->cuts);
        if (cut == NULL) {
            return GALLEY_NO_MEMORY;
        }
        cut->span.start = gl_offsets_outer(&record->offsets, what->cuts[i].start);
        cut->span.end = gl_offsets_outer(&record->offsets, what->cuts[i].end);
        cut->before = before;
        before += cut->span.end - cut->span.start;
    }
    return GALLEY_OK;
}

/* The last cut that begins before `outer`, or NULL. */
static const struct gl_outer_cut *cut_before(const struct gl_record *record, size_t outer)
{
    size_t low = 0;
    size_t high = record->cuts.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (GL_AT(record->cuts, struct gl_outer_cut, middle).span.start < outer) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low == 0 ? NULL : &GL_AT(record->cuts, struct gl_outer_cut, low - 1);
}

size_t gl_shorten_map(const struct gl_record *record, size_t outer)
{
    const struct gl_outer_cut *cut = cut_before(record, outer);
    if (cut == NULL) {
        return outer;
    }
    size_t end = cut->span.end < outer ? cut->span.end : outer;
    return outer - cut->before - (end - cut->span.start);
}

const struct gl_outer_cut *gl_shorten_holder(const struct gl_record *record,
                                             struct gl_outer_span span)
{
    const struct gl_outer_cut *cut = cut_before(record, span.start + 1);
    return cut != NULL && span.end <= cut->span.end ? cut : NULL;
}

/* ---- the text value ---- */

/* A place in the text value, known in raw and in decoded bytes. */
struct place {
    struct gl_text raw;
    size_t at;
    size_t decoded;
    size_t slash; // the next backslash at or behind `at`, or the value's end
    size_t end;
};

static void find_slash(struct place *place)
{
    const char *found = memchr(place->raw.bytes + place->at, '\\', place->end - place->at);
    place->slash = found == NULL ? place->end : (size_t)(found - place->raw.bytes);
}

/* Goes forward to the decoded offset `decoded`. */
static size_t go_to(struct place *place, size_t decoded)
{
    while (place->decoded < decoded && place->at < place->end) {
        size_t plain = place->slash - place->at;
        if (plain > 0) {
            size_t more = decoded - place->decoded < plain ? decoded - place->decoded : plain;
            place->at += more;
            place->decoded += more;
        } else {
            size_t length;
            place->at += gl_json_step(place->raw, place->at, &length);
            place->decoded += length;
            find_slash(place);
        }
    }
    return place->at;
}

void gl_shorten_text(struct gl_record *record, const struct gl_publication *what)
{
    struct gl_span value = record->text.span;
    struct gl_edits *edits = &record->edits;
    struct place place = {.raw = record->raw, .at = value.start, .end = value.end};
    find_slash(&place);
    for (size_t i = 0; i < what->cut_count; i++) {
        struct gl_span gone;
        gone.start = go_to(&place, what->cuts[i].start);
        gone.end = go_to(&place, what->cuts[i].end);
        gl_edits_add(edits, gone, edits->pieces.length);
    }
}

/* ---- layers ---- */

static void write_edge(struct gl_record *record, const struct gl_span_edge *edge, size_t outer)
{
    struct gl_edits *edits = &record->edits;
    if (outer != edge->outer) {
        size_t mark = edits->pieces.length;
        gl_buffer_number(&edits->pieces, outer);
        gl_edits_change(edits, edge->edit, edge->place, mark);
    }
}

static enum galley_status move_span(struct gl_span_walk *walk, struct gl_span_frame *frame,
                                    bool outermost, bool *keep)
{
    struct gl_record *record = walk->record;
    *keep = true;
    if (!frame->start.seen || !frame->end.seen) {
        return GALLEY_OK;
    }
    size_t start = gl_shorten_map(record, frame->start.outer);
    size_t end = gl_shorten_map(record, frame->end.outer);
    if (start == end && frame->start.outer < frame->end.outer && !outermost) {
        *keep = false;
        return GALLEY_OK;
    }
    write_edge(record, &frame->start, start);
    write_edge(record, &frame->end, end);
    return GALLEY_OK;
}

enum galley_status gl_shorten_layer(struct gl_record *record, const struct gl_found *found)
{
    struct gl_span_walk walk = {.record = record, .edits = true, .leave = move_span};
    return gl_span_walk(&walk, found);
}
