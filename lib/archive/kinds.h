/* Kinds: what the readers of the single kinds of archives share. */
#ifndef GALLEY_ARCHIVE_KINDS_H
#define GALLEY_ARCHIVE_KINDS_H

#include "archive/archive.h"
#include "archive/folder.h"
#include "archive/intake.h"
#include "base/buffer.h"

enum { GL_ARCHIVE_HEADERS = 64 * 1024 }; /* longest header of a record, in bytes */
enum { GL_ARCHIVE_COMPARED = 32 };       /* fields that a new one is compared with */
enum { GL_ARCHIVE_RETRIES = 16 };        /* rows of a file that are looked at again as lines */

/* Always true: intake is NULL between files. The window begins where the next record begins, but
 * for `passed` bytes of it that belong to the document that was handed out last. */
struct gl_archive {
    struct gl_archive_settings settings;
    struct gl_folder *folder; /* what the names stand for */
    struct gl_intake *intake;
    enum gl_archive_kind kind;
    const char *id;          /* what ids of the file begin with */
    size_t number;           /* of the record in its file, from 1 */
    size_t passed;           /* see above */
    size_t retries;          /* rows that were looked at as lines, because a mark was not closed */
    bool begun;              /* the header of the file is read, or a record was */
    bool failed;             /* memory was out */
    struct gl_array fields;  /* struct gl_archive_field: of the document */
    struct gl_array columns; /* struct gl_span into `names`: of the table */
    struct gl_buffer names;  /* the table's first line, decoded */
    struct gl_buffer values; /* decoded values of the document */
    struct gl_buffer made_id;
};

/* Each reads the next record of the open file. *found is false at its end. */
typedef enum galley_status gl_archive_reader(struct gl_archive *archive,
                                             struct gl_archive_document *document, bool *found,
                                             struct galley_error *error);
gl_archive_reader gl_archive_warc;
gl_archive_reader gl_archive_text;
gl_archive_reader gl_archive_mbox;
gl_archive_reader gl_archive_columns;
gl_archive_reader gl_archive_lines;

/* GALLEY_BAD_RECORD about byte `at` of the window. */
enum galley_status gl_archive_bad(const struct gl_archive *archive, size_t at,
                                  struct galley_error *error, const char *what);
enum galley_status gl_archive_no_memory(const struct gl_archive *archive,
                                        struct galley_error *error);

/* The window as gl_intake_want gives it. */
enum galley_status gl_archive_want(struct gl_archive *archive, size_t wanted,
                                   struct gl_text *window, struct galley_error *error);

/* The window with `marker` in it at or behind byte `from`, where *at becomes; it is looked for in
 * no more than `most` bytes, else and at the file's end *at is SIZE_MAX. Linear in what is looked
 * at. */
enum galley_status gl_archive_find(struct gl_archive *archive, struct gl_text marker, size_t from,
                                   size_t most, struct gl_text *window, size_t *at,
                                   struct galley_error *error);

/* Drops the window's first bytes up to `marker`, which stays, or all of the file. */
enum galley_status gl_archive_skip_to(struct gl_archive *archive, struct gl_text marker,
                                      struct galley_error *error);

/* Drops `length` bytes that need not lie in the window; *left is what the file had too few. */
enum galley_status gl_archive_skip(struct gl_archive *archive, size_t length, size_t *left,
                                   struct galley_error *error);

/* Adds a field, unless the first ones have its name already; when memory is out, archive->failed.
 */
void gl_archive_field(struct gl_archive *archive, struct gl_text name, struct gl_text value);

/* The document's id made of the file's name and the record's number (none for the first when
 * `single`). */
struct gl_text gl_archive_number_id(struct gl_archive *archive, bool single);

/* A header `Name: value` of the line, without white space around; false when it is none. */
bool gl_archive_header(struct gl_text line, struct gl_text *name, struct gl_text *value);

/* Is `text` the same as `name`, capitals apart? ASCII. */
bool gl_archive_is(struct gl_text text, const char *name);

/* The line at byte `from` of the text, without its end; *next is behind that. False at the end. */
bool gl_archive_line(struct gl_text text, size_t from, struct gl_text *line, size_t *next);

#endif
