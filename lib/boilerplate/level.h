/* Level: whole pages and texts that were extracted already, told apart; and which lines of the
 * latter are beyond doubt. */
#ifndef GALLEY_BOILERPLATE_LEVEL_H
#define GALLEY_BOILERPLATE_LEVEL_H

#include <stdbool.h>

#include "boilerplate/page.h"
#include "boilerplate/stage.h"

/* GL_LEVEL_PAGE when the section has the share of label-like lines that whole pages have: short,
 * and not ended like a sentence. */
enum gl_level gl_level_tell(struct gl_page *page);

/* Is the line short, and does it not end like a sentence? */
bool gl_level_is_label(const struct gl_page *page, struct gl_page_line *line);

/* Is the line long enough, and does it end as sentences do? Then light level has no vote on it. */
bool gl_level_is_sure(const struct gl_page *page, struct gl_page_line *line);

/* Is there a line that some rule would cut, if its place is right? Where no word gives boilerplate
 * away, weak signs are not to be trusted. */
bool gl_level_has_doubts(const struct gl_page *page);

#endif
