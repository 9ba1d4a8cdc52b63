/* Errors, suggestions and numbers. */
#include "../unit.h"

#include "base/error.h"
#include "base/number.h"

static const char *formatted(const struct galley_error *error)
{
    static char line[2048];
    gl_error_format(error, line, sizeof line);
    return line;
}

static void what_is_unknown_is_left_out(void **state)
{
    struct galley_error error;
    (void)state;
    assert_int_equal(gl_error_set(&error, GALLEY_IO, "a.txt", 3, 7, "no %s", "luck"), GALLEY_IO);
    assert_string_equal(formatted(&error), "a.txt:3:7: no luck");
    gl_error_set(&error, GALLEY_IO, "a.txt", 3, 0, "no luck");
    assert_string_equal(formatted(&error), "a.txt:3: no luck");
    gl_error_set(&error, GALLEY_IO, "a.txt", 0, 0, "no luck");
    assert_string_equal(formatted(&error), "a.txt: no luck");
    gl_error_set(&error, GALLEY_IO, NULL, 0, 0, "no luck");
    assert_string_equal(formatted(&error), "no luck");
}

static void a_hint_follows_and_goes_with_the_next_error(void **state)
{
    struct galley_error error;
    (void)state;
    gl_error_set(&error, GALLEY_BAD_RULES, "r.yaml", 1, 2, "unknown key \"mach\"");
    gl_error_hint(&error, "did you mean \"%s\"?", "match");
    assert_string_equal(formatted(&error),
                        "r.yaml:1:2: unknown key \"mach\"; did you mean \"match\"?");
    gl_error_set(&error, GALLEY_IO, "x", 0, 0, "y");
    assert_string_equal(formatted(&error), "x: y");
}

static void control_characters_and_broken_bytes_are_escaped(void **state)
{
    struct galley_error error;
    (void)state;
    gl_error_set(&error, GALLEY_IO, "a\n\x1b[31m", 0, 0, "\xC2\x9B caf\xC3\xA9 \xC3 \xFF\x7F");
    assert_string_equal(formatted(&error),
                        "a\\x0A\\x1B[31m: \\xC2\\x9B caf\xC3\xA9 \\xC3 \\xFF\\x7F");
}

static void long_texts_are_cut_at_a_character(void **state)
{
    struct galley_error error;
    char text[2000] = "";
    char line[16];
    (void)state;
    for (size_t i = 0; i + 3 < sizeof text; i += 3) {
        memcpy(text + i, "\xE2\x82\xAC", 4);
    }
    gl_error_set(&error, GALLEY_IO, text, 0, 0, "%s", text);
    assert_int_equal(strlen(error.what) % 3, 0);
    assert_int_equal(strlen(error.file) % 3, 0);
    gl_error_format(&error, line, sizeof line);
    assert_string_equal(line, "\xE2\x82\xAC\xE2\x82\xAC\xE2\x82\xAC\xE2\x82\xAC\xE2\x82\xAC");
}

static void an_error_that_nobody_wants_is_no_crash(void **state)
{
    (void)state;
    gl_error_hint(NULL, "x");
    assert_int_equal(gl_error_set(NULL, GALLEY_IO, "a", 1, 1, "b"), GALLEY_IO);
}

static void the_nearest_name_is_suggested(void **state)
{
    static const char *const names[] = {"match", "before", "after", "near", "decide", NULL};
    (void)state;
    assert_string_equal(gl_nearest("mathc", names), "match");
    assert_string_equal(gl_nearest("befor", names), "before");
    assert_string_equal(gl_nearest("aftre", names), "after");
    assert_string_equal(gl_nearest("near", names), "near");
    assert_null(gl_nearest("colour", names));
    assert_null(gl_nearest("", names));
}

static void sizes_do_not_wrap(void **state)
{
    size_t result = 5;
    (void)state;
    assert_true(gl_size_add(SIZE_MAX - 1, 1, &result));
    assert_int_equal(result, SIZE_MAX);
    assert_false(gl_size_add(SIZE_MAX, 1, &result));
    assert_false(gl_size_multiply(SIZE_MAX / 2, 3, &result));
    assert_int_equal(result, SIZE_MAX);
    assert_true(gl_size_multiply(SIZE_MAX, 0, &result));
    assert_int_equal(result, 0);
}

static void only_whole_digit_texts_are_numbers(void **state)
{
    size_t number = 7;
    (void)state;
    assert_int_equal(gl_hex_digit('9'), 9);
    assert_int_equal(gl_hex_digit('a'), 10);
    assert_int_equal(gl_hex_digit('F'), 15);
    assert_int_equal(gl_hex_digit('g'), -1);
    assert_int_equal(gl_hex_digit(-1), -1);
    assert_true(gl_parse_size("0123", 4, &number));
    assert_int_equal(number, 123);
    assert_true(gl_parse_size("18446744073709551615", 20, &number));
    assert_false(gl_parse_size("18446744073709551616", 20, &number));
    assert_false(gl_parse_size("", 0, &number));
    assert_false(gl_parse_size("12a", 3, &number));
    assert_false(gl_parse_size("-1", 2, &number));
    assert_false(gl_parse_size(" 1", 2, &number));
}

static void the_hash_is_fnv_1a_and_can_be_made_in_pieces(void **state)
{
    (void)state;
    assert_true(gl_hash("", 0) == GL_HASH_START);
    assert_true(gl_hash("a", 1) == UINT64_C(0xaf63dc4c8601ec8c));
    assert_true(gl_hash("foobar", 6) == UINT64_C(0x85944171f73967e8));
    assert_true(gl_hash_more(gl_hash("foo", 3), "bar", 3) == gl_hash("foobar", 6));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_unknown_is_left_out),
        cmocka_unit_test(a_hint_follows_and_goes_with_the_next_error),
        cmocka_unit_test(control_characters_and_broken_bytes_are_escaped),
        cmocka_unit_test(long_texts_are_cut_at_a_character),
        cmocka_unit_test(an_error_that_nobody_wants_is_no_crash),
        cmocka_unit_test(the_nearest_name_is_suggested),
        cmocka_unit_test(sizes_do_not_wrap),
        cmocka_unit_test(only_whole_digit_texts_are_numbers),
        cmocka_unit_test(the_hash_is_fnv_1a_and_can_be_made_in_pieces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
