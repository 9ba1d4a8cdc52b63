/* Explanation: which rule did what, for people (--explain with text output) and for --removed.
 *
 * With JSON Lines the rules stand in the marks themselves and the language in a layer `language`.
 * In text there is no place for them, so each rule that took effect becomes a line on standard
 * error:
 *
 *   file:line:column: rule-name: join: "Oct." (rules/en/sentences.yaml:41) */
#ifndef GALLEY_APP_EXPLAIN_H
#define GALLEY_APP_EXPLAIN_H

#include <stdbool.h>
#include <stddef.h>

#include "app/pipeline.h"
#include "app/tally.h"
#include "base/array.h"
#include "base/buffer.h"
#include "stream/raw.h"
#include "stream/record.h"
#include "stream/stage.h"
#include "text/offsets.h"

/* Of one worker; zero it before the first use, then set what is wanted. */
struct gl_explanation {
    bool shows;             /* a note for each rule that fires, and for the language */
    bool keeps;             /* remember them for gl_explain_cuts */
    struct gl_tally *tally; /* count them here, under `layer`; NULL: nobody counts */
    const char *layer;
    const struct gl_raw *raw;
    const struct gl_document *document;
    struct gl_buffer *notes;
    struct gl_array fired; /* what is remembered; its memory is kept from document to document */
    bool failed;           /* memory was out while remembering */
    size_t line_start, at_line; /* place of the last note in text: lines are counted forward */
    struct gl_offsets offsets;  /* the same in a record */
    struct gl_array taken;      /* cuts that were made in the text before, step by step */
    size_t steps[GL_PIPELINE_STAGES]; /* of them: where each step's begin */
    size_t step_count;
};

/* Nothing was cut yet: called once for a document. */
void gl_explanation_reset(struct gl_explanation *explanation);

/* The text that notes are on is about to lose these cuts, which are in its own terms; places go on
 * to be those of the file. */
void gl_explanation_cut(struct gl_explanation *explanation, const struct gl_publication *what);

/* A stage begins on the document; where notes on it go. */
void gl_explanation_begin(struct gl_explanation *explanation, const struct gl_raw *raw,
                          const struct gl_document *document, struct gl_buffer *notes);
void gl_explanation_release(struct gl_explanation *explanation);

/* For gl_stage_input; valid as long as `explanation`. */
struct gl_trace gl_explanation_trace(struct gl_explanation *explanation);

/* Says which language's rules run and how it is known: as a note, and as the layer `language`. */
void gl_explain_language(struct gl_explanation *explanation, struct gl_document *document,
                         struct gl_text language, const char *how);

/* Notes that `count` ill-formed bytes or sequences of a text became U+FFFD on the way into JSON. */
void gl_explain_repaired(const struct gl_raw *raw, size_t count, struct gl_buffer *notes);

/* Appends to `out` a row for each cut: document, start, end (in `unit`), rule, text; parted by TAB,
 * with TAB, line ends and backslashes of the text as \t, \n, \r and \\. */
void gl_explain_cuts(const struct gl_explanation *explanation, const struct gl_publication *what,
                     enum gl_unit unit, struct gl_buffer *out);

#endif
