#include "stream/wait.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

/* True when the call that just failed is to be tried again: at once after a signal, when the
 * descriptor is ready if it would have blocked. */
static bool try_again(int descriptor, short event)
{
    if (errno == EAGAIN || errno == EWOULDBLOCK) {
        struct pollfd waiting = {.fd = descriptor, .events = event};
        return poll(&waiting, 1, -1) >= 0 || errno == EINTR;
    }
    return errno == EINTR;
}

ssize_t gl_wait_read(int descriptor, char *bytes, size_t room)
{
    ssize_t got;
    do {
        got = read(descriptor, bytes, room);
    } while (got < 0 && try_again(descriptor, POLLIN));
    return got;
}

ssize_t gl_wait_write(int descriptor, const char *bytes, size_t length)
{
    ssize_t put;
    do {
        put = write(descriptor, bytes, length);
    } while (put < 0 && try_again(descriptor, POLLOUT));
    return put;
}

bool gl_wait_readable(int descriptor)
{
    struct pollfd waiting = {.fd = descriptor, .events = POLLIN};
    return poll(&waiting, 1, 0) != 0;
}
