#include "../unit.h"

#include "dates/calendar.h"

static void days_and_dates_are_each_others_reverse(void **state)
{
    static const struct {
        long year;
        int month, day;
        long days;
    } rows[] = {{1970, 1, 1, 0},      {1969, 12, 31, -1},    {2000, 2, 29, 11016},
                {2000, 3, 1, 11017},  {1900, 2, 28, -25509}, {1900, 3, 1, -25508},
                {2020, 10, 7, 18542}, {0, 3, 1, -719468},    {-1, 12, 31, -719529}};
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct gl_civil civil = gl_calendar_civil(rows[i].days);
        assert_int_equal(gl_calendar_days(rows[i].year, rows[i].month, rows[i].day), rows[i].days);
        assert_int_equal(civil.year, rows[i].year);
        assert_int_equal(civil.month, rows[i].month);
        assert_int_equal(civil.day, rows[i].day);
    }
}

static void each_day_of_nine_centuries_follows_the_one_before(void **state)
{
    struct gl_civil before = gl_calendar_civil(gl_calendar_days(1500, 1, 1) - 1);
    (void)state;
    for (long days = gl_calendar_days(1500, 1, 1); days < gl_calendar_days(2400, 1, 1); days++) {
        struct gl_civil civil = gl_calendar_civil(days);
        bool next_day = civil.day == before.day + 1 && civil.month == before.month;
        bool next_month =
            civil.day == 1 && before.day == gl_calendar_month_days(before.year, before.month);
        assert_true(next_day || next_month);
        assert_true(gl_calendar_valid(civil.year, civil.month, civil.day));
        before = civil;
    }
}

static void february_has_29_days_every_fourth_year_but_for_most_centuries(void **state)
{
    (void)state;
    assert_true(gl_calendar_valid(2000, 2, 29));
    assert_true(gl_calendar_valid(2020, 2, 29));
    assert_false(gl_calendar_valid(1900, 2, 29));
    assert_false(gl_calendar_valid(2019, 2, 29));
    assert_false(gl_calendar_valid(2020, 2, 30));
    assert_false(gl_calendar_valid(2020, 13, 1));
    assert_false(gl_calendar_valid(2020, 4, 31));
    assert_false(gl_calendar_valid(GL_YEAR_LIMIT + 1L, 1, 1));
}

static void weekdays_count_from_monday(void **state)
{
    (void)state;
    assert_int_equal(gl_calendar_weekday(gl_calendar_days(2020, 10, 7)), 3);
    assert_int_equal(gl_calendar_weekday(gl_calendar_days(1970, 1, 1)), 4);
    assert_int_equal(gl_calendar_weekday(gl_calendar_days(1969, 12, 28)), 7);
    assert_int_equal(gl_calendar_weekday(gl_calendar_days(1914, 6, 28)), 7);
}

/* Pairs from ISO 8601 and its usual examples: the ends of years are where weeks go wrong. */
static void iso_weeks_belong_to_the_year_of_their_thursday(void **state)
{
    static const struct {
        long year;
        int month, day;
        long week_year;
        int week;
    } rows[] = {{2005, 1, 1, 2004, 53},  {2005, 1, 2, 2004, 53},  {2005, 12, 31, 2005, 52},
                {2007, 1, 1, 2007, 1},   {2007, 12, 31, 2008, 1}, {2008, 12, 28, 2008, 52},
                {2008, 12, 29, 2009, 1}, {2010, 1, 3, 2009, 53},  {2020, 10, 7, 2020, 41}};
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        long days = gl_calendar_days(rows[i].year, rows[i].month, rows[i].day);
        struct gl_week week = gl_calendar_week(days);
        assert_int_equal(week.year, rows[i].week_year);
        assert_int_equal(week.week, rows[i].week);
        assert_int_equal(gl_calendar_week_start(week.year, week.week),
                         days - gl_calendar_weekday(days) + 1);
    }
    assert_int_equal(gl_calendar_weeks(2004), 53);
    assert_int_equal(gl_calendar_weeks(2005), 52);
    assert_int_equal(gl_calendar_weeks(2020), 53);
}

static void easter_falls_where_almanacs_have_it(void **state)
{
    static const struct {
        long year;
        int month, day;
    } rows[] = {{1818, 3, 22}, {1943, 4, 25}, {1961, 4, 2},  {2000, 4, 23},
                {2008, 3, 23}, {2011, 4, 24}, {2020, 4, 12}, {2038, 4, 25}};
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        assert_int_equal(gl_calendar_easter(rows[i].year),
                         gl_calendar_days(rows[i].year, rows[i].month, rows[i].day));
    }
}

static void the_nth_weekday_of_a_month_may_not_exist(void **state)
{
    long days;
    (void)state;
    assert_true(gl_calendar_nth_weekday(1999, 11, 4, 4, &days));
    assert_int_equal(days, gl_calendar_days(1999, 11, 25));
    assert_true(gl_calendar_nth_weekday(2014, 5, 1, -1, &days));
    assert_int_equal(days, gl_calendar_days(2014, 5, 26));
    assert_false(gl_calendar_nth_weekday(2014, 5, 1, 5, &days));
    assert_false(gl_calendar_nth_weekday(2014, 5, 1, 0, &days));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_and_dates_are_each_others_reverse),
        cmocka_unit_test(each_day_of_nine_centuries_follows_the_one_before),
        cmocka_unit_test(february_has_29_days_every_fourth_year_but_for_most_centuries),
        cmocka_unit_test(weekdays_count_from_monday),
        cmocka_unit_test(iso_weeks_belong_to_the_year_of_their_thursday),
        cmocka_unit_test(easter_falls_where_almanacs_have_it),
        cmocka_unit_test(the_nth_weekday_of_a_month_may_not_exist),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
