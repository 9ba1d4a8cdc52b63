/* Compressed input: gzip (zlib) and zstd (libzstd), streaming. */
#ifndef GALLEY_STREAM_COMPRESSED_H
#define GALLEY_STREAM_COMPRESSED_H

#include <stdbool.h>
#include <stddef.h>

#include "galley.h"
#include "text/span.h"

enum gl_compression {
    GL_COMPRESSION_UNKNOWN, /* more of the first bytes are needed */
    GL_COMPRESSION_NONE,
    GL_COMPRESSION_GZIP,
    GL_COMPRESSION_ZSTD
};

/* Tells by the first bytes; UNKNOWN only when fewer than four are there and all of them fit a mark.
 */
enum gl_compression gl_compression_of(struct gl_text first);

struct gl_decompressor;

/* For GZIP or ZSTD. NULL when memory is out. */
struct gl_decompressor *gl_decompressor_new(enum gl_compression compression);
void gl_decompressor_free(struct gl_decompressor *decompressor);

/* One step: bytes in from `input`, bytes out to `out` for as long as both last. */
struct gl_decompression {
    struct gl_text input; /* what is not taken yet; moves forward */
    char *out;
    size_t room;
    size_t made;      /* out: bytes written to `out` */
    const char *what; /* out: what is wrong with the data */
};

/* GALLEY_IO when the data are damaged. Call again while input is left or `made` was `room`. */
enum galley_status gl_decompress(struct gl_decompressor *decompressor,
                                 struct gl_decompression *step);

/* True when the data may end here: between members or frames. */
bool gl_decompressor_whole(const struct gl_decompressor *decompressor);

#endif
