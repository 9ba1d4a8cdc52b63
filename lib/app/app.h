/* App: what every command has in common, from argv to the exit status.
 *
 * A main declares (struct gl_command) and calls gl_app_run. The way of a document: loop.c takes it
 * from lib/stream's source, worker.c runs the stage on it, loop.c gives the result to lib/stream's
 * sink. */
#ifndef GALLEY_APP_APP_H
#define GALLEY_APP_APP_H

struct gl_pack;

/* A command as its main declares it. All texts are constants. */
struct gl_command {
    const char *name;        /* a filter's, or another: then its first word is a pipeline */
    const char *summary;     /* one line, small first letter, no full stop */
    const char *description; /* a paragraph for --help: what comes out in text and in JSON Lines */
    const char *examples;    /* lines of shell, each ended by LF */
    const struct gl_pack *const *packs; /* the rules that it can run, NULL behind the last */
};

/* Runs the command; what comes back is the exit status. */
int gl_app_run(const struct gl_command *command, int argc, char **argv);

#endif
