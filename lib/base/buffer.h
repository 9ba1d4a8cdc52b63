/* Buffer: bytes that grow, and remember the first failure.
 *
 * Appends return nothing: when memory is out the buffer keeps what it had, ignores later appends
 * and says so by `failed`, asked once at the end (the manner of SQLite's string builder). */
#ifndef GALLEY_BASE_BUFFER_H
#define GALLEY_BASE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Always true: length <= capacity; bytes is NULL only when capacity is 0. A zeroed struct is an
 * empty buffer. */
struct gl_buffer {
    char *bytes;
    size_t length;
    size_t capacity;
    bool failed; /* an append did not fit into memory; stays until reset */
};

/* Room for `more` further bytes, to be filled by the caller at bytes + length. False (and failed)
 * when there is none. */
bool gl_buffer_make_room(struct gl_buffer *buffer, size_t more);
static inline bool gl_buffer_reserve(struct gl_buffer *buffer, size_t more)
{
    bool fits = !buffer->failed && more <= buffer->capacity - buffer->length;
    return fits || gl_buffer_make_room(buffer, more);
}

void gl_buffer_add(struct gl_buffer *buffer, const char *bytes, size_t length);
static inline void gl_buffer_byte(struct gl_buffer *buffer, char byte)
{
    if (gl_buffer_reserve(buffer, 1)) {
        buffer->bytes[buffer->length++] = byte;
    }
}

/* Appends a NUL-ended string without its NUL. */
void gl_buffer_text(struct gl_buffer *buffer, const char *text);
/* Appends a decimal number. */
void gl_buffer_number(struct gl_buffer *buffer, uint64_t number);
void gl_buffer_printf(struct gl_buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Empties, keeps the memory, clears `failed`. */
void gl_buffer_reset(struct gl_buffer *buffer);
/* Frees the memory; the buffer is empty and usable. */
void gl_buffer_release(struct gl_buffer *buffer);

#endif
