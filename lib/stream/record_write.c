#include "stream/record_internal.h"

#include <string.h>

/* ---- rows into JSON ---- */

/* Rows being written to the edits' pieces. */
struct row_writer {
    struct gl_record *record;
    struct gl_buffer *out;
    bool cuts;
};

static struct gl_outer_span outer_of(struct row_writer *writer, struct gl_span span)
{
    struct gl_offsets *offsets = &writer->record->offsets;
    struct gl_outer_span outer;
    outer.start = gl_offsets_outer(offsets, span.start);
    outer.end = gl_offsets_outer(offsets, span.end);
    return outer;
}

static void write_span(struct row_writer *writer, struct gl_outer_span span)
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
static const struct gl_outer_cut *cut_of(struct row_writer *writer, const struct gl_row *row)
{
    if (!writer->cuts || !row->has_span || row->span.start == row->span.end) {
        return NULL;
    }
    return gl_shorten_holder(writer->record, outer_of(writer, row->span));
}

/* The row's part of its cut: all of it, shared with the rows before and behind that lie in the same
 * one. */
static size_t removed_length(struct row_writer *writer, const struct gl_layer *layer, size_t index,
                             const struct gl_outer_cut *cut)
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

static void write_attribute(struct row_writer *writer, const struct gl_attribute *attribute);

/* A nested object that was cut whole is not written. */
static bool is_written(struct row_writer *writer, const struct gl_attribute *attribute)
{
    return attribute->kind != GL_ATTRIBUTE_OBJECT || cut_of(writer, attribute->object) == NULL;
}

static void write_attributes(struct row_writer *writer, const struct gl_row *row, bool first)
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
static void write_object(struct row_writer *writer, const struct gl_row *row)
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

static void write_attribute(struct row_writer *writer, const struct gl_attribute *attribute)
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

static void write_row(struct row_writer *writer, const struct gl_layer *layer, size_t index)
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

static void write_layer(struct row_writer *writer, const struct gl_layer *layer)
{
    if (layer->single && layer->count > 0) {
        write_row(writer, layer, 0);
        return;
    }
    gl_buffer_byte(writer->out, '[');
    for (size_t i = 0; i < layer->count; i++) {
        if (i > 0) {
            gl_buffer_byte(writer->out, ',');
        }
        write_row(writer, layer, i);
    }
    gl_buffer_byte(writer->out, ']');
}

/* ---- layers into the record ---- */

static const char *written_name(const struct gl_layer_name *name)
{
    return name->written != NULL ? name->written : name->layer;
}

/* The layer to be published that takes the place of `found`, or NULL. */
static const struct gl_layer *layer_for(const struct gl_record *record,
                                        const struct gl_publication *what,
                                        const struct gl_found *found)
{
    for (size_t i = 0; i < what->layer_count; i++) {
        if (gl_record_found(record, written_name(&what->layers[i])) == found) {
            return gl_document_find(&record->document, what->layers[i].layer);
        }
    }
    return NULL;
}

static bool is_walked(const struct gl_record *record, const struct gl_found *found)
{
    char open = record->raw.bytes[found->value.start];
    return open == '[' || open == '{';
}

/* Replaces the annotations that are published, and moves the others when there are cuts. */
static enum galley_status edit_found(struct gl_record *record, const struct gl_publication *what)
{
    struct gl_edits *edits = &record->edits;
    struct row_writer writer = {record, &edits->pieces, what->cut_count > 0};
    for (size_t i = 0; i < record->found.count; i++) {
        const struct gl_found *found = &GL_AT(record->found, struct gl_found, i);
        const struct gl_layer *layer = layer_for(record, what, found);
        enum galley_status status = GALLEY_OK;
        if (layer != NULL) {
            size_t mark = edits->pieces.length;
            write_layer(&writer, layer);
            gl_edits_add(edits, found->value, mark);
        } else if (writer.cuts && is_walked(record, found)) {
            status = gl_shorten_layer(record, found);
        }
        if (status != GALLEY_OK) {
            return status;
        }
    }
    return GALLEY_OK;
}

