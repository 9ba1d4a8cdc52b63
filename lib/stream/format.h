/* Format: is a stream text or JSON Lines? */
#ifndef GALLEY_STREAM_FORMAT_H
#define GALLEY_STREAM_FORMAT_H

#include "stream/raw.h"
#include "text/span.h"

/* What the first bytes of a stream say; AUTO when there are too few. A first line that only looks
 * like a record does not make the stream text: then the second line decides. */
enum gl_format gl_format_judge(struct gl_text first);

#endif
