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
#include "stream/fold.h"
#include "stream/row.h"

struct gl_folded;

/* Always true: rows[0..count) are valid, or, in a folded layer (folded is not NULL), rows is NULL
 * and gl_layer_next alone reads the count rows; it reads both forms. `single` layers hold one
 * object rather than a list (`reference_date`). */
struct gl_layer {
    const char *name; /* what the program calls it; --layer may write it under another name */
    struct gl_arena *arena;
    struct gl_row *rows;
    size_t count;
    size_t capacity;
    struct gl_attribute *spare; /* room for the next attributes */
    size_t spare_count;
    size_t spare_next;        /* how many are made room for when these are used */
    struct gl_folded *folded; /* NULL: rows are kept as they are */
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

/* ---- folded layers, for many rows ---- */

/* Makes an empty layer a folded one: each row is folded into a few bytes when the next is added
 * (see fold.h for what a row may have), and read in order by gl_layer_next only. For engines whose
 * rows nobody needs out of order. */
void gl_layer_fold(struct gl_layer *layer);

/* Turns a folded layer into one with rows, which are then read by index (some hundred bytes each).
 * False (and failed) when memory is out. */
bool gl_layer_unfold(struct gl_layer *layer);

/* ---- reading rows in order, whatever the layer's form ---- */

/* Rows that it gives of a folded layer are its own: it may not be copied while one is in use. */
struct gl_layer_cursor {
    const struct gl_layer *layer;
    size_t index; /* of the next row */
    struct gl_fold_cursor folded;
};

/* Before the first row; `layer` may be NULL, which has none. */
struct gl_layer_cursor gl_layer_begin(const struct gl_layer *layer);
/* The next row, valid until the next call, or NULL behind the last. */
const struct gl_row *gl_layer_next(struct gl_layer_cursor *cursor);

/* The attribute of that key, or NULL. */
const struct gl_attribute *gl_row_find(const struct gl_row *row, const char *key);
/* Its string, or an empty text when it is missing or no string. */
struct gl_text gl_row_find_string(const struct gl_row *row, const char *key);

#endif
