#include "sentences/shapes.h"

#include <string.h>

#include "sentences/evidence.h"
#include "text/classes.h"
#include "text/utf8.h"

enum {
    LONGEST_WORD = 64, // bytes looked at; what is longer is no word of a list
    SHORT_WORD = 3     // letters
};

static bool is_inner(const struct gl_mark_table *marks, int32_t code_point)
{
    const struct gl_mark *mark = gl_marks_find(marks, code_point);
    return mark != NULL && mark->inner;
}

/* Start of the word that ends at `end`, which is not all ASCII or holds inner marks. */
static size_t start_of_any(const struct gl_mark_table *marks, struct gl_text text, size_t from,
                           size_t end)
{
    size_t start = end;
    size_t at = end;
    bool inner = false;
    while (at > from && end - at < LONGEST_WORD) {
        size_t before = gl_utf8_before(text, at);
        int32_t code_point;
        gl_utf8_decode(text, before, &code_point);
        if (gl_is_word(code_point)) {
            start = before;
            inner = false;
        } else if (start == end || inner || !is_inner(marks, code_point)) {
            break;
        } else {
            inner = true;
        }
        at = before;
    }
    return start;
}

static size_t end_of_any(const struct gl_mark_table *marks, struct gl_text text, size_t start,
                         size_t to)
{
    size_t end = start;
    bool inner = false;
    for (size_t at = start; at < to && at - start < LONGEST_WORD;) {
        int32_t code_point;
        at += gl_utf8_decode(text, at, &code_point);
        if (gl_is_word(code_point)) {
            end = at;
            inner = false;
        } else if (end == start || inner || !is_inner(marks, code_point)) {
            break;
        } else {
            inner = true;
        }
    }
    return end;
}

/* What stands in a word, counted. */
struct counts {
    size_t upper, lower, caseless, digits, inner;
    size_t longest; /* letters between inner marks */
};

static void count_letter(struct counts *counts, unsigned classes, size_t *run)
{
    *run = classes & GL_CLASS_WORD ? *run + 1 : 0;
    counts->longest = *run > counts->longest ? *run : counts->longest;
    if (classes & GL_CLASS_UPPER) {
        counts->upper++;
    } else if (classes & GL_CLASS_LOWER) {
        counts->lower++;
    } else if (classes & GL_CLASS_DIGIT) {
        counts->digits++;
    } else if (classes & GL_CLASS_LETTER) {
        counts->caseless++;
    } else if (*run == 0) {
        counts->inner++;
    }
}

static struct counts count_letters(struct gl_text text, struct gl_span word)
{
    struct counts counts = {0};
    size_t run = 0;
    for (size_t at = word.start; at < word.end;) {
        int32_t code_point;
        at += gl_utf8_decode(text, at, &code_point);
        count_letter(&counts, gl_classes(code_point), &run);
    }
    return counts;
}

/* What its first character says. */
static uint32_t first_shape(unsigned classes)
{
    return classes & GL_CLASS_UPPER    ? GL_SHAPE_UPPER
           : classes & GL_CLASS_LOWER  ? GL_SHAPE_LOWER
           : classes & GL_CLASS_DIGIT  ? GL_SHAPE_NUMBER
           : classes & GL_CLASS_LETTER ? GL_SHAPE_CASELESS
                                       : 0u;
}

/* Nothing but the letters of Roman numerals, in capitals. */
static bool is_roman(struct gl_text text, struct gl_span word)
{
    for (size_t at = word.start; at < word.end; at++) {
        char c = text.bytes[at];
        if (c != 'I' && c != 'V' && c != 'X' && c != 'L' && c != 'C' && c != 'D' && c != 'M') {
            return false;
        }
    }
    return true;
}

/* What the counts say of a word that begins as `first` says. */
static uint32_t shape_from(const struct counts *counts, uint32_t first)
{
    size_t letters = counts->upper + counts->lower + counts->caseless;
    uint32_t shape = first | (letters + counts->digits <= SHORT_WORD ? GL_SHAPE_SHORT : 0u);
    if (counts->inner > 0) {
        bool single = counts->longest == 1 && counts->digits == 0;
        return shape | (single ? GL_SHAPE_INITIALS : GL_SHAPE_MIXED);
    }
    if (letters == 0) {
        return shape | GL_SHAPE_DIGITS;
    }
    if (counts->digits > 0) {
        return shape | GL_SHAPE_MIXED;
    }
    if (letters == 1) {
        return shape | (counts->upper == 1   ? GL_SHAPE_INITIAL
                        : counts->lower == 1 ? GL_SHAPE_LETTER
                                             : 0u);
    }
    if (counts->upper == letters) {
        return shape | GL_SHAPE_CAPITALS;
    }
    return shape | (first == GL_SHAPE_UPPER ? GL_SHAPE_CAPITALISED : 0u);
}

