/* Write: a document of an archive as a record of JSON Lines. */
#ifndef GALLEY_ARCHIVE_WRITE_H
#define GALLEY_ARCHIVE_WRITE_H

#include <stdbool.h>
#include <stddef.h>

#include "archive/archive.h"
#include "base/buffer.h"

/* Appends `{"id":...,"date":...,"text":...,"metadata":{...}}` and LF; `date` only with `dated`, and
 * where the archive's is a date of ISO 8601. Ill-formed UTF-8 becomes U+FFFD; returns how many.
 * `repaired` is room for that. A JSON record goes through as it is, but for what it lacks. */
size_t gl_archive_write(const struct gl_archive_document *document, bool dated,
                        struct gl_buffer *repaired, struct gl_buffer *out);

#endif
