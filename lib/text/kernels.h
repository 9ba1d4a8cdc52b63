/* Kernels: the inner loops over bytes, once in plain C and once for each instruction set that pays.
 * All variants give the same results; none reads behind `length`. For the rooms' own scans
 * (scan.h, utf8.h, offsets.h, lib/stream's JSON); engines take those. */
#ifndef GALLEY_TEXT_KERNELS_H
#define GALLEY_TEXT_KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/scan.h"

struct gl_kernels {
    /* Offset of the first block of 64 bytes (counted from `bytes`) that holds bytes of the set, and
     * in *mask which; `length` when there is none. */
    size_t (*seek)(const struct gl_byteset *set, const char *bytes, size_t length, uint64_t *mask);
    /* A bit for each byte, as gl_scan_bits. */
    void (*bits)(const struct gl_byteset *set, const char *bytes, size_t length, uint64_t *bits);
    /* Length of the well-formed UTF-8 at the front (see gl_utf8_valid_until). *ascii becomes true
     * when all of that is ASCII. */
    size_t (*valid)(const char *bytes, size_t length, bool *ascii);
    /* How many bytes are continuation bytes (80 to BF), and how many are F0 or above. */
    size_t (*continuations)(const char *bytes, size_t length);
    size_t (*wides)(const char *bytes, size_t length);
    /* Copies bytes up to the first `stop`, or all, and returns how many. What lies behind them in
     * `to`, up to length + GL_KERNELS_SLACK, may be overwritten. */
    size_t (*copy_until)(char *to, const char *from, size_t length, char stop);
    /* Copies what stands in a JSON string, its short escapes (`\n`, not `\u`) resolved, up to the
     * first `"`, control character or other escape, or all. Returns how many bytes were passed and,
     * in *written, how many are in `to`, which are not more; room as for copy_until. */
    size_t (*unescape)(char *to, const char *from, size_t length, size_t *written);
    /* Offset of the first line end (see lines.h); `length` when there is none. */
    size_t (*line_end)(const char *bytes, size_t length);
};

enum { GL_KERNELS_SLACK = 32 };

extern const struct gl_kernels gl_kernels_plain;

/* NULL where it was not built or the machine does not have it. */
const struct gl_kernels *gl_kernels_avx2(void);

/* The best ones for this machine. */
const struct gl_kernels *gl_kernels(void);

/* ---- shared by the variants ---- */

/* What a backslash and a byte mean in JSON; 0 when that is none of the short escapes. */
extern const char gl_kernels_escapes[256];

/* Does NEL, U+2028 or U+2029 begin at `at` (< length)? */
static inline bool gl_kernels_wide_line_end(const char *bytes, size_t length, size_t at)
{
    if (length - at >= 2 && bytes[at] == '\xC2') {
        return bytes[at + 1] == '\x85';
    }
    return length - at >= 3 && bytes[at] == '\xE2' && bytes[at + 1] == '\x80' &&
           (bytes[at + 2] & 0xFE) == 0xA8;
}

/* As `valid`, one code point at a time, from `from` (which begins one) on. */
size_t gl_kernels_valid_slowly(const char *bytes, size_t length, size_t from);

#endif
