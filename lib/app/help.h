/* Help: -h and --help, made from the option tables. */
#ifndef GALLEY_APP_HELP_H
#define GALLEY_APP_HELP_H

#include <stdbool.h>

#include "app/options.h"
#include "app/status.h"
#include "base/buffer.h"

/* What help says of a command. */
struct gl_help {
    const char *name;
    const char *arguments; /* "[FILE...]" */
    const char *summary;
    const char *description;     /* NULL: none; lines ended by LF */
    const char *examples;        /* lines ended by LF */
    const char *statuses;        /* exit statuses, lines ended by LF */
    const struct gl_option *own; /* NULL: none */
    const struct gl_option *common;
    const char *shared; /* who else has the common ones; only read where there are own ones */
};

/* Appends the short help (rows marked brief) or the whole. */
void gl_help_write(const struct gl_help *help, bool brief, struct gl_buffer *out);

/* Prints it, as the answer to -h or --help. */
void gl_help_print(const struct gl_help *help, bool brief, struct gl_status *status);

#endif
