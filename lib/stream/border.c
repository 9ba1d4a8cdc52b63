#include "stream/border.h"

#include <string.h>

static bool find_byte(struct gl_border *border, struct gl_text text, char byte, size_t *at)
{
    // An empty text may have no bytes at all, which memchr must not be given.
    const char *found = border->scanned < text.length ? memchr(text.bytes + border->scanned, byte,
                                                               text.length - border->scanned)
                                                      : NULL;
    if (found == NULL) {
        border->scanned = text.length;
        return false;
    }
    *at = (size_t)(found - text.bytes);
    return true;
}

/* Start of the line end whose LF stands at `feed`: one byte earlier for CR LF. */
static size_t line_end(struct gl_text text, size_t start, size_t feed)
{
    return feed > start && text.bytes[feed - 1] == '\r' ? feed - 1 : feed;
}

static bool is_separator(const struct gl_border *border, struct gl_text text, size_t end)
{
    return !border->broken && end - border->line_start == border->separator.length &&
           memcmp(text.bytes + border->line_start, border->separator.bytes,
                  border->separator.length) == 0;
}

static bool find_separator(struct gl_border *border, struct gl_text text, bool whole, size_t *end,
                           size_t *next)
{
    size_t feed;
    while (find_byte(border, text, '\n', &feed)) {
        size_t start = border->line_start;
        if (is_separator(border, text, line_end(text, start, feed))) {
            *end = start;
            *next = feed + 1;
            return true;
        }
        border->line_start = border->scanned = feed + 1;
        border->broken = false;
    }
    // A separator may be the file's last line, without a line end.
    if (whole && border->line_start < text.length && is_separator(border, text, text.length)) {
        *end = border->line_start;
        *next = text.length;
        return true;
    }
    return false;
}

bool gl_border_find(struct gl_border *border, struct gl_text text, bool whole, size_t *end,
                    size_t *next)
{
    switch (border->kind) {
    case GL_BORDER_LINE:
        if (!find_byte(border, text, '\n', end)) {
            return false;
        }
        *next = *end + 1;
        *end = line_end(text, border->line_start, *end);
        return true;
    case GL_BORDER_NUL:
        if (!find_byte(border, text, '\0', end)) {
            return false;
        }
        *next = *end + 1;
        return true;
    case GL_BORDER_SEPARATOR:
        return find_separator(border, text, whole, end, next);
    case GL_BORDER_NONE:
        break;
    }
    border->scanned = text.length;
    return false;
}

void gl_border_begin(struct gl_border *border, size_t at)
{
    border->scanned = border->line_start = at;
    border->broken = false;
}

size_t gl_border_safe(const struct gl_border *border, struct gl_text text)
{
    enum { LONGEST_LINE_END = 2 };
    size_t start = border->line_start;
    if (border->kind == GL_BORDER_LINE) {
        return line_end(text, start, text.length);
    }
    if (border->kind == GL_BORDER_SEPARATOR && !border->broken &&
        text.length - start < border->separator.length + LONGEST_LINE_END) {
        return start;
    }
    return text.length;
}

void gl_border_shift(struct gl_border *border, size_t length)
{
    border->scanned -= length;
    if (border->line_start < length) {
        border->broken = true;
        border->line_start = 0;
    } else {
        border->line_start -= length;
    }
}
