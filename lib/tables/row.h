/* Row: how often a line was seen on a site. Rows of the same line and site add up, in any order. */
#ifndef GALLEY_TABLES_ROW_H
#define GALLEY_TABLES_ROW_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/error.h"
#include "text/span.h"

enum { GL_ROW_TEXT = 255 };   /* bytes of a site's name and an id that are kept */
enum { GL_ROW_SAMPLE = 120 }; /* bytes of a sample */
#define GL_ROW_ALL UINT64_MAX /* site of a row that says of all sites together */

/* A row, ordered by line and site. Counts stop at their largest value. */
struct gl_row_of_lines {
    uint64_t line;      /* gl_line_key */
    uint64_t site;      /* gl_name_key, or GL_ROW_ALL */
    uint32_t documents; /* that have the line */
    uint32_t occurrences;
    uint64_t first, last; /* numbers of the first and the last document in this run, from 1; 0 in
                             tables: then no document is counted twice */
    struct gl_text site_name;
    struct gl_text id;     /* the smallest, by its bytes, of the documents */
    struct gl_text sample; /* the line as it stands there; the smallest when there are several */
};

/* Rows in rising order from somewhere. *row is valid until the next call; *more is false behind the
 * last. GALLEY_IO. */
struct gl_row_source {
    enum galley_status (*next)(void *context, struct gl_row_of_lines *row, bool *more,
                               struct galley_error *error);
    void (*close)(void *context);
    void *context;
};

/* A row that others are added to; its texts are its own. Zero it before the first use. */
struct gl_row_sum {
    struct gl_row_of_lines row;
    struct gl_buffer site_name, id, sample;
};

/* The sum becomes a copy of `row`, or `row` is added to it: what comes later in the order of
 * documents later. `failed` of its buffers says that memory is out. */
void gl_row_sum_begin(struct gl_row_sum *sum, const struct gl_row_of_lines *row);
void gl_row_sum_add(struct gl_row_sum *sum, const struct gl_row_of_lines *row);
void gl_row_sum_release(struct gl_row_sum *sum);

/* Is the id, and for the same id the sample, before the other one by its bytes? */
bool gl_row_is_before(struct gl_text id, struct gl_text sample, struct gl_text other_id,
                      struct gl_text other_sample);

/* `text` cut at a code point so that it has no more than `most` bytes. */
struct gl_text gl_row_cut(struct gl_text text, size_t most);

static inline int gl_row_compare(const struct gl_row_of_lines *a, const struct gl_row_of_lines *b)
{
    if (a->line != b->line) {
        return a->line < b->line ? -1 : 1;
    }
    return a->site < b->site ? -1 : a->site > b->site;
}

static inline uint32_t gl_count_add(uint32_t a, uint32_t b)
{
    return a > UINT32_MAX - b ? UINT32_MAX : a + b;
}

#endif
