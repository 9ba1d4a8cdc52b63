#include "stream/json.h"

#include <string.h>

#include "text/utf8.h"

/* May this byte begin something that is escaped? C2 begins the controls U+0080 to U+009F, E2 the
 * two separators. */
static bool may_stop(unsigned char byte)
{
    return byte < 0x20 || byte == '"' || byte == '\\' || byte == 0x7F || byte == 0xC2 ||
           byte == 0xE2;
}

static bool is_escaped(int32_t code_point)
{
    return code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0) || code_point == '"' ||
           code_point == '\\' || code_point == 0x2028 || code_point == 0x2029;
}

static void write_escape(struct gl_buffer *out, int32_t code_point)
{
    static const char meanings[] = "\b\f\n\r\t\"\\";
    static const char names[] = "bfnrt\"\\";
    const char *found =
        code_point > 0 && code_point < 0x7F ? strchr(meanings, (char)code_point) : NULL;
    if (found != NULL) {
        char escape[2] = {'\\', names[found - meanings]};
        gl_buffer_add(out, escape, sizeof escape);
    } else {
        gl_buffer_printf(out, "\\u%04x", (unsigned)code_point);
    }
}

void gl_json_write_string(struct gl_buffer *out, struct gl_text text)
{
    size_t written = 0;
    size_t at = 0;
    gl_buffer_byte(out, '"');
    while (at < text.length) {
        if (!may_stop((unsigned char)text.bytes[at])) {
            at++;
            continue;
        }
        int32_t code_point;
        size_t length = gl_utf8_decode(text, at, &code_point);
        if (is_escaped(code_point)) {
            gl_buffer_add(out, text.bytes + written, at - written);
            write_escape(out, code_point);
            written = at + length;
        }
        at += length;
    }
    gl_buffer_add(out, text.bytes + written, text.length - written);
    gl_buffer_byte(out, '"');
}
