#include "stream/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "stream/compressed.h"
#include "stream/wait.h"

/* Always true: begin <= end <= GL_SOURCE_BLOCK; block[begin..end) was read and not yet used. */
struct gl_source {
    const char *file; // for messages
    int descriptor;
    int stop;       // see gl_source_open
    uint64_t taken; // bytes read
    bool ended;     // the descriptor has given all
    bool started;   // the first bytes were judged
    enum gl_compression compression;
    struct gl_decompressor *decompressor; // NULL: not compressed
    size_t begin;
    size_t end;
    char block[GL_SOURCE_BLOCK];
};

static enum galley_status failed(const struct gl_source *source, struct galley_error *error)
{
    return gl_error_set(error, GALLEY_IO, source->file, 0, 0, "cannot read: %s", strerror(errno));
}

static bool is_standard(const char *name)
{
    return strcmp(name, "-") == 0;
}

static enum galley_status open_file(struct gl_source *source, const char *name,
                                    struct galley_error *error)
{
    struct stat about;
    source->descriptor =
        is_standard(name) ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (source->descriptor < 0) {
        return gl_error_set(error, GALLEY_IO, name, 0, 0, "cannot open: %s", strerror(errno));
    }
    if (fstat(source->descriptor, &about) != 0) {
        return failed(source, error);
    }
    if (S_ISDIR(about.st_mode)) {
        return gl_error_set(error, GALLEY_IO, source->file, 0, 0, "is a directory");
    }
    if (S_ISREG(about.st_mode)) {
        posix_fadvise(source->descriptor, 0, 0, POSIX_FADV_SEQUENTIAL); // a hint; may be ignored
    } else if (S_ISFIFO(about.st_mode)) {
        gl_wait_enlarge(source->descriptor);
    }
    return GALLEY_OK;
}

enum galley_status gl_source_open(const char *name, int stop, struct gl_source **source,
                                  struct galley_error *error)
{
    *source = NULL;
    struct gl_source *made = malloc(sizeof *made);
    if (made == NULL) {
        return gl_error_set(error, GALLEY_NO_MEMORY, name, 0, 0, "out of memory");
    }
    // The block is left as it is: clearing it would cost more than a small file.
    made->file = is_standard(name) ? "standard input" : name;
    made->descriptor = -1;
    made->stop = stop > STDIN_FILENO ? stop : -1;
    made->taken = 0;
    made->ended = false;
    made->started = false;
    made->compression = GL_COMPRESSION_UNKNOWN;
    made->decompressor = NULL;
    made->begin = 0;
    made->end = 0;
    enum galley_status status = open_file(made, name, error);
    if (status != GALLEY_OK) {
        gl_source_close(made);
        return status;
    }
    *source = made;
    return GALLEY_OK;
}

void gl_source_close(struct gl_source *source)
{
    if (source == NULL) {
        return;
    }
    if (source->descriptor > STDIN_FILENO) {
        close(source->descriptor);
    }
    gl_decompressor_free(source->decompressor);
    free(source);
}

static enum galley_status read_some(struct gl_source *source, char *bytes, size_t room, size_t *got,
                                    struct galley_error *error)
{
    *got = 0;
    if (source->ended) {
        return GALLEY_OK;
    }
    bool wanted = source->stop < 0 || gl_wait_either(source->descriptor, source->stop);
    ssize_t count = wanted ? gl_wait_read(source->descriptor, bytes, room) : 0;
    if (count < 0) {
        return failed(source, error);
    }
    source->ended = count == 0;
    source->taken += (uint64_t)count;
    *got = (size_t)count;
    return GALLEY_OK;
}

static enum galley_status fill_block(struct gl_source *source, struct galley_error *error)
{
    size_t got;
    if (source->begin == source->end) {
        source->begin = source->end = 0;
    }
    enum galley_status status =
        read_some(source, source->block + source->end, GL_SOURCE_BLOCK - source->end, &got, error);
    source->end += got;
    return status;
}

static struct gl_text unused(const struct gl_source *source)
{
    return (struct gl_text){source->block + source->begin, source->end - source->begin};
}

/* Reads until the first bytes say whether the data are compressed. */
static enum galley_status find_compression(struct gl_source *source, struct galley_error *error)
{
    while (source->compression == GL_COMPRESSION_UNKNOWN) {
        enum galley_status status = fill_block(source, error);
        if (status != GALLEY_OK) {
            return status;
        }
        source->compression = gl_compression_of(unused(source));
        if (source->compression == GL_COMPRESSION_UNKNOWN && source->ended) {
            source->compression = GL_COMPRESSION_NONE;
        }
    }
    if (source->compression != GL_COMPRESSION_NONE) {
        source->decompressor = gl_decompressor_new(source->compression);
        if (source->decompressor == NULL) {
            return gl_error_set(error, GALLEY_NO_MEMORY, source->file, 0, 0, "out of memory");
        }
    }
    return GALLEY_OK;
}

