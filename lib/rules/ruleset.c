#include "rules/ruleset.h"

#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "rules/ruleset_internal.h"

static bool make_rules(struct gl_ruleset *set)
{
    const struct gl_image *image = set->image;
    const struct gl_image_rule *from = gl_image_at(image, image->rules);
    const struct gl_node *nodes = gl_image_at(image, image->nodes);
    set->rules = gl_arena_zeros(&set->arena, image->rules.count + 1, sizeof *set->rules);
    for (uint32_t i = 0; set->rules != NULL && i < image->rules.count; i++) {
        set->rules[i] = (struct gl_rule){.name = gl_image_string(image, from[i].name),
                                         .file = gl_image_string(image, from[i].file),
                                         .line = from[i].line,
                                         .number = i,
                                         .node = &nodes[from[i].node],
                                         .match = from[i].match,
                                         .votes = from[i].votes != 0,
                                         .weight = from[i].weight};
    }
    return set->rules != NULL;
}

struct gl_ruleset *gl_ruleset_new(const struct gl_image *image, struct gl_image *owned,
                                  const struct gl_schema *schema)
{
    struct gl_ruleset *set = calloc(1, sizeof *set);
    if (set == NULL) {
        free(owned);
        return NULL;
    }
    set->image = image;
    set->owned = owned;
    set->schema = schema;
    pthread_mutex_init(&set->lock, NULL);
    size_t places = (size_t)image->patterns.count * GL_PATTERN_WAYS + 1;
    set->patterns = gl_arena_zeros(&set->arena, places, sizeof *set->patterns);
    set->limits = gl_arena_zeros(&set->arena, image->patterns.count + 1, sizeof *set->limits);
    if (set->patterns == NULL || set->limits == NULL || !make_rules(set)) {
        gl_ruleset_free(set);
        return NULL;
    }
    set->clause_border = gl_part_pattern(set, "clause-border");
    return set;
}

void gl_ruleset_free(struct gl_ruleset *set)
{
    if (set == NULL) {
        return;
    }
    size_t places = (size_t)set->image->patterns.count * GL_PATTERN_WAYS;
    for (size_t i = 0; set->patterns != NULL && i < places; i++) {
        gl_pattern_free(atomic_load(&set->patterns[i]));
    }
    pthread_mutex_destroy(&set->lock);
    gl_arena_release(&set->arena);
    free(set->owned);
    free(set);
}

enum galley_status gl_ruleset_verify(const struct gl_ruleset *set, struct galley_error *error)
{
    enum galley_status status = GALLEY_OK;
    for (uint32_t i = 1; i <= set->image->patterns.count && status == GALLEY_OK; i++) {
        status = gl_pattern_prove(set, i, error);
    }
    for (size_t i = 0; i < gl_ruleset_count(set) && status == GALLEY_OK; i++) {
        if (set->schema->check != NULL) {
            status = set->schema->check(set, &set->rules[i], error);
        }
    }
    return status;
}

size_t gl_ruleset_count(const struct gl_ruleset *set)
{
    return set->image->rules.count;
}

const struct gl_rule *gl_ruleset_rule(const struct gl_ruleset *set, size_t number)
{
    return &set->rules[number];
}

const struct gl_rule *gl_ruleset_find(const struct gl_ruleset *set, const char *name)
{
    for (size_t i = 0; i < gl_ruleset_count(set); i++) {
        if (strcmp(set->rules[i].name, name) == 0) {
            return &set->rules[i];
        }
    }
    return NULL;
}

const void *gl_ruleset_bound(const struct gl_ruleset *set)
{
    return set->bound;
}

/* ---- nodes ---- */

static const struct gl_node *node_at(const struct gl_ruleset *set, uint32_t number)
{
    const struct gl_node *nodes = gl_image_at(set->image, set->image->nodes);
    return number == GL_NO_NODE ? NULL : &nodes[number];
}

const struct gl_node *gl_node_first(const struct gl_ruleset *set, const struct gl_node *parent)
{
    return node_at(set, parent->child);
}

const struct gl_node *gl_node_next(const struct gl_ruleset *set, const struct gl_node *node)
{
    return node_at(set, node->next);
}

const char *gl_node_text(const struct gl_ruleset *set, const struct gl_node *node)
{
    return gl_image_string(set->image, node->text);
}

const char *gl_node_key(const struct gl_ruleset *set, const struct gl_node *node)
{
    return gl_image_string(set->image, node->key);
}

const struct gl_node *gl_node_get(const struct gl_ruleset *set, const struct gl_node *map,
                                  const char *key)
{
    const struct gl_node *child = map == NULL ? NULL : gl_node_first(set, map);
    while (child != NULL && strcmp(gl_node_key(set, child), key) != 0) {
        child = gl_node_next(set, child);
    }
    return child;
}

const char *gl_node_get_text(const struct gl_ruleset *set, const struct gl_node *map,
                             const char *key, const char *otherwise)
{
    const struct gl_node *node = gl_node_get(set, map, key);
    return node == NULL ? otherwise : gl_node_text(set, node);
}

/* strtod reads decimals the same way in every locale that a C program has not asked for; galley
 * asks for none. */
double gl_node_get_number(const struct gl_ruleset *set, const struct gl_node *map, const char *key,
                          double otherwise)
{
    const struct gl_node *node = gl_node_get(set, map, key);
    return node == NULL ? otherwise : strtod(gl_node_text(set, node), NULL);
}

bool gl_node_get_flag(const struct gl_ruleset *set, const struct gl_node *map, const char *key,
                      bool otherwise)
{
    const struct gl_node *node = gl_node_get(set, map, key);
    if (node == NULL) {
        return otherwise;
    }
    const char *text = gl_node_text(set, node);
    return strcasecmp(text, "true") == 0 || strcasecmp(text, "yes") == 0 ||
           strcasecmp(text, "on") == 0;
}

uint32_t gl_node_get_pattern(const struct gl_ruleset *set, const struct gl_node *map,
                             const char *key)
{
    const struct gl_node *node = gl_node_get(set, map, key);
    return node == NULL ? GL_NO_PATTERN : node->pattern;
}

const struct gl_node *gl_ruleset_setting(const struct gl_ruleset *set, const char *key)
{
    return gl_node_get(set, node_at(set, set->image->settings), key);
}

uint32_t gl_part_pattern(const struct gl_ruleset *set, const char *name)
{
    const struct gl_image_part *parts = gl_image_at(set->image, set->image->parts);
    for (uint32_t i = 0; i < set->image->parts.count; i++) {
        if (strcmp(gl_image_string(set->image, parts[i].name), name) == 0) {
            return parts[i].pattern;
        }
    }
    return GL_NO_PATTERN;
}
