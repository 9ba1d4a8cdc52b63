#include "rules/place.h"

#include <stdint.h>

#include "text/classes.h"
#include "text/utf8.h"
#include "text/words.h"

enum { MAX_BACK = 256 };

#define N GL_BYTE_NOTHING
#define W GL_BYTE_WORD
#define M GL_BYTE_MARK
#define B GL_BYTE_BEYOND
const uint8_t gl_byte_kinds[256] = {
    N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N,
    N, M, M, M, M, M, M, M, M, M, M, M, M, M, M, M, W, W, W, W, W, W, W, W, W, W, M, M, M, M, M, M,
    M, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, M, M, M, M, M,
    M, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, M, M, M, M, N,
    B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B,
    B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B,
    B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B,
    B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B,
};
#undef N
#undef W
#undef M
#undef B

/* Kind of the code point at `at`, and its length. */
static enum gl_byte_kind kind_at(struct gl_text text, size_t at, size_t *length)
{
    enum gl_byte_kind kind = gl_byte_kinds[(unsigned char)text.bytes[at]];
    int32_t code_point;
    *length = 1;
    if (kind != GL_BYTE_BEYOND) {
        return kind;
    }
    *length = gl_utf8_decode(text, at, &code_point);
    if (gl_is_word(code_point)) {
        return GL_BYTE_WORD;
    }
    return gl_is_space(code_point) ? GL_BYTE_NOTHING : GL_BYTE_MARK;
}

enum gl_byte_kind gl_place_kind(struct gl_text text, size_t at, size_t *end)
{
    size_t length;
    enum gl_byte_kind kind = kind_at(text, at, &length);
    *end = at + length;
    return kind;
}

size_t gl_place_end(struct gl_text text, size_t at)
{
    size_t length;
    enum gl_byte_kind kind = kind_at(text, at, &length);
    at += length;
    if (kind != GL_BYTE_WORD) {
        return at;
    }
    while (at < text.length && kind_at(text, at, &length) == GL_BYTE_WORD) {
        at += length;
    }
    return at;
}

static bool is_inside_word(struct gl_text text, size_t at)
{
    size_t length;
    if (at == 0 || at >= text.length || kind_at(text, at, &length) != GL_BYTE_WORD) {
        return false;
    }
    return kind_at(text, gl_utf8_before(text, at), &length) == GL_BYTE_WORD;
}

size_t gl_place_next(struct gl_text text, size_t from, size_t end)
{
    size_t at = from;
    size_t length;
    if (is_inside_word(text, at)) {
        at = gl_place_end(text, at);
    }
    while (at < end && kind_at(text, at, &length) == GL_BYTE_NOTHING) {
        at += length;
    }
    return at < end ? at : end;
}

size_t gl_place_before(struct gl_text text, size_t start, size_t to)
{
    size_t at = to;
    size_t length;
    size_t low = to - start > MAX_BACK ? to - MAX_BACK : start;
    enum gl_byte_kind kind = GL_BYTE_NOTHING;
    while (at > low && kind == GL_BYTE_NOTHING) {
        at = gl_utf8_before(text, at);
        kind = kind_at(text, at, &length);
    }
    if (kind == GL_BYTE_NOTHING || at < start) {
        return to;
    }
    while (kind == GL_BYTE_WORD && at > low) {
        size_t before = gl_utf8_before(text, at);
        if (kind_at(text, before, &length) != GL_BYTE_WORD) {
            return at;
        }
        at = before;
    }
    return kind == GL_BYTE_WORD && at > start ? to : at;
}
