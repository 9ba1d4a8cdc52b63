#include "sentences/wrap.h"

#include <string.h>

#include "sentences/evidence.h"
#include "text/classes.h"
#include "text/lines.h"
#include "text/utf8.h"

enum {
    LONG_TOKEN = 30, // bytes: no program breaks an address to fill a line
    MANY_LINES = 4   // of a paragraph that tells its column itself
};

void gl_wrap_init(struct gl_wrap *wrap, struct gl_text text, size_t narrowest, size_t widest)
{
    *wrap = (struct gl_wrap){.text = text, .narrowest = narrowest, .widest = widest};
}

void gl_wrap_enter(struct gl_wrap *wrap, struct gl_span paragraph)
{
    wrap->paragraph = paragraph;
    wrap->paragraph_column = 0;
}

/* Code points of `span`, or some number above `enough`. */
static size_t width(struct gl_text text, struct gl_span span, size_t enough)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    size_t count = 0;
    size_t at = span.start;
    for (; span.end - at >= sizeof ones && count <= enough; at += sizeof ones) {
        uint64_t bytes;
        memcpy(&bytes, text.bytes + at, sizeof bytes);
        // A byte that goes on a code point is 10xxxxxx.
        uint64_t going_on = bytes >> 7 & ~(bytes >> 6) & ones;
        count += sizeof bytes - (size_t)(going_on * ones >> 56);
    }
    for (; at < span.end && count <= enough; at++) {
        count += ((unsigned char)text.bytes[at] & 0xC0u) != 0x80u;
    }
    return count;
}

/* Width of a line that may be too wide, without a last token that is too long to be broken. */
static size_t line_width(struct gl_text text, struct gl_span line, size_t enough)
{
    size_t own = width(text, line, enough);
    size_t blank = line.end;
    if (own <= enough) {
        return own;
    }
    while (blank > line.start && text.bytes[blank - 1] != ' ') {
        blank--;
    }
    return line.end - blank > LONG_TOKEN ? width(text, (struct gl_span){line.start, blank}, enough)
                                         : own;
}

/* Width of the widest line of `span`, 1 at least; looks no further than a line that is wider than
 * programs wrap. *lines counts those looked at. */
static size_t column_of(const struct gl_wrap *wrap, struct gl_span span, size_t *lines)
{
    struct gl_text inside = {wrap->text.bytes, span.end};
    struct gl_line line = {.next = span.start};
    size_t column = 1;
    *lines = 0;
    while (column <= wrap->widest && gl_line_at(inside, line.next, &line)) {
        size_t own = line_width(inside, line.content, wrap->widest);
        column = own > column ? own : column;
        (*lines)++;
    }
    return column;
}

/* The column that counts for the present paragraph. */
static size_t column(struct gl_wrap *wrap)
{
    size_t lines;
    if (wrap->paragraph_column > 0) {
        return wrap->paragraph_column;
    }
    size_t own = column_of(wrap, wrap->paragraph, &lines);
    wrap->paragraph_column = own;
    if (lines >= MANY_LINES || own > wrap->widest) {
        return own;
    }
    if (wrap->document_column == 0) {
        wrap->document_column = column_of(wrap, (struct gl_span){0, wrap->text.length}, &lines);
    }
    if (wrap->document_column <= wrap->widest) {
        wrap->paragraph_column = wrap->document_column;
    }
    return wrap->paragraph_column;
}

/* Width of the first word at `from`, up to a blank, or some number above `enough`. */
static size_t first_word_width(const struct gl_wrap *wrap, size_t from, size_t enough)
{
    size_t count = 0;
    for (size_t at = from; at < wrap->paragraph.end && count <= enough; count++) {
        int32_t code_point;
        size_t length = gl_utf8_decode(wrap->text, at, &code_point);
        if (gl_is_space(code_point)) {
            break;
        }
        at += length;
    }
    return count;
}

uint64_t gl_wrap_shape(struct gl_wrap *wrap, struct gl_span line, size_t next)
{
    size_t most = column(wrap);
    if (most < wrap->narrowest) {
        return GL_LINE_SHORT;
    }
    if (most > wrap->widest) {
        return GL_LINE_LONG;
    }
    size_t used = width(wrap->text, line, most);
    return used + 1 + first_word_width(wrap, next, most) > most ? GL_LINE_FULL : GL_LINE_SHORT;
}
