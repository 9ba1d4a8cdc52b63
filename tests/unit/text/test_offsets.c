#include "../unit.h"

#include "text/offsets.h"
#include "text/utf8.h"

/* One to four bytes, a combining mark, an emoji family; long enough for several strides. */
static const char unit_text[] =
    "a\xC3\xA9\xE2\x80\x9C\xF0\x9F\x98\x80 e\xCC\x81 \xF0\x9F\x91\xA8\xE2\x80\x8D"
    "\xF0\x9F\x91\xA9 plain words here. ";
enum { REPEATS = 200 };

static struct gl_text long_text(void)
{
    size_t piece = strlen(unit_text);
    char *bytes = malloc(piece * REPEATS);
    assert_non_null(bytes);
    for (size_t i = 0; i < REPEATS; i++) {
        memcpy(bytes + i * piece, unit_text, piece);
    }
    return (struct gl_text){bytes, piece * REPEATS};
}

/* Counts one code point after another: the plain way, to compare with. */
static size_t counted(struct gl_text text, size_t byte, enum gl_unit unit)
{
    size_t outer = 0;
    int32_t code_point;
    for (size_t at = 0; at < byte;) {
        size_t length = gl_utf8_decode(text, at, &code_point);
        outer += unit == GL_UNIT_BYTE ? length : unit == GL_UNIT_UTF16 && length == 4 ? 2 : 1;
        at += length;
    }
    return outer;
}

static void both_ways_agree(struct gl_text text, struct gl_offsets *offsets, size_t byte)
{
    size_t back;
    size_t outer = counted(text, byte, offsets->unit);
    assert_int_equal(gl_offsets_outer(offsets, byte), outer);
    assert_true(gl_offsets_byte(offsets, outer, &back));
    assert_int_equal(back, byte);
}

static void check_all_places(enum gl_unit unit, bool index, bool jumping)
{
    struct gl_text text = long_text();
    struct gl_arena arena = {0};
    struct gl_offsets offsets;
    int32_t code_point;
    gl_offsets_init(&offsets, text, unit);
    if (index) {
        assert_true(gl_offsets_index(&offsets, &arena));
        assert_int_equal(offsets.total, counted(text, text.length, unit));
    }
    size_t step = 0;
    for (size_t at = 0; at < text.length; step++) {
        both_ways_agree(text, &offsets, at);
        if (jumping && step % 3 == 0) {
            both_ways_agree(text, &offsets, text.length);
            both_ways_agree(text, &offsets, 0);
        }
        for (int i = 0; i < 7 && at < text.length; i++) {
            at += gl_utf8_decode(text, at, &code_point);
        }
    }
    both_ways_agree(text, &offsets, text.length);
    gl_arena_release(&arena);
    free((char *)(uintptr_t)text.bytes);
}

static void three_units_convert_both_ways(void **state)
{
    (void)state;
    for (enum gl_unit unit = GL_UNIT_CODE_POINT; unit <= GL_UNIT_UTF16; unit++) {
        check_all_places(unit, false, false);
        check_all_places(unit, true, false);
    }
}

static void places_may_come_in_any_order(void **state)
{
    (void)state;
    for (enum gl_unit unit = GL_UNIT_CODE_POINT; unit <= GL_UNIT_UTF16; unit++) {
        check_all_places(unit, false, true);
        check_all_places(unit, true, true);
    }
}

static void places_behind_the_text_or_inside_a_character_are_none(void **state)
{
    struct gl_text text = text_of("a\xF0\x9F\x98\x80z");
    struct gl_offsets offsets;
    size_t byte;
    (void)state;
    gl_offsets_init(&offsets, text, GL_UNIT_UTF16);
    assert_false(gl_offsets_byte(&offsets, 2, &byte));
    assert_true(gl_offsets_byte(&offsets, 3, &byte));
    assert_int_equal(byte, 5);
    assert_true(gl_offsets_byte(&offsets, 4, &byte));
    assert_false(gl_offsets_byte(&offsets, 5, &byte));
    gl_offsets_init(&offsets, text, GL_UNIT_BYTE);
    assert_false(gl_offsets_byte(&offsets, 3, &byte));
    assert_true(gl_offsets_byte(&offsets, 6, &byte));
    assert_false(gl_offsets_byte(&offsets, 7, &byte));
    gl_offsets_init(&offsets, text, GL_UNIT_CODE_POINT);
    assert_true(gl_offsets_byte(&offsets, 3, &byte));
    assert_int_equal(byte, 6);
    assert_false(gl_offsets_byte(&offsets, 4, &byte));
}

static void an_empty_text_has_one_place(void **state)
{
    struct gl_arena arena = {0};
    struct gl_offsets offsets;
    size_t byte;
    (void)state;
    gl_offsets_init(&offsets, text_of(""), GL_UNIT_CODE_POINT);
    assert_true(gl_offsets_index(&offsets, &arena));
    assert_int_equal(gl_offsets_outer(&offsets, 0), 0);
    assert_true(gl_offsets_byte(&offsets, 0, &byte));
    assert_false(gl_offsets_byte(&offsets, 1, &byte));
    gl_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(three_units_convert_both_ways),
        cmocka_unit_test(places_may_come_in_any_order),
        cmocka_unit_test(places_behind_the_text_or_inside_a_character_are_none),
        cmocka_unit_test(an_empty_text_has_one_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
