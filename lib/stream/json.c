#include "stream/json.h"

#include <string.h>

#include "base/number.h"
#include "text/kernels.h"
#include "text/scan.h"
#include "text/utf8.h"

void gl_json_init(struct gl_json *json, struct gl_text text)
{
    *json = (struct gl_json){.text = text};
}

static bool fail(struct gl_json *json, const char *what)
{
    if (json->what == NULL) {
        json->what = what;
    }
    return false;
}

/* The byte at `at`, 0 behind the end (a NUL in the record is no JSON either). */
static char byte_at(const struct gl_json *json, size_t at)
{
    return at < json->text.length ? json->text.bytes[at] : '\0';
}

char gl_json_peek(struct gl_json *json)
{
    char byte;
    while (byte = byte_at(json, json->at),
           byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r') {
        json->at++;
    }
    return json->what == NULL ? byte : '\0';
}

bool gl_json_end(struct gl_json *json)
{
    gl_json_peek(json);
    if (json->at < json->text.length) {
        return fail(json, "something follows the record on its line");
    }
    return json->what == NULL;
}

/* ---- strings ---- */

/* `"`, `\` and the control characters: where a string ends, or needs a look. */
static const struct gl_byteset stops = {
    .ascii = {3, 3, 3 | 1 << 2, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3 | 1 << 5, 3, 3, 3},
};

/* The value of the \uXXXX whose backslash stands at `at`; -1 when it is none. */
static int32_t hex_escape(struct gl_text text, size_t at)
{
    enum { LENGTH = 6 };
    if (text.length - at < LENGTH || text.bytes[at] != '\\' || text.bytes[at + 1] != 'u') {
        return -1;
    }
    int32_t value = 0;
    for (size_t i = 2; i < LENGTH; i++) {
        int32_t digit = gl_hex_digit((unsigned char)text.bytes[at + i]);
        value = digit < 0 ? -1 : value;
        if (value < 0) {
            return -1;
        }
        value = value << 4 | digit;
    }
    return value;
}

static bool skip_escape(struct gl_json *json)
{
    unsigned char kind = (unsigned char)byte_at(json, json->at + 1);
    if (kind == 'u') {
        if (hex_escape(json->text, json->at) < 0) {
            return fail(json, "\\u needs four hexadecimal digits");
        }
        json->at += 6;
        return true;
    }
    if (gl_kernels_escapes[kind] == 0) {
        return fail(json, "unknown escape in a string");
    }
    json->at += 2;
    return true;
}

bool gl_json_string(struct gl_json *json, struct gl_json_string *string)
{
    if (gl_json_peek(json) != '"') {
        return fail(json, "a string is missing here");
    }
    size_t open = json->at++;
    size_t stop;
    struct gl_scan scan = gl_scan_begin(&stops, json->text, json->at, json->text.length);
    *string = (struct gl_json_string){.span = {open + 1, open + 1}};
    while (gl_scan_next(&scan, &stop)) {
        json->at = stop;
        if (json->text.bytes[stop] == '"') {
            string->span.end = json->at++;
            return true;
        }
        if (json->text.bytes[stop] != '\\') {
            return fail(json, "a control character in a string must be escaped");
        }
        string->escaped = true;
        if (!skip_escape(json)) {
            return false;
        }
        gl_scan_skip(&scan, json->at);
    }
    json->at = open;
    return fail(json, "this string is not closed");
}

/* What stands at `at`: a byte as it is, or an escape. */
struct piece {
    size_t raw;     // bytes passed over
    size_t decoded; // bytes in `bytes`; 0: a surrogate without its partner
    char bytes[4];
};

static struct piece decode_hex(struct gl_text text, size_t at)
{
    enum { HIGH = 0xD800, LOW = 0xDC00, END = 0xE000 };
    struct piece piece = {.raw = 6};
    int32_t value = hex_escape(text, at);
    if (value >= HIGH && value < LOW) {
        int32_t low = hex_escape(text, at + 6);
        if (low < LOW || low >= END) {
            return piece;
        }
        piece.raw = 12;
        value = 0x10000 + ((value - HIGH) << 10) + (low - LOW);
    } else if (value >= LOW && value < END) {
        return piece;
    }
    piece.decoded = gl_utf8_encode(value, piece.bytes);
    return piece;
}

/* Goes on behind the escape at json->at that is no short one, decoding it to `to`. Returns how many
 * bytes it gave; a lone surrogate gives none and is noted. */
static size_t pass_long_escape(struct gl_json *json, char *to, size_t *lone)
{
    size_t at = json->at;
    if (!skip_escape(json)) {
        return 0;
    }
    struct piece piece = decode_hex(json->text, at);
    if (piece.decoded == 0 && *lone == SIZE_MAX) {
        *lone = at;
    }
    memcpy(to, piece.bytes, sizeof piece.bytes);
    json->at = at + piece.raw;
    return piece.decoded;
}

/* The rest of an escaped string, from json->at on, decoded behind what `out` holds (which has room
 * for it); *end is where it is closed. */
