/* Plain: quotations as rows for people and for cut, sort and awk. */
#ifndef GALLEY_QUOTES_PLAIN_H
#define GALLEY_QUOTES_PLAIN_H

#include "base/pieces.h"
#include "stream/document.h"

/* Appends a line for each row of the layer "quotes": start, end (code points), kind, speaker, cue,
 * quotation, parted by TAB. An empty field is one that is not known. White space that holds a TAB
 * or a line end becomes one blank, so that a row is a line and a field a field. */
void gl_quotes_write_plain(const struct gl_document *document, const void *settings,
                           struct gl_pieces *pieces);

#endif
