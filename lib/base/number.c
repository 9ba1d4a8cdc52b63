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

int gl_hex_digit(int byte)
{
    if (byte >= '0' && byte <= '9') {
        return byte - '0';
    }
    int lower = byte | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}
