/* Document: one text with what the stream knows about it and the layers beside it. */
#ifndef GALLEY_STREAM_DOCUMENT_H
#define GALLEY_STREAM_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "stream/layer.h"
#include "text/span.h"

enum { GL_DOCUMENT_LAYERS = 16 }; /* layers one process holds at once */

/* Everything points into the record, the arena or buffers of the worker: valid until the next
 * document. */
struct gl_document {
    struct gl_text text; /* what engines read: well-formed UTF-8, ill-formed bytes masked and marked
                            boilerplate blanked to LF, all at the same length as `original` */
    struct gl_text original; /* the bytes as they came (decoded from JSON), for output */
    struct gl_text id;       /* decoded, or empty */
    struct gl_text language; /* the record's `lang` (BCP 47), or empty */
    struct gl_text date;     /* the record's `date`, or empty */
    struct gl_arena *arena;
    struct gl_layer layers[GL_DOCUMENT_LAYERS];
    size_t layer_count;
};

/* The layer of that name, or NULL when the document has none (which is not the same as an empty
 * one). */
struct gl_layer *gl_document_layer(struct gl_document *document, const char *name);
const struct gl_layer *gl_document_find(const struct gl_document *document, const char *name);

/* A new empty layer of that name, in place of any older one. `name` must outlive the document. NULL
 * only when there are GL_DOCUMENT_LAYERS already. */
struct gl_layer *gl_document_start(struct gl_document *document, const char *name);

/* ---- several stages on one document ---- */

/* The layer `from` goes by the name `to`, which must outlive the document, if it is there. */
void gl_document_rename(struct gl_document *document, const char *from, const char *to);

/* Takes out the layer of that name, if it is there. Pointers to layers are then no longer good. */
void gl_document_drop(struct gl_document *document, const char *name);

#endif
