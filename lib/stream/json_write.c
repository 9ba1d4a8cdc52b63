#include "stream/json.h"

#include <string.h>

#include "text/scan.h"
#include "text/utf8.h"

/* Bytes that are escaped or may begin what is: C2 begins the controls U+0080 to U+009F, E2 the two
 * separators. */
static const struct gl_byteset may_stop = {
    .ascii = {3, 3, 3 | 1 << 2, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3 | 1 << 5, 3, 3, 3 | 1 << 7},
    .upper = {[2] = 1 << (0xC - 8) | 1 << (0xE - 8)},
};

/* Length of what is escaped at `at`, where a byte of may_stop stands; 0 when it is not. */
static size_t escaped_at(struct gl_text text, size_t at, int32_t *code_point)
{
    unsigned char byte = (unsigned char)text.bytes[at];
    if (byte < 0x80) {
        *code_point = byte;
        return 1;
    }
    size_t length = gl_utf8_decode(text, at, code_point);
    bool control = *code_point >= 0x80 && *code_point < 0xA0;
    return control || *code_point == 0x2028 || *code_point == 0x2029 ? length : 0;
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

/* Short strings of plain ASCII, which values and keys most often are, need no scan. True when it
 * was one and is written. */
static bool write_short(struct gl_buffer *out, struct gl_text text)
{
    enum { SHORT = 24 };
    if (text.length > SHORT || !gl_buffer_reserve(out, SHORT + 2)) {
        return false;
    }
    char *to = out->bytes + out->length;
    *to++ = '"';
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.bytes[i];
        if (byte >= 0x80 || gl_byteset_has(&may_stop, byte)) {
            return false;
        }
        *to++ = (char)byte;
    }
    *to = '"';
    out->length += text.length + 2;
    return true;
}

void gl_json_write_string(struct gl_buffer *out, struct gl_text text)
{
    if (write_short(out, text)) {
        return;
    }
    struct gl_scan scan = gl_scan_begin(&may_stop, text, 0, text.length);
    size_t written = 0;
    size_t at;
    gl_buffer_byte(out, '"');
    while (gl_scan_next(&scan, &at)) {
        int32_t code_point;
        size_t length = escaped_at(text, at, &code_point);
        if (length > 0) {
            gl_buffer_add(out, text.bytes + written, at - written);
            write_escape(out, code_point);
            written = at + length;
        }
    }
    gl_buffer_add(out, text.bytes + written, text.length - written);
    gl_buffer_byte(out, '"');
}
