/* Edits: how a record differs from the bytes that came in. Whatever no edit names comes out
 * unchanged. */
#ifndef GALLEY_STREAM_EDITS_H
#define GALLEY_STREAM_EDITS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/array.h"
#include "base/buffer.h"
#include "base/pieces.h"
#include "text/span.h"

/* Always true: edits are apart and rise in the order in which they were added. Bytes of the raw
 * record in `gone` are replaced by `piece`, which lies in `pieces`, or by what the filler of that
 * number writes when the edits are applied. */
struct gl_edit {
    struct gl_span gone;
    struct gl_span piece;
    size_t filler; /* 0: none */
};

struct gl_edits {
    struct gl_array list;    /* of struct gl_edit */
    struct gl_buffer pieces; /* what is put in */
    bool failed;             /* out of memory */
};

#define GL_EDITS ((struct gl_edits){.list = GL_ARRAY(struct gl_edit)})

void gl_edits_reset(struct gl_edits *edits);
void gl_edits_release(struct gl_edits *edits);

/* Adds an edit that replaces `gone` by what was written to `pieces` since `mark` (its length then),
 * or by nothing. Returns its number, which stays good until the list is cut. */
size_t gl_edits_add(struct gl_edits *edits, struct gl_span gone, size_t mark);

/* Changes an edit made earlier: it may not reach over those that were added after it. */
void gl_edits_change(struct gl_edits *edits, size_t number, struct gl_span gone, size_t mark);

/* Forgets all edits from `number` on. */
void gl_edits_cut(struct gl_edits *edits, size_t number);

/* Adds an edit that replaces `gone` by what the filler `number` (from 1) will write. */
void gl_edits_fill(struct gl_edits *edits, struct gl_span gone, size_t number);

/* What edits are applied to. */
struct gl_edits_work {
    struct gl_text raw;
    bool borrow; /* `raw` lives as long as the output, so that it need not be copied */
    void (*fill)(void *context, size_t number, struct gl_pieces *out);
    void *context;
};

/* Appends `raw` as edited, letting the output flow. */
void gl_edits_apply(const struct gl_edits *edits, const struct gl_edits_work *work,
                    struct gl_pieces *out);

#endif
