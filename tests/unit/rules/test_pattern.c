#include "support.h"

/* A rule file with one pattern, beside some words and parts. */
#define WORDS                                                                                      \
    "words:\n"                                                                                     \
    "  title: [Dr, Mr, mrs.]\n"                                                                    \
    "  say: [said, according to, 'a.m.', '©']\n"                                                  \
    "  place: [Aix, Bern, Cork, Dover, Essen, Fano, Genoa, Hull, Ivrea, Jena, Kiel, Lyon,\n"       \
    "          New York, 'St. Gallen', 'U.S.', 'Aix-en-Provence', 'côte d’azur']\n"             \
    "parts:\n"                                                                                     \
    "  day: '(?:3[01]|[12][0-9]|0?[1-9])'\n"                                                       \
    "  who: '<title>\\.? \\p{Lu}\\w+'\n"

static struct book book_of(const char *pattern)
{
    char yaml[2048];
    snprintf(yaml, sizeof yaml, HEAD WORDS "rules:\n  - name: r\n    match: '%s'\n", pattern);
    return open_book(yaml);
}

static void assert_found(const char *pattern, const char *text, const char *wanted)
{
    struct book book = book_of(pattern);
    const char *got = found(&book, text);
    if (strcmp(got, wanted) != 0) {
        fail_msg("%s on \"%s\": found \"%s\", wanted \"%s\"", pattern, text, got, wanted);
    }
    close_book(&book);
}

static void short_lists_match_whole_words_in_three_forms(void **state)
{
    (void)state;
    assert_found("<title>", "Ask Dr Lee", "Dr");
    assert_found("<title>", "Ask DR Lee", "DR");
    assert_found("<title>", "ask dr Lee", "-");
    assert_found("<title>", "Drum", "-");
    assert_found("<title>", "Mrs. Lee", "Mrs.");
    assert_found("<say>", "©2020", "©");
    assert_found("<say>", "at 5 A.M. sharp", "A.M.");
}

static void long_lists_match_like_short_ones(void **state)
{
    (void)state;
    assert_found("<place>", "to Bern", "Bern");
    assert_found("<place>", "to bern", "-");
    assert_found("<place>", "to BERN", "BERN");
    assert_found("<place>", "Berner", "-");
    assert_found("<place>", "in New York City", "New York");
    assert_found("<place>", "in New\n  York", "New\n  York");
    assert_found("<place>", "in St. Gallen", "St. Gallen");
    assert_found("<place>", "the U.S. army", "U.S.");
    assert_found("<place>", "in Aix-en-Provence", "Aix-en-Provence");
    assert_found("<place>", "in Aix-la-Chapelle", "Aix");
    assert_found("<place> and", "Cork and", "Cork and");
    assert_found("<place>", "Côte d’azur", "Côte d’azur");
}

static void a_blank_stays_inside_the_paragraph(void **state)
{
    (void)state;
    assert_found("in May", "in  May", "in  May");
    assert_found("in May", "in\nMay", "in\nMay");
    assert_found("in May", "in\r\n May", "in\r\n May");
    assert_found("in May", "in\xc2\xa0May", "in\xc2\xa0May");
    assert_found("in May", "in\n\nMay", "-");
    assert_found("in ?May", "inMay", "inMay");
    assert_found("(?<=in )May", "in May", "May");
    assert_found("in[ ]May", "in\nMay", "-");
}

static void digits_are_ascii_and_a_lone_less_than_is_itself(void **state)
{
    (void)state;
    assert_found("\\d+", "٣٤ 12", "12");
    assert_found("[\\d,]+", "1,5", "1,5");
    assert_found("<\\d", "a <3", "<3");
    assert_found("\\<title>", "<title>", "<title>");
}

static void groups_give_spans_and_values(void **state)
{
    struct book book = open_book(
        HEAD
        "words: {month: {May: 05, June: 06}}\nparts: {day: '\\d{1,2}'}\n"
        "rules:\n  - name: r\n    match: '(?:the )?<from:day> (?<x>to)? ?<until:day> <month>'\n");
    struct gl_matcher *matcher = gl_matcher_new();
    struct gl_text text = text_of("the 3 to 14 June");
    struct gl_span span;
    (void)state;
    gl_matcher_begin(matcher, text.length);
    assert_true(gl_match(matcher, book.set, gl_ruleset_rule(book.set, 0)->match, text,
                         (struct gl_span){0, text.length}, 0));
    assert_true(gl_matched_group(matcher, "until", &span));
    assert_int_equal(span.start, 9);
    assert_int_equal(span.end, 11);
    assert_string_equal(gl_matched_value(matcher, "month"), "06");
    assert_null(gl_matched_value(matcher, "x"));
    assert_false(gl_matched_group(matcher, "y", &span));
    gl_matcher_free(matcher);
    close_book(&book);
}

