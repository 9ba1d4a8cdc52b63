/* Request: what the user asked of a filter by the options that all filters share. */
#ifndef GALLEY_APP_REQUEST_H
#define GALLEY_APP_REQUEST_H

#include <stdbool.h>
#include <stddef.h>

#include "app/options.h"
#include "stream/raw.h"

#define GL_STATS_TO_STANDARD_ERROR "" /* no file has that name */

enum gl_action { GL_ACTION_RUN, GL_ACTION_BRIEF_HELP, GL_ACTION_HELP, GL_ACTION_VERSION };
enum gl_bad { GL_BAD_PASS, GL_BAD_SKIP, GL_BAD_FAIL, GL_BAD_DEFAULT };

/* Texts point into argv or are constants. */
struct gl_request {
    int action;         /* enum gl_action */
    const char *output; /* -o; NULL: standard output */
    int from;           /* enum gl_format */
    int to;             /* enum gl_format; AUTO: as the input */
    bool null_ended;
    const char *separator;  /* NULL: none */
    const char *text_field; /* this and the next four: NULL is the usual name */
    const char *id_field;
    const char *language_field;
    const char *date_field;
    const char *annotations_field;
    const char *layer;    /* name of the main layer in the stream; NULL: its own */
    int offsets;          /* enum gl_unit, or -1: not said */
    const char *language; /* --lang; NULL: detected where the record has none */
    struct gl_texts rules;
    bool explain;
    int bad;             /* enum gl_bad */
    size_t max_document; /* bytes */
    bool line_buffered;
    int progress;      /* enum gl_progress_choice */
    const char *stats; /* --stats; NULL: not asked for; GL_STATS_TO_STANDARD_ERROR */
    size_t jobs;       /* -j; 0: as many as there are processors */
};

enum { GL_REQUEST_OPTIONS = 32 }; /* room for the common table */

/* Sets the defaults and fills `table` (at least GL_REQUEST_OPTIONS rows) with the common options,
 * whose places are in `request`. */
void gl_request_init(struct gl_request *request, struct gl_option *table);

/* The rows of the few options that every command has, check-rules too: --rules excepted. */
void gl_request_init_basic(struct gl_request *request, struct gl_option *table);

/* What no table can say: options that exclude each other. */
enum galley_status gl_request_check(const struct gl_request *request, struct galley_error *error);

#endif