static void write_unit(struct gl_record *record, struct gl_buffer *out)
{
    if (record->unit != GL_UNIT_CODE_POINT && !record->unit_written) {
        gl_buffer_text(out, record->unit == GL_UNIT_BYTE ? ",\"offsets\":\"byte\""
                                                         : ",\"offsets\":\"utf16\"");
    }
}

/* Writes `,"name":[...]` for each published layer that the record does not have. */
static void write_new(struct gl_record *record, const struct gl_publication *what)
{
    struct gl_buffer *out = &record->edits.pieces;
    struct row_writer writer = {record, out, what->cut_count > 0};
    for (size_t i = 0; i < what->layer_count; i++) {
        const char *name = written_name(&what->layers[i]);
        const struct gl_layer *layer = gl_document_find(&record->document, what->layers[i].layer);
        if (layer != NULL && gl_record_found(record, name) == NULL) {
            gl_buffer_byte(out, ',');
            gl_json_write_string(out, (struct gl_text){name, strlen(name)});
            gl_buffer_byte(out, ':');
            write_layer(&writer, layer);
        }
    }
}

/* Puts in what is new: at the end of the annotations, or annotations at the end of the record. */
static void edit_new(struct gl_record *record, const struct gl_publication *what)
{
    struct gl_edits *edits = &record->edits;
    struct gl_buffer *out = &edits->pieces;
    const char *name = record->settings->annotations_field;
    size_t tail = record->has_annotations ? record->annotations_tail : record->object_tail;
    size_t mark = out->length;
    if (!record->has_annotations) {
        gl_buffer_byte(out, ',');
        name = name != NULL ? name : "annotations";
        gl_json_write_string(out, (struct gl_text){name, strlen(name)});
        gl_buffer_text(out, ":{");
    }
    size_t members = out->length;
    write_unit(record, out);
    write_new(record, what);
    if (out->length == members) {
        out->length = mark;
        return;
    }
    if (record->found.count == 0) {
        // The first member has no comma before it.
        out->length--;
        memmove(out->bytes + members, out->bytes + members + 1, out->length - members);
    }
    if (!record->has_annotations) {
        gl_buffer_byte(out, '}');
    }
    gl_edits_add(edits, (struct gl_span){tail, tail}, mark);
}

static bool layers_failed(const struct gl_record *record, const struct gl_publication *what)
{
    for (size_t i = 0; i < what->layer_count; i++) {
        const struct gl_layer *layer = gl_document_find(&record->document, what->layers[i].layer);
        if (layer != NULL && layer->failed) {
            return true;
        }
    }
    return false;
}

/* All edits, in the order in which their places stand in the record. */
static enum galley_status make_edits(struct gl_record *record, const struct gl_publication *what)
{
    bool text_first =
        !record->has_annotations || record->text.span.start < record->annotations_tail;
    enum galley_status status = gl_shorten_begin(record, what);
    if (status == GALLEY_OK && text_first) {
        gl_shorten_text(record, what);
    }
    if (status == GALLEY_OK) {
        status = edit_found(record, what);
    }
    if (status == GALLEY_OK && what->layer_count > 0) {
        edit_new(record, what);
    }
    if (status == GALLEY_OK && !text_first) {
        gl_shorten_text(record, what);
    }
    bool failed = record->edits.failed || record->edits.pieces.failed;
    return status == GALLEY_OK && failed ? GALLEY_NO_MEMORY : status;
}

enum galley_status gl_record_write(struct gl_record *record, const struct gl_publication *what,
                                   struct gl_buffer *out)
{
    size_t before = out->length;
    if (out->failed || layers_failed(record, what)) {
        return GALLEY_NO_MEMORY;
    }
    gl_edits_reset(&record->edits);
    enum galley_status status = make_edits(record, what);
    if (status != GALLEY_OK) {
        return status;
    }
    gl_edits_apply(&record->edits, record->raw, out);
    if (out->failed) {
        out->length = before;
        return GALLEY_NO_MEMORY;
    }
    return GALLEY_OK;
}
