#include "../unit.h"

#include "text/utf8.h"

struct sample {
    const char *bytes;
    size_t valid;         /* bytes before the first ill-formed one */
    size_t masked;        /* bytes that are ill-formed */
    const char *repaired; /* one U+FFFD for each maximal subpart */
};
#define R "\xEF\xBF\xBD"

static const struct sample samples[] = {
    {"", 0, 0, ""},
    {"plain text of some length", 25, 0, "plain text of some length"},
    {"caf\xC3\xA9 \xE2\x80\x9C \xF0\x9F\x98\x80", 14, 0,
     "caf\xC3\xA9 \xE2\x80\x9C \xF0\x9F\x98\x80"},
    {"\xF4\x8F\xBF\xBF", 4, 0, "\xF4\x8F\xBF\xBF"},
    {"a\x80z", 1, 1, "a" R "z"},
    {"a\xC0\xAFz", 1, 2, "a" R R "z"},             /* overlong */
    {"a\xE0\x80\xAFz", 1, 3, "a" R R R "z"},       /* overlong: E0 80 is no beginning */
    {"a\xED\xA0\x80z", 1, 3, "a" R R R "z"},       /* surrogate */
    {"a\xF4\x90\x80\x80z", 1, 4, "a" R R R R "z"}, /* beyond U+10FFFF */
    {"a\xE2\x80z", 1, 2, "a" R "z"},               /* cut: one subpart */
    {"a\xF0\x9F\x98", 1, 3, "a" R},
    {"a\xF0\x9F\x98z\xFF", 1, 4, "a" R "z" R},
    /* Unicode 3.9, table 3-11 */
    {"\xF0\x80\x80\x41", 0, 3, R R R "A"},
    {"\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41", 0, 8, R R R R "A"},
};
enum { SAMPLES = sizeof samples / sizeof samples[0] };

static void well_formed_bytes_are_told_from_others(void **state)
{
    (void)state;
    for (size_t i = 0; i < SAMPLES; i++) {
        struct gl_text text = tight_text(samples[i].bytes, strlen(samples[i].bytes));
        assert_int_equal(gl_utf8_valid_until(text, 0), samples[i].valid);
        free((char *)(uintptr_t)text.bytes);
    }
}

static void masking_keeps_length_and_leaves_good_bytes(void **state)
{
    (void)state;
    for (size_t i = 0; i < SAMPLES; i++) {
        size_t length = strlen(samples[i].bytes);
        struct gl_text text = tight_text(samples[i].bytes, length);
        char *bytes = (char *)(uintptr_t)text.bytes;
        assert_int_equal(gl_utf8_mask(bytes, length), samples[i].masked);
        assert_int_equal(gl_utf8_valid_until(text, 0), length);
        for (size_t at = 0; at < length; at++) {
            assert_true(bytes[at] == samples[i].bytes[at] || bytes[at] == 0x1A);
        }
        free(bytes);
    }
}

static void repair_puts_one_replacement_for_each_maximal_subpart(void **state)
{
    struct gl_buffer out = {0};
    (void)state;
    for (size_t i = 0; i < SAMPLES; i++) {
        struct gl_text text = tight_text(samples[i].bytes, strlen(samples[i].bytes));
        gl_buffer_reset(&out);
        size_t repaired = gl_utf8_repair(text, &out);
        assert_text_equal(out, samples[i].repaired);
        assert_int_equal(repaired > 0, samples[i].masked > 0);
        free((char *)(uintptr_t)text.bytes);
    }
    gl_buffer_release(&out);
}

static void decoding_gives_back_what_was_encoded(void **state)
{
    (void)state;
    for (int32_t wanted = 0; wanted <= 0x10FFFF; wanted += wanted < 0x3000 ? 1 : 251) {
        char bytes[4];
        int32_t found;
        if (wanted >= 0xD800 && wanted < 0xE000) {
            continue;
        }
        size_t length = gl_utf8_encode(wanted, bytes);
        struct gl_text text = {bytes, length};
        assert_int_equal(gl_utf8_decode(text, 0, &found), length);
        assert_int_equal(found, wanted);
        assert_int_equal(gl_utf8_before(text, length), 0);
        assert_int_equal(gl_utf8_floor(text, length - 1), 0);
        assert_int_equal(gl_utf8_floor(text, length), length);
    }
}

static void an_ill_formed_byte_decodes_as_one_replacement(void **state)
{
    int32_t found;
    (void)state;
    struct gl_text text = tight_text("\xE2\x80", 2);
    assert_int_equal(gl_utf8_decode(text, 0, &found), 1);
    assert_int_equal(found, 0xFFFD);
    free((char *)(uintptr_t)text.bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(well_formed_bytes_are_told_from_others),
        cmocka_unit_test(masking_keeps_length_and_leaves_good_bytes),
        cmocka_unit_test(repair_puts_one_replacement_for_each_maximal_subpart),
        cmocka_unit_test(decoding_gives_back_what_was_encoded),
        cmocka_unit_test(an_ill_formed_byte_decodes_as_one_replacement),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
