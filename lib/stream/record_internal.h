/* The record's insides, for the files that share them: record.c (reading), rows.c (layers out of
 * JSON), spans.c (walking through layers), shorten.c (moving them), record_write.c (layers into
 * JSON), renew.c (both in memory), record_text.c (plain text). */
#ifndef GALLEY_STREAM_RECORD_INTERNAL_H
#define GALLEY_STREAM_RECORD_INTERNAL_H

#include "base/arena.h"
#include "base/array.h"
#include "base/buffer.h"
#include "stream/edits.h"
#include "stream/json.h"
#include "stream/record.h"

/* A member of the annotations: a layer, or the single values beside them. */
struct gl_found {
    struct gl_json_string key;
    struct gl_span value;
    bool skimmed;   /* its rows hold together; what follows is known */
    bool plain;     /* every row has a span, and else nothing but whole numbers and `true` */
    bool has_spans; /* there is a row with a span, the furthest ending at `furthest` (outer unit) */
    size_t furthest;
};

/* A cut in the outer unit, with all that the cuts before it took. */
struct gl_outer_cut {
    struct gl_outer_span span;
    size_t before;
};

/* Places are bytes of `raw`. */
struct gl_record {
    struct gl_document document;
    struct gl_arena arena;
    const struct gl_record_settings *settings;
    const char *file;
    size_t line;
    struct galley_error *error; /* where the parse that is going on says what is wrong */

    struct gl_text raw;
    struct gl_json_string text;  /* the text value */
    const struct gl_text *known; /* what it says, where that is known before; else NULL */
    size_t lone;                 /* a surrogate in it without its partner, or SIZE_MAX */
    bool has_text;
    bool plain; /* plain text: no JSON, `raw` is the text */
    bool has_annotations;
    size_t annotations_tail; /* behind the last member of the annotations, or behind their `{` */
    size_t object_tail;      /* behind the last member of the record */
    struct gl_array found;   /* of struct gl_found, in the order of the record */

    enum gl_unit unit;
    bool unit_written; /* the record says its unit */
    bool has_spans;
    struct gl_offsets offsets;

    struct gl_buffer made;    /* raw bytes of a record made from text, or renewed */
    struct gl_buffer renewed; /* while a record is renewed: what will be `made` */
    struct gl_pieces pieces;  /* the same in pieces */
    struct gl_buffer labels;  /* keys of a layer being written */
    struct gl_buffer decoded; /* the text, when it has escapes */
    struct gl_buffer masked;  /* the text without ill-formed bytes */
    struct gl_buffer hidden;  /* the text without marked boilerplate */
    struct gl_text visible;   /* document.text when nothing is hidden */

    struct gl_edits edits;
    struct gl_array frames; /* of struct gl_span_frame */
    struct gl_array cuts;   /* of struct gl_outer_cut */
};

/* `raw` as the next document: everything of the last one is forgotten. */
void gl_record_begin(struct gl_record *record, const struct gl_raw *raw,
                     const struct gl_record_settings *settings, struct galley_error *error);

/* GALLEY_BAD_RECORD with a message about byte `at`: `what`, with `name` in quotation marks before
 * it when it is not empty. */
enum galley_status gl_record_bad(const struct gl_record *record, size_t at, struct gl_text name,
                                 const char *what);
enum galley_status gl_record_no_memory(const struct gl_record *record);

/* As gl_record_parse, for a record whose text is known: `decoded` is what the text value says
 * (NULL: not known), and lives as long as the document. */
enum galley_status gl_record_parse_known(struct gl_record *record, const struct gl_raw *raw,
                                         const struct gl_record_settings *settings,
                                         const struct gl_text *decoded, struct galley_error *error);

/* The annotation of that name (the last one, as most readers take it), or NULL. */
const struct gl_found *gl_record_found(const struct gl_record *record, const char *name);

/* The key as it stands in the record, for messages. */
struct gl_text gl_record_key(const struct gl_record *record, const struct gl_found *found);

/* ---- rows.c: reads the annotation into the document's layer of that name. It was checked before.
 * ---- */
enum galley_status gl_rows_read(struct gl_record *record, const struct gl_found *found,
                                const char *name);

/* ---- skim.c: rows as filters write them ---- */

/* Passes over the list of rows that may stand here, noting in `found` where it stands and what it
 * holds. False (and nothing has happened) when it is anything else, or not in order. */
bool gl_rows_skim(struct gl_json *json, struct gl_found *found);

/* Reads plain rows into the empty layer, folded. False (and it is empty) when they are not plain or
 * do not fold, or memory is out. */
bool gl_rows_fold(struct gl_record *record, const struct gl_found *found, struct gl_layer *layer);

/* ---- spans.c: a walk through one annotation, without recursion ---- */

/* A number under "start" or "end". */
struct gl_span_edge {
    bool seen;
    struct gl_span place;
    size_t outer;
    size_t edit; /* an edit that changes nothing yet, so that edits keep their order */
};

/* An object or list that the walk is in. */
struct gl_span_frame {
    bool object;
    bool first; /* no member was passed */
    struct gl_span_edge start;
    struct gl_span_edge end;
    size_t first_edit;   /* edits from here on lie inside */
    size_t first_member; /* where the first member begins */
    size_t member;       /* where the member begins that is being passed */
    size_t previous_end; /* where the last member ended */
    bool any_kept;
    size_t first_kept;   /* where the first member begins that was kept */
    bool leading_gone;   /* members before it went */
    size_t leading_edit; /* the edit that takes them out */
};

struct gl_span_walk {
    struct gl_record *record;
    struct gl_text name; /* of the layer, for messages */
    struct gl_json json;
    bool edits; /* the walk makes edits */
    /* Called when an object or list is left; `outermost` is the annotation itself. *keep = false
     * takes it out. */
    enum galley_status (*leave)(struct gl_span_walk *walk, struct gl_span_frame *frame,
                                bool outermost, bool *keep);
};

/* Goes through `found`, which is valid JSON. Statuses are those of `leave`, GALLEY_BAD_RECORD for a
 * start or end that is no whole number or stands twice, and GALLEY_NO_MEMORY. */
enum galley_status gl_span_walk(struct gl_span_walk *walk, const struct gl_found *found);

/* Checks that all spans of the annotation fit the text. Sets record->has_spans when there is one.
 */
enum galley_status gl_spans_check(struct gl_record *record, const struct gl_found *found);

/* ---- record_write.c: gl_record_write; `borrow`: the raw bytes live as long as the output ---- */
enum galley_status gl_record_put(struct gl_record *record, const struct gl_publication *what,
                                 struct gl_pieces *out, bool borrow);

/* ---- shorten.c ---- */

/* Notes the cuts (bytes of the text) in the outer unit. */
enum galley_status gl_shorten_begin(struct gl_record *record, const struct gl_publication *what);
/* Where an outer offset lies when the cuts are out. */
size_t gl_shorten_map(const struct gl_record *record, size_t outer);
/* The cut that holds all of `span` (which is not empty), or NULL. */
const struct gl_outer_cut *gl_shorten_holder(const struct gl_record *record,
                                             struct gl_outer_span span);
/* Edits that take the cuts out of the text value. */
void gl_shorten_text(struct gl_record *record, const struct gl_publication *what);
/* Edits that move the spans of one annotation. */
enum galley_status gl_shorten_layer(struct gl_record *record, const struct gl_found *found);

/* ---- renew_text.c ---- */

/* gl_record_renew for plain text. False when memory is out; the document is then not to be used. */
bool gl_renew_text(struct gl_record *record, const struct gl_publication *what);

#endif
