/* Stage: what a filter does to one document, as the document loop sees it.
 *
 * Each engine offers one `struct gl_stage` in its stage.h. An engine is a pure function: document,
 * compiled rules, settings and layers in, layers out. It does no input or output, keeps nothing
 * between documents, and may be run by many threads at once. */
#ifndef GALLEY_STREAM_STAGE_H
#define GALLEY_STREAM_STAGE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/pieces.h"
#include "galley.h"
#include "stream/document.h"

struct gl_rule;
struct gl_ruleset;
struct gl_matcher;
struct gl_schema;

/* Who listens to an engine. Each function may be NULL. */
struct gl_trace {
    /* Told of every rule that took effect: check-rules and --explain listen. `what` is a short text
     * for people ("join", "2020-10-12"), alive during the call only. */
    void (*fired)(void *context, const struct gl_rule *rule, struct gl_span span, const char *what);
    /* Told of each place that was looked at and that no rule decided: `what` says for people what
     * became of it ("no rule: join"). Engines that have no such places never call it. */
    void (*seen)(void *context, struct gl_span span, const char *what);
    /* Told once of what concerns the whole document and the user should know, without --explain too
     * ("62 % of the text would go, so nothing is cut"). */
    void (*noted)(void *context, const char *what);
    void *context;
};

/* Where a layer is wanted. Rows of paragraphs that meet none of the spans may be missing; all
 * others are the same as when everything is wanted. */
struct gl_wanted {
    const struct gl_span *spans; /* rising, apart */
    size_t count;
};

struct gl_stage_input {
    struct gl_document *document; /* in: text, fields, layers; out: the stage's layers */
    const struct gl_ruleset *rules;
    struct gl_matcher *matcher;     /* the worker's own */
    const void *settings;           /* the stage's own struct, NULL means the defaults */
    bool explain;                   /* add "rule" to each row */
    bool plain;                     /* the result is shown as text, to a person perhaps */
    const struct gl_trace *trace;   /* NULL: nobody listens */
    const struct gl_wanted *wanted; /* NULL: the layer is wanted everywhere */
    const void *prepared; /* what the stage's prepare() made, NULL when it was not called */
};

struct gl_stage {
    const char *layer;           /* main layer and rule layer: "sentences" */
    const char *const *produces; /* layers it writes, the main one first, NULL at the end */
    const char *const *reads;    /* layers it reads where the record has them, NULL at the end */
    const char *const
        *requires; /* of these, layers that are computed (unpublished) where missing */
    const struct gl_schema *schema;
    bool sees_marked; /* true: marked boilerplate is not blanked for it (strip-boilerplate) */

    /* Called before layers that the stage requires are computed for it: says where it wants them,
     * and may leave what it has found so far for run() in *prepared. Memory from the document's
     * arena. NULL: it wants them everywhere. */
    enum galley_status (*prepare)(const struct gl_stage_input *input, struct gl_wanted *wanted,
                                  const void **prepared);

    /* Finds the marks of one document. GALLEY_NO_MEMORY is the only failure an engine has. */
    enum galley_status (*run)(const struct gl_stage_input *input);

    /* The plain view of the result, for text output. Reads document->original for what is printed,
     * appends to the pieces' own buffer and lets them flow (gl_pieces_flow) once a row. */
    void (*write_plain)(const struct gl_document *document, const void *settings,
                        struct gl_pieces *out);

    /* Spans of the text that go (rising, apart), for a stage that shortens it; NULL for all others.
     * Returns how many; *cuts is in the document's arena. */
    size_t (*cuts)(const struct gl_document *document, const void *settings,
                   const struct gl_span **cuts);
};

#endif
