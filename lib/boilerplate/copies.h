/* Copies: lines that say what another line says, capitals and marks apart. */
#ifndef GALLEY_BOILERPLATE_COPIES_H
#define GALLEY_BOILERPLATE_COPIES_H

#include <stdbool.h>

#include "text/span.h"

/* Have the two spans the same words, in the same order? Ends at the first that differs. */
bool gl_copy_same_words(struct gl_text text, struct gl_span a, struct gl_span b);

/* A cheap look at their first bytes: false when gl_copy_same_words would surely be false. */
bool gl_copy_may_be(struct gl_text text, struct gl_span a, struct gl_span b);

/* Do the line's words stand together near the beginning of `other`? So a heading is told from a
 * button. */
bool gl_copy_named_in(struct gl_text text, struct gl_span line, struct gl_span other);

#endif
