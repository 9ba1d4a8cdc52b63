/* Around: the words before and behind a candidate, and their shapes. */
#ifndef GALLEY_SENTENCES_AROUND_H
#define GALLEY_SENTENCES_AROUND_H

#include "sentences/candidates.h"

/* Fills in the words around and all evidence that follows from them: word, shape, opens, next,
 * next-word. Reads at most a few words to either side, inside `paragraph`. */
void gl_candidate_look_around(const struct gl_knowledge *knowledge, struct gl_text text,
                              struct gl_span paragraph, struct gl_candidate *candidate);

/* Lists that hold the word before a mark that begins at `to`, as the evidence will have them. */
uint64_t gl_candidate_lists_before(const struct gl_knowledge *knowledge, struct gl_text text,
                                   size_t from, size_t to);

#endif
