#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"

enum { FIRST_CAPACITY = 256, LARGE = 16 * 1024 * 1024 };

static bool grow(struct gl_buffer *buffer, size_t needed)
{
    size_t capacity = buffer->capacity > 0 ? buffer->capacity : FIRST_CAPACITY;
    // Large ones grow by a quarter, so that a huge document is not held with as much room again.
    size_t more = capacity < LARGE ? capacity : capacity / 4;
    capacity = needed > capacity + more ? needed : capacity + more;
    char *bytes = realloc(buffer->bytes, capacity);
    if (bytes == NULL) {
        return false;
    }
    buffer->bytes = bytes;
    buffer->capacity = capacity;
    return true;
}

bool gl_buffer_make_room(struct gl_buffer *buffer, size_t more)
{
    size_t needed;
    if (buffer->failed) {
        return false;
    }
    if (!gl_size_add(buffer->length, more, &needed) ||
        (needed > buffer->capacity && !grow(buffer, needed))) {
        buffer->failed = true;
        return false;
    }
    return true;
}

void gl_buffer_add(struct gl_buffer *buffer, const char *bytes, size_t length)
{
    if (length > 0 && gl_buffer_reserve(buffer, length)) {
        memcpy(buffer->bytes + buffer->length, bytes, length);
        buffer->length += length;
    }
}

void gl_buffer_text(struct gl_buffer *buffer, const char *text)
{
    gl_buffer_add(buffer, text, strlen(text));
}

void gl_buffer_number(struct gl_buffer *buffer, uint64_t number)
{
    if (gl_buffer_reserve(buffer, GL_DIGITS)) {
        buffer->length += gl_write_digits(buffer->bytes + buffer->length, number);
    }
}

void gl_buffer_printf(struct gl_buffer *buffer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    // vsnprintf ends what it writes with a NUL, which needs room but is not kept.
    if (length < 0 || !gl_buffer_reserve(buffer, (size_t)length + 1)) {
        buffer->failed = true;
        return;
    }
    va_start(arguments, format);
    vsnprintf(buffer->bytes + buffer->length, (size_t)length + 1, format, arguments);
    va_end(arguments);
    buffer->length += (size_t)length;
}

void gl_buffer_reset(struct gl_buffer *buffer)
{
    buffer->length = 0;
    buffer->failed = false;
}

void gl_buffer_release(struct gl_buffer *buffer)
{
    free(buffer->bytes);
    *buffer = (struct gl_buffer){0};
}
