/* Pieces: borrowed and own output in order. */
#include "../unit.h"

#include "base/pieces.h"

static char block[4096];

static int fill_block(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof block; i++) {
        block[i] = (char)('a' + i % 26);
    }
    return 0;
}

static void assert_held(struct gl_pieces *pieces, const char *bytes, size_t length)
{
    struct gl_buffer all = {0};
    gl_pieces_gather(pieces, &all);
    assert_int_equal(all.length, length);
    assert_memory_equal(all.bytes, bytes, length);
    gl_buffer_release(&all);
}

static void what_continues_in_memory_is_one_piece(void **state)
{
    struct gl_pieces pieces = GL_PIECES;
    (void)state;
    gl_pieces_borrow(&pieces, block, 200);
    gl_pieces_borrow(&pieces, block + 200, 1);
    gl_pieces_borrow(&pieces, block + 201, 0);
    gl_pieces_borrow(&pieces, block + 201, 300);
    assert_int_equal(gl_pieces_count(&pieces), 1);
    assert_ptr_equal(gl_pieces_at(&pieces, 0).bytes, block);
    assert_held(&pieces, block, 501);
    gl_pieces_release(&pieces);
}

static void own_bytes_stand_between_borrowed_ones(void **state)
{
    struct gl_pieces pieces = GL_PIECES;
    struct gl_buffer wanted = {0};
    (void)state;
    for (size_t i = 0; i < 500; i++) { // the own bytes move several times
        gl_pieces_borrow(&pieces, block + i, 1000);
        gl_buffer_number(gl_pieces_own(&pieces), i);
        gl_pieces_borrow(&pieces, block, 3);
        gl_buffer_text(gl_pieces_own(&pieces), "|");
        gl_buffer_add(&wanted, block + i, 1000);
        gl_buffer_number(&wanted, i);
        gl_buffer_text(&wanted, "abc|");
    }
    assert_int_equal(gl_pieces_count(&pieces), 1000);
    assert_held(&pieces, wanted.bytes, wanted.length);
    gl_pieces_reset(&pieces);
    assert_int_equal(gl_pieces_count(&pieces), 0);
    gl_pieces_release(&pieces);
    gl_buffer_release(&wanted);
}

static void a_mark_takes_the_output_back(void **state)
{
    struct gl_pieces pieces = GL_PIECES;
    (void)state;
    gl_pieces_borrow(&pieces, block, 300);
    struct gl_pieces_mark first = gl_pieces_mark(&pieces);
    gl_pieces_borrow(&pieces, block + 300, 300);
    gl_buffer_text(gl_pieces_own(&pieces), "own");
    struct gl_pieces_mark second = gl_pieces_mark(&pieces);
    gl_buffer_text(gl_pieces_own(&pieces), "more");
    assert_true(gl_pieces_cut(&pieces, second));
    assert_int_equal(gl_pieces_count(&pieces), 2);
    assert_int_equal(gl_pieces_at(&pieces, 1).length, 3);
    assert_true(gl_pieces_cut(&pieces, first));
    assert_held(&pieces, block, 300);
    gl_pieces_release(&pieces);
}

static void collect(void *context, struct gl_pieces *pieces)
{
    gl_pieces_gather(pieces, context);
}

static void output_flows_when_much_is_held(void **state)
{
    struct gl_pieces pieces = GL_PIECES;
    struct gl_buffer drained = {0};
    (void)state;
    pieces.drain = collect;
    pieces.context = &drained;
    pieces.limit = 1000;
    struct gl_pieces_mark mark = gl_pieces_mark(&pieces);
    for (size_t i = 0; i < 100; i++) {
        gl_buffer_add(gl_pieces_own(&pieces), block + i * 26, 26);
        gl_pieces_flow(&pieces);
        assert_true(pieces.own.length <= 1000);
    }
    gl_pieces_copy(&pieces, block + 2600, 400);
    assert_true(drained.length > 0);
    size_t before = drained.length;
    gl_pieces_gather(&pieces, &drained);
    assert_int_equal(drained.length, 3000);
    assert_memory_equal(drained.bytes, block, 3000);
    assert_false(gl_pieces_cut(&pieces, mark));
    assert_int_equal(gl_pieces_count(&pieces), 0);
    assert_true(before <= 3000);
    gl_pieces_release(&pieces);
    gl_buffer_release(&drained);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_continues_in_memory_is_one_piece),
        cmocka_unit_test(own_bytes_stand_between_borrowed_ones),
        cmocka_unit_test(a_mark_takes_the_output_back),
        cmocka_unit_test(output_flows_when_much_is_held),
    };
    return cmocka_run_group_tests_name("pieces", tests, fill_block, NULL);
}
