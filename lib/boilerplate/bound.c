#include "boilerplate/bound.h"

#include <string.h>

#include "boilerplate/stage.h"
#include "rules/conditions.h"
#include "text/utf8.h"

static size_t get_size(const struct gl_ruleset *set, const struct gl_node *map, const char *key,
                       size_t otherwise)
{
    double number = map == NULL ? -1 : gl_node_get_number(set, map, key, -1);
    return number < 0 ? otherwise : (size_t)number;
}

static double get_number(const struct gl_ruleset *set, const struct gl_node *map, const char *key,
                         double otherwise)
{
    return map == NULL ? otherwise : gl_node_get_number(set, map, key, otherwise);
}

static int place_named(const char *name)
{
    if (strcmp(name, "headline") == 0) {
        return GL_PLACE_HEADLINE;
    }
    if (strcmp(name, "first-prose") == 0) {
        return GL_PLACE_FIRST_PROSE;
    }
    return strcmp(name, "last-prose") == 0 ? GL_PLACE_LAST_PROSE : GL_PLACE_NONE;
}

static struct gl_line_test bind_where(const struct gl_ruleset *set, const struct gl_node *where)
{
    struct gl_line_test test = {
        .words_least = get_size(set, where, "words-at-least", 0),
        .words_most = get_size(set, where, "words-at-most", SIZE_MAX),
        .characters_most = get_size(set, where, "characters-at-most", SIZE_MAX),
        .function_least = get_number(set, where, "function-words-at-least", 0),
        .function_most = get_number(set, where, "function-words-at-most", 1),
        .final_mark = -1,
        .named_below = -1,
        .level = -1,
        .from_start_most = get_size(set, where, "from-start-at-most", SIZE_MAX),
        .from_end_most = get_size(set, where, "from-end-at-most", SIZE_MAX),
    };
    if (where != NULL) {
        if (gl_node_get(set, where, "final-mark") != NULL) {
            test.final_mark = gl_node_get_flag(set, where, "final-mark", false);
        }
        if (gl_node_get(set, where, "named-below") != NULL) {
            test.named_below = gl_node_get_flag(set, where, "named-below", false);
        }
        if (gl_node_get(set, where, "score-at-least") != NULL) {
            test.scored = true;
            test.score_least = (int32_t)(1000 * get_number(set, where, "score-at-least", 0));
        }
        if (gl_node_get(set, where, "level") != NULL) {
            const char *level = gl_node_get_text(set, where, "level", "");
            test.level = strcmp(level, "page") == 0 ? GL_LEVEL_PAGE : GL_LEVEL_LIGHT;
        }
        test.after = place_named(gl_node_get_text(set, where, "after", ""));
        test.before = place_named(gl_node_get_text(set, where, "before", ""));
        test.between_prose = gl_node_get_flag(set, where, "between-prose", false);
    }
    test.has_ends = test.from_start_most != SIZE_MAX || test.from_end_most != SIZE_MAX;
    test.has_position = test.after != GL_PLACE_NONE || test.before != GL_PLACE_NONE ||
                        test.between_prose || test.named_below >= 0 || test.has_ends;
    return test;
}

/* End of the class [...] that begins at `pattern`, at its last bracket; or the pattern's end. A
 * bracket that comes first is a member. */
static const char *class_end(const char *pattern)
{
    pattern += pattern[1] == '^' ? 2 : 1;
    pattern += *pattern == ']';
    while (*pattern != '\0' && *pattern != ']') {
        pattern += *pattern == '\\' && pattern[1] != '\0' ? 2 : 1;
    }
    return pattern;
}

/* Can the pattern match at a line's start only? True when it begins with ^ and has no alternative
 * outside of groups. */
static bool begins_at_start(const char *pattern)
{
    int depth = 0;
    if (strncmp(pattern, "(?i)", 4) == 0) {
        pattern += 4;
    }
    if (*pattern != '^') {
        return false;
    }
    for (; *pattern != '\0'; pattern++) {
        if (*pattern == '\\' && pattern[1] != '\0') {
            pattern++;
        } else if (*pattern == '[') {
            pattern = class_end(pattern);
            if (*pattern == '\0') {
                return false;
            }
        } else if (*pattern == '(' || *pattern == ')') {
            depth += *pattern == '(' ? 1 : -1;
        } else if (*pattern == '|' && depth == 0) {
            return false;
        }
    }
    return true;
}

