/* Job: a batch of documents on its way through a worker, with what came of it, to be put out when
 * its turn has come. */
#ifndef GALLEY_APP_JOB_H
#define GALLEY_APP_JOB_H

#include <stdbool.h>
#include <stddef.h>

#include "app/request.h"
#include "app/stats.h"
#include "app/worker.h"
#include "base/array.h"
#include "base/buffer.h"
#include "stream/batch.h"

/* What jobs have in common; all borrowed, and only read. */
struct gl_job_frame {
    const struct gl_plan *plan;
    const struct gl_request *request;
    const char *command; /* stands before each message */
    bool counts_rules;   /* into result.spans */
    bool records;        /* JSON Lines on both sides: bad records can pass */
};

/* A message about a pattern's limit, which is told once in a process. */
struct gl_job_limit {
    struct gl_limit *limit;
    size_t start, end; /* its line in `messages` */
};

/* What is put out is kept in the order of the documents; pieces borrow from the batch. Make one by
 * gl_job_init. */
struct gl_job {
    struct gl_batch batch;
    struct gl_counts counts;   /* of its documents */
    struct gl_result result;   /* `out` and `cuts` of all its documents */
    struct gl_buffer messages; /* whole lines for standard error */
    struct gl_array limits;    /* struct gl_job_limit */
    int exit_status;           /* the worst that happened */
    bool begun;                /* a document came out: in text the border owed before it is due */
    bool border_owed;          /* the last document that came out has no border behind it */
    bool stops;                /* nothing behind this counts any more, for the reason in `error` */
    struct galley_error error;
};

void gl_job_init(struct gl_job *job);
void gl_job_release(struct gl_job *job);

/* Appends what parts two documents of text: NUL, or the separator as a line. */
void gl_job_border(const struct gl_job_frame *frame, struct gl_pieces *out);

/* Runs the batch's documents, one after the other, until one ends it all. What came before is
 * forgotten; messages, limits, `out` and `cuts` may be taken out and reset meanwhile, by the drain
 * of `out`. */
void gl_job_run(struct gl_job *job, struct gl_worker *worker, const struct gl_job_frame *frame);

#endif
