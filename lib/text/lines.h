/* Lines and paragraphs of a text.
 *
 * A line ends with LF, CR LF, CR, VT, FF, NEL, U+2028 or U+2029 (UAX #14, BK, CR, LF, NL); U+2029
 * and an empty or blank line end a paragraph. */
#ifndef GALLEY_TEXT_LINES_H
#define GALLEY_TEXT_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "text/span.h"

/* One line: `content` without its line end; `next` is where the following line begins. */
struct gl_line {
    struct gl_span content;
    size_t next;
};

/* The line that begins at byte `from`. False when from == text.length. Time linear in the line. */
bool gl_line_at(struct gl_text text, size_t from, struct gl_line *line);

/* The next paragraph at or behind `from`: a longest run of lines that are not blank, from the first
 * character that is no white space to the last one. False when there is none. Time linear in what
 * is passed over. */
bool gl_paragraph_after(struct gl_text text, size_t from, struct gl_span *paragraph);

#endif
