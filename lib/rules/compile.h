/* Compile: the rule files of one language and layer to one image. */
#ifndef GALLEY_RULES_COMPILE_H
#define GALLEY_RULES_COMPILE_H

#include <stddef.h>

#include "base/error.h"
#include "rules/image.h"
#include "rules/node.h"
#include "rules/schema.h"

struct gl_compile_input {
    const struct gl_tree *const *trees; /* conforming files, weakest first */
    size_t count;
    const struct gl_schema *schema;
    const char *language;
};

/* Builds the image: merges words, parts, settings and rules, expands every pattern, derives
 * triggers. Does not run PCRE2 and not schema->check: gl_ruleset_verify does. *image is one block
 * for free(). On GALLEY_BAD_RULES `error` says where. */
enum galley_status gl_compile(const struct gl_compile_input *input, struct gl_image **image,
                              struct galley_error *error);

/* Builds an image without rules, with one word list, "language": each function word of each
 * `language` file, with the languages that have it, separated by blanks, as its value. */
enum galley_status gl_compile_detector(const struct gl_tree *const *trees, size_t count,
                                       struct gl_image **image, struct galley_error *error);

#endif
