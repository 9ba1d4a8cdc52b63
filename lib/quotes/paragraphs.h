/* Paragraphs as quotations keep to them: what empty lines part, or each line where lines are too
 * long to be wrapped by hand. */
#ifndef GALLEY_QUOTES_PARAGRAPHS_H
#define GALLEY_QUOTES_PARAGRAPHS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/span.h"

/* A walk over a text. Zeroed but for `text` it stands before the first paragraph. */
struct gl_paragraphs {
    struct gl_text text;
    struct gl_span paragraph; /* from the end of the last one looked at */
    uint32_t number;          /* of paragraphs that follow each other they differ by one */
    struct gl_span block;     /* what empty lines part */
    bool lines;               /* its lines are paragraphs */
};

/* Goes on to the paragraph that holds byte `at`, which lies behind the present one. Costs what is
 * passed over. */
void gl_paragraphs_reach(struct gl_paragraphs *paragraphs, size_t at);

#endif
