/* Kinds: is a quotation a clause, a fragment, or a term that nobody says? By the rules that have
 * `kind`.
 *
 * The first rule that holds decides; where none does, the votes of those with `weight` are added up
 * by kind. */
#ifndef GALLEY_QUOTES_KINDS_H
#define GALLEY_QUOTES_KINDS_H

#include "quotes/work.h"

/* Sets the kind of every quotation. Without any evidence one that has a speaker is mixed, another a
 * term. */
void gl_quotes_kinds(struct gl_quotes_work *work);

/* Do the match, the conditions and the keys about the quotation itself hold for `rule` at quotation
 * `index`, which lies in `region`? */
bool gl_quotes_rule_holds(struct gl_quotes_work *work, const struct gl_rule *rule, size_t index,
                          struct gl_span region);

/* The region that holds byte `at`; *cursor (first 0) is where the last one was found. Calls with
 * rising `at` cost linear time over all. */
struct gl_span gl_quotes_region_at(const struct gl_quotes_work *work, size_t *cursor, size_t at);

#endif
