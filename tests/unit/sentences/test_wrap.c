#include "../unit.h"

#include <string.h>

#include "sentences/evidence.h"
#include "sentences/wrap.h"

/* How the first line of the paragraph at `from` ends, in a text wrapped between 20 and 60 columns.
 */
static uint64_t shape(const char *string, size_t from)
{
    struct gl_text text = {string, strlen(string)};
    struct gl_wrap wrap;
    const char *paragraph_end = strstr(string + from, "\n\n");
    size_t end = paragraph_end == NULL ? text.length : (size_t)(paragraph_end - string);
    size_t line_end = (size_t)(strchr(string + from, '\n') - string);
    gl_wrap_init(&wrap, text, 20, 60);
    gl_wrap_enter(&wrap, (struct gl_span){from, end});
    return gl_wrap_shape(&wrap, (struct gl_span){from, line_end}, line_end + 1);
}

#define LINES "one line of thirty code points\none line of thirty code points\none line\n"

static void a_line_is_full_when_the_next_word_would_not_have_fitted(void **state)
{
    (void)state;
    assert_int_equal(shape("one line of thirty code points\nanother\na third\na fourth", 0),
                     GL_LINE_FULL);
    assert_int_equal(shape("a heading\none line of thirty code points\na third\na fourth", 0),
                     GL_LINE_SHORT);
    assert_int_equal(shape("äöü line of thirty code points\nanother\na third\na fourth", 0),
                     GL_LINE_FULL);
}

static void narrow_and_wide_paragraphs_are_not_wrapped(void **state)
{
    (void)state;
    assert_int_equal(shape("short verse\nshort verse\nshort\nverse", 0), GL_LINE_SHORT);
    assert_int_equal(shape("a line that is far wider than any program that wraps would make it be\n"
                           "one\ntwo\nthree",
                           0),
                     GL_LINE_LONG);
}

static void an_address_too_long_to_be_broken_does_not_count(void **state)
{
    (void)state;
    assert_int_equal(shape("one line of thirty code points\n"
                           "see https://example.com/an/address/that/is/far/too/long/to/be/broken\n"
                           "three\nfour",
                           0),
                     GL_LINE_FULL); // not long: the column is that of the first line
}

static void few_lines_take_the_column_of_their_document(void **state)
{
    static const char text[] = LINES "four\n\na heading of its own\nBob\n";
    (void)state;
    assert_int_equal(shape(text, sizeof LINES + 5), GL_LINE_SHORT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_is_full_when_the_next_word_would_not_have_fitted),
        cmocka_unit_test(narrow_and_wide_paragraphs_are_not_wrapped),
        cmocka_unit_test(an_address_too_long_to_be_broken_does_not_count),
        cmocka_unit_test(few_lines_take_the_column_of_their_document),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
