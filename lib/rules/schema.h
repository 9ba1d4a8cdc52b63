/* Schema: which keys a layer's rules may have. Made by each engine as a table; the loader checks
 * rule files against it, with positions and "did you mean". */
#ifndef GALLEY_RULES_SCHEMA_H
#define GALLEY_RULES_SCHEMA_H

#include <stdbool.h>

#include "galley.h"

struct gl_rule;
struct gl_ruleset;
struct gl_arena;

enum gl_key_type {
    GL_KEY_TEXT,    /* any text that is not empty (numbers count as text) */
    GL_KEY_PATTERN, /* a pattern (docs/rules.md); compiled and checked by the loader */
    GL_KEY_NUMBER,
    GL_KEY_FLAG,
    GL_KEY_CHOICE,  /* one of `choices` */
    GL_KEY_MAP,     /* a map with the keys of `keys` */
    GL_KEY_LIST,    /* a list (or a single one) of maps with the keys of `keys` */
    GL_KEY_TEXTS,   /* a list of texts, or a single text */
    GL_KEY_FREE,    /* a map from any key to a text: `capture: {year: group}` */
    GL_KEY_EXAMPLES /* texts, or maps of text or not, date, lang, gives (docs/rules.md) */
};

/* One key. A table ends with {.name = NULL}. */
struct gl_key {
    const char *name;
    enum gl_key_type type;
    bool required;
    const char *const *choices; /* GL_KEY_CHOICE: ends with NULL */
    const struct gl_key *keys;  /* GL_KEY_MAP, GL_KEY_LIST */
    const char *help;           /* one line, for people and for editors */
};

struct gl_schema {
    const char *layer;
    const struct gl_key *rule_keys;     /* beside the common ones (rules/common.h) */
    const struct gl_key *settings_keys; /* keys of the file's `settings:` map; NULL: none allowed */
    /* Not NULL: rules may do without `match`, and `check` says what they need instead. Such a rule
     * is tried where the first of these pattern keys that it has can begin. Ends with NULL. */
    const char *const *instead_of_match;
    const char *gives; /* attribute that `gives:` of an example is compared with */

    /* Checks what a table cannot say (a value template, a name of another rule). Called for each
     * rule after the patterns were compiled, at build time for embedded rules and before any input
     * for others. NULL: nothing more to check. On failure fills `error` with the position of the
     * node that is wrong. */
    enum galley_status (*check)(const struct gl_ruleset *set, const struct gl_rule *rule,
                                struct galley_error *error);

    /* Makes the engine's own reading of the set, once, when it is first selected (rules are checked
     * by then). Memory from `arena`, which lives as long as the set. NULL means out of memory. May
     * be NULL. */
    void *(*bind)(const struct gl_ruleset *set, struct gl_arena *arena);
};

#endif
