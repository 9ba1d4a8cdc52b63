#include "base/number.h"

#include <string.h>

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

static const char pairs[] = "00010203040506070809101112131415161718192021222324"
                            "25262728293031323334353637383940414243444546474849"
                            "50515253545556575859606162636465666768697071727374"
                            "75767778798081828384858687888990919293949596979899";

static size_t digits_of(uint64_t number)
{
    size_t count = 1;
    for (; number >= 10000; number /= 10000) {
        count += 4;
    }
    return count + (number >= 10) + (number >= 100) + (number >= 1000);
}

size_t gl_write_digits(char *to, uint64_t number)
{
    size_t count = digits_of(number);
    char *end = to + count;
    for (; number >= 100; number /= 100) {
        end -= 2;
        memcpy(end, pairs + number % 100 * 2, 2);
    }
    if (number >= 10) {
        memcpy(end - 2, pairs + number * 2, 2);
    } else {
        end[-1] = (char)('0' + number);
    }
    return count;
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
