/* Layers: the marks of one kind beside a text, as rows.
 *
 * One form serves all: an engine appends rows, lib/stream reads and writes them as JSON, with
 * offsets turned into the outer unit. Rows live in the document's arena. Appending cannot fail
 * visibly: the first failure sticks in `failed` and is asked for once, by whoever runs the engine.
 */
#ifndef GALLEY_STREAM_LAYER_H
#define GALLEY_STREAM_LAYER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "stream/packed.h"
#include "text/span.h"

enum gl_attribute_kind {
    GL_ATTRIBUTE_STRING,
    GL_ATTRIBUTE_NUMBER,
    GL_ATTRIBUTE_FLAG,
    GL_ATTRIBUTE_OBJECT, /* a row of its own: speaker, cue */
    GL_ATTRIBUTE_RAW     /* JSON as it was read; written unchanged */
};

struct gl_row;

struct gl_attribute {
    const char *key; /* ended by NUL; a constant or in the arena */
    struct gl_attribute *next;
    enum gl_attribute_kind kind;
    union {                    /* by kind: no other may be read */
        struct gl_text string; /* STRING: decoded UTF-8; RAW: JSON bytes */
        long long number;
        bool flag;
        struct gl_row *object;
    };
};

/* A mark. Keys come out in the order in which they were added, behind "start" and "end". */
struct gl_row {
    struct gl_span span; /* bytes of the document's text */
    bool has_span;       /* false: a row without offsets, as in `captures` */
    struct gl_attribute *first;
    struct gl_attribute *last;
};

/* An attribute that all rows of a packed layer may have. */
struct gl_column {
    const char *key;
    enum gl_attribute_kind kind; /* NUMBER: in every row; FLAG: in rows where it is not 0; STRING:
                                    in rows where it is not 0, which is NULL: see gl_packed_text */
};

/* Always true: rows[0..count) are valid, or, in a packed layer (columns is not NULL), rows is NULL
 * and `packed` holds count rows; gl_layer_next reads both. `single` layers hold one object rather
 * than a list
 * (`reference_date`). */
struct gl_layer {
    const char *name; /* what the program calls it; --layer may write it under another name */
    struct gl_arena *arena;
    struct gl_row *rows;
    size_t count;
    size_t capacity;
    struct gl_attribute *spare; /* room for the next attributes */
    size_t spare_count;
    size_t spare_next; /* how many are made room for when these are used */
    struct gl_packed packed;
    const struct gl_column *columns; /* NULL: not packed */
    size_t column_count;
    bool single;
    bool failed;
    struct gl_row scratch; /* what appends give after a failure; never written */
};

/* Appends a row; never NULL (after a failure a scratch row that goes nowhere). The pointer is valid
 * until the next append to the same layer. Spans of rows should rise, because offsets are converted
 * forward. */
struct gl_row *gl_layer_add(struct gl_layer *layer, struct gl_span span);
struct gl_row *gl_layer_add_plain(struct gl_layer *layer); /* a row without offsets */

/* Attributes of a row just appended. `text` is not copied: it must live as long as the arena. */
void gl_row_string(struct gl_layer *layer, struct gl_row *row, const char *key,
                   struct gl_text text);
void gl_row_text(struct gl_layer *layer, struct gl_row *row, const char *key, const char *text);
void gl_row_number(struct gl_layer *layer, struct gl_row *row, const char *key, long long number);
void gl_row_flag(struct gl_layer *layer, struct gl_row *row, const char *key, bool flag);
/* JSON that is written as it is. */
void gl_row_raw(struct gl_layer *layer, struct gl_row *row, const char *key, struct gl_text json);
/* A nested object with a span of its own; attributes are added to what comes back (never NULL). */
struct gl_row *gl_row_object(struct gl_layer *layer, struct gl_row *row, const char *key,
                             struct gl_span span);

/* ---- packed layers: many rows of nothing but spans, numbers, flags and constant strings ---- */

/* Makes an empty layer a packed one. `columns` (at most GL_PACKED_COLUMNS, at least one) must live
 * as long as the document. */
void gl_layer_pack(struct gl_layer *layer, const struct gl_column *columns, size_t count);
/* Appends a row; row->values are by column. Only for packed layers, which take no other rows. */
void gl_layer_add_packed(struct gl_layer *layer, const struct gl_packed_row *row);
/* A string (ended by NUL, living as long as the document) as a value of a STRING column, and back.
 */
static inline int64_t gl_packed_value(const char *text)
{
    return (int64_t)(intptr_t)text;
}
static inline const char *gl_packed_text(int64_t value)
{
    return (const char *)(intptr_t)value; // NOLINT: it was a pointer before
}

/* ---- reading rows in order, whatever the layer's form ---- */

/* Rows that it gives of a packed layer are its own: it may not be copied while one is in use. */
struct gl_layer_cursor {
    const struct gl_layer *layer;
    size_t index; /* of the next row */
    struct gl_packed_cursor packed;
    struct gl_row row;
    struct gl_attribute attributes[GL_PACKED_COLUMNS];
};

/* Before the first row; `layer` may be NULL, which has none. */
struct gl_layer_cursor gl_layer_begin(const struct gl_layer *layer);
/* The next row, valid until the next call, or NULL behind the last. */
const struct gl_row *gl_layer_next(struct gl_layer_cursor *cursor);

/* Turns a packed layer into one with rows, for whoever needs them out of order (200 bytes a row).
 * False (and failed) when memory is out. */
bool gl_layer_unpack(struct gl_layer *layer);

/* The attribute of that key, or NULL. */
const struct gl_attribute *gl_row_find(const struct gl_row *row, const char *key);
/* Its string, or an empty text when it is missing or no string. */
struct gl_text gl_row_find_string(const struct gl_row *row, const char *key);

#endif
