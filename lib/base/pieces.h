/* Pieces: output that is borrowed where nothing changed, and its own where something is new.
 *
 *   gl_pieces_borrow(&out, raw, n)             bytes that live elsewhere until the output is
 * written gl_buffer_text(gl_pieces_own(&out), "...") bytes of its own, put behind what came before
 *   gl_pieces_at(&out, i)                      read in order, for writev
 *
 * Many records may follow each other in one struct: a piece that continues the last one in memory
 * is merged with it, so that a record's tail, its line end and the next record's head are one. Like
 * a buffer, pieces remember their first failure and are asked once. */
#ifndef GALLEY_BASE_PIECES_H
#define GALLEY_BASE_PIECES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/array.h"
#include "base/buffer.h"

struct gl_view {
    const char *bytes;
    size_t length;
};

/* A piece as it is held: own bytes move when their buffer grows, so they are known by place. */
struct gl_held {
    const char *borrowed; /* NULL: own */
    size_t start;         /* of own bytes */
    size_t length;
};

struct gl_pieces;

/* Takes the pieces that are held and puts them out; they are reset when it returns. Failures are
 * its own to remember. */
typedef void gl_pieces_drain(void *context, struct gl_pieces *pieces);

/* Always true: pieces in `list` hold own.bytes[0..settled) and what was borrowed; own bytes behind
 * `settled` are the last piece, still growing. Make one by GL_PIECES, then set the drain where
 * output shall not be collected. */
struct gl_pieces {
    struct gl_array list; /* of struct gl_held */
    struct gl_buffer own;
    size_t settled;
    bool failed;            /* the list did not fit into memory */
    gl_pieces_drain *drain; /* NULL: everything is held */
    void *context;
    size_t
        limit; /* gl_pieces_flow drains when more bytes than these are held besides the borrowed */
    size_t drains; /* how often that happened */
};

enum { GL_PIECES_LIMIT = 1024 * 1024 };
#define GL_PIECES ((struct gl_pieces){.list = GL_ARRAY(struct gl_held), .limit = GL_PIECES_LIMIT})

/* Adds bytes that are borrowed: they must stay until the pieces are reset (few bytes are copied
 * instead, which costs less than a piece). */
void gl_pieces_borrow(struct gl_pieces *pieces, const char *bytes, size_t length);

/* Adds bytes by copying them to the own ones, letting the output flow. */
void gl_pieces_copy(struct gl_pieces *pieces, const char *bytes, size_t length);

/* The buffer whose end is the output's end: append to it, and do nothing else with it. The pointer
 * stays the same; its bytes move. */
static inline struct gl_buffer *gl_pieces_own(struct gl_pieces *pieces)
{
    return &pieces->own;
}

/* To be called by writers from time to time, between appends (once a row): drains when much is
 * held. */
void gl_pieces_drain_now(struct gl_pieces *pieces);
static inline void gl_pieces_flow(struct gl_pieces *pieces)
{
    if (pieces->drain != NULL &&
        pieces->own.length + pieces->list.count * sizeof(struct gl_held) > pieces->limit) {
        gl_pieces_drain_now(pieces);
    }
}

/* True when memory was out since the last reset; what is held is then not whole. */
static inline bool gl_pieces_failed(const struct gl_pieces *pieces)
{
    return pieces->failed || pieces->own.failed;
}

/* How many pieces are held, and each of them. A piece is never empty. What was appended to the own
 * buffer last counts; a piece's bytes are valid until the next append. */
size_t gl_pieces_count(struct gl_pieces *pieces);
struct gl_view gl_pieces_at(const struct gl_pieces *pieces, size_t index);

/* Appends all that is held to `out`, in one. */
void gl_pieces_gather(struct gl_pieces *pieces, struct gl_buffer *out);

/* A place in the output to go back to: the end of what is held now. */
struct gl_pieces_mark {
    size_t count;
    size_t last; /* length of the last piece */
    size_t own;
    size_t drains;
};
struct gl_pieces_mark gl_pieces_mark(struct gl_pieces *pieces);
/* Drops what was added since the mark. False when some of that was drained already; then nothing is
 * dropped but what is held. */
bool gl_pieces_cut(struct gl_pieces *pieces, struct gl_pieces_mark mark);

/* Empties, keeps the memory and the drain, clears the failure. */
void gl_pieces_reset(struct gl_pieces *pieces);
void gl_pieces_release(struct gl_pieces *pieces);

#endif
