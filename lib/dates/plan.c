/* Compiling rules into plans. */
#include "dates/plan.h"

#include <string.h>

#include "dates/grammar.h"

/* Where a rule is compiled, so that functions stay short. */
struct compiler {
    const struct gl_ruleset *set;
    const char *file;
    struct gl_arena *arena;
    struct galley_error *error;
};

/* Puts the place of `node` into an error whose text is there already. */
static enum galley_status place(const struct compiler *compiler, const struct gl_node *node,
                                enum galley_status status)
{
    char what[sizeof(compiler->error->what)];

    if (status != GALLEY_BAD_RULES || compiler->error == NULL) {
        return status;
    }
    memcpy(what, compiler->error->what, sizeof(what));
    return gl_error_set(compiler->error, status, compiler->file, node->line, node->column, "%s",
                        what);
}

static enum galley_status wrong(const struct compiler *compiler, const struct gl_node *node,
                                const char *what)
{
    return gl_error_set(compiler->error, GALLEY_BAD_RULES, compiler->file, node->line, node->column,
                        "%s", what);
}

static const char *text_of(const struct compiler *compiler, const struct gl_node *node)
{
    return gl_node_text(compiler->set, node);
}

static enum galley_status compile_sum(const struct compiler *compiler, const struct gl_node *map,
                                      const char *key, struct gl_sum *sum)
{
    const struct gl_node *node = gl_node_get(compiler->set, map, key);

    if (node == NULL) {
        return GALLEY_OK;
    }
    return place(compiler, node,
                 gl_sum_compile(text_of(compiler, node), compiler->arena, sum, compiler->error));
}

static enum galley_status compile_template(const struct compiler *compiler,
                                           const struct gl_node *map, const char *key,
                                           struct gl_template *made)
{
    const struct gl_node *node = gl_node_get(compiler->set, map, key);

    if (node == NULL) {
        return GALLEY_OK;
    }
    return place(
        compiler, node,
        gl_template_compile(text_of(compiler, node), compiler->arena, made, compiler->error));
}

static bool is_constant(const struct gl_template *made)
{
    return made->count == 1 && made->pieces[0].text != NULL;
}

static struct gl_text constant(const struct gl_template *made)
{
    return (struct gl_text){made->pieces[0].text, strlen(made->pieces[0].text)};
}

static enum galley_status compile_unit(const struct compiler *compiler, const struct gl_node *map,
                                       struct gl_template *unit)
{
    enum galley_status status = compile_template(compiler, map, "unit", unit);

    if (status == GALLEY_OK && is_constant(unit) &&
        gl_unit_of_code(constant(unit)) == GL_UNIT_NONE) {
        return wrong(compiler, gl_node_get(compiler->set, map, "unit"),
                     "unit must be TS, TM, TH, D, WE, W, M, S, Q, H, Y, DE, CE, ME or a $group");
    }
    return status;
}

static enum galley_status compile_offset(const struct compiler *compiler,
                                         const struct gl_node *value, struct gl_offset_plan *offset)
{
    const struct gl_node *map = gl_node_get(compiler->set, value, "offset");
    const struct gl_node *grain;
    enum galley_status status;

    if (map == NULL) {
        return GALLEY_OK;
    }
    grain = gl_node_get(compiler->set, map, "grain");
    offset->given = true;
    if (grain != NULL) {
        const char *name = text_of(compiler, grain);
        offset->anchor_grain = strcmp(name, "anchor") == 0;
        offset->grain = gl_unit_grain(gl_unit_of_code((struct gl_text){name, strlen(name)}));
        if (offset->grain == GL_GRAIN_NONE && !offset->anchor_grain) {
            return wrong(compiler, grain, "grain must be a unit (D, W, M, Q, Y, ...) or anchor");
        }
    }
    status = compile_sum(compiler, map, "count", &offset->count);
    return status == GALLEY_OK ? compile_unit(compiler, map, &offset->unit) : status;
}

static enum galley_status compile_duration(const struct compiler *compiler,
                                           const struct gl_node *value, struct gl_value_plan *plan)
{
    const struct gl_node *map = gl_node_get(compiler->set, value, "duration");

    while (map != NULL && plan->duration_count < GL_DURATION_PARTS) {
        struct gl_count_plan *part = &plan->duration[plan->duration_count++];
        enum galley_status status = compile_sum(compiler, map, "count", &part->count);
        if (status == GALLEY_OK) {
            status = compile_unit(compiler, map, &part->unit);
        }
        if (status != GALLEY_OK) {
            return status;
        }
        map = gl_node_get(compiler->set, map, "and");
    }
    return GALLEY_OK;
}

/* A constant code must be one that TIMEX3 has; others are looked at when they are read. */
static enum galley_status check_code(const struct compiler *compiler, const struct gl_node *map,
                                     enum gl_code code, const struct gl_template *made)
{
    bool known = true;

