#include "support.h"

/* What is inferred for a text with a copyright year (NULL: none): "value (evidence)". */
static void check_inferred(const char *text, const char *year, const char *wanted)
{
    struct desk desk;
    char shown[256];
    assert_int_equal(open_desk(&desk, NULL), GALLEY_OK);
    desk.settings.infer_date = true;
    start_document(&desk, text);
    if (year != NULL) {
        add_capture(&desk, "copyright_year", year);
    }
    run_stage(&desk);
    struct gl_text value = reference(&desk, "value");
    struct gl_text evidence = reference(&desk, "evidence");
    snprintf(shown, sizeof shown, "%.*s (%.*s)", (int)value.length, value.bytes,
             (int)evidence.length, evidence.bytes);
    assert_string_equal(shown, wanted);
    close_desk(&desk);
}

static void a_weekday_and_a_date_of_one_meeting_pin_the_day(void **state)
{
    (void)state;
    check_inferred("Envoys will talk in Oslo on Oct. 12, she said Wednesday. He had told reporters "
                   "Wednesday that he will go to Oslo on Monday.",
                   "2020", "2020-10-07 (Monday is Oct. 12; copyright_year 2020)");
}

static void a_count_of_days_pins_the_day(void **state)
{
    (void)state;
    check_inferred("Dockers met for an 11th day. The strike broke out on Sept. 27, he said.",
                   "2020", "2020-10-07 (an 11th day from Sept. 27; copyright_year 2020)");
}

static void a_date_before_and_one_ahead_leave_one_weekday_between(void **state)
{
    (void)state;
    check_inferred("The fair opened Oct. 5. It will end on Oct. 10. Crowds came Thursday. Nobody "
                   "was hurt, they said Thursday.",
                   "2020", "2020-10-08 (Oct. 5 and Oct. 10; copyright_year 2020)");
}

static void a_date_with_its_weekday_tells_the_year(void **state)
{
    (void)state;
    check_inferred("In 2019 there was none. Dockers met for an 11th day. The strike broke out on "
                   "Sunday, Sept. 27, he said.",
                   NULL, "2020-10-07 (an 11th day from Sunday, Sept. 27)");
}

static void what_does_not_suffice_infers_nothing(void **state)
{
    (void)state;
    check_inferred("He came Wednesday. The fair is on Oct. 12.", NULL, " ()");
    check_inferred("He came Wednesday. The fair is on Oct. 12.", "2020", " ()");
    check_inferred("He came on Friday, Oct. 23.", NULL, " ()");
    check_inferred("", "2020", " ()");
}

static void a_dateline_needs_no_inference(void **state)
{
    struct desk desk;
    (void)state;
    assert_int_equal(open_desk(&desk, NULL), GALLEY_OK);
    assert_string_equal(tag(&desk, "PARIS, October 7, 2020 (AB) - He came Monday."),
                        "October 7, 2020=2020-10-07 | Monday=2020-10-05");
    assert_text_equal(reference(&desk, "how"), "captured");
    run_stage(&desk); // reads what the first run wrote, and says the same
    assert_text_equal(reference(&desk, "source"), "text");
    assert_text_equal(reference(&desk, "evidence"), "October 7, 2020");
    desk.settings.reference_from = "record,captures";
    assert_string_equal(tag(&desk, "PARIS, October 7, 2020 (AB) - He came Monday."),
                        "October 7, 2020=2020-10-07 | Monday=XXXX-WXX-1");
    close_desk(&desk);
}

static void sources_are_checked_before_any_input(void **state)
{
    (void)state;
    assert_true(gl_dates_is_sources("record"));
    assert_true(gl_dates_is_sources("text,infer,record,captures,copyright"));
    assert_false(gl_dates_is_sources(""));
    assert_false(gl_dates_is_sources("record,"));
    assert_false(gl_dates_is_sources("stars"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_weekday_and_a_date_of_one_meeting_pin_the_day),
        cmocka_unit_test(a_count_of_days_pins_the_day),
        cmocka_unit_test(a_date_before_and_one_ahead_leave_one_weekday_between),
        cmocka_unit_test(a_date_with_its_weekday_tells_the_year),
        cmocka_unit_test(what_does_not_suffice_infers_nothing),
        cmocka_unit_test(a_dateline_needs_no_inference),
        cmocka_unit_test(sources_are_checked_before_any_input),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
