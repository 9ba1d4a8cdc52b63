#include "../unit.h"

#include <string.h>

#include "sentences/entries.h"

static struct gl_entry entry_of(const char *string)
{
    struct gl_text text = {string, strlen(string)};
    return gl_entry_at(text, 0, text.length);
}

static void numbers_and_letters_open_entries_and_initials_do_not(void **state)
{
    (void)state;
    assert_int_equal(entry_of("1. bread").value, 1);
    assert_int_equal(entry_of("12) bread").value, 12);
    assert_int_equal(entry_of("(b) bread").kind, 'a');
    assert_int_equal(entry_of("B) bread").kind, 'A');
    assert_int_equal(entry_of("B. Oak came").kind, 0);
    assert_int_equal(entry_of("1990 was").kind, 0);
    assert_int_equal(entry_of("1234. bread").kind, 0);
    assert_int_equal(entry_of("").kind, 0);
    assert_int_equal(entry_of("(").kind, 0);
}

static void the_next_entry_is_one_more_and_of_the_same_kind(void **state)
{
    static const char string[] = "1. bread (2) wine 3. salt a. oil";
    struct gl_text text = {string, sizeof string - 1};
    size_t start = 0;
    (void)state;
    struct gl_entry entry = gl_entry_at(text, 0, text.length);
    assert_true(gl_entry_follows(entry, text, (struct gl_span){10, 11}, &start));
    assert_int_equal(start, 9); // its bracket belongs to it
    assert_false(gl_entry_follows(entry, text, (struct gl_span){18, 19}, &start));
    assert_false(gl_entry_follows(entry, text, (struct gl_span){26, 27}, &start));
    assert_false(gl_entry_follows((struct gl_entry){0, 0}, text, (struct gl_span){10, 11}, &start));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_and_letters_open_entries_and_initials_do_not),
        cmocka_unit_test(the_next_entry_is_one_more_and_of_the_same_kind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
