/* Rule set: all rules of one layer for one language, checked and ready to run.
 *
 * It is a flat image (constants in the binary, or built in memory when --rules is given) that holds
 * rules in the order in which they are tried, word lists as hash tables, patterns as PCRE2 source,
 * and triggers: which rules may begin at which word or byte. Read-only and shared by threads. */
#ifndef GALLEY_RULES_RULESET_H
#define GALLEY_RULES_RULESET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rules/node.h"
#include "text/span.h"

enum { GL_NO_PATTERN = 0 }; /* pattern numbers begin at 1 */

struct gl_rule {
    const char *name;
    const char *file;
    uint32_t line;
    uint32_t number;            /* order: a smaller one is tried first */
    const struct gl_node *node; /* its map */
    uint32_t match;             /* pattern number, or GL_NO_PATTERN */
    bool votes;                 /* has a weight: it votes; otherwise it decides */
    double weight;
};

struct gl_ruleset;

size_t gl_ruleset_count(const struct gl_ruleset *set);
const struct gl_rule *gl_ruleset_rule(const struct gl_ruleset *set, size_t number);
/* By name; NULL when there is none. */
const struct gl_rule *gl_ruleset_find(const struct gl_ruleset *set, const char *name);
/* What the schema's bind() made. */
const void *gl_ruleset_bound(const struct gl_ruleset *set);

/* Nodes of a rule's body. `node` is from this set. */
const struct gl_node *gl_node_get(const struct gl_ruleset *set, const struct gl_node *map,
                                  const char *key); /* NULL: not there */
const struct gl_node *gl_node_first(const struct gl_ruleset *set, const struct gl_node *parent);
const struct gl_node *gl_node_next(const struct gl_ruleset *set, const struct gl_node *node);
const char *gl_node_text(const struct gl_ruleset *set, const struct gl_node *node);
const char *gl_node_key(const struct gl_ruleset *set, const struct gl_node *node);
/* A scalar's text under `key`, or `otherwise`. */
const char *gl_node_get_text(const struct gl_ruleset *set, const struct gl_node *map,
                             const char *key, const char *otherwise);
double gl_node_get_number(const struct gl_ruleset *set, const struct gl_node *map, const char *key,
                          double otherwise);
bool gl_node_get_flag(const struct gl_ruleset *set, const struct gl_node *map, const char *key,
                      bool otherwise);
/* The pattern made from a GL_KEY_PATTERN scalar, or GL_NO_PATTERN. */
uint32_t gl_node_get_pattern(const struct gl_ruleset *set, const struct gl_node *map,
                             const char *key);
/* The node under `settings:` (merged over files, the last one wins), or NULL. */
const struct gl_node *gl_ruleset_setting(const struct gl_ruleset *set, const char *key);

/* Word lists. Number of the list `name`, -1 when there is none. */
int gl_list_find(const struct gl_ruleset *set, const char *name);
/* NULL behind the last list: names can be walked from 0 on. */
const char *gl_list_name(const struct gl_ruleset *set, int list);
/* Value of `word` in the list ("" for lists without values), NULL when it is not in it. White space
 * inside `word` counts as one blank. Constant time. An entry matches as written, with its first
 * letter in upper case, and in capitals: `said` finds said, Said and SAID, `May` finds May and MAY.
 */
const char *gl_list_value(const struct gl_ruleset *set, int list, struct gl_text word);
/* Entries as written in the rules, in their order; for building tables at bind time. */
size_t gl_list_count(const struct gl_ruleset *set, int list);
const char *gl_list_entry(const struct gl_ruleset *set, int list, size_t index, const char **value);

/* The pattern made from the part (or list) `name`, as if a rule had `<name>`; GL_NO_PATTERN when
 * unknown. */
uint32_t gl_part_pattern(const struct gl_ruleset *set, const char *name);

/* Where rules may begin: rule numbers, rising, of the rules whose `match` can start at byte `at`,
 * where a word or a mark (anything that is neither a word nor white space) starts. *word_end is set
 * to the end of the word there (`at` + the mark's length for marks). Constant time plus the word's
 * length. The list is valid until the set is freed. */
struct gl_triggered {          /* the inside belongs to lib/rules */
    const uint64_t *first[2];  /* rules that can have the word first, by word and by byte */
    const uint64_t *second[2]; /* rules that can have the next one second */
    const uint64_t *among;     /* rules that are asked for; NULL: all */
    size_t next, words;        /* of the sets: the next 64 rules, and how many times 64 */
    uint64_t bits;             /* what is left of the last ones */
};
struct gl_triggered gl_ruleset_triggered(const struct gl_ruleset *set, struct gl_text text,
                                         size_t at, size_t *word_end);
/* The next rule in order, or NULL. */
const struct gl_rule *gl_triggered_next(const struct gl_ruleset *set,
                                        struct gl_triggered *triggered);

/* A walk over the places where a word or mark starts and at least one rule may begin, rising. Words
 * that can begin no rule are passed over by a filter, 64 bytes at a time. With `floating` rules
 * that begin with ^ are left out: they can begin at the start of their region only, so that whoever
 * knows where that is need not have them tried elsewhere.
 *
 *   struct gl_starts starts = gl_starts_begin(set, text, span, false);
 *   while (gl_starts_next(&starts, &at, &triggered)) { ... gl_starts_skip(&starts, to); }
 */
enum { GL_STARTS_WORDS = 4 };
struct gl_starts { /* the inside belongs to lib/rules */
    const struct gl_ruleset *set;
    struct gl_text text;
    size_t end;
    size_t from;                       /* no place before it is given */
    size_t block;                      /* what the bits speak of begins here */
    size_t word;                       /* of the bits, that `left` was made of */
    uint64_t left;                     /* and not given yet */
    uint64_t letters[GL_STARTS_WORDS]; /* ASCII letters and digits */
    uint64_t marks[GL_STARTS_WORDS];   /* what else may begin something */
    bool floating;
};
struct gl_starts gl_starts_begin(const struct gl_ruleset *set, struct gl_text text,
                                 struct gl_span span, bool floating);
bool gl_starts_next(struct gl_starts *starts, size_t *at, struct gl_triggered *triggered);
/* Passes over all places before `to`. After gl_starts_next this may be less than the word. */
void gl_starts_skip(struct gl_starts *starts, size_t to);

#endif
