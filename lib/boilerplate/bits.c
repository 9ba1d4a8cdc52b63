#include "boilerplate/bits.h"

#include <stdbool.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* Marks of one block that evidence counts. */
struct marks {
    uint64_t comma, stop, blank, slash, bar, at, colon, quote;
};

#ifdef __SSE2__
struct piece {
    __m128i bytes;
    size_t shift;
};

static uint64_t equal(const struct piece *piece, char byte)
{
    __m128i same = _mm_cmpeq_epi8(piece->bytes, _mm_set1_epi8(byte));
    return (uint64_t)(uint32_t)_mm_movemask_epi8(same) << piece->shift;
}

static uint64_t between(const struct piece *piece, __m128i bytes, char first, char last)
{
    __m128i inside = _mm_and_si128(_mm_cmpgt_epi8(bytes, _mm_set1_epi8((char)(first - 1))),
                                   _mm_cmplt_epi8(bytes, _mm_set1_epi8((char)(last + 1))));
    return (uint64_t)(uint32_t)_mm_movemask_epi8(inside) << piece->shift;
}

static void look_at_piece(const char *bytes, size_t shift, struct gl_bits *bits, size_t word,
                          struct marks *marks)
{
    struct piece piece = {_mm_loadu_si128((const __m128i *)(const void *)bytes), shift};
    uint64_t digit = between(&piece, piece.bytes, '0', '9');
    bits->upper[word] |= between(&piece, piece.bytes, 'A', 'Z');
    bits->digit[word] |= digit;
    bits->word[word] |=
        digit | between(&piece, _mm_or_si128(piece.bytes, _mm_set1_epi8(0x20)), 'a', 'z');
    bits->high[word] |= (uint64_t)(uint32_t)_mm_movemask_epi8(piece.bytes) << shift;
    marks->comma |= equal(&piece, ',');
    marks->stop |= equal(&piece, '.') | equal(&piece, '!') | equal(&piece, '?');
    marks->blank |= equal(&piece, ' ');
    marks->slash |= equal(&piece, '/');
    marks->bar |= equal(&piece, '|');
    marks->at |= equal(&piece, '@');
    marks->colon |= equal(&piece, ':');
    marks->quote |= equal(&piece, '"');
}

static void look_at_block(const char *bytes, struct gl_bits *bits, size_t word, struct marks *marks)
{
    for (size_t shift = 0; shift < 64; shift += 16) {
        look_at_piece(bytes + shift, shift, bits, word, marks);
    }
}
#else
static void look_at_byte(unsigned char c, uint64_t bit, struct gl_bits *bits, size_t word,
                         struct marks *marks)
{
    bool upper = c >= 'A' && c <= 'Z', digit = c >= '0' && c <= '9';
    bits->upper[word] |= upper ? bit : 0;
    bits->digit[word] |= digit ? bit : 0;
    bits->word[word] |= upper || digit || (c >= 'a' && c <= 'z') ? bit : 0;
    bits->high[word] |= c >= 0x80 ? bit : 0;
    marks->comma |= c == ',' ? bit : 0;
    marks->stop |= c == '.' || c == '!' || c == '?' ? bit : 0;
    marks->blank |= c == ' ' ? bit : 0;
    marks->slash |= c == '/' ? bit : 0;
    marks->bar |= c == '|' ? bit : 0;
    marks->at |= c == '@' ? bit : 0;
    marks->colon |= c == ':' ? bit : 0;
    marks->quote |= c == '"' ? bit : 0;
}

static void look_at_block(const char *bytes, struct gl_bits *bits, size_t word, struct marks *marks)
{
    for (size_t i = 0; i < 64; i++) {
        look_at_byte((unsigned char)bytes[i], UINT64_C(1) << i, bits, word, marks);
    }
}
#endif

static size_t count(uint64_t bits)
{
    return (size_t)__builtin_popcountll(bits);
}

static void count_marks(struct gl_bits *bits, const struct marks *marks, size_t words)
{
    for (size_t i = 0; i < words; i++) {
        // what stands behind each byte, over the border of the block too
        uint64_t blank = marks[i].blank >> 1 | marks[i + 1].blank << 63;
        uint64_t slash = marks[i].slash >> 1 | marks[i + 1].slash << 63;
        bits->commas += count(marks[i].comma);
        bits->stops += count(marks[i].stop & blank);
        bits->separators += count(marks[i].bar | marks[i].slash);
        bits->links += count(marks[i].at | (marks[i].colon & slash));
        bits->quotes += count(marks[i].quote);
    }
}

void gl_bits_look(const char *bytes, size_t length, struct gl_bits *bits)
{
    struct marks marks[GL_BITS_WORDS + 1];
    size_t words = (length + 63) / 64;
    memcpy(bits->bytes, bytes, length);
    memset(bits->bytes + length, 0, words * 64 + 64 - length);
    for (size_t i = 0; i <= words; i++) {
        bits->word[i] = bits->upper[i] = bits->digit[i] = bits->high[i] = 0;
        marks[i] = (struct marks){0};
        if (i < words) {
            look_at_block(bits->bytes + 64 * i, bits, i, &marks[i]);
        }
    }
    bits->commas = bits->stops = bits->separators = bits->links = bits->quotes = 0;
    bits->words = words;
    bits->length = length;
    count_marks(bits, marks, words);
}
