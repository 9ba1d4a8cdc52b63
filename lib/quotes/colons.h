/* Colons: what is said without marks behind a colon.
 *
 * A transcript is a text in which lines begin with a name in capitals and a colon ("BERG: We go."),
 * at least three, and one name more than once; what stands behind the colon is said by that name. A
 * block is a paragraph set in by blanks, a TAB or ">" behind a line that ends with a colon. */
#ifndef GALLEY_QUOTES_COLONS_H
#define GALLEY_QUOTES_COLONS_H

#include "quotes/work.h"

/* A line of a transcript, or a block (whose name is empty). */
struct gl_colon {
    struct gl_span name;
    struct gl_span said;
};

struct gl_colons {
    struct gl_colon *items;
    size_t count;
    size_t capacity;
    size_t lines;     /* of transcripts, among them */
    size_t block_end; /* of the last block: nothing begins inside of it */
};

/* Looks at the colon at `at`; colons come in order. False when memory is out. */
bool gl_colons_see(struct gl_colons *colons, const struct gl_quotes_work *work, size_t at);

/* Adds what was found to work->found, in place of marked quotations inside of it, with speakers.
 * False when memory is out. */
bool gl_colons_add(struct gl_colons *colons, struct gl_quotes_work *work);

#endif
