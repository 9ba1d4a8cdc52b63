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

static struct gl_row *append(struct gl_layer *layer, struct gl_row row)
{
    if (!layer->failed && layer->count == layer->capacity) {
        layer->failed = !grow(layer);
    }
    if (layer->failed) {
        return &layer->scratch;
    }
    layer->rows[layer->count] = row;
    return &layer->rows[layer->count++];
}

struct gl_row *gl_layer_add(struct gl_layer *layer, struct gl_span span)
{
    return append(layer, (struct gl_row){.span = span, .has_span = true});
}

struct gl_row *gl_layer_add_plain(struct gl_layer *layer)
{
    return append(layer, (struct gl_row){.has_span = false});
}

/* Room for an attribute; NULL when the layer failed. */
static struct gl_attribute *new_attribute(struct gl_layer *layer)
{
    enum { FIRST = 8, LARGEST = 128 };
    if (layer->spare_count == 0 && !layer->failed) {
        size_t count = layer->spare_next > 0 ? layer->spare_next : FIRST;
        layer->spare = gl_arena_alloc(layer->arena, count * sizeof *layer->spare);
        layer->failed = layer->spare == NULL;
        layer->spare_count = layer->failed ? 0 : count;
        layer->spare_next = count < LARGEST ? 2 * count : LARGEST;
    }
    if (layer->failed) {
        return NULL;
    }
    layer->spare_count--;
    return layer->spare++;
}

static void attach(struct gl_layer *layer, struct gl_row *row, struct gl_attribute attribute)
{
    struct gl_attribute *copy = new_attribute(layer);
    if (copy == NULL) {
        return;
    }
    *copy = attribute;
    if (row->last != NULL) {
        row->last->next = copy;
    } else {
        row->first = copy;
    }
    row->last = copy;
}

void gl_row_string(struct gl_layer *layer, struct gl_row *row, const char *key, struct gl_text text)
{
    attach(layer, row,
           (struct gl_attribute){.key = key, .kind = GL_ATTRIBUTE_STRING, .string = text});
}

void gl_row_text(struct gl_layer *layer, struct gl_row *row, const char *key, const char *text)
{
    gl_row_string(layer, row, key, (struct gl_text){text, strlen(text)});
}

void gl_row_number(struct gl_layer *layer, struct gl_row *row, const char *key, long long number)
{
    attach(layer, row,
           (struct gl_attribute){.key = key, .kind = GL_ATTRIBUTE_NUMBER, .number = number});
}

void gl_row_flag(struct gl_layer *layer, struct gl_row *row, const char *key, bool flag)
{
    attach(layer, row, (struct gl_attribute){.key = key, .kind = GL_ATTRIBUTE_FLAG, .flag = flag});
}

void gl_row_raw(struct gl_layer *layer, struct gl_row *row, const char *key, struct gl_text json)
{
    attach(layer, row, (struct gl_attribute){.key = key, .kind = GL_ATTRIBUTE_RAW, .string = json});
}

struct gl_row *gl_row_object(struct gl_layer *layer, struct gl_row *row, const char *key,
                             struct gl_span span)
{
    struct gl_row *object = NULL;
    if (!layer->failed) {
        object = gl_arena_alloc(layer->arena, sizeof *object);
        layer->failed = object == NULL;
    }
    if (layer->failed) {
        return &layer->scratch;
    }
    *object = (struct gl_row){.span = span, .has_span = true};
    attach(layer, row,
           (struct gl_attribute){.key = key, .kind = GL_ATTRIBUTE_OBJECT, .object = object});
    return object;
}

/* ---- packed layers ---- */

void gl_layer_pack(struct gl_layer *layer, const struct gl_column *columns, size_t count)
{
    assert(layer->count == 0 && count > 0 && count <= GL_PACKED_COLUMNS);
    layer->columns = columns;
    layer->column_count = count;
}

void gl_layer_add_packed(struct gl_layer *layer, const struct gl_packed_row *row)
{
    if (!layer->failed) {
        layer->failed = !gl_packed_add(&layer->packed, layer->arena, row, layer->column_count);
        layer->count += !layer->failed;
    }
}

struct gl_layer_cursor gl_layer_begin(const struct gl_layer *layer)
{
    struct gl_layer_cursor cursor;
    cursor.layer = layer;
    cursor.index = 0;
    cursor.packed = (struct gl_packed_cursor){.packed = layer != NULL ? &layer->packed : NULL};
    return cursor;
}

/* The attribute that a column's value stands for; false when the row does not have it. */
static bool attribute_of(const struct gl_column *column, int64_t value,
                         struct gl_attribute *attribute)
{
    *attribute = (struct gl_attribute){.key = column->key, .kind = column->kind};
    if (column->kind == GL_ATTRIBUTE_NUMBER) {
        attribute->number = value;
        return true;
    }
    if (column->kind == GL_ATTRIBUTE_FLAG) {
        attribute->flag = value != 0;
    } else if (value != 0) {
        const char *text = gl_packed_text(value);
        attribute->string = (struct gl_text){text, strlen(text)};
    }
    return value != 0;
}

/* The cursor's packed row as a row of its own. */
static const struct gl_row *unfold(struct gl_layer_cursor *cursor)
{
    const struct gl_layer *layer = cursor->layer;
    struct gl_row *row = &cursor->row;
    *row = (struct gl_row){.span = cursor->packed.row.span, .has_span = true};
    for (size_t i = 0; i < layer->column_count; i++) {
        struct gl_attribute *attribute = &cursor->attributes[i];
        if (!attribute_of(&layer->columns[i], cursor->packed.row.values[i], attribute)) {
            continue;
        }
        if (row->last != NULL) {
            row->last->next = attribute;
        } else {
            row->first = attribute;
        }
        row->last = attribute;
    }
    return row;
}

const struct gl_row *gl_layer_next(struct gl_layer_cursor *cursor)
{
    const struct gl_layer *layer = cursor->layer;
    if (layer == NULL || cursor->index == layer->count) {
        return NULL;
    }
    size_t index = cursor->index++;
    if (layer->columns == NULL) {
        return &layer->rows[index];
    }
    gl_packed_next(&cursor->packed);
    return unfold(cursor);
}

bool gl_layer_unpack(struct gl_layer *layer)
{
    if (layer->columns == NULL) {
        return !layer->failed;
    }
    struct gl_layer rows = {.name = layer->name, .arena = layer->arena, .failed = layer->failed};
    struct gl_layer_cursor cursor = gl_layer_begin(layer);
    const struct gl_row *row;
    while ((row = gl_layer_next(&cursor)) != NULL && !rows.failed) {
        struct gl_row *copy = gl_layer_add(&rows, row->span);
        for (const struct gl_attribute *at = row->first; at != NULL; at = at->next) {
            struct gl_attribute attribute = *at;
            attribute.next = NULL;
            attach(&rows, copy, attribute);
        }
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
