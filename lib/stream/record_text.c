#include "stream/record_internal.h"

#include <string.h>

#include "text/utf8.h"

enum galley_status gl_record_plain(struct gl_record *record, const struct gl_raw *raw,
                                   size_t *masked, struct galley_error *error)
{
    static const struct gl_record_settings defaults;
    struct gl_document *document = &record->document;
    gl_record_begin(record, raw, &defaults, error);
    record->plain = true;
    *masked = 0;
    document->original = document->text = raw->bytes;
    if (gl_utf8_valid_until(raw->bytes, 0) < raw->bytes.length) {
        gl_buffer_reset(&record->masked);
        gl_buffer_add(&record->masked, raw->bytes.bytes, raw->bytes.length);
        if (record->masked.failed) {
            document->original = document->text = (struct gl_text){"", 0};
            return gl_record_no_memory(record);
        }
        *masked = gl_utf8_mask(record->masked.bytes, record->masked.length);
        document->text.bytes = record->masked.bytes;
    }
    record->visible = document->text;
    return GALLEY_OK;
}

/* Appends *text as a JSON string, repaired where it is ill-formed; *text becomes what was written.
 * Returns how many repairs that took. */
static size_t write_repaired(struct gl_record *record, struct gl_text *text)
{
    enum { MARKS = 16 }; // room for what stands around it, so that a huge text is not moved
    size_t repaired = 0;
    if (gl_utf8_valid_until(*text, 0) < text->length) {
        gl_buffer_reset(&record->masked);
        repaired = gl_utf8_repair(*text, &record->masked);
        record->made.failed |= record->masked.failed;
        *text = (struct gl_text){record->masked.bytes, record->masked.length};
    }
    gl_buffer_reserve(&record->made, text->length + MARKS);
    gl_json_write_string(&record->made, *text);
    return repaired;
}

static void write_name(struct gl_buffer *out, const char *given, const char *otherwise)
{
    const char *name = given != NULL ? given : otherwise;
    gl_json_write_string(out, (struct gl_text){name, strlen(name)});
    gl_buffer_byte(out, ':');
}

/* "name", or "name#2" for the second document of its file. */
static enum galley_status write_id(struct gl_record *record, const struct gl_raw *raw)
{
    struct gl_buffer *id = &record->decoded; // free until the record is parsed
    gl_buffer_reset(id);
    gl_buffer_text(id, raw->name);
    if (raw->number > 1) {
        gl_buffer_byte(id, '#');
        gl_buffer_number(id, raw->number);
    }
    if (id->failed) {
        return gl_record_no_memory(record);
    }
    write_repaired(record, &(struct gl_text){id->bytes, id->length});
    return GALLEY_OK;
}

enum galley_status gl_record_from_text(struct gl_record *record, const struct gl_raw *raw,
                                       const struct gl_record_settings *settings, size_t *repaired,
                                       struct galley_error *error)
{
    struct gl_buffer *made = &record->made;
    gl_record_begin(record, raw, settings, error);
    gl_buffer_reset(made);
    gl_buffer_byte(made, '{');
    write_name(made, settings->id_field, "id");
    enum galley_status status = write_id(record, raw);
    if (status != GALLEY_OK) {
        return status;
    }
    gl_buffer_byte(made, ',');
    write_name(made, settings->text_field, "text");
    struct gl_text text = raw->bytes;
    *repaired = write_repaired(record, &text);
    gl_buffer_byte(made, '}');
    if (made->failed) {
        return gl_record_no_memory(record);
    }
    struct gl_raw json = *raw;
    json.bytes = (struct gl_text){made->bytes, made->length};
    return gl_record_parse_known(record, &json, settings, &text, error);
}

enum galley_status gl_record_hide_marked(struct gl_record *record, bool hidden)
{
    struct gl_document *document = &record->document;
    const struct gl_layer *marked = gl_document_find(document, "boilerplate");
    document->text = record->visible;
    if (!hidden || marked == NULL || marked->count == 0) {
        return GALLEY_OK;
    }
    gl_buffer_reset(&record->hidden);
    gl_buffer_add(&record->hidden, record->visible.bytes, record->visible.length);
    if (record->hidden.failed) {
        return GALLEY_NO_MEMORY;
    }
    for (size_t i = 0; i < marked->count; i++) {
        struct gl_span span = marked->rows[i].span;
        if (marked->rows[i].has_span && span.start < span.end) {
            memset(record->hidden.bytes + span.start, '\n', gl_span_length(span));
        }
    }
    if (record->hidden.length > 0) {
        document->text.bytes = record->hidden.bytes;
    }
    return GALLEY_OK;
}
