/* Line: what makes two lines the same for a table.
 *
 * Normalisation 1: Unicode simple lower case, each run of digits (ASCII, and of category Nd) as one
 * 0, each run of white space as one blank, none at the ends. The key is 64 bits: the normalised
 * bytes eight at a time (little end first, filled up by zeros), each mixed in by xor, a
 * multiplication and a rotation, and with the length by the finaliser of MurmurHash3 (Appleby). Of
 * 10^10 lines, three pairs may share a key by chance. */
#ifndef GALLEY_TABLES_LINE_H
#define GALLEY_TABLES_LINE_H

#include <stdbool.h>
#include <stdint.h>

#include "text/span.h"

enum { GL_LINE_NORMALISATION = 1 };

/* The key of a line, which is UTF-8; false when nothing but white space is in it. */
bool gl_line_key(struct gl_text line, uint64_t *key);

/* The key of a site's name, or of an id; 0 for an empty one. */
uint64_t gl_name_key(struct gl_text name);

#endif
