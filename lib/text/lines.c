#include "text/lines.h"

#include "text/classes.h"
#include "text/scan.h"
#include "text/utf8.h"

/* Bytes that begin a line end or may do so: LF to CR, C2 (NEL is C2 85), E2 (U+2028 and U+2029 are
 * E2 80 A8/A9). */
static const struct gl_byteset may_end_line = {
    .ascii = {[0xA] = 1, [0xB] = 1, [0xC] = 1, [0xD] = 1},
    .upper = {[2] = 1 << (0xC - 8) | 1 << (0xE - 8)},
};

/* Length of the line end at `at`, where one may be; 0 when there is none. */
static size_t line_end_at(struct gl_text text, size_t at)
{
    if (text.bytes[at] == '\r' && at + 1 < text.length && text.bytes[at + 1] == '\n') {
        return 2;
    }
    if ((unsigned char)text.bytes[at] < 0x80) {
        return 1;
    }
    int32_t code_point;
    size_t length = gl_utf8_decode(text, at, &code_point);
    return gl_is_line_end(code_point) ? length : 0;
}

bool gl_line_at(struct gl_text text, size_t from, struct gl_line *line)
{
    if (from >= text.length) {
        return false;
    }
    struct gl_scan scan = gl_scan_begin(&may_end_line, text, from, text.length);
    size_t at;
    while (gl_scan_next(&scan, &at)) {
        size_t length = line_end_at(text, at);
        if (length > 0) {
            *line = (struct gl_line){{from, at}, at + length};
            return true;
        }
    }
    *line = (struct gl_line){{from, text.length}, text.length};
    return true;
}

static bool ends_paragraph(struct gl_text text, const struct gl_line *line)
{
    int32_t code_point = 0;
    if (line->content.end < line->next) {
        gl_utf8_decode(text, line->content.end, &code_point);
    }
    return code_point == 0x2029; // PARAGRAPH SEPARATOR
}

bool gl_paragraph_after(struct gl_text text, size_t from, struct gl_span *paragraph)
{
    struct gl_line line;
    bool found = false;
    for (size_t at = from; gl_line_at(text, at, &line); at = line.next) {
        struct gl_span content = gl_trim(text, line.content);
        bool blank = content.start == content.end;
        if (!blank) {
            if (!found) {
                paragraph->start = content.start;
            }
            paragraph->end = content.end;
            found = true;
        }
        if (found && (blank || ends_paragraph(text, &line))) {
            break;
        }
    }
    return found;
}
