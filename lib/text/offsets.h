/* Offsets: bytes to code points or UTF-16 units and back, in one forward pass. */
#ifndef GALLEY_TEXT_OFFSETS_H
#define GALLEY_TEXT_OFFSETS_H

#include <stdbool.h>
#include <stddef.h>

#include "text/span.h"

enum gl_unit { GL_UNIT_CODE_POINT, GL_UNIT_BYTE, GL_UNIT_UTF16 };

/* A place in a well-formed text, known in bytes and in the outer unit. Calls whose offsets rise
 * cost time linear in the text over all; one that lies before the last starts again from 0. */
struct gl_offsets {
    struct gl_text text;
    enum gl_unit unit;
    size_t byte;
    size_t outer;
};

void gl_offsets_init(struct gl_offsets *offsets, struct gl_text text, enum gl_unit unit);

/* Outer offset of byte `byte` (<= length, at a code point's start). */
size_t gl_offsets_outer(struct gl_offsets *offsets, size_t byte);

/* Byte of outer offset `outer`; false when it lies behind the text's end or (UTF-16, bytes) inside
 * a code point. */
bool gl_offsets_byte(struct gl_offsets *offsets, size_t outer, size_t *byte);

#endif
