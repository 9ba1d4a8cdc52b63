/* Shapes: how a word is written. */
#ifndef GALLEY_SENTENCES_SHAPES_H
#define GALLEY_SENTENCES_SHAPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sentences/marks.h"
#include "text/span.h"

struct gl_shaped_word {
    struct gl_span span;
    uint32_t shape; /* bits of enum gl_shape */
};

/* The word (word characters, and inner marks between two of them) that ends at `end` and begins at
 * or behind `from`; empty, of shape none, when no word ends there. Words are looked at for 64 bytes
 * at most. */
struct gl_shaped_word gl_shape_before(const struct gl_mark_table *marks, struct gl_text text,
                                      size_t from, size_t end);

/* The word that begins at `start` and ends at or before `to`. */
struct gl_shaped_word gl_shape_after(const struct gl_mark_table *marks, struct gl_text text,
                                     size_t start, size_t to);

/* Is the word that ends where `within` ends one of `letters` ASCII letters or more, the last one
 * lower case, that nothing goes on before? Fills in *word then. */
bool gl_shape_plain(const struct gl_mark_table *marks, struct gl_text text, struct gl_span within,
                    size_t letters, struct gl_span *word);

#endif
