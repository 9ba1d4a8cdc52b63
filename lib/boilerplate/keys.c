/* The keys of boilerplate rules, and what their tables cannot say. */
#include <string.h>

#include "base/error.h"
#include "boilerplate/bound.h"
#include "boilerplate/stage.h"

static const char *const kinds[] = {
    "ad",      "repeated-headline", "teaser", "share", "newsletter", "consent",
    "paywall", "copyright",         "byline", "stamp", "navigation", "related",
    "comment", "caption",           "error",  "other", NULL,
};
static const char *const whats[] = {"line", "match", NULL};
static const char *const places[] = {"headline", "first-prose", "last-prose", NULL};
static const char *const repeatables[] = {"headline", "line", NULL};
static const char *const levels[] = {"light", "page", NULL};
static const char *const keeps[] = {"first", NULL};

static const struct gl_key cut_keys[] = {
    {.name = "kind",
     .type = GL_KEY_CHOICE,
     .required = true,
     .choices = kinds,
     .help = "what it is"},
    {.name = "what",
     .type = GL_KEY_CHOICE,
     .choices = whats,
     .help = "the line (default) or the match"},
    {.name = NULL},
};

static const struct gl_key repeats_keys[] = {
    {.name = "of",
     .type = GL_KEY_CHOICE,
     .required = true,
     .choices = repeatables,
     .help = "what is repeated"},
    {.name = "words-at-least", .type = GL_KEY_NUMBER, .help = "shorter lines are left alone"},
    {.name = NULL},
};

static const struct gl_key where_keys[] = {
    {.name = "after", .type = GL_KEY_CHOICE, .choices = places, .help = "below that line"},
    {.name = "before", .type = GL_KEY_CHOICE, .choices = places, .help = "above that line"},
    {.name = "between-prose", .type = GL_KEY_FLAG, .help = "prose above and below"},
    {.name = "named-below", .type = GL_KEY_FLAG, .help = "its words stand in the next line, too"},
    {.name = "from-start-at-most", .type = GL_KEY_NUMBER, .help = "lines above it"},
    {.name = "from-end-at-most", .type = GL_KEY_NUMBER, .help = "lines below it"},
    {.name = "words-at-least", .type = GL_KEY_NUMBER, .help = "words of the line"},
    {.name = "words-at-most", .type = GL_KEY_NUMBER, .help = "words of the line"},
    {.name = "characters-at-most", .type = GL_KEY_NUMBER, .help = "code points of the line"},
    {.name = "function-words-at-least", .type = GL_KEY_NUMBER, .help = "share of them, 0 to 1"},
    {.name = "function-words-at-most", .type = GL_KEY_NUMBER, .help = "share of them, 0 to 1"},
    {.name = "level", .type = GL_KEY_CHOICE, .choices = levels, .help = "at that level only"},
    {.name = "score-at-least", .type = GL_KEY_NUMBER, .help = "sum of the last round of votes"},
    {.name = "final-mark", .type = GL_KEY_FLAG, .help = "ends like a sentence, or does not"},
    {.name = NULL},
};

const struct gl_key gl_boilerplate_rule_keys[] = {
    {.name = "cut",
     .type = GL_KEY_MAP,
     .keys = cut_keys,
     .help = "what goes; without it, what matches stays"},
    {.name = "where", .type = GL_KEY_MAP, .keys = where_keys, .help = "the line's shape and place"},
    {.name = "repeats",
     .type = GL_KEY_MAP,
     .keys = repeats_keys,
     .help = "a copy of an earlier line"},
    {.name = "keep", .type = GL_KEY_CHOICE, .choices = keeps, .help = "which copy stays"},
    {.name = "capture", .type = GL_KEY_FREE, .help = "key: group, or key: text with $group"},
    {.name = NULL},
};

