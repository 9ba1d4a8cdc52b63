#include "archive/archive.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "archive/kinds.h"

enum { FIRST_LOOK = 64 }; /* bytes that tell the kind of a file */

static const char *const only_standard[] = {"-"};

static gl_archive_reader *const readers[] = {
    [GL_ARCHIVE_WARC] = gl_archive_warc,   [GL_ARCHIVE_TEXT] = gl_archive_text,
    [GL_ARCHIVE_MBOX] = gl_archive_mbox,   [GL_ARCHIVE_CSV] = gl_archive_columns,
    [GL_ARCHIVE_TSV] = gl_archive_columns, [GL_ARCHIVE_JSONL] = gl_archive_lines,
};

struct gl_archive *gl_archive_new(const struct gl_archive_settings *settings)
{
    struct gl_archive *archive = calloc(1, sizeof *archive);
    bool standard = settings->name_count == 0;
    if (archive == NULL) {
        return NULL;
    }
    archive->settings = *settings;
    archive->fields = GL_ARRAY(struct gl_archive_field);
    archive->columns = GL_ARRAY(struct gl_span);
    archive->folder = gl_folder_new(standard ? only_standard : settings->names,
                                    standard ? 1 : settings->name_count);
    if (archive->folder == NULL) {
        free(archive);
        return NULL;
    }
    return archive;
}

static void close_file(struct gl_archive *archive)
{
    gl_intake_close(archive->intake);
    archive->intake = NULL;
}

void gl_archive_free(struct gl_archive *archive)
{
    if (archive == NULL) {
        return;
    }
    close_file(archive);
    gl_folder_free(archive->folder);
    gl_array_release(&archive->fields);
    gl_array_release(&archive->columns);
    gl_buffer_release(&archive->names);
    gl_buffer_release(&archive->values);
    gl_buffer_release(&archive->made_id);
    free(archive);
}

static bool begins_with(struct gl_text text, const char *start)
{
    size_t length = strlen(start);
    return text.length >= length && memcmp(text.bytes, start, length) == 0;
}

/* Has the name this ending, before that of a compression? */
static bool is_named(const char *name, const char *ending)
{
    static const char *const packed[] = {".gz", ".zst", NULL};
    size_t length = strlen(name), end = strlen(ending);
    for (const char *const *one = packed; *one != NULL; one++) {
        size_t more = strlen(*one);
        if (length > more && strcasecmp(name + length - more, *one) == 0) {
            length -= more;
        }
    }
    return length > end && strncasecmp(name + length - end, ending, end) == 0;
}

static enum gl_archive_kind kind_of(const char *name, struct gl_text first)
{
    if (begins_with(first, "WARC/")) {
        return GL_ARCHIVE_WARC;
    }
    if (begins_with(first, "From ") && !is_named(name, ".txt")) {
        return GL_ARCHIVE_MBOX;
    }
    if (is_named(name, ".csv")) {
        return GL_ARCHIVE_CSV;
    }
    if (is_named(name, ".tsv")) {
        return GL_ARCHIVE_TSV;
    }
    bool object = begins_with(first, "{\"") || begins_with(first, "{ \"");
    return object ? GL_ARCHIVE_JSONL : GL_ARCHIVE_TEXT;
}

/* Opens the next file; archive->intake stays NULL when there is none. */
static enum galley_status open_next(struct gl_archive *archive, bool *last,
                                    struct galley_error *error)
{
    const char *path;
    struct gl_text first;
    enum galley_status status = gl_folder_next(archive->folder, &path, &archive->id, error);
    *last = status == GALLEY_OK && path == NULL;
    if (status != GALLEY_OK || path == NULL) {
        return status;
    }
    status = gl_intake_open(path, &archive->intake, error);
    if (status != GALLEY_OK) {
        return status;
    }
    archive->number = 0;
    archive->passed = 0;
    archive->retries = 0;
    archive->begun = false;
    status = gl_intake_want(archive->intake, FIRST_LOOK, &first, error);
    archive->kind =
        archive->settings.kind == GL_ARCHIVE_AUTO ? kind_of(path, first) : archive->settings.kind;
    return status;
}

/* What was damaged below the records is a broken record of its own. */
static enum galley_status tell_damage(struct gl_archive *archive, struct galley_error *error)
{
    uint64_t place;
    const char *what = gl_intake_damage(archive->intake, &place);
    if (what == NULL) {
        return GALLEY_OK;
    }
    return gl_error_set(error, GALLEY_BAD_RECORD, gl_intake_file(archive->intake), 0, 0,
                        "byte %llu: damaged data: %s; the record is left out",
                        (unsigned long long)place, what);
}

/* The next record of the file that is open, which is closed behind its last one. */
static enum galley_status next_record(struct gl_archive *archive,
                                      struct gl_archive_document *document, bool *found,
                                      struct galley_error *error)
{
    *document = (struct gl_archive_document){.file = gl_intake_file(archive->intake)};
    gl_intake_move(archive->intake, archive->passed);
    archive->passed = 0;
    gl_array_reset(&archive->fields);
    gl_buffer_reset(&archive->values);
    enum galley_status status = readers[archive->kind](archive, document, found, error);
    document->fields = archive->fields.items;
    document->field_count = archive->fields.count;
    bool failed = archive->failed || archive->values.failed || archive->made_id.failed;
    return failed ? gl_archive_no_memory(archive, error) : status;
}

enum galley_status gl_archive_next(struct gl_archive *archive, struct gl_archive_document *document,
                                   bool *found, struct galley_error *error)
{
    *found = false;
    for (bool last = false; !*found && !last;) {
        enum galley_status status = GALLEY_OK;
        if (archive->intake == NULL) {
            status = open_next(archive, &last, error);
        } else {
            status = tell_damage(archive, error);
            if (status == GALLEY_OK) {
                status = next_record(archive, document, found, error);
            }
            if (status == GALLEY_OK && !*found) {
                status = tell_damage(archive, error);
                if (status == GALLEY_OK) {
                    close_file(archive);
                }
            }
        }
        if (status != GALLEY_OK) {
            *found = false;
            if (status != GALLEY_BAD_RECORD) {
                close_file(archive);
            }
            return status;
        }
    }
    return GALLEY_OK;
}
