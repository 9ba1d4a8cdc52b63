/* The schema's two functions: rules checked when they are loaded, and made into plans when a set is
 * selected. */
#include <string.h>

#include "dates/plan.h"

enum { USUAL_PIVOT = 50 }; /* 49 is 2049, 50 is 1950 */

enum galley_status gl_dates_check(const struct gl_ruleset *set, const struct gl_rule *rule,
                                  struct galley_error *error)
{
    struct gl_arena arena = {0};
    struct gl_plan plan;
    enum galley_status status = gl_plan_compile(set, rule, &arena, &plan, error);

    gl_arena_release(&arena);
    return status;
}

static long long number_setting(const struct gl_ruleset *set, const char *key, long long otherwise)
{
    const struct gl_node *node = gl_ruleset_setting(set, key);
    struct gl_text text = {node == NULL ? "" : gl_node_text(set, node), 0};
    long long thousandths;

    text.length = strlen(text.bytes);
    return gl_amount_parse(text, '.', &thousandths) ? thousandths / GL_THOUSAND : otherwise;
}

static void read_points(const struct gl_ruleset *set, struct gl_plans *plans)
{
    const struct gl_node *list = gl_ruleset_setting(set, "points");
    const struct gl_node *item =
        list == NULL || list->kind == GL_NODE_MAP ? list : gl_node_first(set, list);

    while (item != NULL && plans->point_count < GL_POINTS) {
        plans->points[plans->point_count++] =
            (struct gl_point_plan){gl_node_get_pattern(set, item, "gap"),
                                   strcmp(gl_node_get_text(set, item, "point", ""), "end") == 0};
        item = item == list ? NULL : gl_node_next(set, item);
    }
}

static enum galley_status read_settings(const struct gl_ruleset *set, struct gl_arena *arena,
                                        struct gl_plans *plans, struct gl_direction *direction)
{
    const struct gl_node *decimal = gl_ruleset_setting(set, "decimal");
    enum galley_status status;

    plans->decimal = decimal != NULL && strcmp(gl_node_text(set, decimal), ",") == 0 ? ',' : '.';
    read_points(set, plans);
    plans->told = gl_ruleset_setting(set, "document-date");
    plans->message = gl_part_pattern(set, "message-mark");
    plans->year_pivot = number_setting(set, "year-pivot", USUAL_PIVOT);
    plans->message_length = (size_t)number_setting(set, "message-length", 0);
    status = gl_direction_compile(set, gl_ruleset_setting(set, "direction-first"), NULL, arena,
                                  &plans->first, NULL);
    if (status != GALLEY_OK) {
        return status;
    }
    return gl_direction_compile(set, gl_ruleset_setting(set, "direction"), NULL, arena, direction,
                                NULL);
}

/* Finds rules with the same `match`: what fails for one need not be tried for the other. Equal
 * texts of a set are one string. */
static void find_twins(const struct gl_ruleset *set, struct gl_plan *plans, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *match = gl_node_get_text(set, plans[i].rule->node, "match", "");
        plans[i].source = match;
        plans[i].twin = (uint32_t)i;
        for (size_t k = 0; k < i && plans[i].twin == i; k++) {
            if (plans[k].source == match) {
                plans[i].twin = plans[k].twin;
                plans[k].has_twin = plans[i].has_twin = true;
            }
        }
    }
}

void *gl_dates_bind(const struct gl_ruleset *set, struct gl_arena *arena)
{
    struct gl_plans *made = gl_arena_zeros(arena, 1, sizeof(*made));
    size_t count = gl_ruleset_count(set);
    struct gl_plan *plans = gl_arena_zeros(arena, count, sizeof(*plans));
    struct gl_direction usual = {0};

    if (made == NULL || plans == NULL ||
        read_settings(set, arena, made, &usual) == GALLEY_NO_MEMORY) {
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        const struct gl_rule *rule = gl_ruleset_rule(set, i);
        // The rules were checked when they were loaded: only memory can be missing now.
        if (gl_plan_compile(set, rule, arena, &plans[i], NULL) != GALLEY_OK) {
            return NULL;
        }
        if (plans[i].direction.count == 0) {
            plans[i].direction = usual;
        }
    }
    find_twins(set, plans, count);
    made->plans = plans;
    made->count = count;
    return made;
}
