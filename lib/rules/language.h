/* Language: which language is a text in, by the function words it uses. Within lib/rules; others
 * ask gl_rulebook_detect. */
#ifndef GALLEY_RULES_LANGUAGE_H
#define GALLEY_RULES_LANGUAGE_H

#include "rules/ruleset.h"
#include "text/span.h"

/* `detector` has one list, "language", from function words to the languages that have them. Counts
 * the words of the text's first KiB, and of more, up to 16 KiB, while there is no clear winner.
 * Returns the language's code (alive as long as the detector) or "any". Method: share of function
 * words ("stop words") as in W. B. Cavnar and J. M. Trenkle's forerunners; a word that several
 * languages have counts a part for each. */
const char *gl_language_detect(const struct gl_ruleset *detector, struct gl_text text);

#endif
