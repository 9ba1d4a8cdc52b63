/* Bits: what the bytes of a line are, a bit for each byte, sixty-four bytes a word. */
#ifndef GALLEY_BOILERPLATE_BITS_H
#define GALLEY_BOILERPLATE_BITS_H

#include <stddef.h>
#include <stdint.h>

enum {
    GL_BITS_BYTES = 512, /* of a line that are looked at */
    GL_BITS_WORDS = GL_BITS_BYTES / 64
};

struct gl_bits {
    uint64_t word[GL_BITS_WORDS + 1];  /* ASCII letters and digits */
    uint64_t upper[GL_BITS_WORDS + 1]; /* A to Z */
    uint64_t digit[GL_BITS_WORDS + 1];
    uint64_t high[GL_BITS_WORDS + 1]; /* not ASCII */
    size_t words;                     /* how many of each are filled in; a zero follows */
    size_t commas, stops, separators, links, quotes; /* as evidence has them, of ASCII marks */
    char bytes[GL_BITS_BYTES + 64];                  /* a copy, with zeros behind it */
    size_t length;
};

/* Looks at bytes[0..length), length <= GL_BITS_BYTES. */
void gl_bits_look(const char *bytes, size_t length, struct gl_bits *bits);

#endif
