/* Words: longest runs of letters, marks and numbers. The same words at build time (triggers) and at
 * run time (scanning), so that both agree on where a rule may begin. */
#ifndef GALLEY_TEXT_WORDS_H
#define GALLEY_TEXT_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "text/span.h"

/* The next word that begins at or behind `from` and before `end`; it may reach past `end` only as
 * far as text.length. `from` inside a word gives the rest of it. False when there is none. */
bool gl_word_after(struct gl_text text, size_t from, size_t end, struct gl_span *word);

/* The last word that ends at or before `to` and begins at or behind `start`. False when there is
 * none. */
bool gl_word_before(struct gl_text text, size_t start, size_t to, struct gl_span *word);

/* End of the word that begins at `at`; `at` itself when no word begins there. */
size_t gl_word_end(struct gl_text text, size_t at);

/* True when a word begins at `at`: a word character stands there and none before it. */
bool gl_word_starts(struct gl_text text, size_t at);

/* How many words lie in `span`, but no more than `most`: the rest is not looked at. */
size_t gl_word_count_upto(struct gl_text text, struct gl_span span, size_t most);

#endif
