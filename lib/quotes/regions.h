/* Regions: the stretch of text in which rules look for the speaker of a quotation.
 *
 * That is a sentence, or several where a quotation spans them, where the first announces the
 * quotation ("He said:"), or where the next goes on after it in lower case ("… he asked."). */
#ifndef GALLEY_QUOTES_REGIONS_H
#define GALLEY_QUOTES_REGIONS_H

#include "quotes/work.h"

/* Sets work->regions from the layer "sentences" and work->found. Every quotation lies in one
 * region. False when memory is out. */
bool gl_quotes_regions(struct gl_quotes_work *work);

#endif
