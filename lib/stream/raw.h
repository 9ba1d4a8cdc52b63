/* Raw documents: what the reader hands on, not yet looked into. */
#ifndef GALLEY_STREAM_RAW_H
#define GALLEY_STREAM_RAW_H

#include <stdbool.h>
#include <stddef.h>

#include "text/span.h"

enum gl_format { GL_FORMAT_AUTO, GL_FORMAT_TEXT, GL_FORMAT_JSONL };

enum gl_raw_kind {
    GL_RAW_RECORD, /* a line of JSON Lines, to be given to gl_record_parse */
    GL_RAW_BLANK,  /* a line of nothing but white space: goes out as it is, is no record */
    GL_RAW_TEXT, /* a document of plain text, to be given to gl_record_plain or gl_record_from_text
                  */
    GL_RAW_TOO_LONG /* a piece of a document longer than max_document: goes out as it is, piece by
                       piece */
};

/* Bytes + ending, one raw document after another, are exactly the input; in memory the ending
 * stands right behind the bytes. Both lie in the batch that the document came in, and are valid
 * until that is filled again; the names live as long as the reader. */
struct gl_raw {
    enum gl_raw_kind kind;
    struct gl_text bytes;  /* without its line end or border */
    struct gl_text ending; /* "\n", "\r\n", NUL, the separator line with its end, or nothing at the
                              file's end */
    const char *file;      /* for messages: the name as given, or "standard input" */
    const char *name;      /* for ids: the name as given ("-" for standard input) */
    size_t line;           /* where it begins in its file, from 1 */
    size_t number;         /* of the document in its file, from 1; blank lines do not count */
    bool first;            /* TOO_LONG: the first piece, when it is to be reported */
    bool last;             /* TOO_LONG: the last piece, which carries the ending */
};

#endif
