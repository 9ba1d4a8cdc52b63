#include "stream/rows_write.h"

#include <string.h>

#include "base/number.h"

/* ---- any row ---- */

static struct gl_outer_span outer_of(struct gl_row_writer *writer, struct gl_span span)
{
    struct gl_offsets *offsets = &writer->record->offsets;
    struct gl_outer_span outer;
    outer.start = gl_offsets_outer(offsets, span.start);
    outer.end = gl_offsets_outer(offsets, span.end);
    return outer;
}

static void write_span(struct gl_row_writer *writer, struct gl_outer_span span)
{
    if (writer->cuts) {
        span.start = gl_shorten_map(writer->record, span.start);
        span.end = gl_shorten_map(writer->record, span.end);
    }
    gl_buffer_text(writer->out, "\"start\":");
    gl_buffer_number(writer->out, span.start);
    gl_buffer_text(writer->out, ",\"end\":");
    gl_buffer_number(writer->out, span.end);
}

/* The cut that takes the whole row; NULL when it stays, or has no length that could go. */
static const struct gl_outer_cut *cut_of(struct gl_row_writer *writer, const struct gl_row *row)
{
    if (!writer->cuts || !row->has_span || row->span.start == row->span.end) {
        return NULL;
    }
    return gl_shorten_holder(writer->record, outer_of(writer, row->span));
}

/* The row's part of its cut: all of it, shared with the rows before and behind that lie in the same
 * one. */
static size_t removed_length(struct gl_row_writer *writer, const struct gl_layer *layer,
                             size_t index, const struct gl_outer_cut *cut)
{
    const struct gl_row *row = &layer->rows[index];
    struct gl_outer_span part = cut->span;
    if (index > 0 && cut_of(writer, row - 1) == cut) {
        part.start = outer_of(writer, row->span).start;
    }
    if (index + 1 < layer->count && cut_of(writer, row + 1) == cut) {
        part.end = outer_of(writer, row[1].span).start;
    }
    return part.end > part.start ? part.end - part.start : 0;
}

static void write_attribute(struct gl_row_writer *writer, const struct gl_attribute *attribute);

/* A nested object that was cut whole is not written. */
static bool is_written(struct gl_row_writer *writer, const struct gl_attribute *attribute)
{
    return attribute->kind != GL_ATTRIBUTE_OBJECT || cut_of(writer, attribute->object) == NULL;
}

static void write_attributes(struct gl_row_writer *writer, const struct gl_row *row, bool first)
{
    for (const struct gl_attribute *at = row->first; at != NULL; at = at->next) {
        if (is_written(writer, at)) {
            if (!first) {
                gl_buffer_byte(writer->out, ',');
            }
            write_attribute(writer, at);
            first = false;
        }
    }
}

/* Objects nest as deep as engines and rows.c make them, which is two. */
static void write_object(struct gl_row_writer *writer, const struct gl_row *row)
{
    gl_buffer_byte(writer->out, '{');
    if (row->has_span) {
        write_span(writer, outer_of(writer, row->span));
    }
    write_attributes(writer, row, !row->has_span);
    gl_buffer_byte(writer->out, '}');
}

static void write_integer(struct gl_buffer *out, long long number)
{
    if (number < 0) {
        gl_buffer_byte(out, '-');
    }
    // Negated as unsigned, so that the smallest number has its absolute value too.
    gl_buffer_number(out, number < 0 ? 0 - (uint64_t)number : (uint64_t)number);
}

static void write_attribute(struct gl_row_writer *writer, const struct gl_attribute *attribute)
{
    struct gl_buffer *out = writer->out;
    gl_json_write_string(out, (struct gl_text){attribute->key, strlen(attribute->key)});
    gl_buffer_byte(out, ':');
    switch (attribute->kind) {
    case GL_ATTRIBUTE_STRING:
        gl_json_write_string(out, attribute->string);
        break;
    case GL_ATTRIBUTE_NUMBER:
        write_integer(out, attribute->number);
        break;
    case GL_ATTRIBUTE_FLAG:
        gl_buffer_text(out, attribute->flag ? "true" : "false");
        break;
    case GL_ATTRIBUTE_OBJECT:
        write_object(writer, attribute->object);
        break;
    case GL_ATTRIBUTE_RAW:
        gl_buffer_add(out, attribute->string.bytes, attribute->string.length);
        break;
    }
}

static void write_row(struct gl_row_writer *writer, const struct gl_layer *layer, size_t index)
{
    const struct gl_row *row = &layer->rows[index];
    const struct gl_outer_cut *cut = cut_of(writer, row);
    if (cut == NULL) {
        write_object(writer, row);
        return;
    }
    gl_buffer_byte(writer->out, '{');
    write_span(writer, outer_of(writer, row->span));
    gl_buffer_text(writer->out, ",\"removed\":");
    gl_buffer_number(writer->out, removed_length(writer, layer, index, cut));
    write_attributes(writer, row, false);
    gl_buffer_byte(writer->out, '}');
}

