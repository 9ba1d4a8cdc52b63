/* Worker: takes one document through the stages, from raw bytes to output bytes.
 *
 *   raw document -> lib/stream's record -> stages that the filter requires -> its own stage ->
 * record with the new layer, or the plain view
 *
 * A worker has its own record, matcher and buffers and uses them again for each document; what is
 * the same for all documents stands in the plan, which workers only read. Workers print nothing:
 * messages come back in the result, so that several workers' results can be put out in the order of
 * the input. */
#ifndef GALLEY_APP_WORKER_H
#define GALLEY_APP_WORKER_H

#include "app/plan.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/pieces.h"
#include "stream/raw.h"

/* What became of a document. The buffers are kept from document to document. */
struct gl_result {
    enum galley_status status; /* OK; BAD_RECORD: nothing in `out`; NO_MEMORY */
    struct galley_error error; /* when the status is not OK */
    struct gl_pieces out;      /* the record without line end, or the plain view */
    struct gl_buffer notes;    /* lines for people, each ended by LF */
    struct gl_buffer cuts;     /* rows for --removed, each ended by LF */
};

void gl_result_release(struct gl_result *result);

struct gl_worker;

/* NULL when memory is out. */
struct gl_worker *gl_worker_new(void);
void gl_worker_free(struct gl_worker *worker);

/* Runs `plan` on a GL_RAW_RECORD or GL_RAW_TEXT; `result` is emptied first and filled. */
void gl_worker_run(struct gl_worker *worker, const struct gl_plan *plan, const struct gl_raw *raw,
                   struct gl_result *result);

#endif
