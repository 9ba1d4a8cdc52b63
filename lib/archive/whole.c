/* Text: a file is a document, or its parts between lines that are the separator. */
#include <stdint.h>
#include <string.h>

#include "archive/kinds.h"

static enum galley_status too_long(struct gl_archive *archive, struct gl_text marker,
                                   struct galley_error *error)
{
    struct galley_error said;
    gl_archive_bad(archive, 0, &said, "longer than the limit of --max-document");
    enum galley_status status = gl_archive_skip_to(archive, marker, error);
    if (status == GALLEY_OK) {
        *error = said;
    }
    return status == GALLEY_OK ? GALLEY_BAD_RECORD : status;
}

static enum galley_status whole_file(struct gl_archive *archive, struct gl_text *text,
                                     struct galley_error *error)
{
    static const struct gl_text never = {"", SIZE_MAX};
    size_t most = archive->settings.max_document;
    uint64_t place;
    enum galley_status status = gl_archive_want(archive, most + 1, text, error);
    if (status == GALLEY_OK && text->length > most) {
        return too_long(archive, never, error);
    }
    const char *what = status == GALLEY_OK ? gl_intake_damage(archive->intake, &place) : NULL;
    if (what != NULL) {
        gl_intake_move(archive->intake, text->length);
        return gl_error_set(error, GALLEY_BAD_RECORD, gl_intake_file(archive->intake), 0, 0,
                            "byte %llu: damaged data: %s; the file is left out",
                            (unsigned long long)place, what);
    }
    archive->passed = text->length;
    return status;
}

/* Where the separator line stands that ends the part; *next is behind it. */
static size_t part_end(struct gl_text window, const char *separator, size_t *next)
{
    struct gl_text line;
    size_t length = strlen(separator);
    for (size_t at = 0; gl_archive_line(window, at, &line, next); at = *next) {
        if (line.length == length && memcmp(line.bytes, separator, length) == 0) {
            return at;
        }
    }
    *next = window.length;
    return window.length;
}

/* Reads until the window holds a separator line and its end. The separator is looked for first as
 * bytes, so that each is looked at once. */
static enum galley_status find_part(struct gl_archive *archive, struct gl_text *window,
                                    size_t *length, size_t *next, struct galley_error *error)
{
    const char *separator = archive->settings.separator;
    struct gl_text marker = {separator, strlen(separator)};
    size_t most = archive->settings.max_document + marker.length + 2;
    for (size_t from = 0;;) {
        size_t at;
        enum galley_status status =
            gl_archive_find(archive, marker, from, most, window, &at, error);
        if (status != GALLEY_OK) {
            return status;
        }
        bool there = at != SIZE_MAX;
        size_t want = there ? at + marker.length + 2 : 0;
        status = gl_archive_want(archive, want, window, error);
        size_t start = there ? at : window->length;
        if (!there || (start == 0 || window->bytes[start - 1] == '\n')) {
            struct gl_text rest = {window->bytes + start, window->length - start};
            size_t behind = 0;
            bool is_line = there && part_end(rest, separator, &behind) == 0;
            if (!there || is_line) {
                *length = start;
                *next = start + behind;
                return status;
            }
        }
        from = at + 1;
    }
}

enum galley_status gl_archive_text(struct gl_archive *archive, struct gl_archive_document *document,
                                   bool *found, struct galley_error *error)
{
    struct gl_text window;
    size_t length = 0, next = 0;
    enum galley_status status = gl_archive_want(archive, 1, &window, error);
    if (status != GALLEY_OK || (window.length == 0 && archive->number > 0)) {
        return status;
    }
    archive->number++;
    document->place = gl_intake_place(archive->intake, 0);
    if (archive->settings.separator == NULL) {
        status = whole_file(archive, &window, error);
        length = window.length;
    } else {
        status = find_part(archive, &window, &length, &next, error);
        archive->passed = next;
        if (status == GALLEY_OK && length > archive->settings.max_document) {
            struct gl_text marker = {archive->settings.separator,
                                     strlen(archive->settings.separator)};
            archive->passed = 0;
            return too_long(archive, marker, error);
        }
    }
    *found = status == GALLEY_OK;
    document->text = (struct gl_text){window.bytes, length};
    document->id = gl_archive_number_id(archive, true);
    return status;
}
