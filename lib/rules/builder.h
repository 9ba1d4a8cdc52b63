/* Builder: the sections of an image while they grow, and their laying out. Within lib/rules only.
 */
#ifndef GALLEY_RULES_BUILDER_H
#define GALLEY_RULES_BUILDER_H

#include <stdbool.h>

#include "base/array.h"
#include "base/buffer.h"
#include "base/error.h"
#include "rules/expand.h"
#include "rules/first.h"
#include "rules/image.h"
#include "rules/piece.h"
#include "rules/second.h"
#include "rules/vocabulary.h"

struct gl_builder {
    struct gl_arena arena;
    struct gl_vocabulary vocabulary;
    struct gl_buffer strings;
    struct gl_buffer sources; /* PCRE2 source of patterns that have a program */
    uint32_t *interned;       /* hash table of the strings there are, 0: free slot */
    size_t interned_slots, interned_count;
    struct gl_array nodes, rules, patterns, groups, parts;
    struct gl_array firsts; /* struct gl_rule_first */
    struct gl_array code;   /* uint32_t: programs */
    struct gl_sets sets;
    uint32_t settings;
    bool failed; /* memory was out in some append */
};

/* What a rule can begin with. */
struct gl_rule_first {
    uint32_t rule;
    struct gl_first first;
    struct gl_second second;
    bool anchored; /* at the start of the region only */
};

bool gl_builder_init(struct gl_builder *builder);
void gl_builder_release(struct gl_builder *builder);

/* Offset of `text` among the strings, where each stands once. */
uint32_t gl_builder_string(struct gl_builder *builder, const char *text);

/* Expands a pattern and adds it; *number is its number, from 1. */
enum galley_status gl_builder_pattern(struct gl_builder *builder, const char *pattern,
                                      struct gl_pattern_place place, uint32_t *number,
                                      struct galley_error *error);

/* Says that rule `rule` is tried where `pattern` can begin. */
void gl_builder_trigger(struct gl_builder *builder, uint32_t rule, const char *pattern);

/* Slots of a hash table for `count` items: a power of two that leaves at least a quarter free. */
size_t gl_builder_slots(size_t count);

/* Lays everything out in one block for free(). */
enum galley_status gl_builder_finish(struct gl_builder *builder, const char *layer,
                                     const char *language, struct gl_image **image,
                                     struct galley_error *error);

#endif
