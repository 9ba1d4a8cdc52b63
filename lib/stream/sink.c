#include "stream/sink.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include "stream/wait.h"

enum {
    BUFFER = 256 * 1024,
    NAME = PATH_MAX,
    PARTS = 512,             // of one writev; every system takes 1024
    WORTH_A_CALL = 16 * 1024 // fewer bytes are collected
};

/* Always true: used <= BUFFER; after a failure nothing is added or written. */
struct gl_sink {
    const char *shown; // for messages
    int descriptor;
    int failure;          // errno of the first failure
    bool beside;          // `temporary` exists and is to become `target`
    char target[NAME];    // links followed
    char temporary[NAME]; // beside the target
    uint64_t bytes;
    size_t used;
    char buffer[BUFFER];
};

/* Length of the folder part of `path` with its slash; 0 when there is none. */
static size_t folder_length(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? 0 : (size_t)(slash - path) + 1;
}

/* Replaces `path` by where the symbolic link at it points. */
static bool follow_link(char path[NAME])
{
    char link[NAME];
    ssize_t length = readlink(path, link, sizeof link - 1);
    if (length < 0) {
        return false;
    }
    link[length] = '\0';
    size_t kept = link[0] == '/' ? 0 : folder_length(path);
    if (kept + (size_t)length >= NAME) {
        errno = ENAMETOOLONG;
        return false;
    }
    memcpy(path + kept, link, (size_t)length + 1);
    return true;
}

/* Writes into `target` the file that `path` names in the end, which need not exist. */
static bool find_target(const char *path, char target[NAME])
{
    enum { LINKS = 40 }; // as many as the kernel follows
    struct stat about;
    if (strlen(path) >= NAME) {
        errno = ENAMETOOLONG;
        return false;
    }
    memcpy(target, path, strlen(path) + 1);
    for (int i = 0; i < LINKS; i++) {
        if (lstat(target, &about) != 0 || !S_ISLNK(about.st_mode)) {
            return true;
        }
        if (!follow_link(target)) {
            return false;
        }
    }
    errno = ELOOP;
    return false;
}

