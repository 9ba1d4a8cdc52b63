/* Runs one shell command with its output thrown away and prints what it took.
 *
 * usage: run-once COMMAND   prints wall seconds, CPU seconds, KiB of the largest process, exit
 * status
 *
 * A program of its own and a small one, because the system counts the memory that a child had
 * before exec as the child's: under a large parent every peak would be the parent's. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds(struct timeval time)
{
    return (double)time.tv_sec + (double)time.tv_usec * 1e-6;
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static void become(const char *command)
{
    int nothing = open("/dev/null", O_WRONLY);
    if (nothing >= 0 && dup2(nothing, STDOUT_FILENO) >= 0 && dup2(nothing, STDERR_FILENO) >= 0) {
        execl("/bin/sh", "sh", "-c", command, (char *)NULL);
    }
    _exit(127);
}

int main(int count, char **arguments)
{
    struct rusage usage;
    int status = 0;
    double start = now();
    pid_t child = count == 2 ? fork() : -1;
    if (child == 0) {
        become(arguments[1]);
    }
    if (child < 0 || wait4(child, &status, 0, &usage) != child) {
        return 2;
    }
    printf("%.6f %.6f %ld %d\n", now() - start, seconds(usage.ru_utime) + seconds(usage.ru_stime),
           usage.ru_maxrss, WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
    return 0;
}
