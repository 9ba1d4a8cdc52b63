#include "support.h"

#define HEAD "galley: 1\nlayer: dates\nlanguage: zz\n"

/* What rules written for the test mark in a text. */
static void check_own(const char *yaml, const char *text, const char *date, const char *wanted)
{
    struct desk desk;
    enum galley_status status = open_desk(&desk, yaml);
    if (status != GALLEY_OK) {
        fail_msg("line %zu: %s", desk.error.line, desk.error.what);
    }
    desk.language = "zz";
    desk.date = date;
    assert_string_equal(tag(&desk, text), wanted);
    close_desk(&desk);
}

static void check_error(const char *yaml, const char *wanted)
{
    struct desk desk;
    assert_int_equal(open_desk(&desk, yaml), GALLEY_BAD_RULES);
    assert_true(desk.error.line > 0);
    assert_non_null(strstr(desk.error.what, wanted));
    close_desk(&desk);
}

static void the_longest_match_wins_then_the_first_rule(void **state)
{
    (void)state;
    check_own(HEAD "rules:\n"
                   "  - {name: a, match: 'moon', value: {literal: P1D}}\n"
                   "  - {name: b, match: 'moon day', value: {literal: P2D}}\n"
                   "  - {name: c, match: 'moon day', value: {literal: P3D}}\n",
              "moon day moon", NULL, "moon day=P2D | moon=P1D");
}

static void a_rule_that_ignores_takes_its_span_out(void **state)
{
    (void)state;
    check_own(HEAD "rules:\n"
                   "  - {name: a, match: 'moon', value: {literal: P1D}}\n"
                   "  - {name: b, match: 'moon day moon', decide: ignore}\n",
              "moon day moon moon", NULL, "moon=P1D");
}

static void a_rule_may_set_several_marks(void **state)
{
    (void)state;
    check_own(HEAD "rules:\n"
                   "  - name: a\n    match: '(?<one>\\d\\d)_(?<two>\\d\\d)'\n    mark: one\n"
                   "    value: {year: '1900 + $one'}\n"
                   "    also: {mark: two, value: {year: '1900 + $two'}}\n",
              "in 14_18 then", NULL, "14=1914 | 18=1918");
}

static void rules_join_the_mark_beside_them(void **state)
{
    const char *yaml = HEAD
        "rules:\n"
        "  - {name: day, match: 'moonday', value: {weekday: 1}, direction: {otherwise: next}}\n"
        "  - {name: dusk, match: 'dusk', joins: {side: before, gap: 'at', grains: [D]}, value: "
        "{part: "
        "EV}}\n"
        "  - {name: eve, match: 'eve of', joins: {side: after}, value: {offset: {count: '-1', "
        "unit: "
        "D}}}\n";
    (void)state;
    check_own(yaml, "On moonday at dusk.", "2020-10-07", "moonday at dusk=2020-10-12TEV");
    check_own(yaml, "On moonday. At dusk.", "2020-10-07", "moonday=2020-10-12");
    check_own(yaml, "The eve of moonday dusk.", "2020-10-07", "eve of moonday dusk=2020-10-11TEV");
    check_own(yaml, "The eve of eve of moonday.", "2020-10-07", "eve of eve of moonday=2020-10-10");
    check_own(yaml, "The eve of nothing at dusk.", "2020-10-07", "");
    check_own(yaml, "On moonday at dusk.", NULL, "moonday at dusk=XXXX-WXX-1TEV");
}

static void days_that_do_not_exist_are_no_dates(void **state)
{
    const char *yaml = HEAD "rules:\n"
                            "  - name: a\n    match: '(?<d>\\d+)_(?<m>\\d+)(?:_(?<y>\\d+))?'\n"
                            "    value: {day: '$d', month: '$m', year: '$y'}\n"
                            "    direction: {otherwise: same}\n";
    (void)state;
    check_own(yaml, "30_2 or 31_4 or 29_2_2019 or 0_1 or 1_13 or 29_2_2020.", NULL,
              "29_2_2020=2020-02-29");
    check_own(yaml, "29_2.", "2020-06-06", "29_2=2020-02-29");
    check_own(yaml, "29_2.", "2021-06-06", "");
    check_own(yaml, "99999999999999999999_1 or 1_1_99999999.", NULL, "");
}

static void the_nearest_evidence_gives_the_direction(void **state)
{
    const char *yaml =
        HEAD "words: {tense: {went: last, goes: next}}\nrules:\n"
             "  - name: day\n    match: 'moonday'\n    value: {weekday: 1}\n    direction:\n"
             "      - {before: 'since', choose: last}\n"
             "      - {last-before: '<tense>', choose: '$tense'}\n"
             "      - {otherwise: nearest}\n";
    (void)state;
    check_own(yaml, "He went and goes moonday.", "2020-10-07", "moonday=2020-10-12");
    check_own(yaml, "He goes and went moonday.", "2020-10-07", "moonday=2020-10-05");
    check_own(yaml, "He goes since moonday.", "2020-10-07", "moonday=2020-10-05");
    check_own(yaml, "Ask him moonday.", "2020-10-06", "moonday=2020-10-05");
}

