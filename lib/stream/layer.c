#include "stream/layer.h"

#include <string.h>

#include "base/number.h"

enum { FIRST_ROWS = 32 };

/* Rows move to twice the room when they are full; the old room stays with the arena until reset. */
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
    struct gl_row *rows = gl_arena_alloc(layer->arena, bytes);
    if (rows == NULL) {
        return false;
    }
    if (layer->count > 0) {
        memcpy(rows, layer->rows, layer->count * sizeof *rows);
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

static void attach(struct gl_layer *layer, struct gl_row *row, struct gl_attribute attribute)
{
    struct gl_attribute *copy = NULL;
    if (!layer->failed) {
        copy = gl_arena_alloc(layer->arena, sizeof *copy);
        layer->failed = copy == NULL;
    }
    if (layer->failed) {
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
