#include "archive/kinds.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

enum galley_status gl_archive_bad(const struct gl_archive *archive, size_t at,
                                  struct galley_error *error, const char *what)
{
    return gl_error_set(error, GALLEY_BAD_RECORD, gl_intake_file(archive->intake), 0, 0,
                        "byte %llu: %s", (unsigned long long)gl_intake_place(archive->intake, at),
                        what);
}

enum galley_status gl_archive_no_memory(const struct gl_archive *archive,
                                        struct galley_error *error)
{
    return gl_error_set(error, GALLEY_NO_MEMORY, gl_intake_file(archive->intake), 0, 0,
                        "out of memory");
}

enum galley_status gl_archive_want(struct gl_archive *archive, size_t wanted,
                                   struct gl_text *window, struct galley_error *error)
{
    return gl_intake_want(archive->intake, wanted, window, error);
}

enum galley_status gl_archive_find(struct gl_archive *archive, struct gl_text marker, size_t from,
                                   size_t most, struct gl_text *window, size_t *at,
                                   struct galley_error *error)
{
    enum { STEP = 64 * 1024 };
    size_t wanted = from + marker.length;
    *at = SIZE_MAX;
    for (;;) {
        enum galley_status status = gl_archive_want(archive, wanted, window, error);
        size_t end = window->length < most ? window->length : most;
        if (status != GALLEY_OK || end < from + marker.length) {
            return status;
        }
        const char *found = memmem(window->bytes + from, end - from, marker.bytes, marker.length);
        if (found != NULL) {
            *at = (size_t)(found - window->bytes);
            return GALLEY_OK;
        }
        if (window->length < wanted || end == most) {
            return GALLEY_OK;
        }
        from = end - (marker.length - 1);
        wanted = window->length + STEP;
    }
}

enum galley_status gl_archive_skip_to(struct gl_archive *archive, struct gl_text marker,
                                      struct galley_error *error)
{
    enum { STEP = 64 * 1024 };
    struct gl_text window;
    for (;;) {
        enum galley_status status = gl_archive_want(archive, STEP, &window, error);
        if (status != GALLEY_OK || window.length < marker.length) {
            gl_intake_move(archive->intake, status == GALLEY_OK ? window.length : 0);
            return status;
        }
        const char *found = memmem(window.bytes, window.length, marker.bytes, marker.length);
        if (found != NULL) {
            gl_intake_move(archive->intake, (size_t)(found - window.bytes));
            return GALLEY_OK;
        }
        gl_intake_move(archive->intake, window.length - (marker.length - 1));
    }
}

enum galley_status gl_archive_skip(struct gl_archive *archive, size_t length, size_t *left,
                                   struct galley_error *error)
{
    enum { STEP = 64 * 1024 };
    struct gl_text window;
    enum galley_status status = GALLEY_OK;
    *left = length;
    while (*left > 0 && status == GALLEY_OK) {
        status = gl_archive_want(archive, *left < STEP ? *left : STEP, &window, error);
        size_t part = window.length < *left ? window.length : *left;
        if (part == 0) {
            break;
        }
        gl_intake_move(archive->intake, part);
        *left -= part;
    }
    return status;
}

void gl_archive_field(struct gl_archive *archive, struct gl_text name, struct gl_text value)
{
    const struct gl_archive_field *old = archive->fields.items;
    for (size_t i = 0; i < archive->fields.count && i < GL_ARCHIVE_COMPARED; i++) {
        if (old[i].name.length == name.length &&
            memcmp(old[i].name.bytes, name.bytes, name.length) == 0) {
            return;
        }
    }
    struct gl_archive_field *field = gl_array_push(&archive->fields);
    archive->failed |= field == NULL;
    if (field != NULL) {
        *field = (struct gl_archive_field){name, value};
    }
}

struct gl_text gl_archive_number_id(struct gl_archive *archive, bool single)
{
    struct gl_buffer *made = &archive->made_id;
    gl_buffer_reset(made);
    gl_buffer_text(made, archive->id);
    if (!single || archive->number > 1) {
        gl_buffer_byte(made, '#');
        gl_buffer_number(made, archive->number);
    }
    return (struct gl_text){made->bytes, made->length};
}

static struct gl_text trimmed(struct gl_text text)
{
    while (text.length > 0 && strchr(" \t\r", text.bytes[0]) != NULL && text.bytes[0] != '\0') {
        text.bytes++;
        text.length--;
    }
    while (text.length > 0 && strchr(" \t\r", text.bytes[text.length - 1]) != NULL &&
           text.bytes[text.length - 1] != '\0') {
        text.length--;
    }
    return text;
}

bool gl_archive_header(struct gl_text line, struct gl_text *name, struct gl_text *value)
{
    const char *colon = memchr(line.bytes, ':', line.length);
    if (colon == NULL || colon == line.bytes) {
        return false;
    }
    size_t length = (size_t)(colon - line.bytes);
    *name = trimmed((struct gl_text){line.bytes, length});
    *value = trimmed((struct gl_text){colon + 1, line.length - length - 1});
    return true;
}

bool gl_archive_is(struct gl_text text, const char *name)
{
    return text.length == strlen(name) && strncasecmp(text.bytes, name, text.length) == 0;
}

bool gl_archive_line(struct gl_text text, size_t from, struct gl_text *line, size_t *next)
{
    if (from >= text.length) {
        return false;
    }
    const char *start = text.bytes + from;
    const char *feed = memchr(start, '\n', text.length - from);
    size_t length = feed == NULL ? text.length - from : (size_t)(feed - start);
    *next = from + length + (feed != NULL);
    *line = (struct gl_text){start, length - (length > 0 && start[length - 1] == '\r')};
    return true;
}
