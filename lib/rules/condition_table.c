#include "rules/condition_table.h"

#include <stddef.h>
#include <string.h>

#include "rules/conditions.h"

/* Where the keys' patterns (or nodes) stand in a row. */
static const struct {
    const char *key;
    size_t offset;
    bool node;
} keys[] = {
    {"before", offsetof(struct gl_image_conditions, before[0]), false},
    {"not-before", offsetof(struct gl_image_conditions, before[1]), false},
    {"after", offsetof(struct gl_image_conditions, after[0]), false},
    {"not-after", offsetof(struct gl_image_conditions, after[1]), false},
    {"near", offsetof(struct gl_image_conditions, near[0]), false},
    {"not-near", offsetof(struct gl_image_conditions, near[1]), false},
    {"in", offsetof(struct gl_image_conditions, in[0]), true},
    {"not-in", offsetof(struct gl_image_conditions, in[1]), true},
};

static uint32_t region_named(const char *name)
{
    for (uint32_t i = 0; gl_region_names[i] != NULL; i++) {
        if (strcmp(gl_region_names[i], name) == 0) {
            return i + 1;
        }
    }
    return 0;
}

/* Reads one key of a map. */
static void read_key(const struct gl_builder *builder, uint32_t number,
                     struct gl_image_conditions *row)
{
    const struct gl_node *node = &GL_AT(builder->nodes, struct gl_node, number);
    const char *key = builder->strings.bytes + node->key;
    if (strcmp(key, "within") == 0) {
        row->region = region_named(builder->strings.bytes + node->text);
    }
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (strcmp(key, keys[i].key) == 0) {
            uint32_t *place = (uint32_t *)(void *)((char *)row + keys[i].offset);
            *place = keys[i].node ? number : node->pattern;
        }
    }
}

void gl_condition_table_make(struct gl_builder *builder, struct gl_array *rows)
{
    static const struct gl_image_conditions none;
    for (size_t i = 0; i < builder->nodes.count && !builder->failed; i++) {
        struct gl_node *map = &GL_AT(builder->nodes, struct gl_node, i);
        struct gl_image_conditions row = none;
        uint32_t child = map->kind == GL_NODE_MAP ? map->child : GL_NO_NODE;
        while (child != GL_NO_NODE) {
            read_key(builder, child, &row);
            child = GL_AT(builder->nodes, struct gl_node, child).next;
        }
        if (memcmp(&row, &none, sizeof row) == 0) {
            continue;
        }
        struct gl_image_conditions *added = gl_array_push(rows);
        if (added == NULL) {
            builder->failed = true;
            return;
        }
        *added = row;
        map->pattern = (uint32_t)rows->count;
    }
}
