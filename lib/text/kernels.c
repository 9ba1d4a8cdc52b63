/* Kernels in plain C, and the choice among the variants. */
#include "text/kernels.h"

#include <stdatomic.h>
#include <string.h>

#define EACH UINT64_C(0x0101010101010101)

enum { BLOCK = 64 };

static uint64_t hits_in(const struct gl_byteset *set, const char *bytes, size_t length)
{
    uint64_t mask = 0;
    for (size_t i = 0; i < length; i++) {
        mask |= (uint64_t)gl_byteset_has(set, (unsigned char)bytes[i]) << i;
    }
    return mask;
}

static size_t seek(const struct gl_byteset *set, const char *bytes, size_t length, uint64_t *mask)
{
    *mask = 0;
    for (size_t at = 0; at < length; at += BLOCK) {
        *mask = hits_in(set, bytes + at, length - at < BLOCK ? length - at : BLOCK);
        if (*mask != 0) {
            return at;
        }
    }
    return length;
}

static void bits_of(const struct gl_byteset *set, const char *bytes, size_t length, uint64_t *bits)
{
    for (size_t at = 0; at < length; at += BLOCK) {
        *bits++ = hits_in(set, bytes + at, length - at < BLOCK ? length - at : BLOCK);
    }
}

static size_t valid(const char *bytes, size_t length, bool *ascii)
{
    size_t at = 0;
    uint64_t eight;
    for (; length - at >= sizeof eight; at += sizeof eight) {
        memcpy(&eight, bytes + at, sizeof eight);
        if ((eight & EACH << 7) != 0) {
            break;
        }
    }
    while (at < length && (unsigned char)bytes[at] < 0x80) {
        at++;
    }
    *ascii = at == length;
    return *ascii ? length : gl_kernels_valid_slowly(bytes, length, at);
}

static size_t continuations(const char *bytes, size_t length)
{
    size_t found = 0;
    uint64_t eight;
    for (; length >= sizeof eight; bytes += sizeof eight, length -= sizeof eight) {
        memcpy(&eight, bytes, sizeof eight);
        found += (size_t)__builtin_popcountll(eight >> 7 & ~(eight >> 6) & EACH);
    }
    for (size_t i = 0; i < length; i++) {
        found += ((unsigned char)bytes[i] & 0xC0) == 0x80;
    }
    return found;
}

static size_t wides(const char *bytes, size_t length)
{
    size_t found = 0;
    uint64_t eight;
    for (; length >= sizeof eight; bytes += sizeof eight, length -= sizeof eight) {
        memcpy(&eight, bytes, sizeof eight);
        found +=
            (size_t)__builtin_popcountll(eight >> 7 & eight >> 6 & eight >> 5 & eight >> 4 & EACH);
    }
    for (size_t i = 0; i < length; i++) {
        found += (unsigned char)bytes[i] >= 0xF0;
    }
    return found;
}

static size_t copy_until(char *to, const char *from, size_t length, char stop)
{
    const char *found = length > 0 ? memchr(from, stop, length) : NULL;
    length = found != NULL ? (size_t)(found - from) : length;
    if (length > 0) {
        memcpy(to, from, length);
    }
    return length;
}

const char gl_kernels_escapes[256] = {['"'] = '"',  ['\\'] = '\\', ['/'] = '/',  ['b'] = '\b',
                                      ['f'] = '\f', ['n'] = '\n',  ['r'] = '\r', ['t'] = '\t'};

static size_t unescape(char *to, const char *from, size_t length, size_t *written)
{
    size_t at = 0;
    size_t count = 0;
    while (at < length && from[at] != '"' && (unsigned char)from[at] >= 0x20) {
        char byte = from[at];
        if (byte == '\\') {
            byte = at + 1 < length ? gl_kernels_escapes[(unsigned char)from[at + 1]] : '\0';
            if (byte == '\0') {
                break;
            }
            at++;
        }
        to[count++] = byte;
        at++;
    }
    *written = count;
    return at;
}

static size_t line_end(const char *bytes, size_t length)
{
    size_t at = 0;
    for (; at < length; at++) {
        unsigned char byte = (unsigned char)bytes[at];
        if (byte < 0x80 ? byte >= '\n' && byte <= '\r'
                        : gl_kernels_wide_line_end(bytes, length, at)) {
            break;
        }
    }
    return at;
}

const struct gl_kernels gl_kernels_plain = {
    seek, bits_of, valid, continuations, wides, copy_until, unescape, line_end,
};

const struct gl_kernels *gl_kernels(void)
{
    // Threads may settle it at once: all come to the same.
    static const struct gl_kernels *_Atomic settled;
    const struct gl_kernels *kernels = atomic_load_explicit(&settled, memory_order_relaxed);
    if (kernels == NULL) {
        kernels = gl_kernels_avx2();
        kernels = kernels != NULL ? kernels : &gl_kernels_plain;
        atomic_store_explicit(&settled, kernels, memory_order_relaxed);
    }
    return kernels;
}
