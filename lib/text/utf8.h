/* UTF-8: decoding, checking, masking. ASCII is handled here, the rest by utf8proc. */
#ifndef GALLEY_TEXT_UTF8_H
#define GALLEY_TEXT_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "text/span.h"

/* Decodes the code point at byte `at` (at < text.length) into *code_point and returns its length in
 * bytes. An ill-formed byte gives U+FFFD and length 1, so that a loop always goes on. */
size_t gl_utf8_decode_wide(struct gl_text text, size_t at, int32_t *code_point);
static inline size_t gl_utf8_decode(struct gl_text text, size_t at, int32_t *code_point)
{
    unsigned char byte = (unsigned char)text.bytes[at];
    if (byte < 0x80) {
        *code_point = byte;
        return 1;
    }
    return gl_utf8_decode_wide(text, at, code_point);
}

/* Byte where the code point that ends at `at` (0 < at <= length) begins; text must be well-formed.
 */
static inline size_t gl_utf8_before(struct gl_text text, size_t at)
{
    size_t start = at - 1;
    while (start > 0 && at - start < 4 && ((unsigned char)text.bytes[start] & 0xC0) == 0x80) {
        start--;
    }
    return start;
}

/* Byte where the code point that holds byte `at` begins; `at` itself at the end of the text. */
size_t gl_utf8_floor(struct gl_text text, size_t at);

/* Bytes from `from` that are well-formed UTF-8 (Unicode, table 3-7); text.length when all are. */
size_t gl_utf8_valid_until(struct gl_text text, size_t from);

/* True when all of the text is well-formed; *ascii says whether all of it is ASCII. */
bool gl_utf8_check(struct gl_text text, bool *ascii);

/* Overwrites each ill-formed byte by 0x1A (SUBSTITUTE), so that lengths and offsets hold and
 * patterns may run without checks. Returns how many bytes were overwritten. */
size_t gl_utf8_mask(char *bytes, size_t length);

/* Encodes a scalar value; returns 1 to 4. */
size_t gl_utf8_encode(int32_t code_point, char out[4]);

/* Appends `text` with ill-formed parts as U+FFFD (one for each maximal subpart, Unicode 3.9, D93b)
 * and returns how many were put in. */
size_t gl_utf8_repair(struct gl_text text, struct gl_buffer *out);

#endif
