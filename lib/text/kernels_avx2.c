/* Kernels for AVX2, chosen when the machine has it. */
#include "text/kernels.h"

#include <string.h>

#if defined(__x86_64__) && defined(__GNUC__)

#include <immintrin.h>

#define AVX2 __attribute__((target("avx2,popcnt,bmi")))
#define INLINE_AVX2 static inline __attribute__((target("avx2,popcnt,bmi"), always_inline))

enum { BLOCK = 64, HALF = 32 };

INLINE_AVX2 __m256i load(const void *bytes)
{
    return _mm256_loadu_si256((const __m256i *)bytes);
}

/* Sixteen bytes in both halves. */
INLINE_AVX2 __m256i twice(const uint8_t row[16])
{
    return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)row));
}

/* ---- sets ---- */

struct tables {
    __m256i ascii;
    __m256i upper;
    __m256i bit;
};

INLINE_AVX2 struct tables tables_of(const struct gl_byteset *set)
{
    static const uint8_t bits[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    return (struct tables){twice(set->ascii), twice(set->upper), twice(bits)};
}

/* Which of 32 bytes are in the set. A shuffle gives 0 where the index has its top bit set, so that
 * each of the two rows speaks for its half of the bytes. */
INLINE_AVX2 uint32_t hits_in_half(struct tables tables, __m256i bytes)
{
    __m256i ascii = _mm256_shuffle_epi8(tables.ascii, bytes);
    __m256i upper =
        _mm256_shuffle_epi8(tables.upper, _mm256_xor_si256(bytes, _mm256_set1_epi8((char)0x80)));
    __m256i high = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(0xF));
    __m256i bit = _mm256_shuffle_epi8(tables.bit, high);
    __m256i found = _mm256_and_si256(_mm256_or_si256(ascii, upper), bit);
    __m256i missed = _mm256_cmpeq_epi8(found, _mm256_setzero_si256());
    return ~(uint32_t)_mm256_movemask_epi8(missed);
}

INLINE_AVX2 uint64_t hits_in_block(struct tables tables, const char *bytes)
{
    uint64_t low = hits_in_half(tables, load(bytes));
    uint64_t high = hits_in_half(tables, load(bytes + HALF));
    return low | high << HALF;
}

/* The same for the last bytes, fewer than a block. */
INLINE_AVX2 uint64_t hits_in_rest(struct tables tables, const char *bytes, size_t length)
{
    char copy[BLOCK] = {0};
    memcpy(copy, bytes, length);
    return hits_in_block(tables, copy) & ((UINT64_C(1) << length) - 1);
}

AVX2 static size_t seek(const struct gl_byteset *set, const char *bytes, size_t length,
                        uint64_t *mask)
{
    struct tables tables = tables_of(set);
    size_t at = 0;
    for (; length - at >= BLOCK; at += BLOCK) {
        *mask = hits_in_block(tables, bytes + at);
        if (*mask != 0) {
            return at;
        }
    }
    *mask = at < length ? hits_in_rest(tables, bytes + at, length - at) : 0;
    return *mask != 0 ? at : length;
}

AVX2 static void bits_of(const struct gl_byteset *set, const char *bytes, size_t length,
                         uint64_t *bits)
{
    struct tables tables = tables_of(set);
    size_t at = 0;
    for (; length - at >= BLOCK; at += BLOCK) {
        *bits++ = hits_in_block(tables, bytes + at);
    }
    if (at < length) {
        *bits = hits_in_rest(tables, bytes + at, length - at);
    }
}

/* ---- counting for offsets ---- */

INLINE_AVX2 uint32_t below_in_half(const char *bytes, __m256i limits)
{
    return (uint32_t)_mm256_movemask_epi8(_mm256_cmpgt_epi8(limits, load(bytes)));
}

