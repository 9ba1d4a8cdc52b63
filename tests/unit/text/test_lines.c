/* Lines, paragraphs, words and classes. */
#include "../unit.h"

#include <utf8proc.h>

#include "base/buffer.h"
#include "text/classes.h"
#include "text/lines.h"
#include "text/words.h"

/* The pieces of a text joined by `|`; to be read before the next call. */
static struct gl_buffer joined;

static void add_piece(struct gl_text text, struct gl_span span)
{
    if (joined.length > 0) {
        gl_buffer_byte(&joined, '|');
    }
    gl_buffer_add(&joined, text.bytes + span.start, gl_span_length(span));
}

static const char *end_join(struct gl_text text)
{
    free((char *)(uintptr_t)text.bytes);
    gl_buffer_byte(&joined, '\0');
    return joined.bytes;
}

static const char *lines_of(const char *string)
{
    struct gl_text text = tight_text(string, strlen(string));
    struct gl_line line;
    gl_buffer_reset(&joined);
    for (size_t at = 0; gl_line_at(text, at, &line); at = line.next) {
        assert_int_equal(line.content.start, at);
        add_piece(text, line.content);
    }
    return end_join(text);
}

static const char *paragraphs_of(const char *string)
{
    struct gl_text text = tight_text(string, strlen(string));
    struct gl_span paragraph = {0, 0};
    gl_buffer_reset(&joined);
    while (gl_paragraph_after(text, paragraph.end, &paragraph)) {
        add_piece(text, paragraph);
    }
    return end_join(text);
}

static const char *words_of(const char *string)
{
    struct gl_text text = tight_text(string, strlen(string));
    struct gl_span word = {0, 0};
    gl_buffer_reset(&joined);
    while (gl_word_after(text, word.end, text.length, &word)) {
        assert_true(gl_word_starts(text, word.start));
        assert_int_equal(gl_word_end(text, word.start), word.end);
        add_piece(text, word);
    }
    return end_join(text);
}

static const char *words_backwards(const char *string)
{
    struct gl_text text = tight_text(string, strlen(string));
    struct gl_span word = {text.length, text.length};
    gl_buffer_reset(&joined);
    while (gl_word_before(text, 0, word.start, &word)) {
        add_piece(text, word);
    }
    return end_join(text);
}

static void a_line_ends_with_every_line_end_of_unicode(void **state)
{
    (void)state;
    assert_string_equal(lines_of("a\nb\r\nc\rd\ve\ff\xC2\x85g\xE2\x80\xA8h\xE2\x80\xA9i"),
                        "a|b|c|d|e|f|g|h|i");
    assert_string_equal(lines_of("a\n\rb"), "a||b");
    assert_string_equal(lines_of("one\n"), "one");
    assert_string_equal(lines_of("\xE2\x80\x9Cone\xE2\x80\x9D \xC2\xA9"),
                        "\xE2\x80\x9Cone\xE2\x80\x9D \xC2\xA9");
    assert_string_equal(lines_of(""), "");
}

static void a_cut_line_end_at_the_end_of_the_text_is_no_line_end(void **state)
{
    (void)state;
    assert_string_equal(lines_of("a\xC2"), "a\xC2");
    assert_string_equal(lines_of("a\xE2\x80"), "a\xE2\x80");
    assert_string_equal(lines_of("a\r"), "a");
}

static void an_empty_or_blank_line_ends_a_paragraph(void **state)
{
    (void)state;
    assert_string_equal(paragraphs_of("\n \none\ntwo \n\n three\n\t\nfour"), "one\ntwo|three|four");
    assert_string_equal(paragraphs_of("one\xE2\x80\xA9two"), "one|two");
    assert_string_equal(paragraphs_of("one\xE2\x80\xA8two"), "one\xE2\x80\xA8two");
    assert_string_equal(paragraphs_of("one\n\xC2\xA0\ntwo"), "one|two");
    assert_string_equal(paragraphs_of(" \n\n "), "");
    assert_string_equal(paragraphs_of(""), "");
}

static void words_are_runs_of_letters_marks_and_numbers(void **state)
{
    (void)state;
    assert_string_equal(words_of("Le Drian's 12th, na\xC3\xAFve (caf\x65\xCC\x81)"),
                        "Le|Drian|s|12th|na\xC3\xAFve|cafe\xCC\x81");
    assert_string_equal(words_of("\xE2\x80\x9C...\xE2\x80\x9D"), "");
    assert_string_equal(words_of("a"), "a");
    assert_string_equal(words_of("a\xC3"), "a");
}

