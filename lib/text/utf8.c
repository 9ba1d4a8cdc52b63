#include "text/utf8.h"

#include <string.h>

#include "text/kernels.h"

static const char replacement[] = "\xEF\xBF\xBD"; // U+FFFD
enum { SUBSTITUTE = 0x1A, REPLACEMENT = 0xFFFD };

/* What the bytes at one place are. */
struct sequence {
    bool valid;
    size_t length; // of the code point, or of the maximal subpart of an ill-formed one (D93b)
};

/* Length that a lead byte promises, and the range its second byte must lie in (Unicode, table 3-7).
 * A length of 0: the byte cannot begin a sequence. */
static size_t promised(unsigned char lead, unsigned char *low, unsigned char *high)
{
    *low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    *high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (lead >= 0xC2 && lead <= 0xDF) {
        return 2;
    }
    if (lead >= 0xE0 && lead <= 0xEF) {
        return 3;
    }
    return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

static struct sequence look(const unsigned char *bytes, size_t left)
{
    unsigned char low, high;
    if (bytes[0] < 0x80) {
        return (struct sequence){true, 1};
    }
    size_t wanted = promised(bytes[0], &low, &high);
    if (wanted == 0) {
        return (struct sequence){false, 1};
    }
    for (size_t i = 1; i < wanted; i++) {
        if (i >= left || bytes[i] < low || bytes[i] > high) {
            return (struct sequence){false, i};
        }
        low = 0x80;
        high = 0xBF;
    }
    return (struct sequence){true, wanted};
}

/* The code point of two or three bytes that most texts are made of; 0 when it is none of these. */
static int32_t decode_common(const unsigned char *bytes, size_t left)
{
    if (left >= 2 && bytes[0] >= 0xC2 && bytes[0] <= 0xDF && (bytes[1] & 0xC0) == 0x80) {
        return (bytes[0] & 0x1F) << 6 | (bytes[1] & 0x3F);
    }
    // E0 and ED limit their second byte: they go the long way.
    if (left >= 3 && bytes[0] > 0xE0 && bytes[0] <= 0xEF && bytes[0] != 0xED &&
        (bytes[1] & 0xC0) == 0x80 && (bytes[2] & 0xC0) == 0x80) {
        return (bytes[0] & 0xF) << 12 | (bytes[1] & 0x3F) << 6 | (bytes[2] & 0x3F);
    }
    return 0;
}

size_t gl_utf8_decode_wide(struct gl_text text, size_t at, int32_t *code_point)
{
    const unsigned char *bytes = (const unsigned char *)text.bytes + at;
    int32_t value = decode_common(bytes, text.length - at);
    if (value != 0) {
        *code_point = value;
        return value < 0x800 ? 2 : 3;
    }
    struct sequence found = look(bytes, text.length - at);
    if (!found.valid) {
        *code_point = REPLACEMENT;
        return 1;
    }
    value = bytes[0] & (0x7F >> found.length);
    for (size_t i = 1; i < found.length; i++) {
        value = value << 6 | (bytes[i] & 0x3F);
    }
    *code_point = value;
    return found.length;
}

size_t gl_kernels_valid_slowly(const char *bytes, size_t length, size_t from)
{
    const uint64_t tops = UINT64_C(0x8080808080808080);
    size_t at = from;
    while (at < length) {
        uint64_t eight;
        if (length - at >= sizeof eight) {
            memcpy(&eight, bytes + at, sizeof eight);
            if ((eight & tops) == 0) {
                at += sizeof eight;
                continue;
            }
        }
        struct sequence found = look((const unsigned char *)bytes + at, length - at);
        if (!found.valid) {
            return at;
        }
        at += found.length;
    }
    return length;
}

size_t gl_utf8_valid_until(struct gl_text text, size_t from)
{
    bool ascii;
    if (from >= text.length) {
        return text.length;
    }
    return from + gl_kernels()->valid(text.bytes + from, text.length - from, &ascii);
}

bool gl_utf8_check(struct gl_text text, bool *ascii)
{
    *ascii = true;
    return text.length == 0 || gl_kernels()->valid(text.bytes, text.length, ascii) == text.length;
}

size_t gl_utf8_mask(char *bytes, size_t length)
{
    struct gl_text text = {bytes, length};
    size_t masked = 0;
    size_t at = gl_utf8_valid_until(text, 0);
    while (at < length) {
        size_t bad = look((const unsigned char *)bytes + at, length - at).length;
        memset(bytes + at, SUBSTITUTE, bad);
        masked += bad;
        at = gl_utf8_valid_until(text, at + bad);
    }
    return masked;
}

size_t gl_utf8_encode(int32_t code_point, char out[4])
{
    uint32_t value = (uint32_t)code_point;
    size_t length = value < 0x80 ? 1 : value < 0x800 ? 2 : value < 0x10000 ? 3 : 4;
    if (length == 1) {
        out[0] = (char)value;
        return 1;
    }
    for (size_t i = length - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (value & 0x3F));
        value >>= 6;
    }
    out[0] = (char)((0xF00 >> length & 0xFF) | value);
    return length;
}

size_t gl_utf8_repair(struct gl_text text, struct gl_buffer *out)
{
    size_t repaired = 0;
    size_t at = 0;
    while (at < text.length) {
        size_t valid = gl_utf8_valid_until(text, at);
        gl_buffer_add(out, text.bytes + at, valid - at);
        at = valid;
        if (at < text.length) {
            at += look((const unsigned char *)text.bytes + at, text.length - at).length;
            gl_buffer_text(out, replacement);
            repaired++;
        }
    }
    return repaired;
}

size_t gl_utf8_floor(struct gl_text text, size_t at)
{
    while (at > 0 && at < text.length && ((unsigned char)text.bytes[at] & 0xC0) == 0x80) {
        at--;
    }
    return at;
}
