#include "../unit.h"

#include "dates/complete.h"
#include "dates/timex.h"

static char written[GL_TIMEX_SIZE];

static struct gl_moment parsed(const char *string)
{
    struct gl_moment moment;
    assert_true(gl_timex_parse(text_of(string), &moment));
    return moment;
}

static const char *shown(struct gl_moment moment)
{
    gl_timex_moment(&moment, written);
    return written;
}

static void dates_are_read_and_written_alike(void **state)
{
    static const char *const rows[] = {"2020",
                                       "2020-10",
                                       "2020-10-07",
                                       "2020-10-07T14:05",
                                       "2020-10-07T14:05:09",
                                       "2020-10-07T14:05Z",
                                       "2020-10-07T14:05-05:30"};
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        assert_string_equal(shown(parsed(rows[i])), rows[i]);
    }
    assert_string_equal(shown(parsed("20201007")), "2020-10-07");
    assert_string_equal(shown(parsed("2020-10-07 14:05:09.25Z")), "2020-10-07T14:05:09Z");
}

static void what_is_no_date_is_not_read(void **state)
{
    static const char *const rows[] = {"",
                                       "20",
                                       "2020-",
                                       "2020-13",
                                       "2019-02-29",
                                       "2020-10-7",
                                       "202010",
                                       "2020-10-07T25:00",
                                       "2020-10-07x",
                                       "10/07/2020",
                                       "2020-10-07T",
                                       "tomorrow"};
    struct gl_moment moment;
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        assert_false(gl_timex_parse(text_of(rows[i]), &moment));
    }
}

static void a_coarser_grain_holds_the_moment(void **state)
{
    static const struct {
        const char *date;
        enum gl_grain grain;
        const char *wanted;
    } rows[] = {{"1998-02-13", GL_GRAIN_YEAR, "1998"},
                {"1998-02-13", GL_GRAIN_DECADE, "199"},
                {"1998-02-13", GL_GRAIN_CENTURY, "19"},
                {"1998-02-13", GL_GRAIN_MONTH, "1998-02"},
                {"1998-02-13", GL_GRAIN_QUARTER, "1998-Q1"},
                {"1998-08-13", GL_GRAIN_HALF, "1998-H2"},
                {"1998-08-13", GL_GRAIN_SEASON, "1998-SU"},
                {"2005-01-01", GL_GRAIN_WEEK, "2004-W53"},
                {"2005-01-01", GL_GRAIN_WEEKEND, "2004-W53-WE"},
                {"1998", GL_GRAIN_MONTH, "1998-XX"},
                {"1998", GL_GRAIN_WEEK, "1998-WXX"},
                {"1998-02", GL_GRAIN_DAY, "1998-02-XX"}};
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct gl_moment moment = parsed(rows[i].date);
        assert_string_equal(shown(gl_moment_at(&moment, rows[i].grain)), rows[i].wanted);
    }
}

static void steps_keep_what_they_can(void **state)
{
    static const struct {
        const char *date;
        enum gl_time_unit unit;
        long long thousandths;
        const char *wanted;
    } rows[] = {{"2020-02-29", GL_UNIT_YEARS, -1000, "2019-02-28"},
                {"2020-01-31", GL_UNIT_MONTHS, 1000, "2020-02-29"},
                {"2020-01-15", GL_UNIT_MONTHS, -1000, "2019-12-15"},
                {"2020-01-15", GL_UNIT_YEARS, -500, "2019-07-15"},
                {"2020-01-01", GL_UNIT_DAYS, -1000, "2019-12-31"},
                {"2020-01-01", GL_UNIT_WEEKS, 2000, "2020-01-15"},
                {"1994", GL_UNIT_DECADES, -2000, "1974"},
                {"1994", GL_UNIT_DAYS, -2000, "1994-XX-XX"},
                {"2020-10-07T23:30", GL_UNIT_HOURS, 1000, "2020-10-08T00:30"},
                {"2020-10-07T00:10", GL_UNIT_MINUTES, -20000, "2020-10-06T23:50"}};
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct gl_moment moment = parsed(rows[i].date);
        assert_true(gl_moment_shift(&moment, rows[i].unit, rows[i].thousandths));
        if (moment.grain == GL_GRAIN_YEAR && rows[i].unit == GL_UNIT_DAYS) {
            moment = gl_moment_at(&moment, GL_GRAIN_DAY);
        }
        assert_string_equal(shown(moment), rows[i].wanted);
    }
}

static void steps_do_not_leave_the_calendar(void **state)
{
    struct gl_moment moment = parsed("2020-10-07");
    (void)state;
    assert_false(gl_moment_shift(&moment, GL_UNIT_MILLENNIA, 9000000));
    moment = parsed("2020-10-07");
    assert_false(gl_moment_shift(&moment, GL_UNIT_WEEKS, -9000000000LL));
}

static void weeks_and_quarters_step_as_such(void **state)
{
    struct gl_moment day = parsed("2020-10-07");
    struct gl_moment moment = gl_moment_at(&day, GL_GRAIN_WEEK);
    (void)state;
    assert_true(gl_moment_shift(&moment, GL_UNIT_WEEKS, 13000));
    assert_string_equal(shown(moment), "2021-W01");
    moment = gl_moment_at(&day, GL_GRAIN_QUARTER);
    assert_true(gl_moment_shift(&moment, GL_UNIT_QUARTERS, -4000));
    assert_string_equal(shown(moment), "2019-Q4");
    moment = gl_moment_at(&day, GL_GRAIN_SEASON);
    assert_true(gl_moment_shift(&moment, GL_UNIT_SEASONS, 2000));
    assert_string_equal(shown(moment), "2021-SP");
}

