/* Sieve: where bytes of a set stand in a text, found 64 bytes at a time.
 *
 * Membership of all 256 bytes is two tables of 16: by the low half of a byte, a bit for each high
 * half (W. Muła, D. Lemire, "Faster Base64 Encoding and Decoding", 2018; G. Langdale, D. Lemire,
 * "Parsing Gigabytes of JSON per Second", 2019). Where the processor has AVX2 they are looked up
 * for 32 bytes at once, elsewhere byte by byte, with the same result. */
#ifndef GALLEY_SENTENCES_SIEVE_H
#define GALLEY_SENTENCES_SIEVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/span.h"

enum { GL_SIEVE_BLOCK = 64 };

struct gl_sieve {
    uint8_t rows[2][16];  /* [high bit][low half]: a bit for each of eight high halves */
    uint8_t members[256]; /* 1: in the set */
    bool wide;            /* the processor does 32 bytes at once */
};

/* The set of all bytes whose place in `members` is not 0. */
void gl_sieve_init(struct gl_sieve *sieve, const uint8_t members[256]);

/* A bit for each of the 64 bytes at `at` (a multiple of 64 below text.length) that is in the set;
 * none for what lies behind the text. */
uint64_t gl_sieve_block(const struct gl_sieve *sieve, struct gl_text text, size_t at);

/* Where a pass over a text is. Set text and sieve, and block to SIZE_MAX. */
struct gl_sifting {
    const struct gl_sieve *sieve;
    struct gl_text text;
    size_t block; /* start of the block looked at last; SIZE_MAX: none yet */
    uint64_t bits;
};

/* The first byte of the set at or behind `from`, before `end`; `end` when there is none. Calls with
 * rising `from` look at each block once. */
static inline size_t gl_sieve_next(struct gl_sifting *sifting, size_t from, size_t end)
{
    while (from < end) {
        size_t block = from & ~(size_t)(GL_SIEVE_BLOCK - 1);
        if (block != sifting->block) {
            sifting->block = block;
            sifting->bits = gl_sieve_block(sifting->sieve, sifting->text, block);
        }
        uint64_t bits = sifting->bits >> (from - block);
        if (bits != 0) {
            from += (size_t)__builtin_ctzll(bits);
            return from < end ? from : end;
        }
        from = block + GL_SIEVE_BLOCK;
    }
    return end;
}

#endif
