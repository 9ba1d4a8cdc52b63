/* Scanning: sets of bytes, and where in a text they stand, 64 bytes at a time.
 *
 *   struct gl_byteset marks = {0};
 *   gl_byteset_add(&marks, '.');
 *   struct gl_scan scan = gl_scan_begin(&marks, text, 0, text.length);
 *   while (gl_scan_next(&scan, &at)) { ... text.bytes[at] is a mark ... }
 *
 * With AVX2 a set costs about a tenth of a nanosecond a byte and as much again for each place
 * found; without, plain C does the same, some ten times slower, with the same results. No byte
 * behind `end` is read. For places that lie close (every word) take gl_scan_bits and walk the bits.
 */
#ifndef GALLEY_TEXT_SCAN_H
#define GALLEY_TEXT_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/span.h"

/* Any set of bytes: a row for each low half of a byte, in it a bit for each high half; so a lookup
 * takes two shuffles (Langdale and Lemire, Parsing Gigabytes of JSON per Second, 2019, 3.1.2, in
 * its exact form). A zeroed struct is the empty set. */
struct gl_byteset {
    uint8_t ascii[16]; /* high halves 0 to 7 */
    uint8_t upper[16]; /* high halves 8 to F */
};

static inline void gl_byteset_add(struct gl_byteset *set, unsigned char byte)
{
    uint8_t *rows = byte < 0x80 ? set->ascii : set->upper;
    rows[byte & 0xF] = (uint8_t)(rows[byte & 0xF] | 1u << (byte >> 4 & 7));
}

/* Adds first to last, both included. */
static inline void gl_byteset_add_range(struct gl_byteset *set, unsigned char first,
                                        unsigned char last)
{
    for (unsigned byte = first; byte <= last; byte++) {
        gl_byteset_add(set, (unsigned char)byte);
    }
}

static inline bool gl_byteset_has(const struct gl_byteset *set, unsigned char byte)
{
    const uint8_t *rows = byte < 0x80 ? set->ascii : set->upper;
    return rows[byte & 0xF] >> (byte >> 4 & 7) & 1;
}

/* A walk over the places of a set's bytes. Always true: bits of `mask` are places at block + bit
 * that were not given yet. */
struct gl_scan {
    const struct gl_byteset *set;
    const char *bytes;
    size_t end;
    size_t block;
    size_t next; /* where the following block begins */
    uint64_t mask;
};

static inline struct gl_scan gl_scan_begin(const struct gl_byteset *set, struct gl_text text,
                                           size_t from, size_t end)
{
    return (struct gl_scan){.set = set, .bytes = text.bytes, .end = end, .next = from};
}

/* Goes to the next block that holds one; false when there is none. */
bool gl_scan_refill(struct gl_scan *scan);

/* The next place; false when there is none. */
static inline bool gl_scan_next(struct gl_scan *scan, size_t *at)
{
    if (scan->mask == 0 && !gl_scan_refill(scan)) {
        return false;
    }
    *at = scan->block + (size_t)__builtin_ctzll(scan->mask);
    scan->mask &= scan->mask - 1;
    return true;
}

/* Passes over all places before `from`. */
void gl_scan_skip(struct gl_scan *scan, size_t from);

/* The first place at or behind `from` and before `end` (<= text.length); `end` when there is none.
 */
size_t gl_scan_any(const struct gl_byteset *set, struct gl_text text, size_t from, size_t end);

/* A bit for each byte of the text, in words of 64, the first byte lowest: bits[0..words) with words
 * = (text.length + 63) / 64, the bits behind the text 0. */
void gl_scan_bits(const struct gl_byteset *set, struct gl_text text, uint64_t *bits);

#endif
