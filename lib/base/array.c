#include "base/array.h"

#include <stdlib.h>
#include <string.h>

#include "base/number.h"

enum { FIRST_CAPACITY = 16 };

static bool grow(struct gl_array *array)
{
    size_t capacity = FIRST_CAPACITY;
    size_t bytes;
    if (array->capacity > 0 && !gl_size_multiply(array->capacity, 2, &capacity)) {
        return false;
    }
    if (!gl_size_multiply(capacity, array->item_size, &bytes)) {
        return false;
    }
    void *items = realloc(array->items, bytes);
    if (items == NULL) {
        return false;
    }
    array->items = items;
    array->capacity = capacity;
    return true;
}

void *gl_array_push(struct gl_array *array)
{
    if (array->count == array->capacity && !grow(array)) {
        return NULL;
    }
    char *item = (char *)array->items + array->count * array->item_size;
    memset(item, 0, array->item_size);
    array->count++;
    return item;
}

void gl_array_reset(struct gl_array *array)
{
    array->count = 0;
}

void gl_array_release(struct gl_array *array)
{
    free(array->items);
    *array = (struct gl_array){.item_size = array->item_size};
}
