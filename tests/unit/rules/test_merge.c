#include "support.h"

static const char weak[] = HEAD "words: {month: {May: 05}}\nparts: {p: 'a'}\n"
                                "settings: {threshold: 1, loud: yes}\n"
                                "rules:\n"
                                "  - {name: one, match: 'x <p>', decide: cut}\n"
                                "  - {name: two, match: 'y', weight: 0.5}\n";

/* Names of the rules in order, with their decision. */
static const char *order(const struct book *book)
{
    static char out[256];
    out[0] = '\0';
    for (size_t i = 0; i < gl_ruleset_count(book->set); i++) {
        const struct gl_rule *rule = gl_ruleset_rule(book->set, i);
        snprintf(out + strlen(out), 64, "%s:%s ", rule->name,
                 gl_node_get_text(book->set, rule->node, "decide", "-"));
    }
    return out;
}

static struct book two_files(const char *strong)
{
    struct book book = {.count = 0};
    assert_int_equal(add_file(&book, weak), GALLEY_OK);
    assert_int_equal(add_file(&book, strong), GALLEY_OK);
    assert_int_equal(build(&book), GALLEY_OK);
    return book;
}

static void stronger_files_come_first_and_replace_in_place(void **state)
{
    struct book book = two_files(HEAD "rules:\n"
                                      "  - {name: two, match: 'z', decide: keep}\n"
                                      "  - {name: new, match: 'n', decide: cut}\n");
    (void)state;
    assert_string_equal(order(&book), "new:cut one:cut two:keep ");
    assert_false(gl_ruleset_find(book.set, "two")->votes);
    assert_string_equal(gl_ruleset_find(book.set, "two")->file, "f2.yaml");
    close_book(&book);
}

static void words_grow_and_parts_and_settings_are_replaced(void **state)
{
    struct book book = two_files(HEAD "words: {month: {Maytime: 05, May: 5}}\nparts: {p: 'b'}\n"
                                      "settings: {threshold: 2}\n");
    (void)state;
    int month = gl_list_find(book.set, "month");
    assert_int_equal(gl_list_count(book.set, month), 2);
    assert_string_equal(gl_list_value(book.set, month, text_of("May")), "5");
    assert_string_equal(gl_list_value(book.set, month, text_of("MAYTIME")), "05");
    assert_string_equal(found(&book, "x a x b"), "x b");
    assert_string_equal(gl_node_text(book.set, gl_ruleset_setting(book.set, "threshold")), "2");
    assert_string_equal(gl_node_text(book.set, gl_ruleset_setting(book.set, "loud")), "yes");
    close_book(&book);
}

static void a_disabled_rule_is_gone(void **state)
{
    struct book book = two_files(HEAD "disable: [one]\n");
    (void)state;
    assert_string_equal(order(&book), "two:- ");
    close_book(&book);
}

static void extends_takes_over_what_is_not_given(void **state)
{
    struct book book = two_files(HEAD "rules:\n  - {name: more, extends: one, decide: keep}\n");
    (void)state;
    assert_string_equal(order(&book), "more:keep one:cut two:- ");
    assert_int_not_equal(gl_ruleset_find(book.set, "more")->match, GL_NO_PATTERN);
    close_book(&book);
    assert_non_null(
        strstr(complaint(HEAD "rules:\n  - {name: a, extends: b}\n  - {name: b, extends: a}\n"),
               "goes in a circle"));
    assert_non_null(strstr(complaint(HEAD "rules:\n  - {name: a, extends: c}\n"), "names no rule"));
}

static void votes_have_weights(void **state)
{
    struct book book = open_book(weak);
    (void)state;
    assert_true(gl_ruleset_find(book.set, "two")->votes);
    assert_true(gl_ruleset_find(book.set, "two")->weight == 0.5);
    close_book(&book);
}

static void the_same_files_give_the_same_image(void **state)
{
    struct book a = open_book(weak);
    struct book b = open_book(weak);
    (void)state;
    assert_int_equal(a.set->image->bytes, b.set->image->bytes);
    assert_memory_equal(a.set->image, b.set->image, a.set->image->bytes);
    close_book(&a);
    close_book(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stronger_files_come_first_and_replace_in_place),
        cmocka_unit_test(words_grow_and_parts_and_settings_are_replaced),
        cmocka_unit_test(a_disabled_rule_is_gone),
        cmocka_unit_test(extends_takes_over_what_is_not_given),
        cmocka_unit_test(votes_have_weights),
        cmocka_unit_test(the_same_files_give_the_same_image),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
