/* lib/boilerplate/gaps.h: the white space that goes with what is cut. */
#include "../unit.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "boilerplate/gaps.h"

/* In `marked` what goes stands in braces. */
static void assert_rest(const char *marked, const char *rest)
{
    struct gl_span marks[8], *cuts;
    struct gl_buffer text = {0}, out = {0};
    struct gl_arena arena = {0};
    size_t count = 0, at = 0;
    for (const char *c = marked; *c != '\0'; c++) {
        if (*c == '{') {
            marks[count].start = text.length;
        } else if (*c == '}') {
            marks[count++].end = text.length;
        } else {
            gl_buffer_byte(&text, *c);
        }
    }
    struct gl_text whole = tight_text(text.bytes, text.length);
    size_t made = gl_gaps_close(whole, marks, count, &arena, &cuts);
    for (size_t i = 0; i < made; i++) {
        assert_true(i == 0 || cuts[i].start > cuts[i - 1].end);
        gl_buffer_add(&out, whole.bytes + at, cuts[i].start - at);
        at = cuts[i].end;
    }
    gl_buffer_add(&out, whole.bytes + at, whole.length - at);
    gl_buffer_byte(&out, '\0');
    assert_string_equal(out.bytes, rest);
    free((char *)whole.bytes);
    gl_buffer_release(&text);
    gl_buffer_release(&out);
    gl_arena_release(&arena);
}

static void a_line_takes_its_line_end_with_it(void **state)
{
    (void)state;
    assert_rest("one\n{ad}\ntwo\n", "one\ntwo\n");
    assert_rest("one\r\n{ad}\r\ntwo\r\n", "one\r\ntwo\r\n");
    assert_rest("one\n  {ad} \ntwo", "one\ntwo");
}

static void blank_lines_do_not_stand_double(void **state)
{
    (void)state;
    assert_rest("one\n\n{ad}\n\ntwo\n", "one\n\ntwo\n");
    assert_rest("one\n\n{ad}\n\n{more}\n\ntwo\n", "one\n\ntwo\n");
    assert_rest("one\n \n{ad}\n\t\ntwo\n", "one\n \ntwo\n");
}

static void the_longer_run_of_blank_lines_stays(void **state)
{
    (void)state;
    assert_rest("one\n{ad}\n\ntwo\n", "one\n\ntwo\n");
    assert_rest("one\n\n{ad}\ntwo\n", "one\n\ntwo\n");
    assert_rest("one\n\n\n{ad}\n\ntwo\n", "one\n\n\ntwo\n");
    assert_rest("one\n\n{ad}\n\n\ntwo\n", "one\n\n\ntwo\n");
}

static void a_text_begins_with_what_is_kept(void **state)
{
    (void)state;
    assert_rest("{ad}\n\none\n", "one\n");
    assert_rest("\n\n{ad}\n\none\n", "\n\none\n");
}

static void a_text_ends_as_it_ended(void **state)
{
    (void)state;
    assert_rest("one\n\n{ad}", "one");
    assert_rest("one\n{ad}", "one");
    assert_rest("one\n\n{ad}\n", "one\n");
    assert_rest("one\n\n{ad}\n\n\n", "one\n\n\n");
}

static void a_text_may_go_whole(void **state)
{
    (void)state;
    assert_rest("{ad}", "");
    assert_rest("\n{ad}\n\n{more}\n\n", "");
}

static void a_piece_of_a_line_takes_the_blanks_beside_it(void **state)
{
    (void)state;
    assert_rest("one {cut here}\ntwo", "one\ntwo");
    assert_rest("{cut here}  one\ntwo", "one\ntwo");
    assert_rest("one {a} {b}\ntwo", "one\ntwo");
    assert_rest("one {a}\n\n{line}", "one");
}

static void other_line_ends_count_too(void **state)
{
    (void)state;
    assert_rest("one\xE2\x80\xA8{ad}\xE2\x80\xA8two", "one\xE2\x80\xA8two");
    assert_rest("one\xC2\x85\xC2\x85{ad}\xC2\x85\xC2\x85two", "one\xC2\x85\xC2\x85two");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_takes_its_line_end_with_it),
        cmocka_unit_test(blank_lines_do_not_stand_double),
        cmocka_unit_test(the_longer_run_of_blank_lines_stays),
        cmocka_unit_test(a_text_begins_with_what_is_kept),
        cmocka_unit_test(a_text_ends_as_it_ended),
        cmocka_unit_test(a_text_may_go_whole),
        cmocka_unit_test(a_piece_of_a_line_takes_the_blanks_beside_it),
        cmocka_unit_test(other_line_ends_count_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
