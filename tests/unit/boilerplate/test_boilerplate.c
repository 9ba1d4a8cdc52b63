/* lib/boilerplate/stage.h with the rules in the binary: what goes, what stays, what is captured. */
#include "support.h"

static int open_embedded(void **state)
{
    static struct bench bench;
    *state = &bench;
    return open_bench(&bench, NULL) == GALLEY_OK ? 0 : -1;
}

static int close_embedded(void **state)
{
    close_bench(*state);
    return 0;
}

static void labels_go_and_sentences_about_them_stay(void **state)
{
    assert_kept(*state, "ADVERTISEMENT\n\n" PROSE "\n\nShare this:\n\n" MORE "\n",
                PROSE "\n\n" MORE "\n");
    assert_kept(*state, "Advertisement is a long word.\n" PROSE,
                "Advertisement is a long word.\n" PROSE);
}

static void the_first_copy_of_a_headline_stays(void **state)
{
    const char *head = "Rain Ends the Dry Season in Nowhere Valley";
    char text[1024], kept[1024];
    snprintf(text, sizeof text,
             "%s\n\n%s\n\n" PROSE "\n\nRAIN ENDS the dry season in Nowhere Valley!\n\n" MORE "\n",
             head, head);
    snprintf(kept, sizeof kept, "%s\n\n" PROSE "\n\n" MORE "\n", head);
    assert_kept(*state, text, kept);
}

static void a_headline_that_reads_like_a_sentence_is_one(void **state)
{
    const char *head =
        "Did the rain that came over the valley in the night end the long drought of the year?";
    char text[1024], kept[1024];
    snprintf(text, sizeof text, "%s\n%s\n" PROSE "\n%s\n" MORE "\n", head, head, head);
    snprintf(kept, sizeof kept, "%s\n" PROSE "\n" MORE "\n", head);
    assert_kept(*state, text, kept);
}

static void short_and_inner_lines_may_repeat(void **state)
{
    const char *text = "Rain again\nRain again\n" PROSE "\nThe same line in the middle\n" MORE
                       "\nThe same line in the middle\n";
    assert_kept(*state, text, text);
}

static void a_button_goes_and_a_heading_of_that_name_stays(void **state)
{
    const char *heading =
        PROSE "\n\nFacebook\n\nThe people of the valley asked on Facebook who had a pump, and "
              "a hundred answered.\n";
    assert_kept(*state, heading, heading);
    assert_kept(*state, PROSE "\n\nFacebook\n\n" MORE "\n", PROSE "\n\n" MORE "\n");
}

static void a_position_is_judged_by_the_prose(void **state)
{
    assert_kept(*state, "By Ann Example\n" PROSE "\n", PROSE "\n");
    assert_kept(*state, PROSE "\nBy Ann Example\n" MORE "\n", PROSE "\nBy Ann Example\n" MORE "\n");
}

static void copyright_lines_leave_year_and_holder(void **state)
{
    struct bench *bench = *state;
    assert_kept(bench,
                PROSE "\n\n\xC2\xA9"
                      "2020 Nowhere News L.P.",
                PROSE);
    assert_text_equal(captured(bench, "copyright_year"), "2020");
    assert_text_equal(captured(bench, "copyright_holder"), "Nowhere News L.P.");
}

static void stamps_leave_their_date_in_iso_form(void **state)
{
    struct bench *bench = *state;
    assert_kept(
        bench, "Published Wednesday, Oct. 7, 2020 8:22AM EST\nLast updated: 8 October 2020\n" PROSE,
        PROSE);
    assert_text_equal(captured(bench, "published_date"), "2020-10-07");
    assert_text_equal(captured(bench, "updated_date"), "2020-10-08");
}

static void languages_have_their_own_words(void **state)
{
    struct bench *bench = *state;
    bench->language = "de";
    assert_kept(bench, "Weiterlesen nach der Anzeige\nEs regnet.", "Es regnet.");
    bench->language = "fr";
    assert_kept(bench, "La suite après cette publicité\nIl pleut.", "Il pleut.");
    bench->language = "en";
}

static void too_great_a_cut_is_withheld_and_told(void **state)
{
    struct bench *bench = *state;
    struct gl_buffer text = {0};
    for (int i = 0; i < 60; i++) {
        gl_buffer_text(&text, "Subscribe to our newsletter\n");
    }
    gl_buffer_text(&text, PROSE);
    run_bench(bench, (struct gl_text){text.bytes, text.length});
    assert_int_equal(bench->out.length, text.length);
    assert_non_null(strstr(bench->noted, "so nothing is cut"));
    bench->settings.removed_most = 1;
    run_bench(bench, (struct gl_text){text.bytes, text.length});
    assert_text_equal(((struct gl_text){bench->out.bytes, bench->out.length}), PROSE);
    bench->settings.removed_most = 0;
    gl_buffer_release(&text);
}

static void a_page_of_nothing_else_goes_whole(void **state)
{
    assert_kept(*state, "Advertisement\n\nShare this:\n", "");
}