const struct gl_key gl_boilerplate_settings_keys[] = {
    {.name = "prose-words",
     .type = GL_KEY_NUMBER,
     .help = "words that make a line long enough for prose"},
    {.name = "prose-bytes", .type = GL_KEY_NUMBER, .help = "or bytes, for scripts without blanks"},
    {.name = "prose-function-words", .type = GL_KEY_NUMBER, .help = "their least share in prose"},
    {.name = "headline-lines",
     .type = GL_KEY_NUMBER,
     .help = "lines above the prose that may be headlines"},
    {.name = "removed-at-most", .type = GL_KEY_NUMBER, .help = "share of a document that may go"},
    {.name = "removed-floor",
     .type = GL_KEY_NUMBER,
     .help = "bytes that shorter documents count as"},
    {.name = "threshold", .type = GL_KEY_NUMBER, .help = "sum of votes that takes a line"},
    {.name = "light-round-1", .type = GL_KEY_FREE, .help = "evidence: value weight, ..."},
    {.name = "light-round-2", .type = GL_KEY_FREE, .help = "the same, on what round 1 found"},
    {.name = "page-removed-at-most",
     .type = GL_KEY_NUMBER,
     .help = "share of a whole page that may go"},
    {.name = "light-lines",
     .type = GL_KEY_NUMBER,
     .help = "lines that a text needs for votes at light level"},
    {.name = "light-votes-at-most",
     .type = GL_KEY_NUMBER,
     .help = "share of a text that votes may take at light level"},
    {.name = "page-labels",
     .type = GL_KEY_NUMBER,
     .help = "share of label-like lines that tells a whole page"},
    {.name = "page-round-1", .type = GL_KEY_FREE, .help = "evidence: value weight, ..."},
    {.name = "page-round-2", .type = GL_KEY_FREE, .help = "the same, on what round 1 found"},
    {.name = "page-round-3", .type = GL_KEY_FREE, .help = "the same, on what round 2 found"},
    {.name = NULL},
};

uint8_t gl_boilerplate_kind(const char *name)
{
    uint8_t number = 0;
    while (kinds[number] != NULL && strcmp(kinds[number], name) != 0) {
        number++;
    }
    return (uint8_t)(number + 1);
}

bool gl_boilerplate_is_kind(const char *name)
{
    return kinds[gl_boilerplate_kind(name) - 1] != NULL;
}

static enum galley_status wrong(const struct gl_rule *rule, const struct gl_node *node,
                                struct galley_error *error, const char *what, const char *about)
{
    return gl_error_set(error, GALLEY_BAD_RULES, rule->file, node->line, node->column, what, about);
}

/* True when the pattern has a group of that name: `<name>`, `<name:list>` or `(?<name>...)`. */
static bool has_group(const char *pattern, const char *name, size_t length)
{
    for (const char *at = strchr(pattern, '<'); at != NULL; at = strchr(at + 1, '<')) {
        if (strncmp(at + 1, name, length) == 0 &&
            (at[1 + length] == '>' || at[1 + length] == ':')) {
            return true;
        }
    }
    return false;
}

static bool is_name_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '_' || byte == '-';
}

size_t gl_capture_name_length(const char *name)
{
    size_t length = 0;
    while (is_name_byte(name[length])) {
        length++;
    }
    // "$year-$month": the hyphen before a $ is the template's
    while (length > 0 && name[length - 1] == '-') {
        length--;
    }
    return length;
}

static enum galley_status check_capture(const struct gl_ruleset *set, const struct gl_rule *rule,
                                        const struct gl_node *capture, struct galley_error *error)
{
    const char *pattern = gl_node_get_text(set, rule->node, "match", "");
    const char *value = gl_node_text(set, capture);
    const char *name = strchr(value, '$') == NULL ? value : strchr(value, '$') + 1;
    for (; name != NULL; name = strchr(name, '$'), name += name != NULL) {
        size_t length = gl_capture_name_length(name);
        if (length == 0 || !has_group(pattern, name, length)) {
            return wrong(rule, capture, error, "\"%.60s\" names no group of the pattern", value);
        }
    }
    return GALLEY_OK;
}

