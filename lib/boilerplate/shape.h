/* Shape: what one line looks like, whatever stands around it. Nothing is computed before a rule
 * asks; words are counted sixteen bytes at a time. */
#ifndef GALLEY_BOILERPLATE_SHAPE_H
#define GALLEY_BOILERPLATE_SHAPE_H

#include <stdbool.h>
#include <stddef.h>

#include "boilerplate/bound.h"
#include "rules/ruleset.h"
#include "text/span.h"

/* Words in the span, `most` at the most. Linear in the bytes looked at. */
size_t gl_shape_words(struct gl_text text, struct gl_span span, size_t most);

/* Share of function words among the first words of the span (48 of them); 1 when the language has
 * no list of them, so that nothing is held against a line. */
double gl_shape_function_share(const struct gl_ruleset *set, const struct gl_bound *bound,
                               struct gl_text text, struct gl_span span);

/* Does the span end with a mark that ends sentences, closing quotes and brackets after it allowed?
 */
bool gl_shape_final_mark(const struct gl_bound *bound, struct gl_text text, struct gl_span span);

/* Has the span more than `most` code points? Counts only where bytes leave it open. */
bool gl_shape_is_longer(struct gl_text text, struct gl_span span, size_t most);

#endif
