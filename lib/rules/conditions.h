/* Conditions: what must stand around a match, in words that all four layers share.
 *
 *   before, after          a pattern that ends where the match begins, or begins where it ends (a
 * blank between is skipped) near                   a pattern found in the region `within`, outside
 * the match itself in                     a layer, or layer.kind, that holds the whole match
 *   not-before, ...        the opposite
 *   within                 clause, sentence, line, paragraph, document: region of near, and of
 * match
 *
 * A clause is what the part <clause-border> of the language leaves of a sentence; without such a
 * part it is the sentence. */
#ifndef GALLEY_RULES_CONDITIONS_H
#define GALLEY_RULES_CONDITIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "rules/matcher.h"
#include "rules/ruleset.h"
#include "rules/schema.h"
#include "text/span.h"

enum gl_region {
    GL_REGION_CLAUSE,
    GL_REGION_SENTENCE,
    GL_REGION_LINE,
    GL_REGION_PARAGRAPH,
    GL_REGION_DOCUMENT
};

/* Keys of conditions, for engines that nest them (`direction: [{near: ..., choose: next}]`): put
 * these rows into the table of the nested map. */
#define GL_CONDITION_KEYS                                                                          \
    {.name = "before", .type = GL_KEY_PATTERN, .help = "what stands before the match"},            \
        {.name = "after", .type = GL_KEY_PATTERN, .help = "what stands behind the match"},         \
        {.name = "near", .type = GL_KEY_PATTERN, .help = "what stands somewhere in the region"},   \
        {.name = "in", .type = GL_KEY_TEXTS, .help = "layer or layer.kind that holds the match"},  \
        {.name = "not-before", .type = GL_KEY_PATTERN, .help = "what must not stand before"},      \
        {.name = "not-after", .type = GL_KEY_PATTERN, .help = "what must not stand behind"},       \
        {.name = "not-near", .type = GL_KEY_PATTERN, .help = "what must not stand in the region"}, \
        {.name = "not-in", .type = GL_KEY_TEXTS, .help = "layer that must not hold the match"},    \
    {                                                                                              \
        .name = "within", .type = GL_KEY_CHOICE, .choices = gl_region_names, .help = "the region"  \
    }
extern const char *const gl_region_names[]; /* clause, sentence, line, paragraph, document, NULL */

/* Marks of one layer that conditions may ask for; rising by start. `kinds[i]` may be NULL. */
struct gl_marks {
    const char *layer;
    const struct gl_span *spans;
    const char *const *kinds; /* NULL: none has a kind */
    size_t count;
};

/* Where a document's conditions are judged. Zero it, set text, sentences (may be empty: then
 * paragraphs serve) and marks. The rest is a cache of the regions last asked for, so that rising
 * questions cost linear time over all. */
struct gl_scene {
    struct gl_text text;
    struct gl_marks sentences;
    const struct gl_marks *marks;
    size_t mark_count;
    struct gl_span line, paragraph, clause; /* cache; empty at first */
    size_t sentence_index;
};

/* The region of that kind around `at`. */
struct gl_span gl_scene_region(struct gl_scene *scene, struct gl_matcher *matcher,
                               const struct gl_ruleset *set, enum gl_region kind, size_t at);

/* Region that `map` (a rule's or nested map) names by `within`, or `otherwise`. */
enum gl_region gl_region_of(const struct gl_ruleset *set, const struct gl_node *map,
                            enum gl_region otherwise);

/* Does `map` hold a condition, other than the region? For engines that decide once whether to ask.
 */
bool gl_conditions_any(const struct gl_ruleset *set, const struct gl_node *map);

/* Do all conditions of `map` hold for a match at `span`? `otherwise` is the region when `within` is
 * not given. True when there are none. Overwrites the matcher's last match: read groups first.
 * Cost: a few lookups, and for near a walk over the region (at most 64 KiB). */
bool gl_conditions_hold(struct gl_matcher *matcher, const struct gl_ruleset *set,
                        const struct gl_node *map, struct gl_scene *scene, struct gl_span span,
                        enum gl_region otherwise);

#endif
