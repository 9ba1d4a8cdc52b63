#include "text/lines.h"

#include "text/classes.h"
#include "text/utf8.h"

/* True for bytes that begin a line end or may do so (NEL is C2 85; U+2028 and U+2029 are E2 80
 * A8/A9). */
static bool may_end_line(unsigned char byte)
{
    return (byte >= '\n' && byte <= '\r') || byte == 0xC2 || byte == 0xE2;
}

/* Length of the line end at `at`, 0 when there is none. */
static size_t line_end_at(struct gl_text text, size_t at)
{
    if (text.bytes[at] == '\r' && at + 1 < text.length && text.bytes[at + 1] == '\n') {
        return 2;
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
    for (size_t at = from; at < text.length; at++) {
        size_t length = may_end_line((unsigned char)text.bytes[at]) ? line_end_at(text, at) : 0;
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
