/* What is JSON and what is not, seen through whole records. */
#include "support.h"

#include "stream/json.h"

static void values_beside_the_text_pass_unchanged(void **state)
{
    static const char *const values[] = {"12345678901234567890",
                                         "9007199254740993",
                                         "1e999",
                                         "1e-999",
                                         "-0",
                                         "-0.0",
                                         "0.10000000000000001",
                                         "1.50",
                                         "1E+2",
                                         "0e0",
                                         "\"a\\/b\"",
                                         "\"\\u0041\\u00e9\"",
                                         "\"a\\u0000b\"",
                                         "\"\\ud83d\\ude00\"",
                                         "\"\\ud83d\"",
                                         "\"\\ude00\\ud83d\"",
                                         "\"\\uffff\"",
                                         "\"\x7f\"",
                                         "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
                                         "\"a\xE2\x80\xA8z\"",
                                         "{}",
                                         "[]",
                                         "[null,true,false]",
                                         "{\"a\":{\"b\":[1,{\"c\":null}]}}",
                                         "{\"z\":1,\"a\":2}",
                                         "{\"a\":1,\"a\":2}",
                                         "{\"\":1}",
                                         "{\"a\\u0000\":1}",
                                         "{ \"a\" : [ 1 , 2 ] }",
                                         "{\"text\":5}",
                                         "[[[[]]]]"};
    struct bench *bench = *state;
    char json[256];
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        snprintf(json, sizeof json, " {\"id\":\"x\", \"v\":%s ,\"text\":\"One.\"}\t", values[i]);
        assert_int_equal(parse(bench, json), GALLEY_OK);
        assert_string_equal(written(bench, &(struct gl_publication){0}), json);
    }
}

static void what_is_no_json_is_a_bad_record(void **state)
{
    static const char *const records[] = {"",
                                          "{",
                                          "}",
                                          "null",
                                          "42",
                                          "\"text\"",
                                          "[\"text\"]",
                                          "{'text':'One.'}",
                                          "{text:\"One.\"}",
                                          "{\"text\":\"One.\",}",
                                          "{\"text\":\"One.\"}{\"text\":\"Two.\"}",
                                          "{\"text\":\"One.\"} junk",
                                          "{\"v\":NaN,\"text\":\"x\"}",
                                          "{\"v\":-Infinity,\"text\":\"x\"}",
                                          "{\"v\":012,\"text\":\"x\"}",
                                          "{\"v\":+1,\"text\":\"x\"}",
                                          "{\"v\":.5,\"text\":\"x\"}",
                                          "{\"v\":5.,\"text\":\"x\"}",
                                          "{\"v\":0x1F,\"text\":\"x\"}",
                                          "{\"v\":1e,\"text\":\"x\"}",
                                          "{\"v\":-,\"text\":\"x\"}",
                                          "{\"v\":tru,\"text\":\"x\"}",
                                          "{\"v\":True,\"text\":\"x\"}",
                                          "{\"v\":[1,],\"text\":\"x\"}",
                                          "{\"v\":[,1],\"text\":\"x\"}",
                                          "{\"v\":{\"a\"},\"text\":\"x\"}",
                                          "{\"v\":{1:2},\"text\":\"x\"}",
                                          "{\"v\":[1}],\"text\":\"x\"}",
                                          "{\"id\" \"x\",\"text\":\"x\"}",
                                          "{\"id\"::\"x\",\"text\":\"x\"}",
                                          "{\"id\":\"x\" \"text\":\"x\"}",
                                          "{\"id\":\"x\",/* c */\"text\":\"x\"}",
                                          "{\"text\":\"One \\q\"}",
                                          "{\"text\":\"One \\u12 two\"}",
                                          "{\"text\":\"One \\uZZZZ\"}",
                                          "{\"text\":\"One\ttwo\"}",
                                          "{\"text\":\"One\rtwo\"}",
                                          "{\"text\":\"One \xFF\"}",
                                          "{\"text\":\"\xC0\xAF\"}",
                                          "{\"text\":\"\xED\xA0\x80\"}",
                                          "{\"k\xFF\":1,\"text\":\"x\"}",
                                          "{\"text\":\"One.",
                                          "{\"text\":\"One.\"",
                                          "{\"text\":\"a\\u20",
                                          "{\"text\":\"a\\",
                                          "{\"a\":1,\f\"text\":\"x\"}",
                                          "{\"a\":1,\xC2\xA0\"text\":\"x\"}",
                                          "\xEF\xBB\xBF",
                                          "\xEF\xBB\xBF\xEF\xBB\xBF{\"text\":\"x\"}"};
    struct bench *bench = *state;
    for (size_t i = 0; i < sizeof records / sizeof records[0]; i++) {
        assert_int_equal(parse(bench, records[i]), GALLEY_BAD_RECORD);
        assert_string_equal(bench->error.file, "f");
        assert_int_equal(bench->error.line, 3);
        assert_true(bench->error.column > 0);
        assert_int_equal(gl_record_document(bench->record)->text.length, 0);
    }
    assert_int_equal(parse_bytes(bench, "{\"text\":\"a\0b\"}", 14), GALLEY_BAD_RECORD);
    assert_int_equal(parse_bytes(bench, "{\"text\":\"a\"}\0", 13), GALLEY_BAD_RECORD);
}

