/* Crew: workers that share an input and an output, each in turns.
 *
 * Every worker does the same: it reads the next job under a lock, runs it beside the others, and
 * puts out what is done and due. So output is in the order of the input, whoever is first; there is
 * no thread that only reads or writes, and one worker needs no thread at all.
 *
 * Memory is bounded twice. No more than two jobs besides those being run are on their way, and
 * together they hold no more than a budget of bytes: one that is larger than that runs alone. A
 * worker whose job is not due yet goes on with the next one, until there is no more room; one whose
 * output grows too large to be kept waits until it is due and lets it flow. */
#ifndef GALLEY_APP_CREW_H
#define GALLEY_APP_CREW_H

#include <stdbool.h>
#include <stddef.h>

#include "app/job.h"
#include "app/worker.h"
#include "base/error.h"
#include "stream/reader.h"

struct gl_crew;

struct gl_crew_settings {
    size_t workers; /* at least 1; as many threads less one are started, or fewer if the system
                       allows no more */
    struct gl_reader *reader;
    const struct gl_job_frame *frame;
    /* Puts out what a job holds, called by one thread at a time, in the order of the jobs; `whole`
     * is false when more of the same job follows. False: nothing further is wanted. */
    bool (*put)(void *context, struct gl_job *job, bool whole);
    void *context;
    int stop; /* descriptor that is written to when nothing further is wanted; -1: none */
};

/* Runs until the input is at its end or `put` returns false. GALLEY_NO_MEMORY when not even one
 * worker could be made. */
enum galley_status gl_crew_run(const struct gl_crew_settings *settings);

#endif
