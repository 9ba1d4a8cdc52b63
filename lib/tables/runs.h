/* Runs: sorted rows that do not fit into memory, merged.
 *
 * A run is a file that has no name any more, so that nothing is left of it however the program
 * ends. When GL_RUNS_MERGED sources of one level have come together they become one of the next, so
 * few files are open for any amount of input. */
#ifndef GALLEY_TABLES_RUNS_H
#define GALLEY_TABLES_RUNS_H

#include "base/array.h"
#include "base/error.h"
#include "tables/row.h"

enum { GL_RUNS_MERGED = 32 };

/* Takes rows in rising order. */
typedef void gl_row_put(void *context, const struct gl_row_of_lines *row);

/* Sources in the order of their documents. Make one by GL_RUNS. */
struct gl_runs {
    struct gl_array items; /* struct gl_leveled_source */
    const char *folder;    /* for the files; must outlive the runs */
};

struct gl_leveled_source {
    struct gl_row_source source;
    unsigned level;
};

#define GL_RUNS(where)                                                                             \
    ((struct gl_runs){.items = GL_ARRAY(struct gl_leveled_source), .folder = (where)})

/* Adds a source, which the runs close. GALLEY_IO, GALLEY_NO_MEMORY: it is closed as well. */
enum galley_status gl_runs_add(struct gl_runs *runs, struct gl_row_source source,
                               struct galley_error *error);

/* Gives all rows, those of the same line and site added up, and closes the sources. */
enum galley_status gl_runs_merge(struct gl_runs *runs, gl_row_put *put, void *context,
                                 struct galley_error *error);
void gl_runs_release(struct gl_runs *runs);

/* ---- one run ---- */

struct gl_run;

/* A file in `folder`. GALLEY_IO, GALLEY_NO_MEMORY. */
enum galley_status gl_run_new(const char *folder, struct gl_run **run, struct galley_error *error);
/* Appends; failures are remembered. */
void gl_run_write(struct gl_run *run, const struct gl_row_of_lines *row);
/* Makes it a source of what was written, which frees it when it is closed. GALLEY_IO: some of it
 * could not be written; the run is freed. */
enum galley_status gl_run_source(struct gl_run *run, struct gl_row_source *source,
                                 struct galley_error *error);

#endif