static void words_are_found_backwards_too(void **state)
{
    struct gl_text text = text_of("one two three");
    struct gl_span word;
    (void)state;
    assert_string_equal(words_backwards("one, two \xC3\xA9t\xC3\xA9."),
                        "\xC3\xA9t\xC3\xA9|two|one");
    assert_true(gl_word_before(text, 0, 6, &word)); /* inside two */
    assert_int_equal(word.start, 0);
    assert_false(gl_word_before(text, 1, 6, &word)); /* one begins before 1 */
    assert_false(gl_word_before(text, 0, 0, &word));
}

static void words_are_counted_inside_a_span(void **state)
{
    struct gl_text text = text_of("one two three");
    (void)state;
    assert_int_equal(gl_word_count_upto(text, (struct gl_span){0, text.length}, SIZE_MAX), 3);
    assert_int_equal(gl_word_count_upto(text, (struct gl_span){3, 7}, SIZE_MAX), 1);
    assert_int_equal(gl_word_count_upto(text, (struct gl_span){3, 4}, SIZE_MAX), 0);
}

static void characters_have_their_classes(void **state)
{
    (void)state;
    assert_true(gl_is_upper('A') && gl_is_upper(0xC9) && gl_is_upper(0x1C5));
    assert_false(gl_is_upper('a') || gl_is_upper(0xE9) || gl_is_upper('1'));
    assert_true(gl_is_lower('z') && gl_is_lower(0xE9));
    assert_true(gl_is_letter(0x4E00) && gl_is_word(0x0301) && gl_is_word(0x0661));
    assert_false(gl_is_letter(0x0301) || gl_is_digit(0x0661) || gl_is_word('_'));
    assert_true(gl_is_blank(' ') && gl_is_blank('\t') && gl_is_blank(0xA0) && gl_is_blank(0xFEFF));
    assert_true(gl_is_line_end(0x85) && gl_is_line_end('\v') && !gl_is_blank('\n'));
    assert_true(gl_is_space(0x2029) && gl_is_space(0x3000) && !gl_is_space(0x2060));
    assert_int_equal(gl_to_lower(0xC9), 0xE9);
    assert_int_equal(gl_to_upper('q'), 'Q');
}

static void trimming_takes_white_space_from_both_ends(void **state)
{
    struct gl_text text = text_of(" \xC2\xA0"
                                  "a b\n\xE2\x80\xA9 ");
    struct gl_span span = gl_trim(text, (struct gl_span){0, text.length});
    (void)state;
    assert_int_equal(span.start, 3);
    assert_int_equal(span.end, 6);
    span = gl_trim(text, (struct gl_span){6, text.length});
    assert_int_equal(span.start, span.end);
}

static int release(void **state)
{
    (void)state;
    gl_buffer_release(&joined);
    return 0;
}

/* What utf8proc's categories make of a code point. */
static unsigned classes_of(int32_t code_point)
{
    utf8proc_category_t category = utf8proc_category(code_point);
    unsigned classes = 0;
    if (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO) {
        classes |= GL_CLASS_WORD;
    }
    if (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) {
        classes |= GL_CLASS_LETTER;
    }
    if (category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT) {
        classes |= GL_CLASS_UPPER;
    }
    classes |= category == UTF8PROC_CATEGORY_LL ? GL_CLASS_LOWER : 0;
    classes |= category == UTF8PROC_CATEGORY_ZS ? GL_CLASS_BLANK : 0;
    return classes;
}

static void tables_of_classes_agree_with_the_categories(void **state)
{
    (void)state;
    for (int32_t code_point = 0xA0; code_point <= 0x10FFFF; code_point++) {
        bool special = code_point == 0x200B || code_point == 0x2028 || code_point == 0x2029 ||
                       code_point == 0xFEFF;
        if (!special) {
            assert_int_equal(gl_classes(code_point), classes_of(code_point));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_of_classes_agree_with_the_categories),
        cmocka_unit_test(a_line_ends_with_every_line_end_of_unicode),
        cmocka_unit_test(a_cut_line_end_at_the_end_of_the_text_is_no_line_end),
        cmocka_unit_test(an_empty_or_blank_line_ends_a_paragraph),
        cmocka_unit_test(words_are_runs_of_letters_marks_and_numbers),
        cmocka_unit_test(words_are_found_backwards_too),
        cmocka_unit_test(words_are_counted_inside_a_span),
        cmocka_unit_test(characters_have_their_classes),
        cmocka_unit_test(trimming_takes_white_space_from_both_ends),
    };
    return cmocka_run_group_tests(tests, NULL, release);
}
