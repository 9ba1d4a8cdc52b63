#include "support.h"

#include "sentences/knowledge.h"

#define HEAD "galley: 1\nlayer: sentences\nlanguage: en\n"

/* What `text` becomes with `rules` on top. */
static void expect_split(const char *yaml, const char *text, const char *wanted)
{
    struct desk desk;
    if (open_desk(&desk, yaml) != GALLEY_OK) {
        fail_msg("%s", desk.error.what);
    }
    assert_string_equal(split(&desk, text), wanted);
    close_desk(&desk);
}

/* What is wrong with `yaml`, and the hint. */
static void expect_refusal(const char *yaml, const char *what, const char *hint)
{
    struct desk desk;
    assert_int_equal(open_desk(&desk, yaml), GALLEY_BAD_RULES);
    assert_non_null(strstr(desk.error.what, what));
    assert_non_null(strstr(desk.error.hint, hint));
    assert_true(desk.error.line > 0);
    close_desk(&desk);
}

static void a_match_that_ends_at_the_mark_decides(void **state)
{
    (void)state;
    expect_split(HEAD "rules:\n  - {name: r1, match: foo, decide: join}\n", "A foo. The end. No.",
                 "A foo. The end.|No.");
}

static void before_ends_behind_the_mark_and_after_begins_there(void **state)
{
    (void)state;
    expect_split(HEAD "rules:\n  - {name: r1, before: 'zoo\\.', after: '\\s+Bar', decide: join}\n",
                 "A zoo. Bar. A zoo. Baz.", "A zoo. Bar.|A zoo.|Baz.");
    expect_split(HEAD "rules:\n  - {name: r1, before: 'zoo\\.', after: 'Bar', decide: join}\n",
                 "A zoo. Bar. A zoo. Baz.", "A zoo. Bar.|A zoo.|Baz.");
}

static void a_word_in_a_list_decides_with_its_stop_or_without(void **state)
{
    (void)state;
    expect_split(HEAD "words:\n  herb: [basil., thyme]\nrules:\n"
                      "  - {name: r1, word: herb, decide: join}\n",
                 "We ate basil. Then thyme. Then salt. Then not.",
                 "We ate basil. Then thyme. Then salt.|Then not.");
}

static void borders_are_candidates_when_a_rule_asks_for_them(void **state)
{
    (void)state;
    expect_split(HEAD "rules:\n  - {name: r1, mark: colon, next: upper, decide: split}\n",
                 "He said: Go. Two: three.", "He said:|Go.|Two: three.");
}

static void votes_add_up_where_a_rule_hands_over(void **state)
{
    static const char yaml[] = HEAD "words:\n  herb: [basil]\nrules:\n"
                                    "  - {name: r0, word: herb, decide: vote}\n"
                                    "  - {name: r1, next: upper, weight: 1}\n"
                                    "  - {name: r2, next-word: starter, weight: 2}\n"
                                    "  - {name: r3, word: herb, weight: -2}\n";
    (void)state;
    expect_split(yaml, "We ate basil. The end. Some basil. Paris.",
                 "We ate basil.|The end.|Some basil. Paris.");
}

static void wrong_values_are_named_with_what_would_be_right(void **state)
{
    (void)state;
    expect_refusal(HEAD "rules:\n  - {name: r1, mark: wek, decide: join}\n", "wek", "weak");
    expect_refusal(HEAD "rules:\n  - {name: r1, word: titel, decide: join}\n", "titel", "title");
    expect_refusal(HEAD "rules:\n  - {name: r1, decide: join}\n", "asks nothing", "");
    expect_refusal(HEAD "rules:\n  - {name: r1, mark: weak}\n", "decide or weight", "");
    expect_refusal(HEAD "rules:\n  - {name: r1, mark: weak, decide: split-behind}\n", "after", "");
}

/* A text of words and marks, the same for the same seed. */
static void write_text(struct gl_buffer *out, uint32_t seed)
{
    static const char *const words[] = {"rain",  "it",  "Oct",   "Inc", "Dr",    "U.S",  "etc",
                                        "year",  "The", "Paris", "a",   "5",     "1990", "said",
                                        "Smith", "El",  "Der",   "no",  "state", "casa", "Uhr"};
    static const char *const marks[] = {". ", "? ", "! ",     ".\n", ".\" ", ". \"", ".) ", " ",
                                        " ",  " ",  ".\" \"", ", ",  "... ", ". (",  ".” ", ". “"};
    gl_buffer_reset(out);
    for (int i = 0; i < 40; i++) {
        seed = seed * 1664525u + 1013904223u;
        gl_buffer_text(out, words[(seed >> 8) % (sizeof words / sizeof *words)]);
        gl_buffer_text(out, marks[(seed >> 20) % (sizeof marks / sizeof *marks)]);
    }
    gl_buffer_text(out, "end.");
    gl_buffer_byte(out, '\0');
}

/* What binding has proven about plain ends is what the rules say when they are all asked. */
static void plain_ends_are_decided_as_the_rules_would(void **state)
{
    static const char *const languages[] = {"en", "de", "fr", "es", "it",
                                            "nl", "pt", "ru", "pl", "any"};
    struct gl_buffer text = {0};
    struct gl_buffer quick = {0};
    struct desk desk;
    (void)state;
    assert_int_equal(open_desk(&desk, NULL), GALLEY_OK);
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        desk.language = languages[i];
        struct gl_text tag = {languages[i], strlen(languages[i])};
        struct gl_knowledge *knowledge = (struct gl_knowledge *)gl_ruleset_bound(
            gl_rulebook_select(desk.book, "sentences", tag));
        struct gl_plain plain[128];
        memcpy(plain, knowledge->plain, sizeof plain);
        assert_non_null(plain['.'].rule);
        for (uint32_t seed = 0; seed < 200; seed++) {
            write_text(&text, seed);
            gl_buffer_reset(&quick);
            gl_buffer_text(&quick, split(&desk, text.bytes));
            gl_buffer_byte(&quick, '\0');
            memset(knowledge->plain, 0, sizeof knowledge->plain);
            assert_string_equal(quick.bytes, split(&desk, text.bytes));
            memcpy(knowledge->plain, plain, sizeof plain);
        }
    }
    gl_buffer_release(&text);
    gl_buffer_release(&quick);
    close_desk(&desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_match_that_ends_at_the_mark_decides),
        cmocka_unit_test(before_ends_behind_the_mark_and_after_begins_there),
        cmocka_unit_test(a_word_in_a_list_decides_with_its_stop_or_without),
        cmocka_unit_test(borders_are_candidates_when_a_rule_asks_for_them),
        cmocka_unit_test(votes_add_up_where_a_rule_hands_over),
        cmocka_unit_test(wrong_values_are_named_with_what_would_be_right),
        cmocka_unit_test(plain_ends_are_decided_as_the_rules_would),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
