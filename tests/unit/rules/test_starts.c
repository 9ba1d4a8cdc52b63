/* The law of the sieve: a walk by gl_starts finds each place that a look at every place finds. */
#include "support.h"

#include "rules/place.h"
#include "rules/token.h"
#include "text/utf8.h"

static const char rules[] =
    HEAD "words:\n"
         "  month: [May, June, September, mars, été, март, kelvin]\n"
         "  day: [first, second, second to last, '1st', third party, Interdepartmental]\n"
         "rules:\n"
         "  - {name: a, match: '<month>'}\n"
         "  - {name: b, match: '(?i)the (?:<month>|<day>) of\\b'}\n"
         "  - {name: c, match: '\\d{4}'}\n"
         "  - {name: d, match: '<month> \\d'}\n"
         "  - {name: e, match: '(?i)today(?!\\p{L})'}\n"
         "  - {name: f, match: '^<day>'}\n"
         "  - {name: g, match: '(?:the )?[’''][2-9]0s'}\n"
         "  - {name: h, match: '“<month>'}\n"
         "  - {name: i, match: '— ?\\p{Lu}'}\n"
         "  - {name: j, match: '#[a-z]+'}\n"
         "  - {name: k, match: 'a<day>|a, <month>'}\n"
         "  - {name: l, match: '<day>, <day>'}\n";
/* A rule more that may begin with any byte, for all that is known: the sieve must let all pass. */
static const char vague_rule[] = "  - {name: m, match: '[一-龥]+'}\n";

static const char *const pieces[] = {"May",
                                     "MAY",
                                     "june",
                                     "June",
                                     "September",
                                     "mars",
                                     "été",
                                     "Été",
                                     "март",
                                     "Март",
                                     "the",
                                     "The",
                                     "of",
                                     "first",
                                     "second",
                                     "second",
                                     "to last",
                                     "1st",
                                     "third",
                                     "party",
                                     "today",
                                     "TODAY",
                                     "today5",
                                     "today's",
                                     "todays",
                                     "’20s",
                                     "'90s",
                                     "“",
                                     "”",
                                     "—",
                                     "#tag",
                                     "a",
                                     "a,",
                                     "1999",
                                     "12",
                                     "x",
                                     "X",
                                     "was",
                                     "interdepartmental",
                                     "Interdepartmental",
                                     "anyhow",
                                     "word",
                                     "(",
                                     ")",
                                     "\n",
                                     "  ",
                                     "\u00a0",
                                     "\u2003",
                                     "年月",
                                     "a\u0301",
                                     "caf\u00e9",
                                     "\u212aelvin",
                                     "kelvin",
                                     ".",
                                     ",",
                                     "no_where",
                                     "e-mail",
                                     "\t",
                                     "\u200b",
                                     "\x1a",
                                     "-"};

