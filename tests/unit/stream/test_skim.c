/* Skimmed annotations: the same verdict and the same rows as by the general walk. */
#include "support.h"

static const char *const in_order[] = {"x", NULL};
static const struct gl_layer_name wanted[] = {{"x", NULL}};

/* Numbers that look random and are the same on every run (xorshift64). */
static uint64_t dice(void)
{
    static uint64_t state = 88172645463325252u;
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static void add_one_of(struct gl_buffer *out, const char *const *choices, size_t count)
{
    gl_buffer_text(out, choices[dice() % count]);
}

#define ADD_ONE_OF(out, choices) add_one_of(out, choices, sizeof(choices) / sizeof(choices)[0])

/* A row, most often as filters write it, now and then with something unusual or wrong. */
static void add_row(struct gl_buffer *out, size_t at)
{
    static const char *const members[] = {",\"paragraph\":3",
                                          ",\"paragraph\":12",
                                          ",\"n\" : 0",
                                          ",\"heading\":true",
                                          ",\"kind\":\"ad\"",
                                          ",\"k\":\"a\\nb\"",
                                          ",\"m\":-1.5e3",
                                          ",\"heading\":false",
                                          ",\"s\":{\"start\":1,\"end\":2}",
                                          ",\"e\":{}",
                                          ",\"s\":{\"text\":\"x\"}",
                                          ",\"l\":[{\"start\":0,\"end\":1}]",
                                          ",\"z\":null",
                                          ",\"a\\u0062\":1",
                                          ",\"start\":1",
                                          ",\"s\":{\"start\":1}",
                                          ",\"n\":01",
                                          ",\"n\":1,",
                                          ",\"n\" 1",
                                          ",\"n\":\"",
                                          ",\"n\":123456789012345678901",
                                          ",\"s\":{\"start\":5,\"end\":4}",
                                          ",\"st\\u0061rt\":0"};
    static const char *const blanks[] = {"", "", "", "", " ", "\n\t", "\r "};
    gl_buffer_text(out, "{");
    ADD_ONE_OF(out, blanks);
    gl_buffer_printf(out, "\"start\":%zu", at);
    ADD_ONE_OF(out, blanks);
    gl_buffer_printf(out, ",\"end\":%zu", at + dice() % 3);
    for (size_t i = dice() % 3; i > 0; i--) {
        // The first four are plain.
        gl_buffer_text(
            out, members[dice() % (dice() % 8 == 0 ? sizeof members / sizeof members[0] : 4)]);
        ADD_ONE_OF(out, blanks);
    }
    gl_buffer_text(out, "}");
}

static void make_record(struct gl_buffer *out, const struct gl_buffer *rows, const char *first)
{
    gl_buffer_reset(out);
    gl_buffer_text(out,
                   "{\"text\":\"One \\u00e9 two \xE4\xBD\xA0 three.\",\"annotations\":{\"x\":[");
    gl_buffer_text(out, first);
    gl_buffer_add(out, rows->bytes, rows->length);
    gl_buffer_text(out, "]}}");
}

static void the_verdict_is_that_of_the_general_walk(void **state)
{
    struct bench *bench = *state;
    struct gl_buffer rows = {0};
    struct gl_buffer json = {0};
    size_t good = 0;
    bench->settings.layers = wanted;
    bench->settings.layer_count = 1;
    for (size_t round = 0; round < 20000; round++) {
        gl_buffer_reset(&rows);
        for (size_t i = 0; i < dice() % 5; i++) {
            gl_buffer_text(&rows, ",");
            add_row(&rows, i * 2 + dice() % 10);
        }
        bench->settings.in_order = round % 2 == 0 ? in_order : NULL;
        make_record(&json, &rows, "{}");
        enum galley_status skimmed = parse_bytes(bench, json.bytes, json.length);
        make_record(&json, &rows, "{\"l\":[]}"); // a list stops the skimming
        enum galley_status walked = parse_bytes(bench, json.bytes, json.length);
        assert_int_equal(skimmed, walked);
        good += walked == GALLEY_OK;
    }
    assert_true(good > 5000 && good < 19000);
    gl_buffer_release(&rows);
    gl_buffer_release(&json);
}

/* The layer's rows as text. */
static void list_rows(struct bench *bench, struct gl_buffer *out)
{
    struct gl_layer_cursor cursor =
        gl_layer_begin(gl_document_find(gl_record_document(bench->record), "x"));
    const struct gl_row *row;
    gl_buffer_reset(out);
    while ((row = gl_layer_next(&cursor)) != NULL) {
        gl_buffer_printf(out, "%zu-%zu", row->span.start, row->span.end);
        for (const struct gl_attribute *at = row->first; at != NULL; at = at->next) {
            gl_buffer_printf(out, " %s/%d", at->key, (int)at->kind);
            if (at->kind == GL_ATTRIBUTE_NUMBER) {
                gl_buffer_printf(out, "=%lld", at->number);
            } else if (at->kind == GL_ATTRIBUTE_FLAG) {
                gl_buffer_text(out, at->flag ? "=true" : "=false");
            }
        }
        gl_buffer_text(out, "\n");
    }
    gl_buffer_byte(out, '\0');
}

static void folded_and_other_rows_are_the_same(void **state)
{
    struct bench *bench = *state;
    struct gl_buffer rows = {0};
    struct gl_buffer json = {0};
    struct gl_buffer lists[2] = {{0}, {0}};
    size_t folded = 0;
    bench->settings.layers = wanted;
    bench->settings.layer_count = 1;
    for (size_t round = 0; round < 20000; round++) {
        gl_buffer_reset(&rows);
        for (size_t i = 0; i < dice() % 8; i++) {
            gl_buffer_text(&rows, i > 0 ? "," : "");
            add_row(&rows, i * 2);
        }
        make_record(&json, &rows, "");
        for (size_t form = 0; form < 2; form++) {
            bench->settings.in_order = form == 0 ? in_order : NULL;
            if (parse_bytes(bench, json.bytes, json.length) == GALLEY_OK) {
                list_rows(bench, &lists[form]);
                folded += gl_document_find(gl_record_document(bench->record), "x")->folded != NULL;
            }
        }
        if (lists[0].length > 0) {
            assert_string_equal(lists[0].bytes, lists[1].bytes);
        }
    }
    assert_true(folded > 2000);
    gl_buffer_release(&rows);
    gl_buffer_release(&json);
    gl_buffer_release(&lists[0]);
    gl_buffer_release(&lists[1]);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, bench_open, bench_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_verdict_is_that_of_the_general_walk),
        TEST(folded_and_other_rows_are_the_same),
    };
    return cmocka_run_group_tests_name("skim", tests, NULL, NULL);
}
