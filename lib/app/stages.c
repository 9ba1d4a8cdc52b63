#include "app/stages.h"

#include <stdbool.h>
#include <string.h>

#include "app/filters.h"
#include "boilerplate/stage.h"
#include "dates/stage.h"
#include "quotes/stage.h"
#include "sentences/stage.h"

/* An example may be nothing but the line that goes. */
static const struct gl_boilerplate_settings cut_all = {.removed_most = 1, .level = GL_LEVEL_AUTO};
static const struct gl_quotes_settings find_all = {.terms = true, .indirect = true};

const struct gl_stage_entry gl_stages[] = {
    {"strip-boilerplate", &gl_boilerplate_stage, &cut_all, gl_filter_boilerplate,
     gl_filter_check_boilerplate},
    {"split-sentences", &gl_sentences_stage, NULL, gl_filter_sentences, NULL},
    {"find-quotes", &gl_quotes_stage, &find_all, gl_filter_quotes, NULL},
    {"tag-dates", &gl_dates_stage, NULL, gl_filter_dates, gl_filter_check_dates},
    {NULL, NULL, NULL, NULL, NULL},
};

const struct gl_stage_entry *gl_stage_entry_by_command(const char *command)
{
    for (const struct gl_stage_entry *entry = gl_stages; entry->stage; entry++) {
        if (strcmp(entry->command, command) == 0) {
            return entry;
        }
    }
    return NULL;
}

const struct gl_stage_entry *gl_stage_entry_by_layer(const char *layer)
{
    for (const struct gl_stage_entry *entry = gl_stages; entry->stage; entry++) {
        for (const char *const *name = entry->stage->produces; *name; name++) {
            if (strcmp(*name, layer) == 0) {
                return entry;
            }
        }
    }
    return NULL;
}

const struct gl_stage *gl_stage_by_layer(const char *layer)
{
    const struct gl_stage_entry *entry = gl_stage_entry_by_layer(layer);
    return entry ? entry->stage : NULL;
}

static bool is_among(const struct gl_stage *stage, const struct gl_stage_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i] == stage) {
            return true;
        }
    }
    return false;
}

/* Depth first, each after what it requires. The depth is that of our own table. */
static void add_needs(const struct gl_stage *stage, struct gl_stage_list *list)
{
    for (const char *const *name = stage->requires; name && *name; name++) {
        const struct gl_stage *needed = gl_stage_by_layer(*name);
        if (needed && !is_among(needed, list)) {
            add_needs(needed, list);
        }
    }
    if (list->count < GL_STAGES_MAX) {
        list->items[list->count++] = stage;
    }
}

struct gl_stage_list gl_stage_needs(const struct gl_stage *stage)
{
    struct gl_stage_list list = {.count = 0};
    add_needs(stage, &list);
    return list;
}

struct gl_stage_list gl_stage_all(void)
{
    struct gl_stage_list list = {.count = 0};
    for (const struct gl_stage_entry *entry = gl_stages; entry->stage; entry++) {
        list.items[list.count++] = entry->stage;
    }
    return list;
}

void gl_stage_schemas(const struct gl_stage_list *list,
                      const struct gl_schema *schemas[GL_STAGES_MAX + 1])
{
    for (size_t i = 0; i < list->count; i++) {
        schemas[i] = list->items[i]->schema;
    }
    schemas[list->count] = NULL;
}
