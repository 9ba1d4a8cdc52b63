/* Progress: a line on standard error that tells a person how far the run is.
 *
 * On a terminal the line is written over again and wiped out in the end; elsewhere, when asked for,
 * each is a line of its own. The clock is asked for nothing else. */
#ifndef GALLEY_APP_PROGRESS_H
#define GALLEY_APP_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include "base/buffer.h"

enum gl_progress_choice { GL_PROGRESS_NEVER, GL_PROGRESS_AUTO, GL_PROGRESS_ALWAYS };

/* How far the run is. */
struct gl_progress_state {
    uint64_t bytes;     /* read from the files */
    uint64_t total;     /* of the files; 0: unknown */
    uint64_t documents; /* put out */
    double seconds;     /* since the start */
};

/* Appends the line, without its end, at most `width` columns of ASCII: with a bar, share and time
 * left when the total is known. */
void gl_progress_line(const struct gl_progress_state *state, size_t width, struct gl_buffer *out);

struct gl_progress {
    bool on;
    bool terminal;
    struct timespec begun;
    double next;  /* seconds: when the next line is due */
    size_t shown; /* columns that stand on the terminal now */
    struct gl_progress_state state;
};

/* Begins; `total` bytes, 0 when unknown. Nothing is shown for the first moments. */
void gl_progress_begin(struct gl_progress *progress, enum gl_progress_choice choice,
                       uint64_t total);
/* Shows the line when it is due. */
void gl_progress_show(struct gl_progress *progress, uint64_t bytes, uint64_t documents);
/* Wipes the line out, before anything else is written to standard error. NULL is allowed. */
void gl_progress_clear(struct gl_progress *progress);
/* Wipes it out for good; where it is no terminal, the last line is shown. */
void gl_progress_end(struct gl_progress *progress);

#endif
