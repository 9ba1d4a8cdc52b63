/* Attribute: who says the quotations of a region, by the rules that have `speaks`.
 *
 * Rules are tried where their triggers stand, on the veiled text of regions that hold a quotation.
 * Each match is a candidate: a speaker, perhaps a cue, and how far it reaches. A quotation takes,
 * of the candidates that reach it, that of the first rule in order, and of several of the same rule
 * the nearest. */
#ifndef GALLEY_QUOTES_ATTRIBUTE_H
#define GALLEY_QUOTES_ATTRIBUTE_H

#include "quotes/work.h"

/* Gives attributions to the quotations of work->found; false when memory is out. */
bool gl_quotes_attribute(struct gl_quotes_work *work);

/* Appends an attribution; its index, or GL_NO_ATTRIBUTION when memory is out. */
uint32_t gl_quotes_add_attribution(struct gl_quotes_work *work,
                                   const struct gl_attribution *attribution);

#endif
