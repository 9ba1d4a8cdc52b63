/* Veil: a copy of the text, of the same length, in which each quotation is one opaque thing.
 *
 * A rule about who speaks must not find a name or a verb inside of what is said. In the copy a
 * quotation is the byte 02, any number of bytes 1A, and the byte 03; in front of the 03 the
 * punctuation mark that ends the quotation is kept, because "…," goes on and "…." does not.
 * rules/any/quotes.yaml names these: <quote>, <quote-comma>, ... */
#ifndef GALLEY_QUOTES_VEIL_H
#define GALLEY_QUOTES_VEIL_H

#include "quotes/work.h"

/* Sets work->veiled from work->text and work->found; it lives in work->arena. False when memory is
 * out. */
bool gl_quotes_veil(struct gl_quotes_work *work);

#endif
