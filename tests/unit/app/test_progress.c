/* Progress: what the line says. */
#include "../unit.h"

#include "app/progress.h"

static void says(struct gl_progress_state state, size_t width, const char *wanted)
{
    struct gl_buffer line = {0};
    gl_progress_line(&state, width, &line);
    assert_text_equal(line, wanted);
    gl_buffer_release(&line);
}

static void a_known_size_gives_a_bar_a_share_and_the_time_left(void **state)
{
    (void)state;
    says((struct gl_progress_state){25000000, 100000000, 812, 5}, 79,
         "[====>           ]  25 %  25.0 MB of 100 MB  812 documents  5.0 MB/s  0:15 left");
    says((struct gl_progress_state){999, 999, 1, 0.1}, 79,
         "[================] 100 %  999 B of 999 B  1 document  10.0 kB/s  0:00 left");
    says((struct gl_progress_state){1, 7200, 0, 1}, 79,
         "[>               ]   0 %  1 B of 7.2 kB  0 documents  1 B/s  1:59:59 left");
}

static void an_unknown_size_gives_bytes_and_rate(void **state)
{
    (void)state;
    says((struct gl_progress_state){25000000, 0, 812, 65}, 79,
         "25.0 MB  812 documents  385 kB/s  1:05");
    says((struct gl_progress_state){0, 0, 0, 0}, 79, "0 B  0 documents  0 B/s  0:00");
}

static void a_file_that_grew_is_no_more_than_done(void **state)
{
    (void)state;
    says((struct gl_progress_state){2000, 1000, 2, 1}, 50,
         "100 %  2.0 kB of 1.0 kB  2 documents  2.0 kB/s  0:");
}

static void a_narrow_terminal_gets_less(void **state)
{
    (void)state;
    says((struct gl_progress_state){25000000, 100000000, 812, 5}, 68,
         "[=>   ]  25 %  25.0 MB of 100 MB  812 documents  5.0 MB/s  0:15 left");
    says((struct gl_progress_state){25000000, 100000000, 812, 5}, 20, " 25 %  25.0 MB of 10");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_known_size_gives_a_bar_a_share_and_the_time_left),
        cmocka_unit_test(an_unknown_size_gives_bytes_and_rate),
        cmocka_unit_test(a_file_that_grew_is_no_more_than_done),
        cmocka_unit_test(a_narrow_terminal_gets_less),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
