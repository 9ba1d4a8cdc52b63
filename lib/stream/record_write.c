#include "stream/record_internal.h"

#include <string.h>

/* ---- rows into JSON ---- */

/* Rows being written. */
struct row_writer {
    struct gl_record *record;
    struct gl_pieces *pieces;
    struct gl_buffer *out; // the pieces' own
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
        gl_pieces_flow(writer->pieces);
    }
    gl_buffer_byte(writer->out, ']');
}

/* ---- layers into the record ---- */

static const char *written_name(const struct gl_layer_name *name)
{
    return name->written != NULL ? name->written : name->layer;
}

/* The number of the published layer that takes the place of `found`, or layer_count. */
static size_t layer_for(const struct gl_record *record, const struct gl_publication *what,
                        const struct gl_found *found)
{
    for (size_t i = 0; i < what->layer_count; i++) {
        if (gl_record_found(record, written_name(&what->layers[i])) == found) {
            bool there = gl_document_find(&record->document, what->layers[i].layer) != NULL;
            return there ? i : what->layer_count;
        }
    }
    return what->layer_count;
}

static bool is_walked(const struct gl_record *record, const struct gl_found *found)
{
    char open = record->raw.bytes[found->value.start];
    return open == '[' || open == '{';
}

/* Fillers of edits: what is new, and the published layers in the order of the publication. */
enum { FILL_NEW = 1, FILL_LAYERS };

/* Replaces the annotations that are published, and moves the others when there are cuts. */
static enum galley_status edit_found(struct gl_record *record, const struct gl_publication *what)
{
    for (size_t i = 0; i < record->found.count; i++) {
        const struct gl_found *found = &GL_AT(record->found, struct gl_found, i);
        size_t layer = layer_for(record, what, found);
        enum galley_status status = GALLEY_OK;
        if (layer < what->layer_count) {
            gl_edits_fill(&record->edits, found->value, FILL_LAYERS + layer);
        } else if (what->cut_count > 0 && is_walked(record, found)) {
            status = gl_shorten_layer(record, found);
        }
        if (status != GALLEY_OK) {
            return status;
        }
    }
    return GALLEY_OK;
}

static bool is_unit_new(const struct gl_record *record)
{
    return record->unit != GL_UNIT_CODE_POINT && !record->unit_written;
}

/* The layer published as `name` when the record has none of that name, or NULL. */
static const struct gl_layer *new_layer(const struct gl_record *record,
                                        const struct gl_layer_name *name)
{
    const struct gl_layer *layer = gl_document_find(&record->document, name->layer);
    bool old = layer == NULL || gl_record_found(record, written_name(name)) != NULL;
    return old ? NULL : layer;
}

static bool has_new(const struct gl_record *record, const struct gl_publication *what)
{
    bool any = is_unit_new(record);
    for (size_t i = 0; i < what->layer_count && !any; i++) {
        any = new_layer(record, &what->layers[i]) != NULL;
    }
    return any;
}

/* Begins a member of the annotations; *first tells whether one stands before it. */
static void begin_member(struct gl_buffer *out, const char *name, bool *first)
{
    if (!*first) {
        gl_buffer_byte(out, ',');
    }
    *first = false;
    gl_json_write_string(out, (struct gl_text){name, strlen(name)});
    gl_buffer_byte(out, ':');
}

/* What is new goes to the end of the annotations, or in annotations to the end of the record. */
static void write_new(struct row_writer *writer, const struct gl_publication *what)
{
    struct gl_record *record = writer->record;
    const char *name = record->settings->annotations_field;
    bool first = record->has_annotations && record->found.count == 0;
    if (!record->has_annotations) {
        begin_member(writer->out, name != NULL ? name : "annotations", &first);
        gl_buffer_byte(writer->out, '{');
        first = true;
    }
    if (is_unit_new(record)) {
        begin_member(writer->out, "offsets", &first);
        gl_buffer_text(writer->out, record->unit == GL_UNIT_BYTE ? "\"byte\"" : "\"utf16\"");
    }
    for (size_t i = 0; i < what->layer_count; i++) {
        const struct gl_layer *layer = new_layer(record, &what->layers[i]);
        if (layer != NULL) {
            begin_member(writer->out, written_name(&what->layers[i]), &first);
            write_layer(writer, layer);
        }
    }
    if (!record->has_annotations) {
        gl_buffer_byte(writer->out, '}');
    }
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
    size_t tail = record->has_annotations ? record->annotations_tail : record->object_tail;
    enum galley_status status = gl_shorten_begin(record, what);
    if (status == GALLEY_OK && text_first) {
        gl_shorten_text(record, what);
    }
    if (status == GALLEY_OK) {
        status = edit_found(record, what);
    }
    if (status == GALLEY_OK && what->layer_count > 0 && has_new(record, what)) {
        gl_edits_fill(&record->edits, (struct gl_span){tail, tail}, FILL_NEW);
    }
    if (status == GALLEY_OK && !text_first) {
        gl_shorten_text(record, what);
    }
    bool failed = record->edits.failed || record->edits.pieces.failed;
    return status == GALLEY_OK && failed ? GALLEY_NO_MEMORY : status;
}

struct filling {
    struct gl_record *record;
    const struct gl_publication *what;
};

static void fill(void *context, size_t number, struct gl_pieces *out)
{
    const struct filling *filling = context;
    struct row_writer writer = {filling->record, out, gl_pieces_own(out),
                                filling->what->cut_count > 0};
    if (number == FILL_NEW) {
        write_new(&writer, filling->what);
    } else {
        const char *name = filling->what->layers[number - FILL_LAYERS].layer;
        write_layer(&writer, gl_document_find(&filling->record->document, name));
    }
}

enum galley_status gl_record_put(struct gl_record *record, const struct gl_publication *what,
                                 struct gl_pieces *out, bool borrow)
{
    if (gl_pieces_failed(out) || layers_failed(record, what)) {
        return GALLEY_NO_MEMORY;
    }
    gl_edits_reset(&record->edits);
    enum galley_status status = make_edits(record, what);
    if (status != GALLEY_OK) {
        return status;
    }
    struct filling filling = {record, what};
    struct gl_edits_work work = {
        .raw = record->raw, .borrow = borrow, .fill = fill, .context = &filling};
    struct gl_pieces_mark mark = gl_pieces_mark(out);
    gl_edits_apply(&record->edits, &work, out);
    if (gl_pieces_failed(out)) {
        gl_pieces_cut(out, mark);
        return GALLEY_NO_MEMORY;
    }
    return GALLEY_OK;
}

enum galley_status gl_record_write(struct gl_record *record, const struct gl_publication *what,
                                   struct gl_pieces *out)
{
    return gl_record_put(record, what, out, record->raw.bytes != record->made.bytes);
}
