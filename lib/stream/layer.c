#include "stream/layer.h"

#include <assert.h>
#include <string.h>

#include "base/number.h"

enum { FIRST_ROWS = 32 };

/* Rows move to twice the room when they are full. */
static bool grow(struct gl_layer *layer)
{
    size_t capacity = FIRST_ROWS;
    size_t bytes;
    if (layer->capacity > 0 && !gl_size_multiply(layer->capacity, 2, &capacity)) {
        return false;
    }
    if (!gl_size_multiply(capacity, sizeof *layer->rows, &bytes)) {
        return false;
    }
    struct gl_row *rows =
        gl_arena_regrow(layer->arena, layer->rows, layer->capacity * sizeof *layer->rows, bytes);
    if (rows == NULL) {
        return false;
    }
    layer->rows = rows;
    layer->capacity = capacity;
    return true;
}

/* ---- folded layers ---- */

/* Rows that are folded, and the one that still grows, with what hangs on it. */
struct gl_folded {
    struct gl_fold fold;
    bool grows;
    struct gl_row row;
    size_t object_count;
    struct gl_attribute attributes[GL_FOLD_ATTRIBUTES]; // the layer's spare ones
    struct gl_row objects[GL_FOLD_OBJECTS];
};

void gl_layer_fold(struct gl_layer *layer)
{
    assert(layer->count == 0);
    layer->folded = layer->failed ? NULL : gl_arena_alloc(layer->arena, sizeof *layer->folded);
    if (layer->folded == NULL) {
        layer->failed = true;
        return;
    }
    layer->folded->fold = (struct gl_fold){.first = NULL};
    layer->folded->grows = false;
}

/* The row that grew is done. */
static bool fold_last(struct gl_layer *layer)
{
    struct gl_folded *folded = layer->folded;
    bool done = !folded->grows || gl_fold_add(&folded->fold, layer->arena, &folded->row);
    folded->grows = false;
    return done;
}

static struct gl_row *append_folded(struct gl_layer *layer)
{
    struct gl_folded *folded = layer->folded;
    folded->grows = true;
    folded->object_count = 0;
    layer->spare = folded->attributes;
    layer->spare_count = GL_FOLD_ATTRIBUTES;
    layer->count++;
    return &folded->row;
}

/* ---- rows ---- */

/* A new last row, to be filled; after a failure the one that goes nowhere. */
static struct gl_row *append(struct gl_layer *layer)
{
    if (layer->folded != NULL && !layer->failed) {
        layer->failed = !fold_last(layer);
    } else if (layer->count == layer->capacity && !layer->failed) {
        layer->failed = !grow(layer);
    }
    if (layer->failed) {
        return &layer->scratch;
    }
    return layer->folded != NULL ? append_folded(layer) : &layer->rows[layer->count++];
}

struct gl_row *gl_layer_add(struct gl_layer *layer, struct gl_span span)
{
    struct gl_row *row = append(layer);
    *row = (struct gl_row){.span = span, .has_span = true};
    return row;
}

struct gl_row *gl_layer_add_plain(struct gl_layer *layer)
{
    struct gl_row *row = append(layer);
    *row = (struct gl_row){.has_span = false};
    return row;
}

/* Room for attributes. False when there is none: memory is out, or a folded row has too many. */
static bool make_room(struct gl_layer *layer)
{
    enum { FIRST = 8, LARGEST = 128 };
    if (layer->folded != NULL) {
        return false;
    }
    size_t count = layer->spare_next > 0 ? layer->spare_next : FIRST;
    layer->spare = gl_arena_alloc(layer->arena, count * sizeof *layer->spare);
    if (layer->spare == NULL) {
        return false;
    }
    layer->spare_count = count;
    layer->spare_next = count < LARGEST ? 2 * count : LARGEST;
    return true;
}

/* A new last attribute of the row, its value to be set; NULL after a failure. */
static struct gl_attribute *attach(struct gl_layer *layer, struct gl_row *row, const char *key,
                                   enum gl_attribute_kind kind)
{
    if (layer->failed || (layer->spare_count == 0 && !make_room(layer))) {
        layer->failed = true;
        return NULL;
    }
    struct gl_attribute *attribute = layer->spare++;
    layer->spare_count--;
    attribute->key = key;
    attribute->kind = kind;
    attribute->next = NULL;
    if (row->last != NULL) {
        row->last->next = attribute;
    } else {
        row->first = attribute;
    }
    row->last = attribute;
    return attribute;
}

void gl_row_string(struct gl_layer *layer, struct gl_row *row, const char *key, struct gl_text text)
{
    struct gl_attribute *attribute = attach(layer, row, key, GL_ATTRIBUTE_STRING);
    if (attribute != NULL) {
        attribute->string = text;
    }
}

