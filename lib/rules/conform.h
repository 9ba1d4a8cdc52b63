/* Conform: does a tree of nodes hold what the tables of keys allow? */
#ifndef GALLEY_RULES_CONFORM_H
#define GALLEY_RULES_CONFORM_H

#include "base/error.h"
#include "rules/node.h"
#include "rules/schema.h"

/* Keys that rules of every layer may have. */
extern const struct gl_key gl_common_rule_keys[];

/* Checks the whole file: its head (galley, layer, language), words, parts, settings, disable,
 * rules, all against `schema` and the common keys, and sets tree->layer and tree->language
 * (pointers into its strings). `schema` is looked up in `schemas` (ends with NULL) by the layer's
 * name; files of the layer "language" need none. Files of a layer that is not among `schemas` are
 * checked in their head only, because another command owns them. */
enum galley_status gl_conform_file(struct gl_tree *tree, const struct gl_schema *const *schemas,
                                   struct galley_error *error);

/* Child of a map by key, NULL when there is none. */
const struct gl_node *gl_tree_get(const struct gl_tree *tree, const struct gl_node *map,
                                  const char *key);
const char *gl_tree_text(const struct gl_tree *tree, const struct gl_node *node);
const char *gl_tree_key(const struct gl_tree *tree, const struct gl_node *node);
/* First child and next sibling, NULL at the end. */
const struct gl_node *gl_tree_first(const struct gl_tree *tree, const struct gl_node *parent);
const struct gl_node *gl_tree_next(const struct gl_tree *tree, const struct gl_node *node);

/* The row of `name` in a table, NULL when there is none. `table` may be NULL. */
const struct gl_key *gl_key_find(const struct gl_key *table, const char *name);

/* `status` GALLEY_BAD_RULES with the position of `node`. */
enum galley_status gl_tree_error(const struct gl_tree *tree, const struct gl_node *node,
                                 struct galley_error *error, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

#endif
