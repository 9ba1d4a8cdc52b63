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

static char *put(char *to, const char *bytes, size_t length)
{
    memcpy(to, bytes, length);
    return to + length;
}

static void write_span(struct gl_row_writer *writer, struct gl_outer_span span)
{
    static const char start[] = "\"start\":";
    static const char end[] = ",\"end\":";
    struct gl_buffer *out = writer->out;
    if (writer->cuts) {
        span.start = gl_shorten_map(writer->record, span.start);
        span.end = gl_shorten_map(writer->record, span.end);
    }
    if (gl_buffer_reserve(out, sizeof start + sizeof end + 2 * GL_DIGITS)) {
        char *to = put(out->bytes + out->length, start, sizeof start - 1);
        to += gl_write_digits(to, span.start);
        to = put(to, end, sizeof end - 1);
        to += gl_write_digits(to, span.end);
        out->length = (size_t)(to - out->bytes);
    }
}

static void forget_labels(struct gl_row_writer *writer)
{
    memset(writer->labels, 0, sizeof writer->labels);
    gl_buffer_reset(&writer->record->labels);
}

/* The label of `key`, made where it is not among the last ones. */
static const struct gl_label *label_of(struct gl_row_writer *writer, const char *key)
{
    enum { ENOUGH = 4096 };
    struct gl_label *label = &writer->labels[((uintptr_t)key >> 2) % GL_ROW_LABELS];
    struct gl_buffer *made = &writer->record->labels;
    if (label->key == key) {
        return label;
    }
    if (made->length > ENOUGH) { // keys that do not come again: begin anew
        forget_labels(writer);
    }
    label->key = key;
    label->start = made->length;
    gl_buffer_byte(made, ',');
    gl_json_write_string(made, (struct gl_text){key, strlen(key)});
    gl_buffer_byte(made, ':');
    label->length = made->length - label->start;
    writer->out->failed |= made->failed;
    return label;
}

/* Writes the key; `first`: nothing stands before it that needs a comma. */
static void write_key(struct gl_row_writer *writer, const char *key, bool first)
{
    const struct gl_label *label = label_of(writer, key);
    if (!writer->out->failed) {
        gl_buffer_add(writer->out, writer->record->labels.bytes + label->start + first,
                      label->length - first);
    }
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

static void write_attribute(struct gl_row_writer *writer, const struct gl_attribute *attribute,
                            bool first);

/* A nested object that was cut whole is not written. */
static bool is_written(struct gl_row_writer *writer, const struct gl_attribute *attribute)
{
    return attribute->kind != GL_ATTRIBUTE_OBJECT || cut_of(writer, attribute->object) == NULL;
}

static void write_attributes(struct gl_row_writer *writer, const struct gl_row *row, bool first)
{
    for (const struct gl_attribute *at = row->first; at != NULL; at = at->next) {
        if (is_written(writer, at)) {
            write_attribute(writer, at, first);
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

static void write_attribute(struct gl_row_writer *writer, const struct gl_attribute *attribute,
                            bool first)
{
    struct gl_buffer *out = writer->out;
    write_key(writer, attribute->key, first);
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

/* ---- layers ---- */

static void write_folded(struct gl_row_writer *writer, const struct gl_layer *layer)
{
    struct gl_layer_cursor cursor = gl_layer_begin(layer);
    const struct gl_row *row;
    for (bool first = true; (row = gl_layer_next(&cursor)) != NULL; first = false) {
        if (!first) {
            gl_buffer_byte(writer->out, ',');
        }
        write_object(writer, row);
        gl_pieces_flow(writer->pieces);
    }
}

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
    forget_labels(writer);
    if (layer->single && layer->count > 0) {
        write_row(writer, layer, 0);
        return;
    }
    gl_buffer_byte(writer->out, '[');
    if (layer->folded != NULL) {
        write_folded(writer, layer);
    } else {
        write_rows(writer, layer);
    }
    gl_buffer_byte(writer->out, ']');
}
