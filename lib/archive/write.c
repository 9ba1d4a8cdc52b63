#include "archive/write.h"

#include <string.h>

#include "stream/json.h"
#include "text/classes.h"
#include "text/utf8.h"

/* Appends the text as a string of JSON; how much of it was ill-formed. */
static size_t write_string(struct gl_text text, struct gl_buffer *repaired, struct gl_buffer *out)
{
    bool ascii;
    size_t count = 0;
    if (!gl_utf8_check(text, &ascii)) {
        gl_buffer_reset(repaired);
        count = gl_utf8_repair(text, repaired);
        out->failed |= repaired->failed;
        text = (struct gl_text){repaired->bytes, repaired->length};
    }
    gl_json_write_string(out, text);
    return count;
}

/* Does a date of ISO 8601 begin the text? */
static bool is_date(struct gl_text text)
{
    static const char shape[] = "0000-00-00";
    size_t length = sizeof shape - 1;
    if (text.length < length || (text.length > length && text.bytes[length] != 'T')) {
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        if (shape[i] == '0' ? !gl_is_digit(text.bytes[i]) : text.bytes[i] != shape[i]) {
            return false;
        }
    }
    return true;
}

static size_t write_member(const char *name, struct gl_text value, struct gl_buffer *repaired,
                           struct gl_buffer *out)
{
    gl_buffer_printf(out, "\"%s\":", name);
    return write_string(value, repaired, out);
}

/* The record with an id before its other members where it has none, and a date. */
static size_t write_record(const struct gl_archive_document *document, bool dated,
                           struct gl_buffer *repaired, struct gl_buffer *out)
{
    struct gl_text record = document->record;
    const char *open = memchr(record.bytes, '{', record.length);
    size_t behind = (size_t)(open - record.bytes) + 1;
    size_t count = 0;
    gl_buffer_add(out, record.bytes, behind);
    if (document->id.length > 0) {
        count += write_member("id", document->id, repaired, out);
        gl_buffer_byte(out, ',');
    }
    if (dated) {
        count += write_member("date", document->date, repaired, out);
        gl_buffer_byte(out, ',');
    }
    gl_buffer_add(out, record.bytes + behind, record.length - behind);
    gl_buffer_byte(out, '\n');
    return count;
}

size_t gl_archive_write(const struct gl_archive_document *document, bool dated,
                        struct gl_buffer *repaired, struct gl_buffer *out)
{
    size_t count = 0;
    dated = dated && is_date(document->date);
    if (document->record.length > 0) {
        return write_record(document, dated, repaired, out);
    }
    gl_buffer_byte(out, '{');
    count += write_member("id", document->id, repaired, out);
    if (dated) {
        gl_buffer_byte(out, ',');
        count += write_member("date", document->date, repaired, out);
    }
    gl_buffer_byte(out, ',');
    count += write_member("text", document->text, repaired, out);
    for (size_t i = 0; i < document->field_count; i++) {
        const struct gl_archive_field *field = &document->fields[i];
        gl_buffer_text(out, i == 0 ? ",\"metadata\":{" : ",");
        count += write_string(field->name, repaired, out);
        gl_buffer_byte(out, ':');
        count += write_string(field->value, repaired, out);
    }
    gl_buffer_text(out, document->field_count > 0 ? "}}\n" : "}\n");
    return count;
}
