#include "support.h"

static const char *const text = "He came Wednesday. The fair is on Oct. 12.";

static void the_option_goes_before_the_record_and_that_before_captures(void **state)
{
    struct desk desk;
    (void)state;
    assert_int_equal(open_desk(&desk, NULL), GALLEY_OK);
    start_document(&desk, text);
    add_capture(&desk, "published_date", "2018-10-08");
    run_stage(&desk);
    assert_text_equal(reference(&desk, "value"), "2018-10-08");
    assert_text_equal(reference(&desk, "how"), "captured");
    desk.date = "2019-10-08T10:00:00Z";
    start_document(&desk, text);
    add_capture(&desk, "published_date", "2018-10-08");
    run_stage(&desk);
    assert_text_equal(reference(&desk, "value"), "2019-10-08T10:00:00Z");
    assert_text_equal(reference(&desk, "how"), "given");
    desk.settings.reference_date = "2020-10-08";
    assert_string_equal(tag(&desk, text), "Wednesday=2020-10-07 | Oct. 12=2020-10-12");
    assert_text_equal(reference(&desk, "source"), "option");
    close_desk(&desk);
}

static void without_a_date_values_stay_open(void **state)
{
    struct desk desk;
    (void)state;
    assert_int_equal(open_desk(&desk, NULL), GALLEY_OK);
    desk.date = "yesterday";
    assert_string_equal(tag(&desk, text), "Wednesday=XXXX-WXX-3 | Oct. 12=XXXX-10-12");
    assert_null(gl_document_find(&desk.document, "reference_date"));
    close_desk(&desk);
}

static void a_copyright_year_serves_month_and_day_only_and_says_so(void **state)
{
    struct desk desk;
    (void)state;
    assert_int_equal(open_desk(&desk, NULL), GALLEY_OK);
    start_document(&desk, "He came Wednesday in May. The fair is on Oct. 12.");
    add_capture(&desk, "copyright_year", "2020");
    run_stage(&desk);
    assert_string_equal(marks_of(&desk), "Wednesday=XXXX-WXX-3 | May=XXXX-05 | Oct. 12=2020-10-12");
    assert_null(gl_document_find(&desk.document, "reference_date"));
    const struct gl_layer *layer = gl_document_find(&desk.document, "dates");
    assert_text_equal(gl_row_find_string(&layer->rows[2], "anchor"), "copyright_year");
    close_desk(&desk);
}

static void a_second_run_says_the_same(void **state)
{
    struct desk desk;
    (void)state;
    assert_int_equal(open_desk(&desk, NULL), GALLEY_OK);
    desk.date = "2020-10-08";
    tag(&desk, text);
    run_stage(&desk);
    assert_string_equal(marks_of(&desk), "Wednesday=2020-10-07 | Oct. 12=2020-10-12");
    assert_text_equal(reference(&desk, "source"), "date");
    // Without its source the date stays, because it is written down that it was given.
    desk.document.date = text_of("");
    run_stage(&desk);
    assert_text_equal(reference(&desk, "value"), "2020-10-08");
    assert_text_equal(reference(&desk, "how"), "given");
    close_desk(&desk);
}

static void a_month_alone_places_months_but_no_weekdays(void **state)
{
    struct desk desk;
    (void)state;
    assert_int_equal(open_desk(&desk, NULL), GALLEY_OK);
    desk.date = "2020-10";
    assert_string_equal(tag(&desk, "He came Wednesday. It began in August and last year."),
                        "Wednesday=XXXX-WXX-3 | August=2020-08 | last year=2019");
    close_desk(&desk);
}

static void plain_text_carries_elements_and_escapes_the_rest(void **state)
{
    struct desk desk;
    (void)state;
    assert_int_equal(open_desk(&desk, NULL), GALLEY_OK);
    tag(&desk, "AT&T <said> \"early 1994\".");
    assert_string_equal(plain(&desk),
                        "AT&amp;T &lt;said&gt; \"<TIMEX3 tid=\"t1\" type=\"DATE\" value=\"1994\" "
                        "mod=\"START\">early 1994</TIMEX3>\".");
    desk.date = "2020-10-08";
    tag(&desk, "today");
    assert_string_equal(plain(&desk),
                        "<TIMEX3 tid=\"t0\" type=\"DATE\" value=\"2020-10-08\" "
                        "functionInDocument=\"CREATION_TIME\"/>\n"
                        "<TIMEX3 tid=\"t1\" type=\"DATE\" value=\"2020-10-08\">today</TIMEX3>");
    close_desk(&desk);
}

static void options_are_checked_before_any_input(void **state)
{
    (void)state;
    assert_true(gl_dates_is_date("2020-10-07"));
    assert_true(gl_dates_is_date("2020"));
    assert_false(gl_dates_is_date("7.10.2020"));
    assert_false(gl_dates_is_date("2020-02-30"));
    assert_false(gl_dates_is_date(""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_option_goes_before_the_record_and_that_before_captures),
        cmocka_unit_test(without_a_date_values_stay_open),
        cmocka_unit_test(a_copyright_year_serves_month_and_day_only_and_says_so),
        cmocka_unit_test(a_second_run_says_the_same),
        cmocka_unit_test(a_month_alone_places_months_but_no_weekdays),
        cmocka_unit_test(plain_text_carries_elements_and_escapes_the_rest),
        cmocka_unit_test(options_are_checked_before_any_input),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
