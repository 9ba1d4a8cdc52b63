/* Renewing a plain text: there is nothing to write and read, so text and layers are moved as they
 * lie. The cuts are kept in the form that shorten.c works with, by an outer unit that is the byte.
 * Earlier texts stay where they are: rows have strings that point into them. */
#include "stream/record_internal.h"

#include <string.h>

/* `text` without the cuts, in the arena. False when memory is out. */
static bool splice(struct gl_record *record, const struct gl_publication *what,
                   struct gl_text *text)
{
    char *kept = gl_arena_alloc(&record->arena, text->length + 1);
    size_t length = 0;
    size_t at = 0;
    if (kept == NULL) {
        return false;
    }
    for (size_t i = 0; i <= what->cut_count; i++) {
        size_t end = i < what->cut_count ? what->cuts[i].start : text->length;
        memcpy(kept + length, text->bytes + at, end - at);
        length += end - at;
        at = i < what->cut_count ? what->cuts[i].end : end;
    }
    *text = (struct gl_text){kept, length};
    return true;
}

static bool is_published(const struct gl_publication *what, const char *name)
{
    for (size_t i = 0; i < what->layer_count; i++) {
        if (strcmp(what->layers[i].layer, name) == 0) {
            return true;
        }
    }
    return false;
}

/* Moves a span. False when it was cut whole. */
static bool move(const struct gl_record *record, struct gl_span *span)
{
    struct gl_span before = *span;
    span->start = gl_shorten_map(record, before.start);
    span->end = gl_shorten_map(record, before.end);
    return span->start < span->end || before.start == before.end;
}

static bool move_row(const struct gl_record *record, struct gl_row *row)
{
    return !row->has_span || move(record, &row->span);
}

/* Moves the objects in a row; those that were cut whole go. */
static void move_objects(const struct gl_record *record, struct gl_row *row)
{
    struct gl_attribute **link = &row->first;
    row->last = NULL;
    while (*link != NULL) {
        struct gl_attribute *at = *link;
        if (at->kind == GL_ATTRIBUTE_OBJECT && !move_row(record, at->object)) {
            *link = at->next;
        } else {
            row->last = at;
            link = &at->next;
        }
    }
}

static void move_rows(const struct gl_record *record, struct gl_layer *layer, bool published)
{
    size_t kept = 0;
    for (size_t i = 0; i < layer->count; i++) {
        if (move_row(record, &layer->rows[i]) || published) {
            layer->rows[kept] = layer->rows[i];
            move_objects(record, &layer->rows[kept++]);
        }
    }
    layer->count = kept;
}

static bool move_layer(const struct gl_record *record, const struct gl_publication *what,
                       struct gl_layer *layer)
{
    bool published = is_published(what, layer->name);
    if (gl_layer_unfold(layer)) {
        move_rows(record, layer, published);
    }
    return !layer->failed;
}

bool gl_renew_text(struct gl_record *record, const struct gl_publication *what)
{
    struct gl_document *document = &record->document;
    struct gl_text visible = record->visible;
    struct gl_text original = document->original;
    bool masked = visible.bytes != original.bytes;
    gl_offsets_init(&record->offsets, original, GL_UNIT_BYTE);
    document->text = record->visible; // nothing is hidden, as after a record was read
    if (what->cut_count == 0) {
        return true;
    }
    if (gl_shorten_begin(record, what) != GALLEY_OK || !splice(record, what, &original) ||
        (masked && !splice(record, what, &visible))) {
        return false;
    }
    document->original = original;
    document->text = record->visible = masked ? visible : original;
    bool moved = true;
    for (size_t i = 0; i < document->layer_count; i++) {
        moved = move_layer(record, what, &document->layers[i]) && moved;
    }
    return moved;
}
