/* Places: where a match may begin, which is where a word or a mark starts. Within lib/rules only.
 *
 * A mark is one code point that is neither part of a word nor white space nor a control character.
 */
#ifndef GALLEY_RULES_PLACE_H
#define GALLEY_RULES_PLACE_H

#include <stddef.h>

#include "text/span.h"

/* The first place at or behind `from` and before `end`, or `end`. A `from` inside a word counts as
 * behind it. */
size_t gl_place_next(struct gl_text text, size_t from, size_t end);

/* End of the word or mark that starts at the place `at`. */
size_t gl_place_end(struct gl_text text, size_t at);

/* The last place before `to` and not before `start`; `to` when there is none, or when it is further
 * back than 256 bytes. */
size_t gl_place_before(struct gl_text text, size_t start, size_t to);

#endif
