#include "support.h"

/* Does rule "r" with these conditions hold for the word HERE in the text? */
static bool holds(const char *conditions, const char *string)
{
    char yaml[1024];
    snprintf(yaml, sizeof yaml,
             HEAD
             "parts: {clause-border: '[,;]|\\bbut\\b'}\nrules:\n  - {name: r, match: 'HERE', %s}\n",
             conditions);
    struct book book = open_book(yaml);
    struct gl_matcher *matcher = gl_matcher_new();
    struct gl_text text = text_of(string);
    struct gl_span sentence = {0, strcspn(string, ".") + 1};
    struct gl_span inside[] = {{0, 10}};
    const char *const kinds[] = {"direct"};
    struct gl_marks marks = {"quotes", inside, kinds, 1};
    struct gl_scene scene = {.text = text,
                             .sentences = {"sentences", &sentence, NULL, 1},
                             .marks = &marks,
                             .mark_count = 1};
    size_t at = (size_t)(strstr(string, "HERE") - string);
    gl_matcher_begin(matcher, text.length);
    bool result = gl_conditions_hold(matcher, book.set, gl_ruleset_rule(book.set, 0)->node, &scene,
                                     (struct gl_span){at, at + 4}, GL_REGION_SENTENCE);
    gl_matcher_free(matcher);
    close_book(&book);
    return result;
}

static void before_and_after_touch_the_match_but_for_blanks(void **state)
{
    (void)state;
    assert_true(holds("before: 'the'", "in the HERE."));
    assert_true(holds("before: 'in the'", "in the\nHERE."));
    assert_false(holds("before: 'in'", "in the HERE."));
    assert_false(holds("before: 'the'", "the\n\nHERE."));
    assert_true(holds("after: 'ago'", "HERE ago."));
    assert_true(holds("after: '\\.'", "HERE."));
    assert_false(holds("not-after: 'ago'", "HERE ago."));
    assert_true(holds("not-before: 'the'", "HERE."));
}

static void near_looks_in_its_region_only(void **state)
{
    (void)state;
    assert_true(holds("near: 'will'", "They will go HERE."));
    assert_true(holds("near: 'will'", "HERE they will go."));
    assert_false(holds("near: 'will'", "Go HERE. They will."));
    assert_true(holds("near: 'will', within: paragraph", "Go HERE. They will."));
    assert_false(holds("near: 'will', within: paragraph", "Go HERE.\n\nThey will."));
    assert_true(holds("near: 'will', within: document", "Go HERE.\n\nThey will."));
    assert_false(holds("near: 'will', within: line", "They will\ngo HERE."));
    assert_false(holds("near: 'HERE'", "Go HERE now."));
}

static void clauses_end_at_their_borders(void **state)
{
    (void)state;
    assert_false(holds("near: 'will', within: clause", "They will, I go HERE."));
    assert_false(holds("near: 'will', within: clause", "I go HERE but they will."));
    assert_true(holds("near: 'will', within: clause", "Now, they will go HERE, or not."));
}

static void in_asks_layers_and_kinds(void **state)
{
    (void)state;
    assert_true(holds("in: quotes", "Go HERE now."));
    assert_true(holds("in: quotes.direct", "Go HERE now."));
    assert_false(holds("in: quotes.mixed", "Go HERE now."));
    assert_true(holds("in: [boilerplate, quotes]", "Go HERE now."));
    assert_false(holds("in: quotes", "Go there, not HERE."));
    assert_true(holds("not-in: quotes", "Go there, not HERE."));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(before_and_after_touch_the_match_but_for_blanks),
        cmocka_unit_test(near_looks_in_its_region_only),
        cmocka_unit_test(clauses_end_at_their_borders),
        cmocka_unit_test(in_asks_layers_and_kinds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
