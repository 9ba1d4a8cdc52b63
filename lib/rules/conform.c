#include "rules/conform.h"

#include <stdarg.h>
#include <string.h>

#include "rules/conditions.h"

enum { MAX_KEYS = 64 }; /* keys of one map, for "did you mean" */

const struct gl_key gl_common_rule_keys[] = {
    {.name = "name", .type = GL_KEY_TEXT, .required = true, .help = "what --explain prints"},
    {.name = "why", .type = GL_KEY_TEXT, .help = "one line for the reader"},
    {.name = "extends", .type = GL_KEY_TEXT, .help = "rule whose other keys are taken over"},
    {.name = "match", .type = GL_KEY_PATTERN, .help = "pattern of the rule"},
    GL_CONDITION_KEYS,
    {.name = "weight", .type = GL_KEY_NUMBER, .help = "the rule votes with this weight"},
    {.name = "examples", .type = GL_KEY_EXAMPLES, .help = "texts that fire, and near misses"},
    {.name = NULL},
};

static const struct gl_key example_keys[] = {
    {.name = "text", .type = GL_KEY_TEXT, .help = "a text in which the rule fires"},
    {.name = "not", .type = GL_KEY_TEXT, .help = "a text in which it does not"},
    {.name = "date", .type = GL_KEY_TEXT, .help = "the document's date"},
    {.name = "lang", .type = GL_KEY_TEXT, .help = "the document's language; the file's otherwise"},
    {.name = "gives", .type = GL_KEY_TEXT, .help = "what the mark says"},
    {.name = NULL},
};

/* `settings` is checked against the layer's own table. */
static const struct gl_key file_keys[] = {
    {.name = "galley", .type = GL_KEY_NUMBER, .required = true, .help = "schema version, 1"},
    {.name = "layer", .type = GL_KEY_TEXT, .required = true, .help = "layer of the rules"},
    {.name = "language", .type = GL_KEY_TEXT, .required = true, .help = "language, or any"},
    {.name = "words", .type = GL_KEY_FREE, .help = "word lists"},
    {.name = "parts", .type = GL_KEY_FREE, .help = "named pieces of patterns"},
    {.name = "settings", .type = GL_KEY_FREE, .help = "settings of the layer"},
    {.name = "disable", .type = GL_KEY_TEXTS, .help = "rules that shall not run"},
    {.name = "rules", .type = GL_KEY_LIST, .help = "the rules"},
    {.name = NULL},
};

static enum galley_status check_map(const struct gl_tree *tree, const struct gl_node *map,
                                    const struct gl_key *own, const struct gl_key *common,
                                    struct galley_error *error);

const char *gl_tree_text(const struct gl_tree *tree, const struct gl_node *node)
{
    return tree->strings + node->text;
}

const char *gl_tree_key(const struct gl_tree *tree, const struct gl_node *node)
{
    return tree->strings + node->key;
}

const struct gl_node *gl_tree_first(const struct gl_tree *tree, const struct gl_node *parent)
{
    return parent->child == GL_NO_NODE ? NULL : &tree->nodes[parent->child];
}

const struct gl_node *gl_tree_next(const struct gl_tree *tree, const struct gl_node *node)
{
    return node->next == GL_NO_NODE ? NULL : &tree->nodes[node->next];
}

const struct gl_node *gl_tree_get(const struct gl_tree *tree, const struct gl_node *map,
                                  const char *key)
{
    const struct gl_node *child = map == NULL ? NULL : gl_tree_first(tree, map);
    while (child != NULL && strcmp(gl_tree_key(tree, child), key) != 0) {
        child = gl_tree_next(tree, child);
    }
    return child;
}

const struct gl_key *gl_key_find(const struct gl_key *table, const char *name)
{
    for (; table != NULL && table->name != NULL; table++) {
        if (strcmp(table->name, name) == 0) {
            return table;
        }
    }
    return NULL;
}

