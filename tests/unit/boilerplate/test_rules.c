/* lib/boilerplate/keys.c and judge.c: what rule files can say, and what is refused with its place.
 */
#include "support.h"

#define HEAD "galley: 1\nlayer: boilerplate\nlanguage: en\n"

static void assert_refused(const char *rules, size_t line, const char *what)
{
    struct bench bench;
    assert_int_equal(open_bench(&bench, rules), GALLEY_BAD_RULES);
    assert_int_equal(bench.error.line, line);
    assert_non_null(strstr(bench.error.what, what));
    bench.book = NULL;
    close_bench(&bench);
}

static void errors_name_line_and_reason(void **state)
{
    (void)state;
    assert_refused(HEAD "rules:\n  - name: a\n    match: 'xyzzy'\n    cut: {kind: advert}\n", 7,
                   "kind");
    assert_refused(HEAD "rules:\n  - name: a\n    cut: {kind: ad}\n", 5,
                   "needs match, repeats or where");
    assert_refused(
        HEAD
        "rules:\n  - name: a\n    match: 'xyzzy'\n    cut: {kind: ad}\n    capture: {year: when}\n",
        8, "names no group");
    assert_refused(HEAD "rules:\n  - name: a\n    match: 'xyzzy'\n    where: {words-at-most: "
                        "500}\n    cut: {kind: ad}\n",
                   7, "at most 127");
    assert_refused(
        HEAD "rules:\n  - name: a\n    match: 'xyzzy'\n    keep: first\n    cut: {kind: ad}\n", 7,
        "needs repeats");
}

static void assert_with(const char *rules, const char *text, const char *kept)
{
    struct bench bench;
    assert_int_equal(open_bench(&bench, rules), GALLEY_OK);
    assert_kept(&bench, text, kept);
    close_bench(&bench);
}

static void a_rule_can_cut_the_match_at_an_end_of_the_line(void **state)
{
    (void)state;
    const char *rules =
        HEAD "rules:\n  - name: click\n    match: 'Click here to dry your carpet\\.'\n"
             "    cut: {kind: teaser, what: match}\n";
    assert_with(rules, PROSE " Click here to dry your carpet.\n", PROSE "\n");
    assert_with(rules, PROSE " Click here to dry your carpet. " MORE "\n",
                PROSE " Click here to dry your carpet. " MORE "\n");
    assert_with(rules, "Click here to dry your carpet. Click here to dry your carpet.\n" PROSE,
                PROSE);
}

static void a_rule_without_a_cut_keeps_the_line(void **state)
{
    (void)state;
    assert_with(HEAD "rules:\n  - name: keep-ads\n    match: '^Advertisement$'\n",
                "Advertisement\n" PROSE, "Advertisement\n" PROSE);
}

static void votes_add_up_to_a_cut(void **state)
{
    (void)state;
    const char *rules = HEAD
        "rules:\n"
        "  - name: short\n    where: {words-at-most: 3, final-mark: false}\n    weight: 0.4\n"
        "  - name: after\n    where: {after: last-prose}\n    weight: 0.3\n"
        "  - name: shop\n    match: '\\bshop\\b'\n    weight: 0.5\n    cut: {kind: navigation}\n";
    assert_with(rules, "Our shop\n" PROSE "\nOur shop\n", "Our shop\n" PROSE "\n");
}

static void a_rule_can_ask_for_the_shape_alone(void **state)
{
    (void)state;
    assert_with(HEAD "rules:\n  - name: no-small-words\n    where: {words-at-least: 3, "
                     "function-words-at-most: 0, after: "
                     "last-prose}\n    cut: {kind: navigation}\n",
                "Sport Weather Travel\n" PROSE "\nSport Weather Travel\n",
                "Sport Weather Travel\n" PROSE "\n");
}

static void an_alternative_need_not_stand_at_the_start(void **state)
{
    (void)state;
    assert_with(HEAD
                "rules:\n  - name: odd\n    match: '^[(]xyzzy|plugh$'\n    cut: {kind: other}\n",
                "To plugh\n(xyzzy and more\nNo (xyzzy\n" PROSE, "No (xyzzy\n" PROSE);
}

static void conditions_see_the_line_only(void **state)
{
    (void)state;
    const char *rules = HEAD
        "rules:\n  - name: shop\n    match: '^Shop'\n    not-near: 'keeper'\n    cut: {kind: ad}\n";
    assert_with(rules, "Shop now\nThe keeper\n" PROSE, "The keeper\n" PROSE);
    assert_with(rules, "Shop keeper\n" PROSE, "Shop keeper\n" PROSE);
}

static void rules_can_be_disabled_and_lists_grow(void **state)
{
    (void)state;
    assert_with(HEAD "disable: [ad-label, ad-label-of-any-language]\n", "Advertisement\n" PROSE,
                "Advertisement\n" PROSE);
    assert_with(HEAD "words:\n  social-network: [Nowherebook]\n", PROSE "\nNowherebook\n" MORE,
                PROSE "\n" MORE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(errors_name_line_and_reason),
        cmocka_unit_test(a_rule_can_cut_the_match_at_an_end_of_the_line),
        cmocka_unit_test(a_rule_without_a_cut_keeps_the_line),
        cmocka_unit_test(votes_add_up_to_a_cut),
        cmocka_unit_test(a_rule_can_ask_for_the_shape_alone),
        cmocka_unit_test(an_alternative_need_not_stand_at_the_start),
        cmocka_unit_test(conditions_see_the_line_only),
        cmocka_unit_test(rules_can_be_disabled_and_lists_grow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
