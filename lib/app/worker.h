/* Worker: takes one document through the stages, from raw bytes to output bytes.
 *
 *   raw document -> lib/stream's record -> the plan's steps, one after another -> record with their
 * layers, or the last one's plain view
 *
 * The record is read once and written once. Between two steps it is only renewed in memory, when
 * one of them cuts: spans then move as they would in a pipe.
 *
 * A worker has its own record, matcher and buffers and uses them again for each document; what is
 * the same for all documents stands in the plan, which workers only read. Workers print nothing:
 * messages come back in the result, so that several workers' results can be put out in the order of
 * the input. */
#ifndef GALLEY_APP_WORKER_H
#define GALLEY_APP_WORKER_H

#include "app/plan.h"
#include "app/tally.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/pieces.h"
#include "stream/raw.h"

/* What became of documents. Memory is kept from document to document. */
struct gl_result {
    struct galley_error error; /* of the last document, when its status is not OK */
    struct gl_text passes;     /* what passes in place of a bad one: its bytes, or what those steps
                                  made of it to which it was not bad; until the next document */
    struct gl_buffer notes;    /* of the last document: lines for people, each ended by LF */
    struct gl_pieces out;      /* records without line end, or plain views: appended */
    struct gl_buffer cuts;     /* rows for --removed, each ended by LF: appended */
    uint64_t removed;          /* bytes of text that were cut: added */
    bool counts_rules;         /* in: whether to count them */
    struct gl_tally spans;     /* rules that took effect: added */
};

void gl_result_release(struct gl_result *result);

struct gl_worker;

/* NULL when memory is out. */
struct gl_worker *gl_worker_new(void);
void gl_worker_free(struct gl_worker *worker);

/* Runs `plan` on a GL_RAW_RECORD or GL_RAW_TEXT. GALLEY_BAD_RECORD, GALLEY_NO_MEMORY: then
 * result->error says why. */
enum galley_status gl_worker_run(struct gl_worker *worker, const struct gl_plan *plan,
                                 const struct gl_raw *raw, struct gl_result *result);

/* Appends the document of the last run to result->out (which borrows from its bytes) and its cuts
 * to result->cuts. GALLEY_NO_MEMORY with result->error; what was appended is then not whole. */
enum galley_status gl_worker_write(struct gl_worker *worker, const struct gl_plan *plan,
                                   const struct gl_raw *raw, struct gl_result *result);

/* As gl_matcher_limit: the next limit that a pattern hit. */
struct gl_limit *gl_worker_limit(struct gl_worker *worker, struct galley_error *error);

#endif
