/* Loop: documents from the input through workers to the output, in order. */
#ifndef GALLEY_APP_LOOP_H
#define GALLEY_APP_LOOP_H

#include "app/progress.h"
#include "app/request.h"
#include "app/stats.h"
#include "app/status.h"
#include "app/worker.h"
#include "stream/reader.h"
#include "stream/sink.h"

/* Everything that a run holds; all borrowed. */
struct gl_loop {
    const struct gl_request *request;
    struct gl_plan *plan;
    struct gl_reader *reader;
    struct gl_sink *sink;
    struct gl_sink *cuts; /* --removed; NULL: not asked for */
    struct gl_status *status;
    struct gl_stats *stats;       /* counts are added; spans only if `counts_rules` */
    struct gl_progress *progress; /* shown while the loop runs */
    bool counts_rules;
    size_t workers; /* at least 1 */
    int stop;       /* descriptor whose other end wakes the reader; -1: none */
};

/* Runs until the input is at its end or nothing can go on; messages and the exit status go to
 * loop->status. What was written is flushed, but not committed. */
void gl_loop_run(const struct gl_loop *loop);

#endif
