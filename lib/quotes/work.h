/* Work: what the steps of one document's run share. */
#ifndef GALLEY_QUOTES_WORK_H
#define GALLEY_QUOTES_WORK_H

#include <stdbool.h>
#include <stddef.h>

#include "quotes/knowledge.h"
#include "quotes/quotes.h"
#include "rules/conditions.h"
#include "rules/matcher.h"
#include "stream/stage.h"

struct gl_quotes_work {
    const struct gl_stage_input *input;
    const struct gl_quotes_knowledge *knowledge;
    const struct gl_ruleset *set;
    struct gl_matcher *matcher;
    struct gl_arena *arena;
    struct gl_text text;     /* as engines read it */
    struct gl_text veiled;   /* the same length, quotations opaque; made when a condition asks */
    struct gl_scene scene;   /* veiled text and the regions, for conditions */
    struct gl_span *regions; /* sentences, joined where a quotation spans them; rising, apart */
    size_t region_count;
    bool usual_apostrophes; /* most of the document's quotations stand between apostrophes */
    struct gl_quotations *found;
};

/* Room for one more item in an array that lives in `arena`; false when memory is out. Doubles, so
 * that appending costs constant time and twice the memory at most. */
bool gl_quotes_reserve(struct gl_arena *arena, void **items, size_t *capacity, size_t count,
                       size_t item_size);

/* Tells the trace, if anybody listens. */
void gl_quotes_fired(const struct gl_quotes_work *work, const struct gl_rule *rule,
                     struct gl_span span, struct gl_text what);

/* Makes the veiled text and the scene for conditions, if that was not done yet; false when memory
 * is out. */
bool gl_quotes_set_scene(struct gl_quotes_work *work);

/* The quotation without its marks. */
struct gl_span gl_quotation_inside(const struct gl_quotation *quotation);

#endif