static uint32_t next_number(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static struct gl_text make_text(uint32_t *seed, char *bytes)
{
    size_t length = 0;
    size_t wanted = next_number(seed) % 700;
    while (length < wanted) {
        const char *piece = pieces[next_number(seed) % (sizeof pieces / sizeof *pieces)];
        memcpy(bytes + length, piece, strlen(piece));
        length += strlen(piece);
        if (next_number(seed) % 5 > 0) {
            bytes[length++] = ' ';
        }
    }
    return (struct gl_text){bytes, length};
}

static void note(const struct book *book, struct gl_triggered triggered, size_t at, bool floating,
                 char *out)
{
    const struct gl_rule *rule;
    char names[32] = "";
    while ((rule = gl_triggered_next(book->set, &triggered)) != NULL) {
        if (!floating || strcmp(rule->name, "f") != 0) {
            strcat(names, rule->name);
        }
    }
    if (*names != '\0') {
        sprintf(out + strlen(out), "%zu%s ", at, names);
    }
}

/* Every place, without a sieve. */
static void look_everywhere(const struct book *book, struct gl_text text, struct gl_span span,
                            bool floating, char *out)
{
    size_t end;
    for (size_t at = gl_place_next(text, span.start, span.end); at < span.end;
         at = gl_place_next(text, gl_place_end(text, at), span.end)) {
        note(book, gl_ruleset_triggered(book->set, text, at, &end), at, floating, out);
    }
}

static void walk(const struct book *book, struct gl_text text, struct gl_span span, bool floating,
                 char *out)
{
    struct gl_starts starts = gl_starts_begin(book->set, text, span, floating);
    struct gl_triggered triggered;
    size_t at;
    while (gl_starts_next(&starts, &at, &triggered)) {
        note(book, triggered, at, false, out);
    }
}

static void compare_walks(const char *yaml, int rounds)
{
    struct book book = open_book(yaml);
    uint32_t seed = 3;
    for (int round = 0; round < rounds; round++) {
        static char bytes[800], everywhere[16384], walked[16384];
        struct gl_text text = make_text(&seed, bytes);
        char *exact = malloc(text.length + 1); // so that reads behind the text show
        assert_non_null(exact);
        memmove(exact + 1, bytes, text.length);
        text.bytes = exact + 1;
        size_t start = gl_utf8_floor(text, next_number(&seed) % (text.length + 1));
        size_t end = gl_utf8_floor(text, start + next_number(&seed) % (text.length - start + 1));
        bool whole = next_number(&seed) % 2 == 0;
        bool floating = next_number(&seed) % 2 == 0;
        struct gl_span span = {whole || end < start ? 0 : start,
                               whole || end < start ? text.length : end};
        everywhere[0] = walked[0] = '\0';
        look_everywhere(&book, text, span, floating, everywhere);
        walk(&book, text, span, floating, walked);
        if (strcmp(everywhere, walked) != 0) {
            fail_msg("[%zu, %zu) of \"%.*s\":\n%s\nwalked:\n%s", span.start, span.end,
                     (int)text.length, bytes, everywhere, walked);
        }
        free(exact);
    }
    close_book(&book);
}

static void the_sieve_holds_nothing_back_that_a_rule_can_begin_with(void **state)
{
    char yaml[sizeof rules + sizeof vague_rule];
    (void)state;
    strcat(strcpy(yaml, rules), vague_rule);
    compare_walks(rules, 6000);
    compare_walks(yaml, 500);
}

static void a_word_over_the_end_is_seen_whole(void **state)
{
    struct book book = open_book(rules);
    struct gl_text text = text_of("It was in September of that year that they came home again.");
    struct gl_starts starts = gl_starts_begin(book.set, text, (struct gl_span){0, 14}, false);
    struct gl_triggered triggered;
    size_t at;
    (void)state;
    assert_true(gl_starts_next(&starts, &at, &triggered));
    assert_int_equal(at, 10);
    assert_false(gl_starts_next(&starts, &at, &triggered));
    close_book(&book);
}

static void a_walk_goes_on_behind_what_is_skipped(void **state)
{
    struct book book = open_book(rules);
    struct gl_text text = text_of("May June May today May");
    struct gl_starts starts =
        gl_starts_begin(book.set, text, (struct gl_span){0, text.length}, false);
    struct gl_triggered triggered;
    size_t at;
    (void)state;
    assert_true(gl_starts_next(&starts, &at, &triggered));
    assert_int_equal(at, 0);
    gl_starts_skip(&starts, 6); // inside June
    assert_true(gl_starts_next(&starts, &at, &triggered));
    assert_int_equal(at, 9);
    gl_starts_skip(&starts, 2); // never back
    assert_true(gl_starts_next(&starts, &at, &triggered));
    assert_int_equal(at, 13);
    gl_starts_skip(&starts, text.length);
    assert_false(gl_starts_next(&starts, &at, &triggered));
    close_book(&book);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_sieve_holds_nothing_back_that_a_rule_can_begin_with),
        cmocka_unit_test(a_word_over_the_end_is_seen_whole),
        cmocka_unit_test(a_walk_goes_on_behind_what_is_skipped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
