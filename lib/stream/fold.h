/* Folded rows: the rows of a layer one behind the other in a few bytes each, read in order only.
 *
 * A row begins with one byte: how far it stands behind the last one, how long it is, and whether
 * its attributes are other than the last row's. What does not fit follows as numbers of variable
 * length (seven bits a byte, lowest first). Attributes are a byte each for key and kind, and a
 * value told from the last ones: numbers by how far they moved, strings by their place among the
 * last sixteen or by how far they lie from the last new one. So short rows of the same kind take
 * one byte, a quotation with speaker and cue about twenty-five. Chunks of bytes never move. */
#ifndef GALLEY_STREAM_FOLD_H
#define GALLEY_STREAM_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "stream/row.h"

enum {
    GL_FOLD_ATTRIBUTES = 32, /* that a row may have, with those of its objects */
    GL_FOLD_OBJECTS = 8,
    GL_FOLD_RECENT = 16
};

struct gl_fold_chunk;
struct gl_fold_slot;

/* What the next row is told from; the same on both sides. */
struct gl_fold_state {
    size_t end;                            /* of the last row with a span */
    const char *newest;                    /* the last string that was new */
    struct gl_text recent[GL_FOLD_RECENT]; /* the last new strings, overwritten in turns */
    size_t turn;
    long long numbers[GL_FOLD_RECENT]; /* by slot */
    const uint8_t *attributes;         /* as they were written last; NULL: never */
    size_t length;                     /* of these */
};

/* A zeroed struct holds no rows. */
struct gl_fold {
    struct gl_fold_chunk *first;
    struct gl_fold_chunk *last;
    struct gl_fold_slot *slots; /* keys with their kinds */
    size_t slot_count;
    size_t slot_capacity;
    size_t slot_next; /* the one behind the last that was found */
    struct gl_fold_state state;
};

/* A reader of rows. The row and what hangs on it are the cursor's own, until the next row: it may
 * not be copied meanwhile. */
struct gl_fold_cursor {
    const struct gl_fold *fold;
    const struct gl_fold_chunk *chunk;
    size_t at;
    struct gl_fold_state state;
    struct gl_row row;
    struct gl_attribute attributes[GL_FOLD_ATTRIBUTES];
    struct gl_row objects[GL_FOLD_OBJECTS];
    size_t attribute_count;
    size_t object_count;
};

/* Appends a row; what its strings point to must live as long as the fold. False when memory is out
 * or the row has more attributes or objects than a cursor holds, or the rows more than 250 keys. */
bool gl_fold_add(struct gl_fold *fold, struct gl_arena *arena, const struct gl_row *row);

/* Stands before the first row. */
void gl_fold_begin(struct gl_fold_cursor *cursor, const struct gl_fold *fold);
/* The next row; NULL behind the last. */
const struct gl_row *gl_fold_next(struct gl_fold_cursor *cursor);

#endif