/* Makes a new file in the target's folder. */
static bool open_beside(struct gl_sink *sink)
{
    enum { TRIES = 1000 };
    int folder = (int)folder_length(sink->target);
    for (int i = 0; i < TRIES; i++) {
        int length = snprintf(sink->temporary, NAME, "%.*s.galley-%ld-%d.tmp", folder, sink->target,
                              (long)getpid(), i);
        if (length < 0 || length >= NAME) {
            errno = ENAMETOOLONG;
            break;
        }
        sink->descriptor = open(sink->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (sink->descriptor >= 0) {
            sink->beside = true;
            return true;
        }
        if (errno != EEXIST) {
            break;
        }
    }
    sink->temporary[0] = '\0';
    return false;
}

/* Gives the new file the mode and, where we may, the owner of the old one. */
static bool keep_mode(const struct gl_sink *sink, const struct stat *old)
{
    if (fchown(sink->descriptor, old->st_uid, old->st_gid) != 0 &&
        fchown(sink->descriptor, (uid_t)-1, old->st_gid) != 0 && errno != EPERM) {
        return false;
    }
    return fchmod(sink->descriptor, old->st_mode & 07777) == 0;
}

static bool open_target(struct gl_sink *sink, const char *path)
{
    struct stat old;
    if (!find_target(path, sink->target)) {
        return false;
    }
    bool exists = stat(sink->target, &old) == 0;
    if (!exists && errno != ENOENT) {
        return false;
    }
    if (exists && S_ISDIR(old.st_mode)) {
        errno = EISDIR;
        return false;
    }
    if (exists && !S_ISREG(old.st_mode)) {
        sink->descriptor = open(sink->target, O_WRONLY | O_CLOEXEC | O_NOCTTY);
        return sink->descriptor >= 0;
    }
    // A file that may not be written must not be replaced either.
    if (exists && access(sink->target, W_OK) != 0) {
        return false;
    }
    return open_beside(sink) && (!exists || keep_mode(sink, &old));
}

enum galley_status gl_sink_open(const char *path, struct gl_sink **sink, struct galley_error *error)
{
    *sink = NULL;
    bool standard = path == NULL || strcmp(path, "-") == 0;
    const char *shown = standard ? "standard output" : path;
    struct gl_sink *made = malloc(sizeof *made);
    if (made == NULL) {
        return gl_error_set(error, GALLEY_NO_MEMORY, shown, 0, 0, "out of memory");
    }
    made->shown = shown;
    made->descriptor = standard ? STDOUT_FILENO : -1;
    made->failure = 0;
    made->beside = false;
    made->target[0] = made->temporary[0] = '\0';
    made->bytes = 0;
    made->used = 0;
    bool ready = standard ? fcntl(STDOUT_FILENO, F_GETFL) >= 0 : open_target(made, path);
    if (!ready) {
        gl_error_set(error, GALLEY_IO, shown, 0, 0, "cannot write: %s", strerror(errno));
        gl_sink_free(made);
        return GALLEY_IO;
    }
    gl_wait_enlarge(made->descriptor);
    *sink = made;
    return GALLEY_OK;
}

/* Takes `length` bytes off the front of the parts; returns how many parts are used up. */
static size_t advance(struct iovec *parts, size_t count, size_t length)
{
    size_t at = 0;
    while (at < count && length >= parts[at].iov_len) {
        length -= parts[at++].iov_len;
    }
    if (length > 0) {
        parts[at].iov_base = (char *)parts[at].iov_base + length;
        parts[at].iov_len -= length;
    }
    return at;
}

static void put_out(struct gl_sink *sink, struct iovec *parts, size_t count)
{
    while (count > 0 && sink->failure == 0) {
        ssize_t put = gl_wait_write(sink->descriptor, parts, (int)count);
        if (put < 0) {
            sink->failure = errno;
            return;
        }
        size_t used = advance(parts, count, (size_t)put);
        parts += used;
        count -= used;
    }
}

/* writev does not write to what it is given; its type cannot say so. */
static struct iovec part_of(const char *bytes, size_t length)
{
    return (struct iovec){(char *)(uintptr_t)bytes, length};
}

void gl_sink_flush(struct gl_sink *sink)
{
    struct iovec part = part_of(sink->buffer, sink->used);
    if (sink->used > 0) {
        put_out(sink, &part, 1);
    }
    sink->used = 0;
}

void gl_sink_write(struct gl_sink *sink, const char *bytes, size_t length)
{
    sink->bytes += length;
    if (sink->failure != 0 || length == 0) {
        return;
    }
    if (length > BUFFER - sink->used) {
        gl_sink_flush(sink);
    }
    if (length > BUFFER) {
        struct iovec part = part_of(bytes, length);
        put_out(sink, &part, 1);
        return;
    }
    memcpy(sink->buffer + sink->used, bytes, length);
    sink->used += length;
}

/* Large pieces as they lie, as many at once as the system takes. */
static void put_pieces(struct gl_sink *sink, struct gl_pieces *pieces, size_t count)
{
    struct iovec parts[PARTS];
    gl_sink_flush(sink);
    for (size_t at = 0; at < count;) {
        size_t some = 0;
        for (; some < PARTS && at < count; some++, at++) {
            struct gl_view piece = gl_pieces_at(pieces, at);
            parts[some] = part_of(piece.bytes, piece.length);
            sink->bytes += piece.length;
        }
        put_out(sink, parts, some);
    }
}

void gl_sink_pieces(struct gl_sink *sink, struct gl_pieces *pieces)
{
    size_t count = gl_pieces_count(pieces);
    size_t length = 0;
    for (size_t i = 0; i < count; i++) {
        length += gl_pieces_at(pieces, i).length;
    }
    if (length >= WORTH_A_CALL) {
        put_pieces(sink, pieces, count);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        struct gl_view piece = gl_pieces_at(pieces, i);
        gl_sink_write(sink, piece.bytes, piece.length);
    }
}

enum galley_status gl_sink_status(const struct gl_sink *sink, struct galley_error *error)
{
    if (sink->failure == 0) {
        return GALLEY_OK;
    }
    return gl_error_set(error, GALLEY_IO, sink->shown, 0, 0, "cannot write: %s",
                        strerror(sink->failure));
}

int gl_sink_errno(const struct gl_sink *sink)
{
    return sink->failure;
}

uint64_t gl_sink_bytes(const struct gl_sink *sink)
{
    return sink->bytes;
}

/* Makes the new name last through a crash; not all file systems can, and the file itself is safe.
 */
static void sync_folder(const char *path)
{
    char folder[NAME];
    size_t length = folder_length(path);
    memcpy(folder, length > 0 ? path : ".", length > 0 ? length : 1);
    folder[length > 0 ? length : 1] = '\0';
    int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor >= 0) {
        fsync(descriptor);
        close(descriptor);
    }
}

static void fail(struct gl_sink *sink)
{
    if (sink->failure == 0) {
        sink->failure = errno;
    }
}

static void close_descriptor(struct gl_sink *sink)
{
    int descriptor = sink->descriptor;
    sink->descriptor = -1;
    if (descriptor > STDOUT_FILENO && close(descriptor) != 0 && errno != EINTR) {
        fail(sink);
    }
}

static void remove_beside(struct gl_sink *sink)
{
    if (sink->beside) {
        unlink(sink->temporary);
        sink->beside = false;
    }
}

enum galley_status gl_sink_commit(struct gl_sink *sink, struct galley_error *error)
{
    gl_sink_flush(sink);
    if (sink->beside && sink->failure == 0 && fsync(sink->descriptor) != 0) {
        fail(sink);
    }
    close_descriptor(sink);
    if (sink->beside && sink->failure == 0) {
        if (rename(sink->temporary, sink->target) != 0) {
            fail(sink);
        } else {
            sink->beside = false;
            sync_folder(sink->target);
        }
    }
    remove_beside(sink);
    return gl_sink_status(sink, error);
}

const char *gl_sink_temporary(const struct gl_sink *sink)
{
    return sink->temporary[0] != '\0' ? sink->temporary : NULL;
}

void gl_sink_free(struct gl_sink *sink)
{
    if (sink == NULL) {
        return;
    }
    remove_beside(sink);
    close_descriptor(sink);
    free(sink);
}