static bool decode_rest(struct gl_json *json, struct gl_buffer *out, size_t *end, size_t *lone)
{
    const struct gl_kernels *kernels = gl_kernels();
    struct gl_text text = json->text;
    char *to = out->bytes + out->length;
    for (;;) {
        size_t written;
        json->at += kernels->unescape(to, text.bytes + json->at, text.length - json->at, &written);
        to += written;
        if (json->at == text.length || text.bytes[json->at] != '\\') {
            break;
        }
        to += pass_long_escape(json, to, lone);
        if (json->what != NULL) {
            return false;
        }
    }
    out->length = (size_t)(to - out->bytes);
    *end = json->at;
    return true;
}

bool gl_json_text(struct gl_json *json, struct gl_json_string *string, struct gl_buffer *out,
                  size_t *lone)
{
    struct gl_text text = json->text;
    *lone = SIZE_MAX;
    gl_buffer_reset(out);
    size_t open = gl_json_peek(json) == '"' ? json->at : text.length;
    size_t first = open < text.length ? gl_scan_any(&stops, text, open + 1, text.length) : open;
    bool escaped = first < text.length && text.bytes[first] == '\\';
    if (!escaped || !gl_buffer_reserve(out, text.length - open + GL_KERNELS_SLACK)) {
        return gl_json_string(json, string);
    }
    gl_buffer_add(out, text.bytes + open + 1, first - open - 1);
    *string = (struct gl_json_string){.span = {open + 1, open + 1}, .escaped = true};
    json->at = first;
    if (!decode_rest(json, out, &string->span.end, lone)) {
        return false;
    }
    if (json->at == text.length) {
        json->at = open;
        return fail(json, "this string is not closed");
    }
    if (text.bytes[json->at] != '"') {
        return fail(json, "a control character in a string must be escaped");
    }
    json->at++;
    return true;
}

/* ---- scalars ---- */

static size_t skip_digits(const struct gl_json *json, size_t at)
{
    while (byte_at(json, at) >= '0' && byte_at(json, at) <= '9') {
        at++;
    }
    return at;
}

/* Digits that must be there. */
static bool need_digits(struct gl_json *json)
{
    size_t end = skip_digits(json, json->at);
    if (end == json->at) {
        return fail(json, "a digit is missing in this number");
    }
    json->at = end;
    return true;
}

static bool skip_number(struct gl_json *json)
{
    if (byte_at(json, json->at) == '-') {
        json->at++;
    }
    size_t first = json->at;
    if (!need_digits(json)) {
        return false;
    }
    if (json->text.bytes[first] == '0' && json->at > first + 1) {
        json->at = first;
        return fail(json, "a number must not begin with 0");
    }
    if (byte_at(json, json->at) == '.') {
        json->at++;
        if (!need_digits(json)) {
            return false;
        }
    }
    if ((byte_at(json, json->at) | 0x20) == 'e') {
        json->at++;
        json->at += byte_at(json, json->at) == '+' || byte_at(json, json->at) == '-';
        return need_digits(json);
    }
    return true;
}

static bool skip_literal(struct gl_json *json, const char *literal)
{
    size_t length = strlen(literal);
    if (json->text.length - json->at < length ||
        memcmp(json->text.bytes + json->at, literal, length) != 0) {
        return fail(json, "not a JSON value; true, false and null are written so");
    }
    json->at += length;
    return true;
}

static bool skip_scalar(struct gl_json *json, char first)
{
    struct gl_json_string string;
    switch (first) {
    case '"':
        return gl_json_string(json, &string);
    case 't':
        return skip_literal(json, "true");
    case 'f':
        return skip_literal(json, "false");
    case 'n':
        return skip_literal(json, "null");
    default:
        break;
    }
    if (first == '-' || (first >= '0' && first <= '9')) {
        return skip_number(json);
    }
    return fail(json, json->at == json->text.length ? "the record ends too early"
                                                    : "a JSON value is missing here");
}

/* ---- objects and lists ---- */

bool gl_json_enter(struct gl_json *json, char open)
{
    if (gl_json_peek(json) != open) {
        return fail(json, open == '{' ? "an object is missing here" : "a list is missing here");
    }
    if (json->depth == GL_JSON_DEPTH) {
        return fail(json, "nested too deep");
    }
    json->depth++;
    json->at++;
    return true;
}

/* Passes over the comma before the next member, or leaves at `close` (and returns false). */
static bool next_member(struct gl_json *json, bool first, char close)
{
    char byte = gl_json_peek(json);
    if (json->what != NULL) {
        return false;
    }
    if (byte == close) {
        json->at++;
        json->depth--;
        return false;
    }
    if (first) {
        return true;
    }
    if (byte != ',') {
        return fail(json, json->at == json->text.length ? "the record ends too early"
                          : close == '}'                ? "a comma or } is missing here"
                                                        : "a comma or ] is missing here");
    }
    json->at++;
    return true;
}

