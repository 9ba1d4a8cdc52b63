#include "text/offsets.h"

#include <stdint.h>
#include <string.h>

/* One bit for each of eight bytes. */
#define EACH UINT64_C(0x0101010101010101)

static bool is_continuation(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* Units that begin in the eight bytes at `bytes`: code points, and one more for each lead byte of a
 * code point outside the Basic Multilingual Plane when counting UTF-16. */
static size_t units_in_eight(const char *bytes, enum gl_unit unit)
{
    uint64_t eight;
    memcpy(&eight, bytes, sizeof eight);
    uint64_t continuations = eight >> 7 & ~(eight >> 6) & EACH;
    size_t units = 8 - (size_t)__builtin_popcountll(continuations);
    if (unit == GL_UNIT_UTF16) {
        uint64_t wide = eight >> 7 & eight >> 6 & eight >> 5 & eight >> 4 & EACH;
        units += (size_t)__builtin_popcountll(wide);
    }
    return units;
}

/* The same for one byte. */
static size_t units_in_one(char byte, enum gl_unit unit)
{
    if (is_continuation(byte)) {
        return 0;
    }
    return unit == GL_UNIT_UTF16 && (unsigned char)byte >= 0xF0 ? 2 : 1;
}

void gl_offsets_init(struct gl_offsets *offsets, struct gl_text text, enum gl_unit unit)
{
    *offsets = (struct gl_offsets){.text = text, .unit = unit};
}

size_t gl_offsets_outer(struct gl_offsets *offsets, size_t byte)
{
    const char *bytes = offsets->text.bytes;
    if (offsets->unit == GL_UNIT_BYTE) {
        return byte;
    }
    if (byte < offsets->byte) {
        offsets->byte = 0;
        offsets->outer = 0;
    }
    while (byte - offsets->byte >= 8) {
        offsets->outer += units_in_eight(bytes + offsets->byte, offsets->unit);
        offsets->byte += 8;
    }
    while (offsets->byte < byte) {
        offsets->outer += units_in_one(bytes[offsets->byte], offsets->unit);
        offsets->byte++;
    }
    return offsets->outer;
}

/* Goes forward while no more than `outer` units begin before the place. */
static void advance(struct gl_offsets *offsets, size_t outer)
{
    const char *bytes = offsets->text.bytes;
    size_t length = offsets->text.length;
    while (length - offsets->byte >= 8) {
        size_t units = units_in_eight(bytes + offsets->byte, offsets->unit);
        if (units > outer - offsets->outer) {
            break;
        }
        offsets->outer += units;
        offsets->byte += 8;
    }
    while (offsets->byte < length) {
        size_t units = units_in_one(bytes[offsets->byte], offsets->unit);
        if (units > outer - offsets->outer) {
            break;
        }
        offsets->outer += units;
        offsets->byte++;
    }
}

bool gl_offsets_byte(struct gl_offsets *offsets, size_t outer, size_t *byte)
{
    struct gl_text text = offsets->text;
    if (offsets->unit == GL_UNIT_BYTE) {
        *byte = outer;
        return outer <= text.length &&
               (outer == text.length || !is_continuation(text.bytes[outer]));
    }
    if (outer < offsets->outer) {
        offsets->byte = 0;
        offsets->outer = 0;
    }
    advance(offsets, outer);
    *byte = offsets->byte;
    return offsets->outer == outer;
}
