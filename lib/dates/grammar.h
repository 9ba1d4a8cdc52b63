/* Grammar of TIMEX3 values (TimeML 1.2.1): what is outside it is never written. Pure functions. */
#ifndef GALLEY_DATES_GRAMMAR_H
#define GALLEY_DATES_GRAMMAR_H

#include <stdbool.h>

#include "text/span.h"

/* Is `value` a date or time ("1998-02-12T19:15", "XXXX-WXX-3", "199", "BC0044", "1998-Q3"), a
 * duration ("P2Y", "PT2H20M", "PXD") or a reference ("PRESENT_REF")? Figures are looked at singly:
 * that February has no 30th day is the calendar's business. */
bool gl_value_valid(struct gl_text value);

/* START, MID, END, APPROX, MORE_THAN, ...; and empty. */
bool gl_mod_valid(struct gl_text mod);

#endif
