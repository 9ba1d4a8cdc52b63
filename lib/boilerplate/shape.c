#include "boilerplate/shape.h"

#include <stdint.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "text/classes.h"
#include "text/utf8.h"
#include "text/words.h"

enum { SHARE_WORDS = 48 }; /* looked at for the share of function words */
enum { STEP = 16 };        /* bytes of a block */

/* One bit for each byte of a block. */
struct block {
    uint32_t words; /* ASCII letters and digits */
    uint32_t high;  /* bytes of other code points */
};

#ifdef __SSE2__
static __m128i between(__m128i bytes, char first, char last)
{
    return _mm_and_si128(_mm_cmpgt_epi8(bytes, _mm_set1_epi8((char)(first - 1))),
                         _mm_cmplt_epi8(bytes, _mm_set1_epi8((char)(last + 1))));
}

static struct block look_at(const char *bytes)
{
    __m128i all = _mm_loadu_si128((const __m128i *)(const void *)bytes);
    __m128i lower = _mm_or_si128(all, _mm_set1_epi8(0x20));
    __m128i words = _mm_or_si128(between(lower, 'a', 'z'), between(all, '0', '9'));
    return (struct block){(uint32_t)_mm_movemask_epi8(words), (uint32_t)_mm_movemask_epi8(all)};
}
#else
static struct block look_at(const char *bytes)
{
    struct block block = {0, 0};
    for (int i = 0; i < STEP; i++) {
        unsigned char c = (unsigned char)bytes[i];
        bool word = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
        block.words |= (uint32_t)word << i;
        block.high |= (uint32_t)(c >> 7) << i;
    }
    return block;
}
#endif

/* Length of the code point at `at`, and whether words are made of it. Most of what is not ASCII
 * is a letter of Latin 1 or general punctuation, which needs no table. */
static size_t look_closely(struct gl_text text, size_t at, bool *word)
{
    const unsigned char *bytes = (const unsigned char *)text.bytes + at;
    size_t left = text.length - at;
    if (bytes[0] == 0xC3 && left >= 2 && (bytes[1] & 0xC0) == 0x80) {
        *word = bytes[1] != 0x97 && bytes[1] != 0xB7; // the signs of times and division
        return 2;
    }
    if (bytes[0] == 0xE2 && left >= 3 && bytes[1] == 0x80 && (bytes[2] & 0xC0) == 0x80) {
        *word = false;
        return 3;
    }
    int32_t code_point;
    size_t length = gl_utf8_decode(text, at, &code_point);
    *word = gl_is_word(code_point);
    return length;
}

/* Counts the words that begin in [at, *end) one code point after the other; *end moves behind the
 * last one. `inside`: a word reaches to `at`; it is set to whether one reaches to *end. */
static size_t count_closely(struct gl_text text, size_t at, size_t *end, bool *inside)
{
    size_t count = 0;
    while (at < *end) {
        bool word;
        at += look_closely(text, at, &word);
        count += word && !*inside;
        *inside = word;
    }
    *end = at;
    return count;
}

/* Is what is not ASCII in the block at `at` whole marks of U+2000 to U+203F, of which no words are
 * made? */
static bool is_punctuation(struct gl_text text, size_t at, uint32_t high)
{
    for (; high != 0; high &= high - 1) {
        size_t place = (size_t)__builtin_ctz(high);
        const unsigned char *mark = (const unsigned char *)text.bytes + at + place;
        if (place + 3 > STEP || mark[0] != 0xE2 || mark[1] != 0x80 || (mark[2] & 0xC0) != 0x80) {
            return false;
        }
        high &= ~(UINT32_C(6) << place);
    }
    return true;
}

size_t gl_shape_words(struct gl_text text, struct gl_span span, size_t most)
{
    struct gl_text within = {text.bytes, span.end};
    size_t count = 0;
    bool inside = false;
    for (size_t at = span.start; at < span.end && count < most;) {
        size_t end = span.end - at > STEP ? at + STEP : span.end;
        struct block block = {0, UINT32_MAX}; // a part of a block is looked at closely
        if (end - at == STEP) {
            block = look_at(text.bytes + at);
        }
        if (block.high != 0 && !is_punctuation(text, at, block.high)) {
            count += count_closely(within, at, &end, &inside);
        } else {
            uint32_t starts = block.words & ~((block.words << 1) | (inside ? 1u : 0u));
            count += (size_t)__builtin_popcount(starts);
            inside = (block.words >> (STEP - 1)) & 1;
        }
        at = end;
    }
    return count < most ? count : most;
}

double gl_shape_function_share(const struct gl_ruleset *set, const struct gl_bound *bound,
                               struct gl_text text, struct gl_span span)
{
    struct gl_span word = {span.start, span.start};
    size_t words = 0, found = 0;
    if (bound->function_words < 0) {
        return 1;
    }
    while (words < SHARE_WORDS && gl_word_after(text, word.end, span.end, &word)) {
        struct gl_text one = {text.bytes + word.start, gl_span_length(word)};
        words++;
        found += gl_list_value(set, bound->function_words, one) != NULL;
    }
    return words == 0 ? 0 : (double)found / (double)words;
}

static bool is_in(const struct gl_mark_set *set, int32_t mark)
{
    for (size_t i = 0; i < set->count; i++) {
        if (set->marks[i] == mark) {
            return true;
        }
    }
    return false;
}

bool gl_shape_final_mark(const struct gl_bound *bound, struct gl_text text, struct gl_span span)
{
    int32_t mark = 0;
    size_t at = span.end;
    do {
        if (at == span.start) {
            return false;
        }
        at = gl_utf8_before(text, at);
        gl_utf8_decode(text, at, &mark);
        if (is_in(&bound->final_marks, mark)) {
            return true;
        }
    } while (is_in(&bound->closing_marks, mark));
    return false;
}

bool gl_shape_is_longer(struct gl_text text, struct gl_span span, size_t most)
{
    size_t count = 0;
    int32_t code_point;
    if (gl_span_length(span) <= most) {
        return false;
    }
    for (size_t at = span.start; at < span.end && count <= most; count++) {
        at += gl_utf8_decode(text, at, &code_point);
    }
    return count > most;
}
