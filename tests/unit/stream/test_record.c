/* Records: fields, layers, splicing, shortening. */
#include "support.h"

static const struct gl_layer_name mine[] = {{"mine", NULL}};
static const struct gl_publication publish_mine = {.layers = mine, .layer_count = 1};

/* Adds the layer "mine" with one row over the whole text. */
static void add_mine(struct bench *bench)
{
    struct gl_document *document = gl_record_document(bench->record);
    struct gl_layer *layer = gl_document_start(document, "mine");
    struct gl_row *row = gl_layer_add(layer, (struct gl_span){0, document->text.length});
    gl_row_text(layer, row, "kind", "all");
}

/* The record with "mine" added. */
static const char *with_mine(struct bench *bench, const char *json)
{
    assert_int_equal(parse(bench, json), GALLEY_OK);
    add_mine(bench);
    return written(bench, &publish_mine);
}

static void fields_are_found_under_any_spelling(void **state)
{
    struct bench *bench = *state;
    const struct gl_document *document = gl_record_document(bench->record);
    assert_int_equal(
        parse(bench, "{\"a\":[{\"text\":\"inner\"}],\"te\\u0078t\":\"a\\u00e9\\n\\ud83d\\ude00\","
                     "\"id\":18446744073709551616,\"lang\":\"en\",\"date\":\"2020-10-07\"}"),
        GALLEY_OK);
    assert_text_equal(document->text, "a\xC3\xA9\n\xF0\x9F\x98\x80");
    assert_text_equal(document->id, "18446744073709551616");
    assert_text_equal(document->language, "en");
    assert_text_equal(document->date, "2020-10-07");
    parse(bench, "{\"id\":null,\"lang\":5,\"text\":\"\"}");
    assert_int_equal(document->id.length + document->language.length + document->date.length, 0);
    bench->settings.text_field = "content";
    assert_int_equal(parse(bench, "{\"text\":5,\"content\":\"x\"}"), GALLEY_OK);
    assert_int_equal(parse(bench, "{\"text\":\"x\"}"), GALLEY_BAD_RECORD);
}

static void records_that_do_not_hold_together_are_bad(void **state)
{
    static const char *const records[] = {
        "{\"id\":\"x\"}",
        "{\"text\":null}",
        "{\"text\":5}",
        "{\"text\":[\"One.\"]}",
        "{\"text\":{}}",
        "{\"text\":\"a\",\"text\":\"b\"}",
        "{\"text\":\"a\",\"\\u0074ext\":\"b\"}",
        "{\"text\":\"\\ude00\"}",
        "{\"text\":\"ab\",\"annotations\":[]}",
        "{\"text\":\"ab\",\"annotations\":null}",
        "{\"text\":\"ab\",\"annotations\":{},\"annotations\":{}}",
        "{\"text\":\"ab\",\"annotations\":{\"x\":{}}}",
        "{\"text\":\"ab\",\"annotations\":{\"x\":5}}",
        "{\"text\":\"ab\",\"annotations\":{\"offsets\":\"words\"}}",
        "{\"text\":\"ab\",\"annotations\":{\"x\":[{\"start\":0,\"end\":3}]}}",
        "{\"text\":\"ab\",\"annotations\":{\"x\":[{\"start\":2,\"end\":1}]}}",
        "{\"text\":\"ab\",\"annotations\":{\"x\":[{\"start\":-1,\"end\":1}]}}",
        "{\"text\":\"ab\",\"annotations\":{\"x\":[{\"start\":0.0,\"end\":1}]}}",
        "{\"text\":\"ab\",\"annotations\":{\"x\":[{\"start\":\"0\",\"end\":1}]}}",
        "{\"text\":\"ab\",\"annotations\":{\"x\":[{\"start\":0}]}}",
        "{\"text\":\"ab\",\"annotations\":{\"x\":[{\"start\":0,\"start\":0,\"end\":1}]}}",
        "{\"text\":\"ab\",\"annotations\":{\"x\":[{\"s\":[{\"start\":0,\"end\":9}]}]}}",
        "{\"text\":\"ab\",\"annotations\":{\"x\":[{\"start\":0,\"end\":99999999999999999999}]}}",
        "{\"annotations\":{\"offsets\":\"byte\",\"x\":[{\"start\":1,\"end\":2}]},\"text\":"
        "\"\xC3\xA9\"}",
        "{\"annotations\":{\"offsets\":\"utf16\",\"x\":[{\"start\":1,\"end\":2}]},\"text\":"
        "\"\\ud83d\\ude00\"}"};
    struct bench *bench = *state;
    for (size_t i = 0; i < sizeof records / sizeof records[0]; i++) {
        assert_int_equal(parse(bench, records[i]), GALLEY_BAD_RECORD);
    }
}

