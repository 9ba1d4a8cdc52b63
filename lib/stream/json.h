/* JSON: a strict pull scanner (RFC 8259) over one record, and the writing of strings.
 *
 * Nothing is built: the caller walks objects and lists and gets places in the bytes. Nesting is
 * counted, not recursed, up to GL_JSON_DEPTH. The bytes must be UTF-8 (gl_utf8_valid_until): the
 * scanner checks everything else. */
#ifndef GALLEY_STREAM_JSON_H
#define GALLEY_STREAM_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "text/span.h"

enum { GL_JSON_DEPTH = 1024 };

/* Always true: at <= text.length. After a failure `what` is set, `at` is where, and every call
 * fails. */
struct gl_json {
    struct gl_text text;
    size_t at;
    size_t depth;     /* objects and lists entered and not left */
    const char *what; /* NULL, or what is wrong at `at` */
};

/* A string: `span` is what stands between the quotation marks. */
struct gl_json_string {
    struct gl_span span;
    bool escaped; /* holds a backslash */
};

void gl_json_init(struct gl_json *json, struct gl_text text);

/* Passes over white space and gives the next byte, or 0 at the end. */
char gl_json_peek(struct gl_json *json);

/* Enters the object or list that stands here. */
bool gl_json_enter(struct gl_json *json, char open);
/* The next key of the object entered last; the scanner then stands at its value, which must be
 * passed over before the next call. `first` must be true for the first call after entering, false
 * later. False when the object is left or on a failure. */
bool gl_json_key(struct gl_json *json, bool first, struct gl_json_string *key);
/* The same for the items of a list. */
bool gl_json_item(struct gl_json *json, bool first);

bool gl_json_string(struct gl_json *json, struct gl_json_string *string);
/* As gl_json_string, decoding in the same go: when the string is escaped, `out` (emptied first)
 * holds what it says; otherwise it is empty, and the string says what stands there. *lone is the
 * first surrogate without its partner, which gives nothing, or SIZE_MAX. When memory is out, `out`
 * remembers. */
bool gl_json_text(struct gl_json *json, struct gl_json_string *string, struct gl_buffer *out,
                  size_t *lone);
/* Passes over one value of any kind, checking it. *span is where it stands (without white space
 * around). */
bool gl_json_value(struct gl_json *json, struct gl_span *span);
/* True when nothing but white space is left. */
bool gl_json_end(struct gl_json *json);

/* Reads a number that is written as a whole one without a sign: 0, 13. False for all others. */
bool gl_json_size(struct gl_text number, size_t *value);

/* Is the decoded string the same as `wanted`? */
bool gl_json_equals(struct gl_text text, struct gl_json_string string, struct gl_text wanted);

/* Appends the string decoded. A surrogate without its partner cannot be decoded: false, and *at is
 * where it stands in `text` (out then holds what came before). */
bool gl_json_decode(struct gl_text text, struct gl_json_string string, struct gl_buffer *out,
                    size_t *at);

/* One step of decoding at `at` (inside a string): the raw length and how many bytes it gives
 * decoded (one byte, or an escape; a pair of surrogates is one step). For finding raw places of
 * decoded offsets. */
size_t gl_json_step(struct gl_text text, size_t at, size_t *decoded);

/* Appends `text` as a string with its quotation marks, escaping `"`, `\`, control characters (C0,
 * DEL, C1), U+2028 and U+2029. `text` must be UTF-8. */
void gl_json_write_string(struct gl_buffer *out, struct gl_text text);

#endif
