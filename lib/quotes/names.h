/* Names: whom a pronoun means.
 *
 * The lists `pronoun` (he: male) and `agreement` (Mr: male) of the language say what may go
 * together; a mention of which nothing is known goes with every pronoun. The value "none" leaves a
 * pronoun as it is. */
#ifndef GALLEY_QUOTES_NAMES_H
#define GALLEY_QUOTES_NAMES_H

#include "quotes/survey.h"

enum { GL_NAMES_BACK = 250 }; /* bytes before the quotation within which a subject ends */

/* Sets the name of every speaker that is a pronoun to the last fitting one before it: a speaker
 * with a name, or the subject of a sentence (the phrase <antecedent>). Uses the survey's tokens.
 * False when memory is out. */
bool gl_quotes_names(struct gl_survey *survey);

#endif