enum galley_status gl_tree_error(const struct gl_tree *tree, const struct gl_node *node,
                                 struct galley_error *error, const char *format, ...)
{
    char what[sizeof error->what];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    return gl_error_set(error, GALLEY_BAD_RULES, tree->file, node->line, node->column, "%s", what);
}

static enum galley_status unknown_key(const struct gl_tree *tree, const struct gl_node *node,
                                      const struct gl_key *own, const struct gl_key *common,
                                      struct galley_error *error)
{
    const char *names[2 * MAX_KEYS + 1];
    size_t count = 0;
    for (; own != NULL && own->name != NULL && count < MAX_KEYS; own++) {
        names[count++] = own->name;
    }
    for (; common != NULL && common->name != NULL && count < 2 * MAX_KEYS; common++) {
        names[count++] = common->name;
    }
    names[count] = NULL;
    const char *key = gl_tree_key(tree, node);
    gl_tree_error(tree, node, error, "unknown key \"%.60s\"", key);
    const char *nearest = strlen(key) < 60 ? gl_nearest(key, names) : NULL;
    if (nearest != NULL) {
        gl_error_hint(error, "did you mean \"%s\"?", nearest);
    }
    return GALLEY_BAD_RULES;
}

static enum galley_status want(const struct gl_tree *tree, const struct gl_node *node,
                               const struct gl_key *key, const char *what,
                               struct galley_error *error)
{
    return gl_tree_error(tree, node, error, "\"%s\" must be %s", key->name, what);
}

static bool is_scalar(const struct gl_node *node)
{
    return node->kind == GL_NODE_TEXT || node->kind == GL_NODE_NUMBER || node->kind == GL_NODE_FLAG;
}

static bool is_text(const struct gl_tree *tree, const struct gl_node *node)
{
    return (node->kind == GL_NODE_TEXT || node->kind == GL_NODE_NUMBER) &&
           *gl_tree_text(tree, node) != '\0';
}

static enum galley_status check_choice(const struct gl_tree *tree, const struct gl_node *node,
                                       const struct gl_key *key, struct galley_error *error)
{
    const char *text = is_scalar(node) ? gl_tree_text(tree, node) : "";
    for (const char *const *choice = key->choices; *choice != NULL; choice++) {
        if (strcmp(*choice, text) == 0) {
            return GALLEY_OK;
        }
    }
    char known[256] = "";
    for (const char *const *choice = key->choices; *choice != NULL; choice++) {
        size_t length = strlen(known);
        snprintf(known + length, sizeof known - length, "%s%s", length > 0 ? ", " : "", *choice);
    }
    gl_tree_error(tree, node, error, "\"%s\" must be one of: %s", key->name, known);
    const char *nearest = strlen(text) < 60 ? gl_nearest(text, key->choices) : NULL;
    if (nearest != NULL) {
        gl_error_hint(error, "did you mean \"%s\"?", nearest);
    }
    return GALLEY_BAD_RULES;
}

static enum galley_status check_texts(const struct gl_tree *tree, const struct gl_node *node,
                                      const struct gl_key *key, struct galley_error *error)
{
    if (is_text(tree, node)) {
        return GALLEY_OK;
    }
    if (node->kind != GL_NODE_LIST) {
        return want(tree, node, key, "a text or a list of texts", error);
    }
    for (const struct gl_node *item = gl_tree_first(tree, node); item != NULL;
         item = gl_tree_next(tree, item)) {
        if (!is_text(tree, item)) {
            return want(tree, item, key, "a list of texts", error);
        }
    }
    return GALLEY_OK;
}

static enum galley_status check_maps(const struct gl_tree *tree, const struct gl_node *node,
                                     const struct gl_key *key, struct galley_error *error)
{
    if (node->kind == GL_NODE_MAP) {
        return check_map(tree, node, key->keys, NULL, error);
    }
    if (node->kind != GL_NODE_LIST) {
        return want(tree, node, key, "a list of maps", error);
    }
    for (const struct gl_node *item = gl_tree_first(tree, node); item != NULL;
         item = gl_tree_next(tree, item)) {
        if (item->kind != GL_NODE_MAP) {
            return want(tree, item, key, "a list of maps", error);
        }
        enum galley_status status = check_map(tree, item, key->keys, NULL, error);
        if (status != GALLEY_OK) {
            return status;
        }
    }
    return GALLEY_OK;
}

