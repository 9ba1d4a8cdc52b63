/* Array: items of one size that grow; kept and used again from document to document. */
#ifndef GALLEY_BASE_ARRAY_H
#define GALLEY_BASE_ARRAY_H

#include <stdbool.h>
#include <stddef.h>

/* Always true: count <= capacity. A pointer into `items` is valid until the next push. */
struct gl_array {
    void *items;
    size_t count;
    size_t capacity;
    size_t item_size; /* set once, by GL_ARRAY */
};

#define GL_ARRAY(type) ((struct gl_array){.item_size = sizeof(type)})
#define GL_AT(array, type, index) (((type *)(array).items)[index])

/* A new last item, cleared; NULL when memory is out (the array is as it was). */
void *gl_array_push(struct gl_array *array);
/* Sets count to 0 and keeps the memory. */
void gl_array_reset(struct gl_array *array);
void gl_array_release(struct gl_array *array);

#endif
