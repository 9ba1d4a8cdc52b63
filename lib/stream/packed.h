/* Packed rows: layers of many small rows at one to four bytes a row.
 *
 * A row is one byte (how far behind the last row it begins, how long it is, whether a value
 * changed) and, where these do not fit, numbers of variable length (seven bits a byte, lowest
 * first). Rows are read in order only. They lie in chunks that never move. */
#ifndef GALLEY_STREAM_PACKED_H
#define GALLEY_STREAM_PACKED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "text/span.h"

enum { GL_PACKED_COLUMNS = 4 };

/* A row: its span and a value for each column, of which 0 is the first row's neighbour. */
struct gl_packed_row {
    struct gl_span span;
    int64_t values[GL_PACKED_COLUMNS];
};

struct gl_packed_chunk;

/* A zeroed struct holds no rows. */
struct gl_packed {
    struct gl_packed_chunk *first;
    struct gl_packed_chunk *last;
    struct gl_packed_row previous; /* what the next row is told from */
};

/* A place between rows; zeroed but for `packed` it stands before the first. */
struct gl_packed_cursor {
    const struct gl_packed *packed;
    const struct gl_packed_chunk *chunk;
    size_t at;
    struct gl_packed_row row; /* the last one given */
};

/* Appends a row, from `arena`; false when memory is out (the rows are as they were). `columns` is
 * the same for all rows. */
bool gl_packed_add(struct gl_packed *packed, struct gl_arena *arena,
                   const struct gl_packed_row *row, size_t columns);

/* The next row into cursor->row; false behind the last. */
bool gl_packed_next(struct gl_packed_cursor *cursor);

#endif
