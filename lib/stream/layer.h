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
    enum gl_attribute_kind kind;
    struct gl_text string; /* STRING: decoded UTF-8; RAW: JSON bytes */
    long long number;
    bool flag;
    struct gl_row *object;
    struct gl_attribute *next;
};

/* A mark. Keys come out in the order in which they were added, behind "start" and "end". */
struct gl_row {
    struct gl_span span; /* bytes of the document's text */
    bool has_span;       /* false: a row without offsets, as in `captures` */
    struct gl_attribute *first;
    struct gl_attribute *last;
};

/* Always true: rows[0..count) are valid. `single` layers hold one object rather than a list
 * (`reference_date`). */
struct gl_layer {
    const char *name; /* what the program calls it; --layer may write it under another name */
    struct gl_arena *arena;
    struct gl_row *rows;
    size_t count;
    size_t capacity;
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

/* The attribute of that key, or NULL. */
const struct gl_attribute *gl_row_find(const struct gl_row *row, const char *key);
/* Its string, or an empty text when it is missing or no string. */
struct gl_text gl_row_find_string(const struct gl_row *row, const char *key);

#endif