static void a_new_layer_goes_to_the_end_of_the_annotations(void **state)
{
    static const char *const pairs[][2] = {
        {"{\"text\":\"ab\"}",
         "{\"text\":\"ab\",\"annotations\":{\"mine\":[{\"start\":0,\"end\":2,\"kind\":\"all\"}]}}"},
        {"{ \"text\" : \"\xC3\xA9\" , \"z\":1 } ",
         "{ \"text\" : \"\xC3\xA9\" , "
         "\"z\":1,\"annotations\":{\"mine\":[{\"start\":0,\"end\":1,\"kind\":\"all\"}]} } "},
        {"{\"annotations\":{ },\"text\":\"ab\"}",
         "{\"annotations\":{\"mine\":[{\"start\":0,\"end\":2,\"kind\":\"all\"}] "
         "},\"text\":\"ab\"}"},
        {"{\"annotations\":{\"x\":[1] },\"text\":\"ab\"}",
         "{\"annotations\":{\"x\":[1],\"mine\":[{\"start\":0,\"end\":2,\"kind\":\"all\"}] "
         "},\"text\":\"ab\"}"},
        {"{\"annotations\":{\"m\\u0069ne\" : [ ], \"x\":[]},\"text\":\"ab\"}",
         "{\"annotations\":{\"m\\u0069ne\" : [{\"start\":0,\"end\":2,\"kind\":\"all\"}], "
         "\"x\":[]},\"text\":\"ab\"}"}};
    struct bench *bench = *state;
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        assert_string_equal(with_mine(bench, pairs[i][0]), pairs[i][1]);
        assert_string_equal(with_mine(bench, pairs[i][1]), pairs[i][1]); /* twice is once */
    }
}

static void a_layer_may_be_written_under_another_name(void **state)
{
    static const struct gl_layer_name renamed[] = {{"mine", "yo\"urs"}};
    struct bench *bench = *state;
    assert_int_equal(parse(bench, "{\"text\":\"\"}"), GALLEY_OK);
    gl_document_start(gl_record_document(bench->record), "mine");
    assert_string_equal(
        written(bench, &(struct gl_publication){.layers = renamed, .layer_count = 1}),
        "{\"text\":\"\",\"annotations\":{\"yo\\\"urs\":[]}}");
}

static void the_first_filter_says_the_unit_and_others_follow(void **state)
{
    static const char first[] = "{\"text\":\"\xC3\xA9\\ud83d\\ude00\"}";
    static const char bytes[] =
        "{\"text\":\"\xC3\xA9\\ud83d\\ude00\",\"annotations\":{\"offsets\":\"byte\","
        "\"mine\":[{\"start\":0,\"end\":6,\"kind\":\"all\"}]}}";
    static const char points[] =
        "{\"text\":\"ab\",\"annotations\":{\"x\":[{\"start\":0,\"end\":1}]}}";
    struct bench *bench = *state;
    bench->settings.unit_given = true;
    bench->settings.unit = GL_UNIT_BYTE;
    assert_string_equal(with_mine(bench, first), bytes);
    assert_string_equal(with_mine(bench, bytes), bytes);
    assert_int_equal(parse(bench, points), GALLEY_BAD_RECORD);
    bench->settings.unit = GL_UNIT_UTF16;
    assert_int_equal(parse(bench, bytes), GALLEY_BAD_RECORD);
    assert_non_null(strstr(with_mine(bench, first), "\"utf16\",\"mine\":[{\"start\":0,\"end\":3"));
    bench->settings.unit_given = false;
    assert_string_equal(with_mine(bench, bytes), bytes);
}

