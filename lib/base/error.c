#include "base/error.h"

#include <stdarg.h>
#include <string.h>

static bool is_continuation(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* Takes a character that was cut in the middle off the end of `text`. */
static void drop_cut_character(char *text)
{
    size_t length = strlen(text);
    size_t start = length;
    while (start > 0 && length - start < 3 && is_continuation(text[start - 1])) {
        start--;
    }
    if (start == 0) {
        return;
    }
    unsigned char lead = (unsigned char)text[start - 1];
    size_t wanted = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    if (length - start + 1 < wanted) {
        text[start - 1] = '\0';
    }
}

static void copy_cut(char *out, size_t size, const char *text)
{
    size_t length = strlen(text);
    bool cut = length >= size;
    if (cut) {
        length = size - 1;
    }
    memcpy(out, text, length);
    out[length] = '\0';
    if (cut) {
        drop_cut_character(out);
    }
}

static void print_cut(char *out, size_t size, const char *format, va_list arguments)
{
    int length = vsnprintf(out, size, format, arguments);
    if (length < 0) {
        out[0] = '\0';
    } else if ((size_t)length >= size) {
        drop_cut_character(out);
    }
}

enum galley_status gl_error_set(struct galley_error *error, enum galley_status status,
                                const char *file, size_t line, size_t column, const char *format,
                                ...)
{
    if (error == NULL) {
        return status;
    }
    va_list arguments;
    va_start(arguments, format);
    print_cut(error->what, sizeof error->what, format, arguments);
    va_end(arguments);
    copy_cut(error->file, sizeof error->file, file != NULL ? file : "");
    error->line = line;
    error->column = column;
    error->hint[0] = '\0';
    return status;
}

void gl_error_hint(struct galley_error *error, const char *format, ...)
{
    if (error == NULL) {
        return;
    }
    va_list arguments;
    va_start(arguments, format);
    print_cut(error->hint, sizeof error->hint, format, arguments);
    va_end(arguments);
}

/* Where gl_error_format writes: `used` < `size`, and a NUL always fits behind. */
struct line_out {
    char *bytes;
    size_t size;
    size_t used;
};

/* Whole pieces only, so that nothing is cut inside a character or an escape. */
static void put(struct line_out *out, const char *bytes, size_t length)
{
    if (length < out->size - out->used) {
        memcpy(out->bytes + out->used, bytes, length);
        out->used += length;
    } else {
        out->size = out->used + 1; // full: what comes later is left out too
    }
}

/* Length of the printable character at `text`, 0 for a control character (C0, DEL, C1) and for
 * bytes that are no UTF-8. */
static size_t printable(const char *text)
{
    unsigned char lead = (unsigned char)text[0];
    size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    if (lead < 0x80) {
        return lead >= 0x20 && lead != 0x7F;
    }
    if (length == 1 || lead > 0xF4 || (lead == 0xC2 && (unsigned char)text[1] < 0xA0)) {
        return 0;
    }
    for (size_t i = 1; i < length; i++) {
        if (!is_continuation(text[i])) {
            return 0;
        }
    }
    return length;
}

static void put_escaped(struct line_out *out, const char *text)
{
    while (*text != '\0') {
        size_t length = printable(text);
        if (length > 0) {
            put(out, text, length);
            text += length;
        } else {
            char escape[5];
            snprintf(escape, sizeof escape, "\\x%02X", (unsigned)(unsigned char)*text);
            put(out, escape, 4);
            text++;
        }
    }
}

static void put_place(struct line_out *out, const struct galley_error *error)
{
    char place[64];
    put_escaped(out, error->file);
    if (error->file[0] != '\0') {
        put(out, ":", 1);
    }
    if (error->line > 0) {
        int length = error->column > 0
                         ? snprintf(place, sizeof place, "%zu:%zu:", error->line, error->column)
                         : snprintf(place, sizeof place, "%zu:", error->line);
        put(out, place, (size_t)length);
    }
    if (error->file[0] != '\0' || error->line > 0) {
        put(out, " ", 1);
    }
}

void gl_error_format(const struct galley_error *error, char *out, size_t size)
{
    if (size == 0) {
        return;
    }
    struct line_out line = {.bytes = out, .size = size};
    put_place(&line, error);
    put_escaped(&line, error->what);
    if (error->hint[0] != '\0') {
        put(&line, "; ", 2);
        put_escaped(&line, error->hint);
    }
    out[line.used] = '\0';
}
