/* The law of the machine: every shipped pattern finds with its program what it finds in PCRE2. */
#include "support.h"

#include "app/stages.h"
#include "rules/pack.h"
#include "rules/rulebook.h"
#include "text/utf8.h"

enum { TEXT_BYTES = 400, ROUNDS = 3 };

/* Numbers that are the same in every run. */
static uint32_t next_number(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

/* What a pattern says of one place, as text: the match and its groups with their values. */
static void describe(struct gl_matcher *matcher, const struct gl_ruleset *set, uint32_t pattern,
                     char out[2048])
{
    const struct gl_image_pattern *known = gl_image_pattern_at(set->image, pattern);
    struct gl_span span = gl_matched(matcher);
    int length = snprintf(out, 2048, "%zu-%zu", span.start, span.end);
    for (uint32_t i = 0; i < known->group_count && length < 1900; i++) {
        const char *name = gl_image_string(
            set->image, gl_image_group_at(set->image, known->group_first + i)->name);
        const char *value = gl_matched_value(matcher, name);
        if (gl_matched_group(matcher, name, &span)) {
            length += snprintf(out + length, 2048 - (size_t)length, " %.20s %zu-%zu %.20s", name,
                               span.start, span.end, value == NULL ? "" : value);
        }
    }
}

/* The same set without programs. Its image is a copy, freed with it. */
static struct gl_ruleset *without_programs(const struct gl_ruleset *set)
{
    struct gl_image *image = malloc(set->image->bytes);
    assert_non_null(image);
    memcpy(image, set->image, set->image->bytes);
    for (uint32_t i = 1; i <= image->patterns.count; i++) {
        struct gl_image_pattern *pattern = (struct gl_image_pattern *)gl_image_pattern_at(image, i);
        if (pattern->program != 0) {
            // Sources of programs stand apart; as a string they are that much further on.
            pattern->source += image->sources.offset - image->strings.offset;
            pattern->program = 0;
        }
    }
    struct gl_ruleset *other = gl_ruleset_new(image, image, set->schema);
    assert_non_null(other);
    return other;
}

/* A piece of text: a list entry in one of its forms, a text of the rules (examples among them), or
 * something odd. */
static const char *piece(const struct gl_ruleset *set, uint32_t *state)
{
    static const char *const odd[] = {
        ".",  ",",  ";",  "’s", "'",      "-",  "–",      "“",      "”",      "\n",  "\n\n", "\r\n",
        "\t", "  ", " ",  "_",  "12",     "3",  "1999",   "2020",   "10:30",  "3.5", "$",    "é",
        "ſ",  "İ",  "K",  "ß",  "\u0301", "的", "Петров", "\u00a0", "(",      ")",   ":",    "/",
        "A",  "I",  "th", "st", "ed",     "ly", "#",      "…",      "\u2028", "X.",  "&",    "?!"};
    const struct gl_image *image = set->image;
    uint32_t kind = next_number(state) % 4;
    if (kind == 0 && image->forms.count > 0) {
        const struct gl_image_form *forms = gl_image_at(image, image->forms);
        return gl_image_string(image, forms[next_number(state) % image->forms.count].text);
    }
    if (kind == 1) {
        const struct gl_node *nodes = gl_image_at(image, image->nodes);
        return gl_image_string(image, nodes[next_number(state) % image->nodes.count].text);
    }
    return odd[next_number(state) % (sizeof odd / sizeof *odd)];
}

static struct gl_text make_text(const struct gl_ruleset *set, uint32_t *state, char *bytes)
{
    size_t length = 0;
    while (length < TEXT_BYTES) {
        const char *next = piece(set, state);
        size_t more = strlen(next) < 80 ? strlen(next) : 0;
        memcpy(bytes + length, next, more);
        length += more;
        if (next_number(state) % 3 > 0) {
            bytes[length++] = ' ';
        }
    }
    return (struct gl_text){bytes, length};
}

/* Both sets at one place in one way. */
static void compare(struct gl_matcher *matcher, const struct gl_ruleset *const sets[2],
                    uint32_t pattern, struct gl_text text, struct gl_span region, size_t at)
{
    char said[2][2048] = {"-", "-"};
    char before[2][2048] = {"-", "-"};
    for (int i = 0; i < 2; i++) {
        if (gl_match(matcher, sets[i], pattern, text, region, at)) {
            describe(matcher, sets[i], pattern, said[i]);
        }
        if (gl_match_before(matcher, sets[i], pattern, text, region, at)) {
            describe(matcher, sets[i], pattern, before[i]);
        }
    }
    if (strcmp(said[0], said[1]) != 0 || strcmp(before[0], before[1]) != 0) {
        const struct gl_image *image = sets[0]->image;
        fail_msg(
            "%s at %zu of [%zu, %zu): \"%s\" and before it \"%s\", PCRE2: \"%s\" and \"%s\"\n%.*s",
            gl_image_string(image, gl_image_pattern_at(image, pattern)->original), at, region.start,
            region.end, said[0], before[0], said[1], before[1], (int)text.length, text.bytes);
    }
}

static void compare_text(struct gl_matcher *matcher, const struct gl_ruleset *const sets[2],
                         struct gl_text text, uint32_t *state)
{
    for (uint32_t pattern = 1; pattern <= sets[0]->image->patterns.count; pattern++) {
        gl_matcher_begin(matcher, text.length);
        for (size_t at = 0; at < text.length; at++) {
            size_t start = gl_utf8_floor(text, next_number(state) % (at + 1));
            size_t end = gl_utf8_floor(text, at + next_number(state) % (text.length - at + 1));
            bool whole = next_number(state) % 2 == 0;
            at = gl_utf8_floor(text, at) == at ? at : at + 1;
            if (gl_utf8_floor(text, at) == at && end >= at) {
                struct gl_span region = {whole ? 0 : start, whole ? text.length : end};
                compare(matcher, sets, pattern, text, region, at);
            }
        }
    }
}

static void programs_find_what_pcre2_finds(void **state)
{
    static const char *const languages[] = {"en", "de", "ru"};
    static const char *const layers[] = {"dates", "boilerplate", "sentences", "quotes"};
    const char *path = "rules/any/language.yaml";
    struct gl_rulebook *book;
    struct galley_error error;
    uint32_t seed = 1;
    char bytes[TEXT_BYTES + 200];
    (void)state;
    struct gl_stage_list all = gl_stage_all();
    const struct gl_schema *schemas[GL_STAGES_MAX + 1];
    gl_stage_schemas(&all, schemas);
    const struct gl_rule_sources sources = {
        .schemas = schemas, .packs = gl_packs, .paths = &path, .path_count = 1};
    assert_int_equal(gl_rulebook_open(&sources, &book, &error), GALLEY_OK);
    for (size_t i = 0; i < 12; i++) {
        const struct gl_ruleset *set =
            gl_rulebook_select(book, layers[i % 4], text_of(languages[i / 4]));
        assert_true(set->image->sources.count > 0); // built here, not taken from the binary
        struct gl_ruleset *other = without_programs(set);
        const struct gl_ruleset *const sets[2] = {set, other};
        struct gl_matcher *matcher = gl_matcher_new();
        for (int round = 0; round < ROUNDS; round++) {
            compare_text(matcher, sets, make_text(set, &seed, bytes), &seed);
        }
        gl_matcher_free(matcher);
        gl_ruleset_free(other);
    }
    gl_rulebook_free(book);
}

/* What shipped rules may not have, on texts of few characters, where much matches. */
static const char small_rules[] = HEAD
    "words:\n"
    "  few: [ab, a b, 'b.', '-a', é]\n"
    "  many: [a, b, ab, ba, 'a b', 'a-b', 'a.b.', 'a b a', 'b.', '(a)', aab, abb, bab, aé, 'é a']\n"
    "parts: {part: 'a+?b|b(?i)A', one: '[ab]'}\n"
    "rules:\n";

static const char *const small_patterns[] = {
    "a*b",
    "a*?b",
    "a*+a|b",
    "(a|ab)(c|b|)(?=.)",
    "(?:a|b){2,4}?[^a]",
    "(?:a|b){2,4}-",
    "(?:ab?){3}",
    "(?:a|(b)){1,3}",
    "(?:(?:a|b){1,2} ){1,3}a",
    "(?:(?:a|b){0,2}?-){2,}",
    "(?:a|ab)++b",
    "(?>a|ab)b|ab",
    "(?<x>a)?(?<x2>b)?(?:\\1|)b",
    "<few>",
    "<many>",
    "<few> <many>",
    "(?i)<few>|<many>",
    "<few>?-?<many>\\.?",
    "(?:<many>(?: |-)){1,3}b",
    "<part>[ab]",
    "(?i)<part>k?s",
    "(?i)[^b]a|B\\.",
    "(?i)é|ſ|[k-s]",
    "a(?!b)|b(?=a)",
    "(?<=a)b|(?<!b)a",
    "(?<=a |b-)[ab]",
    "(?<![-.])b",
    "\\bb\\B|a\\b.",
    "^a|b$",
    "^.*?b$",
    "a\\Kb*",
    "\\w+\\W\\w",
    "[\\p{L}\\d]+[\\s-]*[\\p{Lu}é]?",
    "\\S+\\s\\H",
    "(?:a|b|-|\\.|é|A|B|k|1|2|3|4|5|6|7|8|9|0|c|d|e|f|g|h|i|j|l|m|n|o|p|q|r|_|x|y|z)+ b",
    "[^ab]+a",
    "a b\\.? a",
    "(?:a?b?){1,3}-",
    "(a*)(?=b|-)-?",
    "(?!.*--)[ab].*b",
    "(?:(?=a)a|b)+?\\.",
    "<x:one><y:one>?",
};

static struct book open_small(void)
{
    static char yaml[8192];
    strcpy(yaml, small_rules);
    for (size_t i = 0; i < sizeof small_patterns / sizeof *small_patterns; i++) {
        snprintf(yaml + strlen(yaml), 256, "  - {name: r%zu, match: '%s'}\n", i, small_patterns[i]);
    }
    return open_book(yaml);
}

static void small_texts_find_the_same(void **state)
{
    static const char *const alphabet[] = {"a",      "b", "a", "b", " ",  "-",   ".",
                                           "a",      "b", " ", "A", "B",  "\n",  "\u00e9",
                                           "\u0301", "k", "_", "1", "\t", "\r\n"};
    struct book book = open_small();
    struct gl_ruleset *other = without_programs(book.set);
    const struct gl_ruleset *const sets[2] = {book.set, other};
    struct gl_matcher *matcher = gl_matcher_new();
    uint32_t seed = 7;
    (void)state;
    for (int round = 0; round < 150; round++) {
        char bytes[128];
        size_t length = 0;
        while (length < 24) {
            const char *next = alphabet[next_number(&seed) % (sizeof alphabet / sizeof *alphabet)];
            memcpy(bytes + length, next, strlen(next));
            length += strlen(next);
        }
        compare_text(matcher, sets, (struct gl_text){bytes, length}, &seed);
    }
    gl_matcher_free(matcher);
    gl_ruleset_free(other);
    close_book(&book);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(programs_find_what_pcre2_finds),
        cmocka_unit_test(small_texts_find_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