static void rows_are_read_and_written_as_they_were(void **state)
{
    static const char json[] =
        "{\"text\":\"\xC3\xA9 "
        "ab\",\"annotations\":{\"mine\":[{\"start\":0,\"end\":1,\"a\":\"x\\n\",\"b\":-7,\"c\":true,"
        "\"d\":1.50,\"e\":{\"start\":2,\"end\":4,\"f\":[{}],\"g\":{\"h\":1}},\"i\":null,\"j\":{"
        "\"k\":2}},{\"l\":\"\"}]}}";
    struct bench *bench = *state;
    bench->settings.layers = mine;
    bench->settings.layer_count = 1;
    assert_int_equal(parse(bench, json), GALLEY_OK);
    const struct gl_layer *layer = gl_document_find(gl_record_document(bench->record), "mine");
    assert_int_equal(layer->count, 2);
    assert_int_equal(layer->rows[0].span.end, 2);
    assert_text_equal(gl_row_find_string(&layer->rows[0], "a"), "x\n");
    assert_int_equal(gl_row_find(&layer->rows[0], "e")->object->span.start, 3);
    assert_false(layer->rows[1].has_span);
    assert_string_equal(written(bench, &publish_mine), json);
}

/* Cuts [start, end) with a row of "mine" for each, and writes. */
static const char *shortened(struct bench *bench, const char *json, const struct gl_span *cuts,
                             size_t count)
{
    struct gl_publication what = {mine, 1, cuts, count};
    assert_int_equal(parse(bench, json), GALLEY_OK);
    struct gl_layer *layer = gl_document_start(gl_record_document(bench->record), "mine");
    for (size_t i = 0; i < count; i++) {
        gl_layer_add(layer, cuts[i]);
    }
    return written(bench, &what);
}

static void shortening_keeps_the_escapes_of_what_is_kept(void **state)
{
    struct bench *bench = *state;
    const struct gl_span cuts[] = {{0, 3}, {5, 9}};
    assert_string_equal(
        shortened(bench, "{\"text\":\"A\\u00e9\\/\\n\\ud83d\\ude00\\u0041\", \"n\":1e999}", cuts,
                  2),
        "{\"text\":\"\\/\\n\\u0041\", \"n\":1e999,\"annotations\":{\"mine\":["
        "{\"start\":0,\"end\":0,\"removed\":2},{\"start\":2,\"end\":2,\"removed\":1}]}}");
}

static void shortening_moves_clips_and_drops_spans_of_other_layers(void **state)
{
    struct bench *bench = *state;
    const struct gl_span cuts[] = {{2, 4}};
    assert_string_equal(shortened(bench,
                                  "{\"annotations\":{\"x\":[ {\"start\":2,\"end\":3}, "
                                  "{\"end\":3,\"start\":0,\"k\":{\"start\":2,\"end\":4}} ,"
                                  "{\"start\":3,\"end\":4},{\"start\":5,\"end\":6,\"o\":[{"
                                  "\"start\":3,\"end\":6}]},{\"start\":4,\"end\":4}],"
                                  "\"y\":[{\"start\":2,\"end\":4}]},\"text\":\"abcdef\"}",
                                  cuts, 1),
                        "{\"annotations\":{\"x\":[ {\"end\":2,\"start\":0}"
                        ",{\"start\":3,\"end\":4,\"o\":[{\"start\":2,\"end\":4}]},"
                        "{\"start\":2,\"end\":2}],\"y\":[],\"mine\":[{\"start\":2,\"end\":2,"
                        "\"removed\":2}]},\"text\":\"abef\"}");
}

static void rows_in_one_cut_share_what_it_took(void **state)
{
    struct bench *bench = *state;
    const struct gl_span cut = {0, 5};
    struct gl_publication what = {mine, 1, &cut, 1};
    assert_int_equal(parse(bench, "{\"text\":\"ab\\ncdefg\"}"), GALLEY_OK);
    struct gl_layer *layer = gl_document_start(gl_record_document(bench->record), "mine");
    gl_layer_add(layer, (struct gl_span){0, 2});
    gl_layer_add(layer, (struct gl_span){3, 5});
    gl_layer_add(layer, (struct gl_span){6, 7});
    assert_string_equal(
        written(bench, &what),
        "{\"text\":\"efg\",\"annotations\":{\"mine\":[{\"start\":0,\"end\":0,\"removed\":3},"
        "{\"start\":0,\"end\":0,\"removed\":2},{\"start\":1,\"end\":2}]}}");
}

