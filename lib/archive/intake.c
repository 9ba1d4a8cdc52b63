#include "archive/intake.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/array.h"
#include "base/buffer.h"
#include "stream/compressed.h"
#include "stream/wait.h"

enum { BLOCK = 256 * 1024, BEHIND = 64 * 1024 }; /* bytes; BEHIND are kept to look back */
enum { MARKS_MOST = 64 * 1024 };                 /* members of one window that are told apart */

/* A member begins: at byte `made` of all that was decompressed, at byte `place` of the file. */
struct mark {
    uint64_t made;
    uint64_t place;
};

/* Always true: begin <= end <= sizeof block; held.bytes[start..length) is the window. */
struct gl_intake {
    const char *file;
    int descriptor;
    bool ended; /* the descriptor has given all */
    enum gl_compression compression;
    struct gl_decompressor *decompressor; /* NULL: not compressed, or between damage and member */
    bool lost;                            /* the next member is being looked for */
    bool looked_back;                     /* since the last member that was whole */
    size_t begin, end;
    uint64_t read; /* bytes of the file up to block + end */
    uint64_t member;
    const char *damage;
    uint64_t damage_place;
    struct gl_buffer held;
    size_t start;
    uint64_t moved;        /* bytes before the window */
    struct gl_array marks; /* struct mark, rising */
    size_t first_mark;     /* the one that holds the window's start, or the first */
    char block[BEHIND + BLOCK];
};

enum galley_status gl_intake_open(const char *name, struct gl_intake **intake,
                                  struct galley_error *error)
{
    bool standard = strcmp(name, "-") == 0;
    struct stat about;
    struct gl_intake *made = calloc(1, sizeof *made);
    *intake = made;
    if (made == NULL) {
        return gl_error_set(error, GALLEY_NO_MEMORY, name, 0, 0, "out of memory");
    }
    made->file = standard ? "standard input" : name;
    made->marks = GL_ARRAY(struct mark);
    made->descriptor = standard ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (made->descriptor < 0 || fstat(made->descriptor, &about) != 0) {
        int reason = errno;
        gl_intake_close(made);
        *intake = NULL;
        return gl_error_set(error, GALLEY_IO, name, 0, 0, "cannot open: %s", strerror(reason));
    }
    if (S_ISFIFO(about.st_mode)) {
        gl_wait_enlarge(made->descriptor);
    }
    return GALLEY_OK;
}

void gl_intake_close(struct gl_intake *intake)
{
    if (intake == NULL) {
        return;
    }
    if (intake->descriptor > STDIN_FILENO) {
        close(intake->descriptor);
    }
    gl_decompressor_free(intake->decompressor);
    gl_buffer_release(&intake->held);
    gl_array_release(&intake->marks);
    free(intake);
}

const char *gl_intake_file(const struct gl_intake *intake)
{
    return intake->file;
}

static enum galley_status no_memory(const struct gl_intake *intake, struct galley_error *error)
{
    return gl_error_set(error, GALLEY_NO_MEMORY, intake->file, 0, 0, "out of memory");
}

/* Reads more behind what is in the block; some of what was used stays before it. */
static enum galley_status read_block(struct gl_intake *intake, struct galley_error *error)
{
    if (intake->begin > BEHIND) {
        size_t gone = intake->begin - BEHIND;
        memmove(intake->block, intake->block + gone, intake->end - gone);
        intake->begin -= gone;
        intake->end -= gone;
    }
    ssize_t got = gl_wait_read(intake->descriptor, intake->block + intake->end,
                               sizeof intake->block - intake->end);
    if (got < 0) {
        return gl_error_set(error, GALLEY_IO, intake->file, 0, 0, "cannot read: %s",
                            strerror(errno));
    }
    intake->ended = got == 0;
    intake->end += (size_t)got;
    intake->read += (uint64_t)got;
    return GALLEY_OK;
}

/* Byte of the file that block[begin] is. */
static uint64_t position(const struct gl_intake *intake)
{
    return intake->read - (intake->end - intake->begin);
}

/* A member begins where the block is used next; what comes out of it stands behind what is held. */
static bool begin_member(struct gl_intake *intake)
{
    uint64_t made = intake->moved + intake->held.length - intake->start;
    size_t count = intake->marks.count;
    struct mark *last = count > 0 ? &GL_AT(intake->marks, struct mark, count - 1) : NULL;
    intake->member = position(intake);
    if (last == NULL || (last->made < made && count < MARKS_MOST)) {
        last = gl_array_push(&intake->marks);
    }
    if (last == NULL) {
        return false;
    }
    *last = (struct mark){made, intake->member};
    return true;
}

/* Something is wrong with the member: told once, until one is whole again. The search for the next
 * begins where decompression stopped, or a little before, but that only once: so all searches
 * together stay linear. */
static void lose(struct gl_intake *intake, const char *what)
{
    if (!intake->looked_back) {
        uint64_t taken = position(intake) - intake->member;
        size_t back = taken > 1 ? (size_t)(taken - 1 < BEHIND ? taken - 1 : BEHIND) : 0;
        intake->begin -= back < intake->begin ? back : intake->begin;
        intake->looked_back = true;
        intake->damage = what;
        intake->damage_place = intake->member;
    }
    gl_decompressor_free(intake->decompressor);
    intake->decompressor = NULL;
    intake->lost = true;
    gl_buffer_byte(&intake->held, '\n'); // so that the next member begins a line
}