static enum galley_status check_examples(const struct gl_tree *tree, const struct gl_node *node,
                                         const struct gl_key *key, struct galley_error *error)
{
    if (node->kind != GL_NODE_LIST) {
        return want(tree, node, key, "a list", error);
    }
    for (const struct gl_node *item = gl_tree_first(tree, node); item != NULL;
         item = gl_tree_next(tree, item)) {
        if (is_text(tree, item)) {
            continue;
        }
        if (item->kind != GL_NODE_MAP) {
            return want(tree, item, key, "a list of texts and maps", error);
        }
        enum galley_status status = check_map(tree, item, example_keys, NULL, error);
        if (status != GALLEY_OK) {
            return status;
        }
        bool fires = gl_tree_get(tree, item, "text") != NULL;
        if (fires == (gl_tree_get(tree, item, "not") != NULL)) {
            return gl_tree_error(tree, item, error, "an example has either \"text\" or \"not\"");
        }
    }
    return GALLEY_OK;
}

static enum galley_status check_free(const struct gl_tree *tree, const struct gl_node *node,
                                     const struct gl_key *key, struct galley_error *error)
{
    if (node->kind != GL_NODE_MAP) {
        return want(tree, node, key, "a map", error);
    }
    for (const struct gl_node *item = gl_tree_first(tree, node); item != NULL;
         item = gl_tree_next(tree, item)) {
        if (!is_scalar(item)) {
            return gl_tree_error(tree, item, error, "\"%s\" must be a text",
                                 gl_tree_key(tree, item));
        }
    }
    return GALLEY_OK;
}

static enum galley_status check_value(const struct gl_tree *tree, const struct gl_node *node,
                                      const struct gl_key *key, struct galley_error *error)
{
    switch (key->type) {
    case GL_KEY_TEXT:
        return is_text(tree, node) ? GALLEY_OK : want(tree, node, key, "a text", error);
    case GL_KEY_PATTERN:
        return node->kind == GL_NODE_TEXT && *gl_tree_text(tree, node) != '\0'
                   ? GALLEY_OK
                   : want(tree, node, key, "a pattern, best in 'single quotes'", error);
    case GL_KEY_NUMBER:
        return node->kind == GL_NODE_NUMBER ? GALLEY_OK : want(tree, node, key, "a number", error);
    case GL_KEY_FLAG:
        return node->kind == GL_NODE_FLAG ? GALLEY_OK
                                          : want(tree, node, key, "true or false", error);
    case GL_KEY_CHOICE:
        return check_choice(tree, node, key, error);
    case GL_KEY_MAP:
        return node->kind == GL_NODE_MAP ? check_map(tree, node, key->keys, NULL, error)
                                         : want(tree, node, key, "a map", error);
    case GL_KEY_LIST:
        return check_maps(tree, node, key, error);
    case GL_KEY_TEXTS:
        return check_texts(tree, node, key, error);
    case GL_KEY_FREE:
        return check_free(tree, node, key, error);
    case GL_KEY_EXAMPLES:
        return check_examples(tree, node, key, error);
    }
    return GALLEY_OK;
}

static enum galley_status check_required(const struct gl_tree *tree, const struct gl_node *map,
                                         const struct gl_key *table, struct galley_error *error)
{
    for (; table != NULL && table->name != NULL; table++) {
        if (table->required && gl_tree_get(tree, map, table->name) == NULL) {
            return gl_tree_error(tree, map, error, "\"%s\" is missing", table->name);
        }
    }
    return GALLEY_OK;
}

