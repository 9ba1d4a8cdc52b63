/* Counter: counts the lines of documents, site by site, in bounded memory. What does not fit goes
 * to sorted runs on disk. */
#ifndef GALLEY_TABLES_COUNTER_H
#define GALLEY_TABLES_COUNTER_H

#include "base/error.h"
#include "tables/runs.h"
#include "text/span.h"

struct gl_counter;

/* Counts in about 180 MiB, less for little input; `limit` (bytes) may lower that, for tests; 0:
 * none. `folder` is where runs go, and must outlive the counter. NULL when memory is out. */
struct gl_counter *gl_counter_new(const char *folder, size_t limit);
void gl_counter_free(struct gl_counter *counter);

/* A document begins: its id and site, both of which may be empty. */
enum galley_status gl_counter_document(struct gl_counter *counter, struct gl_text id,
                                       struct gl_text site, struct galley_error *error);

/* Counts the lines of the document's text, which is UTF-8. Linear. GALLEY_IO, GALLEY_NO_MEMORY. */
enum galley_status gl_counter_text(struct gl_counter *counter, struct gl_text text,
                                   struct galley_error *error);

/* Gives all that was counted in rising order. Nothing can be counted afterwards. */
enum galley_status gl_counter_finish(struct gl_counter *counter, gl_row_put *put, void *context,
                                     struct galley_error *error);

#endif
