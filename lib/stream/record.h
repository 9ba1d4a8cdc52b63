/* Record: one document at work, from raw bytes to raw bytes. Each worker has one and uses it again.
 *
 *   gl_record_parse | gl_record_from_text | gl_record_plain   raw document -> document and the
 * layers asked for (engines run on gl_record_document) gl_record_write the same bytes with layers
 * put in, and text cut out
 *
 * The record keeps the raw bytes (borrowed for parse and plain: they must live until the next
 * document) and writes them back with edits: whatever is not edited comes out as the same bytes.
 * All of what hangs on the document (text, ids, layers, rows) is valid until the next parse,
 * from_text or plain. */
#ifndef GALLEY_STREAM_RECORD_H
#define GALLEY_STREAM_RECORD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/pieces.h"
#include "stream/document.h"
#include "stream/raw.h"
#include "text/offsets.h"

struct gl_record;

/* A layer by the name that programs use and the name that stands in the record (--layer). */
struct gl_layer_name {
    const char *layer;
    const char *written; /* NULL: the same */
};

/* What to look for in a record. Zeroed: the default names, no layers, the record's own unit. Shared
 * by workers. */
struct gl_record_settings {
    const char *text_field;        /* NULL: "text" */
    const char *id_field;          /* NULL: "id" */
    const char *language_field;    /* NULL: "lang" */
    const char *date_field;        /* NULL: "date" */
    const char *annotations_field; /* NULL: "annotations" */
    bool unit_given;               /* --offsets was given: records that use another unit are bad */
    enum gl_unit unit;
    const struct gl_layer_name
        *layers; /* layers to read into the document, where the record has them */
    size_t layer_count;
    const char *const *in_order; /* of these, layers that are read by gl_layer_next alone, so that
                                    they may be folded; NULL at the end; NULL: none */
};

/* NULL when memory is out. */
struct gl_record *gl_record_new(void);
void gl_record_free(struct gl_record *record);

/* The document of the last parse, from_text or plain. The pointer never changes. */
struct gl_document *gl_record_document(struct gl_record *record);

/* Reads a GL_RAW_RECORD. GALLEY_BAD_RECORD with file, line, byte column and reason when it is no
 * JSON object, has no text, two texts, a lone surrogate in text, two annotations, annotations that
 * are no object, a layer that is no list, spans that do not fit the text, or another unit than the
 * one given. GALLEY_NO_MEMORY. After a failure the document is empty and raw->bytes can be passed
 * through. A byte order mark before the object is allowed and stays. Time linear in the record. */
enum galley_status gl_record_parse(struct gl_record *record, const struct gl_raw *raw,
                                   const struct gl_record_settings *settings,
                                   struct galley_error *error);

/* Makes a record of a GL_RAW_TEXT, `{"id":"name","text":"..."}`: the id is raw->name, with #2, #3,
 * ... for the later documents of one file. Ill-formed UTF-8 becomes U+FFFD; *repaired says how
 * many. GALLEY_NO_MEMORY. */
enum galley_status gl_record_from_text(struct gl_record *record, const struct gl_raw *raw,
                                       const struct gl_record_settings *settings, size_t *repaired,
                                       struct galley_error *error);

/* Takes a GL_RAW_TEXT for text output: document->original are its bytes, document->text the same
 * with ill-formed bytes masked; *masked says how many. gl_record_write is not for it.
 * GALLEY_NO_MEMORY. */
enum galley_status gl_record_plain(struct gl_record *record, const struct gl_raw *raw,
                                   size_t *masked, struct galley_error *error);

/* Marked boilerplate: `hidden` overwrites in document->text each byte of a row of the layer
 * "boilerplate" by LF (the original stays), for stages that do not set sees_marked; false shows it
 * again. Call it before each stage. Rows of no length hide nothing. GALLEY_NO_MEMORY. */
enum galley_status gl_record_hide_marked(struct gl_record *record, bool hidden);

/* What gl_record_write puts in. */
struct gl_publication {
    const struct gl_layer_name
        *layers; /* of the document; one that it does not have is left as it is in the record */
    size_t layer_count;
    const struct gl_span *cuts; /* bytes of document->text that go: rising, apart, at code points */
    size_t cut_count;
};

/* Appends the record, without line end, to `out`: the raw bytes with each published layer in its
 * old place or, when it is new, at the end of the annotations (made, at the end of the object, when
 * there are none). "offsets" is added when a unit other than code points was given and the record
 * had none.
 *
 * With cuts the text value loses its bytes (what is kept keeps its escapes) and all spans move.
 * Spans of every layer, published or not, are in terms of the document's text as it was read,
 * before the cuts. In layers that are not published a row or nested object that was cut whole goes,
 * and what is cut in part is clipped. In published layers a row that was cut whole stays with no
 * length and "removed", in the outer unit: all that the cut took, shared among the rows in it, so
 * that offsets map both ways (a stage adds the same rows whether it marks or cuts).
 *
 * What is not edited is borrowed from the bytes given to gl_record_parse, which must live until the
 * pieces are written; of a record made from text it is copied. Rows become JSON one by one and the
 * output may flow after each.
 *
 * GALLEY_NO_MEMORY (also when a layer or `out` had failed); `out` is then without this record, as
 * far as it was not drained, and still failed if it failed. */
enum galley_status gl_record_write(struct gl_record *record, const struct gl_publication *what,
                                   struct gl_pieces *out);

/* For several filters in one process: the document becomes what the next filter of a pipe would
 * read. The record is written as gl_record_write would (cuts and all) and read again in memory, so
 * that the text is the shortened one, spans have moved, and a later gl_record_write gives the bytes
 * that the pipe gives. All that hung on the document is gone (list what was removed before); layers
 * named in `settings` are read again. Needed after a stage that cut something, and before a stage
 * that may cut when layers are not written yet (they are then "not published" for that stage's
 * write); other stages can go on on the same document and publish together at the end.
 * Plain text (gl_record_plain) loses its cuts and keeps all layers, which move: rows of published
 * ones that were cut whole stay with no length, others go.
 * Statuses as those of write and parse. Costs two copies of the record at most, no allocation in
 * the steady state. */
enum galley_status gl_record_renew(struct gl_record *record, const struct gl_publication *what,
                                   const struct gl_record_settings *settings,
                                   struct galley_error *error);

#endif
