#include "support.h"

struct row {
    const char *text;
    const char *wanted;
};

static void check_rows(const char *language, const struct row *rows, size_t count)
{
    struct desk desk;
    assert_int_equal(open_desk(&desk, NULL), GALLEY_OK);
    desk.language = language;
    for (size_t i = 0; i < count; i++) {
        assert_string_equal(split(&desk, rows[i].text), rows[i].wanted);
    }
    close_desk(&desk);
}

#define CHECK(language, rows) check_rows(language, rows, sizeof(rows) / sizeof *(rows))

static void abbreviations_end_a_sentence_only_before_what_begins_one(void **state)
{
    static const struct row rows[] = {
        {"He left on Oct. 12. She stayed.", "He left on Oct. 12.|She stayed."},
        {"We saw Dr. Brown. He was well.", "We saw Dr. Brown.|He was well."},
        {"She lives in the U.S. The house is old.", "She lives in the U.S.|The house is old."},
        {"The U.S. Senate met.", "The U.S. Senate met."},
        {"They joined Acme Inc. in May.", "They joined Acme Inc. in May."},
        {"At 5 a.m. Mr. Gray rose. He ate at 6 P.M. Mr. Gray slept.",
         "At 5 a.m. Mr. Gray rose.|He ate at 6 P.M.|Mr. Gray slept."},
        {"J. K. Oak and W.H.S. Elm came.", "J. K. Oak and W.H.S. Elm came."},
        {"Some of it, e.g. Figs. 3 and 4, holds.", "Some of it, e.g. Figs. 3 and 4, holds."},
    };
    (void)state;
    CHECK("en", rows);
}

static void closing_marks_belong_to_the_sentence_before(void **state)
{
    static const struct row rows[] = {
        {"“Ça va?” he said. 好。", "“Ça va?” he said.|好。"},
        {"\"It is late.\" She left. (He stayed.) It rained.",
         "\"It is late.\"|She left.|(He stayed.)|It rained."},
        {"\"Is it late?\" Peter asked.", "\"Is it late?\" Peter asked."},
        {"It stood.[3] It fell.", "It stood.[3]|It fell."},
        {"Il dit : « Oui. » Puis elle rit.", "Il dit : « Oui. »|Puis elle rit."},
        {"“One. Two.”", "“One.|Two.”"},
    };
    (void)state;
    CHECK("en", rows);
}

static void faces_end_a_sentence_before_what_begins_one(void **state)
{
    static const struct row rows[] = {
        {"So nice 😀 The rain is off ❤️ We left 👍🏽 It is dry.",
         "So nice 😀|The rain is off ❤️|We left 👍🏽|It is dry."},
        {"We love 😀 Paris.", "We love 😀 Paris."},
        {"It is dry. :-) We left.", "It is dry. :-)|We left."},
    };
    (void)state;
    CHECK("en", rows);
}

static void lists_that_run_on_in_a_line_are_split(void **state)
{
    static const struct row rows[] = {
        {"1. the bread 2. the wine 3. the salt", "1. the bread|2. the wine|3. the salt"},
        {"a) the bread b) the wine", "a) the bread|b) the wine"},
        {"1. the bread 3. the salt", "1. the bread 3. the salt"},
    };
    (void)state;
    CHECK("en", rows);
}

static void a_border_does_not_hide_the_line_end_behind_it(void **state)
{
    static const struct row rows[] = {
        {"He had these things with him:\nBread and wine",
         "He had these things with him:|Bread and wine"},
        {"Ann Oak 07/17/2000 04:28 PM We meet in Rome.",
         "Ann Oak|07/17/2000 04:28 PM|We meet in Rome."},
    };
    (void)state;
    CHECK("en", rows);
}

static void marks_inside_words_and_numbers_end_nothing(void **state)
{
    static const struct row rows[] = {
        {"It cost $3.50 at www.example.com. It was new.",
         "It cost $3.50 at www.example.com.|It was new."},
        {"Well... he said no. . . and left.", "Well... he said no. . . and left."},
        {". . .", ". . ."},
        {"1. First thing\n2. Second thing", "1. First thing|2. Second thing"},
    };
    (void)state;
    CHECK("en", rows);
}

static void other_scripts_end_sentences_with_their_own_marks(void **state)
{
    static const struct row rows[] = {
        {"他来了。她走了！好", "他来了。|她走了！|好"},
        {"वह आया। वह गई।", "वह आया।|वह गई।"},
        {"هل جاء؟ نعم.", "هل جاء؟|نعم."},
    };
    (void)state;
    CHECK("any", rows);
}

static void german_ordinals_do_not_end_a_sentence(void **state)
{
    static const struct row rows[] = {
        {"Er kam am 3. Oktober. Dann ging er.", "Er kam am 3. Oktober.|Dann ging er."},
        {"Das ist der 18. Versuch, z.B. im Mai.", "Das ist der 18. Versuch, z.B. im Mai."},
    };
    (void)state;
    CHECK("de", rows);
}

static void blank_lines_always_and_line_ends_sometimes_split(void **state)
{
    static const struct row rows[] = {
        {"one\n\ntwo", "one|two"},
        {"A Title\nIt begins here.", "A Title|It begins here."},
        {"This line was broken\nby a program.", "This line was broken\nby a program."},
        {"We came down to the river in the evening with\nJohn and his dog.",
         "We came down to the river in the evening with\nJohn and his dog."},
        {"  \n\t\n ", ""},
        {"", ""},
    };
    (void)state;
    CHECK("en", rows);
}

