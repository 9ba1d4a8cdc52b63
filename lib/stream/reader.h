/* Reader: names of files in, raw documents out, in order and in batches.
 *
 * JSON Lines: a record is a line, ended by LF or CR LF; white space lines are told apart. Text: a
 * file is a document, or its parts between borders (NUL, or a line that is the separator). A border
 * ends a document as LF ends a line: nothing behind the last border is no document. Memory: the
 * longest document up to max_document, plus a block; a batch has as much of its own. */
#ifndef GALLEY_STREAM_READER_H
#define GALLEY_STREAM_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "stream/batch.h"
#include "stream/raw.h"

enum { GL_MAX_DOCUMENT = 128 * 1024 * 1024 }; /* bytes; the default of --max-document */

struct gl_reader_settings {
    const char *const *names; /* files, "-" is standard input; must outlive the reader */
    size_t name_count;        /* 0: standard input */
    enum gl_format from;   /* AUTO: told by the first bytes of the first file that is not empty */
    size_t max_document;   /* bytes of a raw document, without its ending; 0: GL_MAX_DOCUMENT */
    bool nul;              /* text: NUL is the border */
    const char *separator; /* text: such a line is the border; NULL: none */
    int stop;    /* descriptor that becomes readable when nothing is wanted any more, which
                    ends the waiting for input and the input; 0 or -1: none */
    bool single; /* one document in a batch, so that each can be sent on at once */
};

struct gl_reader;

/* Opens nothing yet. NULL when memory is out. */
struct gl_reader *gl_reader_new(const struct gl_reader_settings *settings);
void gl_reader_free(struct gl_reader *reader);

/* The format of the whole stream: what was asked for, or what the first bytes say (this opens and
 * reads the first file). Text when there are no bytes at all. GALLEY_IO as gl_reader_next. */
enum galley_status gl_reader_format(struct gl_reader *reader, enum gl_format *format,
                                    struct galley_error *error);

/* Bytes of all files together, before decompression; 0 when one of them is no regular file, so that
 * nobody knows. */
uint64_t gl_reader_total(const struct gl_reader *reader);

/* Fills `batch` with the next raw documents of one file: as many whole ones as a block holds, or as
 * have come when the input would have to be waited for, or one (settings.single); it waits until
 * there is one. `batch->last`: all files are done. `batch->status` is GALLEY_IO when, behind these
 * documents, a file could not be opened or read, is damaged (gzip, zstd) or UTF-16/32;
 * `batch->error` names it. What was held of that file is dropped; a further call goes on with the
 * next file. GALLEY_NO_MEMORY. */
void gl_reader_fill(struct gl_reader *reader, struct gl_batch *batch);

#endif
