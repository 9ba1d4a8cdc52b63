#include "stream/wait.h"

#include <errno.h>
#include <fcntl.h>
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

ssize_t gl_wait_write(int descriptor, const struct iovec *parts, int count)
{
    ssize_t put;
    do {
        put = count == 1 ? write(descriptor, parts->iov_base, parts->iov_len)
                         : writev(descriptor, parts, count);
    } while (put < 0 && try_again(descriptor, POLLOUT));
    return put;
}

bool gl_wait_either(int descriptor, int stop)
{
    struct pollfd waiting[2] = {{.fd = stop, .events = POLLIN},
                                {.fd = descriptor, .events = POLLIN}};
    while (poll(waiting, 2, -1) < 0 && errno == EINTR) {
    }
    return waiting[0].revents == 0;
}

void gl_wait_enlarge(int descriptor)
{
#ifdef F_SETPIPE_SZ
    enum { WANTED = 1024 * 1024 };
    int size = fcntl(descriptor, F_GETPIPE_SZ);
    if (size >= 0 && size < WANTED) {
        fcntl(descriptor, F_SETPIPE_SZ, WANTED);
    }
#else
    (void)descriptor;
#endif
}

bool gl_wait_readable(int descriptor)
{
    struct pollfd waiting = {.fd = descriptor, .events = POLLIN};
    return poll(&waiting, 1, 0) != 0;
}
