#include <string.h>

#include "base/error.h"
#include "quotes/knowledge.h"
#include "quotes/stage.h"

static const char *const mark_choices[] = {"ignore", NULL};

static const struct gl_key rule_keys[] = {
    {.name = "mark",
     .type = GL_KEY_CHOICE,
     .choices = mark_choices,
     .help = "ignore: the mark that matches opens no quotation"},
    {.name = "speaks",
     .type = GL_KEY_CHOICE,
     .choices = gl_quote_reach_names,
     .help = "which quotations the speaker of this match says"},
    {.name = "phrase",
     .type = GL_KEY_TEXT,
     .help = "how words, marks and quotations stand together"},
    {.name = "how", .type = GL_KEY_TEXT, .help = "how the speaker was found: cue, transcript, ..."},
    {.name = "kind",
     .type = GL_KEY_CHOICE,
     .choices = gl_quote_kind_names,
     .help = "kind of the quotation that matches"},
    {.name = "carry",
     .type = GL_KEY_CHOICE,
     .choices = gl_quote_carry_names,
     .help = "neighbour whose speaker a quotation without one takes"},
    {.name = "indirect",
     .type = GL_KEY_CHOICE,
     .choices = gl_quote_side_names,
     .help = "what is said without marks stands there, seen from the phrase"},
    {.name = "splits",
     .type = GL_KEY_FLAG,
     .help = "the phrase is the narrator's: it parts what is said in two pieces"},
    {.name = "sure", .type = GL_KEY_FLAG, .help = "false: --speakers=sure leaves the speaker out"},
    {.name = "usual",
     .type = GL_KEY_FLAG,
     .help = "whether its marks, apostrophes or others, are the document's usual ones"},
    {.name = "block",
     .type = GL_KEY_FLAG,
     .help = "whether it stands without marks behind a colon"},
    {.name = "alone", .type = GL_KEY_FLAG, .help = "whether it is all of its sentence"},
    {.name = "turn", .type = GL_KEY_FLAG, .help = "whether a dash opens it"},
    {.name = "content", .type = GL_KEY_PATTERN, .help = "what stands somewhere in the quotation"},
    {.name = "words-at-least", .type = GL_KEY_NUMBER, .help = "words in the quotation"},
    {.name = "words-at-most", .type = GL_KEY_NUMBER, .help = "words in the quotation"},
    {.name = "attributed", .type = GL_KEY_FLAG, .help = "whether it has a speaker already"},
    {.name = "apostrophe", .type = GL_KEY_FLAG, .help = "whether its marks are apostrophes too"},
    {.name = NULL},
};

static const struct gl_key pair_keys[] = {
    {.name = "open", .type = GL_KEY_TEXT, .required = true, .help = "mark that opens"},
    {.name = "close", .type = GL_KEY_TEXT, .required = true, .help = "mark that closes"},
    {.name = "apostrophe", .type = GL_KEY_FLAG, .help = "the marks are apostrophes too"},
    {.name = NULL},
};

static const char *const colon_choices[] = {"speak", "ignore", NULL};

static const struct gl_key settings_keys[] = {
    {.name = "colons",
     .type = GL_KEY_CHOICE,
     .choices = colon_choices,
     .help = "speak: find lines of transcripts and blocks behind a colon"},
    {.name = "marks",
     .type = GL_KEY_LIST,
     .keys = pair_keys,
     .help = "pairs of quotation marks, the usual ones first"},
    {.name = "introducers",
     .type = GL_KEY_TEXTS,
     .help = "marks at a sentence's end that join it to the quotation behind"},
    {.name = "signatures",
     .type = GL_KEY_TEXTS,
     .help = "dashes before the name of who said the quotation above"},
    {.name = "turns",
     .type = GL_KEY_TEXTS,
     .help = "dashes that open a turn of speech at a line's start"},
    {.name = "phrases", .type = GL_KEY_FREE, .help = "named pieces of phrases"},
    {.name = NULL},
};

static enum galley_status wrong(const struct gl_rule *rule, struct galley_error *error,
                                const char *what, const char *hint)
{
    gl_error_set(error, GALLEY_BAD_RULES, rule->file, rule->node->line, rule->node->column,
                 "rule \"%s\" %s", rule->name, what);
    gl_error_hint(error, "%s", hint);
    return GALLEY_BAD_RULES;
}

static bool has(const struct gl_ruleset *set, const struct gl_rule *rule, const char *key)
{
    return gl_node_get(set, rule->node, key) != NULL;
}

/* A phrase is well formed, and names a speaker where one is promised. */
static enum galley_status check_phrase(const struct gl_ruleset *set, const struct gl_rule *rule,
                                       struct galley_error *error)
{
    bool speaks =
        has(set, rule, "speaks") || has(set, rule, "splits") || has(set, rule, "indirect");
    const char *phrase = gl_node_get_text(set, rule->node, "phrase", NULL);
    if (phrase == NULL) {
        return speaks ? wrong(rule, error, "says who speaks, but has no phrase", "add \"phrase\"")
                      : GALLEY_OK;
    }
    char about[64] = "";
    const char *fault = gl_quotes_phrase_fault(set, phrase, !speaks, about);
    if (fault != NULL) {
        gl_error_set(error, GALLEY_BAD_RULES, rule->file, rule->node->line, rule->node->column,
                     "rule \"%s\": the phrase %s: \"%s\"", rule->name, fault, about);
        return GALLEY_BAD_RULES;
    }
    return GALLEY_OK;
}

/* What the tables cannot say: one topic a rule, and a speaker where one is promised. */
static enum galley_status check_rule(const struct gl_ruleset *set, const struct gl_rule *rule,
                                     struct galley_error *error)
{
    static const char *const topics[] = {"mark", "speaks", "kind", "carry", "splits", "indirect"};
    size_t count = 0;
    for (size_t i = 0; i < sizeof topics / sizeof topics[0]; i++) {
        count += has(set, rule, topics[i]) ? 1 : 0;
    }
    if (count != 1) {
        return wrong(rule, error, count == 0 ? "decides nothing" : "decides several things",
                     "give one of mark, speaks, kind, carry, splits, indirect");
    }
    if (rule->votes && !has(set, rule, "kind")) {
        return wrong(rule, error, "has a weight, but only rules with \"kind\" can vote",
                     "remove \"weight\"");
    }
    if (has(set, rule, "mark") && rule->match == GL_NO_PATTERN) {
        return wrong(rule, error, "judges a mark, but has no match", "add \"match\"");
    }
    if (!has(set, rule, "mark") && rule->match != GL_NO_PATTERN) {
        return wrong(rule, error, "has a match, that only rules with \"mark\" can have",
                     "write a \"phrase\"");
    }
    return check_phrase(set, rule, error);
}

static const char *const instead_of_match[] = {"phrase", NULL};

const struct gl_schema gl_quotes_schema = {
    .layer = "quotes",
    .instead_of_match = instead_of_match,
    .rule_keys = rule_keys,
    .settings_keys = settings_keys,
    .gives = "speaker",
    .check = check_rule,
    .bind = gl_quotes_bind,
};