static enum galley_status check_map(const struct gl_tree *tree, const struct gl_node *map,
                                    const struct gl_key *own, const struct gl_key *common,
                                    struct galley_error *error)
{
    for (const struct gl_node *child = gl_tree_first(tree, map); child != NULL;
         child = gl_tree_next(tree, child)) {
        const struct gl_key *key = gl_key_find(own, gl_tree_key(tree, child));
        key = key != NULL ? key : gl_key_find(common, gl_tree_key(tree, child));
        enum galley_status status = key == NULL ? unknown_key(tree, child, own, common, error)
                                                : check_value(tree, child, key, error);
        if (status != GALLEY_OK) {
            return status;
        }
    }
    enum galley_status status = check_required(tree, map, own, error);
    return status != GALLEY_OK ? status : check_required(tree, map, common, error);
}

/* A word list is a list of scalars or a map to scalars; plain `no` and `1` are words there. */
static enum galley_status check_words(const struct gl_tree *tree, const struct gl_node *words,
                                      struct galley_error *error)
{
    if (words->kind != GL_NODE_MAP) {
        return gl_tree_error(tree, words, error, "\"words\" must be a map of lists");
    }
    for (const struct gl_node *list = gl_tree_first(tree, words); list != NULL;
         list = gl_tree_next(tree, list)) {
        if (list->kind != GL_NODE_LIST && list->kind != GL_NODE_MAP) {
            return gl_tree_error(tree, list, error, "word list \"%s\" must be a list or a map",
                                 gl_tree_key(tree, list));
        }
        for (const struct gl_node *word = gl_tree_first(tree, list); word != NULL;
             word = gl_tree_next(tree, word)) {
            if (!is_scalar(word) || *gl_tree_text(tree, word) == '\0') {
                return gl_tree_error(tree, word, error, "word list \"%s\" holds what is no word",
                                     gl_tree_key(tree, list));
            }
        }
    }
    return GALLEY_OK;
}

static enum galley_status check_parts(const struct gl_tree *tree, const struct gl_node *parts,
                                      struct galley_error *error)
{
    if (parts->kind != GL_NODE_MAP) {
        return gl_tree_error(tree, parts, error, "\"parts\" must be a map of patterns");
    }
    for (const struct gl_node *part = gl_tree_first(tree, parts); part != NULL;
         part = gl_tree_next(tree, part)) {
        if (part->kind != GL_NODE_TEXT || *gl_tree_text(tree, part) == '\0') {
            return gl_tree_error(tree, part, error, "part \"%s\" must be a pattern",
                                 gl_tree_key(tree, part));
        }
    }
    return GALLEY_OK;
}

static enum galley_status check_rule(const struct gl_tree *tree, const struct gl_node *rule,
                                     const struct gl_schema *schema, struct galley_error *error)
{
    if (rule->kind != GL_NODE_MAP) {
        return gl_tree_error(tree, rule, error, "a rule must be a map with \"name\" and \"match\"");
    }
    bool complete = gl_tree_get(tree, rule, "match") != NULL ||
                    gl_tree_get(tree, rule, "extends") != NULL || schema->instead_of_match != NULL;
    enum galley_status status =
        check_map(tree, rule, schema->rule_keys, gl_common_rule_keys, error);
    if (status == GALLEY_OK && !complete) {
        return gl_tree_error(tree, rule, error, "rule \"%s\" has no \"match\"",
                             gl_tree_text(tree, gl_tree_get(tree, rule, "name")));
    }
    return status;
}

static enum galley_status check_rules(const struct gl_tree *tree, const struct gl_node *rules,
                                      const struct gl_schema *schema, struct galley_error *error)
{
    if (rules->kind != GL_NODE_LIST) {
        return gl_tree_error(tree, rules, error, "\"rules\" must be a list");
    }
    if (schema == NULL) {
        return gl_tree_error(tree, rules, error, "a file of layer \"language\" has no rules");
    }
    for (const struct gl_node *rule = gl_tree_first(tree, rules); rule != NULL;
         rule = gl_tree_next(tree, rule)) {
        enum galley_status status = check_rule(tree, rule, schema, error);
        if (status != GALLEY_OK) {
            return status;
        }
    }
    return GALLEY_OK;
}