bool gl_json_key(struct gl_json *json, bool first, struct gl_json_string *key)
{
    if (!next_member(json, first, '}')) {
        return false;
    }
    if (gl_json_peek(json) != '"') {
        return fail(json, json->at == json->text.length
                              ? "the record ends too early"
                              : "a key in quotation marks is missing here");
    }
    if (!gl_json_string(json, key)) {
        return false;
    }
    if (gl_json_peek(json) != ':') {
        return fail(json, "a colon is missing here");
    }
    json->at++;
    return true;
}

bool gl_json_item(struct gl_json *json, bool first)
{
    return next_member(json, first, ']');
}

/* Which of the containers entered by gl_json_value are lists: one bit for each depth. */
struct nesting {
    uint64_t lists[GL_JSON_DEPTH / 64];
    size_t base;
};

static bool is_list(const struct nesting *nesting, size_t depth)
{
    return nesting->lists[depth / 64] >> depth % 64 & 1;
}

static void note_kind(struct nesting *nesting, size_t depth, bool list)
{
    uint64_t bit = UINT64_C(1) << depth % 64;
    nesting->lists[depth / 64] =
        list ? nesting->lists[depth / 64] | bit : nesting->lists[depth / 64] & ~bit;
}

/* After a value or an opening: goes to the next value inside, leaving what closes. False when all
 * that gl_json_value entered is left, or on a failure. */
static bool next_value(struct gl_json *json, const struct nesting *nesting, bool first)
{
    struct gl_json_string key;
    while (json->what == NULL && json->depth > nesting->base) {
        bool more = is_list(nesting, json->depth - 1) ? gl_json_item(json, first)
                                                      : gl_json_key(json, first, &key);
        if (more) {
            return true;
        }
        first = false;
    }
    return false;
}

bool gl_json_value(struct gl_json *json, struct gl_span *span)
{
    struct nesting nesting = {.base = json->depth};
    gl_json_peek(json);
    span->start = json->at;
    bool more;
    do {
        char byte = gl_json_peek(json);
        bool opens = byte == '{' || byte == '[';
        if (!opens) {
            if (!skip_scalar(json, byte)) {
                return false;
            }
        } else if (gl_json_enter(json, byte)) {
            note_kind(&nesting, json->depth - 1, byte == '[');
        }
        more = next_value(json, &nesting, opens);
    } while (more);
    span->end = json->at;
    return json->what == NULL;
}

/* ---- what strings and numbers say ---- */

bool gl_json_size(struct gl_text number, size_t *value)
{
    if (number.length > 1 && number.bytes[0] == '0') {
        return false;
    }
    return gl_parse_size(number.bytes, number.length, value);
}

static struct piece decode_one(struct gl_text text, size_t at)
{
    char byte = text.bytes[at];
    if (byte != '\\') {
        return (struct piece){.raw = 1, .decoded = 1, .bytes = {byte}};
    }
    if (text.bytes[at + 1] == 'u') {
        return decode_hex(text, at);
    }
    byte = gl_kernels_escapes[(unsigned char)text.bytes[at + 1]];
    return (struct piece){.raw = 2, .decoded = 1, .bytes = {byte}};
}

size_t gl_json_step(struct gl_text text, size_t at, size_t *decoded)
{
    struct piece piece = decode_one(text, at);
    *decoded = piece.decoded;
    return piece.raw;
}

bool gl_json_equals(struct gl_text text, struct gl_json_string string, struct gl_text wanted)
{
    struct gl_span span = string.span;
    if (!string.escaped) {
        return gl_span_length(span) == wanted.length &&
               memcmp(text.bytes + span.start, wanted.bytes, wanted.length) == 0;
    }
    size_t done = 0;
    for (size_t at = span.start; at < span.end;) {
        struct piece piece = decode_one(text, at);
        if (piece.decoded == 0 || piece.decoded > wanted.length - done ||
            memcmp(piece.bytes, wanted.bytes + done, piece.decoded) != 0) {
            return false;
        }
        done += piece.decoded;
        at += piece.raw;
    }
    return done == wanted.length;
}

bool gl_json_decode(struct gl_text text, struct gl_json_string string, struct gl_buffer *out,
                    size_t *at)
{
    size_t end = string.span.end;
    size_t room;
    *at = string.span.start;
    // What is decoded is never longer than what stands there.
    if (!gl_size_add(gl_span_length(string.span), GL_KERNELS_SLACK, &room) ||
        !gl_buffer_reserve(out, room)) {
        out->failed = true;
        return true; // the buffer remembers
    }
    const struct gl_kernels *kernels = gl_kernels();
    char *to = out->bytes + out->length;
    bool whole = true;
    while (whole && *at < end) {
        if (text.bytes[*at] != '\\') {
            size_t plain = kernels->copy_until(to, text.bytes + *at, end - *at, '\\');
            *at += plain;
            to += plain;
        } else {
            struct piece piece = decode_one(text, *at);
            memcpy(to, piece.bytes, sizeof piece.bytes);
            to += piece.decoded;
            whole = piece.decoded > 0;
            *at += whole ? piece.raw : 0;
        }
    }
    out->length = (size_t)(to - out->bytes);
    return whole;
}
