#include "support.h"

static void an_error_names_file_line_and_column(void **state)
{
    (void)state;
    assert_string_equal(complaint(HEAD "rules:\n  - name: a\n    patern: x\n    match: b\n"),
                        "f1.yaml:6:5: unknown key \"patern\"");
    assert_string_equal(complaint(HEAD "rules:\n  - name: a\n    matsh: x\n"),
                        "f1.yaml:6:5: unknown key \"matsh\"; did you mean \"match\"?");
    assert_string_equal(complaint(HEAD "ruels: []\n"),
                        "f1.yaml:4:1: unknown key \"ruels\"; did you mean \"rules\"?");
}

static void what_rule_files_may_not_hold_is_refused(void **state)
{
    static const struct {
        const char *yaml;
        const char *part; /* of the message */
    } rows[] = {
        {HEAD "words: &a {x: [y]}\n", "f1.yaml:4:8: anchors and aliases"},
        {HEAD "words: *a\n", "f1.yaml:4:"},
        {HEAD "words: !t {x: [y]}\n", "f1.yaml:4:8: tags are not allowed"},
        {HEAD "parts: {a: b}\nparts: {c: d}\n",
         "f1.yaml:5:1: key \"parts\" stands twice, first on line 4"},
        {HEAD "---\n" HEAD, "f1.yaml:4:1: a rule file holds one document only"},
        {HEAD "words:\n\t- x\n", "f1.yaml:5:"},
        {HEAD "# caf\xe9\n", "f1.yaml:4:1: the file is not UTF-8"},
        {"- a\n", "f1.yaml:1:1: a rule file is a map"},
        {"", "f1.yaml:1:1: a rule file is a map"},
        {"galley: 2\nlayer: dates\nlanguage: en\n", "f1.yaml:1:1: this galley reads schema 1"},
        {"galley: 1\nlayer: datse\nlanguage: en\n", "did you mean \"dates\"?"},
        {"galley: 1\nlayer: dates\n", "\"language\" is missing"},
        {HEAD "rules: {a: 1}\n", "f1.yaml:4:1: \"rules\" must be a list"},
        {HEAD "rules:\n  - name: a\n", "f1.yaml:5:5: rule \"a\" has no \"match\""},
        {HEAD "rules:\n  - match: a\n", "\"name\" is missing"},
        {HEAD "rules:\n  - name: a\n    match: 5\n", "f1.yaml:6:5: \"match\" must be a pattern"},
        {HEAD "rules:\n  - name: a\n    match: yes\n", "\"match\" must be a pattern"},
        {HEAD "rules:\n  - name: a\n    match: b\n    decide: cutt\n", "did you mean \"cut\"?"},
        {HEAD "rules:\n  - name: a\n    match: b\n    direction: [{chose: x}]\n",
         "did you mean \"choose\"?"},
        {HEAD "rules:\n  - name: a\n    match: b\n    weight: much\n",
         "\"weight\" must be a number"},
        {HEAD "rules:\n  - {name: a, match: b}\n  - {name: a, match: c}\n",
         "f1.yaml:6:5: rule \"a\" is there already, on line 5"},
        {HEAD "settings: {treshold: 1}\n", "did you mean \"threshold\"?"},
        {HEAD "rules:\n  - {name: a, match: b, examples: [{txt: x}]}\n", "unknown key \"txt\""},
        {HEAD "rules:\n  - {name: a, match: b, examples: [{text: x, not: y}]}\n",
         "either \"text\" or \"not\""},
        {HEAD "words: {a: [[b]]}\n", "holds what is no word"},
        {HEAD "disable: [nobody]\n", "f1.yaml:4:11: no rule \"nobody\" to disable"},
        {HEAD "words: {a: [b]}\nparts: {a: c}\n", "\"a\" is a word list already"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *message = complaint(rows[i].yaml);
        if (strstr(message, rows[i].part) == NULL) {
            fail_msg("row %zu: \"%s\" is not in \"%s\"", i, rows[i].part, message);
        }
    }
}

static void nesting_is_bounded(void **state)
{
    char yaml[512] = HEAD "parts: ";
    (void)state;
    for (int i = 0; i < 100; i++) {
        strcat(yaml, "[");
    }
    assert_non_null(strstr(complaint(yaml), "more than 64 levels deep"));
}

static void scalars_keep_how_they_were_written(void **state)
{
    struct book book = open_book(HEAD "words: {month: {January: 01}, odd: [no, 1, ~x]}\n");
    (void)state;
    int month = gl_list_find(book.set, "month");
    assert_string_equal(gl_list_value(book.set, month, text_of("January")), "01");
    assert_string_equal(gl_list_value(book.set, gl_list_find(book.set, "odd"), text_of("no")), "");
    close_book(&book);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_error_names_file_line_and_column),
        cmocka_unit_test(what_rule_files_may_not_hold_is_refused),
        cmocka_unit_test(nesting_is_bounded),
        cmocka_unit_test(scalars_keep_how_they_were_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
