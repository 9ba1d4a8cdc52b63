#include "rules/compile.h"

#include <stdlib.h>
#include <string.h>

#include "rules/builder.h"
#include "rules/conform.h"

enum { MAX_EXTENDS = 16, MAX_RULES = 65000 };

/* A rule where it stands in its file. */
struct placed_rule {
    const char *name;
    const struct gl_tree *tree;
    const struct gl_node *node;
    size_t rank;   /* of the file that gave it its place: higher is stronger */
    size_t number; /* in that file */
    bool disabled;
};

struct compilation {
    const struct gl_compile_input *input;
    struct gl_builder builder;
    struct gl_array rules; /* struct placed_rule */
    struct galley_error *error;
};

static enum galley_status no_memory(const struct compilation *compilation)
{
    return gl_error_set(compilation->error, GALLEY_NO_MEMORY, NULL, 0, 0, "out of memory");
}

static struct placed_rule *find_rule(const struct compilation *compilation, const char *name)
{
    for (size_t i = 0; i < compilation->rules.count; i++) {
        struct placed_rule *rule = &GL_AT(compilation->rules, struct placed_rule, i);
        if (strcmp(rule->name, name) == 0) {
            return rule;
        }
    }
    return NULL;
}

/* ---- merging rules ---- */

static enum galley_status add_rule(struct compilation *compilation, const struct gl_tree *tree,
                                   const struct gl_node *node, size_t rank)
{
    const char *name = gl_tree_text(tree, gl_tree_get(tree, node, "name"));
    struct placed_rule *rule = find_rule(compilation, name);
    if (rule != NULL && rule->tree == tree) {
        return gl_tree_error(tree, node, compilation->error,
                             "rule \"%.60s\" is there already, on line %u", name,
                             (unsigned)rule->node->line);
    }
    if (rule != NULL) { // replaces the weaker one, in its place
        rule->tree = tree;
        rule->node = node;
        rule->disabled = false;
        return GALLEY_OK;
    }
    size_t number = compilation->rules.count;
    if (number >= MAX_RULES) {
        return gl_tree_error(tree, node, compilation->error, "more than 65000 rules");
    }
    rule = gl_array_push(&compilation->rules);
    if (rule == NULL) {
        return no_memory(compilation);
    }
    *rule = (struct placed_rule){name, tree, node, rank, number, false};
    return GALLEY_OK;
}

static enum galley_status disable_rule(struct compilation *compilation, const struct gl_tree *tree,
                                       const struct gl_node *node)
{
    const char *name = gl_tree_text(tree, node);
    struct placed_rule *rule = find_rule(compilation, name);
    bool other_set = strcmp(tree->language, compilation->input->language) != 0;
    if (rule != NULL) {
        rule->disabled = true;
        return GALLEY_OK;
    }
    if (other_set) { // a file for any language may name a rule of one
        return GALLEY_OK;
    }
    gl_tree_error(tree, node, compilation->error, "no rule \"%.60s\" to disable", name);
    const char **names = calloc(compilation->rules.count + 1, sizeof *names);
    for (size_t i = 0; names != NULL && i < compilation->rules.count; i++) {
        names[i] = GL_AT(compilation->rules, struct placed_rule, i).name;
    }
    const char *nearest = names != NULL && strlen(name) < 60 ? gl_nearest(name, names) : NULL;
    if (nearest != NULL) {
        gl_error_hint(compilation->error, "did you mean \"%s\"?", nearest);
    }
    free(names);
    return GALLEY_BAD_RULES;
}

static enum galley_status disable_rules(struct compilation *compilation, const struct gl_tree *tree)
{
    const struct gl_node *disable = gl_tree_get(tree, &tree->nodes[0], "disable");
    if (disable == NULL) {
        return GALLEY_OK;
    }
    if (disable->kind != GL_NODE_LIST) {
        return disable_rule(compilation, tree, disable);
    }
    enum galley_status status = GALLEY_OK;
    for (const struct gl_node *item = gl_tree_first(tree, disable);
         item != NULL && status == GALLEY_OK; item = gl_tree_next(tree, item)) {
        status = disable_rule(compilation, tree, item);
    }
    return status;
}

/* First what a file disables among the weaker ones, then what it adds. */
static enum galley_status merge_file(struct compilation *compilation, const struct gl_tree *tree,
                                     size_t rank)
{
    enum galley_status status =
        gl_vocabulary_add(&compilation->builder.vocabulary, tree, compilation->error);
    if (status == GALLEY_OK) {
        status = disable_rules(compilation, tree);
    }
    const struct gl_node *rules = gl_tree_get(tree, &tree->nodes[0], "rules");
    const struct gl_node *rule = rules == NULL ? NULL : gl_tree_first(tree, rules);
    for (; rule != NULL && status == GALLEY_OK; rule = gl_tree_next(tree, rule)) {
        status = add_rule(compilation, tree, rule, rank);
    }
    return status;
}