    if (!is_constant(made)) {
        return GALLEY_OK;
    }
    if (code == GL_CODE_SEASON) {
        known = gl_season_of_code(constant(made)) != 0;
    } else if (code == GL_CODE_PART) {
        known = gl_part_of_code(constant(made)) != 0;
    }
    return known ? GALLEY_OK
                 : wrong(compiler, gl_node_get(compiler->set, map, gl_dates_code_names[code]),
                         "unknown code; seasons are SP, SU, FA, WI, parts MO, MI, AF, EV, NI, DT");
}

static enum gl_from from_of(const struct compiler *compiler, const struct gl_node *map)
{
    const char *from = gl_node_get_text(compiler->set, map, "from", "reference");

    return strcmp(from, "last") == 0 ? GL_FROM_LAST : GL_FROM_REFERENCE;
}

static enum galley_status compile_value(const struct compiler *compiler, const struct gl_node *map,
                                        struct gl_value_plan *plan)
{
    enum galley_status status = GALLEY_OK;

    for (int i = 0; i < GL_FIELD_COUNT && status == GALLEY_OK; i++) {
        status = compile_sum(compiler, map, gl_dates_field_names[i], &plan->fields[i]);
    }
    for (int i = 0; i < GL_CODE_COUNT && status == GALLEY_OK; i++) {
        status = compile_template(compiler, map, gl_dates_code_names[i], &plan->codes[i]);
        if (status == GALLEY_OK) {
            status = check_code(compiler, map, (enum gl_code)i, &plan->codes[i]);
        }
    }
    if (status == GALLEY_OK) {
        status = compile_template(compiler, map, "literal", &plan->literal);
    }
    if (status == GALLEY_OK && is_constant(&plan->literal) &&
        !gl_value_valid(constant(&plan->literal))) {
        return wrong(compiler, gl_node_get(compiler->set, map, "literal"),
                     "this is no value that TIMEX3 has, such as PRESENT_REF, P1D, XXXX-10");
    }
    if (status == GALLEY_OK) {
        status = compile_offset(compiler, map, &plan->offset);
    }
    plan->from = from_of(compiler, map);
    return status == GALLEY_OK ? compile_duration(compiler, map, plan) : status;
}

static enum gl_date_type type_of(const char *name)
{
    for (int i = 0; gl_date_type_names[i] != NULL; i++) {
        if (strcmp(gl_date_type_names[i], name) == 0) {
            return (enum gl_date_type)(i + 1);
        }
    }
    return GL_TYPE_NONE;
}

static enum galley_status compile_mark(const struct compiler *compiler, const struct gl_node *map,
                                       struct gl_mark_plan *mark)
{
    const struct gl_node *value = gl_node_get(compiler->set, map, "value");
    enum galley_status status = compile_template(compiler, map, "mod", &mark->mod);
    const char *resolved;

    if (status == GALLEY_OK && is_constant(&mark->mod) && !gl_mod_valid(constant(&mark->mod))) {
        return wrong(compiler, gl_node_get(compiler->set, map, "mod"),
                     "this is no modifier of TIMEX3, such as START, MID, END, APPROX, MORE_THAN");
    }

    mark->group = gl_node_get_text(compiler->set, map, "mark", NULL);
    resolved = gl_node_get_text(compiler->set, map, "resolved", "");
    mark->resolves = strcmp(resolved, "later") == 0 ? 1 : strcmp(resolved, "earlier") == 0 ? -1 : 0;
    mark->type = type_of(gl_node_get_text(compiler->set, map, "type", ""));
    if (status == GALLEY_OK) {
        status = compile_template(compiler, map, "quant", &mark->quant);
    }
    if (status == GALLEY_OK) {
        status = compile_template(compiler, map, "freq", &mark->freq);
    }
    if (status == GALLEY_OK && value != NULL) {
        mark->has_value = true;
        status = compile_value(compiler, value, &mark->value);
    }
    return status;
}

static size_t count_items(const struct gl_ruleset *set, const struct gl_node *list)
{
    size_t count = 0;

    if (list == NULL || list->kind == GL_NODE_MAP) {
        return list == NULL ? 0 : 1;
    }
    for (const struct gl_node *item = gl_node_first(set, list); item != NULL;
         item = gl_node_next(set, item)) {
        count++;
    }
    return count;
}

/* First item of a list, or the single map that stands for one. */
static const struct gl_node *first_item(const struct gl_ruleset *set, const struct gl_node *list)
{
    return list == NULL || list->kind == GL_NODE_MAP ? list : gl_node_first(set, list);
}