void gl_row_text(struct gl_layer *layer, struct gl_row *row, const char *key, const char *text)
{
    gl_row_string(layer, row, key, (struct gl_text){text, strlen(text)});
}

void gl_row_number(struct gl_layer *layer, struct gl_row *row, const char *key, long long number)
{
    struct gl_attribute *attribute = attach(layer, row, key, GL_ATTRIBUTE_NUMBER);
    if (attribute != NULL) {
        attribute->number = number;
    }
}

void gl_row_flag(struct gl_layer *layer, struct gl_row *row, const char *key, bool flag)
{
    struct gl_attribute *attribute = attach(layer, row, key, GL_ATTRIBUTE_FLAG);
    if (attribute != NULL) {
        attribute->flag = flag;
    }
}

void gl_row_raw(struct gl_layer *layer, struct gl_row *row, const char *key, struct gl_text json)
{
    struct gl_attribute *attribute = attach(layer, row, key, GL_ATTRIBUTE_RAW);
    if (attribute != NULL) {
        attribute->string = json;
    }
}

/* Room for an object; NULL when memory is out or a folded row has too many. */
static struct gl_row *new_object(struct gl_layer *layer)
{
    struct gl_folded *folded = layer->folded;
    if (folded == NULL) {
        return gl_arena_alloc(layer->arena, sizeof(struct gl_row));
    }
    return folded->object_count < GL_FOLD_OBJECTS ? &folded->objects[folded->object_count++] : NULL;
}

struct gl_row *gl_row_object(struct gl_layer *layer, struct gl_row *row, const char *key,
                             struct gl_span span)
{
    struct gl_row *object = layer->failed ? NULL : new_object(layer);
    struct gl_attribute *attribute =
        object != NULL ? attach(layer, row, key, GL_ATTRIBUTE_OBJECT) : NULL;
    if (attribute == NULL) {
        layer->failed = true;
        layer->scratch = (struct gl_row){.has_span = false};
        return &layer->scratch;
    }
    *object = (struct gl_row){.span = span, .has_span = true};
    attribute->object = object;
    return object;
}

/* ---- reading ---- */

struct gl_layer_cursor gl_layer_begin(const struct gl_layer *layer)
{
    struct gl_layer_cursor cursor;
    cursor.layer = layer;
    cursor.index = 0;
    gl_fold_begin(&cursor.folded,
                  layer != NULL && layer->folded != NULL ? &layer->folded->fold : NULL);
    return cursor;
}

const struct gl_row *gl_layer_next(struct gl_layer_cursor *cursor)
{
    const struct gl_layer *layer = cursor->layer;
    if (layer == NULL || cursor->index == layer->count) {
        return NULL;
    }
    size_t index = cursor->index++;
    if (layer->folded == NULL) {
        return &layer->rows[index];
    }
    bool last = index + 1 == layer->count;
    return last && layer->folded->grows ? &layer->folded->row : gl_fold_next(&cursor->folded);
}

/* Gives `to` the attributes of `from`. */
static void copy_attributes(struct gl_layer *layer, struct gl_row *to, const struct gl_row *from)
{
    for (const struct gl_attribute *at = from->first; at != NULL; at = at->next) {
        if (at->kind == GL_ATTRIBUTE_OBJECT) {
            struct gl_row *object = gl_row_object(layer, to, at->key, at->object->span);
            object->has_span = at->object->has_span;
            copy_attributes(layer, object, at->object);
            continue;
        }
        struct gl_attribute *copy = attach(layer, to, at->key, at->kind);
        if (copy != NULL) {
            struct gl_attribute *next = copy->next;
            *copy = *at;
            copy->next = next;
        }
    }
}

bool gl_layer_unfold(struct gl_layer *layer)
{
    if (layer->folded == NULL) {
        return !layer->failed;
    }
    struct gl_layer rows = {.name = layer->name,
                            .arena = layer->arena,
                            .single = layer->single,
                            .failed = layer->failed};
    struct gl_layer_cursor cursor = gl_layer_begin(layer);
    const struct gl_row *row;
    while ((row = gl_layer_next(&cursor)) != NULL && !rows.failed) {
        struct gl_row *copy =
            row->has_span ? gl_layer_add(&rows, row->span) : gl_layer_add_plain(&rows);
        copy_attributes(&rows, copy, row);
    }
    *layer = rows;
    return !layer->failed;
}

const struct gl_attribute *gl_row_find(const struct gl_row *row, const char *key)
{
    for (const struct gl_attribute *found = row->first; found != NULL; found = found->next) {
        if (strcmp(found->key, key) == 0) {
            return found;
        }
    }
    return NULL;
}

struct gl_text gl_row_find_string(const struct gl_row *row, const char *key)
{
    const struct gl_attribute *found = gl_row_find(row, key);
    if (found == NULL || found->kind != GL_ATTRIBUTE_STRING) {
        return (struct gl_text){"", 0};
    }
    return found->string;
}