static enum galley_status check_where(const struct gl_ruleset *set, const struct gl_rule *rule,
                                      const struct gl_node *where, struct galley_error *error)
{
    const struct gl_node *node = gl_node_first(set, where);
    for (; node != NULL; node = gl_node_next(set, node)) {
        const char *key = gl_node_key(set, node);
        double number = gl_node_get_number(set, where, key, 0);
        if (number < 0 && strcmp(key, "score-at-least") != 0) {
            return wrong(rule, node, error, "\"%s\" must not be below 0", key);
        }
        if (strncmp(key, "words-", 6) == 0 && number > GL_LINE_WORDS) {
            return wrong(rule, node, error,
                         "\"%s\" must be at most 127: longer lines are not counted", key);
        }
        if (strncmp(key, "function-", 9) == 0 && number > 1) {
            return wrong(rule, node, error, "\"%s\" is a share, from 0 to 1", key);
        }
    }
    return GALLEY_OK;
}

static enum galley_status check_whole(const struct gl_ruleset *set, const struct gl_rule *rule,
                                      struct galley_error *error)
{
    const struct gl_node *repeats = gl_node_get(set, rule->node, "repeats");
    const struct gl_node *cut = gl_node_get(set, rule->node, "cut");
    bool match = rule->match != GL_NO_PATTERN;
    if (!match && repeats == NULL && gl_node_get(set, rule->node, "where") == NULL) {
        return wrong(rule, rule->node, error, "rule \"%s\" needs match, repeats or where",
                     rule->name);
    }
    if (repeats != NULL && (match || rule->votes)) {
        return wrong(rule, repeats, error,
                     "rule \"%s\": repeats stands alone, without match or weight", rule->name);
    }
    if (repeats == NULL && gl_node_get(set, rule->node, "keep") != NULL) {
        return wrong(rule, gl_node_get(set, rule->node, "keep"), error,
                     "rule \"%s\": keep says which copy stays, so it needs repeats", rule->name);
    }
    const struct gl_node *where = gl_node_get(set, rule->node, "where");
    if (where != NULL && gl_node_get(set, where, "score-at-least") != NULL &&
        (match || repeats != NULL || rule->votes)) {
        return wrong(rule, where, error,
                     "rule \"%s\": a score needs no match, repeats or weight beside it",
                     rule->name);
    }
    if (cut != NULL && strcmp(gl_node_get_text(set, cut, "what", "line"), "match") == 0 &&
        (!match || rule->votes)) {
        return wrong(rule, cut, error,
                     "rule \"%s\": only a deciding rule with a match can cut the match",
                     rule->name);
    }
    return GALLEY_OK;
}

/* The rounds belong to no rule; the first rule has them checked. */
static enum galley_status check_rounds(const struct gl_ruleset *set, const struct gl_rule *rule,
                                       struct galley_error *error)
{
    static const char *const rounds[] = {"light-round-1", "light-round-2", "page-round-1",
                                         "page-round-2",  "page-round-3",  NULL};
    for (size_t i = 0; rounds[i] != NULL && rule->number == 0; i++) {
        const char *what = NULL;
        const struct gl_node *node = gl_votes_check(set, rounds[i], &what);
        if (node != NULL) {
            return wrong(rule, node, error, what, gl_node_key(set, node));
        }
    }
    return GALLEY_OK;
}

enum galley_status gl_boilerplate_check(const struct gl_ruleset *set, const struct gl_rule *rule,
                                        struct galley_error *error)
{
    enum galley_status status = check_rounds(set, rule, error);
    status = status == GALLEY_OK ? check_whole(set, rule, error) : status;
    const struct gl_node *where = gl_node_get(set, rule->node, "where");
    if (status == GALLEY_OK && where != NULL) {
        status = check_where(set, rule, where, error);
    }
    const struct gl_node *captures = gl_node_get(set, rule->node, "capture");
    const struct gl_node *capture = captures == NULL ? NULL : gl_node_first(set, captures);
    for (; status == GALLEY_OK && capture != NULL; capture = gl_node_next(set, capture)) {
        status = check_capture(set, rule, capture, error);
    }
    return status;
}
