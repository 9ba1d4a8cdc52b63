/* Pieces: quotations that the narrator interrupts.
 *
 * Where a language does not close the marks before the narrator's words ("— Oui, dit-il, je
 * viens"), rules with `splits` find them inside, and each piece becomes a quotation. Everywhere,
 * pieces of one interrupted quotation get a number in common. */
#ifndef GALLEY_QUOTES_PIECES_H
#define GALLEY_QUOTES_PIECES_H

#include "quotes/work.h"

/* Parts the quotations of work->found where rules say so; the pieces have their speaker already.
 * False when memory is out. */
bool gl_quotes_split(struct gl_quotes_work *work);

/* Numbers the pieces of quotations that their own reporting clause interrupts ("…," Anna said,
 * "…"). */
void gl_quotes_number(struct gl_quotes_work *work);

#endif
