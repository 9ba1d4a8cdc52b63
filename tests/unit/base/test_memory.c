/* Arena, array and buffer. */
#include "../unit.h"

#include <stdio.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/buffer.h"

static void pieces_of_an_arena_are_apart_and_aligned(void **state)
{
    struct gl_arena arena = {0};
    (void)state;
    char *last = NULL;
    for (size_t size = 0; size < 3000; size += 7) {
        char *piece = gl_arena_alloc(&arena, size);
        assert_non_null(piece);
        assert_int_equal((uintptr_t)piece % _Alignof(max_align_t), 0);
        assert_true(piece != last);
        memset(piece, 'x', size);
        last = piece;
    }
    gl_arena_release(&arena);
    assert_null(arena.first);
}

static void a_piece_larger_than_a_block_gets_its_own(void **state)
{
    struct gl_arena arena = {0};
    (void)state;
    char *small = gl_arena_copy(&arena, "small", 5);
    char *large = gl_arena_alloc(&arena, 3000000);
    memset(large, 'x', 3000000);
    assert_string_equal(small, "small");
    gl_arena_release(&arena);
}

static void a_piece_that_grows_keeps_its_bytes(void **state)
{
    struct gl_arena arena = {0};
    (void)state;
    size_t *numbers = NULL;
    size_t *others = NULL;
    size_t capacity = 0;
    for (size_t i = 0; i < 1000000; i++) {
        if (i == capacity) {
            size_t wanted = capacity > 0 ? 2 * capacity : 4;
            numbers = gl_arena_regrow(&arena, numbers, capacity * sizeof i, wanted * sizeof i);
            others = gl_arena_regrow(&arena, others, capacity * sizeof i, wanted * sizeof i);
            assert_true(numbers != NULL && others != NULL);
            assert_string_equal(gl_arena_copy(&arena, "between", 7), "between");
            capacity = wanted;
        }
        numbers[i] = i;
        others[i] = ~i;
    }
    for (size_t i = 0; i < 1000000; i++) {
        assert_int_equal(numbers[i], i);
        assert_int_equal(others[i], ~i);
    }
    assert_null(gl_arena_regrow(&arena, numbers, capacity * sizeof(size_t), SIZE_MAX));
    gl_arena_reset(&arena);
    assert_non_null(gl_arena_alloc(&arena, 100));
    gl_arena_release(&arena);
}

static void reset_gives_the_same_memory_again(void **state)
{
    struct gl_arena arena = {0};
    (void)state;
    void *first = gl_arena_alloc(&arena, 100);
    gl_arena_reset(&arena);
    assert_ptr_equal(gl_arena_alloc(&arena, 100), first);
    gl_arena_release(&arena);
}

static void sizes_that_do_not_fit_give_null(void **state)
{
    struct gl_arena arena = {0};
    (void)state;
    assert_null(gl_arena_alloc(&arena, SIZE_MAX));
    assert_null(gl_arena_zeros(&arena, SIZE_MAX / 2, 4));
    assert_non_null(gl_arena_alloc(&arena, 1));
    gl_arena_release(&arena);
}

static void zeros_are_cleared_after_a_reset_too(void **state)
{
    struct gl_arena arena = {0};
    (void)state;
    memset(gl_arena_alloc(&arena, 64), 'x', 64);
    gl_arena_reset(&arena);
    const char *zeros = gl_arena_zeros(&arena, 8, 8);
    for (size_t i = 0; i < 64; i++) {
        assert_int_equal(zeros[i], 0);
    }
    gl_arena_release(&arena);
}

static void an_array_grows_and_keeps_its_items(void **state)
{
    struct gl_array numbers = GL_ARRAY(size_t);
    (void)state;
    for (size_t i = 0; i < 1000; i++) {
        size_t *item = gl_array_push(&numbers);
        assert_non_null(item);
        assert_int_equal(*item, 0);
        *item = i;
    }
    for (size_t i = 0; i < 1000; i++) {
        assert_int_equal(GL_AT(numbers, size_t, i), i);
    }
    size_t capacity = numbers.capacity;
    gl_array_reset(&numbers);
    assert_int_equal(numbers.count, 0);
    assert_int_equal(numbers.capacity, capacity);
    gl_array_release(&numbers);
    assert_int_equal(numbers.item_size, sizeof(size_t));
}

static void a_buffer_takes_all_kinds_of_appends(void **state)
{
    struct gl_buffer buffer = {0};
    (void)state;
    gl_buffer_text(&buffer, "a");
    gl_buffer_byte(&buffer, '-');
    gl_buffer_add(&buffer, "b\0c", 3);
    gl_buffer_number(&buffer, 0);
    gl_buffer_number(&buffer, UINT64_MAX);
    gl_buffer_printf(&buffer, "[%s|%d]", "x", -1);
    assert_int_equal(buffer.length, 5 + 1 + 20 + 6);
    assert_memory_equal(buffer.bytes, "a-b\0c018446744073709551615[x|-1]", buffer.length);
    gl_buffer_release(&buffer);
}

static void a_buffer_remembers_its_failure_until_reset(void **state)
{
    struct gl_buffer buffer = {0};
    (void)state;
    gl_buffer_text(&buffer, "kept");
    assert_false(gl_buffer_reserve(&buffer, SIZE_MAX));
    gl_buffer_text(&buffer, "ignored");
    assert_true(buffer.failed);
    assert_int_equal(buffer.length, 4);
    gl_buffer_reset(&buffer);
    gl_buffer_text(&buffer, "again");
    assert_false(buffer.failed);
    assert_memory_equal(buffer.bytes, "again", 5);
    gl_buffer_release(&buffer);
}

static void numbers_are_written_in_decimal(void **state)
{
    struct gl_buffer buffer = {0};
    char wanted[32];
    (void)state;
    for (uint64_t number = 1; number != 0; number = number > UINT64_MAX / 10 ? 0 : number * 10) {
        for (uint64_t near = number - 1; near <= number + 1; near++) {
            gl_buffer_reset(&buffer);
            gl_buffer_number(&buffer, near);
            snprintf(wanted, sizeof wanted, "%llu", (unsigned long long)near);
            assert_int_equal(buffer.length, strlen(wanted));
            assert_memory_equal(buffer.bytes, wanted, buffer.length);
        }
    }
    gl_buffer_reset(&buffer);
    gl_buffer_number(&buffer, UINT64_MAX);
    assert_memory_equal(buffer.bytes, "18446744073709551615", 20);
    gl_buffer_release(&buffer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_written_in_decimal),
        cmocka_unit_test(pieces_of_an_arena_are_apart_and_aligned),
        cmocka_unit_test(a_piece_larger_than_a_block_gets_its_own),
        cmocka_unit_test(a_piece_that_grows_keeps_its_bytes),
        cmocka_unit_test(reset_gives_the_same_memory_again),
        cmocka_unit_test(sizes_that_do_not_fit_give_null),
        cmocka_unit_test(zeros_are_cleared_after_a_reset_too),
        cmocka_unit_test(an_array_grows_and_keeps_its_items),
        cmocka_unit_test(a_buffer_takes_all_kinds_of_appends),
        cmocka_unit_test(a_buffer_remembers_its_failure_until_reset),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