/* A record whose value "v" is `depth` lists in each other. */
static enum galley_status parse_nested(struct bench *bench, size_t depth, bool closed)
{
    static const char head[] = "{\"text\":\"x\",\"v\":";
    struct gl_buffer json = {0};
    gl_buffer_text(&json, head);
    for (size_t i = 0; i < depth; i++) {
        gl_buffer_byte(&json, '[');
    }
    for (size_t i = 0; i < depth && closed; i++) {
        gl_buffer_byte(&json, ']');
    }
    gl_buffer_byte(&json, '}');
    enum galley_status status = parse_bytes(bench, json.bytes, json.length);
    gl_buffer_release(&json);
    return status;
}

static void nesting_is_allowed_to_a_depth(void **state)
{
    struct bench *bench = *state;
    assert_int_equal(parse_nested(bench, GL_JSON_DEPTH - 1, true), GALLEY_OK);
    assert_int_equal(parse_nested(bench, GL_JSON_DEPTH, true), GALLEY_BAD_RECORD);
    assert_int_equal(parse_nested(bench, 1000000, true), GALLEY_BAD_RECORD);
    assert_int_equal(parse_nested(bench, 500, false), GALLEY_BAD_RECORD);
}

static void messages_name_the_byte_column(void **state)
{
    struct bench *bench = *state;
    parse(bench, "{\"v\":012,\"text\":\"x\"}");
    assert_int_equal(bench->error.column, 6);
    parse(bench, "{\"text\":\"One \xFF\"}");
    assert_int_equal(bench->error.column, 14);
    parse(bench, "{\"text\":\"One \\ud800\"}");
    assert_int_equal(bench->error.column, 14);
    assert_string_equal(bench->error.what, "\"text\" holds a surrogate without its partner");
    parse(bench, "{\"text\":\"x\",\"text\":\"y\"}");
    assert_string_equal(bench->error.what, "\"text\" stands twice");
}

static void strings_are_written_so_that_every_reader_takes_them(void **state)
{
    struct gl_buffer out = {0};
    (void)state;
    gl_json_write_string(&out,
                         (struct gl_text){"a\"\\/\b\f\n\r\t\0\x1F\x7F\xC2\x85\xC2\xA0\xE2\x80\xA8"
                                          "\xE2\x80\xA9\xE2\x80\x9C\xF0\x9F\x98\x80",
                                          29});
    assert_text_equal(
        out, "\"a\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\\u007f\\u0085\xC2\xA0\\u2028\\u2029"
             "\xE2\x80\x9C\xF0\x9F\x98\x80\"");
    gl_buffer_release(&out);
}

