/* Attribute: who says the quotations of a region, by the rules that have `speaks`.
 *
 * The text around quotations is made tokens of, in pieces (survey.h). Rules are tried in order,
 * where their cues stand; a quotation takes the speaker of the first rule that reaches it, and of
 * several matches of that rule the nearest. Rules stop when every quotation of the piece has its
 * speaker. */
#ifndef GALLEY_QUOTES_ATTRIBUTE_H
#define GALLEY_QUOTES_ATTRIBUTE_H

#include "quotes/survey.h"
#include "quotes/work.h"

/* Gives attributions to the quotations of a piece; false when memory is out. */
bool gl_quotes_attribute(struct gl_survey *survey);

/* Appends an attribution; its index, or GL_NO_ATTRIBUTION when memory is out. */
uint32_t gl_quotes_add_attribution(struct gl_quotes_work *work,
                                   const struct gl_attribution *attribution);

#endif
