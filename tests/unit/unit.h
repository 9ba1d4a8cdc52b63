/* What every unit test includes: cmocka and what it needs before it. */
#ifndef GALLEY_TESTS_UNIT_H
#define GALLEY_TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "text/span.h"

/* A C string as a text. */
static inline struct gl_text text_of(const char *string)
{
    return (struct gl_text){string, strlen(string)};
}

/* A text in memory of exactly its size, so that a sanitizer sees every read behind its end. To be
 * freed. */
static inline struct gl_text tight_text(const char *bytes, size_t length)
{
    char *copy = malloc(length > 0 ? length : 1);
    assert_non_null(copy);
    memcpy(copy, bytes, length);
    return (struct gl_text){copy, length};
}

#define assert_text_equal(text, string)                                                            \
    do {                                                                                           \
        assert_int_equal((text).length, strlen(string));                                           \
        assert_memory_equal((text).bytes, string, (text).length);                                  \
    } while (0)

#endif
