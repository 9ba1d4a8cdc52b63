/* Reading and writing descriptors that may be interrupted or non-blocking. */
#ifndef GALLEY_STREAM_WAIT_H
#define GALLEY_STREAM_WAIT_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <sys/uio.h>

/* As read(2) and writev(2), but go on after signals and wait where the descriptor would block. */
ssize_t gl_wait_read(int descriptor, char *bytes, size_t room);
ssize_t gl_wait_write(int descriptor, const struct iovec *parts, int count);

/* Waits until `descriptor` is readable (true) or `stop` is (false), which goes first. */
bool gl_wait_either(int descriptor, int stop);

/* Asks for a pipe that holds 1 MiB, so that writer and reader wait for each other less often. Where
 * the system has no such pipes or allows none, or it is no pipe, nothing changes. */
void gl_wait_enlarge(int descriptor);

/* True when a read would not wait: data, the end or an error is there. */
bool gl_wait_readable(int descriptor);

#endif
