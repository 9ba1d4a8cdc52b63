/* Places: where a match may begin, which is where a word or a mark starts. Within lib/rules only.
 *
 * A mark is one code point that is neither part of a word nor white space nor a control character.
 */
#ifndef GALLEY_RULES_PLACE_H
#define GALLEY_RULES_PLACE_H

#include <stddef.h>
#include <stdint.h>

#include "text/span.h"

/* What a byte is as the first of a place; of those beyond ASCII the code point decides. */
enum gl_byte_kind { GL_BYTE_NOTHING, GL_BYTE_WORD, GL_BYTE_MARK, GL_BYTE_BEYOND };
extern const uint8_t gl_byte_kinds[256];

/* The first place at or behind `from` and before `end`, or `end`. A `from` inside a word counts as
 * behind it. */
size_t gl_place_next(struct gl_text text, size_t from, size_t end);

/* End of the word or mark that starts at the place `at`. */
size_t gl_place_end(struct gl_text text, size_t at);

/* Kind of the code point at `at`, and where it ends. */
enum gl_byte_kind gl_place_kind(struct gl_text text, size_t at, size_t *end);

/* The last place before `to` and not before `start`; `to` when there is none, or when it is further
 * back than 256 bytes. */
size_t gl_place_before(struct gl_text text, size_t start, size_t to);

#endif
