/* Carry: hands speakers on to quotations that no cue reaches, by the rules that have `carry`. */
#ifndef GALLEY_QUOTES_CARRY_H
#define GALLEY_QUOTES_CARRY_H

#include "quotes/work.h"

/* Terms neither give nor take. False when memory is out. */
bool gl_quotes_carry(struct gl_quotes_work *work);

#endif
