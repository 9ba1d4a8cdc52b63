/* Scan: to the next byte at which a quotation mark may begin, many bytes at a time. */
#ifndef GALLEY_QUOTES_SCAN_H
#define GALLEY_QUOTES_SCAN_H

#include <stddef.h>
#include <stdint.h>

#include "text/span.h"

enum { GL_SCAN_BYTES = 12 };

/* The bytes looked for. Zero it, then add. */
struct gl_scan_set {
    uint8_t bytes[GL_SCAN_BYTES]; /* the first `count`; filled up with the last one */
    size_t count;                 /* more than GL_SCAN_BYTES: only the table is right */
    uint8_t table[256];           /* 1: looked for */
};

void gl_scan_add(struct gl_scan_set *set, uint8_t byte);

/* The first place in [from, end) that holds a byte of the set; `end` when there is none. Reads
 * nothing behind `end`. */
size_t gl_scan_next(const struct gl_scan_set *set, struct gl_text text, size_t from, size_t end);

#endif
