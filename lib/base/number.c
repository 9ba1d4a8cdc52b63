#include "base/number.h"

bool gl_size_add(size_t a, size_t b, size_t *sum)
{
    if (a > SIZE_MAX - b) {
        return false;
    }
    *sum = a + b;
    return true;
}

bool gl_size_multiply(size_t a, size_t b, size_t *product)
{
    if (b > 0 && a > SIZE_MAX / b) {
        return false;
    }
    *product = a * b;
    return true;
}

bool gl_parse_size(const char *bytes, size_t length, size_t *number)
{
    size_t value = 0;
    if (length == 0) {
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        if (bytes[i] < '0' || bytes[i] > '9' || !gl_size_multiply(value, 10, &value) ||
            !gl_size_add(value, (size_t)(bytes[i] - '0'), &value)) {
            return false;
        }
    }
    *number = value;
    return true;
}

uint64_t gl_hash_more(uint64_t hash, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        hash ^= (unsigned char)bytes[i];
        hash *= UINT64_C(1099511628211);
    }
    return hash;
}

uint64_t gl_hash(const char *bytes, size_t length)
{
    return gl_hash_more(GL_HASH_START, bytes, length);
}

/* One more than the value, so that all others are 0. */
const int8_t gl_hex_digits[256] = {
    ['0'] = 1,  ['1'] = 2,  ['2'] = 3,  ['3'] = 4,  ['4'] = 5,  ['5'] = 6,  ['6'] = 7,  ['7'] = 8,
    ['8'] = 9,  ['9'] = 10, ['A'] = 11, ['B'] = 12, ['C'] = 13, ['D'] = 14, ['E'] = 15, ['F'] = 16,
    ['a'] = 11, ['b'] = 12, ['c'] = 13, ['d'] = 14, ['e'] = 15, ['f'] = 16};