/* The shape of a word that is not all ASCII letters and digits. */
static uint32_t shape_of_any(struct gl_text text, struct gl_span word)
{
    int32_t first;
    if (word.start == word.end) {
        return GL_SHAPE_NONE;
    }
    struct counts counts = count_letters(text, word);
    gl_utf8_decode(text, word.start, &first);
    uint32_t shape = shape_from(&counts, first_shape(gl_classes(first)));
    bool capitals = (shape & (GL_SHAPE_INITIAL | GL_SHAPE_CAPITALS)) != 0;
    return shape | (capitals && is_roman(text, word) ? GL_SHAPE_ROMAN : 0u);
}

/* Bytes of text looked at together, the first one lowest; a byte's answer is its top bit.
 * (Comparing bytes inside a word: H. S. Warren, Hacker's Delight, 6-1.) */
enum { EIGHT = 8 };

struct eight {
    uint64_t upper, lower, digit;
};

static inline uint64_t load_eight(const char *bytes)
{
    uint64_t value;
    memcpy(&value, bytes, sizeof value);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    value = __builtin_bswap64(value);
#endif
    return value;
}

/* Which of the bytes lie between `first` and `last`? All below 0x80. */
static inline uint64_t between(uint64_t bytes, unsigned first, unsigned last)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    return (bytes + ones * (0x80u - first)) & ~(bytes + ones * (0x7Fu - last));
}

static inline struct eight look_at_eight(const char *bytes)
{
    const uint64_t tops = UINT64_C(0x8080808080808080);
    uint64_t value = load_eight(bytes);
    uint64_t ascii = ~value & tops;
    value &= ~tops;
    return (struct eight){.upper = between(value, 'A', 'Z') & ascii,
                          .lower = between(value, 'a', 'z') & ascii,
                          .digit = between(value, '0', '9') & ascii};
}

/* Bits of enum gl_byte of the bytes that `mask` keeps. */
static inline uint32_t kinds_of(const struct eight *eight, uint64_t mask)
{
    return ((eight->upper & mask) != 0 ? (uint32_t)GL_BYTE_UPPER : 0u) |
           ((eight->lower & mask) != 0 ? (uint32_t)GL_BYTE_LOWER : 0u) |
           ((eight->digit & mask) != 0 ? (uint32_t)GL_BYTE_DIGIT : 0u);
}

/* Where the ASCII letters and digits that end at `end` begin, `limit` at the lowest; *kinds gets
 * what they are. */
static size_t run_before(const struct gl_mark_table *marks, struct gl_text text, size_t limit,
                         size_t end, uint32_t *kinds)
{
    const uint64_t tops = UINT64_C(0x8080808080808080);
    size_t start = end;
    *kinds = 0;
    while (start - limit >= EIGHT) {
        struct eight eight = look_at_eight(text.bytes + start - EIGHT);
        uint64_t others = ~(eight.upper | eight.lower | eight.digit) & tops;
        if (others == 0) {
            *kinds |= kinds_of(&eight, tops);
            start -= EIGHT;
            continue;
        }
        size_t length = (size_t)__builtin_clzll(others) / EIGHT;
        if (length > 0) {
            *kinds |= kinds_of(&eight, ~UINT64_C(0) << (64 - EIGHT * length));
        }
        return start - length;
    }
    while (start > limit && (gl_marks_byte(marks, text, start - 1) & GL_BYTE_WORD)) {
        *kinds |= gl_marks_byte(marks, text, --start);
    }
    return start;
}

/* Where those that begin at `start` end. */
static size_t run_after(const struct gl_mark_table *marks, struct gl_text text, size_t start,
                        size_t limit, uint32_t *kinds)
{
    const uint64_t tops = UINT64_C(0x8080808080808080);
    size_t end = start;
    *kinds = 0;
    while (limit - end >= EIGHT) {
        struct eight eight = look_at_eight(text.bytes + end);
        uint64_t others = ~(eight.upper | eight.lower | eight.digit) & tops;
        if (others == 0) {
            *kinds |= kinds_of(&eight, tops);
            end += EIGHT;
            continue;
        }
        *kinds |= kinds_of(&eight, others ^ (others - 1));
        return end + (size_t)__builtin_ctzll(others) / EIGHT;
    }
    while (end < limit && (gl_marks_byte(marks, text, end) & GL_BYTE_WORD)) {
        *kinds |= gl_marks_byte(marks, text, end++);
    }
    return end;
}

