/* App: what every command has in common, from argv to the exit status.
 *
 * A main declares (struct gl_command) and calls gl_app_run. The way of a document: loop.c takes it
 * from lib/stream's source, worker.c runs the stage on it, loop.c gives the result to lib/stream's
 * sink. */
#ifndef GALLEY_APP_APP_H
#define GALLEY_APP_APP_H

#include "app/options.h"
#include "stream/stage.h"

/* A filter as its main declares it. All texts are constants. */
struct gl_command {
    const char *name;
    const char *summary;     /* one line, small first letter, no full stop */
    const char *description; /* a paragraph for --help: what comes out in text and in JSON Lines */
    const char *examples;    /* lines of shell, each ended by LF */
    const struct gl_option *options; /* its own; NULL: none */
    const struct gl_stage *stage;
    void *settings; /* the stage's own struct; the places of `options` lie in it */
    /* Checks what the options set, before any input: GALLEY_OK or GALLEY_BAD_USAGE. NULL: nothing
     * to check. */
    enum galley_status (*check)(const struct gl_command *command, struct galley_error *error);
    const char *const *removed; /* place of --removed=FILE; NULL: the command has no such option */
};

/* Runs a filter; what comes back is the exit status. */
int gl_app_run(const struct gl_command *command, int argc, char **argv);

#endif