static enum galley_status compile_marks(const struct compiler *compiler, const struct gl_node *rule,
                                        struct gl_plan *plan)
{
    const struct gl_node *also = gl_node_get(compiler->set, rule, "also");
    size_t further = count_items(compiler->set, also);
    struct gl_mark_plan *marks = gl_arena_zeros(compiler->arena, 1 + further, sizeof(*marks));
    const struct gl_node *item = first_item(compiler->set, also);
    enum galley_status status;

    if (marks == NULL) {
        return GALLEY_NO_MEMORY;
    }
    if (further >= GL_MARKS_AT_ONCE) {
        return wrong(compiler, also, "a rule sets four marks at the most");
    }
    status = compile_mark(compiler, rule, &marks[0]);
    for (size_t i = 0; i < further && status == GALLEY_OK; i++) {
        status = compile_mark(compiler, item, &marks[1 + i]);
        item = gl_node_next(compiler->set, item);
    }
    plan->marks = marks;
    plan->mark_count = 1 + further;
    return status;
}

// In the order of enum gl_choice, from GL_CHOOSE_NEXT.
static const char *const choices[] = {
    "next",    "last",        "same",         "next-or-today", "latest-or-today",
    "nearest", "rather-next", "rather-latest"};

const char *gl_choice_name(enum gl_choice choice)
{
    return choice == GL_CHOOSE_NONE ? "" : choices[choice - 1];
}

enum gl_choice gl_choice_of(struct gl_text word)
{
    for (size_t i = 0; i < sizeof(choices) / sizeof(choices[0]); i++) {
        if (strlen(choices[i]) == word.length && memcmp(choices[i], word.bytes, word.length) == 0) {
            return (enum gl_choice)(i + 1);
        }
    }
    return GL_CHOOSE_NONE;
}

/* First text of a list, or the single text that stands for one; NULL: none. */
static const struct gl_node *first_text(const struct gl_ruleset *set, const struct gl_node *list)
{
    return list == NULL || list->kind != GL_NODE_LIST ? list : gl_node_first(set, list);
}

enum galley_status gl_domains_compile(const struct gl_ruleset *set, const struct gl_node *list,
                                      const char *file, unsigned *domains,
                                      struct galley_error *error)
{
    struct compiler compiler = {set, file, NULL, error};
    const struct gl_node *item = first_text(set, list);

    *domains = 0;
    while (item != NULL) {
        unsigned number = 0;
        while (gl_dates_domain_names[number] != NULL &&
               strcmp(gl_dates_domain_names[number], gl_node_text(set, item)) != 0) {
            number++;
        }
        if (gl_dates_domain_names[number] == NULL) {
            return wrong(&compiler, item, "domains are news, narrative, colloquial");
        }
        *domains |= 1U << number;
        item = list->kind == GL_NODE_LIST ? gl_node_next(set, item) : NULL;
    }
    return GALLEY_OK;
}

/* Numbers of the word lists named in `list`, as many as there is room for; -1 behind the last. */
static void find_lists(const struct compiler *compiler, const struct gl_node *list,
                       int found[GL_SOUGHT_LISTS])
{
    const struct gl_node *item = first_text(compiler->set, list);

    for (size_t i = 0; i < GL_SOUGHT_LISTS; i++) {
        found[i] = item != NULL ? gl_list_find(compiler->set, text_of(compiler, item)) : -1;
        item = item == NULL || item == list ? NULL : gl_node_next(compiler->set, item);
    }
}

static enum galley_status compile_direction_line(const struct compiler *compiler,
                                                 const struct gl_node *map,
                                                 struct gl_direction_plan *line)
{
    const char *otherwise = gl_node_get_text(compiler->set, map, "otherwise", "");
    const struct gl_node *endings = gl_node_get(compiler->set, map, "endings");
    enum galley_status status = compile_template(compiler, map, "choose", &line->choose);

    line->conditions = gl_conditions_any(compiler->set, map) ? map : NULL;
    line->last_before.pattern = gl_node_get_pattern(compiler->set, map, "last-before");
    line->last_before.endings =
        endings == NULL ? -1 : gl_list_find(compiler->set, text_of(compiler, endings));
    line->first_after = gl_node_get_pattern(compiler->set, map, "first-after");
    line->region = gl_region_of(compiler->set, map, GL_REGION_SENTENCE);
    line->otherwise = gl_choice_of((struct gl_text){otherwise, strlen(otherwise)});
    line->has_from = gl_node_get(compiler->set, map, "from") != NULL;
    line->from = from_of(compiler, map);
    find_lists(compiler, gl_node_get(compiler->set, map, "starts"), line->last_before.lists);
    if (endings != NULL && line->last_before.endings < 0) {
        return wrong(compiler, endings,
                     "\"endings\" names a word list, and there is none so called");
    }
    if (status == GALLEY_OK) {
        status = gl_domains_compile(compiler->set, gl_node_get(compiler->set, map, "domain"),
                                    compiler->file, &line->domains, compiler->error);
    }
    if (status != GALLEY_OK) {
        return status;
    }
    if (line->choose.count == 0 && line->otherwise == GL_CHOOSE_NONE) {
        return wrong(compiler, map, "a line of direction needs \"choose\" or \"otherwise\"");
    }
    if (is_constant(&line->choose) && gl_choice_of(constant(&line->choose)) == GL_CHOOSE_NONE) {
        return wrong(
            compiler, gl_node_get(compiler->set, map, "choose"),
            "\"choose\" must be next, last, same, next-or-today, latest-or-today, nearest, "
            "rather-next, rather-latest or a $group");
    }
    return GALLEY_OK;
}

