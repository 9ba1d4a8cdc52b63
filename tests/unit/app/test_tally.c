/* Tally and stats: what was counted comes out, whatever the order. */
#include "../unit.h"

#include "app/stats.h"

enum { RULES = 1000 };

static struct gl_rule rules[RULES];

static void every_rule_keeps_its_count_while_the_table_grows(void **state)
{
    struct gl_tally tally = {0};
    struct gl_tally sum = {0};
    (void)state;
    for (size_t i = 0; i < 3 * RULES; i++) {
        gl_tally_add(&tally, "dates", &rules[i % RULES], i / RULES);
    }
    assert_int_equal(tally.used, RULES);
    gl_tally_merge(&sum, &tally);
    gl_tally_merge(&sum, &tally);
    for (size_t i = 0; i < sum.capacity; i++) {
        assert_int_equal(sum.places[i].count, sum.places[i].rule ? 6 : 0);
    }
    gl_tally_reset(&tally);
    gl_tally_merge(&sum, &tally);
    assert_int_equal(sum.used, RULES);
    assert_false(sum.failed);
    gl_tally_release(&tally);
    gl_tally_release(&sum);
}

static void figures_stand_by_layer_and_name_and_languages_add_up(void **state)
{
    struct gl_rule first = {.name = "b"};
    struct gl_rule second = {.name = "a"};
    struct gl_rule other_language = {.name = "b"};
    struct gl_stats stats = {
        .command = "galley", .counts = {3, 1, 10, 2}, .bytes_out = 20, .begun = gl_stats_clock()};
    struct gl_buffer text = {0};
    (void)state;
    gl_tally_add(&stats.spans, "quotes", &first, 1);
    gl_tally_add(&stats.spans, "quotes", &second, 2);
    gl_tally_add(&stats.spans, "quotes", &other_language, 3);
    gl_tally_add(&stats.spans, "dates", &rules[0], 4);
    rules[0].name = "z";
    gl_stats_write(&stats, &text);
    gl_buffer_byte(&text, '\0');
    assert_non_null(strstr(text.bytes, "\"records\":3,\"bad_records\":1,\"bytes_in\":10,"
                                       "\"bytes_out\":20,\"removed_bytes\":2,"
                                       "\"spans\":{\"dates\":{\"z\":4},"
                                       "\"quotes\":{\"a\":2,\"b\":4}},\"cpu_seconds\":"));
    gl_tally_release(&stats.spans);
    gl_buffer_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_rule_keeps_its_count_while_the_table_grows),
        cmocka_unit_test(figures_stand_by_layer_and_name_and_languages_add_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
