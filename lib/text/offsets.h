/* Offsets: bytes to code points or UTF-16 units and back.
 *
 * Rising offsets cost one pass over the text, eight bytes at a time; an index makes any order
 * cheap, so that no list of spans can make the work more than linear. */
#ifndef GALLEY_TEXT_OFFSETS_H
#define GALLEY_TEXT_OFFSETS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "text/span.h"

enum gl_unit { GL_UNIT_CODE_POINT, GL_UNIT_BYTE, GL_UNIT_UTF16 };

/* A place in a well-formed text, known in bytes and in the outer unit. Without an index a call
 * costs the distance from the last one, or from the text's start when that is nearer. */
struct gl_offsets {
    struct gl_text text;
    enum gl_unit unit;
    size_t byte;
    size_t outer;
    bool plain;          /* every byte is one unit; known with an index */
    size_t total;        /* the text's length in the outer unit; known with an index */
    const size_t *index; /* outer offset at every GL_OFFSETS_STRIDE bytes; NULL: none */
    size_t index_count;
};

enum { GL_OFFSETS_STRIDE = 1024 };

void gl_offsets_init(struct gl_offsets *offsets, struct gl_text text, enum gl_unit unit);

/* Adds the index, from `arena`: each call then costs at most a stride and a binary search, and
 * nothing when the text is ASCII. False when memory is out. Linear in the text. */
bool gl_offsets_index(struct gl_offsets *offsets, struct gl_arena *arena);

/* Outer offset of byte `byte` (<= length, at a code point's start). */
size_t gl_offsets_count(struct gl_offsets *offsets, size_t byte);
static inline size_t gl_offsets_outer(struct gl_offsets *offsets, size_t byte)
{
    return offsets->plain ? byte : gl_offsets_count(offsets, byte);
}

/* Byte of outer offset `outer`; false when it lies behind the text's end or (UTF-16, bytes) inside
 * a code point. */
bool gl_offsets_byte(struct gl_offsets *offsets, size_t outer, size_t *byte);

#endif
