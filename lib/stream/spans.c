#include "stream/record_internal.h"

static const struct gl_text start_key = {"start", 5};
static const struct gl_text end_key = {"end", 3};

static struct gl_span_frame *top(const struct gl_span_walk *walk)
{
    struct gl_array frames = walk->record->frames;
    return &GL_AT(frames, struct gl_span_frame, frames.count - 1);
}

static enum galley_status enter(struct gl_span_walk *walk, char open)
{
    struct gl_span_frame *frame = gl_array_push(&walk->record->frames);
    if (frame == NULL) {
        return gl_record_no_memory(walk->record);
    }
    frame->object = open == '{';
    frame->first = true;
    frame->first_edit = walk->record->edits.list.count;
    gl_json_enter(&walk->json, open);
    return GALLEY_OK;
}

/* A member of `frame` ends where the walk stands. One that goes takes the comma before it along,
 * or, when none before it was kept, the comma behind it. */
static void pass_member(struct gl_span_walk *walk, struct gl_span_frame *frame, bool keep)
{
    struct gl_edits *edits = &walk->record->edits;
    size_t end = walk->json.at;
    if (frame->first) {
        frame->first_member = frame->member;
        frame->first = false;
    }
    if (keep && !frame->any_kept) {
        frame->any_kept = true;
        frame->first_kept = frame->member;
    } else if (!keep && frame->any_kept) {
        gl_edits_add(edits, (struct gl_span){frame->previous_end, end}, edits->pieces.length);
    } else if (!keep && !frame->leading_gone) {
        frame->leading_gone = true;
        frame->leading_edit =
            gl_edits_add(edits, (struct gl_span){frame->first_member, frame->first_member},
                         edits->pieces.length);
    }
    frame->previous_end = end;
}

static enum galley_status leave(struct gl_span_walk *walk)
{
    struct gl_array *frames = &walk->record->frames;
    struct gl_span_frame *frame = top(walk);
    struct gl_edits *edits = &walk->record->edits;
    bool keep = true;
    if (frame->leading_gone) {
        size_t to = frame->any_kept ? frame->first_kept : frame->previous_end;
        gl_edits_change(edits, frame->leading_edit, (struct gl_span){frame->first_member, to},
                        edits->pieces.length);
    }
    enum galley_status status = walk->leave(walk, frame, frames->count == 1, &keep);
    if (!keep) {
        gl_edits_cut(edits, frame->first_edit);
    }
    frames->count--;
    if (status == GALLEY_OK && frames->count > 0) {
        pass_member(walk, top(walk), keep);
    }
    return status;
}

static enum galley_status read_edge(struct gl_span_walk *walk, struct gl_span_edge *edge)
{
    struct gl_record *record = walk->record;
    struct gl_span place = {0, 0};
    size_t at = walk->json.at;
    if (edge->seen) {
        return gl_record_bad(record, at, walk->name,
                             "has a row in which start or end stands twice");
    }
    gl_json_value(&walk->json, &place);
    struct gl_text written = {record->raw.bytes + place.start, gl_span_length(place)};
    size_t outer;
    if (!gl_json_size(written, &outer)) {
        return gl_record_bad(record, at, walk->name,
                             "has a start or end that is no whole number from 0 on");
    }
    *edge = (struct gl_span_edge){.seen = true, .place = place, .outer = outer};
    if (walk->edits) {
        edge->edit = gl_edits_add(&record->edits, (struct gl_span){place.start, place.start},
                                  record->edits.pieces.length);
    }
    return GALLEY_OK;
}

/* The walk stands at a value inside the top frame. */
static enum galley_status pass_value(struct gl_span_walk *walk, struct gl_span_edge *edge)
{
    struct gl_span place;
    char byte = gl_json_peek(&walk->json);
    if (edge != NULL) {
        enum galley_status status = read_edge(walk, edge);
        if (status != GALLEY_OK) {
            return status;
        }
    } else if (byte == '{' || byte == '[') {
        return enter(walk, byte);
    } else {
        gl_json_value(&walk->json, &place);
    }
    pass_member(walk, top(walk), true);
    return GALLEY_OK;
}

static struct gl_span_edge *edge_of(const struct gl_record *record, struct gl_span_frame *frame,
                                    struct gl_json_string key)
{
    if (gl_json_equals(record->raw, key, start_key)) {
        return &frame->start;
    }
    return gl_json_equals(record->raw, key, end_key) ? &frame->end : NULL;
}

static enum galley_status step(struct gl_span_walk *walk)
{
    struct gl_span_frame *frame = top(walk);
    struct gl_span_edge *edge = NULL;
    struct gl_json_string key;
    if (frame->object) {
        if (!gl_json_key(&walk->json, frame->first, &key)) {
            return leave(walk);
        }
        frame->member = key.span.start - 1;
        edge = edge_of(walk->record, frame, key);
        gl_json_peek(&walk->json);
    } else {
        if (!gl_json_item(&walk->json, frame->first)) {
            return leave(walk);
        }
        gl_json_peek(&walk->json);
        frame->member = walk->json.at;
    }
    return pass_value(walk, edge);
}

enum galley_status gl_span_walk(struct gl_span_walk *walk, const struct gl_found *found)
{
    struct gl_record *record = walk->record;
    walk->name = gl_record_key(record, found);
    gl_json_init(&walk->json, record->raw);
    walk->json.at = found->value.start;
    gl_array_reset(&record->frames);
    enum galley_status status = enter(walk, record->raw.bytes[found->value.start]);
    while (status == GALLEY_OK && record->frames.count > 0) {
        status = step(walk);
    }
    return status;
}

/* ---- checking ---- */

static enum galley_status check_span(struct gl_span_walk *walk, struct gl_span_frame *frame,
                                     bool outermost, bool *keep)
{
    struct gl_record *record = walk->record;
    size_t start = frame->start.outer;
    size_t end = frame->end.outer;
    size_t byte;
    (void)outermost;
    *keep = true;
    if (!frame->start.seen && !frame->end.seen) {
        return GALLEY_OK;
    }
    record->has_spans = true;
    if (!frame->start.seen || !frame->end.seen) {
        size_t at = frame->start.seen ? frame->start.place.start : frame->end.place.start;
        return gl_record_bad(record, at, walk->name, "has a row with a start or an end only");
    }
    if (end < start) {
        return gl_record_bad(record, frame->end.place.start, walk->name,
                             "has a span that ends before it starts");
    }
    if (end > record->offsets.total) {
        return gl_record_bad(record, frame->end.place.start, walk->name,
                             "has a span that ends behind the text");
    }
    if (record->unit != GL_UNIT_CODE_POINT && (!gl_offsets_byte(&record->offsets, start, &byte) ||
                                               !gl_offsets_byte(&record->offsets, end, &byte))) {
        return gl_record_bad(record, frame->start.place.start, walk->name,
                             "has a span that cuts a character");
    }
    return GALLEY_OK;
}

enum galley_status gl_spans_check(struct gl_record *record, const struct gl_found *found)
{
    struct gl_span_walk walk = {.record = record, .leave = check_span};
    return gl_span_walk(&walk, found);
}
