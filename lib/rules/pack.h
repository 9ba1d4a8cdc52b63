/* Pack: the rules that are built into the binary, as constants. Written by cmd/embed-rules.c. */
#ifndef GALLEY_RULES_PACK_H
#define GALLEY_RULES_PACK_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/error.h"
#include "rules/node.h"
#include "rules/schema.h"

struct gl_pack_set {
    const char *layer;
    const char *language;
    const void *image; /* struct gl_image, aligned for it */
};

struct gl_pack {
    const struct gl_tree *trees; /* the files, for --rules and check-rules; weakest first */
    size_t tree_count;
    const struct gl_pack_set *sets;
    size_t set_count;
    uint64_t hash;
};

/* The pack of this binary. */
extern const struct gl_pack gl_pack_embedded;

/* Checks the rule files `paths[0..count)` wholly (schema, patterns, the engines' own checks) and
 * writes them to `out` as C source that defines gl_pack_embedded. The same files give the same
 * bytes, in whatever order they are named. On failure `error` names the place; write errors show in
 * ferror(out). */
enum galley_status gl_pack_write(const struct gl_schema *const *schemas, const char *const *paths,
                                 size_t count, FILE *out, struct galley_error *error);

#endif
