#include "../unit.h"

#include "dates/grammar.h"
#include "dates/timex.h"

static void values_of_timex3_are_valid(void **state)
{
    static const char *const rows[] = {"2020",
                                       "199",
                                       "19",
                                       "BC0044",
                                       "BC04",
                                       "XXXX",
                                       "2020-10",
                                       "2020-10-07",
                                       "XXXX-10-12",
                                       "2020-XX-XX",
                                       "XXXX-WXX-3",
                                       "2013-W05",
                                       "2013-W05-WE",
                                       "XXXX-WXX-3TEV",
                                       "1998-Q3",
                                       "1998-H1",
                                       "1998-SU",
                                       "1998-02-12TEV",
                                       "1998-02-12T19:15",
                                       "1998-02-12T24:00",
                                       "1998-02-12T19:15:20Z",
                                       "1998-02-12T19:15-05:00",
                                       "XXXX-XX-XXTXX:XX",
                                       "P3D",
                                       "P2.5Y",
                                       "PXDE",
                                       "PT2H20M",
                                       "P1W1D",
                                       "P1DT2H",
                                       "PRESENT_REF",
                                       "PAST_REF",
                                       "FUTURE_REF"};
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        if (!gl_value_valid(text_of(rows[i]))) {
            fail_msg("%s is a value", rows[i]);
        }
    }
}

static void what_is_no_value_is_refused(void **state)
{
    static const char *const rows[] = {"",
                                       "2",
                                       "20200",
                                       "2020-",
                                       "2020-13",
                                       "2020-00",
                                       "2020-10-32",
                                       "2020-W54",
                                       "2020-W05-8",
                                       "2020-Q5",
                                       "2020-H3",
                                       "2020-AU",
                                       "199-10",
                                       "2020T10:00",
                                       "2020-10T10:00",
                                       "2020-10-07T",
                                       "2020-10-7",
                                       "2020-10-07T25:00",
                                       "2020-10-07TXY",
                                       "P",
                                       "P3",
                                       "PT",
                                       "PY",
                                       "P3H",
                                       "PT3Y",
                                       "P3S",
                                       "P-1D",
                                       "P1.Y",
                                       "NOW",
                                       "PRESENT",
                                       "2012-06-15-WXX-5",
                                       "THIS",
                                       "2014_07",
                                       "1998-02-12T19:15+5"};
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        if (gl_value_valid(text_of(rows[i]))) {
            fail_msg("%s is no value", rows[i]);
        }
    }
}

static void modifiers_are_those_of_timex3(void **state)
{
    (void)state;
    assert_true(gl_mod_valid(text_of("START")));
    assert_true(gl_mod_valid(text_of("EQUAL_OR_MORE")));
    assert_true(gl_mod_valid(text_of("")));
    assert_false(gl_mod_valid(text_of("LATE")));
    assert_false(gl_mod_valid(text_of("start")));
}

/* A moment with parts that a small number decides, valid or not. */
static struct gl_moment moment_of(unsigned seed)
{
    struct gl_moment moment = gl_moment_none();
    moment.grain = (enum gl_grain)(1 + seed % (GL_GRAIN_COUNT - 1));
    moment.year = seed % 3 == 0 ? GL_UNKNOWN : (int)(seed % 7001) - 3000;
    moment.month = seed % 5 == 0 ? GL_UNKNOWN : (int)(seed / 3 % 12) + 1;
    moment.piece = seed % 11 == 0 ? GL_UNKNOWN : (int)(seed / 5 % 2) + 1;
    moment.week = seed % 13 == 0 ? GL_UNKNOWN : (int)(seed / 7 % 53) + 1;
    moment.day = seed % 7 == 0 ? GL_UNKNOWN : (int)(seed / 11 % 31) + 1;
    moment.weekday = seed % 17 == 0 ? GL_UNKNOWN : (int)(seed / 13 % 7) + 1;
    moment.part = (int)(seed / 17 % 6) + 1;
    moment.hour = seed % 19 == 0 ? GL_UNKNOWN : (int)(seed / 19 % 24);
    moment.minute = seed % 23 == 0 ? GL_UNKNOWN : (int)(seed / 23 % 60);
    moment.second = moment.grain == GL_GRAIN_SECOND ? (int)(seed / 29 % 60) : GL_UNKNOWN;
    moment.zone = seed % 4 == 0 ? (int)(seed / 31 % 1600) - 800 : GL_UNKNOWN;
    return moment;
}

static void every_valid_moment_is_written_as_a_value(void **state)
{
    char written[GL_TIMEX_SIZE];
    size_t tried = 0;
    (void)state;
    for (unsigned seed = 1; seed < 200000; seed++) {
        struct gl_moment moment = moment_of(seed * 2654435761U % 1000003U);
        if (!gl_moment_valid(&moment)) {
            continue;
        }
        tried++;
        gl_timex_moment(&moment, written);
        if (!gl_value_valid(text_of(written))) {
            fail_msg("%s is written, and is no value", written);
        }
    }
    assert_true(tried > 10000);
}

static void every_duration_is_written_as_a_value(void **state)
{
    char written[GL_TIMEX_SIZE];
    (void)state;
    for (int unit = GL_UNIT_SECONDS; unit <= GL_UNIT_MILLENNIA; unit++) {
        static const long long counts[] = {0, 1000, 1500, 12345, 10000000000};
        for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
            struct gl_duration duration = {.parts = {{counts[i], (enum gl_time_unit)unit, i == 0}},
                                           .count = 1};
            gl_timex_duration(&duration, written);
            if (!gl_value_valid(text_of(written))) {
                fail_msg("%s is written, and is no value", written);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_of_timex3_are_valid),
        cmocka_unit_test(what_is_no_value_is_refused),
        cmocka_unit_test(modifiers_are_those_of_timex3),
        cmocka_unit_test(every_valid_moment_is_written_as_a_value),
        cmocka_unit_test(every_duration_is_written_as_a_value),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
