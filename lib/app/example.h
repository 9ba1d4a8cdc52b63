/* Example: a text that stands beside a rule and says what the rule does there. */
#ifndef GALLEY_APP_EXAMPLE_H
#define GALLEY_APP_EXAMPLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/array.h"
#include "base/buffer.h"
#include "base/error.h"
#include "rules/node.h"
#include "text/span.h"

/* Texts point into the rule file's tree; `text` and `spans` are used again from example to example.
 */
struct gl_example {
    bool fires;                 /* false: a near miss */
    struct gl_buffer text;      /* without brackets and escapes */
    struct gl_array spans;      /* struct gl_span: what stood in brackets, rising */
    const char *date;           /* NULL: none */
    const char *language;       /* NULL: the file's */
    const char *gives;          /* NULL: not said */
    const struct gl_node *node; /* where it stands */
};

/* Zero it before the first use. Reads the example at `node`. GALLEY_BAD_RULES when brackets do not
 * pair. */
enum galley_status gl_example_read(struct gl_example *example, const struct gl_tree *tree,
                                   const struct gl_node *node, struct galley_error *error);
void gl_example_release(struct gl_example *example);

#endif
