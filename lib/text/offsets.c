#include "text/offsets.h"

#include <stdint.h>
#include <string.h>

#include "text/kernels.h"

/* One bit for each of eight bytes. */
#define EACH UINT64_C(0x0101010101010101)

static bool is_continuation(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* How many of the lowest bits of eight bytes are set. */
static size_t sum_of(uint64_t bits)
{
    return (size_t)((bits & EACH) * EACH >> 56);
}

/* Units that begin in the eight bytes at `bytes`: code points, and one more for each lead byte of a
 * code point outside the Basic Multilingual Plane when counting UTF-16. */
static size_t units_in_eight(const char *bytes, enum gl_unit unit)
{
    uint64_t eight;
    memcpy(&eight, bytes, sizeof eight);
    size_t units = 8 - sum_of(eight >> 7 & ~(eight >> 6));
    if (unit == GL_UNIT_UTF16) {
        units += sum_of(eight >> 7 & eight >> 6 & eight >> 5 & eight >> 4);
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

static size_t units_between(const struct gl_offsets *offsets, size_t start, size_t end)
{
    enum { FAR = 32 }; // where the kernels begin to pay
    const char *bytes = offsets->text.bytes;
    size_t units = 0;
    if (end - start >= FAR) {
        const struct gl_kernels *kernels = gl_kernels();
        units = end - start - kernels->continuations(bytes + start, end - start);
        return offsets->unit == GL_UNIT_UTF16 ? units + kernels->wides(bytes + start, end - start)
                                              : units;
    }
    for (; end - start >= 8; start += 8) {
        units += units_in_eight(bytes + start, offsets->unit);
    }
    for (; start < end; start++) {
        units += units_in_one(bytes[start], offsets->unit);
    }
    return units;
}

void gl_offsets_init(struct gl_offsets *offsets, struct gl_text text, enum gl_unit unit)
{
    *offsets = (struct gl_offsets){.text = text, .unit = unit, .plain = unit == GL_UNIT_BYTE};
}

bool gl_offsets_index(struct gl_offsets *offsets, struct gl_arena *arena)
{
    size_t length = offsets->text.length;
    if (offsets->unit == GL_UNIT_BYTE) {
        offsets->total = length;
        return true;
    }
    size_t count = length / GL_OFFSETS_STRIDE + 1;
    size_t *index = gl_arena_alloc(arena, count * sizeof *index);
    if (index == NULL) {
        return false;
    }
    index[0] = 0;
    for (size_t i = 1; i < count; i++) {
        index[i] = index[i - 1] +
                   units_between(offsets, (i - 1) * GL_OFFSETS_STRIDE, i * GL_OFFSETS_STRIDE);
    }
    offsets->total =
        index[count - 1] + units_between(offsets, (count - 1) * GL_OFFSETS_STRIDE, length);
    offsets->plain = offsets->total == length;
    offsets->index = index;
    offsets->index_count = count;
    return true;
}

static void go_to_stride(struct gl_offsets *offsets, size_t stride)
{
    offsets->byte = stride * GL_OFFSETS_STRIDE;
    offsets->outer = offsets->index[stride];
}

size_t gl_offsets_count(struct gl_offsets *offsets, size_t byte)
{
    if (offsets->index != NULL) {
        if (byte < offsets->byte || byte - offsets->byte > GL_OFFSETS_STRIDE) {
            go_to_stride(offsets, byte / GL_OFFSETS_STRIDE);
        }
    } else if (byte < offsets->byte / 2) {
        offsets->byte = offsets->outer = 0;
    }
    if (byte < offsets->byte) {
        offsets->outer -= units_between(offsets, byte, offsets->byte);
    } else {
        offsets->outer += units_between(offsets, offsets->byte, byte);
    }
    offsets->byte = byte;
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

/* Goes to the last stride that begins at or before `outer`. */
static void search_stride(struct gl_offsets *offsets, size_t outer)
{
    size_t low = 0;
    size_t high = offsets->index_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (offsets->index[middle] <= outer) {
            low = middle;
        } else {
            high = middle;
        }
    }
    go_to_stride(offsets, low);
}

bool gl_offsets_byte(struct gl_offsets *offsets, size_t outer, size_t *byte)
{
    struct gl_text text = offsets->text;
    if (offsets->plain) {
        *byte = outer;
        return outer <= text.length &&
               (outer == text.length || !is_continuation(text.bytes[outer]));
    }
    bool far = outer < offsets->outer || outer - offsets->outer > GL_OFFSETS_STRIDE;
    if (offsets->index != NULL && far) {
        search_stride(offsets, outer);
    } else if (outer < offsets->outer) {
        offsets->byte = offsets->outer = 0;
    }
    advance(offsets, outer);
    *byte = offsets->byte;
    return offsets->outer == outer;
}
