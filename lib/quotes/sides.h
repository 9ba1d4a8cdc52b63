/* Sides: what stands beside a quotation mark, in the manner of typographers' "smart quotes": after
 * white space or an opening mark it opens, after a word it closes. */
#ifndef GALLEY_QUOTES_SIDES_H
#define GALLEY_QUOTES_SIDES_H

#include <stdbool.h>

#include "text/span.h"

struct gl_sides {
    bool free_left; /* nothing, white space or an opening mark before */
    bool word_left;
    bool text_right; /* something to be quoted stands behind */
    bool word_right;
};

/* What stands beside `mark`; nothing is looked at behind `end`, the paragraph's. `opened`: right
 * before it another mark has opened. */
struct gl_sides gl_sides_of(struct gl_text text, struct gl_span mark, size_t end, bool opened);

#endif
