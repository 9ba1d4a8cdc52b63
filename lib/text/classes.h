/* Character classes: what a code point is. ASCII by table, the rest by utf8proc's categories. */
#ifndef GALLEY_TEXT_CLASSES_H
#define GALLEY_TEXT_CLASSES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/span.h"

/* Letter, mark or number (categories L, M, N): what words are made of. */
bool gl_is_word(int32_t code_point);
bool gl_is_letter(int32_t code_point);
/* Lu or Lt. */
bool gl_is_upper(int32_t code_point);
bool gl_is_lower(int32_t code_point);
/* ASCII 0-9 only: values are computed from these. */
bool gl_is_digit(int32_t code_point);
/* A blank that does not end a line: TAB, and Unicode's space separators (Zs), with U+FEFF and
 * U+200B. */
bool gl_is_blank(int32_t code_point);
/* LF, VT, FF, CR, NEL, U+2028, U+2029. */
bool gl_is_line_end(int32_t code_point);
/* Blank or line end. */
bool gl_is_space(int32_t code_point);
/* Simple lower case of one code point. */
int32_t gl_to_lower(int32_t code_point);
int32_t gl_to_upper(int32_t code_point);

/* `span` without white space at either end (may become empty). */
struct gl_span gl_trim(struct gl_text text, struct gl_span span);

#endif
