/* Look: the evidence that a line gives by itself, in one pass over its bytes. */
#ifndef GALLEY_BOILERPLATE_LOOK_H
#define GALLEY_BOILERPLATE_LOOK_H

#include <stdbool.h>
#include <stdint.h>

#include "boilerplate/evidence.h"
#include "boilerplate/lexicon.h"
#include "text/span.h"

/* Words of the page's title, by their hashes: an open-addressing table, 0: free. */
enum { GL_TITLE_SLOTS = 128, GL_TITLE_WORDS = 32 };
struct gl_title {
    uint64_t slots[GL_TITLE_SLOTS];
    size_t words; /* how many there are */
};

/* What is known of a line beside its evidence. */
struct gl_look {
    uint64_t hash;      /* of all its words looked at, capitals and marks apart; 0: it has none */
    size_t title_words; /* words that stand in the title, too */
};

/* Fills in the evidence of the line itself and TITLE in *row, but not KIND. Looks at the first 512
 * bytes of a line closely, and counts words in the rest. `span` has no white space at its ends. */
struct gl_look gl_look_at(const struct gl_lexicon *lexicon, const struct gl_title *title,
                          struct gl_text text, struct gl_span span, struct gl_evidence_row *row);

/* The least that neighbours need to know of a line of prose that nobody votes on: its words, its
 * size and its ends. */
void gl_look_in_passing(struct gl_text text, struct gl_span span, size_t words,
                        struct gl_evidence_row *row);

/* Is the share of function words among the first 48 words at least so great? True when the language
 * has no list of them, so that nothing is held against a line. Ends when the answer is known. */
bool gl_look_reads(const struct gl_lexicon *lexicon, struct gl_text text, struct gl_span span,
                   double share);

/* The words of `span`, function words apart, as a title. */
void gl_title_read(const struct gl_lexicon *lexicon, struct gl_text text, struct gl_span span,
                   struct gl_title *title);

#endif
