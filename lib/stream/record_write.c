#include "stream/rows_write.h"

#include <string.h>

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
static void write_new(struct gl_row_writer *writer, const struct gl_publication *what)
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
            gl_rows_write(writer, layer);
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

/* Cut rows are told from their neighbours: folded layers are unfolded for that. */
static bool unfold_layers(struct gl_record *record, const struct gl_publication *what)
{
    bool done = true;
    for (size_t i = 0; i < what->layer_count && what->cut_count > 0 && done; i++) {
        struct gl_layer *layer = gl_document_layer(&record->document, what->layers[i].layer);
        done = layer == NULL || gl_layer_unfold(layer);
    }
    return done;
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
    struct gl_row_writer writer = {.record = filling->record,
                                   .pieces = out,
                                   .out = gl_pieces_own(out),
                                   .cuts = filling->what->cut_count > 0};
    if (number == FILL_NEW) {
        write_new(&writer, filling->what);
    } else {
        const char *name = filling->what->layers[number - FILL_LAYERS].layer;
        gl_rows_write(&writer, gl_document_find(&filling->record->document, name));
    }
}

enum galley_status gl_record_put(struct gl_record *record, const struct gl_publication *what,
                                 struct gl_pieces *out, bool borrow)
{
    if (gl_pieces_failed(out) || layers_failed(record, what) || !unfold_layers(record, what)) {
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
