/* Packed layers: the same rows, the same bytes, in a few bytes a row. */
#include "support.h"

static const struct gl_column columns[] = {{"paragraph", GL_ATTRIBUTE_NUMBER},
                                           {"heading", GL_ATTRIBUTE_FLAG},
                                           {"\"rule\"", GL_ATTRIBUTE_STRING}};
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
static int64_t random_number(void)
{
    uint64_t number = dice() >> dice() % 64;
    return (int64_t)(dice() % 3 == 0 ? 0 - number : number);
}

static struct gl_packed_row random_row(size_t length)
{
    static const char *const rules[] = {NULL, "stop", "a \"rule\"", "line-end"};
    struct gl_packed_row row;
    row.span.start = dice() % (length + 1);
    row.span.end = row.span.start + dice() % (length - row.span.start + 1);
    row.values[0] = random_number();
    row.values[1] = dice() % 4 == 0;
    row.values[2] = gl_packed_value(rules[dice() % 4]);
    return row;
}

static void add_row(struct gl_layer *layer, const struct gl_packed_row *values)
{
    struct gl_row *row = gl_layer_add(layer, values->span);
    gl_row_number(layer, row, "paragraph", values->values[0]);
    if (values->values[1] != 0) {
        gl_row_flag(layer, row, "heading", true);
    }
    if (values->values[2] != 0) {
        gl_row_text(layer, row, "\"rule\"", gl_packed_text(values->values[2]));
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

static void packed_rows_are_written_as_others(void **state)
{
    struct bench *bench = *state;
    for (size_t round = 0; round < 200; round++) {
        struct gl_packed_row rows[200];
        size_t count = dice() % 200;
        parse_text(bench);
        struct gl_document *document = gl_record_document(bench->record);
        struct gl_layer *layer = gl_document_start(document, "mine");
        for (size_t i = 0; i < count; i++) {
            rows[i] = random_row(document->text.length);
            add_row(layer, &rows[i]);
        }
        struct gl_buffer wanted = {0};
        gl_buffer_text(&wanted, written(bench, &publish_mine));
        gl_buffer_byte(&wanted, '\0');

        layer = gl_document_start(document, "mine");
        gl_layer_pack(layer, columns, 3);
        for (size_t i = 0; i < count; i++) {
            gl_layer_add_packed(layer, &rows[i]);
        }
        assert_string_equal(written(bench, &publish_mine), wanted.bytes);
        assert_true(gl_layer_unpack(layer));
        assert_string_equal(written(bench, &publish_mine), wanted.bytes);
        gl_buffer_release(&wanted);
    }
}

static void a_cursor_reads_both_forms(void **state)
{
    struct gl_arena arena = {0};
    struct gl_layer layer = {.arena = &arena};
    (void)state;
    gl_layer_pack(&layer, columns, 3);
    gl_layer_add_packed(&layer, &(struct gl_packed_row){.span = {2, 5}, .values = {7, 0, 0}});
    gl_layer_add_packed(&layer, &(struct gl_packed_row){.span = {1, 90000}, .values = {-3, 1, 0}});
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
        assert_true(gl_layer_unpack(&layer));
    }
    struct gl_layer_cursor none = gl_layer_begin(NULL);
    assert_null(gl_layer_next(&none));
    gl_arena_release(&arena);
}

static void short_neighbours_take_a_byte_each(void **state)
{
    struct gl_arena arena = {0};
    struct gl_packed packed = {0};
    (void)state;
    enum { COUNT = 1000 };
    for (size_t i = 0; i < COUNT; i++) {
        struct gl_packed_row row = {.span = {i * 3, i * 3 + 2}, .values = {5}};
        assert_true(gl_packed_add(&packed, &arena, &row, 1));
    }
    struct gl_packed_cursor cursor = {.packed = &packed};
    size_t bytes = 0;
    size_t last = 0;
    for (size_t i = 0; i < COUNT; i++) {
        assert_true(gl_packed_next(&cursor));
        assert_int_equal(cursor.row.span.start, i * 3);
        bytes += cursor.at > last ? cursor.at - last : cursor.at;
        last = cursor.at;
    }
    assert_false(gl_packed_next(&cursor));
    assert_int_equal(bytes, COUNT + 2); // the first says its value
    gl_arena_release(&arena);
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
    gl_layer_pack(layer, columns, 3);
    for (size_t i = 0; i < 1000; i++) {
        gl_layer_add_packed(layer,
                            &(struct gl_packed_row){.span = {i, i + 1}, .values = {(int64_t)i}});
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
        TEST(packed_rows_are_written_as_others),
        cmocka_unit_test(a_cursor_reads_both_forms),
        cmocka_unit_test(short_neighbours_take_a_byte_each),
        TEST(rows_flow_out_while_they_are_written),
    };
    return cmocka_run_group_tests_name("packed", tests, NULL, NULL);
}
