/* Phrases: how rules about quotations read words, marks and quotations. */
#include "support.h"

/* What the quotation of `text` says of its speaker under English rules with `rule` (YAML of its
 * keys) in front of them; "refused: ..." when the rule is not taken. */
static const char *said_by(const char *words, const char *rule, const char *text)
{
    static char result[256];
    static struct desk desk;
    char yaml[2048];
    snprintf(yaml, sizeof yaml,
             "galley: 1\nlayer: quotes\nlanguage: en\nwords:\n%srules:\n  - name: tried\n%s"
             "    examples: ['x', {not: 'y'}]\n",
             words, rule);
    if (open_desk(&desk, yaml) != GALLEY_OK) {
        snprintf(result, sizeof result, "refused: %.200s", desk.error.what);
    } else {
        snprintf(result, sizeof result, "%.200s", told(&desk, text));
    }
    close_desk(&desk);
    return result;
}

static const char plop[] = "  plop: [plopped, did plop]\n";

static void a_phrase_is_read_to_both_sides_of_its_cue(void **state)
{
    (void)state;
    assert_string_equal(said_by(plop,
                                "    phrase: '<speaker:name> <cue:plop> <quote>'\n"
                                "    speaks: nearest-after\n",
                                "Soon after Anna Berg plopped “we will go there now”."),
                        "mixed/Anna Berg/plopped");
}

static void an_entry_of_several_words_is_one_cue(void **state)
{
    (void)state;
    assert_string_equal(said_by(plop,
                                "    phrase: '<speaker:name> <cue:plop> <quote>'\n"
                                "    speaks: nearest-after\n",
                                "Soon after Anna Berg did plop “we will go there now”."),
                        "mixed/Anna Berg/did plop");
}

static void shapes_lists_and_endings_join_in_a_class(void **state)
{
    (void)state;
    const char *rule = "    phrase: '<quote> <speaker:capital&*son&!no-noun> <cue:plop>'\n"
                       "    speaks: nearest-before\n";
    assert_string_equal(said_by(plop, rule, "“We will go there now,” Larson plopped."),
                        "direct/Larson/plopped");
    assert_string_equal(said_by(plop, rule, "“We will go there now,” Larsen plopped."), "direct");
}

static void a_look_ahead_takes_nothing(void **state)
{
    (void)state;
    const char *rule = "    phrase: '<quote> <speaker:capital> <cue:plop> (?!<number>)'\n"
                       "    speaks: nearest-before\n";
    assert_string_equal(said_by(plop, rule, "“We will go there now,” Tom plopped."),
                        "direct/Tom/plopped");
    assert_string_equal(said_by(plop, rule, "“We will go there now,” Tom plopped 3 times."),
                        "direct");
}

static void repetition_is_counted(void **state)
{
    (void)state;
    const char *rule = "    phrase: '<quote> <speaker:capital> <small>{1,2} <cue:plop>'\n"
                       "    speaks: nearest-before\n";
    assert_string_equal(said_by(plop, rule, "“We will go there now,” Tom quite gladly plopped."),
                        "direct/Tom/plopped");
    assert_string_equal(said_by(plop, rule, "“We will go now,” Tom quite gladly and soon plopped."),
                        "direct");
}

static void an_enclitic_is_cut_off(void **state)
{
    (void)state;
    assert_string_equal(said_by(plop,
                                "    phrase: '<quote> <speaker:capital> <enclitic> <cue:plop>'\n"
                                "    speaks: nearest-before\n",
                                "“We will go there now,” Tom’s plopped."),
                        "direct/Tom/plopped");
}

static void an_unknown_name_is_refused_with_the_name(void **state)
{
    (void)state;
    const char *result = said_by(plop, "    phrase: '<quote> <speakre>'\n    kind: term\n", "");
    assert_non_null(strstr(result, "names no list, phrase or shape: \"speakre\""));
}

static void a_phrase_needs_a_place_to_begin(void **state)
{
    (void)state;
    const char *result =
        said_by(plop, "    phrase: '<speaker:name>'\n    speaks: nearest-after\n", "");
    assert_non_null(strstr(result, "no cue, no quotation and no ^"));
}

static void a_bracket_without_its_partner_is_refused(void **state)
{
    (void)state;
    const char *result = said_by(plop, "    phrase: '<quote> (a|b'\n    kind: term\n", "");
    assert_non_null(strstr(result, "( without a )"));
}

static void a_phrase_that_names_itself_is_refused(void **state)
{
    (void)state;
    struct desk desk;
    const char *yaml =
        "galley: 1\nlayer: quotes\nlanguage: en\nsettings:\n  phrases:\n"
        "    round: '<round>'\nrules:\n  - name: tried\n    phrase: '<round> <quote>'\n"
        "    kind: term\n    examples: ['x', {not: 'y'}]\n";
    assert_int_equal(open_desk(&desk, yaml), GALLEY_BAD_RULES);
    close_desk(&desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_phrase_is_read_to_both_sides_of_its_cue),
        cmocka_unit_test(an_entry_of_several_words_is_one_cue),
        cmocka_unit_test(shapes_lists_and_endings_join_in_a_class),
        cmocka_unit_test(a_look_ahead_takes_nothing),
        cmocka_unit_test(repetition_is_counted),
        cmocka_unit_test(an_enclitic_is_cut_off),
        cmocka_unit_test(an_unknown_name_is_refused_with_the_name),
        cmocka_unit_test(a_phrase_needs_a_place_to_begin),
        cmocka_unit_test(a_bracket_without_its_partner_is_refused),
        cmocka_unit_test(a_phrase_that_names_itself_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
