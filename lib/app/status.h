/* Status: messages to people and the exit status, in one place.
 *
 * Every message is one line on standard error, `command: file:line:column: what; hint`, with
 * control characters escaped. The exit status is the worst that happened. */
#ifndef GALLEY_APP_STATUS_H
#define GALLEY_APP_STATUS_H

#include <stdint.h>

#include "app/progress.h"
#include "base/buffer.h"
#include "base/error.h"
#include "text/span.h"

enum { GL_EXIT_DONE = 0, GL_EXIT_BAD_RECORDS = 1, GL_EXIT_COULD_NOT = 2, GL_EXIT_PIPE = 141 };

struct gl_status {
    const char *command;
    int exit_status;
    struct gl_progress *progress; /* is wiped out before each message; NULL: there is none */
};

/* Appends to `out` what gl_status_say prints; and each line of `notes` in the same form. Any thread
 * may call these. */
void gl_status_line(const char *command, const struct galley_error *error, struct gl_buffer *out);
void gl_status_notes(const char *command, const struct gl_buffer *notes, struct gl_buffer *out);

/* Prints whole lines that gl_status_line and gl_status_notes made; raises nothing. */
void gl_status_put(const struct gl_status *status, struct gl_text lines);

/* Prints `error` and raises nothing. */
void gl_status_say(const struct gl_status *status, const struct galley_error *error);

/* Makes the exit status `exit_status` if that is worse. */
void gl_status_raise(struct gl_status *status, int exit_status);

/* Prints `error` and makes the exit status 2. */
void gl_status_fail(struct gl_status *status, const struct galley_error *error);

/* Prints a usage error, in two lines: what is wrong, and where to read on. Exit status 2. */
void gl_status_usage(struct gl_status *status, const struct galley_error *error);

/* Prints what --version says: the name and version on the first line, the rules in force on the
 * second. */
void gl_status_version(struct gl_status *status, uint64_t rules_hash);

/* Writes `text` to standard output and makes sure that it arrived; on failure a message, and status
 * 2 (141 when the pipe was closed). */
void gl_status_print(struct gl_status *status, const struct gl_buffer *text);

#endif