static void keys_are_compared_as_they_are_decoded(void **state)
{
    struct gl_text text = text_of("te\\u0078t");
    struct gl_json_string key = {{0, text.length}, true};
    (void)state;
    assert_true(gl_json_equals(text, key, text_of("text")));
    assert_false(gl_json_equals(text, key, text_of("tex")));
    assert_false(gl_json_equals(text, key, text_of("texts")));
    text = text_of("\\ud83d\\ude00");
    assert_true(
        gl_json_equals(text, (struct gl_json_string){{0, 12}, true}, text_of("\xF0\x9F\x98\x80")));
    text = text_of("\\ud83d");
    assert_false(
        gl_json_equals(text, (struct gl_json_string){{0, 6}, true}, text_of("\xF0\x9F\x98\x80")));
}

/* Numbers that look random and are the same on every run (xorshift64). */
static uint64_t dice(void)
{
    static uint64_t state = 88172645463325252u;
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

/* A string of many escapes, good ones most often. */
static void make_string(struct gl_buffer *out)
{
    static const char *const parts[] = {"a", "some text of some length, ", "\\n", "\\\"", "\\u00e9",
                                        "\\ud83d\\ude00", "\xC3\xA9", "\\/", "x", "\\t",
                                        // and now and then
                                        "\\ud83d", "\\ude00", "\\u12", "\\x", "\n", "\"", "\\"};
    gl_buffer_reset(out);
    gl_buffer_byte(out, '"');
    for (size_t i = dice() % 12; i > 0; i--) {
        gl_buffer_text(out, parts[dice() % (dice() % 12 == 0 ? 17 : 10)]);
    }
    gl_buffer_text(out, dice() % 20 == 0 ? "" : "\" ");
}

static void reading_and_decoding_at_once_is_the_same(void **state)
{
    struct gl_buffer made = {0};
    struct gl_buffer at_once = {0};
    struct gl_buffer after = {0};
    (void)state;
    for (size_t round = 0; round < 30000; round++) {
        struct gl_json one, two;
        struct gl_json_string first, second;
        size_t lone, place;
        make_string(&made);
        struct gl_text text = tight_text(made.bytes, made.length);
        gl_json_init(&one, text);
        gl_json_init(&two, text);
        bool good = gl_json_text(&one, &first, &at_once, &lone);
        assert_int_equal(good, gl_json_string(&two, &second));
        assert_int_equal(one.at, two.at);
        assert_ptr_equal(one.what, two.what);
        if (good) {
            assert_memory_equal(&first.span, &second.span, sizeof first.span);
            assert_int_equal(first.escaped, second.escaped);
            gl_buffer_reset(&after);
            bool whole = gl_json_decode(text, second, &after, &place);
            assert_int_equal(lone, whole ? SIZE_MAX : place);
            if (whole && first.escaped) {
                assert_int_equal(at_once.length, after.length);
                assert_memory_equal(at_once.bytes, after.bytes, after.length);
            }
        }
        free((char *)(uintptr_t)text.bytes);
    }
    gl_buffer_release(&made);
    gl_buffer_release(&at_once);
    gl_buffer_release(&after);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reading_and_decoding_at_once_is_the_same),
        cmocka_unit_test_setup_teardown(values_beside_the_text_pass_unchanged, bench_open,
                                        bench_close),
        cmocka_unit_test_setup_teardown(what_is_no_json_is_a_bad_record, bench_open, bench_close),
        cmocka_unit_test_setup_teardown(nesting_is_allowed_to_a_depth, bench_open, bench_close),
        cmocka_unit_test_setup_teardown(messages_name_the_byte_column, bench_open, bench_close),
        cmocka_unit_test(strings_are_written_so_that_every_reader_takes_them),
        cmocka_unit_test(keys_are_compared_as_they_are_decoded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
