/* Folded layers: the same rows, the same bytes, in a few bytes a row. */
#include "support.h"

static const struct gl_layer_name mine[] = {{"mine", NULL}};
static const struct gl_publication publish_mine = {.layers = mine, .layer_count = 1};

/* Numbers that look random and are the same on every run (xorshift64). */
static uint64_t dice(void)
{
    static uint64_t state = 88172645463325252u;
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

/* Small and large numbers of both signs. */
static long long random_number(void)
{
    uint64_t number = dice() >> dice() % 64;
    return (long long)(dice() % 3 == 0 ? 0 - number : number);
}

static struct gl_span random_span(size_t length)
{
    size_t start = dice() % (length + 1);
    return (struct gl_span){start, start + dice() % (length - start + 1)};
}

/* A string from the text, a constant, or one of its own. */
static struct gl_text random_string(struct gl_document *document)
{
    static const char *const constants[] = {"direct", "cue", "", "a \"rule\"", "DATE"};
    struct gl_span span = random_span(document->text.length);
    char number[24];
    switch (dice() % 3) {
    case 0:
        return (struct gl_text){document->text.bytes + span.start, gl_span_length(span)};
    case 1:
        return text_of(constants[dice() % 5]);
    default:
        snprintf(number, sizeof number, "%llu", (unsigned long long)dice());
        return text_of(gl_arena_copy(document->arena, number, strlen(number)));
    }
}

static void add_attributes(struct gl_document *document, struct gl_layer *layers[2],
                           struct gl_row *rows[2], bool nested)
{
    static const char *const keys[] = {"kind", "how", "value", "n", "\"q\"", "x", "name"};
    for (size_t i = dice() % 5; i > 0; i--) {
        const char *key = keys[dice() % 7];
        unsigned kind = (unsigned)(dice() % (nested ? 4 : 6));
        struct gl_text string = random_string(document);
        struct gl_span span = random_span(document->text.length);
        long long number = random_number();
        bool has_span = dice() % 4 != 0;
        struct gl_row *objects[2] = {NULL, NULL};
        for (size_t form = 0; form < 2; form++) {
            if (kind == 0) {
                gl_row_number(layers[form], rows[form], key, number);
            } else if (kind == 1) {
                gl_row_flag(layers[form], rows[form], key, number % 2 == 0);
            } else if (kind == 2) {
                gl_row_raw(layers[form], rows[form], key, text_of("[1,{}]"));
            } else if (kind < 5) {
                gl_row_string(layers[form], rows[form], key, string);
            } else {
                objects[form] = gl_row_object(layers[form], rows[form], key, span);
                objects[form]->has_span = has_span;
            }
        }
        if (objects[0] != NULL) {
            add_attributes(document, layers, objects, true);
        }
    }
}

static void parse_text(struct bench *bench)
{
    struct gl_buffer json = {0};
    gl_buffer_text(&json, "{\"text\":\"");
    for (size_t i = 0; i < 300; i++) {
        gl_buffer_text(&json, dice() % 4 == 0 ? "wide" : "ab c");
    }
    gl_buffer_text(&json, "\"}");
    assert_int_equal(parse_bytes(bench, json.bytes, json.length), GALLEY_OK);
    gl_buffer_release(&json);
}

/* Layers "folded" and "mine" with the same rows; each row several times, now and then. */
static void fill_layers(struct gl_document *document, struct gl_layer *layers[2])
{
    layers[0] = gl_document_start(document, "folded");
    layers[1] = gl_document_start(document, "mine");
    gl_layer_fold(layers[0]);
    for (size_t i = dice() % 60; i > 0; i--) {
        struct gl_span span = random_span(document->text.length);
        bool plain = dice() % 8 == 0;
        struct gl_row *rows[2];
        for (size_t form = 0; form < 2; form++) {
            rows[form] =
                plain ? gl_layer_add_plain(layers[form]) : gl_layer_add(layers[form], span);
        }
        add_attributes(document, layers, rows, false);
    }
}

static void folded_rows_are_written_as_others(void **state)
{
    static const struct gl_layer_name folded[] = {{"folded", "mine"}};
    static const struct gl_publication publish_folded = {.layers = folded, .layer_count = 1};
    struct bench *bench = *state;
    struct gl_buffer wanted = {0};
    for (size_t round = 0; round < 1000; round++) {
        struct gl_layer *layers[2];
        parse_text(bench);
        fill_layers(gl_record_document(bench->record), layers);
        assert_false(layers[0]->failed || layers[1]->failed);
        assert_int_equal(layers[0]->count, layers[1]->count);
        gl_buffer_reset(&wanted);
        gl_buffer_text(&wanted, written(bench, &publish_mine));
        gl_buffer_byte(&wanted, '\0');
        assert_string_equal(written(bench, &publish_folded), wanted.bytes);
        assert_true(gl_layer_unfold(layers[0]));
        assert_string_equal(written(bench, &publish_folded), wanted.bytes);
    }
    gl_buffer_release(&wanted);
}

static void a_cursor_reads_both_forms(void **state)
{
    struct gl_arena arena = {0};
    struct gl_layer layer = {.arena = &arena};
    (void)state;
    gl_layer_fold(&layer);
    gl_row_number(&layer, gl_layer_add(&layer, (struct gl_span){2, 5}), "paragraph", 7);
    struct gl_row *second = gl_layer_add(&layer, (struct gl_span){1, 90000});
    gl_row_number(&layer, second, "paragraph", -3);
    gl_row_flag(&layer, second, "heading", true);
    for (size_t round = 0; round < 2; round++) {
        struct gl_layer_cursor cursor = gl_layer_begin(&layer);
        const struct gl_row *row = gl_layer_next(&cursor);
        assert_int_equal(row->span.end, 5);
        assert_int_equal(gl_row_find(row, "paragraph")->number, 7);
        assert_null(gl_row_find(row, "heading"));
        row = gl_layer_next(&cursor);
        assert_int_equal(row->span.start, 1);
        assert_int_equal(row->span.end, 90000);
        assert_int_equal(gl_row_find(row, "paragraph")->number, -3);
        assert_true(gl_row_find(row, "heading")->flag);
        assert_null(gl_layer_next(&cursor));
        assert_true(gl_layer_unfold(&layer));
    }
    struct gl_layer_cursor none = gl_layer_begin(NULL);
    assert_null(gl_layer_next(&none));
    gl_arena_release(&arena);
}

/* Bytes that the rows of `fold` take, read to their end. */
static size_t bytes_of(const struct gl_fold *fold)
{
    struct gl_fold_cursor cursor;
    size_t bytes = 0;
    size_t last = 0;
    gl_fold_begin(&cursor, fold);
    while (gl_fold_next(&cursor) != NULL) {
        bytes += cursor.at > last ? cursor.at - last : cursor.at;
        last = cursor.at;
    }
    return bytes;
}

static void short_neighbours_take_a_byte_each(void **state)
{
    enum { COUNT = 100000 };
    struct gl_arena arena = {0};
    struct gl_fold fold = {.first = NULL};
    (void)state;
    for (size_t i = 0; i < COUNT; i++) {
        struct gl_attribute number = {.key = "n", .kind = GL_ATTRIBUTE_NUMBER, .number = 5};
        struct gl_row row = {{i * 3, i * 3 + 2}, true, &number, &number};
        assert_true(gl_fold_add(&fold, &arena, &row));
    }
    // Attributes are written twice: how the number came to be 5, and that it stays.
    assert_int_equal(bytes_of(&fold), COUNT + 6);
    gl_arena_release(&arena);
}

static void rows_with_too_much_fail(void **state)
{
    struct gl_arena arena = {0};
    struct gl_layer layer = {.arena = &arena};
    (void)state;
    gl_layer_fold(&layer);
    struct gl_row *row = gl_layer_add(&layer, (struct gl_span){0, 1});
    for (size_t i = 0; i < GL_FOLD_ATTRIBUTES; i++) {
        gl_row_number(&layer, row, "n", 1);
    }
    assert_false(layer.failed);
    gl_row_number(&layer, row, "n", 1);
    assert_true(layer.failed);

    layer = (struct gl_layer){.arena = &arena};
    gl_layer_fold(&layer);
    for (size_t i = 0; i < 300; i++) {
        char key[8];
        snprintf(key, sizeof key, "%zu", i);
        gl_row_flag(&layer, gl_layer_add(&layer, (struct gl_span){0, 1}),
                    gl_arena_copy(&arena, key, strlen(key)), true);
        assert_int_equal(layer.failed, i > 250);
    }
    gl_arena_release(&arena);
}

static void each_layer_of_a_record_has_its_own_keys(void **state)
{
    static const struct gl_layer_name both[] = {{"one", NULL}, {"two", NULL}};
    static const struct gl_publication publish_both = {.layers = both, .layer_count = 2};
    struct bench *bench = *state;
    assert_int_equal(parse(bench, "{\"text\":\"ab\"}"), GALLEY_OK);
    struct gl_document *document = gl_record_document(bench->record);
    struct gl_layer *one = gl_document_start(document, "one");
    gl_row_number(one, gl_layer_add_plain(one), "long key", 1);
    gl_row_flag(one, gl_layer_add_plain(one), "key", true);
    struct gl_layer *two = gl_document_start(document, "two");
    gl_layer_fold(two);
    struct gl_row *row = gl_layer_add(two, (struct gl_span){0, 1});
    gl_row_flag(two, row, "key", false);
    gl_row_number(two, row, "long key", 2);
    assert_string_equal(
        written(bench, &publish_both),
        "{\"text\":\"ab\",\"annotations\":{\"one\":[{\"long key\":1},{\"key\":true}],"
        "\"two\":[{\"start\":0,\"end\":1,\"key\":false,\"long key\":2}]}}");
}

static void flow_away(void *context, struct gl_pieces *pieces)
{
    gl_pieces_gather(pieces, context);
}

static void rows_flow_out_while_they_are_written(void **state)
{
    struct bench *bench = *state;
    struct gl_buffer flown = {0};
    parse_text(bench);
    struct gl_layer *layer = gl_document_start(gl_record_document(bench->record), "mine");
    gl_layer_fold(layer);
    for (size_t i = 0; i < 1000; i++) {
        gl_row_number(layer, gl_layer_add(layer, (struct gl_span){i, i + 1}), "n", (long long)i);
    }
    written(bench, &publish_mine);
    struct gl_pieces pieces = GL_PIECES;
    pieces.drain = flow_away;
    pieces.context = &flown;
    pieces.limit = 4000;
    assert_int_equal(gl_record_write(bench->record, &publish_mine, &pieces), GALLEY_OK);
    assert_true(pieces.drains > 5);
    assert_true(pieces.own.capacity <= 8192);
    gl_pieces_gather(&pieces, &flown);
    gl_buffer_byte(&flown, '\0');
    assert_string_equal(flown.bytes, bench->out.bytes);
    gl_pieces_release(&pieces);
    gl_buffer_release(&flown);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, bench_open, bench_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(folded_rows_are_written_as_others),
        cmocka_unit_test(a_cursor_reads_both_forms),
        cmocka_unit_test(short_neighbours_take_a_byte_each),
        cmocka_unit_test(rows_with_too_much_fail),
        TEST(each_layer_of_a_record_has_its_own_keys),
        TEST(rows_flow_out_while_they_are_written),
    };
    return cmocka_run_group_tests_name("fold", tests, NULL, NULL);
}