static enum galley_status damaged(const struct gl_source *source, enum galley_status status,
                                  const char *what, struct galley_error *error)
{
    if (status == GALLEY_NO_MEMORY) {
        return gl_error_set(error, status, source->file, 0, 0, "out of memory");
    }
    const char *kind = source->compression == GL_COMPRESSION_GZIP ? "gzip" : "zstd";
    return gl_error_set(error, GALLEY_IO, source->file, 1, 0, "damaged %s data: %s", kind, what);
}

static enum galley_status decompress_some(struct gl_source *source, struct gl_decompression *step,
                                          struct galley_error *error)
{
    do {
        if (source->begin == source->end) {
            enum galley_status status = fill_block(source, error);
            if (status != GALLEY_OK) {
                return status;
            }
        }
        step->input = unused(source);
        enum galley_status status = gl_decompress(source->decompressor, step);
        if (status != GALLEY_OK) {
            return damaged(source, status, step->what, error);
        }
        source->begin = source->end - step->input.length;
    } while (step->made == 0 && !(source->ended && source->begin == source->end));
    if (step->made == 0 && !gl_decompressor_whole(source->decompressor)) {
        return damaged(source, GALLEY_IO, "they end too early", error);
    }
    return GALLEY_OK;
}

/* The next bytes of the text itself. */
static enum galley_status next_bytes(struct gl_source *source, char *bytes, size_t room,
                                     size_t *got, struct galley_error *error)
{
    *got = 0;
    if (source->decompressor != NULL) {
        struct gl_decompression step = {.out = bytes, .room = room};
        enum galley_status status = decompress_some(source, &step, error);
        *got = step.made;
        return status;
    }
    if (source->begin == source->end) {
        return read_some(source, bytes, room, got, error);
    }
    *got = source->end - source->begin < room ? source->end - source->begin : room;
    memcpy(bytes, source->block + source->begin, *got);
    source->begin += *got;
    return GALLEY_OK;
}

/* A byte order mark of an encoding that is not ours. */
struct mark {
    const char *bytes;
    size_t length;
    const char *encoding;
};
static const struct mark marks[] = {{"\xFF\xFE\0\0", 4, "UTF-32"},
                                    {"\0\0\xFE\xFF", 4, "UTF-32"},
                                    {"\xFF\xFE", 2, "UTF-16"},
                                    {"\xFE\xFF", 2, "UTF-16"}};
enum { MARKS = sizeof marks / sizeof marks[0] };

/* May `bytes` become a mark when more follow? */
static bool may_be_mark(const char *bytes, size_t length)
{
    for (size_t i = 0; i < MARKS; i++) {
        if (length < marks[i].length && memcmp(bytes, marks[i].bytes, length) == 0) {
            return true;
        }
    }
    return false;
}

static enum galley_status refuse_marks(const struct gl_source *source, struct gl_text first,
                                       struct galley_error *error)
{
    for (size_t i = 0; i < MARKS; i++) {
        if (first.length >= marks[i].length &&
            memcmp(first.bytes, marks[i].bytes, marks[i].length) == 0) {
            enum galley_status status = gl_error_set(
                error, GALLEY_IO, source->file, 1, 0,
                "the input is %s (by its byte order mark), not UTF-8", marks[i].encoding);
            gl_error_hint(error, "convert it: iconv -f %s -t UTF-8", marks[i].encoding);
            return status;
        }
    }
    return GALLEY_OK;
}

static enum galley_status first_bytes(struct gl_source *source, char *bytes, size_t room,
                                      size_t *got, struct galley_error *error)
{
    size_t more;
    enum galley_status status = find_compression(source, error);
    if (status == GALLEY_OK) {
        status = next_bytes(source, bytes, room, got, error);
    }
    while (status == GALLEY_OK && *got > 0 && may_be_mark(bytes, *got)) {
        status = next_bytes(source, bytes + *got, room - *got, &more, error);
        *got += more;
        if (more == 0) {
            break;
        }
    }
    source->started = true;
    return status == GALLEY_OK ? refuse_marks(source, (struct gl_text){bytes, *got}, error)
                               : status;
}

enum galley_status gl_source_read(struct gl_source *source, char *bytes, size_t room, size_t *got,
                                  struct galley_error *error)
{
    *got = 0;
    return source->started ? next_bytes(source, bytes, room, got, error)
                           : first_bytes(source, bytes, room, got, error);
}

uint64_t gl_source_taken(const struct gl_source *source)
{
    return source->taken;
}

bool gl_source_ready(const struct gl_source *source)
{
    return source->ended || source->begin < source->end || gl_wait_readable(source->descriptor);
}

bool gl_source_size(const char *name, uint64_t *size)
{
    struct stat about;
    bool standard = is_standard(name);
    if ((standard ? fstat(STDIN_FILENO, &about) : stat(name, &about)) != 0 ||
        !S_ISREG(about.st_mode)) {
        return false;
    }
    off_t at = standard ? lseek(STDIN_FILENO, 0, SEEK_CUR) : 0;
    *size = about.st_size > at && at > 0 ? (uint64_t)(about.st_size - at) : (uint64_t)about.st_size;
    return true;
}