/* Stronger files first; within a file as written. */
static int compare_placed(const void *a, const void *b)
{
    const struct placed_rule *first = a;
    const struct placed_rule *second = b;
    if (first->rank != second->rank) {
        return first->rank < second->rank ? 1 : -1;
    }
    return (first->number > second->number) - (first->number < second->number);
}

/* ---- copying nodes into the image ---- */

static enum galley_status copy_node(struct compilation *compilation, const struct gl_tree *tree,
                                    const struct gl_node *node, const struct gl_key *key,
                                    uint32_t *number);

/* Hangs node `child` behind `*last` under `parent`. */
static void hang(struct gl_builder *builder, uint32_t parent, uint32_t *last, uint32_t child)
{
    if (*last == GL_NO_NODE) {
        GL_AT(builder->nodes, struct gl_node, parent).child = child;
    } else {
        GL_AT(builder->nodes, struct gl_node, *last).next = child;
    }
    *last = child;
}

static enum galley_status copy_children(struct compilation *compilation, const struct gl_tree *tree,
                                        const struct gl_node *from, const struct gl_key *key,
                                        uint32_t parent)
{
    uint32_t last = GL_NO_NODE;
    for (const struct gl_node *child = gl_tree_first(tree, from); child != NULL;
         child = gl_tree_next(tree, child)) {
        // Items of a list are maps with the list's own table; children of a map have rows of it.
        const struct gl_key *row = key;
        uint32_t number;
        if (key != NULL && from->kind == GL_NODE_MAP) {
            row = gl_key_find(key->keys, gl_tree_key(tree, child));
        }
        enum galley_status status = copy_node(compilation, tree, child, row, &number);
        if (status != GALLEY_OK) {
            return status;
        }
        hang(&compilation->builder, parent, &last, number);
    }
    return GALLEY_OK;
}

/* Copies `node` and all below it; a pattern becomes one of the image's. Depth is bounded by the
 * YAML reader. */
static enum galley_status copy_node(struct compilation *compilation, const struct gl_tree *tree,
                                    const struct gl_node *node, const struct gl_key *key,
                                    uint32_t *number)
{
    struct gl_builder *builder = &compilation->builder;
    enum galley_status status = GALLEY_OK;
    uint32_t pattern = GL_NO_NODE;
    if (key != NULL && key->type == GL_KEY_PATTERN) {
        struct gl_pattern_place place = {tree, node};
        status = gl_builder_pattern(builder, gl_tree_text(tree, node), place, &pattern,
                                    compilation->error);
    }
    *number = (uint32_t)builder->nodes.count;
    struct gl_node *copy = status == GALLEY_OK ? gl_array_push(&builder->nodes) : NULL;
    if (copy == NULL) {
        return status == GALLEY_OK ? no_memory(compilation) : status;
    }
    *copy = (struct gl_node){.kind = node->kind,
                             .key = gl_builder_string(builder, gl_tree_key(tree, node)),
                             .text = gl_builder_string(builder, gl_tree_text(tree, node)),
                             .line = node->line,
                             .column = node->column,
                             .pattern = pattern};
    return copy_children(compilation, tree, node, key, *number);
}

static bool is_for_people(const char *key)
{
    return strcmp(key, "examples") == 0 || strcmp(key, "why") == 0 || strcmp(key, "extends") == 0;
}

static bool map_has(const struct gl_builder *builder, uint32_t map, const char *key)
{
    uint32_t child = GL_AT(builder->nodes, struct gl_node, map).child;
    while (child != GL_NO_NODE) {
        const struct gl_node *node = &GL_AT(builder->nodes, struct gl_node, child);
        if (strcmp(builder->strings.bytes + node->key, key) == 0) {
            return true;
        }
        child = node->next;
    }
    return false;
}

/* Copies the keys of a rule that its map does not have yet. */
static enum galley_status copy_keys(struct compilation *compilation, const struct placed_rule *from,
                                    uint32_t map, uint32_t *last)
{
    const struct gl_schema *schema = compilation->input->schema;
    for (const struct gl_node *child = gl_tree_first(from->tree, from->node); child != NULL;
         child = gl_tree_next(from->tree, child)) {
        const char *name = gl_tree_key(from->tree, child);
        const struct gl_key *key = gl_key_find(schema->rule_keys, name);
        key = key != NULL ? key : gl_key_find(gl_common_rule_keys, name);
        uint32_t number;
        if (is_for_people(name) || map_has(&compilation->builder, map, name)) {
            continue;
        }
        enum galley_status status = copy_node(compilation, from->tree, child, key, &number);
        if (status != GALLEY_OK) {
            return status;
        }
        hang(&compilation->builder, map, last, number);
    }
    return GALLEY_OK;
}

