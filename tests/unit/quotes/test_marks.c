/* Which stretches are quotations: marks, pairs, paragraphs. */
#include "support.h"

static void curved_marks_hold_their_punctuation(void **state)
{
    assert_string_equal(quoted(*state, "“We will go,” said Anna."), "“We will go,”");
}

static void straight_marks_open_after_a_blank_and_close_after_a_word(void **state)
{
    assert_string_equal(quoted(*state, "Anna said \"yes, we go\" and \"no, we stay\" today."),
                        "\"yes, we go\"|\"no, we stay\"");
}

static void what_is_nested_belongs_to_the_outer_quotation(void **state)
{
    assert_string_equal(quoted(*state, "“He said ‘no’ and “never” to me,” said Anna."),
                        "“He said ‘no’ and “never” to me,”");
}

static void an_apostrophe_is_no_quotation(void **state)
{
    assert_string_equal(quoted(*state, "The girls' school isn't far, Anna said; it's Tom's."), "");
}

static void an_inch_mark_opens_nothing(void **state)
{
    assert_string_equal(quoted(*state, "Anna said the 6\" board was “too short” for us."),
                        "“too short”");
}

static void an_open_mark_ends_with_its_paragraph(void **state)
{
    assert_string_equal(quoted(*state, "Anna said: “We will go there.\n\nAnd so they went."),
                        "“We will go there.");
}

static void a_paragraph_that_reopens_continues_the_speaker(void **state)
{
    assert_string_equal(told(*state, "Anna Berg said: “We came early.\n\n“We stayed late.”"),
                        "direct/Anna Berg/said|direct/Anna Berg");
}

static void a_stray_mark_does_not_reach_past_its_paragraph(void **state)
{
    assert_string_equal(quoted(*state, "A stray ” here.\n\n“We will go,” said Anna."),
                        "“We will go,”");
}

static void a_straight_mark_may_close_a_curved_one(void **state)
{
    assert_string_equal(quoted(*state, "“We will go,\" said Anna."), "“We will go,\"");
}

static void german_marks_open_below(void **state)
{
    struct desk *desk = *state;
    desk->language = "de";
    assert_string_equal(quoted(desk, "Anna sagte: „Wir gehen.“ Tom nannte es »sehr gut«."),
                        "„Wir gehen.“|»sehr gut«");
    assert_string_equal(told(desk, "„Wir gehen“, sagte der Minister Tom Berg gestern."),
                        "direct/der Minister Tom Berg/Minister Tom Berg/sagte");
    desk->language = "en";
}

static void french_marks_stand_apart_from_the_words(void **state)
{
    struct desk *desk = *state;
    desk->language = "fr";
    assert_string_equal(quoted(desk, "« Nous partons », dit Anne."), "« Nous partons »");
    desk->language = "en";
}

static void empty_marks_are_no_quotation(void **state)
{
    assert_string_equal(quoted(*state, "Anna said \"\" and “” and “ ” today."), "");
}

static void texts_of_marks_only_end_well(void **state)
{
    static const char *const marks[] = {"“", "”", "\"", "'", "’", "‘", "“\n\n", "\" ", "''", "“a”"};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        struct gl_buffer text = {0};
        for (size_t n = 0; n < 3000; n++) {
            gl_buffer_text(&text, marks[i]);
        }
        struct gl_text tight = tight_text(text.bytes, text.length);
        const struct gl_layer *layer = run_desk(*state, tight);
        for (size_t n = 0; n < layer->count; n++) {
            assert_true(layer->rows[n].span.end <= tight.length);
            assert_true(n == 0 || layer->rows[n - 1].span.end <= layer->rows[n].span.start);
        }
        free((char *)tight.bytes);
        gl_buffer_release(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(curved_marks_hold_their_punctuation),
        cmocka_unit_test(straight_marks_open_after_a_blank_and_close_after_a_word),
        cmocka_unit_test(what_is_nested_belongs_to_the_outer_quotation),
        cmocka_unit_test(an_apostrophe_is_no_quotation),
        cmocka_unit_test(an_inch_mark_opens_nothing),
        cmocka_unit_test(an_open_mark_ends_with_its_paragraph),
        cmocka_unit_test(a_paragraph_that_reopens_continues_the_speaker),
        cmocka_unit_test(a_stray_mark_does_not_reach_past_its_paragraph),
        cmocka_unit_test(a_straight_mark_may_close_a_curved_one),
        cmocka_unit_test(german_marks_open_below),
        cmocka_unit_test(french_marks_stand_apart_from_the_words),
        cmocka_unit_test(empty_marks_are_no_quotation),
        cmocka_unit_test(texts_of_marks_only_end_well),
    };
    return cmocka_run_group_tests_name("quotes/marks", tests, open_english, close_english);
}
