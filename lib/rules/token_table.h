/* Token table: the build's half of rules/token.h. Within lib/rules only. */
#ifndef GALLEY_RULES_TOKEN_TABLE_H
#define GALLEY_RULES_TOKEN_TABLE_H

#include "base/array.h"
#include "rules/builder.h"
#include "rules/image.h"

/* The sections of the image that say what is known of each word and byte. */
struct gl_token_table {
    struct gl_array tokens; /* struct gl_image_token */
    struct gl_image_slot *slots;
    size_t slot_count;
    struct gl_array classes; /* uint64_t: the rows */
    struct gl_array firsts;  /* uint8_t for each class: can some rule have it first? */
    uint32_t byte_classes[256];
    struct gl_array filters;  /* struct gl_word_filter */
    struct gl_array floating; /* uint64_t: bits of rules */
    size_t rule_words, list_words;
    size_t class_count;
    uint32_t *row_slots; /* hash table of 1 + class, while the table grows */
    size_t row_slot_count;
};

/* Fills `table` (zeroed) from the builder's firsts and lists. On want of memory builder->failed. */
void gl_token_table_make(struct gl_builder *builder, struct gl_token_table *table);
void gl_token_table_release(struct gl_token_table *table);

#endif
