#include "stream/record_internal.h"

#include <string.h>

/* One annotation being read into a layer. */
struct rows {
    struct gl_record *record;
    struct gl_layer *layer;
    struct gl_json json;
    struct gl_text name; // for messages
};

/* What a string says, in place or in the arena. False when it holds a lone surrogate. */
static bool decoded(struct rows *rows, struct gl_json_string string, struct gl_text *text)
{
    struct gl_record *record = rows->record;
    struct gl_buffer *pieces = &record->edits.pieces;
    size_t at;
    *text = (struct gl_text){record->raw.bytes + string.span.start, gl_span_length(string.span)};
    if (!string.escaped) {
        return true;
    }
    gl_buffer_reset(pieces);
    if (!gl_json_decode(record->raw, string, pieces, &at)) {
        return false;
    }
    text->bytes = gl_arena_copy(&record->arena, pieces->bytes, pieces->length);
    text->length = pieces->length;
    if (text->bytes == NULL || pieces->failed) {
        rows->layer->failed = true;
        *text = (struct gl_text){"", 0};
    }
    return true;
}

/* A whole number in its plain form, which writing gives back as it was. */
static bool whole_number(struct gl_text written, long long *number)
{
    enum { DIGITS = 18 }; // always fit
    bool negative = written.length > 0 && written.bytes[0] == '-';
    struct gl_text digits = {written.bytes + negative, written.length - negative};
    size_t value;
    if (digits.length > DIGITS || !gl_json_size(digits, &value) || (negative && value == 0)) {
        return false;
    }
    *number = negative ? -(long long)value : (long long)value;
    return true;
}

static void add_scalar(struct rows *rows, struct gl_row *row, const char *key)
{
    struct gl_span span = {0, 0};
    struct gl_text text;
    long long number;
    gl_json_value(&rows->json, &span);
    struct gl_text written = {rows->record->raw.bytes + span.start, gl_span_length(span)};
    char first = written.bytes[0];
    struct gl_json_string string = {{span.start + 1, span.end - 1}, false};
    string.escaped = memchr(written.bytes, '\\', written.length) != NULL;
    if (first == '"' && decoded(rows, string, &text)) {
        gl_row_string(rows->layer, row, key, text);
    } else if (first == 't' || first == 'f') {
        gl_row_flag(rows->layer, row, key, first == 't');
    } else if (whole_number(written, &number)) {
        gl_row_number(rows->layer, row, key, number);
    } else {
        gl_row_raw(rows->layer, row, key, written);
    }
}

static struct gl_span span_of(struct rows *rows, const size_t outer[2])
{
    struct gl_span span = {0, 0};
    gl_offsets_byte(&rows->record->offsets, outer[0], &span.start);
    gl_offsets_byte(&rows->record->offsets, outer[1], &span.end);
    return span;
}

static void read_object(struct rows *rows, struct gl_row *row, bool nested);

/* An object inside a row: a row of its own when it has a span, else as it is written. */
static void add_object(struct rows *rows, struct gl_row *row, const char *key)
{
    struct gl_json before = rows->json;
    struct gl_row *object = gl_row_object(rows->layer, row, key, (struct gl_span){0, 0});
    object->has_span = false;
    read_object(rows, object, true);
    if (!object->has_span && !rows->layer->failed) {
        struct gl_text written = {before.text.bytes + before.at, rows->json.at - before.at};
        row->last->kind = GL_ATTRIBUTE_RAW;
        row->last->string = written;
    }
}

static void add_attribute(struct rows *rows, struct gl_row *row, const char *key, bool nested)
{
    struct gl_span span = {0, 0};
    char byte = gl_json_peek(&rows->json);
    if (byte == '{' && !nested) {
        add_object(rows, row, key);
    } else if (byte == '{' || byte == '[') {
        gl_json_value(&rows->json, &span);
        gl_row_raw(rows->layer, row, key,
                   (struct gl_text){rows->record->raw.bytes + span.start, gl_span_length(span)});
    } else {
        add_scalar(rows, row, key);
    }
}

/* The number here when it is one; the check before has seen to that for spans. */
static size_t read_size(struct rows *rows)
{
    struct gl_span span = {0, 0};
    size_t value = 0;
    gl_json_value(&rows->json, &span);
    gl_json_size((struct gl_text){rows->record->raw.bytes + span.start, gl_span_length(span)},
                 &value);
    return value;
}

/* The key as a C string; one that cannot be decoded keeps its escapes. */
static const char *key_of(struct rows *rows, struct gl_json_string key)
{
    struct gl_text text;
    decoded(rows, key, &text);
    const char *copy = gl_arena_copy(&rows->record->arena, text.bytes, text.length);
    if (copy == NULL) {
        rows->layer->failed = true;
        return "";
    }
    return copy;
}

/* Reads the object here into `row`. Depth is two at most: an object inside a nested one stays as
 * written. */
static void read_object(struct rows *rows, struct gl_row *row, bool nested)
{
    struct gl_json_string key;
    size_t outer[2] = {0, 0};
    gl_json_enter(&rows->json, '{');
    for (bool first = true; gl_json_key(&rows->json, first, &key); first = false) {
        bool start = gl_json_equals(rows->record->raw, key, (struct gl_text){"start", 5});
        bool end = gl_json_equals(rows->record->raw, key, (struct gl_text){"end", 3});
        if (start || end) {
            outer[end] = read_size(rows);
            row->has_span = true;
        } else {
            add_attribute(rows, row, key_of(rows, key), nested);
        }
    }
    if (row->has_span) {
        row->span = span_of(rows, outer);
    }
}

static enum galley_status read_list(struct rows *rows)
{
    gl_json_enter(&rows->json, '[');
    for (bool first = true; gl_json_item(&rows->json, first); first = false) {
        if (gl_json_peek(&rows->json) != '{') {
            return gl_record_bad(rows->record, rows->json.at, rows->name,
                                 "has a row that is no object");
        }
        read_object(rows, gl_layer_add_plain(rows->layer), false);
    }
    return GALLEY_OK;
}

static bool is_in_order(const struct gl_record_settings *settings, const char *name)
{
    const char *const *at = settings->in_order;
    while (at != NULL && *at != NULL && strcmp(*at, name) != 0) {
        at++;
    }
    return at != NULL && *at != NULL;
}

enum galley_status gl_rows_read(struct gl_record *record, const struct gl_found *found,
                                const char *name)
{
    enum galley_status status = GALLEY_OK;
    struct rows rows = {.record = record,
                        .layer = gl_document_start(&record->document, name),
                        .name = gl_record_key(record, found)};
    if (rows.layer == NULL) {
        return gl_record_no_memory(record);
    }
    if (is_in_order(record->settings, name) && gl_rows_fold(record, found, rows.layer)) {
        return GALLEY_OK;
    }
    gl_json_init(&rows.json, record->raw);
    rows.json.at = found->value.start;
    if (record->raw.bytes[found->value.start] == '[') {
        status = read_list(&rows);
    } else if (record->raw.bytes[found->value.start] == '{') {
        rows.layer->single = true;
        read_object(&rows, gl_layer_add_plain(rows.layer), false);
    }
    return status == GALLEY_OK && rows.layer->failed ? gl_record_no_memory(record) : status;
}
