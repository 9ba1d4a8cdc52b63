/* Numbers: sizes that may not wrap, digits that may not overflow. */
#ifndef GALLEY_BASE_NUMBER_H
#define GALLEY_BASE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* *sum = a + b; false (and *sum unchanged) when that does not fit. */
bool gl_size_add(size_t a, size_t b, size_t *sum);
bool gl_size_multiply(size_t a, size_t b, size_t *product);

/* Reads the decimal digits bytes[0..length) whole; false when there is none, another character, or
 * the number does not fit. */
bool gl_parse_size(const char *bytes, size_t length, size_t *number);

/* Writes the decimal digits of `number` to `to`, which has room for GL_DIGITS, and returns how
 * many.
 */
enum { GL_DIGITS = 20 };
size_t gl_write_digits(char *to, uint64_t number);

/* Value of a hexadecimal digit in either case; -1 for anything else (also below 0, as an end mark).
 */
extern const int8_t gl_hex_digits[256];
static inline int gl_hex_digit(int byte)
{
    return byte < 0 || byte > 0xFF ? -1 : gl_hex_digits[byte] - 1;
}

/* FNV-1a (Fowler, Noll, Vo), 64 bits: the hash of tables made at build time, the same on all
 * machines. */
uint64_t gl_hash(const char *bytes, size_t length);
/* The same, begun from an earlier hash, for text in pieces. Start with GL_HASH_START. */
#define GL_HASH_START UINT64_C(14695981039346656037)
uint64_t gl_hash_more(uint64_t hash, const char *bytes, size_t length);

#endif
