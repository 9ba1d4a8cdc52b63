/* Source: the bytes of one file or standard input, decompressed, in large blocks. */
#ifndef GALLEY_STREAM_SOURCE_H
#define GALLEY_STREAM_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

enum { GL_SOURCE_BLOCK = 256 * 1024 };

struct gl_source;

/* Opens `name` ("-" is standard input, which is not closed by gl_source_close). GALLEY_IO when it
 * cannot be opened or is a directory; GALLEY_NO_MEMORY. `name` must outlive the source. When the
 * descriptor `stop` (0 or -1: none) becomes readable while a read waits, that is the end. */
enum galley_status gl_source_open(const char *name, int stop, struct gl_source **source,
                                  struct galley_error *error);
void gl_source_close(struct gl_source *source);

/* Reads 1 to `room` bytes (room >= 16) into `bytes`; *got == 0 means the end. Waits for
 * non-blocking descriptors, goes on after signals, takes short reads. gzip (all members) and zstd
 * (all frames) are decompressed, told by the first bytes. GALLEY_IO: a read error, damaged or cut
 * compressed data, or a UTF-16/UTF-32 mark at the start; what came before stays good. */
enum galley_status gl_source_read(struct gl_source *source, char *bytes, size_t room, size_t *got,
                                  struct galley_error *error);

/* What there is to be read of a regular file, before decompression; false for anything else. */
bool gl_source_size(const char *name, uint64_t *size);

/* Bytes read from the file so far, before decompression. */
uint64_t gl_source_taken(const struct gl_source *source);

/* True when a read would not have to wait (data, the end or an error is there). */
bool gl_source_ready(const struct gl_source *source);

#endif
