/* Batch: raw documents that were read together, with the bytes they point into.
 *
 * The reader fills it, a worker looks into it, and it is filled again: its memory goes back and
 * forth between the two, so that the bytes of a document are not copied. */
#ifndef GALLEY_STREAM_BATCH_H
#define GALLEY_STREAM_BATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/array.h"
#include "base/buffer.h"
#include "base/error.h"
#include "stream/raw.h"

/* All documents of a batch come from one file. Zeroed by GL_BATCH before the first use. */
struct gl_batch {
    struct gl_buffer bytes;    /* the documents, and maybe bytes that are none of theirs */
    struct gl_array raws;      /* struct gl_raw; valid until the batch is filled again */
    enum galley_status status; /* what became of the input behind them */
    struct galley_error error; /* when the status is not OK */
    uint64_t taken;            /* bytes read from the files so far, before decompression */
    bool last;                 /* the input is at its end: no batch follows */
};

#define GL_BATCH ((struct gl_batch){.raws = GL_ARRAY(struct gl_raw)})

/* Empties it and keeps its memory, except what only a huge document needed. */
void gl_batch_reset(struct gl_batch *batch);
void gl_batch_release(struct gl_batch *batch);

#endif
