#include "rules/place.h"

#include <stdint.h>

#include "text/classes.h"
#include "text/utf8.h"
#include "text/words.h"

enum { MAX_BACK = 256 };

enum kind { NOTHING, WORD, MARK };

/* Kind of the code point at `at`, and its length. */
static enum kind kind_at(struct gl_text text, size_t at, size_t *length)
{
    unsigned char c = (unsigned char)text.bytes[at];
    if (c < 0x80) {
        *length = 1;
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) {
            return WORD;
        }
        return c > 0x20 && c != 0x7f ? MARK : NOTHING;
    }
    int32_t code_point;
    *length = gl_utf8_decode(text, at, &code_point);
    if (gl_is_word(code_point)) {
        return WORD;
    }
    return gl_is_space(code_point) ? NOTHING : MARK;
}

size_t gl_place_end(struct gl_text text, size_t at)
{
    size_t length;
    enum kind kind = kind_at(text, at, &length);
    at += length;
    if (kind != WORD) {
        return at;
    }
    while (at < text.length && kind_at(text, at, &length) == WORD) {
        at += length;
    }
    return at;
}

static bool is_inside_word(struct gl_text text, size_t at)
{
    size_t length;
    if (at == 0 || at >= text.length || kind_at(text, at, &length) != WORD) {
        return false;
    }
    return kind_at(text, gl_utf8_before(text, at), &length) == WORD;
}

size_t gl_place_next(struct gl_text text, size_t from, size_t end)
{
    size_t at = from;
    size_t length;
    if (is_inside_word(text, at)) {
        at = gl_place_end(text, at);
    }
    while (at < end && kind_at(text, at, &length) == NOTHING) {
        at += length;
    }
    return at < end ? at : end;
}

size_t gl_place_before(struct gl_text text, size_t start, size_t to)
{
    size_t at = to;
    size_t length;
    size_t low = to - start > MAX_BACK ? to - MAX_BACK : start;
    enum kind kind = NOTHING;
    while (at > low && kind == NOTHING) {
        at = gl_utf8_before(text, at);
        kind = kind_at(text, at, &length);
    }
    if (kind == NOTHING || at < start) {
        return to;
    }
    while (kind == WORD && at > low) {
        size_t before = gl_utf8_before(text, at);
        if (kind_at(text, before, &length) != WORD) {
            return at;
        }
        at = before;
    }
    return kind == WORD && at > start ? to : at;
}
