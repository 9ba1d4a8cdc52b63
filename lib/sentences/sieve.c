#include "sentences/sieve.h"

#include <string.h>

#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__))
#define HAVE_WIDE 1
#include <immintrin.h>
#else
#define HAVE_WIDE 0
#endif

#if HAVE_WIDE
__attribute__((target("avx2"))) static uint32_t wide_half(const struct gl_sieve *sieve,
                                                          const unsigned char *bytes)
{
    const __m256i half = _mm256_set1_epi8((char)0x8f);
    const __m256i top = _mm256_set1_epi8((char)0x80);
    const __m256i powers =
        _mm256_setr_epi8(1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16,
                         32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128);
    __m256i low =
        _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)sieve->rows[0]));
    __m256i high =
        _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)sieve->rows[1]));
    __m256i text = _mm256_loadu_si256((const __m256i *)(const void *)bytes);
    // A look-up at an index with the top bit set gives 0, so that one of the two tables speaks.
    __m256i row = _mm256_or_si256(
        _mm256_shuffle_epi8(low, _mm256_and_si256(text, half)),
        _mm256_shuffle_epi8(high, _mm256_and_si256(_mm256_xor_si256(text, top), half)));
    __m256i bit = _mm256_shuffle_epi8(
        powers, _mm256_and_si256(_mm256_srli_epi16(text, 4), _mm256_set1_epi8(0x07)));
    __m256i none = _mm256_cmpeq_epi8(_mm256_and_si256(row, bit), _mm256_setzero_si256());
    return ~(uint32_t)_mm256_movemask_epi8(none);
}

__attribute__((target("avx2"))) static uint64_t wide_block(const struct gl_sieve *sieve,
                                                           const unsigned char *bytes)
{
    return wide_half(sieve, bytes) | (uint64_t)wide_half(sieve, bytes + 32) << 32;
}

static bool can_wide(void)
{
    return __builtin_cpu_supports("avx2");
}
#else
static uint64_t wide_block(const struct gl_sieve *sieve, const unsigned char *bytes)
{
    (void)sieve;
    (void)bytes;
    return 0;
}

static bool can_wide(void)
{
    return false;
}
#endif

static uint64_t plain_block(const struct gl_sieve *sieve, const unsigned char *bytes)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < GL_SIEVE_BLOCK; i++) {
        bits |= (uint64_t)sieve->members[bytes[i]] << i;
    }
    return bits;
}

void gl_sieve_init(struct gl_sieve *sieve, const uint8_t members[256])
{
    memset(sieve, 0, sizeof *sieve);
    for (size_t byte = 0; byte < 256; byte++) {
        if (members[byte] != 0) {
            sieve->members[byte] = 1;
            sieve->rows[byte >> 7][byte & 0x0f] |= (uint8_t)(1u << (byte >> 4 & 7));
        }
    }
    sieve->wide = can_wide();
}

uint64_t gl_sieve_block(const struct gl_sieve *sieve, struct gl_text text, size_t at)
{
    unsigned char last[GL_SIEVE_BLOCK] = {0};
    const unsigned char *bytes = (const unsigned char *)text.bytes + at;
    size_t left = text.length - at;
    uint64_t within = ~UINT64_C(0);
    if (left < GL_SIEVE_BLOCK) {
        memcpy(last, bytes, left);
        bytes = last;
        within = (UINT64_C(1) << left) - 1;
    }
    return (sieve->wide ? wide_block(sieve, bytes) : plain_block(sieve, bytes)) & within;
}
