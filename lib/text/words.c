#include "text/words.h"

#include <stdint.h>

#include "text/classes.h"
#include "text/utf8.h"

/* Length of the word character at `at`, 0 when another character stands there. */
static inline size_t word_character(struct gl_text text, size_t at)
{
    int32_t code_point;
    unsigned char byte = (unsigned char)text.bytes[at];
    if (byte < 0x80) {
        return (gl_classes_ascii[byte] & GL_CLASS_WORD) != 0;
    }
    size_t length = gl_utf8_decode(text, at, &code_point);
    return gl_is_word(code_point) ? length : 0;
}

/* True when a word character ends at `at`. */
static bool word_before(struct gl_text text, size_t at)
{
    return at > 0 && word_character(text, gl_utf8_before(text, at)) > 0;
}

size_t gl_word_end(struct gl_text text, size_t at)
{
    while (at < text.length) {
        size_t length = word_character(text, at);
        if (length == 0) {
            break;
        }
        at += length;
    }
    return at;
}

bool gl_word_starts(struct gl_text text, size_t at)
{
    return at < text.length && word_character(text, at) > 0 && !word_before(text, at);
}

bool gl_word_after(struct gl_text text, size_t from, size_t end, struct gl_span *word)
{
    int32_t code_point;
    size_t length;
    for (size_t at = from; at < end; at += length) {
        unsigned char byte = (unsigned char)text.bytes[at];
        length = 1;
        bool is_word = byte < 0x80 && (gl_classes_ascii[byte] & GL_CLASS_WORD) != 0;
        if (byte >= 0x80) {
            length = gl_utf8_decode_wide(text, at, &code_point);
            is_word = gl_is_word(code_point);
        }
        if (is_word) {
            *word = (struct gl_span){at, gl_word_end(text, at + length)};
            return true;
        }
    }
    return false;
}

bool gl_word_before(struct gl_text text, size_t start, size_t to, struct gl_span *word)
{
    size_t end = to;
    if (to < text.length && word_character(text, to) > 0) {
        // `to` lies inside a word or at its start: what stands before belongs to that word.
        while (end > start && word_before(text, end)) {
            end = gl_utf8_before(text, end);
        }
    }
    while (end > start && !word_before(text, end)) {
        end = gl_utf8_before(text, end);
    }
    size_t first = end;
    while (first > start && word_before(text, first)) {
        first = gl_utf8_before(text, first);
    }
    if (first >= end || first < start || word_before(text, first)) {
        return false;
    }
    *word = (struct gl_span){first, end};
    return true;
}

size_t gl_word_count_upto(struct gl_text text, struct gl_span span, size_t most)
{
    struct gl_text inside = {text.bytes, span.end};
    size_t count = 0;
    bool in_word = false;
    for (size_t at = span.start; at < span.end && count < most;) {
        int32_t code_point;
        at += gl_utf8_decode(inside, at, &code_point);
        bool word = gl_is_word(code_point);
        count += word && !in_word;
        in_word = word;
    }
    return count;
}
