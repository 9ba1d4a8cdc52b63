#include "support.h"

#include "sentences/knowledge.h"
#include "sentences/shapes.h"

struct row {
    const char *text;
    const char *before; /* the word that ends where the text ends */
    const char *after;  /* the word that begins where it begins */
    uint32_t shape;     /* of the word that begins there */
};

static const struct gl_mark_table *marks_of(struct desk *desk)
{
    struct gl_text language = {"en", 2};
    const struct gl_knowledge *knowledge =
        gl_ruleset_bound(gl_rulebook_select(desk->book, "sentences", language));
    return &knowledge->marks;
}

static void expect_word(struct gl_text text, struct gl_span span, const char *wanted)
{
    assert_int_equal(span.end - span.start, strlen(wanted));
    assert_memory_equal(text.bytes + span.start, wanted, strlen(wanted));
}

static void words_are_found_from_either_side_whatever_their_length(void **state)
{
    static const struct row rows[] = {
        {"a", "a", "a", GL_SHAPE_LETTER | GL_SHAPE_LOWER | GL_SHAPE_SHORT},
        {"word", "word", "word", GL_SHAPE_LOWER},
        {"Word other", "other", "Word", GL_SHAPE_UPPER | GL_SHAPE_CAPITALISED},
        {"NATO is here", "here", "NATO", GL_SHAPE_UPPER | GL_SHAPE_CAPITALS},
        {"XIV", "XIV", "XIV", GL_SHAPE_UPPER | GL_SHAPE_CAPITALS | GL_SHAPE_ROMAN | GL_SHAPE_SHORT},
        {"12 pages", "pages", "12",
         GL_SHAPE_NUMBER | GL_SHAPE_DIGITS | GL_SHAPE_SMALL | GL_SHAPE_SHORT},
        {"1990 was", "was", "1990", GL_SHAPE_NUMBER | GL_SHAPE_DIGITS},
        {"B2B deals", "deals", "B2B", GL_SHAPE_UPPER | GL_SHAPE_MIXED | GL_SHAPE_SHORT},
        {"don't we", "we", "don't", GL_SHAPE_LOWER | GL_SHAPE_MIXED},
        {"U.S market", "market", "U.S", GL_SHAPE_UPPER | GL_SHAPE_INITIALS | GL_SHAPE_SHORT},
        {"Émile came", "came", "Émile", GL_SHAPE_UPPER | GL_SHAPE_CAPITALISED},
        {"they went incomprehensibly", "incomprehensibly", "they", GL_SHAPE_LOWER},
        {"extraordinarily-long", "extraordinarily-long", "extraordinarily-long",
         GL_SHAPE_LOWER | GL_SHAPE_MIXED},
        {"naïve café", "café", "naïve", GL_SHAPE_LOWER},
        {"right” left", "left", "right", GL_SHAPE_LOWER},
        {" apart ", "", "", GL_SHAPE_NONE},
    };
    struct desk desk;
    (void)state;
    assert_int_equal(open_desk(&desk, NULL), GALLEY_OK);
    const struct gl_mark_table *marks = marks_of(&desk);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct gl_text text = {rows[i].text, strlen(rows[i].text)};
        struct gl_shaped_word after = gl_shape_after(marks, text, 0, text.length);
        expect_word(text, after.span, rows[i].after);
        assert_int_equal(after.shape, rows[i].shape);
        expect_word(text, gl_shape_before(marks, text, 0, text.length).span, rows[i].before);
    }
    close_desk(&desk);
}

/* Every word of a text is the same from both of its ends, whatever stands around it. */
static void both_sides_agree(void **state)
{
    static const char string[] = "One two, three-four “five” U.N. seventeen 18 nineteenthly É.";
    struct gl_text text = {string, sizeof string - 1};
    struct desk desk;
    (void)state;
    assert_int_equal(open_desk(&desk, NULL), GALLEY_OK);
    const struct gl_mark_table *marks = marks_of(&desk);
    for (size_t at = 0; at < text.length; at++) {
        if (at > 0 && string[at - 1] != ' ') {
            continue;
        }
        struct gl_shaped_word after = gl_shape_after(marks, text, at, text.length);
        if (after.span.end > at) {
            struct gl_shaped_word before = gl_shape_before(marks, text, 0, after.span.end);
            assert_int_equal(before.span.start, at);
            assert_int_equal(before.shape, after.shape);
        }
    }
    close_desk(&desk);
}

static void a_plain_word_ends_in_lower_case_and_stands_alone(void **state)
{
    static const struct {
        const char *text;
        bool plain;
    } rows[] = {{"the rain", true}, {"the NATO", false}, {"the pH", false},   {"the x", false},
                {"it", true},       {"ex-rain", false},  {"caférain", false}, {"the rain2", false},
                {"Rain", true},     {"“rain", false}};
    struct desk desk;
    (void)state;
    assert_int_equal(open_desk(&desk, NULL), GALLEY_OK);
    const struct gl_mark_table *marks = marks_of(&desk);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct gl_text text = {rows[i].text, strlen(rows[i].text)};
        struct gl_span word;
        assert_int_equal(
            gl_shape_plain(marks, text, (struct gl_span){0, text.length}, GL_PLAIN_LETTERS, &word),
            rows[i].plain);
    }
    close_desk(&desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_found_from_either_side_whatever_their_length),
        cmocka_unit_test(both_sides_agree),
        cmocka_unit_test(a_plain_word_ends_in_lower_case_and_stands_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
