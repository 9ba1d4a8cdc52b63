#include "stream/compressed.h"

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

struct gl_decompressor {
    enum gl_compression compression;
    bool whole; // between members (gzip) or frames (zstd)
    z_stream gzip;
    ZSTD_DStream *zstd;
};

/* Does `first` begin with `mark`, as far as both reach? */
static bool fits(struct gl_text first, const char *mark, size_t length)
{
    return memcmp(first.bytes, mark, first.length < length ? first.length : length) == 0;
}

enum gl_compression gl_compression_of(struct gl_text first)
{
    // RFC 1952, 2.3.1; RFC 8878, 3.1.1 and 3.1.2 (a skippable frame begins with any of 0x50 to
    // 0x5F).
    if (first.length == 0) {
        return GL_COMPRESSION_UNKNOWN;
    }
    if (fits(first, "\x1F\x8B", 2)) {
        return first.length >= 2 ? GL_COMPRESSION_GZIP : GL_COMPRESSION_UNKNOWN;
    }
    struct gl_text behind = {first.bytes + 1, first.length - 1};
    bool skippable = (first.bytes[0] & 0xF0) == 0x50 && fits(behind, "\x2A\x4D\x18", 3);
    if (skippable || fits(first, "\x28\xB5\x2F\xFD", 4)) {
        return first.length >= 4 ? GL_COMPRESSION_ZSTD : GL_COMPRESSION_UNKNOWN;
    }
    return GL_COMPRESSION_NONE;
}

struct gl_decompressor *gl_decompressor_new(enum gl_compression compression)
{
    enum { GZIP_ONLY = 16 }; // added to the window bits: a gzip header, and nothing else
    struct gl_decompressor *decompressor = calloc(1, sizeof *decompressor);
    if (decompressor == NULL) {
        return NULL;
    }
    decompressor->compression = compression;
    bool ready;
    if (compression == GL_COMPRESSION_GZIP) {
        ready = inflateInit2(&decompressor->gzip, MAX_WBITS + GZIP_ONLY) == Z_OK;
    } else {
        decompressor->zstd = ZSTD_createDStream();
        ready = decompressor->zstd != NULL;
    }
    if (!ready) {
        free(decompressor);
        return NULL;
    }
    return decompressor;
}

void gl_decompressor_free(struct gl_decompressor *decompressor)
{
    if (decompressor == NULL) {
        return;
    }
    if (decompressor->compression == GL_COMPRESSION_GZIP) {
        inflateEnd(&decompressor->gzip);
    } else {
        ZSTD_freeDStream(decompressor->zstd);
    }
    free(decompressor);
}

static void take(struct gl_text *input, size_t length)
{
    input->bytes += length;
    input->length -= length;
}

static unsigned int_size(size_t size)
{
    return size < UINT_MAX ? (unsigned)size : UINT_MAX;
}

/* Between members: passes over zeros, with which some writers fill up blocks, and begins the next
 * member. */
static void begin_member(struct gl_decompressor *decompressor, struct gl_text *input)
{
    while (input->length > 0 && input->bytes[0] == '\0') {
        take(input, 1);
    }
    if (input->length > 0) {
        inflateReset(&decompressor->gzip);
        decompressor->whole = false;
    }
}

static enum galley_status gunzip(struct gl_decompressor *decompressor,
                                 struct gl_decompression *step)
{
    z_stream *gzip = &decompressor->gzip;
    if (decompressor->whole) {
        begin_member(decompressor, &step->input);
        if (decompressor->whole) {
            return GALLEY_OK;
        }
    }
    // zlib's input is not const without ZLIB_CONST; it is only read.
    gzip->next_in = (Bytef *)(uintptr_t)step->input.bytes;
    gzip->avail_in = int_size(step->input.length);
    gzip->next_out = (Bytef *)step->out;
    gzip->avail_out = int_size(step->room);
    int result = inflate(gzip, Z_NO_FLUSH);
    take(&step->input, (size_t)((const char *)gzip->next_in - step->input.bytes));
    step->made = (size_t)((char *)gzip->next_out - step->out);
    decompressor->whole = result == Z_STREAM_END;
    if (result == Z_MEM_ERROR) {
        return GALLEY_NO_MEMORY;
    }
    if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR) {
        step->what = gzip->msg != NULL ? gzip->msg : "unknown data";
        return GALLEY_IO;
    }
    return GALLEY_OK;
}

static enum galley_status unzstd(struct gl_decompressor *decompressor,
                                 struct gl_decompression *step)
{
    ZSTD_inBuffer in = {step->input.bytes, step->input.length, 0};
    ZSTD_outBuffer out = {step->out, step->room, 0};
    if (decompressor->whole && in.size == 0) {
        return GALLEY_OK; // asking for more would begin a frame
    }
    size_t result = ZSTD_decompressStream(decompressor->zstd, &out, &in);
    if (ZSTD_isError(result)) {
        step->what = ZSTD_getErrorName(result);
        return ZSTD_getErrorCode(result) == ZSTD_error_memory_allocation ? GALLEY_NO_MEMORY
                                                                         : GALLEY_IO;
    }
    take(&step->input, in.pos);
    step->made = out.pos;
    decompressor->whole = result == 0;
    return GALLEY_OK;
}

enum galley_status gl_decompress(struct gl_decompressor *decompressor,
                                 struct gl_decompression *step)
{
    step->made = 0;
    step->what = NULL;
    return decompressor->compression == GL_COMPRESSION_GZIP ? gunzip(decompressor, step)
                                                            : unzstd(decompressor, step);
}

bool gl_decompressor_whole(const struct gl_decompressor *decompressor)
{
    return decompressor->whole;
}
