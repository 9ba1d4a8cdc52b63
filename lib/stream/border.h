/* Borders: where raw documents end in a stream of bytes that is held piece by piece. */
#ifndef GALLEY_STREAM_BORDER_H
#define GALLEY_STREAM_BORDER_H

#include <stdbool.h>
#include <stddef.h>

#include "text/span.h"

enum gl_border_kind {
    GL_BORDER_NONE, /* the whole file is one document */
    GL_BORDER_LINE, /* LF or CR LF */
    GL_BORDER_NUL,
    GL_BORDER_SEPARATOR /* a line that is the separator; its line end may be LF, CR LF or the file's
                         */
};

/* A search that goes on where it stopped, so that no byte is looked at twice. Offsets are into the
 * text given to each call; gl_border_shift moves them when the text's front is dropped. */
struct gl_border {
    enum gl_border_kind kind;
    struct gl_text separator;
    size_t scanned;    /* no border ends before */
    size_t line_start; /* SEPARATOR: where the line being looked at begins */
    bool broken; /* SEPARATOR: the line's beginning was dropped, so it cannot be the separator */
};

/* The first border in `text` at or behind `from`: a document ends at *end, what follows it at
 * *next. `whole`: nothing comes behind `text`. False when there is none (yet). */
bool gl_border_find(struct gl_border *border, struct gl_text text, bool whole, size_t *end,
                    size_t *next);

/* Begins a new document at `at`, behind a border. */
void gl_border_begin(struct gl_border *border, size_t at);

/* After a search without success: the bytes from here on may belong to a border. */
size_t gl_border_safe(const struct gl_border *border, struct gl_text text);

/* The first `length` bytes of the text are dropped. */
void gl_border_shift(struct gl_border *border, size_t length);

#endif
