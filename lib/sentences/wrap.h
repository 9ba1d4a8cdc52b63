/* Wrap: was a line broken by a program that fills lines to some column, or does it end where its
 * writer wanted?
 *
 * A paragraph's column is the width of its widest line; a line is full when the next word would not
 * have fitted. Paragraphs of few lines say little, so there the column of the whole document
 * counts, where it has one. Widths are code points. */
#ifndef GALLEY_SENTENCES_WRAP_H
#define GALLEY_SENTENCES_WRAP_H

#include <stddef.h>
#include <stdint.h>

#include "text/span.h"

/* A document on its way. Columns are measured when first asked for, each once. */
struct gl_wrap {
    struct gl_text text;
    size_t narrowest; /* a narrower column is none that a program fills */
    size_t widest;    /* nor is a wider one */
    struct gl_span paragraph;
    size_t paragraph_column; /* 0: not measured yet */
    size_t document_column;  /* 0: not measured yet */
};

void gl_wrap_init(struct gl_wrap *wrap, struct gl_text text, size_t narrowest, size_t widest);

/* Goes to a paragraph. */
void gl_wrap_enter(struct gl_wrap *wrap, struct gl_span paragraph);

/* How the line at `line`, its blanks trimmed, ends (enum gl_line_shape), when the text goes on at
 * `next`. */
uint64_t gl_wrap_shape(struct gl_wrap *wrap, struct gl_span line, size_t next);

#endif