/* ---- packed rows ---- */

/* What is the same in all rows of a packed layer, made once a layer. */
struct labels {
    const char *bytes[GL_PACKED_COLUMNS];
    size_t lengths[GL_PACKED_COLUMNS];
    size_t room; // what a row takes at most, without its strings
};

#define ROW_START "{\"start\":"
#define ROW_END ",\"end\":"
enum { ROW_ROOM = sizeof ROW_START + sizeof ROW_END + 2 * GL_DIGITS + 2 };

/* `,"key":` for each column, `,"key":true` for flags, in the record's own buffer. */
static void make_labels(struct gl_record *record, const struct gl_layer *layer,
                        struct labels *labels)
{
    struct gl_buffer *out = &record->labels;
    size_t ends[GL_PACKED_COLUMNS] = {0};
    gl_buffer_reset(out);
    for (size_t i = 0; i < layer->column_count; i++) {
        const struct gl_column *column = &layer->columns[i];
        gl_buffer_byte(out, ',');
        gl_json_write_string(out, (struct gl_text){column->key, strlen(column->key)});
        gl_buffer_text(out, column->kind == GL_ATTRIBUTE_FLAG ? ":true" : ":");
        ends[i] = out->length;
    }
    for (size_t i = 0; i < layer->column_count; i++) {
        size_t start = i > 0 ? ends[i - 1] : 0;
        labels->bytes[i] = out->bytes + start;
        labels->lengths[i] = ends[i] - start;
    }
    labels->room = ROW_ROOM + out->length + layer->column_count * (GL_DIGITS + 1);
}

static char *put(char *to, const char *bytes, size_t length)
{
    memcpy(to, bytes, length);
    return to + length;
}

static char *put_integer(char *to, int64_t number)
{
    if (number < 0) {
        *to++ = '-';
    }
    return to + gl_write_digits(to, number < 0 ? 0 - (uint64_t)number : (uint64_t)number);
}

/* A string value: the buffer may move, so `to` is given up and taken anew. */
static char *put_string(struct gl_buffer *out, char *to, int64_t value, size_t room)
{
    const char *text = gl_packed_text(value);
    out->length = (size_t)(to - out->bytes);
    gl_json_write_string(out, (struct gl_text){text, strlen(text)});
    return gl_buffer_reserve(out, room) ? out->bytes + out->length : NULL;
}

static void write_packed_row(struct gl_row_writer *writer, const struct gl_layer *layer,
                             const struct labels *labels, const struct gl_packed_row *row)
{
    struct gl_buffer *out = writer->out;
    struct gl_outer_span span = outer_of(writer, row->span);
    if (!gl_buffer_reserve(out, labels->room)) {
        return;
    }
    char *to = put(out->bytes + out->length, ROW_START, sizeof ROW_START - 1);
    to += gl_write_digits(to, span.start);
    to = put(to, ROW_END, sizeof ROW_END - 1);
    to += gl_write_digits(to, span.end);
    for (size_t i = 0; i < layer->column_count; i++) {
        enum gl_attribute_kind kind = layer->columns[i].kind;
        if (kind != GL_ATTRIBUTE_NUMBER && row->values[i] == 0) {
            continue;
        }
        to = put(to, labels->bytes[i], labels->lengths[i]);
        if (kind == GL_ATTRIBUTE_NUMBER) {
            to = put_integer(to, row->values[i]);
        } else if (kind == GL_ATTRIBUTE_STRING) {
            to = put_string(out, to, row->values[i], labels->room);
            if (to == NULL) {
                return;
            }
        }
    }
    *to++ = '}';
    out->length = (size_t)(to - out->bytes);
}

static void write_packed(struct gl_row_writer *writer, const struct gl_layer *layer)
{
    struct gl_packed_cursor cursor = {.packed = &layer->packed};
    struct labels labels;
    make_labels(writer->record, layer, &labels);
    if (writer->record->labels.failed) {
        writer->out->failed = true;
        return;
    }
    for (size_t i = 0; gl_packed_next(&cursor); i++) {
        if (i > 0) {
            gl_buffer_byte(writer->out, ',');
        }
        write_packed_row(writer, layer, &labels, &cursor.row);
        gl_pieces_flow(writer->pieces);
    }
}

/* ---- layers ---- */

static void write_rows(struct gl_row_writer *writer, const struct gl_layer *layer)
{
    for (size_t i = 0; i < layer->count; i++) {
        if (i > 0) {
            gl_buffer_byte(writer->out, ',');
        }
        write_row(writer, layer, i);
        gl_pieces_flow(writer->pieces);
    }
}

void gl_rows_write(struct gl_row_writer *writer, const struct gl_layer *layer)
{
    if (layer->single && layer->count > 0) {
        write_row(writer, layer, 0);
        return;
    }
    gl_buffer_byte(writer->out, '[');
    if (layer->columns != NULL) {
        write_packed(writer, layer);
    } else {
        write_rows(writer, layer);
    }
    gl_buffer_byte(writer->out, ']');
}
