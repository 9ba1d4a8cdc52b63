#include "text/scan.h"

#include "text/kernels.h"

bool gl_scan_refill(struct gl_scan *scan)
{
    size_t left = scan->end > scan->next ? scan->end - scan->next : 0;
    if (left == 0) {
        return false;
    }
    size_t block = gl_kernels()->seek(scan->set, scan->bytes + scan->next, left, &scan->mask);
    scan->block = scan->next + block;
    scan->next = left - block > 64 ? scan->block + 64 : scan->end;
    return scan->mask != 0;
}

void gl_scan_skip(struct gl_scan *scan, size_t from)
{
    if (from >= scan->next) {
        scan->mask = 0;
        scan->next = from;
    } else if (from > scan->block) {
        scan->mask &= ~UINT64_C(0) << (from - scan->block);
    }
}

size_t gl_scan_any(const struct gl_byteset *set, struct gl_text text, size_t from, size_t end)
{
    enum { NEAR = 8 };
    // Most ends of words and lines that are asked for so are near.
    size_t stop = end - from < NEAR ? end : from + NEAR;
    uint64_t mask;
    for (; from < stop; from++) {
        if (gl_byteset_has(set, (unsigned char)text.bytes[from])) {
            return from;
        }
    }
    if (from >= end) {
        return end;
    }
    size_t block = gl_kernels()->seek(set, text.bytes + from, end - from, &mask);
    return mask != 0 ? from + block + (size_t)__builtin_ctzll(mask) : end;
}

void gl_scan_bits(const struct gl_byteset *set, struct gl_text text, uint64_t *bits)
{
    if (text.length > 0) {
        gl_kernels()->bits(set, text.bytes, text.length, bits);
    }
}
