/* Kinds: is a quotation a clause, a fragment, or a term that nobody says? By the rules that have
 * `kind`.
 *
 * The first rule that holds decides; where none does, the votes of those with `weight` are added up
 * by kind. */
#ifndef GALLEY_QUOTES_KINDS_H
#define GALLEY_QUOTES_KINDS_H

#include "quotes/survey.h"
#include "quotes/work.h"

/* Sets the kind of every quotation of a piece. Without any evidence one that has a speaker is
 * mixed, another a term. */
void gl_quotes_kinds(struct gl_survey *survey);

/* Do the keys about the quotation itself hold for `rule`? */
bool gl_quotes_rule_holds(struct gl_quotes_work *work, const struct gl_rule *rule,
                          const struct gl_quotation *quotation);

#endif
