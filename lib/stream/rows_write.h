/* Rows into JSON, for record_write.c. */
#ifndef GALLEY_STREAM_ROWS_WRITE_H
#define GALLEY_STREAM_ROWS_WRITE_H

#include "stream/record_internal.h"

/* A key as it is written, `,"key":`, in the record's buffer `labels`. */
struct gl_label {
    const char *key; /* NULL: none */
    size_t start;
    size_t length;
};

enum { GL_ROW_LABELS = 16 };

/* Where rows are written. */
struct gl_row_writer {
    struct gl_record *record;
    struct gl_pieces *pieces;
    struct gl_buffer *out;                 /* the pieces' own */
    bool cuts;                             /* the record's cuts are out of the text */
    struct gl_label labels[GL_ROW_LABELS]; /* of the layer being written */
};

/* Appends the layer: a list of its rows, or its one object; the output may flow after each row.
 * With cuts a folded layer must have been unfolded. */
void gl_rows_write(struct gl_row_writer *writer, const struct gl_layer *layer);

#endif