/* A rule's map, with what it inherits. */
static enum galley_status copy_rule(struct compilation *compilation, const struct placed_rule *rule,
                                    uint32_t *map)
{
    struct gl_builder *builder = &compilation->builder;
    const struct placed_rule *from = rule;
    uint32_t last = GL_NO_NODE;
    *map = (uint32_t)builder->nodes.count;
    struct gl_node *node = gl_array_push(&builder->nodes);
    if (node == NULL) {
        return no_memory(compilation);
    }
    *node = (struct gl_node){
        .kind = GL_NODE_MAP, .line = rule->node->line, .column = rule->node->column};
    for (size_t depth = 0; depth < MAX_EXTENDS; depth++) {
        enum galley_status status = copy_keys(compilation, from, *map, &last);
        const struct gl_node *base = gl_tree_get(from->tree, from->node, "extends");
        if (status != GALLEY_OK || base == NULL) {
            return status;
        }
        const char *name = gl_tree_text(from->tree, base);
        const struct placed_rule *next = find_rule(compilation, name);
        if (next == NULL) {
            return gl_tree_error(from->tree, base, compilation->error,
                                 "\"extends\" names no rule: \"%.60s\"", name);
        }
        from = next;
    }
    return gl_tree_error(rule->tree, rule->node, compilation->error,
                         "\"extends\" goes in a circle");
}

/* ---- rules, parts, settings ---- */

static const struct gl_node *built_key(const struct gl_builder *builder, uint32_t map,
                                       const char *key)
{
    uint32_t child = GL_AT(builder->nodes, struct gl_node, map).child;
    while (child != GL_NO_NODE) {
        const struct gl_node *node = &GL_AT(builder->nodes, struct gl_node, child);
        if (strcmp(builder->strings.bytes + node->key, key) == 0) {
            return node;
        }
        child = node->next;
    }
    return NULL;
}

/* The pattern that says where the rule is tried: `match`, or else the first pattern that may stand
 * in its place. */
static const struct gl_node *trigger_of(const struct compilation *compilation, uint32_t map)
{
    const struct gl_node *node = built_key(&compilation->builder, map, "match");
    const char *const *keys = compilation->input->schema->instead_of_match;
    for (; node == NULL && keys != NULL && *keys != NULL; keys++) {
        node = built_key(&compilation->builder, map, *keys);
        node = node != NULL && node->pattern != 0 ? node : NULL;
    }
    return node;
}

static void finish_rule(struct compilation *compilation, const struct placed_rule *placed,
                        uint32_t map, struct gl_image_rule *rule)
{
    struct gl_builder *builder = &compilation->builder;
    const struct gl_node *match = built_key(builder, map, "match");
    const struct gl_node *weight = built_key(builder, map, "weight");
    const struct gl_node *trigger = trigger_of(compilation, map);
    double number = weight == NULL ? 0 : strtod(builder->strings.bytes + weight->text, NULL);
    *rule = (struct gl_image_rule){.name = gl_builder_string(builder, placed->name),
                                   .file = gl_builder_string(builder, placed->tree->file),
                                   .line = placed->node->line,
                                   .node = map,
                                   .match = match == NULL ? 0 : match->pattern,
                                   .votes = weight != NULL,
                                   .weight = number};
    if (match != NULL) {
        GL_AT(builder->patterns, struct gl_image_pattern, match->pattern - 1).not_empty = 1;
    }
    if (trigger != NULL) {
        const struct gl_image_pattern *pattern =
            &GL_AT(builder->patterns, struct gl_image_pattern, trigger->pattern - 1);
        const char *original =
            gl_arena_copy(&builder->arena, builder->strings.bytes + pattern->original,
                          strlen(builder->strings.bytes + pattern->original));
        if (original == NULL) {
            builder->failed = true;
            return;
        }
        gl_builder_trigger(builder, (uint32_t)builder->rules.count - 1, original);
    }
}

static enum galley_status build_rules(struct compilation *compilation)
{
    for (size_t i = 0; i < compilation->rules.count; i++) {
        const struct placed_rule *placed = &GL_AT(compilation->rules, struct placed_rule, i);
        uint32_t map;
        if (placed->disabled) {
            continue;
        }
        enum galley_status status = copy_rule(compilation, placed, &map);
        struct gl_image_rule *rule =
            status == GALLEY_OK ? gl_array_push(&compilation->builder.rules) : NULL;
        if (rule == NULL) {
            return status == GALLEY_OK ? no_memory(compilation) : status;
        }
        finish_rule(compilation, placed, map, rule);
    }
    return GALLEY_OK;
}