static void steps_count_from_the_date_last_mentioned(void **state)
{
    const char *yaml = HEAD
        "rules:\n"
        "  - {name: next-day, match: 'next', value: {offset: {count: 1, unit: D}, from: last}}\n"
        "  - {name: year-after, match: 'thereafter', value: {offset: {count: 1, unit: Y, grain: "
        "anchor}, "
        "from: last}}\n";
    (void)state;
    check_own(yaml, "2020-02-28 next next.", "1999-01-01",
              "2020-02-28=2020-02-28 | next=2020-02-29 | next=2020-03-01");
    check_own(yaml, "1994 next.", "1999-01-01", "1994=1994 | next=1999-01-02");
    check_own(yaml, "1994 next.", NULL, "1994=1994 | next=XXXX-XX-XX");
    check_own(yaml, "1994 thereafter.", NULL, "1994=1994 | thereafter=1995");
}

static void slips_in_rules_are_named(void **state)
{
    (void)state;
    check_error(HEAD "rules:\n  - {name: a, match: 'x', value: {year: '$'}}\n", "name");
    check_error(HEAD "rules:\n  - {name: a, match: 'x', value: {year: 'ten'}}\n", "number");
    check_error(HEAD "rules:\n  - {name: a, match: 'x', value: {part: XY}}\n", "unknown code");
    check_error(HEAD "rules:\n  - {name: a, match: 'x', value: {yaer: '1'}}\n", "yaer");
    check_error(HEAD "rules:\n  - {name: a, match: 'x'}\n", "missing");
    check_error(HEAD "rules:\n  - {name: a, match: 'x', value: {offset: {count: 1, unit: L}}}\n",
                "unit");
    check_error(HEAD "rules:\n  - {name: a, match: 'x', value: {literal: SOON}}\n", "TIMEX3");
    check_error(HEAD "rules:\n  - {name: a, match: 'x', value: {year: 1}, mod: LATE}\n", "TIMEX3");
    check_error(HEAD "rules:\n  - {name: a, match: 'x', value: {year: 1}, domain: talk}\n",
                "narrative");
    check_error(HEAD
                "rules:\n  - {name: a, match: 'x', value: {day: 1}, direction: {choose: up}}\n",
                "choose");
}

static void a_rule_holds_in_its_domain(void **state)
{
    const char *yaml =
        HEAD "settings:\n  message-length: 20\nparts:\n  message-mark: '#'\nrules:\n"
             "  - {name: a, match: 'moon', domain: colloquial, value: {literal: P1D}}\n"
             "  - {name: b, match: 'sun', value: {literal: P2D}}\n";
    (void)state;
    check_own(yaml, "moon and sun", NULL, "sun=P2D");
    check_own(yaml, "moon and sun #", NULL, "moon=P1D | sun=P2D");
    check_own(yaml, "moon and sun # longer now", NULL, "sun=P2D");
}

static void what_is_near_is_preferred_to_far_evidence(void **state)
{
    const char *yaml =
        HEAD "words:\n  tense: {will: rather-next, was: rather-latest}\nrules:\n"
             "  - name: a\n    match: '(?<m>\\d\\d)/(?<d>\\d\\d)'\n"
             "    value: {month: '$m', day: '$d'}\n"
             "    direction: {last-before: '<tense>', choose: '$tense', otherwise: nearest}\n";
    (void)state;
    check_own(yaml, "It will be 10/05.", "2020-10-07", "10/05=2020-10-05");
    check_own(yaml, "It was 10/09.", "2020-10-07", "10/09=2020-10-09");
    check_own(yaml, "It will be 06/05.", "2020-10-07", "06/05=2021-06-05");
    check_own(yaml, "It was 12/31.", "2020-10-07", "12/31=2019-12-31");
}

static void a_duration_names_the_point_where_it_begins_or_ends(void **state)
{
    struct desk desk;
    (void)state;
    assert_int_equal(open_desk(&desk, NULL), GALLEY_OK);
    assert_string_equal(tag(&desk, "Sales fell in the nine months ended Sept. 30, 1989."),
                        "the nine months=P9M | Sept. 30, 1989=1989-09-30");
    assert_string_equal(attribute(&desk, 0, "endPoint"), "t2");
    close_desk(&desk);
}

static void a_duration_tells_the_date_it_comes_to(void **state)
{
    struct desk desk;
    (void)state;
    assert_int_equal(open_desk(&desk, NULL), GALLEY_OK);
    assert_string_equal(tag(&desk, "On 12 November 1942 it left. Three weeks later it sank."),
                        "12 November 1942=1942-11-12 | Three weeks=P3W");
    assert_string_equal(attribute(&desk, 1, "resolved"), "1942-W49");
    assert_string_equal(tag(&desk, "Three weeks later it sank."), "Three weeks=P3W");
    assert_string_equal(attribute(&desk, 0, "resolved"), "");
    close_desk(&desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_longest_match_wins_then_the_first_rule),
        cmocka_unit_test(a_rule_that_ignores_takes_its_span_out),
        cmocka_unit_test(a_rule_may_set_several_marks),
        cmocka_unit_test(rules_join_the_mark_beside_them),
        cmocka_unit_test(days_that_do_not_exist_are_no_dates),
        cmocka_unit_test(the_nearest_evidence_gives_the_direction),
        cmocka_unit_test(steps_count_from_the_date_last_mentioned),
        cmocka_unit_test(slips_in_rules_are_named),
        cmocka_unit_test(a_rule_holds_in_its_domain),
        cmocka_unit_test(what_is_near_is_preferred_to_far_evidence),
        cmocka_unit_test(a_duration_names_the_point_where_it_begins_or_ends),
        cmocka_unit_test(a_duration_tells_the_date_it_comes_to),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
