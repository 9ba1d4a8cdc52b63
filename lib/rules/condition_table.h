/* Condition table: the build's half of rules/conditions.h. Within lib/rules only. */
#ifndef GALLEY_RULES_CONDITION_TABLE_H
#define GALLEY_RULES_CONDITION_TABLE_H

#include "base/array.h"
#include "rules/builder.h"

/* Reads the conditions of each map among the builder's nodes into `rows` (struct
 * gl_image_conditions) and numbers them there. On want of memory builder->failed. */
void gl_condition_table_make(struct gl_builder *builder, struct gl_array *rows);

#endif