/* How many bytes, taken as signed, are below `limit`. */
INLINE_AVX2 size_t below(const char *bytes, size_t length, char limit)
{
    __m256i limits = _mm256_set1_epi8(limit);
    size_t found = 0;
    size_t at = 0;
    for (; length - at >= HALF; at += HALF) {
        found += (size_t)_mm_popcnt_u32(below_in_half(bytes + at, limits));
    }
    if (at < length && length >= HALF) { // the last 32, without those that were counted
        uint32_t rest = below_in_half(bytes + length - HALF, limits) >> (HALF - (length - at));
        return found + (size_t)_mm_popcnt_u32(rest);
    }
    for (; at < length; at++) {
        found += (signed char)bytes[at] < (signed char)limit;
    }
    return found;
}

AVX2 static size_t continuations(const char *bytes, size_t length)
{
    return below(bytes, length, (char)0xC0);
}

/* Bytes from F0 on: those below 0 (as signed) without those below F0. */
AVX2 static size_t wides(const char *bytes, size_t length)
{
    return below(bytes, length, 0) - below(bytes, length, (char)0xF0);
}

/* ---- UTF-8 ---- */

/* Errors that a pair of bytes can be, one bit each, after Keiser and Lemire, Validating UTF-8 In
 * Less Than One Instruction Per Byte, 2021: each of three halves of bytes says by a table which
 * errors it allows; what all three allow has happened. */
enum {
    TOO_SHORT = 1 << 0,     // a lead and no continuation behind it
    TOO_LONG = 1 << 1,      // ASCII and a continuation behind it
    OVERLONG_3 = 1 << 2,    // E0 80 to E0 9F
    TOO_LARGE = 1 << 3,     // F4 90 and above
    SURROGATE = 1 << 4,     // ED A0 and above
    OVERLONG_2 = 1 << 5,    // C0, C1
    TOO_LARGE_80 = 1 << 6,  // F5 and above with 80 to 8F, and F0 80 to F0 8F (overlong)
    CONTINUATIONS = 1 << 7, // two in a row: right only in sequences of three and four
    CARRY = TOO_SHORT | TOO_LONG | CONTINUATIONS
};

/* By the high half of the first byte, its low half, and the high half of the second. */
static const uint8_t first_high[16] = {TOO_LONG,
                                       TOO_LONG,
                                       TOO_LONG,
                                       TOO_LONG,
                                       TOO_LONG,
                                       TOO_LONG,
                                       TOO_LONG,
                                       TOO_LONG,
                                       CONTINUATIONS,
                                       CONTINUATIONS,
                                       CONTINUATIONS,
                                       CONTINUATIONS,
                                       TOO_SHORT | OVERLONG_2,
                                       TOO_SHORT,
                                       TOO_SHORT | OVERLONG_3 | SURROGATE,
                                       TOO_SHORT | TOO_LARGE | TOO_LARGE_80};
static const uint8_t first_low[16] = {CARRY | OVERLONG_3 | OVERLONG_2 | TOO_LARGE_80,
                                      CARRY | OVERLONG_2,
                                      CARRY,
                                      CARRY,
                                      CARRY | TOO_LARGE,
                                      CARRY | TOO_LARGE | TOO_LARGE_80,
                                      CARRY | TOO_LARGE | TOO_LARGE_80,
                                      CARRY | TOO_LARGE | TOO_LARGE_80,
                                      CARRY | TOO_LARGE | TOO_LARGE_80,
                                      CARRY | TOO_LARGE | TOO_LARGE_80,
                                      CARRY | TOO_LARGE | TOO_LARGE_80,
                                      CARRY | TOO_LARGE | TOO_LARGE_80,
                                      CARRY | TOO_LARGE | TOO_LARGE_80,
                                      CARRY | TOO_LARGE | TOO_LARGE_80 | SURROGATE,
                                      CARRY | TOO_LARGE | TOO_LARGE_80,
                                      CARRY | TOO_LARGE | TOO_LARGE_80};
enum { ANY_CONTINUATION = TOO_LONG | OVERLONG_2 | CONTINUATIONS, NO_CONTINUATION = TOO_SHORT };
static const uint8_t second_high[16] = {NO_CONTINUATION,
                                        NO_CONTINUATION,
                                        NO_CONTINUATION,
                                        NO_CONTINUATION,
                                        NO_CONTINUATION,
                                        NO_CONTINUATION,
                                        NO_CONTINUATION,
                                        NO_CONTINUATION,
                                        ANY_CONTINUATION | OVERLONG_3 | TOO_LARGE_80,
                                        ANY_CONTINUATION | OVERLONG_3 | TOO_LARGE,
                                        ANY_CONTINUATION | SURROGATE | TOO_LARGE,
                                        ANY_CONTINUATION | SURROGATE | TOO_LARGE,
                                        NO_CONTINUATION,
                                        NO_CONTINUATION,
                                        NO_CONTINUATION,
                                        NO_CONTINUATION};