static void a_match_before_ends_exactly_there(void **state)
{
    struct book book = book_of("<who>");
    struct gl_matcher *matcher = gl_matcher_new();
    struct gl_text text = text_of("Yes, Mr. Lee said.");
    struct gl_span whole = {0, text.length};
    uint32_t pattern = gl_ruleset_rule(book.set, 0)->match;
    (void)state;
    gl_matcher_begin(matcher, text.length);
    assert_true(gl_match_before(matcher, book.set, pattern, text, whole, 12));
    assert_int_equal(gl_matched(matcher).start, 5);
    assert_false(gl_match_before(matcher, book.set, pattern, text, whole, 17));
    gl_matcher_free(matcher);
    close_book(&book);
}

static void wrong_patterns_are_named(void **state)
{
    static const struct {
        const char *pattern;
        const char *part;
    } rows[] = {
        {"(", "missing )"},
        {")", "a ) without its ("},
        {"a{2,1}", "does not compile"},
        {"*a", "does not compile"},
        {"(?<=a+)b", "does not compile: lookbehind"},
        {"[a", "missing ]"},
        {"(*LIMIT_MATCH=9)a", "verbs are not allowed"},
        {"\\Ca", "are not allowed"},
        {"(?C1)a", "not allowed"},
        {"(?1)", "not allowed"},
        {"(a)\\2", "does not compile"},
        {"(a)<title>\\1", "numbered back references"},
        {"(?<n>a)(?<n>b)", "a group of this name"},
        {"(?<1>a)", "group name"},
        {"<titel>", "unknown word list or part \"titel\"; did you mean \"title\"?"},
        {"\\p{Foo}", "does not compile"},
        {"a\\", "stands at the end"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char yaml[2048];
        snprintf(yaml, sizeof yaml, HEAD WORDS "rules:\n  - name: r\n    match: '%s'\n",
                 rows[i].pattern);
        const char *message = complaint(yaml);
        if (strstr(message, rows[i].part) == NULL || strncmp(message, "f1.yaml:14:5: ", 14) != 0) {
            fail_msg("%s: \"%s\" is not in \"%s\"", rows[i].pattern, rows[i].part, message);
        }
    }
}

static void a_part_that_holds_itself_is_refused(void **state)
{
    (void)state;
    assert_non_null(
        strstr(complaint(HEAD "parts: {a: 'x<b>', b: 'y<a>'}\n"), "nested more than 16"));
    assert_non_null(strstr(
        complaint(HEAD "parts: {a: '<b><b><b><b>', b: '<c><c><c><c>',"
                       " c: '<d><d><d><d>', d: '<e><e><e><e>', e: '<f><f><f><f>',"
                       " f: '<g><g><g><g>', g: '<h><h><h><h>', h: '<i><i><i><i>', i: 'x'}\n"),
        "grows beyond 64 KiB"));
}

static void a_catastrophic_pattern_is_told_once_and_then_rests(void **state)
{
    struct book book = open_book(HEAD "rules:\n  - name: r\n    match: '(a+)+$'\n");
    struct gl_matcher *matcher = gl_matcher_new();
    char string[4001];
    struct galley_error error;
    (void)state;
    for (size_t i = 0; i < 100; i++) { // a hundred words of 39 letters: hopeless each time
        memset(string + 40 * i, 'a', 39);
        string[40 * i + 39] = ' ';
    }
    string[4000] = '\0';
    struct gl_text text = text_of(string);
    gl_matcher_begin(matcher, text.length);
    assert_false(gl_match_find(matcher, book.set, gl_ruleset_rule(book.set, 0)->match, text,
                               (struct gl_span){0, text.length}, 0));
    struct gl_limit *limit = gl_matcher_limit(matcher, &error);
    assert_non_null(limit);
    assert_string_equal(error.file, "f1.yaml");
    assert_int_equal(error.line, 6);
    assert_null(gl_matcher_limit(matcher, &error));
    assert_true(gl_matcher_tell(limit));
    assert_false(gl_matcher_tell(limit));
    assert_false(gl_matcher_failed(matcher));
    gl_matcher_free(matcher);
    close_book(&book);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(short_lists_match_whole_words_in_three_forms),
        cmocka_unit_test(long_lists_match_like_short_ones),
        cmocka_unit_test(a_blank_stays_inside_the_paragraph),
        cmocka_unit_test(digits_are_ascii_and_a_lone_less_than_is_itself),
        cmocka_unit_test(groups_give_spans_and_values),
        cmocka_unit_test(a_match_before_ends_exactly_there),
        cmocka_unit_test(wrong_patterns_are_named),
        cmocka_unit_test(a_part_that_holds_itself_is_refused),
        cmocka_unit_test(a_catastrophic_pattern_is_told_once_and_then_rests),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