/* The shape of a word of ASCII letters and digits, which are `kinds`. */
static uint32_t shape_of_ascii(const struct gl_mark_table *marks, struct gl_text text,
                               struct gl_span word, uint32_t kinds)
{
    size_t length = word.end - word.start;
    uint32_t first = gl_marks_byte(marks, text, word.start);
    uint32_t shape = first & GL_BYTE_LOWER   ? GL_SHAPE_LOWER
                     : first & GL_BYTE_UPPER ? GL_SHAPE_UPPER
                                             : GL_SHAPE_NUMBER;
    shape |= length <= SHORT_WORD ? GL_SHAPE_SHORT : 0u;
    if (kinds & GL_BYTE_DIGIT) {
        bool plain = (kinds & GL_BYTE_WORD) == GL_BYTE_DIGIT;
        return shape | (!plain        ? GL_SHAPE_MIXED
                        : length <= 2 ? GL_SHAPE_DIGITS | GL_SHAPE_SMALL
                                      : GL_SHAPE_DIGITS);
    }
    if (kinds & GL_BYTE_LOWER) {
        return shape | (first & GL_BYTE_UPPER ? GL_SHAPE_CAPITALISED
                        : length == 1         ? GL_SHAPE_LETTER
                                              : 0u);
    }
    return shape | (length == 1 ? GL_SHAPE_INITIAL : GL_SHAPE_CAPITALS) |
           (is_roman(text, word) ? GL_SHAPE_ROMAN : 0u);
}

/* Does the character at `at` go on a word: a letter beyond ASCII, or an inner mark with what may be
 * a word character behind it? */
static bool goes_on(const struct gl_mark_table *marks, struct gl_text text, size_t at, size_t end)
{
    int32_t code_point;
    uint8_t kind = gl_marks_byte(marks, text, at);
    if (!(kind & (GL_BYTE_HIGH | GL_BYTE_INNER))) {
        return false;
    }
    at += gl_utf8_decode(text, at, &code_point);
    if (kind & GL_BYTE_HIGH) {
        if (gl_is_word(code_point)) {
            return true;
        }
        if (!is_inner(marks, code_point)) {
            return false;
        }
    }
    return at < end && (gl_marks_byte(marks, text, at) & (GL_BYTE_WORD | GL_BYTE_HIGH)) != 0;
}

/* The same towards the front, for the character that ends at `end`. */
static bool comes_on(const struct gl_mark_table *marks, struct gl_text text, size_t from,
                     size_t end)
{
    int32_t code_point;
    uint8_t kind = gl_marks_byte(marks, text, end - 1);
    if (!(kind & (GL_BYTE_HIGH | GL_BYTE_INNER))) {
        return false;
    }
    size_t at = gl_utf8_before(text, end);
    gl_utf8_decode(text, at, &code_point);
    if (kind & GL_BYTE_HIGH) {
        if (gl_is_word(code_point)) {
            return true;
        }
        if (!is_inner(marks, code_point)) {
            return false;
        }
    }
    return at > from && (gl_marks_byte(marks, text, at - 1) & (GL_BYTE_WORD | GL_BYTE_HIGH)) != 0;
}

struct gl_shaped_word gl_shape_before(const struct gl_mark_table *marks, struct gl_text text,
                                      size_t from, size_t end)
{
    uint32_t kinds;
    size_t limit = end - from > LONGEST_WORD ? end - LONGEST_WORD : from;
    struct gl_span word = {run_before(marks, text, limit, end, &kinds), end};
    if (word.start > from && (word.start == limit || comes_on(marks, text, from, word.start))) {
        word.start = start_of_any(marks, text, from, end);
        return (struct gl_shaped_word){word, shape_of_any(text, word)};
    }
    return (struct gl_shaped_word){word, word.start == end
                                             ? (uint32_t)GL_SHAPE_NONE
                                             : shape_of_ascii(marks, text, word, kinds)};
}

struct gl_shaped_word gl_shape_after(const struct gl_mark_table *marks, struct gl_text text,
                                     size_t start, size_t to)
{
    uint32_t kinds;
    size_t limit = to - start > LONGEST_WORD ? start + LONGEST_WORD : to;
    struct gl_span word = {start, run_after(marks, text, start, limit, &kinds)};
    if (word.end < to && (word.end == limit || goes_on(marks, text, word.end, to))) {
        word.end = end_of_any(marks, text, start, to);
        return (struct gl_shaped_word){word, shape_of_any(text, word)};
    }
    return (struct gl_shaped_word){word, word.end == start
                                             ? (uint32_t)GL_SHAPE_NONE
                                             : shape_of_ascii(marks, text, word, kinds)};
}

bool gl_shape_plain(const struct gl_mark_table *marks, struct gl_text text, struct gl_span within,
                    size_t letters, struct gl_span *word)
{
    uint32_t kinds;
    const size_t from = within.start;
    const size_t end = within.end;
    size_t limit = end - from > LONGEST_WORD ? end - LONGEST_WORD : from;
    *word = (struct gl_span){run_before(marks, text, limit, end, &kinds), end};
    return end - word->start >= letters && !(kinds & GL_BYTE_DIGIT) &&
           (gl_marks_byte(marks, text, end - 1) & GL_BYTE_LOWER) &&
           (word->start == from ||
            (word->start > limit &&
             !(gl_marks_byte(marks, text, word->start - 1) & (GL_BYTE_HIGH | GL_BYTE_INNER))));
}