static enum galley_status build_part(struct compilation *compilation, const char *name,
                                     struct gl_pattern_place place)
{
    struct gl_builder *builder = &compilation->builder;
    struct gl_image_part *part = gl_array_push(&builder->parts);
    char *reference = gl_arena_alloc(&builder->arena, strlen(name) + 3);
    if (part == NULL || reference == NULL) {
        return no_memory(compilation);
    }
    snprintf(reference, strlen(name) + 3, "<%s>", name);
    part->name = gl_builder_string(builder, name);
    uint32_t number = 0;
    enum galley_status status =
        gl_builder_pattern(builder, reference, place, &number, compilation->error);
    part->pattern = number; // `part` stays valid: nothing was pushed to parts meanwhile
    return status;
}

/* Every part, and every list that is not empty, as a pattern of its own, for engines that ask for
 * it by name. */
static enum galley_status build_parts(struct compilation *compilation)
{
    struct gl_vocabulary *vocabulary = &compilation->builder.vocabulary;
    enum galley_status status = GALLEY_OK;
    for (size_t i = 0; i < vocabulary->parts.count && status == GALLEY_OK; i++) {
        const struct gl_part *part = &GL_AT(vocabulary->parts, struct gl_part, i);
        status =
            build_part(compilation, part->name, (struct gl_pattern_place){part->tree, part->node});
    }
    for (size_t i = 0; i < vocabulary->lists.count && status == GALLEY_OK; i++) {
        const struct gl_word_list *list = &GL_AT(vocabulary->lists, struct gl_word_list, i);
        const struct gl_tree *tree = compilation->input->trees[0];
        if (list->words.count > 0) {
            status = build_part(compilation, list->name,
                                (struct gl_pattern_place){tree, &tree->nodes[0]});
        }
    }
    return status;
}

/* One map of settings; stronger files' keys stand first, which is where they are looked for. */
static enum galley_status build_settings(struct compilation *compilation)
{
    struct gl_builder *builder = &compilation->builder;
    const struct gl_key table = {.type = GL_KEY_MAP,
                                 .keys = compilation->input->schema->settings_keys};
    uint32_t last = GL_NO_NODE;
    builder->settings = (uint32_t)builder->nodes.count;
    struct gl_node *map = gl_array_push(&builder->nodes);
    if (map == NULL) {
        return no_memory(compilation);
    }
    map->kind = GL_NODE_MAP;
    for (size_t i = compilation->input->count; i > 0; i--) {
        const struct gl_tree *tree = compilation->input->trees[i - 1];
        const struct gl_node *settings = gl_tree_get(tree, &tree->nodes[0], "settings");
        const struct gl_node *child = settings == NULL ? NULL : gl_tree_first(tree, settings);
        for (; child != NULL; child = gl_tree_next(tree, child)) {
            const char *name = gl_tree_key(tree, child);
            const struct gl_key *key = gl_key_find(table.keys, name);
            uint32_t number;
            if (key == NULL || map_has(builder, builder->settings, name)) {
                continue;
            }
            enum galley_status status = copy_node(compilation, tree, child, key, &number);
            if (status != GALLEY_OK) {
                return status;
            }
            hang(builder, builder->settings, &last, number);
        }
    }
    return GALLEY_OK;
}

static enum galley_status build(struct compilation *compilation)
{
    enum galley_status status = GALLEY_OK;
    for (size_t i = 0; i < compilation->input->count && status == GALLEY_OK; i++) {
        status = merge_file(compilation, compilation->input->trees[i], i);
    }
    if (status == GALLEY_OK && compilation->rules.count > 1) {
        qsort(compilation->rules.items, compilation->rules.count, sizeof(struct placed_rule),
              compare_placed);
    }
    status = status == GALLEY_OK ? build_settings(compilation) : status;
    status = status == GALLEY_OK ? build_rules(compilation) : status;
    return status == GALLEY_OK ? build_parts(compilation) : status;
}

enum galley_status gl_compile(const struct gl_compile_input *input, struct gl_image **image,
                              struct galley_error *error)
{
    struct compilation compilation = {
        .input = input, .rules = GL_ARRAY(struct placed_rule), .error = error};
    *image = NULL;
    enum galley_status status =
        gl_builder_init(&compilation.builder) ? build(&compilation) : no_memory(&compilation);
    if (status == GALLEY_OK) {
        status = gl_builder_finish(&compilation.builder, input->schema->layer, input->language,
                                   image, error);
    }
    gl_builder_release(&compilation.builder);
    gl_array_release(&compilation.rules);
    return status;
}