/* `now` moved up by `count` bytes, what comes in being the end of `before`. */
#define MOVED(now, before, count)                                                                  \
    _mm256_alignr_epi8(now, _mm256_permute2x128_si256(before, now, 0x21), 16 - (count))

INLINE_AVX2 __m256i high_halves(__m256i bytes)
{
    return _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(0xF));
}

/* Not zero where the 32 bytes `now`, behind the 32 bytes `before`, are ill-formed. A sequence that
 * `now` begins and does not end is found by the next call. */
INLINE_AVX2 __m256i errors_in(__m256i now, __m256i before)
{
    __m256i one = MOVED(now, before, 1);
    __m256i two = MOVED(now, before, 2);
    __m256i three = MOVED(now, before, 3);
    __m256i errors = _mm256_and_si256(
        _mm256_and_si256(
            _mm256_shuffle_epi8(twice(first_high), high_halves(one)),
            _mm256_shuffle_epi8(twice(first_low), _mm256_and_si256(one, _mm256_set1_epi8(0xF)))),
        _mm256_shuffle_epi8(twice(second_high), high_halves(now)));
    // The third byte behind E0 and above and the fourth behind F0 and above must be the second of
    // two continuations; everywhere else that is an error.
    __m256i third = _mm256_subs_epu8(two, _mm256_set1_epi8((char)(0xE0 - 0x80)));
    __m256i fourth = _mm256_subs_epu8(three, _mm256_set1_epi8((char)(0xF0 - 0x80)));
    __m256i due = _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8((char)0x80));
    return _mm256_xor_si256(errors, due);
}

INLINE_AVX2 bool is_ascii(__m256i low, __m256i high)
{
    return _mm256_movemask_epi8(_mm256_or_si256(low, high)) == 0;
}

/* Checks the block at `bytes`, behind *before. */
INLINE_AVX2 bool is_valid_block(const char *bytes, __m256i *before, bool *ascii)
{
    __m256i low = load(bytes);
    __m256i high = load(bytes + HALF);
    // Behind ASCII nothing is open, and ASCII needs no further look.
    if (is_ascii(low, high) && is_ascii(*before, *before)) {
        return true;
    }
    __m256i errors = _mm256_or_si256(errors_in(low, *before), errors_in(high, low));
    *ascii = *ascii && is_ascii(low, high);
    *before = high;
    return _mm256_testz_si256(errors, errors) != 0;
}

/* Where the code point begins that may reach over `at`: everything before is well-formed, but for a
 * sequence that is not at its end. */
static size_t open_before(const char *bytes, size_t at)
{
    size_t start = at;
    for (int i = 0; i < 3 && start > 0; i++) {
        start--;
        if (((unsigned char)bytes[start] & 0xC0) != 0x80) {
            return (unsigned char)bytes[start] >= 0xC0 ? start : at;
        }
    }
    return at;
}

AVX2 static size_t valid(const char *bytes, size_t length, bool *ascii)
{
    __m256i before = _mm256_setzero_si256();
    size_t at = 0;
    bool good = true;
    *ascii = true;
    for (; length - at >= BLOCK; at += BLOCK) {
        good = is_valid_block(bytes + at, &before, ascii);
        if (!good) {
            break;
        }
    }
    if (good) {
        // Zeros behind the text close what it leaves open; with no rest at all they still do.
        char copy[BLOCK] = {0};
        memcpy(copy, bytes + at, length - at);
        good = is_valid_block(copy, &before, ascii);
    }
    return good ? length : gl_kernels_valid_slowly(bytes, length, open_before(bytes, at));
}

/* ---- copying ---- */

