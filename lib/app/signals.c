#include "app/signals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

static const int deadly[] = {SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGTERM, SIGXCPU, SIGXFSZ};
enum { DEADLY_COUNT = sizeof deadly / sizeof deadly[0] };

/* The only state of the process that a signal handler sees. */
static const char *volatile guarded[GL_SIGNALS_PATHS];

void gl_signals_fill_descriptors(void)
{
    static const int modes[] = {O_WRONLY, O_RDONLY, O_WRONLY}; // reading 0 or writing 1 fails
    for (int fd = 0; fd < 3; fd++) {
        if (fcntl(fd, F_GETFD) == -1 && errno == EBADF) {
            (void)!open("/dev/null", modes[fd]); // the lowest free descriptor is fd
        }
    }
}

static void remove_and_die(int signal_number)
{
    for (size_t i = 0; i < GL_SIGNALS_PATHS; i++) {
        if (guarded[i]) {
            unlink(guarded[i]);
        }
    }
    signal(signal_number, SIG_DFL);
    raise(signal_number);
}

static void handle(void (*handler)(int), void (*instead_of)(int))
{
    struct sigaction now;
    struct sigaction action = {.sa_handler = handler};
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < DEADLY_COUNT; i++) {
        if (sigaction(deadly[i], NULL, &now) == 0 && now.sa_handler == instead_of) {
            sigaction(deadly[i], &action, NULL);
        }
    }
}

void gl_signals_guard(const char *path)
{
    for (size_t i = 0; path && i < GL_SIGNALS_PATHS; i++) {
        if (!guarded[i]) {
            guarded[i] = path;
            handle(remove_and_die, SIG_DFL);
            return;
        }
    }
}

void gl_signals_release(void)
{
    handle(SIG_DFL, remove_and_die);
    for (size_t i = 0; i < GL_SIGNALS_PATHS; i++) {
        guarded[i] = NULL;
    }
}