/* The map of captures as a list in its order; false when memory is out. */
static bool bind_captures(const struct gl_ruleset *set, const struct gl_node *map,
                          struct gl_arena *arena, const struct gl_capture **first)
{
    struct gl_capture *last = NULL;
    const struct gl_node *node = map == NULL ? NULL : gl_node_first(set, map);
    *first = NULL;
    for (; node != NULL; node = gl_node_next(set, node)) {
        struct gl_capture *capture = gl_arena_zeros(arena, 1, sizeof *capture);
        if (capture == NULL) {
            return false;
        }
        capture->key = gl_node_key(set, node);
        capture->value = gl_node_text(set, node);
        if (last == NULL) {
            *first = capture;
        } else {
            last->next = capture;
        }
        last = capture;
    }
    return true;
}

static bool bind_rule(const struct gl_ruleset *set, const struct gl_rule *rule,
                      struct gl_arena *arena, struct gl_bound_rule *bound)
{
    const struct gl_node *cut = gl_node_get(set, rule->node, "cut");
    const struct gl_node *repeats = gl_node_get(set, rule->node, "repeats");
    *bound = (struct gl_bound_rule){
        .rule = rule,
        .where = bind_where(set, gl_node_get(set, rule->node, "where")),
        .at_start = begins_at_start(gl_node_get_text(set, rule->node, "match", "")),
        .conditional = gl_conditions_any(set, rule->node),
    };
    gl_literal_of(gl_node_get_text(set, rule->node, "match", ""), &bound->literal);
    if (cut != NULL) {
        bound->kind = gl_node_get_text(set, cut, "kind", NULL);
        bound->kind_number = gl_boilerplate_kind(bound->kind);
        bound->what = strcmp(gl_node_get_text(set, cut, "what", "line"), "match") == 0
                          ? GL_CUT_MATCH
                          : GL_CUT_LINE;
    }
    if (repeats != NULL) {
        bound->repeat_words = get_size(set, repeats, "words-at-least", 1);
        bound->repeat_words += bound->repeat_words == 0;
        bound->repeats_line = strcmp(gl_node_get_text(set, repeats, "of", ""), "line") == 0;
    }
    return bind_captures(set, gl_node_get(set, rule->node, "capture"), arena, &bound->captures);
}

/* Makes `test` hold for all lines that `other` holds for, as far as length and words go. */
static void widen(struct gl_line_test *test, const struct gl_line_test *other, bool first)
{
    if (first) {
        *test = (struct gl_line_test){.function_most = 1, .final_mark = -1, .named_below = -1};
    }
    test->words_most = other->words_most > test->words_most ? other->words_most : test->words_most;
    test->characters_most = other->characters_most > test->characters_most ? other->characters_most
                                                                           : test->characters_most;
}

static bool bind_rules(struct gl_bound *bound, const struct gl_ruleset *set, struct gl_arena *arena)
{
    bound->count = gl_ruleset_count(set);
    bound->rules = gl_arena_zeros(arena, bound->count, sizeof *bound->rules);
    bound->unmatched = gl_arena_zeros(arena, bound->count, sizeof *bound->unmatched);
    bound->repeats = gl_arena_zeros(arena, bound->count, sizeof *bound->repeats);
    bound->floating = gl_arena_zeros(arena, bound->count, sizeof *bound->floating);
    bound->scored = gl_arena_zeros(arena, bound->count, sizeof *bound->scored);
    if (bound->rules == NULL || bound->scored == NULL || bound->floating == NULL ||
        bound->unmatched == NULL || bound->repeats == NULL) {
        return false;
    }
    for (size_t i = 0; i < bound->count; i++) {
        struct gl_bound_rule *rule = &bound->rules[i];
        if (!bind_rule(set, gl_ruleset_rule(set, i), arena, rule)) {
            return false;
        }
        bound->votes |= rule->rule->votes;
        if (rule->rule->match != GL_NO_PATTERN && !rule->at_start) {
            widen(&bound->floating_test, &rule->where, bound->floating_count == 0);
            bound->floating[bound->floating_count++] = rule;
        }
        if (rule->repeat_words > 0) {
            size_t *fewest = rule->repeats_line ? &bound->again_words : &bound->copy_words;
            *fewest = *fewest == 0 || rule->repeat_words < *fewest ? rule->repeat_words : *fewest;
            bound->repeats[bound->repeat_count++] = rule;
        } else if (rule->where.scored) {
            int32_t least = rule->where.score_least;
            bool lower = bound->scored_count == 0 || least < bound->score_floor;
            bound->score_floor = lower ? least : bound->score_floor;
            bound->scored[bound->scored_count++] = rule;
        } else if (rule->rule->match == GL_NO_PATTERN) {
            bound->unmatched[bound->unmatched_count++] = rule;
        }
    }
    return true;
}

