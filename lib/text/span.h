/* Spans: the two kinds of offsets, which do not convert by accident.
 *
 * Inside the library every offset is a byte of the document's text. Code points (or what --offsets
 * chose) exist at the edge only, where lib/stream reads and writes layers. */
#ifndef GALLEY_TEXT_SPAN_H
#define GALLEY_TEXT_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* A borrowed piece of text: not ended by NUL, may hold NULs. */
struct gl_text {
    const char *bytes;
    size_t length; /* bytes */
};

/* A text that ends by NUL; borrowed. */
static inline struct gl_text gl_text_of(const char *text)
{
    return (struct gl_text){text, strlen(text)};
}

/* Bytes of a document's text, half-open. */
struct gl_span {
    size_t start;
    size_t end;
};

/* The same in the unit that the stream uses outside (code points by default). */
struct gl_outer_span {
    size_t start;
    size_t end;
};

static inline size_t gl_span_length(struct gl_span span)
{
    return span.end - span.start;
}

static inline bool gl_span_holds(struct gl_span outer, struct gl_span inner)
{
    return outer.start <= inner.start && inner.end <= outer.end;
}

/* True when the two share at least one byte. */
static inline bool gl_span_meets(struct gl_span a, struct gl_span b)
{
    return a.start < b.end && b.start < a.end;
}

#endif