/* Looks in the block for the first bytes of a member. */
static void find_member(struct gl_intake *intake)
{
    static const char gzip[] = {'\x1F', '\x8B', '\x08'};
    static const char zstd[] = {'\x28', '\xB5', '\x2F', '\xFD'};
    bool is_gzip = intake->compression == GL_COMPRESSION_GZIP;
    size_t length = is_gzip ? sizeof gzip : sizeof zstd;
    const char *found = memmem(intake->block + intake->begin, intake->end - intake->begin,
                               is_gzip ? gzip : zstd, length);
    if (found != NULL) {
        intake->begin = (size_t)(found - intake->block);
        intake->lost = false;
    } else if (intake->end - intake->begin >= length) {
        intake->begin = intake->end - (length - 1);
    }
}

/* Decompresses what it can from the block into `room` bytes at the end of what is held. */
static enum galley_status decompress(struct gl_intake *intake, struct galley_error *error)
{
    if (intake->decompressor == NULL) {
        intake->decompressor = gl_decompressor_new(intake->compression);
        if (intake->decompressor == NULL || !begin_member(intake)) {
            return no_memory(intake, error);
        }
    } else if (gl_decompressor_whole(intake->decompressor) && !begin_member(intake)) {
        return no_memory(intake, error);
    }
    struct gl_decompression step = {
        .input = {intake->block + intake->begin, intake->end - intake->begin},
        .out = intake->held.bytes + intake->held.length,
        .room = intake->held.capacity - intake->held.length,
    };
    enum galley_status status = gl_decompress(intake->decompressor, &step);
    intake->begin = intake->end - step.input.length;
    intake->held.length += step.made;
    if (status == GALLEY_NO_MEMORY) {
        return no_memory(intake, error);
    }
    if (status != GALLEY_OK) {
        lose(intake, step.what);
    } else if (gl_decompressor_whole(intake->decompressor)) {
        intake->looked_back = false;
    }
    return GALLEY_OK;
}

static void copy_plain(struct gl_intake *intake)
{
    gl_buffer_add(&intake->held, intake->block + intake->begin, intake->end - intake->begin);
    intake->begin = intake->end;
}

/* One step towards a longer window; *more is false at the end. */
static enum galley_status step(struct gl_intake *intake, bool *more, struct galley_error *error)
{
    bool unclear = intake->compression == GL_COMPRESSION_UNKNOWN;
    if (intake->begin == intake->end || unclear || intake->lost) {
        enum galley_status status = intake->ended ? GALLEY_OK : read_block(intake, error);
        if (status != GALLEY_OK) {
            return status;
        }
    }
    if (unclear) {
        struct gl_text first = {intake->block, intake->end};
        intake->compression = gl_compression_of(first);
        if (intake->compression == GL_COMPRESSION_UNKNOWN && intake->ended) {
            intake->compression = GL_COMPRESSION_NONE;
        }
        return GALLEY_OK;
    }
    if (intake->lost) {
        find_member(intake);
        *more = !intake->lost || !intake->ended;
        return GALLEY_OK;
    }
    *more = intake->begin < intake->end || !intake->ended;
    if (*more && intake->compression == GL_COMPRESSION_NONE) {
        copy_plain(intake);
        return GALLEY_OK;
    }
    if (*more) {
        return decompress(intake, error);
    }
    if (intake->decompressor != NULL && !gl_decompressor_whole(intake->decompressor)) {
        lose(intake, "it ends too early");
        *more = true;
    }
    return GALLEY_OK;
}

/* Drops what lies before the window, and the marks that no longer matter. */
static void tidy(struct gl_intake *intake)
{
    struct gl_buffer *held = &intake->held;
    if (intake->start == 0) {
        return;
    }
    held->length -= intake->start;
    memmove(held->bytes, held->bytes + intake->start, held->length);
    intake->start = 0;
    if (intake->first_mark > 0) {
        struct mark *marks = intake->marks.items;
        intake->marks.count -= intake->first_mark;
        memmove(marks, marks + intake->first_mark, intake->marks.count * sizeof *marks);
        intake->first_mark = 0;
    }
}

enum galley_status gl_intake_want(struct gl_intake *intake, size_t wanted, struct gl_text *window,
                                  struct galley_error *error)
{
    struct gl_buffer *held = &intake->held;
    enum galley_status status = GALLEY_OK;
    for (bool more = true; more && status == GALLEY_OK && held->length - intake->start < wanted;) {
        tidy(intake);
        if (!gl_buffer_reserve(held, BLOCK)) {
            return no_memory(intake, error);
        }
        status = step(intake, &more, error);
    }
    *window = (struct gl_text){held->bytes == NULL ? "" : held->bytes + intake->start,
                               held->length - intake->start};
    return held->failed ? no_memory(intake, error) : status;
}

void gl_intake_move(struct gl_intake *intake, size_t length)
{
    intake->start += length;
    intake->moved += length;
    while (intake->first_mark + 1 < intake->marks.count &&
           GL_AT(intake->marks, struct mark, intake->first_mark + 1).made <= intake->moved) {
        intake->first_mark++;
    }
}

uint64_t gl_intake_place(const struct gl_intake *intake, size_t at)
{
    uint64_t made = intake->moved + at;
    if (intake->marks.count == 0) {
        return made;
    }
    size_t i = intake->first_mark;
    while (i + 1 < intake->marks.count && GL_AT(intake->marks, struct mark, i + 1).made <= made) {
        i++;
    }
    return GL_AT(intake->marks, struct mark, i).place;
}

const char *gl_intake_damage(struct gl_intake *intake, uint64_t *place)
{
    const char *what = intake->damage;
    *place = intake->damage_place;
    intake->damage = NULL;
    return what;
}
