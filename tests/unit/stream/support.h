/* One record in and out, for the tests of records. */
#ifndef GALLEY_TESTS_STREAM_SUPPORT_H
#define GALLEY_TESTS_STREAM_SUPPORT_H

#include <stdio.h>

#include "../unit.h"

#include "stream/record.h"

/* A record with what hangs on it; `in` is exactly as large as its bytes. */
struct bench {
    struct gl_record *record;
    struct gl_record_settings settings;
    struct gl_text in;
    struct gl_pieces pieces;
    struct gl_buffer out; /* what was written, in one */
    struct galley_error error;
};

static inline int bench_open(void **state)
{
    struct bench *bench = calloc(1, sizeof *bench);
    assert_non_null(bench);
    bench->record = gl_record_new();
    assert_non_null(bench->record);
    bench->pieces = GL_PIECES;
    *state = bench;
    return 0;
}

static inline int bench_close(void **state)
{
    struct bench *bench = *state;
    gl_record_free(bench->record);
    gl_pieces_release(&bench->pieces);
    gl_buffer_release(&bench->out);
    free((char *)(uintptr_t)bench->in.bytes);
    free(bench);
    return 0;
}

static inline enum galley_status parse_bytes(struct bench *bench, const char *bytes, size_t length)
{
    struct gl_text in = tight_text(bytes, length);
    free((char *)(uintptr_t)bench->in.bytes);
    bench->in = in;
    struct gl_raw raw = {
        .kind = GL_RAW_RECORD, .bytes = in, .file = "f", .name = "f", .line = 3, .number = 1};
    return gl_record_parse(bench->record, &raw, &bench->settings, &bench->error);
}

static inline enum galley_status parse(struct bench *bench, const char *json)
{
    return parse_bytes(bench, json, strlen(json));
}

/* The record as written, ended by NUL. */
static inline const char *written(struct bench *bench, const struct gl_publication *what)
{
    gl_pieces_reset(&bench->pieces);
    gl_buffer_reset(&bench->out);
    assert_int_equal(gl_record_write(bench->record, what, &bench->pieces), GALLEY_OK);
    gl_pieces_gather(&bench->pieces, &bench->out);
    gl_buffer_byte(&bench->out, '\0');
    return bench->out.bytes;
}

#endif
