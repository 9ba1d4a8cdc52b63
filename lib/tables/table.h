/* Table: how often lines were seen in a corpus, in a file that is mapped and only read.
 *
 *   head     "GLYLINES", version, normalisation, least number of documents (1: nothing is pruned)
 *   blocks   of GL_TABLE_BLOCK rows at most, rising by line and site: keys and counts in columns,
 *            as they are, so that they can be searched in place; names, ids and samples behind
 *            them, compressed by zstd
 *   index    of each block: line and site of its first row, where it begins
 *   tail     where the index begins, blocks, rows, "GLYLINES"
 *
 * Numbers have their little end first. The bytes are a function of the rows alone. */
#ifndef GALLEY_TABLES_TABLE_H
#define GALLEY_TABLES_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "tables/row.h"

enum { GL_TABLE_VERSION = 1, GL_TABLE_BLOCK = 1024 };

struct gl_table;

/* Maps the file; many threads may look into it. GALLEY_IO when it cannot be opened, is no table, or
 * one of another version or normalisation; GALLEY_NO_MEMORY. `path` must outlive the table. */
enum galley_status gl_table_open(const char *path, struct gl_table **table,
                                 struct galley_error *error);
void gl_table_close(struct gl_table *table);

/* The least number of documents that its lines have; 1: nothing was pruned. */
uint32_t gl_table_least(const struct gl_table *table);

/* What it says of a line: zeros where it does not know the line. */
struct gl_line_counts {
    uint32_t site_documents; /* documents of the site that have the line */
    uint32_t documents;      /* of all sites */
    uint32_t site_first;     /* low bits of gl_name_key of the site's smallest id */
    uint32_t first;          /* the same of all */
};

/* `site` 0: the document has none. Two binary searches; in a table that is not pruned, linear in
 * the number of sites that have the line. */
struct gl_line_counts gl_table_find(const struct gl_table *table, uint64_t line, uint64_t site);

/* All rows in order. The source does not close the table. NULL context when memory is out. */
struct gl_row_source gl_table_source(const struct gl_table *table);

/* ---- writing ---- */

struct gl_table_writer;

/* Where the bytes go; failures are its own to remember. */
typedef void gl_table_put(void *context, const char *bytes, size_t length);

/* `least` as above: rows of lines that are in fewer documents are left out, those of sites as well,
 * and each line gets a row for all sites. NULL when memory is out. */
struct gl_table_writer *gl_table_writer_new(uint32_t least, gl_table_put *put, void *context);
/* Rows must rise, and be apart. */
void gl_table_write(struct gl_table_writer *writer, const struct gl_row_of_lines *row);
/* Writes what is left. GALLEY_NO_MEMORY when memory was out at any time. */
enum galley_status gl_table_finish(struct gl_table_writer *writer);
void gl_table_writer_free(struct gl_table_writer *writer);

#endif
