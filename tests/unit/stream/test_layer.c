/* Layers and the document that holds them. */
#include "../unit.h"

#include "stream/document.h"

static void rows_keep_their_attributes_in_order(void **state)
{
    struct gl_arena arena = {0};
    struct gl_layer layer = {.name = "x", .arena = &arena};
    (void)state;
    for (size_t i = 0; i < 1000; i++) {
        struct gl_row *row = gl_layer_add(&layer, (struct gl_span){i, i + 1});
        gl_row_text(&layer, row, "kind", "ad");
        gl_row_number(&layer, row, "n", (long long)i);
    }
    assert_int_equal(layer.count, 1000);
    assert_false(layer.failed);
    const struct gl_row *row = &layer.rows[777];
    assert_int_equal(row->span.start, 777);
    assert_string_equal(row->first->key, "kind");
    assert_int_equal(gl_row_find(row, "n")->number, 777);
    assert_text_equal(gl_row_find_string(row, "kind"), "ad");
    assert_int_equal(gl_row_find_string(row, "n").length, 0);
    assert_null(gl_row_find(row, "none"));
    gl_arena_release(&arena);
}

static void a_failed_layer_takes_appends_and_drops_them(void **state)
{
    struct gl_arena arena = {0};
    struct gl_layer layer = {.name = "x", .arena = &arena, .failed = true};
    (void)state;
    struct gl_row *row = gl_layer_add_plain(&layer);
    gl_row_flag(&layer, row, "heading", true);
    gl_row_text(&layer, gl_row_object(&layer, row, "cue", (struct gl_span){0, 1}), "text", "said");
    assert_int_equal(layer.count, 0);
    assert_null(row->first);
    gl_arena_release(&arena);
}

static void starting_a_layer_again_empties_it(void **state)
{
    struct gl_arena arena = {0};
    struct gl_document document = {.arena = &arena};
    (void)state;
    gl_layer_add_plain(gl_document_start(&document, "x"));
    assert_int_equal(gl_document_find(&document, "x")->count, 1);
    assert_int_equal(gl_document_start(&document, "x")->count, 0);
    assert_int_equal(document.layer_count, 1);
    assert_null(gl_document_layer(&document, "y"));
    gl_arena_release(&arena);
}

static void a_document_holds_a_fixed_number_of_layers(void **state)
{
    static char names[GL_DOCUMENT_LAYERS + 1][2];
    struct gl_document document = {.layer_count = 0};
    (void)state;
    for (size_t i = 0; i < GL_DOCUMENT_LAYERS; i++) {
        names[i][0] = (char)('a' + i);
        assert_non_null(gl_document_start(&document, names[i]));
    }
    assert_null(gl_document_start(&document, names[GL_DOCUMENT_LAYERS]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_keep_their_attributes_in_order),
        cmocka_unit_test(a_failed_layer_takes_appends_and_drops_them),
        cmocka_unit_test(starting_a_layer_again_empties_it),
        cmocka_unit_test(a_document_holds_a_fixed_number_of_layers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
