/* Shapes: how a word is written. */
#ifndef GALLEY_SENTENCES_SHAPES_H
#define GALLEY_SENTENCES_SHAPES_H

#include <stddef.h>
#include <stdint.h>

#include "sentences/marks.h"
#include "text/span.h"

/* The word (word characters, and inner marks between two of them) that ends at `end` and begins at
 * or behind `from`; empty when none ends there. Words are looked at for 64 bytes at most. */
struct gl_span gl_shape_word_before(const struct gl_mark_table *marks, struct gl_text text,
                                    size_t from, size_t end);

/* The word that begins at `start` and ends at or before `to`. */
struct gl_span gl_shape_word_after(const struct gl_mark_table *marks, struct gl_text text,
                                   size_t start, size_t to);

/* Its shape: bits of enum gl_shape. Linear in the word. */
uint32_t gl_shape_of(const struct gl_mark_table *marks, struct gl_text text, struct gl_span word);

#endif
