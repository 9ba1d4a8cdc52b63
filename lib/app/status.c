#include "app/status.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { LINE_SIZE = 2048 }; // a message is cut there; it holds all fields of an error

void gl_status_line(const char *command, const struct galley_error *error, struct gl_buffer *out)
{
    char what[LINE_SIZE];
    gl_error_format(error, what, sizeof what);
    gl_buffer_printf(out, "%s: %s\n", command, what);
}

void gl_status_notes(const char *command, const struct gl_buffer *notes, struct gl_buffer *out)
{
    for (size_t at = 0; at < notes->length;) {
        const char *line = notes->bytes + at;
        const char *end = memchr(line, '\n', notes->length - at);
        size_t length = end ? (size_t)(end - line) : notes->length - at;
        gl_buffer_printf(out, "%s: ", command);
        gl_buffer_add(out, line, length);
        gl_buffer_byte(out, '\n');
        at += length + 1;
    }
}

void gl_status_say(const struct gl_status *status, const struct galley_error *error)
{
    char what[LINE_SIZE];
    char line[LINE_SIZE + 64];
    gl_error_format(error, what, sizeof what);
    snprintf(line, sizeof line, "%s: %s\n", status->command, what);
    gl_status_put(status, (struct gl_text){line, strlen(line)});
}

void gl_status_put(const struct gl_status *status, struct gl_text lines)
{
    gl_progress_clear(status->progress);
    fwrite(lines.bytes, 1, lines.length, stderr); // nothing is left to do if it fails
}

void gl_status_raise(struct gl_status *status, int exit_status)
{
    if (exit_status > status->exit_status) {
        status->exit_status = exit_status;
    }
}

void gl_status_fail(struct gl_status *status, const struct galley_error *error)
{
    gl_status_say(status, error);
    gl_status_raise(status, GL_EXIT_COULD_NOT);
}

void gl_status_usage(struct gl_status *status, const struct galley_error *error)
{
    gl_status_fail(status, error);
    fprintf(stderr, "Try '%s --help' for all options.\n", status->command);
}

void gl_status_print(struct gl_status *status, const struct gl_buffer *text)
{
    struct galley_error error;
    if (text->failed) {
        gl_error_set(&error, GALLEY_NO_MEMORY, NULL, 0, 0, "out of memory");
        gl_status_fail(status, &error);
        return;
    }
    size_t written = fwrite(text->bytes, 1, text->length, stdout);
    if (written == text->length && fflush(stdout) == 0) {
        return;
    }
    int reason = errno;
    gl_error_set(&error, GALLEY_IO, "standard output", 0, 0, "cannot write: %s", strerror(reason));
    gl_status_fail(status, &error);
    gl_status_raise(status, reason == EPIPE ? GL_EXIT_PIPE : GL_EXIT_COULD_NOT);
}

void gl_status_version(struct gl_status *status, uint64_t rules_hash)
{
    struct gl_buffer text = {0};
    gl_buffer_printf(&text, "%s (galley) %s\nrules %016llx\n", status->command, galley_version(),
                     (unsigned long long)rules_hash);
    gl_status_print(status, &text);
    gl_buffer_release(&text);
}
