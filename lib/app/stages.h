/* Stages: the engines that there are, by the names of their layers. A fifth filter is added here.
 */
#ifndef GALLEY_APP_STAGES_H
#define GALLEY_APP_STAGES_H

#include <stddef.h>

#include "rules/schema.h"
#include "stream/stage.h"

struct gl_option;
struct gl_step;

/* A filter by the name of its command. */
struct gl_stage_entry {
    const char *command;
    const struct gl_stage *stage;
    const void *for_examples; /* settings under which rules' examples run: every rule can speak */
    void (*options)(struct gl_step *step, struct gl_option *table); /* see filters.h */
    enum galley_status (*check)(const struct gl_step *step,
                                struct galley_error *error); /* NULL: nothing to check */
};

/* All of them; `stage` is NULL behind the last. */
extern const struct gl_stage_entry gl_stages[];

enum { GL_STAGES_MAX = 8 };

struct gl_stage_list {
    const struct gl_stage *items[GL_STAGES_MAX];
    size_t count;
};

/* The filter of that command, or NULL. */
const struct gl_stage_entry *gl_stage_entry_by_command(const char *command);

/* The stage that writes the layer, or NULL; and its entry. */
const struct gl_stage_entry *gl_stage_entry_by_layer(const char *layer);
const struct gl_stage *gl_stage_by_layer(const char *layer);

/* A stage with all that it requires, in the order in which they run: itself last. */
struct gl_stage_list gl_stage_needs(const struct gl_stage *stage);

/* Every stage, in the order of gl_stages. */
struct gl_stage_list gl_stage_all(void);

/* The schemas of the stages in `list`, NULL behind the last, as a rulebook wants them. */
void gl_stage_schemas(const struct gl_stage_list *list,
                      const struct gl_schema *schemas[GL_STAGES_MAX + 1]);

#endif
