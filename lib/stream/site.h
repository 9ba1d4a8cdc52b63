/* Site: which web site a record is from. */
#ifndef GALLEY_STREAM_SITE_H
#define GALLEY_STREAM_SITE_H

#include <stddef.h>

#include "text/span.h"

enum { GL_SITE = 256 };

/* Writes the host of the record's URL to `site`, in small letters, without `www.`, port and user,
 * and returns its length; 0 when there is none. The URL is the string in the field `url`, or in
 * `metadata`'s `url`; where `field` is not NULL, in that field alone. `record` is a JSON object
 * that was read before. Linear in the record. */
size_t gl_site_of_record(struct gl_text record, const char *field, char site[GL_SITE]);

#endif
