/* Pipeline: the text `strip-boilerplate --mark | split-sentences`, taken apart into words.
 *
 * Words follow the shell: blanks part them, '...' keeps all, "..." keeps all but \" \\ \$ \` and a
 * backslash before a line end, a backslash outside keeps the next character. Nothing is expanded:
 * what a shell would act on ($ ` ; & < > and brackets) is refused outside quotation marks, so that
 * nobody waits for what does not come. What words mean is the business of steps.h. */
#ifndef GALLEY_APP_PIPELINE_H
#define GALLEY_APP_PIPELINE_H

#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"

enum { GL_PIPELINE_STAGES = 8 };

/* A place in the pipeline's text, from 1; columns count bytes. */
struct gl_word_place {
    size_t line;
    size_t column;
};

/* Words of a stage: its name, then its options. `items` ends with NULL, as argv does. */
struct gl_words {
    char **items;
    struct gl_word_place *places; /* of each item */
    size_t count;                 /* at least 1 */
};

struct gl_pipeline {
    struct gl_words stages[GL_PIPELINE_STAGES];
    size_t count; /* at least 1 */
};

/* Takes `text` apart; memory from `arena`, linear in the text. GALLEY_BAD_USAGE, with the place as
 * `pipeline:line:column`, for a missing stage, a quotation mark without its partner, too many
 * stages, and what only a shell can do. GALLEY_NO_MEMORY. */
enum galley_status gl_pipeline_split(const char *text, struct gl_arena *arena,
                                     struct gl_pipeline *pipeline, struct galley_error *error);

/* GALLEY_BAD_USAGE at a place of the pipeline. */
enum galley_status gl_pipeline_bad(struct galley_error *error, struct gl_word_place place,
                                   const char *format, ...) __attribute__((format(printf, 3, 4)));

#endif
