/* Rows: one mark each, with what is said of it. */
#ifndef GALLEY_STREAM_ROW_H
#define GALLEY_STREAM_ROW_H

#include <stdbool.h>
#include <stddef.h>

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

#endif
