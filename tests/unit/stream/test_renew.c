/* Renewing: one process gives the bytes that the pipe gives. */
#include "support.h"

static const struct gl_layer_name first_layer[] = {{"first", NULL}};
static const struct gl_layer_name second_layer[] = {{"second", "renamed"}};
static const struct gl_layer_name both_layers[] = {{"first", NULL}, {"second", "renamed"}};

/* Numbers that look random and are the same on every run (xorshift64). */
static uint64_t dice(void)
{
    static uint64_t state = 88172645463325252u;
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

/* A record of random text, with escapes and wide characters, and a layer of random spans. */
static void make_record(struct gl_buffer *out)
{
    static const char *const parts[] = {
        "a",   "bc ", "\\n", "\\u00e9", "\xC3\xA9", "\\/", "xyz", "\\ud83d\\ude00", "\xE4\xBD\xA0",
        "\\\""};
    size_t count = dice() % 20;
    gl_buffer_reset(out);
    gl_buffer_text(out, "{\"k\": 1.50,\"text\":\"");
    for (size_t i = 0; i < count; i++) {
        gl_buffer_text(out, parts[dice() % 10]);
    }
    gl_buffer_text(out, "\"");
    if (dice() % 2 == 0) {
        gl_buffer_text(out, ", \"annotations\": {\"old\":[");
        for (size_t i = 0; i < count / 3; i++) {
            gl_buffer_text(out, i > 0 ? ", {\"end\":" : "{\"end\":");
            gl_buffer_number(out, i + 1 + dice() % 3);
            gl_buffer_text(out, ",\"start\":");
            gl_buffer_number(out, i);
            gl_buffer_text(out, "}");
        }
        gl_buffer_text(out, dice() % 2 == 0 ? "], \"first\": []}" : "]}");
    }
    gl_buffer_text(out, " }");
}

/* Up to three cuts in the document's text, at code points, and a row of `name` for each. */
static size_t make_cuts(struct gl_document *document, const char *name, struct gl_span cuts[3])
{
    struct gl_layer *layer = gl_document_start(document, name);
    size_t length = document->text.length;
    size_t count = 0;
    for (size_t at = 0; count < 3 && at < length; at++) {
        size_t start = at + dice() % 4;
        size_t end = start + 1 + dice() % 5;
        if (end > length) {
            break;
        }
        while (start > at && ((unsigned char)document->text.bytes[start] & 0xC0) == 0x80) {
            start--;
        }
        while (end < length && ((unsigned char)document->text.bytes[end] & 0xC0) == 0x80) {
            end++;
        }
        if (((unsigned char)document->text.bytes[start] & 0xC0) == 0x80) {
            continue;
        }
        cuts[count++] = (struct gl_span){start, end};
        gl_row_text(layer, gl_layer_add(layer, cuts[count - 1]), "kind", "ad");
        at = end;
    }
    return count;
}

/* A row for each three bytes' worth of text, from code point to code point. */
static void mark_text(struct gl_document *document, const char *name)
{
    struct gl_layer *layer = gl_document_start(document, name);
    size_t at = 0;
    for (size_t to = 0; to <= document->text.length; to++) {
        bool inside =
            to < document->text.length && ((unsigned char)document->text.bytes[to] & 0xC0) == 0x80;
        if (!inside && to >= at + 3) {
            struct gl_row *row = gl_layer_add(layer, (struct gl_span){at, to});
            gl_row_number(layer, row, "n", (long long)at - 4);
            at = to;
        }
    }
}

static void renewing_gives_what_writing_and_parsing_gives(void **state)
{
    struct bench *pipe = *state;
    struct gl_buffer json = {0};
    struct gl_buffer wanted = {0};
    void *other = NULL;
    bench_open(&other);
    struct bench *one = other;
    pipe->settings.layers = one->settings.layers = both_layers;
    pipe->settings.layer_count = one->settings.layer_count = 2;
    for (size_t round = 0; round < 3000; round++) {
        struct gl_span cuts[3];
        make_record(&json);
        assert_int_equal(parse_bytes(pipe, json.bytes, json.length), GALLEY_OK);
        assert_int_equal(parse_bytes(one, json.bytes, json.length), GALLEY_OK);
        size_t count = make_cuts(gl_record_document(pipe->record), "first", cuts);
        struct gl_layer *rows = gl_document_start(gl_record_document(one->record), "first");
        for (size_t i = 0; i < count; i++) {
            gl_row_text(rows, gl_layer_add(rows, cuts[i]), "kind", "ad");
        }
        struct gl_publication first = {first_layer, 1, cuts, count};
        struct gl_publication second = {second_layer, 1, NULL, 0};
        struct gl_publication both = {both_layers, 2, NULL, 0};

        // The pipe: written, parsed, marked, written.
        gl_buffer_reset(&wanted);
        gl_buffer_text(&wanted, written(pipe, &first));
        assert_int_equal(parse_bytes(pipe, wanted.bytes, wanted.length), GALLEY_OK);
        mark_text(gl_record_document(pipe->record), "second");
        written(pipe, &second);

        // One process, publishing both at the end.
        assert_int_equal(gl_record_renew(one->record, &first, &one->settings, &one->error),
                         GALLEY_OK);
        assert_int_equal(gl_record_document(one->record)->text.length,
                         gl_record_document(pipe->record)->text.length);
        mark_text(gl_record_document(one->record), "second");
        assert_string_equal(written(one, &both), pipe->out.bytes);
        // Renewed twice it stays the same.
        assert_int_equal(gl_record_renew(one->record, &both, &one->settings, &one->error),
                         GALLEY_OK);
        assert_string_equal(written(one, &second), pipe->out.bytes);
    }
    gl_buffer_release(&json);
    gl_buffer_release(&wanted);
    bench_close(&other);
}

static void a_renewed_record_reads_the_layers_that_are_asked_for(void **state)
{
    struct bench *bench = *state;
    struct gl_record_settings settings = {.layers = both_layers, .layer_count = 2};
    const struct gl_span cut = {0, 4};
    const struct gl_publication what = {first_layer, 1, &cut, 1};
    assert_int_equal(parse(bench, "{\"text\":\"AD: Rain fell.\",\"annotations\":{\"renamed\":["
                                  "{\"start\":0,\"end\":3},{\"start\":2,\"end\":8}]}}"),
                     GALLEY_OK);
    struct gl_document *document = gl_record_document(bench->record);
    struct gl_layer *layer = gl_document_start(document, "first");
    gl_layer_add(layer, cut);
    assert_int_equal(gl_record_renew(bench->record, &what, &settings, &bench->error), GALLEY_OK);
    assert_text_equal(document->text, "Rain fell.");
    const struct gl_layer *second = gl_document_find(document, "second");
    assert_int_equal(second->count, 1);
    assert_int_equal(second->rows[0].span.end, 4);
    const struct gl_layer *first = gl_document_find(document, "first");
    assert_int_equal(gl_row_find(&first->rows[0], "removed")->number, 4);
}

static void plain_text_loses_its_cuts_and_keeps_its_layers(void **state)
{
    struct bench *bench = *state;
    const struct gl_span cut = {0, 4};
    const struct gl_publication what = {first_layer, 1, &cut, 1};
    struct gl_document *document = gl_record_document(bench->record);
    struct gl_raw raw = {.kind = GL_RAW_TEXT,
                         .bytes = text_of("AD: \xFFRain."),
                         .file = "f",
                         .name = "f",
                         .line = 1,
                         .number = 1};
    size_t masked;
    assert_int_equal(gl_record_plain(bench->record, &raw, &masked, &bench->error), GALLEY_OK);
    struct gl_layer *first = gl_document_start(document, "first");
    gl_layer_add(first, (struct gl_span){0, 2});
    struct gl_layer *other = gl_document_start(document, "other");
    gl_layer_add(other, (struct gl_span){0, 4});
    struct gl_row *row = gl_layer_add(other, (struct gl_span){2, 6});
    gl_row_object(other, row, "gone", (struct gl_span){1, 3});
    gl_row_object(other, row, "moved", (struct gl_span){5, 9});
    assert_int_equal(gl_record_renew(bench->record, &what, &bench->settings, &bench->error),
                     GALLEY_OK);
    assert_text_equal(document->original, "\xFFRain.");
    assert_text_equal(document->text, "\x1ARain.");
    assert_int_equal(first->count, 1);
    assert_int_equal(gl_span_length(first->rows[0].span), 0);
    assert_int_equal(other->count, 1);
    assert_int_equal(other->rows[0].span.end, 2);
    assert_null(gl_row_find(&other->rows[0], "gone"));
    assert_int_equal(gl_row_find(&other->rows[0], "moved")->object->span.start, 1);
    struct gl_publication nothing = {.cut_count = 0};
    gl_layer_add(gl_document_start(document, "boilerplate"), (struct gl_span){1, 3});
    assert_int_equal(gl_record_hide_marked(bench->record, true), GALLEY_OK);
    assert_text_equal(document->text, "\x1A\n\nin.");
    assert_int_equal(gl_record_renew(bench->record, &nothing, &bench->settings, &bench->error),
                     GALLEY_OK);
    assert_text_equal(document->text, "\x1ARain.");
    struct gl_publication rest = {.cuts = &(struct gl_span){1, 5}, .cut_count = 1};
    assert_int_equal(gl_record_renew(bench->record, &rest, &bench->settings, &bench->error),
                     GALLEY_OK);
    assert_text_equal(document->original, "\xFF.");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, bench_open, bench_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(renewing_gives_what_writing_and_parsing_gives),
        TEST(a_renewed_record_reads_the_layers_that_are_asked_for),
        TEST(plain_text_loses_its_cuts_and_keeps_its_layers),
    };
    return cmocka_run_group_tests_name("renew", tests, NULL, NULL);
}