static void unknown_parts_are_written_x(void **state)
{
    struct gl_moment moment = gl_moment_none();
    (void)state;
    moment.grain = GL_GRAIN_DAY;
    assert_string_equal(shown(moment), "XXXX-XX-XX");
    moment.weekday = 3;
    assert_string_equal(shown(moment), "XXXX-WXX-3");
    moment.weekday = GL_UNKNOWN;
    moment.month = 10;
    moment.day = 12;
    assert_string_equal(shown(moment), "XXXX-10-12");
    moment.grain = GL_GRAIN_PART;
    moment.part = gl_part_of_code(text_of("EV"));
    assert_string_equal(shown(moment), "XXXX-10-12TEV");
    moment = gl_moment_none();
    moment.grain = GL_GRAIN_YEAR;
    moment.year = -43;
    assert_string_equal(shown(moment), "BC0044");
}

static void durations_are_written_as_timex3_has_them(void **state)
{
    struct gl_duration duration = {{{2000, GL_UNIT_HOURS, false}, {20000, GL_UNIT_MINUTES, false}},
                                   2};
    (void)state;
    gl_timex_duration(&duration, written);
    assert_string_equal(written, "PT2H20M");
    duration = (struct gl_duration){{{2500, GL_UNIT_YEARS, false}}, 1};
    gl_timex_duration(&duration, written);
    assert_string_equal(written, "P2.5Y");
    duration = (struct gl_duration){{{0, GL_UNIT_DECADES, true}}, 1};
    gl_timex_duration(&duration, written);
    assert_string_equal(written, "PXDE");
    duration = (struct gl_duration){{{1000, GL_UNIT_HALVES, false}}, 1};
    gl_timex_duration(&duration, written);
    assert_string_equal(written, "P6M");
}

/* The weekday or month and day `open` completed against an anchor. */
static const char *completed(struct gl_open_moment open, const char *anchor, enum gl_choice choice)
{
    struct gl_moment from = parsed(anchor);
    enum gl_cycle cycle = gl_cycle_of(&open);
    assert_true(gl_cycle_anchored(cycle, &from));
    return gl_moment_complete(&open, cycle, &from, choice) ? shown(open.moment) : "none";
}

static struct gl_open_moment open_day(int month, int day, int weekday)
{
    struct gl_open_moment open = {gl_moment_none(), GL_UNKNOWN, GL_UNKNOWN};
    open.moment.grain = GL_GRAIN_DAY;
    open.moment.month = month;
    open.moment.day = day;
    open.moment.weekday = weekday;
    return open;
}

static void a_weekday_is_completed_by_its_direction(void **state)
{
    struct gl_open_moment wednesday = open_day(GL_UNKNOWN, GL_UNKNOWN, 3);
    (void)state;
    assert_string_equal(completed(wednesday, "2020-10-07", GL_CHOOSE_LATEST_OR_TODAY),
                        "2020-10-07");
    assert_string_equal(completed(wednesday, "2020-10-07", GL_CHOOSE_LAST), "2020-09-30");
    assert_string_equal(completed(wednesday, "2020-10-07", GL_CHOOSE_NEXT), "2020-10-14");
    assert_string_equal(completed(wednesday, "2020-10-08", GL_CHOOSE_NEXT_OR_TODAY), "2020-10-14");
    assert_string_equal(completed(wednesday, "2020-10-11", GL_CHOOSE_SAME), "2020-10-07");
    assert_string_equal(completed(wednesday, "2020-10-11", GL_CHOOSE_NEAREST), "2020-10-14");
}

static void a_month_and_day_is_completed_by_its_direction(void **state)
{
    (void)state;
    assert_string_equal(completed(open_day(12, 15, GL_UNKNOWN), "2020-01-07", GL_CHOOSE_NEAREST),
                        "2019-12-15");
    assert_string_equal(completed(open_day(10, 7, GL_UNKNOWN), "2020-10-07", GL_CHOOSE_NEXT),
                        "2021-10-07");
    assert_string_equal(completed(open_day(2, 29, GL_UNKNOWN), "2021-10-07", GL_CHOOSE_NEXT),
                        "2024-02-29");
    assert_string_equal(completed(open_day(2, 29, GL_UNKNOWN), "1897-10-07", GL_CHOOSE_NEXT),
                        "1904-02-29");
    assert_string_equal(completed(open_day(2, 29, GL_UNKNOWN), "2021-10-07", GL_CHOOSE_SAME),
                        "none");
    assert_string_equal(
        completed(open_day(GL_UNKNOWN, 31, GL_UNKNOWN), "2020-06-15", GL_CHOOSE_LAST),
        "2020-05-31");
}

static void a_weekday_beside_a_date_chooses_the_year(void **state)
{
    (void)state;
    assert_string_equal(completed(open_day(10, 23, 5), "2000-06-01", GL_CHOOSE_NEAREST),
                        "1998-10-23");
    assert_string_equal(completed(open_day(10, 23, 9), "2000-06-01", GL_CHOOSE_NEAREST),
                        "2000-10-23");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_are_read_and_written_alike),
        cmocka_unit_test(what_is_no_date_is_not_read),
        cmocka_unit_test(a_coarser_grain_holds_the_moment),
        cmocka_unit_test(steps_keep_what_they_can),
        cmocka_unit_test(steps_do_not_leave_the_calendar),
        cmocka_unit_test(weeks_and_quarters_step_as_such),
        cmocka_unit_test(unknown_parts_are_written_x),
        cmocka_unit_test(durations_are_written_as_timex3_has_them),
        cmocka_unit_test(a_weekday_is_completed_by_its_direction),
        cmocka_unit_test(a_month_and_day_is_completed_by_its_direction),
        cmocka_unit_test(a_weekday_beside_a_date_chooses_the_year),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