static void text_becomes_a_record_with_its_bytes_repaired(void **state)
{
    struct bench *bench = *state;
    size_t repaired;
    struct gl_raw raw = {.kind = GL_RAW_TEXT,
                         .bytes = text_of("a\n\xFF\"b\xC2\x85"),
                         .file = "f",
                         .name = "d/f",
                         .line = 1,
                         .number = 2};
    assert_int_equal(
        gl_record_from_text(bench->record, &raw, &bench->settings, &repaired, &bench->error),
        GALLEY_OK);
    assert_int_equal(repaired, 1);
    assert_text_equal(gl_record_document(bench->record)->text, "a\n\xEF\xBF\xBD\"b\xC2\x85");
    assert_string_equal(written(bench, &(struct gl_publication){0}),
                        "{\"id\":\"d/f#2\",\"text\":\"a\\n\xEF\xBF\xBD\\\"b\\u0085\"}");
}

static void plain_text_keeps_its_bytes_and_engines_see_them_masked(void **state)
{
    struct bench *bench = *state;
    size_t masked;
    struct gl_raw raw = {.kind = GL_RAW_TEXT,
                         .bytes = text_of("a\xFF\xE2\x80z"),
                         .file = "f",
                         .name = "f",
                         .line = 1,
                         .number = 1};
    assert_int_equal(gl_record_plain(bench->record, &raw, &masked, &bench->error), GALLEY_OK);
    assert_int_equal(masked, 3);
    assert_text_equal(gl_record_document(bench->record)->original, "a\xFF\xE2\x80z");
    assert_text_equal(gl_record_document(bench->record)->text, "a\x1A\x1A\x1Az");
}

static void marked_boilerplate_is_hidden_and_shown_again(void **state)
{
    static const struct gl_layer_name wanted[] = {{"boilerplate", NULL}};
    struct bench *bench = *state;
    const struct gl_document *document = gl_record_document(bench->record);
    bench->settings.layers = wanted;
    bench->settings.layer_count = 1;
    assert_int_equal(
        parse(bench, "{\"text\":\"AD x\",\"annotations\":{\"boilerplate\":[{\"start\":0,\"end\":2},"
                     "{\"start\":3,\"end\":3,\"removed\":5}]}}"),
        GALLEY_OK);
    assert_int_equal(gl_record_hide_marked(bench->record, true), GALLEY_OK);
    assert_text_equal(document->text, "\n\n x");
    assert_text_equal(document->original, "AD x");
    assert_int_equal(gl_record_hide_marked(bench->record, false), GALLEY_OK);
    assert_text_equal(document->text, "AD x");
}

static void a_byte_order_mark_before_the_object_stays(void **state)
{
    struct bench *bench = *state;
    assert_int_equal(parse(bench, "\xEF\xBB\xBF{\"text\":\"x\"}"), GALLEY_OK);
    assert_string_equal(written(bench, &(struct gl_publication){0}),
                        "\xEF\xBB\xBF{\"text\":\"x\"}");
}

static void a_layer_that_failed_is_not_written(void **state)
{
    struct bench *bench = *state;
    assert_int_equal(parse(bench, "{\"text\":\"x\"}"), GALLEY_OK);
    add_mine(bench);
    gl_document_layer(gl_record_document(bench->record), "mine")->failed = true;
    assert_int_equal(gl_record_write(bench->record, &publish_mine, &bench->pieces),
                     GALLEY_NO_MEMORY);
    assert_int_equal(gl_pieces_count(&bench->pieces), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, bench_open, bench_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(fields_are_found_under_any_spelling),
        TEST(records_that_do_not_hold_together_are_bad),
        TEST(a_new_layer_goes_to_the_end_of_the_annotations),
        TEST(a_layer_may_be_written_under_another_name),
        TEST(the_first_filter_says_the_unit_and_others_follow),
        TEST(rows_are_read_and_written_as_they_were),
        TEST(shortening_keeps_the_escapes_of_what_is_kept),
        TEST(shortening_moves_clips_and_drops_spans_of_other_layers),
        TEST(rows_in_one_cut_share_what_it_took),
        TEST(text_becomes_a_record_with_its_bytes_repaired),
        TEST(plain_text_keeps_its_bytes_and_engines_see_them_masked),
        TEST(marked_boilerplate_is_hidden_and_shown_again),
        TEST(a_byte_order_mark_before_the_object_stays),
        TEST(a_layer_that_failed_is_not_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
