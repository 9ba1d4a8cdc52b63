/* Archive: documents out of what corpora are kept in: WARC and WET, mailboxes, tables, JSON Lines,
 * folders of files.
 *
 * One document after another, in the order of the names; the files of a folder in the order of
 * their bytes. Ids say the same on every machine: what the archive calls the record
 * (WARC-Record-ID, Message-ID, a column), else the name as given, or the path below the folder
 * given, with #N for the Nth record. A record that is broken is told with its file and byte, and
 * the next one is looked for. Memory: the longest document up to max_document, twice at most, and a
 * block.
 *
 * Sources: ISO 28500 (WARC 1.0 and 1.1), RFC 4155 (mbox), RFC 4180 (CSV). */
#ifndef GALLEY_ARCHIVE_ARCHIVE_H
#define GALLEY_ARCHIVE_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/array.h"
#include "base/error.h"
#include "text/span.h"

enum gl_archive_kind {
    GL_ARCHIVE_AUTO, /* told file by file, by the first bytes or the name's ending */
    GL_ARCHIVE_WARC, /* WET too */
    GL_ARCHIVE_TEXT, /* a file is a document, or its parts between lines that are `separator` */
    GL_ARCHIVE_MBOX,
    GL_ARCHIVE_CSV,
    GL_ARCHIVE_TSV,
    GL_ARCHIVE_JSONL /* Dolma and datatrove too: goes through, with an id where it had none */
};

struct gl_archive_settings {
    const char *const
        *names;        /* files and folders, "-" is standard input; must outlive the archive */
    size_t name_count; /* 0: standard input */
    enum gl_archive_kind kind;
    const char *separator;   /* TEXT; NULL: none */
    const char *text_column; /* CSV, TSV: a name of the first line, or a number from 1 */
    const char *id_column;   /* NULL: the column `id`, where there is one */
    const char *date_column; /* NULL: the column `date` */
    size_t max_document;     /* bytes */
};

/* A named value beside the text: goes to `metadata`. */
struct gl_archive_field {
    struct gl_text name;
    struct gl_text value;
};

/* All texts are as they stand in the file, maybe no UTF-8, and valid until the next call. */
struct gl_archive_document {
    const char *file;    /* for messages */
    uint64_t place;      /* byte of the file where it begins */
    struct gl_text id;   /* empty: it has one in `record` */
    struct gl_text date; /* when it was crawled, sent, written, as the archive has it; or empty */
    struct gl_text text;
    const struct gl_archive_field *fields;
    size_t field_count;
    struct gl_text record; /* JSONL: the whole object; then text and fields are empty */
};

struct gl_archive;

/* Opens nothing yet. NULL when memory is out. */
struct gl_archive *gl_archive_new(const struct gl_archive_settings *settings);
void gl_archive_free(struct gl_archive *archive);

/* The next document; *found is false behind the last one. GALLEY_BAD_RECORD: this one is broken, a
 * further call goes on with the next; GALLEY_IO: this file cannot be read any further, a further
 * call goes on with the next file. GALLEY_NO_MEMORY. */
enum galley_status gl_archive_next(struct gl_archive *archive, struct gl_archive_document *document,
                                   bool *found, struct galley_error *error);

#endif
