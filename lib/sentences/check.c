/* What the tables of keys cannot say about a rule of sentences. */
#include <string.h>

#include "base/error.h"
#include "sentences/knowledge.h"

enum { SUGGESTIONS = 256 };

static enum galley_status refuse(const struct gl_rule *rule, const struct gl_node *node,
                                 struct galley_error *error, const char *what)
{
    return gl_error_set(error, GALLEY_BAD_RULES, rule->file, node->line, node->column, "%s", what);
}

/* All word lists of the set as names, ended by NULL. */
static void list_names(const struct gl_ruleset *set, const char *names[SUGGESTIONS + 1])
{
    size_t count = 0;
    for (int list = 0; count < SUGGESTIONS; list++) {
        const char *name = gl_list_name(set, list);
        if (name == NULL) {
            break;
        }
        names[count++] = name;
    }
    names[count] = NULL;
}

static bool has_name(const char *const *names, const char *name)
{
    for (; *names != NULL; names++) {
        if (strcmp(*names, name) == 0) {
            return true;
        }
    }
    return false;
}

/* One value of one field. */
static enum galley_status check_value(const struct gl_ruleset *set, const struct gl_rule *rule,
                                      enum gl_field field, const struct gl_node *node,
                                      struct galley_error *error)
{
    const char *lists[SUGGESTIONS + 1];
    const char *const *names = gl_field_values(field);
    const char *value = gl_node_text(set, node);
    if (names == NULL) {
        list_names(set, lists);
        names = lists;
    }
    if (has_name(names, value)) {
        return GALLEY_OK;
    }
    gl_error_set(error, GALLEY_BAD_RULES, rule->file, node->line, node->column,
                 "rule \"%s\": \"%s\" is no %s", rule->name, value,
                 names == lists ? "word list" : gl_field_names[field]);
    const char *nearest = gl_nearest(value, names);
    if (nearest != NULL) {
        gl_error_hint(error, "did you mean \"%s\"?", nearest);
    }
    return GALLEY_BAD_RULES;
}

/* All fields of a rule's map, or of its `unless`; *found counts them. */
static enum galley_status check_fields(const struct gl_ruleset *set, const struct gl_rule *rule,
                                       const struct gl_node *map, size_t *found,
                                       struct galley_error *error)
{
    for (enum gl_field field = 0; field < GL_FIELD_COUNT; field++) {
        const struct gl_node *node = gl_node_get(set, map, gl_field_names[field]);
        if (node == NULL) {
            continue;
        }
        (*found)++;
        const struct gl_node *value = node->kind == GL_NODE_LIST ? gl_node_first(set, node) : node;
        while (value != NULL) {
            enum galley_status status = check_value(set, rule, field, value, error);
            if (status != GALLEY_OK) {
                return status;
            }
            value = node->kind == GL_NODE_LIST ? gl_node_next(set, value) : NULL;
        }
    }
    return GALLEY_OK;
}

static bool has(const struct gl_ruleset *set, const struct gl_rule *rule, const char *key)
{
    return gl_node_get(set, rule->node, key) != NULL;
}

/* Keys that contradict each other or lack what they need. */
static enum galley_status check_shape(const struct gl_ruleset *set, const struct gl_rule *rule,
                                      size_t fields, struct galley_error *error)
{
    bool match = has(set, rule, "match");
    const char *decide = gl_node_get_text(set, rule->node, "decide", "");
    if (rule->votes == (decide[0] != '\0')) {
        return refuse(rule, rule->node, error,
                      rule->votes ? "a rule decides or votes: give decide or weight, not both"
                                  : "a rule of sentences needs decide or weight");
    }
    if (!match && (has(set, rule, "near") || has(set, rule, "not-near") || has(set, rule, "in") ||
                   has(set, rule, "not-in") || has(set, rule, "within"))) {
        return refuse(rule, rule->node, error,
                      "near, in and within need match in a rule of sentences");
    }
    bool behind = strcmp(decide, "split-behind") == 0 || strcmp(decide, "split-around") == 0;
    if (behind && (match || !has(set, rule, "after"))) {
        return refuse(rule, rule->node, error,
                      "this decision needs after, and no match: the boundary lies behind it");
    }
    if (fields == 0 && !rule->votes && !match && !has(set, rule, "before") &&
        !has(set, rule, "after") && !has(set, rule, "words-at-most") &&
        !has(set, rule, "words-at-least")) {
        return refuse(rule, rule->node, error,
                      "the rule asks nothing: give match, before, after, mark, word or another "
                      "key of sentences");
    }
    return GALLEY_OK;
}

enum galley_status gl_knowledge_check(const struct gl_ruleset *set, const struct gl_rule *rule,
                                      struct galley_error *error)
{
    size_t fields = 0;
    const struct gl_node *unless = gl_node_get(set, rule->node, "unless");
    enum galley_status status = check_fields(set, rule, rule->node, &fields, error);
    if (status == GALLEY_OK && unless != NULL) {
        status = check_fields(set, rule, unless, &fields, error);
    }
    return status == GALLEY_OK ? check_shape(set, rule, fields, error) : status;
}
