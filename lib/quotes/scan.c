#include "quotes/scan.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

void gl_scan_add(struct gl_scan_set *set, uint8_t byte)
{
    if (set->table[byte] != 0) {
        return;
    }
    set->table[byte] = 1;
    if (set->count < GL_SCAN_BYTES) {
        set->bytes[set->count] = byte;
    }
    set->count++;
}

#ifdef __SSE2__
enum { STEP = 16 };

/* Passes over blocks without any of the bytes; returns where the first block with one begins, or
 * where no whole block is left. */
static size_t pass_blocks(const struct gl_scan_set *set, const char *bytes, size_t from,
                          size_t end)
{
    __m128i wanted[GL_SCAN_BYTES];
    for (size_t i = 0; i < set->count; i++) {
        wanted[i] = _mm_set1_epi8((char)set->bytes[i]);
    }
    for (; end - from >= STEP; from += STEP) {
        __m128i block = _mm_loadu_si128((const __m128i *)(const void *)(bytes + from));
        __m128i found = _mm_cmpeq_epi8(block, wanted[0]);
        for (size_t i = 1; i < set->count; i++) {
            found = _mm_or_si128(found, _mm_cmpeq_epi8(block, wanted[i]));
        }
        int mask = _mm_movemask_epi8(found);
        if (mask != 0) {
            return from + (size_t)__builtin_ctz((unsigned)mask);
        }
    }
    return from;
}
#endif

size_t gl_scan_next(const struct gl_scan_set *set, struct gl_text text, size_t from, size_t end)
{
#ifdef __SSE2__
    if (set->count > 0 && set->count <= GL_SCAN_BYTES && from < end) {
        from = pass_blocks(set, text.bytes, from, end);
    }
#endif
    while (from < end && set->table[(unsigned char)text.bytes[from]] == 0) {
        from++;
    }
    return from;
}
