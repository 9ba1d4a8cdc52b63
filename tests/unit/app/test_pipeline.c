/* Pipelines: words, quoting, places of what is wrong; and the steps that words become. */
#include "../unit.h"

#include <stdio.h>

#include "app/pipeline.h"
#include "app/request.h"
#include "app/steps.h"
#include "base/buffer.h"

static struct gl_arena arena;
static struct galley_error error;

/* The words of a pipeline as one text: words in brackets, stages parted by |. The error where it is
 * refused. */
static const char *words(const char *pipeline)
{
    static struct gl_buffer shown;
    static char message[1200];
    struct gl_pipeline parts;
    gl_buffer_reset(&shown);
    if (gl_pipeline_split(pipeline, &arena, &parts, &error) != GALLEY_OK) {
        gl_error_format(&error, message, sizeof message);
        return message;
    }
    for (size_t i = 0; i < parts.count; i++) {
        gl_buffer_text(&shown, i > 0 ? "|" : "");
        for (size_t k = 0; k < parts.stages[i].count; k++) {
            gl_buffer_printf(&shown, "[%s]", parts.stages[i].items[k]);
        }
        assert_null(parts.stages[i].items[parts.stages[i].count]);
    }
    gl_buffer_byte(&shown, '\0');
    return shown.bytes;
}

static void blanks_part_words_and_bars_part_stages(void **state)
{
    (void)state;
    assert_string_equal(words("a"), "[a]");
    assert_string_equal(words("  a b\t--c=1 |d\n|  e "), "[a][b][--c=1]|[d]|[e]");
    assert_string_equal(words("a|b|c"), "[a]|[b]|[c]");
}

static void words_are_quoted_as_in_a_shell(void **state)
{
    (void)state;
    assert_string_equal(words("a 'b | $c' d"), "[a][b | $c][d]");
    assert_string_equal(words("a \"b '|' \\\"\\\\\\$\\`\\n\" d"), "[a][b '|' \"\\$`\\n][d]");
    assert_string_equal(words("a --x='y z'\"'\"w ''"), "[a][--x=y z'w][]");
    assert_string_equal(words("a\\ b\\|c\\'d"), "[a b|c'd]");
    assert_string_equal(words("a \\\n b\\\nc | \\\nd"), "[a][bc]|[d]");
    assert_string_equal(words("\"a\\\nb\" \"\xC3\xA9\""), "[ab][\xC3\xA9]");
}

static void a_missing_stage_is_told_with_its_place(void **state)
{
    (void)state;
    assert_string_equal(words(""), "pipeline:1:1: a stage is missing here");
    assert_string_equal(words(" \n "), "pipeline:2:2: a stage is missing here");
    assert_string_equal(words("| a"), "pipeline:1:1: a stage is missing here");
    assert_string_equal(words("a ||b"), "pipeline:1:4: a stage is missing here");
    assert_string_equal(words("a |"), "pipeline:1:4: a stage is missing here");
    assert_string_equal(words("a|b|c|d|e|f|g|h|i"),
                        "pipeline:1:17: a pipeline has at most 8 stages");
}

static void a_mark_without_partner_is_told_where_it_opens(void **state)
{
    (void)state;
    assert_string_equal(words("a\n  b'c | d"), "pipeline:2:4: this ' has no partner");
    assert_string_equal(words("a \"b\\\""), "pipeline:1:3: this \" has no partner");
    assert_string_equal(words("ab\\"), "pipeline:1:3: nothing follows this backslash");
}

static void what_only_a_shell_can_do_is_refused(void **state)
{
    static const char *const texts[] = {"a $b",  "a `b`", "a; b", "a & b",    "a < b",
                                        "a > b", "(a)",   "{a}",  "\"a $b\"", "\"`\""};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        assert_non_null(strstr(words(texts[i]), " is for shells: a pipeline has stages only"));
    }
    assert_string_equal(words("a\\;b '$c'"), "[a;b][$c]");
}

/* ---- steps ---- */

static struct gl_steps steps;