static void settings_choose_line_breaks_and_quotations(void **state)
{
    struct desk desk;
    (void)state;
    assert_int_equal(open_desk(&desk, NULL), GALLEY_OK);
    desk.settings.line_breaks = GL_LINE_BREAKS_KEEP;
    assert_string_equal(split(&desk, "a line\nand one"), "a line|and one");
    desk.settings.line_breaks = GL_LINE_BREAKS_JOIN;
    assert_string_equal(split(&desk, "A Title\nIt begins. It ends."),
                        "A Title\nIt begins.|It ends.");
    desk.settings.quotes = GL_QUOTES_KEEP;
    assert_string_equal(split(&desk, "“One. Two.” Three."), "“One. Two.”|Three.");
    close_desk(&desk);
}

static void the_plain_view_has_a_sentence_a_line(void **state)
{
    struct desk desk;
    (void)state;
    assert_int_equal(open_desk(&desk, NULL), GALLEY_OK);
    split(&desk, "It was broken \n by a program. Then\tnot.\n\nNext.");
    assert_string_equal(plain(&desk), "It was broken by a program.\nThen\tnot.\n\nNext.\n");
    close_desk(&desk);
}

static void headings_and_rules_are_named(void **state)
{
    struct desk desk;
    const char *text = "A Title\n\nIt rained. Then not";
    (void)state;
    assert_int_equal(open_desk(&desk, NULL), GALLEY_OK);
    const struct gl_layer *layer = run_desk(&desk, (struct gl_text){text, strlen(text)});
    assert_int_equal(layer->count, 3);
    assert_non_null(gl_row_find(&layer->rows[0], "heading"));
    assert_null(gl_row_find(&layer->rows[1], "heading"));
    assert_null(gl_row_find(&layer->rows[2], "heading"));
    assert_int_equal(gl_row_find(&layer->rows[0], "paragraph")->number, 0);
    assert_int_equal(gl_row_find(&layer->rows[2], "paragraph")->number, 1);
    struct gl_text rule = gl_row_find_string(&layer->rows[1], "rule");
    assert_memory_equal(rule.bytes, "stop", rule.length);
    close_desk(&desk);
}

/* Rows in order, apart, trimmed, with nothing but white space between them. */
static void check_laws(struct desk *desk, const char *bytes, size_t length)
{
    const struct gl_layer *layer = run_desk(desk, (struct gl_text){bytes, length});
    size_t at = 0;
    for (size_t i = 0; i <= layer->count; i++) {
        size_t start = i < layer->count ? layer->rows[i].span.start : length;
        assert_true(start >= at);
        for (; at < start; at++) {
            assert_non_null(memchr(" \n", bytes[at], 2));
        }
        if (i < layer->count) {
            assert_true(layer->rows[i].span.end > start);
            at = layer->rows[i].span.end;
        }
    }
}

static void sentences_and_gaps_rebuild_any_text_of_repeated_tokens(void **state)
{
    static const char *const tokens[] = {". ",  "\" ", "“",  "”",  "( ",  "12, ",
                                         "1. ", "a.",  "\n", "' ", "''",  "Mr. ",
                                         "« ",  "»",   "• ", "!?", "x\n", "。"};
    enum { LENGTH = 6000 };
    char *text = malloc(LENGTH);
    struct desk desk;
    uint32_t random = 1;
    (void)state;
    assert_non_null(text);
    assert_int_equal(open_desk(&desk, NULL), GALLEY_OK);
    for (size_t mode = 0; mode <= sizeof tokens / sizeof *tokens; mode++) {
        size_t length = 0;
        while (length + 8 < LENGTH) {
            random = random * 1664525u + 1013904223u;
            size_t choice = mode < sizeof tokens / sizeof *tokens
                                ? mode
                                : (random >> 16) % (sizeof tokens / sizeof *tokens);
            size_t token = strlen(tokens[choice]);
            memcpy(text + length, tokens[choice], token);
            length += token;
        }
        check_laws(&desk, text, length);
    }
    close_desk(&desk);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(abbreviations_end_a_sentence_only_before_what_begins_one),
        cmocka_unit_test(closing_marks_belong_to_the_sentence_before),
        cmocka_unit_test(faces_end_a_sentence_before_what_begins_one),
        cmocka_unit_test(lists_that_run_on_in_a_line_are_split),
        cmocka_unit_test(a_border_does_not_hide_the_line_end_behind_it),
        cmocka_unit_test(marks_inside_words_and_numbers_end_nothing),
        cmocka_unit_test(other_scripts_end_sentences_with_their_own_marks),
        cmocka_unit_test(german_ordinals_do_not_end_a_sentence),
        cmocka_unit_test(blank_lines_always_and_line_ends_sometimes_split),
        cmocka_unit_test(settings_choose_line_breaks_and_quotations),
        cmocka_unit_test(the_plain_view_has_a_sentence_a_line),
        cmocka_unit_test(headings_and_rules_are_named),
        cmocka_unit_test(sentences_and_gaps_rebuild_any_text_of_repeated_tokens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