AVX2 static size_t copy_until(char *to, const char *from, size_t length, char stop)
{
    __m256i stops = _mm256_set1_epi8(stop);
    size_t at = 0;
    for (; length - at >= HALF; at += HALF) {
        __m256i bytes = load(from + at);
        _mm256_storeu_si256((__m256i *)(void *)(to + at), bytes);
        uint32_t found = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes, stops));
        if (found != 0) {
            return at + (size_t)__builtin_ctz(found);
        }
    }
    for (; at < length && from[at] != stop; at++) {
        to[at] = from[at];
    }
    return at;
}

/* ---- JSON ---- */

/* `"`, `\` and control characters among 32 bytes. */
INLINE_AVX2 uint32_t string_stops(__m256i bytes)
{
    __m256i quotes = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('"'));
    __m256i slashes = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('\\'));
    __m256i low = _mm256_min_epu8(bytes, _mm256_set1_epi8(0x1F));
    __m256i stops =
        _mm256_or_si256(quotes, _mm256_or_si256(slashes, _mm256_cmpeq_epi8(low, bytes)));
    return (uint32_t)_mm256_movemask_epi8(stops);
}

AVX2 static size_t unescape(char *to, const char *from, size_t length, size_t *written)
{
    size_t at = 0;
    size_t count = 0;
    while (length - at > HALF) { // one more than is loaded: what stands behind a backslash is there
        __m256i bytes = load(from + at);
        _mm256_storeu_si256((__m256i *)(void *)(to + count), bytes);
        uint32_t found = string_stops(bytes);
        size_t plain = found != 0 ? (size_t)__builtin_ctz(found) : HALF;
        at += plain;
        count += plain;
        if (plain == HALF) {
            continue;
        }
        char meaning = from[at] == '\\' ? gl_kernels_escapes[(unsigned char)from[at + 1]] : '\0';
        if (meaning == '\0') {
            *written = count;
            return at;
        }
        to[count++] = meaning;
        at += 2;
    }
    size_t rest;
    at += gl_kernels_plain.unescape(to + count, from + at, length - at, &rest);
    *written = count + rest;
    return at;
}

/* ---- lines ---- */

/* LF to CR among 32 bytes. */
INLINE_AVX2 uint32_t feeds(__m256i bytes)
{
    __m256i behind = _mm256_sub_epi8(bytes, _mm256_set1_epi8('\n'));
    __m256i few = _mm256_min_epu8(behind, _mm256_set1_epi8('\r' - '\n'));
    return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(few, behind));
}

/* C2 and E2 among 32 bytes. */
INLINE_AVX2 uint32_t leads(__m256i bytes)
{
    __m256i lead = _mm256_or_si256(bytes, _mm256_set1_epi8(0x20));
    return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(lead, _mm256_set1_epi8((char)0xE2)));
}

/* The first line end among the 32 bytes at `at`, or HALF. */
INLINE_AVX2 size_t line_end_in_half(const char *bytes, size_t length, size_t at)
{
    __m256i half = load(bytes + at);
    uint32_t found = feeds(half);
    size_t first = found != 0 ? (size_t)__builtin_ctz(found) : HALF;
    for (uint32_t wide = leads(half); wide != 0; wide &= wide - 1) {
        size_t lead = (size_t)__builtin_ctz(wide);
        if (lead > first) {
            break;
        }
        if (gl_kernels_wide_line_end(bytes, length, at + lead)) {
            return lead;
        }
    }
    return first;
}

AVX2 static size_t line_end(const char *bytes, size_t length)
{
    size_t at = 0;
    for (; length - at >= HALF; at += HALF) {
        size_t first = line_end_in_half(bytes, length, at);
        if (first < HALF) {
            return at + first;
        }
    }
    return at + gl_kernels_plain.line_end(bytes + at, length - at);
}

static const struct gl_kernels kernels = {
    seek, bits_of, valid, continuations, wides, copy_until, unescape, line_end,
};

const struct gl_kernels *gl_kernels_avx2(void)
{
    bool there = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt") &&
                 __builtin_cpu_supports("bmi");
    return there ? &kernels : NULL;
}

#else

const struct gl_kernels *gl_kernels_avx2(void)
{
    return NULL;
}

#endif