enum galley_status gl_direction_compile(const struct gl_ruleset *set, const struct gl_node *list,
                                        const char *file, struct gl_arena *arena,
                                        struct gl_direction *made, struct galley_error *error)
{
    struct compiler compiler = {set, file, arena, error};
    size_t count = count_items(set, list);
    struct gl_direction_plan *lines = gl_arena_zeros(arena, count, sizeof(*lines));
    const struct gl_node *item = first_item(set, list);

    if (lines == NULL) {
        return GALLEY_NO_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        enum galley_status status = compile_direction_line(&compiler, item, &lines[i]);
        if (status != GALLEY_OK) {
            return status;
        }
        item = gl_node_next(set, item);
    }
    *made = (struct gl_direction){lines, count};
    return GALLEY_OK;
}

/* Sets one bit in *bits for each text of a list: its number in gl_date_type_names, or the grain of
 * its unit. */
static enum galley_status compile_bits(const struct compiler *compiler, const struct gl_node *list,
                                       bool are_types, unsigned *bits)
{
    const struct gl_node *item = first_text(compiler->set, list);

    while (item != NULL) {
        const char *name = text_of(compiler, item);
        unsigned number =
            are_types
                ? (unsigned)type_of(name)
                : (unsigned)gl_unit_grain(gl_unit_of_code((struct gl_text){name, strlen(name)}));
        if (number == 0) {
            return wrong(compiler, item,
                         are_types ? "types are DATE, TIME, DURATION, SET"
                                   : "grains are units: D, W, M, Y, ...");
        }
        *bits |= 1U << number;
        item = list->kind == GL_NODE_LIST ? gl_node_next(compiler->set, item) : NULL;
    }
    return GALLEY_OK;
}

static enum galley_status compile_join(const struct compiler *compiler, const struct gl_node *rule,
                                       struct gl_join_plan *join)
{
    const struct gl_node *map = gl_node_get(compiler->set, rule, "joins");
    enum galley_status status;

    if (map == NULL) {
        return GALLEY_OK;
    }
    join->side = strcmp(gl_node_get_text(compiler->set, map, "side", ""), "before") == 0
                     ? GL_SIDE_BEFORE
                     : GL_SIDE_AFTER;
    join->gap = gl_node_get_pattern(compiler->set, map, "gap");
    status = compile_bits(compiler, gl_node_get(compiler->set, map, "types"), true, &join->types);
    if (status != GALLEY_OK) {
        return status;
    }
    return compile_bits(compiler, gl_node_get(compiler->set, map, "grains"), false, &join->grains);
}

enum galley_status gl_plan_compile(const struct gl_ruleset *set, const struct gl_rule *rule,
                                   struct gl_arena *arena, struct gl_plan *plan,
                                   struct galley_error *error)
{
    struct compiler compiler = {set, rule->file, arena, error};
    const struct gl_node *direction = gl_node_get(set, rule->node, "direction");
    enum galley_status status;

    *plan = (struct gl_plan){.rule = rule};
    plan->conditional = gl_conditions_any(set, rule->node);
    plan->ignore = strcmp(gl_node_get_text(set, rule->node, "decide", "mark"), "ignore") == 0;
    if (rule->match == GL_NO_PATTERN) {
        return wrong(&compiler, rule->node, "a rule for dates needs \"match\"");
    }
    status = gl_domains_compile(set, gl_node_get(set, rule->node, "domain"), rule->file,
                                &plan->domains, error);
    if (plan->ignore || status != GALLEY_OK) {
        return status;
    }
    status = compile_join(&compiler, rule->node, &plan->join);
    if (status == GALLEY_OK) {
        status = compile_marks(&compiler, rule->node, plan);
    }
    if (status == GALLEY_OK && !plan->marks[0].has_value && plan->join.side == GL_SIDE_NONE) {
        return wrong(&compiler, rule->node,
                     "\"value\", \"joins\" or \"decide: ignore\" is missing");
    }
    if (status == GALLEY_OK && direction != NULL) {
        status = gl_direction_compile(set, direction, rule->file, arena, &plan->direction, error);
    }
    return status;
}