static const char *refusal(const char *pipeline)
{
    static char message[1200];
    assert_int_equal(gl_steps_read(pipeline, &arena, &steps, &error), GALLEY_BAD_USAGE);
    gl_error_format(&error, message, sizeof message);
    return message;
}

static void every_stage_has_its_own_options(void **state)
{
    (void)state;
    assert_int_equal(gl_steps_read("strip-boilerplate --mark --max-removed 0.5 | "
                                   "split-sentences --line-breaks=keep --layer=lines | "
                                   "split-sentences --expl | tag-dates --reference-date=2020",
                                   &arena, &steps, &error),
                     GALLEY_OK);
    assert_int_equal(steps.count, 4);
    assert_true(steps.items[0].settings.boilerplate.mark);
    assert_true(steps.items[0].settings.boilerplate.removed_most == 0.5);
    assert_int_equal(steps.items[1].settings.sentences.line_breaks, GL_LINE_BREAKS_KEEP);
    assert_string_equal(steps.items[1].layer, "lines");
    assert_false(steps.items[1].explain);
    assert_int_equal(steps.items[2].settings.sentences.line_breaks, GL_LINE_BREAKS_AUTO);
    assert_null(steps.items[2].layer);
    assert_true(steps.items[2].explain);
    assert_string_equal(steps.items[3].settings.dates.reference_date, "2020");
}

static void what_is_wrong_in_a_stage_is_told_with_its_place(void **state)
{
    (void)state;
    assert_string_equal(refusal("tag-dates | find-qotes"),
                        "pipeline:1:13: there is no filter find-qotes; did you mean find-quotes?");
    assert_string_equal(refusal("split"),
                        "pipeline:1:1: there is no filter split; did you mean split-sentences?");
    assert_string_equal(refusal("find-quotes --terms --trems"),
                        "pipeline:1:21: unknown option --trems; did you mean --terms?");
    assert_string_equal(refusal("split-sentences --null-output | tag-dates"),
                        "pipeline:1:17: option --null-output is for the last stage only");
    assert_string_equal(refusal("find-quotes --terms x"),
                        "pipeline:1:21: a stage takes options only, not x");
    assert_string_equal(refusal("tag-dates | tag-dates --reference-date 2020-13-40"),
                        "pipeline:1:13: --reference-date=2020-13-40: wants a date such as "
                        "2020-10-07");
    assert_string_equal(refusal("strip-boilerplate --removed=a | strip-boilerplate --removed=b"),
                        "pipeline:1:33: a pipeline has at most one stage with --removed");
}

/* Every row of the common table, so that a new option has its place too. */
static void options_of_the_stream_belong_outside(void **state)
{
    struct gl_request request;
    struct gl_option rows[GL_REQUEST_OPTIONS];
    char pipeline[100];
    size_t refused = 0;
    (void)state;
    gl_request_init(&request, rows);
    for (const struct gl_option *row = rows; row->name; row++) {
        if (row->scope != GL_OPTION_OF_STREAM) {
            continue;
        }
        if (row->name[0]) {
            snprintf(pipeline, sizeof pipeline, "tag-dates --%s%s", row->name,
                     row->argument ? "=x" : "");
        } else {
            snprintf(pipeline, sizeof pipeline, "tag-dates -%c", row->letter);
        }
        assert_non_null(strstr(refusal(pipeline), "belongs to galley itself"));
        assert_int_equal(error.column, 11);
        refused++;
    }
    assert_true(refused > 18);
}

static int forget(void **state)
{
    (void)state;
    gl_arena_release(&arena);
    return 0;
}

#define TEST(name) cmocka_unit_test_teardown(name, forget)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(blanks_part_words_and_bars_part_stages),
        TEST(words_are_quoted_as_in_a_shell),
        TEST(a_missing_stage_is_told_with_its_place),
        TEST(a_mark_without_partner_is_told_where_it_opens),
        TEST(what_only_a_shell_can_do_is_refused),
        TEST(every_stage_has_its_own_options),
        TEST(what_is_wrong_in_a_stage_is_told_with_its_place),
        TEST(options_of_the_stream_belong_outside),
    };
    return cmocka_run_group_tests_name("pipeline", tests, NULL, NULL);
}
