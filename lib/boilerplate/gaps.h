/* Gaps: which white space goes with what is cut, so that the rest reads as if nothing had stood
 * there. */
#ifndef GALLEY_BOILERPLATE_GAPS_H
#define GALLEY_BOILERPLATE_GAPS_H

#include <stddef.h>

#include "base/arena.h"
#include "text/span.h"

/* Turns marks (rising, apart, without white space at their ends) into cuts (rising, apart, not
 * touching): a whole line takes its line end with it, and of the blank lines above and below it
 * those that would stand double; a piece of a line takes the blanks beside it. What is kept is byte
 * for byte the text's. Returns how many; *cuts is in `arena`, NULL when memory is out or there are
 * none. Linear in the text. */
size_t gl_gaps_close(struct gl_text text, const struct gl_span *marks, size_t count,
                     struct gl_arena *arena, struct gl_span **cuts);

#endif