/* The first code point of each entry of the list `name`; an empty set when there is no such list.
 */
static bool bind_marks(const struct gl_ruleset *set, const char *name, struct gl_arena *arena,
                       struct gl_mark_set *marks)
{
    int list = gl_list_find(set, name);
    *marks = (struct gl_mark_set){.count = list < 0 ? 0 : gl_list_count(set, list)};
    marks->marks = gl_arena_zeros(arena, marks->count, sizeof *marks->marks);
    for (size_t i = 0; marks->marks != NULL && i < marks->count; i++) {
        const char *entry = gl_list_entry(set, list, i, NULL);
        gl_utf8_decode((struct gl_text){entry, strlen(entry)}, 0, &marks->marks[i]);
    }
    return marks->marks != NULL;
}

/* The setting as a number: digits, at most one point, whatever the locale. */
static double setting(const struct gl_ruleset *set, const char *key, double otherwise)
{
    const struct gl_node *node = gl_ruleset_setting(set, key);
    if (node == NULL) {
        return otherwise;
    }
    const char *text = gl_node_text(set, node);
    double number = 0, scale = 1;
    bool fraction = false;
    for (; (*text >= '0' && *text <= '9') || *text == '.'; text++) {
        if (*text == '.') {
            fraction = true;
            continue;
        }
        number = number * 10 + (*text - '0');
        scale *= fraction ? 10 : 1;
    }
    return number / scale;
}

/* The values beside the keys stand for rule sets that have no settings at all; those in force are
 * in rules/any. */
static void bind_settings(struct gl_bound *bound, const struct gl_ruleset *set)
{
    bound->prose_words = (size_t)setting(set, "prose-words", 12);
    bound->prose_bytes = (size_t)setting(set, "prose-bytes", 240);
    bound->prose_function_words = setting(set, "prose-function-words", 0.15);
    bound->headline_lines = (size_t)setting(set, "headline-lines", 4);
    bound->removed_most = setting(set, "removed-at-most", 0.3);
    bound->page_removed_most = setting(set, "page-removed-at-most", 0.9);
    bound->light_most = setting(set, "light-votes-at-most", 0.2);
    bound->light_lines = (size_t)setting(set, "light-lines", 8);
    bound->page_labels = setting(set, "page-labels", 0.5);
    bound->removed_floor = (size_t)setting(set, "removed-floor", 600);
    bound->threshold = setting(set, "threshold", 1);
}

void *gl_boilerplate_bind(const struct gl_ruleset *set, struct gl_arena *arena)
{
    struct gl_bound *bound = gl_arena_zeros(arena, 1, sizeof *bound);
    if (bound == NULL || !bind_rules(bound, set, arena) ||
        !bind_marks(set, "final-mark", arena, &bound->final_marks) ||
        !bind_marks(set, "closing-mark", arena, &bound->closing_marks)) {
        return NULL;
    }
    if (!gl_lexicon_bind(set, arena, &bound->lexicon) ||
        !gl_votes_bind(set, "light-round-1", arena, &bound->light_rounds[0]) ||
        !gl_votes_bind(set, "light-round-2", arena, &bound->light_rounds[1]) ||
        !gl_votes_bind(set, "page-round-1", arena, &bound->page_rounds[0]) ||
        !gl_votes_bind(set, "page-round-2", arena, &bound->page_rounds[1]) ||
        !gl_votes_bind(set, "page-round-3", arena, &bound->page_rounds[2])) {
        return NULL;
    }
    bound->function_words = gl_list_find(set, "function-words");
    bind_settings(bound, set);
    return bound;
}