static enum galley_status check_settings(const struct gl_tree *tree, const struct gl_node *map,
                                         const struct gl_schema *schema, struct galley_error *error)
{
    if (map->kind != GL_NODE_MAP) {
        return gl_tree_error(tree, map, error, "\"settings\" must be a map");
    }
    const struct gl_key *keys = schema == NULL ? NULL : schema->settings_keys;
    return check_map(tree, map, keys, NULL, error);
}

static enum galley_status check_section(const struct gl_tree *tree, const struct gl_node *section,
                                        const struct gl_schema *schema, struct galley_error *error)
{
    const char *key = gl_tree_key(tree, section);
    if (strcmp(key, "words") == 0) {
        return check_words(tree, section, error);
    }
    if (strcmp(key, "parts") == 0) {
        return check_parts(tree, section, error);
    }
    if (strcmp(key, "rules") == 0) {
        return check_rules(tree, section, schema, error);
    }
    if (strcmp(key, "settings") == 0) {
        return check_settings(tree, section, schema, error);
    }
    const struct gl_key *row = gl_key_find(file_keys, key);
    return row == NULL ? unknown_key(tree, section, file_keys, NULL, error)
                       : check_value(tree, section, row, error);
}

/* Sets layer and language; finds the schema (NULL for layer language and for layers of other
 * commands). */
static enum galley_status check_head(struct gl_tree *tree, const struct gl_schema *const *schemas,
                                     const struct gl_schema **schema, bool *known,
                                     struct galley_error *error)
{
    static const char *const layers[] = {"sentences",   "quotes",   "dates",
                                         "boilerplate", "language", NULL};
    static const struct gl_key layer_key = {.name = "layer", .choices = layers};
    const struct gl_node *top = &tree->nodes[0];
    if (tree->node_count == 0 || top->kind != GL_NODE_MAP) {
        return gl_error_set(error, GALLEY_BAD_RULES, tree->file, 1, 1,
                            "a rule file is a map that begins with \"galley: 1\"");
    }
    enum galley_status status = check_required(tree, top, file_keys, error);
    if (status != GALLEY_OK) {
        return status;
    }
    const struct gl_node *version = gl_tree_get(tree, top, "galley");
    if (strcmp(gl_tree_text(tree, version), "1") != 0) {
        return gl_tree_error(tree, version, error, "this galley reads schema 1 only");
    }
    const struct gl_node *layer = gl_tree_get(tree, top, "layer");
    status = check_choice(tree, layer, &layer_key, error);
    const struct gl_node *language = gl_tree_get(tree, top, "language");
    if (status == GALLEY_OK && !is_scalar(language)) {
        status = gl_tree_error(tree, language, error, "\"language\" must be a text");
    }
    if (status != GALLEY_OK) {
        return status;
    }
    tree->layer = gl_tree_text(tree, layer);
    tree->language = gl_tree_text(tree, language);
    while (*schemas != NULL && strcmp((*schemas)->layer, tree->layer) != 0) {
        schemas++;
    }
    *schema = *schemas;
    *known = *schemas != NULL || strcmp(tree->layer, "language") == 0;
    return GALLEY_OK;
}

enum galley_status gl_conform_file(struct gl_tree *tree, const struct gl_schema *const *schemas,
                                   struct galley_error *error)
{
    const struct gl_schema *schema = NULL;
    bool known = false;
    enum galley_status status = check_head(tree, schemas, &schema, &known, error);
    if (status != GALLEY_OK || !known) {
        return status;
    }
    for (const struct gl_node *section = gl_tree_first(tree, &tree->nodes[0]); section != NULL;
         section = gl_tree_next(tree, section)) {
        status = check_section(tree, section, schema, error);
        if (status != GALLEY_OK) {
            return status;
        }
    }
    return GALLEY_OK;
}
