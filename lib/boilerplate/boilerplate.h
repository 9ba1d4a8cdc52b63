/* Boilerplate: which lines of a document the page added to the article.
 *
 * The method: a document is a list of lines that are not blank. First the words of each line speak
 * (rules whose `match` and shape need nothing around the line). Of the lines that no such rule
 * takes, the long ones that end and read like sentences are the prose; where it begins and ends is
 * what rules with a position ask for. Then each line gets its verdict: the first rule in order, or
 * the sum of the votes. Repeated headlines are copies of a line above the prose.
 *
 * Veto first: what does not clearly belong to the page stays, and when too much of the document
 * would go, nothing goes. Offsets are bytes of document->text, half-open. */
#ifndef GALLEY_BOILERPLATE_H
#define GALLEY_BOILERPLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "stream/stage.h"
#include "text/span.h"

struct gl_bound_rule;

/* One piece that goes: a line without its line end, or a span at the start or end of a line. */
struct gl_cut {
    struct gl_span span;   /* no white space at either end */
    struct gl_span region; /* what of the line was left when the rule was tried */
    size_t at;             /* where its match was tried; read only when the rule has a pattern */
    const struct gl_bound_rule *rule;
    const char *votes; /* with explain: what spoke for it, in the arena; NULL: its rule decided */
};

/* Always true: spans rise and do not meet. `items` is in the document's arena. */
struct gl_cuts {
    struct gl_cut *items;
    size_t count;
    size_t capacity;
    double withheld; /* share of the lines' bytes that would have gone, when that was too much:
                        count is 0 then; else 0 */
};

/* Finds what goes, in time linear in the text; nothing is written to the document. Settings are
 * struct gl_boilerplate_settings. The only failure is GALLEY_NO_MEMORY. */
enum galley_status gl_boilerplate_find(const struct gl_stage_input *input, struct gl_cuts *cuts);

#endif