static void marking_leaves_the_text_whole(void **state)
{
    struct bench *bench = *state;
    bench->settings.mark = true;
    assert_kept(bench, "ADVERTISEMENT\n\n" PROSE, "ADVERTISEMENT\n\n" PROSE);
    const struct gl_layer *layer = gl_document_find(&bench->document, "boilerplate");
    assert_int_equal(layer->count, 1);
    assert_int_equal(layer->rows[0].span.end, 13);
    assert_text_equal(gl_row_find_string(&layer->rows[0], "kind"), "ad");
    assert_text_equal(gl_row_find_string(&layer->rows[0], "rule"), "ad-label");
    bench->settings.mark = false;
}

static void a_second_run_keeps_rows_and_captures(void **state)
{
    struct bench *bench = *state;
    bench->settings.mark = true;
    run_bench(bench, text_of("ADVERTISEMENT\n\n" PROSE "\n\n\xC2\xA9 2020 Nowhere News"));
    struct gl_layer first = *gl_document_find(&bench->document, "boilerplate");
    size_t captures = gl_document_find(&bench->document, "captures")->count;
    run_stage(bench);
    const struct gl_layer *second = gl_document_find(&bench->document, "boilerplate");
    assert_int_equal(second->count, first.count);
    for (size_t i = 0; i < first.count; i++) {
        assert_ptr_equal(second->rows[i].first, first.rows[i].first);
    }
    assert_int_equal(gl_document_find(&bench->document, "captures")->count, captures);
    bench->settings.mark = false;
}

/* Any text, twice: what is left of it must stay the next time. */
static void assert_stable(struct bench *bench, const char *bytes, size_t length)
{
    struct gl_text text = tight_text(bytes, length);
    run_bench(bench, text);
    struct gl_text once = tight_text(bench->out.bytes, bench->out.length);
    run_bench(bench, once);
    assert_int_equal(bench->out.length, once.length);
    if (once.length > 0) {
        assert_memory_equal(bench->out.bytes, once.bytes, once.length);
    }
    free((char *)text.bytes);
    free((char *)once.bytes);
}

static void twice_is_once(void **state)
{
    static const char *const lines[] = {PROSE,
                                        MORE,
                                        "Facebook",
                                        "Advertisement",
                                        "A Headline of Four Words",
                                        "By Ann Example",
                                        "October 12, 2020",
                                        "Read more: A headline of four words",
                                        "",
                                        "",
                                        "-----",
                                        "\xC2\xA9 2020 Nowhere",
                                        "\xC2\xA9 Ann",
                                        "Share this:",
                                        "Tags: rain"};
    uint32_t seed = 7;
    for (int round = 0; round < 400; round++) {
        struct gl_buffer text = {0};
        for (int i = 0; i < 14; i++) {
            seed = seed * 1664525u + 1013904223u;
            gl_buffer_text(&text, lines[(seed >> 16) % (sizeof lines / sizeof *lines)]);
            gl_buffer_byte(&text, '\n');
        }
        assert_stable(*state, text.bytes, text.length);
        gl_buffer_release(&text);
    }
}

static void hostile_texts_stay_linear(void **state)
{
    static const char *const tokens[] = {"a\n",
                                         "\n",
                                         "Facebook\n",
                                         "Advertisement\n",
                                         "Share ",
                                         "\xC2\xA9",
                                         "Read more: x\n",
                                         "A headline of four words\n",
                                         ". ",
                                         "\xE2\x80\xA8",
                                         "\r"};
    for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++) {
        struct gl_buffer text = {0};
        while (text.length < 300000) {
            gl_buffer_text(&text, tokens[i]);
        }
        assert_stable(*state, text.bytes, text.length);
        gl_buffer_release(&text);
    }
    assert_stable(*state, "", 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels_go_and_sentences_about_them_stay),
        cmocka_unit_test(the_first_copy_of_a_headline_stays),
        cmocka_unit_test(a_headline_that_reads_like_a_sentence_is_one),
        cmocka_unit_test(short_and_inner_lines_may_repeat),
        cmocka_unit_test(a_button_goes_and_a_heading_of_that_name_stays),
        cmocka_unit_test(a_position_is_judged_by_the_prose),
        cmocka_unit_test(copyright_lines_leave_year_and_holder),
        cmocka_unit_test(stamps_leave_their_date_in_iso_form),
        cmocka_unit_test(languages_have_their_own_words),
        cmocka_unit_test(too_great_a_cut_is_withheld_and_told),
        cmocka_unit_test(a_page_of_nothing_else_goes_whole),
        cmocka_unit_test(marking_leaves_the_text_whole),
        cmocka_unit_test(a_second_run_keeps_rows_and_captures),
        cmocka_unit_test(twice_is_once),
        cmocka_unit_test(hostile_texts_stay_linear),
    };
    return cmocka_run_group_tests(tests, open_embedded, close_embedded);
}
