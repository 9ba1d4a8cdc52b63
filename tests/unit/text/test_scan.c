/* Scanning: all kernels give the same, at every alignment and length. */
#include "../unit.h"

#include <stdio.h>

#include "text/kernels.h"
#include "text/scan.h"
#include "text/utf8.h"

/* Numbers that look random and are the same on every run (xorshift64). */
static uint64_t dice(void)
{
    static uint64_t state = 88172645463325252u;
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static struct gl_byteset random_set(unsigned members)
{
    struct gl_byteset set = {0};
    for (unsigned i = 0; i < members; i++) {
        gl_byteset_add(&set, (unsigned char)dice());
    }
    return set;
}

static void a_set_holds_what_was_added(void **state)
{
    (void)state;
    for (unsigned round = 0; round < 50; round++) {
        bool wanted[256] = {false};
        struct gl_byteset set = {0};
        for (unsigned i = 0; i < round * 4; i++) {
            unsigned char byte = (unsigned char)dice();
            gl_byteset_add(&set, byte);
            wanted[byte] = true;
        }
        for (unsigned byte = 0; byte < 256; byte++) {
            assert_int_equal(gl_byteset_has(&set, (unsigned char)byte), wanted[byte]);
        }
    }
}

static void check_sets(const struct gl_kernels *kernels, struct gl_text text)
{
    struct gl_byteset set = random_set((unsigned)(dice() % 9));
    uint64_t ours[8] = {0};
    uint64_t plain[8] = {0};
    uint64_t our_mask, plain_mask;
    size_t our_block = kernels->seek(&set, text.bytes, text.length, &our_mask);
    size_t plain_block = gl_kernels_plain.seek(&set, text.bytes, text.length, &plain_mask);
    assert_int_equal(our_block, plain_block);
    assert_int_equal(our_mask, plain_mask);
    kernels->bits(&set, text.bytes, text.length, ours);
    gl_kernels_plain.bits(&set, text.bytes, text.length, plain);
    assert_memory_equal(ours, plain, sizeof ours);
}

static void check_utf8(const struct gl_kernels *kernels, struct gl_text text)
{
    bool ours, plain;
    size_t slow = gl_kernels_valid_slowly(text.bytes, text.length, 0);
    assert_int_equal(kernels->valid(text.bytes, text.length, &ours), slow);
    assert_int_equal(gl_kernels_plain.valid(text.bytes, text.length, &plain), slow);
    assert_int_equal(ours, plain);
    assert_int_equal(kernels->continuations(text.bytes, text.length),
                     gl_kernels_plain.continuations(text.bytes, text.length));
    assert_int_equal(kernels->wides(text.bytes, text.length),
                     gl_kernels_plain.wides(text.bytes, text.length));
}

static void check_copy(const struct gl_kernels *kernels, struct gl_text text)
{
    char copy[400 + GL_KERNELS_SLACK];
    char stop = text.length > 0 ? text.bytes[dice() % text.length] : 'x';
    const char *found = text.length > 0 ? memchr(text.bytes, stop, text.length) : NULL;
    size_t length = found != NULL ? (size_t)(found - text.bytes) : text.length;
    assert_int_equal(kernels->copy_until(copy, text.bytes, text.length, stop), length);
    assert_memory_equal(copy, text.bytes, length);
    assert_int_equal(gl_kernels_plain.copy_until(copy, text.bytes, text.length, stop), length);
    assert_memory_equal(copy, text.bytes, length);
}

/* Bytes, most of them well-formed UTF-8 of one mood: ASCII, mixed, or broken here and there. */
static size_t fill(char *bytes, size_t length, unsigned mood)
{
    size_t at = 0;
    while (at + 4 <= length) {
        int32_t code_point = (int32_t)(dice() % 0x80);
        if (mood > 0 && dice() % 3 == 0) {
            static const int32_t edges[] = {0x80,   0x7FF,  0x800,   0xFFF,   0x1000,  0xD7FF,
                                            0xE000, 0xFFFF, 0x10000, 0x3FFFF, 0x40000, 0x10FFFF};
            code_point = edges[dice() % 12];
        }
        at += gl_utf8_encode(code_point, bytes + at);
    }
    for (; at < length; at++) {
        bytes[at] = 'x';
    }
    if (mood > 1 && length > 0) {
        bytes[dice() % length] = (char)(0x80 | dice());
    }
    return length;
}

static void check_unescape(const struct gl_kernels *kernels, struct gl_text text)
{
    char ours[400 + GL_KERNELS_SLACK];
    char plain[400 + GL_KERNELS_SLACK];
    size_t our_count, plain_count;
    assert_int_equal(kernels->unescape(ours, text.bytes, text.length, &our_count),
                     gl_kernels_plain.unescape(plain, text.bytes, text.length, &plain_count));
    assert_int_equal(our_count, plain_count);
    assert_memory_equal(ours, plain, plain_count);
}

static void escapes_are_resolved_alike(void **state)
{
    const struct gl_kernels *kernels = gl_kernels_avx2();
    (void)state;
    if (kernels == NULL) {
        skip();
    }
    for (size_t round = 0; round < 20000; round++) {
        static const char marks[] = "nnrtbf/\\\"\\\\uuxX";
        char bytes[300];
        size_t length = dice() % sizeof bytes;
        for (size_t i = 0; i < length; i++) {
            bool slash = i > 0 && bytes[i - 1] == '\\' && dice() % 8 != 0;
            bytes[i] = slash            ? marks[dice() % (dice() % 4 == 0 ? 16 : 6)]
                       : dice() % 9 < 1 ? '\\'
                                        : (char)(dice() % 40 == 0 ? dice() : 'a' + dice() % 26);
        }
        struct gl_text tight = tight_text(bytes, length);
        check_unescape(kernels, tight);
        free((char *)(uintptr_t)tight.bytes);
    }
}

static void check_lines(const struct gl_kernels *kernels, struct gl_text text)
{
    assert_int_equal(kernels->line_end(text.bytes, text.length),
                     gl_kernels_plain.line_end(text.bytes, text.length));
}

/* A line end of several bytes somewhere, or a part of one. */
static void put_line_end(char *bytes, size_t length)
{
    static const char *const ends[] = {"\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9", "\xE2\x80\x99"};
    const char *end = ends[dice() % 4];
    size_t at = length > 0 ? dice() % length : 0;
    for (size_t i = 0; end[i] != '\0' && at + i < length; i++) {
        bytes[at + i] = end[i];
    }
    for (size_t i = 0; i < length; i++) { // few others, so that these are met
        bytes[i] = bytes[i] >= '\n' && bytes[i] <= '\r' && dice() % 32 != 0 ? ' ' : bytes[i];
    }
}

static void line_ends_are_found_alike(void **state)
{
    const struct gl_kernels *kernels = gl_kernels_avx2();
    (void)state;
    if (kernels == NULL) {
        skip();
    }
    for (size_t round = 0; round < 20000; round++) {
        char bytes[200];
        size_t length = dice() % sizeof bytes;
        fill(bytes, length, (unsigned)(dice() % 3));
        put_line_end(bytes, length);
        struct gl_text tight = tight_text(bytes, length);
        check_lines(kernels, tight);
        free((char *)(uintptr_t)tight.bytes);
    }
}

static void kernels_agree_at_every_alignment_and_length(void **state)
{
    const struct gl_kernels *kernels = gl_kernels_avx2();
    char bytes[400];
    (void)state;
    if (kernels == NULL) {
        skip();
    }
    for (size_t length = 0; length <= 260; length++) {
        for (unsigned mood = 0; mood < 12; mood++) {
            fill(bytes, length, mood / 3);
            struct gl_text tight = tight_text(bytes, length);
            check_sets(kernels, tight);
            check_utf8(kernels, tight);
            check_copy(kernels, tight);
            for (size_t shift = 1; shift < 33 && shift < length; shift += 5) {
                struct gl_text part = {tight.bytes + shift, length - shift};
                check_sets(kernels, part);
                check_utf8(kernels, part);
                check_copy(kernels, part);
            }
            free((char *)(uintptr_t)tight.bytes);
        }
    }
}

static void every_pair_and_triple_of_bytes_is_judged_alike(void **state)
{
    const struct gl_kernels *kernels = gl_kernels_avx2();
    static const unsigned char edges[] = {0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF,
                                          0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE,
                                          0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xF8, 0xFF};
    const size_t count = sizeof edges;
    (void)state;
    if (kernels == NULL) {
        skip();
    }
    for (size_t i = 0; i < count * count * count * count; i++) {
        char bytes[70];
        memset(bytes, 'a', sizeof bytes);
        size_t at = 29 + i % 36; // over the borders of halves and blocks
        bytes[at] = (char)edges[i % count];
        bytes[at + 1] = (char)edges[i / count % count];
        bytes[at + 2] = (char)edges[i / count / count % count];
        bytes[at + 3] = (char)edges[i / count / count / count];
        bool ascii;
        assert_int_equal(kernels->valid(bytes, sizeof bytes, &ascii),
                         gl_kernels_valid_slowly(bytes, sizeof bytes, 0));
    }
}

static void a_walk_gives_every_place_once(void **state)
{
    char bytes[300];
    (void)state;
    for (unsigned round = 0; round < 2000; round++) {
        size_t length = dice() % sizeof bytes;
        fill(bytes, length, 1);
        struct gl_text text = tight_text(bytes, length);
        struct gl_byteset set = random_set(1 + (unsigned)(dice() % 40));
        size_t from = length > 0 ? dice() % length : 0;
        struct gl_scan scan = gl_scan_begin(&set, text, from, length);
        size_t at = 0;
        for (size_t wanted = from; wanted < length; wanted++) {
            if (gl_byteset_has(&set, (unsigned char)bytes[wanted])) {
                assert_int_equal(gl_scan_any(&set, text, from, length), wanted);
                assert_true(gl_scan_next(&scan, &at));
                assert_int_equal(at, wanted);
                from = wanted + 1;
                if (dice() % 8 == 0) { // pass over some
                    wanted += dice() % 90;
                    from = wanted + 1 < length ? wanted + 1 : length;
                    gl_scan_skip(&scan, from);
                }
            }
        }
        assert_false(gl_scan_next(&scan, &at));
        assert_int_equal(gl_scan_any(&set, text, from, length), length);
        free((char *)(uintptr_t)text.bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_set_holds_what_was_added),
        cmocka_unit_test(kernels_agree_at_every_alignment_and_length),
        cmocka_unit_test(every_pair_and_triple_of_bytes_is_judged_alike),
        cmocka_unit_test(escapes_are_resolved_alike),
        cmocka_unit_test(line_ends_are_found_alike),
        cmocka_unit_test(a_walk_gives_every_place_once),
    };
    return cmocka_run_group_tests_name("scan", tests, NULL, NULL);
}
