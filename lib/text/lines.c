#include "text/lines.h"

#include "text/classes.h"
#include "text/kernels.h"
#include "text/utf8.h"

/* Length of the line end that begins at `at`. */
static size_t line_end_length(struct gl_text text, size_t at)
{
    switch ((unsigned char)text.bytes[at]) {
    case 0xC2:
        return 2;
    case 0xE2:
        return 3;
    case '\r':
        return at + 1 < text.length && text.bytes[at + 1] == '\n' ? 2 : 1;
    default:
        return 1;
    }
}

bool gl_line_at(struct gl_text text, size_t from, struct gl_line *line)
{
    if (from >= text.length) {
        return false;
    }
    size_t end = from + gl_kernels()->line_end(text.bytes + from, text.length - from);
    size_t next = end < text.length ? end + line_end_length(text, end) : end;
    *line = (struct gl_line){{from, end}, next};
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
