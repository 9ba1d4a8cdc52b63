#include "base/pieces.h"

/* Shorter borrowed bytes are copied behind own ones: an entry of writev costs more. */
enum { WORTH_A_PIECE = 128 };

static struct gl_held *last_held(const struct gl_pieces *pieces)
{
    struct gl_array list = pieces->list;
    return list.count > 0 ? &GL_AT(list, struct gl_held, list.count - 1) : NULL;
}

static void hold(struct gl_pieces *pieces, struct gl_held piece)
{
    struct gl_held *held = gl_array_push(&pieces->list);
    if (held == NULL) {
        pieces->failed = true;
    } else {
        *held = piece;
    }
}

/* Own bytes that were appended become a piece, or part of the last one. */
static void settle(struct gl_pieces *pieces)
{
    size_t length = pieces->own.length - pieces->settled;
    if (length > 0) {
        struct gl_held *last = last_held(pieces);
        if (last != NULL && last->borrowed == NULL) {
            last->length += length;
        } else {
            hold(pieces, (struct gl_held){.start = pieces->settled, .length = length});
        }
        pieces->settled = pieces->own.length;
    }
}

void gl_pieces_borrow(struct gl_pieces *pieces, const char *bytes, size_t length)
{
    if (length == 0) {
        return;
    }
    struct gl_held *last = last_held(pieces);
    bool fresh = pieces->own.length > pieces->settled;
    if (!fresh && last != NULL && last->borrowed != NULL &&
        last->borrowed + last->length == bytes) {
        last->length += length;
    } else if (length < WORTH_A_PIECE) {
        gl_buffer_add(&pieces->own, bytes, length);
    } else {
        settle(pieces);
        hold(pieces, (struct gl_held){.borrowed = bytes, .length = length});
    }
}

void gl_pieces_copy(struct gl_pieces *pieces, const char *bytes, size_t length)
{
    enum { STEP = 64 * 1024 };
    for (size_t at = 0; at < length;) {
        size_t step = length - at < STEP ? length - at : STEP;
        gl_buffer_add(&pieces->own, bytes + at, step);
        gl_pieces_flow(pieces);
        at += step;
    }
}

void gl_pieces_drain_now(struct gl_pieces *pieces)
{
    pieces->drain(pieces->context, pieces);
    bool failed = gl_pieces_failed(pieces);
    gl_pieces_reset(pieces);
    pieces->failed = failed;
    pieces->drains++;
}

size_t gl_pieces_count(struct gl_pieces *pieces)
{
    settle(pieces);
    return pieces->list.count;
}

struct gl_view gl_pieces_at(const struct gl_pieces *pieces, size_t index)
{
    const struct gl_held *held = &GL_AT(pieces->list, struct gl_held, index);
    return (struct gl_view){
        held->borrowed != NULL ? held->borrowed : pieces->own.bytes + held->start, held->length};
}

void gl_pieces_gather(struct gl_pieces *pieces, struct gl_buffer *out)
{
    size_t count = gl_pieces_count(pieces);
    for (size_t i = 0; i < count; i++) {
        struct gl_view piece = gl_pieces_at(pieces, i);
        gl_buffer_add(out, piece.bytes, piece.length);
    }
}

struct gl_pieces_mark gl_pieces_mark(struct gl_pieces *pieces)
{
    settle(pieces);
    const struct gl_held *last = last_held(pieces);
    return (struct gl_pieces_mark){pieces->list.count, last != NULL ? last->length : 0,
                                   pieces->own.length, pieces->drains};
}

bool gl_pieces_cut(struct gl_pieces *pieces, struct gl_pieces_mark mark)
{
    if (mark.drains != pieces->drains) {
        pieces->list.count = pieces->own.length = pieces->settled = 0;
        return false;
    }
    pieces->list.count = mark.count;
    pieces->own.length = pieces->settled = mark.own;
    if (mark.count > 0) {
        last_held(pieces)->length = mark.last;
    }
    return true;
}

void gl_pieces_reset(struct gl_pieces *pieces)
{
    gl_array_reset(&pieces->list);
    gl_buffer_reset(&pieces->own);
    pieces->settled = 0;
    pieces->failed = false;
}

void gl_pieces_release(struct gl_pieces *pieces)
{
    gl_array_release(&pieces->list);
    gl_buffer_release(&pieces->own);
    pieces->settled = 0;
    pieces->failed = false;
}
