/* WARC and WET (ISO 28500): a version line, headers, an empty line, as many bytes as
 * Content-Length says, two line ends. Documents are records of the types conversion and resource
 * that are plain text; the others are passed over. */
#include <stdint.h>
#include <string.h>

#include "archive/kinds.h"
#include "base/number.h"

/* What the headers of a record say. */
struct record {
    struct gl_text type;
    struct gl_text id;
    struct gl_text date;
    struct gl_text content_type;
    size_t header; /* bytes, the empty line too */
    size_t length; /* of the block */
    bool has_length;
};

/* Headers by the name that they get in `metadata`. */
struct known_header {
    const char *header;
    const char *name;
};
static const struct known_header known[] = {
    {"WARC-Target-URI", "url"},
    {"WARC-Date", "date"},
    {"WARC-Identified-Content-Language", "language"},
    {"WARC-Type", "warc_type"},
    {"WARC-Refers-To", "refers_to"},
    {"WARC-Block-Digest", "digest"},
};
enum { KNOWN = sizeof known / sizeof known[0] };

/* `<urn:uuid:...>` or a URI in angle brackets, without these. */
static struct gl_text without_brackets(struct gl_text value)
{
    if (value.length >= 2 && value.bytes[0] == '<' && value.bytes[value.length - 1] == '>') {
        return (struct gl_text){value.bytes + 1, value.length - 2};
    }
    return value;
}

static void note_field(struct gl_archive *archive, struct gl_text name, struct gl_text value)
{
    for (size_t i = 0; i < KNOWN; i++) {
        if (gl_archive_is(name, known[i].header) && value.length > 0) {
            gl_archive_field(archive, gl_text_of(known[i].name), without_brackets(value));
        }
    }
}

static void note_header(struct gl_archive *archive, struct record *record, struct gl_text name,
                        struct gl_text value)
{
    if (gl_archive_is(name, "WARC-Type")) {
        record->type = value;
    } else if (gl_archive_is(name, "WARC-Record-ID")) {
        record->id = without_brackets(value);
    } else if (gl_archive_is(name, "WARC-Date")) {
        record->date = value;
    } else if (gl_archive_is(name, "Content-Type")) {
        record->content_type = value;
    } else if (gl_archive_is(name, "Content-Length")) {
        record->has_length = gl_parse_size(value.bytes, value.length, &record->length);
    }
    note_field(archive, name, value);
}

static bool begins_record(struct gl_text window, size_t at)
{
    static const char version[] = "WARC/";
    return window.length - at >= sizeof version - 1 &&
           memcmp(window.bytes + at, version, sizeof version - 1) == 0;
}

/* End of the headers that begin the window: behind the first empty line. 0 when there is none yet;
 * *cut when another record begins before. */
static size_t header_end(struct gl_text window, bool *cut)
{
    struct gl_text line;
    size_t most = window.length < GL_ARCHIVE_HEADERS ? window.length : GL_ARCHIVE_HEADERS;
    struct gl_text looked_at = {window.bytes, most};
    for (size_t at = 0, next; gl_archive_line(looked_at, at, &line, &next); at = next) {
        if (line.length == 0 && next > at && window.bytes[next - 1] == '\n') {
            return next;
        }
        *cut = at > 0 && begins_record(looked_at, at);
        if (*cut) {
            return 0;
        }
    }
    return 0;
}

static void read_headers(struct gl_archive *archive, struct gl_text window, struct record *record)
{
    struct gl_text line, name, value;
    struct gl_text headers = {window.bytes, record->header};
    gl_array_reset(&archive->fields);
    for (size_t at = 0, next; gl_archive_line(headers, at, &line, &next); at = next) {
        if (at > 0 && gl_archive_header(line, &name, &value)) {
            note_header(archive, record, name, value);
        }
    }
}

static const struct gl_text next_version = {"\nWARC/", 6};

/* Says what is wrong with the record at the window's start and moves on to where the next one seems
 * to begin, looking for it from byte `from` on. */
static enum galley_status pass_broken(struct gl_archive *archive, size_t from, const char *what,
                                      struct galley_error *error)
{
    struct galley_error failure;
    enum galley_status bad = gl_archive_bad(archive, 0, error, what);
    struct gl_text window;
    gl_array_reset(&archive->fields);
    enum galley_status status = gl_archive_want(archive, from, &window, &failure);
    if (status == GALLEY_OK) {
        gl_intake_move(archive->intake, from < window.length ? from : window.length);
        status = gl_archive_skip_to(archive, next_version, &failure);
    }
    if (status != GALLEY_OK) {
        *error = failure;
    }
    return status == GALLEY_OK ? bad : status;
}

/* Bytes of line ends from `at` on. */
static size_t line_ends(struct gl_text window, size_t at)
{
    size_t start = at;
    while (at < window.length && (window.bytes[at] == '\r' || window.bytes[at] == '\n')) {
        at++;
    }
    return at - start;
}

static bool is_document(const struct record *record)
{
    struct gl_text type = record->content_type;
    static const char plain[] = "text/plain";
    bool text =
        type.length == 0 || (type.length >= sizeof plain - 1 &&
                             gl_archive_is((struct gl_text){type.bytes, sizeof plain - 1}, plain));
    return text &&
           (gl_archive_is(record->type, "conversion") || gl_archive_is(record->type, "resource"));
}

/* The block with what stands behind it, which must be line ends and the next record or the file's
 * end. */
static enum galley_status read_block(struct gl_archive *archive, struct record *record,
                                     struct gl_archive_document *document,
                                     struct galley_error *error)
{
    enum { BEHIND = 16 };
    struct gl_text window;
    size_t whole = record->header + record->length;
    enum galley_status status = gl_archive_want(archive, whole + BEHIND, &window, error);
    if (status != GALLEY_OK) {
        return status;
    }
    if (window.length < whole) {
        return pass_broken(archive, record->header - 1, "the record ends before its Content-Length",
                           error);
    }
    size_t ends = line_ends(window, whole);
    bool closed = ends == 4 && memcmp(window.bytes + whole, "\r\n\r\n", 4) == 0;
    if (whole + ends < window.length && !closed &&
        (ends == 0 || !begins_record(window, whole + ends))) {
        return pass_broken(archive, record->header - 1, "Content-Length is wrong", error);
    }
    *record = (struct record){.header = record->header, .length = record->length};
    read_headers(archive, window, record); // the window may have moved
    document->place = gl_intake_place(archive->intake, 0);
    document->id = record->id.length > 0 ? record->id : gl_archive_number_id(archive, false);
    document->date = record->date;
    document->text = (struct gl_text){window.bytes + record->header, record->length};
    archive->passed = whole + ends;
    return GALLEY_OK;
}

/* A record that is no document and too long to look for its end; its length is believed. */
static enum galley_status pass_over(struct gl_archive *archive, const struct record *record,
                                    struct galley_error *error)
{
    size_t left;
    enum galley_status status =
        gl_archive_skip(archive, record->header + record->length, &left, error);
    if (status == GALLEY_OK && left > 0) {
        return gl_archive_bad(archive, 0, error, "the file ends within a record");
    }
    return status;
}

/* Passes over line ends before the record; the window is empty when nothing follows. */
static enum galley_status begin_record(struct gl_archive *archive, struct gl_text *window,
                                       struct galley_error *error)
{
    size_t ends;
    enum galley_status status;
    do {
        status = gl_archive_want(archive, 16, window, error);
        ends = line_ends(*window, 0);
        gl_intake_move(archive->intake, ends);
    } while (status == GALLEY_OK && ends > 0);
    return status;
}

/* The headers of the next record; `window` is empty at the file's end. */
static enum galley_status next_headers(struct gl_archive *archive, struct record *record,
                                       struct gl_text *window, struct galley_error *error)
{
    enum { USUAL = 2048 };
    enum galley_status status = begin_record(archive, window, error);
    if (status != GALLEY_OK || window->length == 0) {
        return status;
    }
    archive->number++;
    if (!begins_record(*window, 0)) {
        return pass_broken(archive, 0, "no WARC record begins here", error);
    }
    for (size_t wanted = USUAL; record->header == 0; wanted *= 2) {
        status = gl_archive_want(archive, wanted, window, error);
        if (status != GALLEY_OK) {
            return status;
        }
        bool cut = false;
        record->header = header_end(*window, &cut);
        bool all = wanted >= GL_ARCHIVE_HEADERS || window->length < wanted;
        if (record->header == 0 && (cut || all)) {
            return pass_broken(archive, 0, "the headers have no end", error);
        }
    }
    read_headers(archive, *window, record);
    if (!record->has_length) {
        return pass_broken(archive, record->header - 1, "Content-Length is missing or no number",
                           error);
    }
    return GALLEY_OK;
}

enum galley_status gl_archive_warc(struct gl_archive *archive, struct gl_archive_document *document,
                                   bool *found, struct galley_error *error)
{
    for (;;) {
        struct record record = {.header = 0};
        struct gl_text window;
        enum galley_status status = next_headers(archive, &record, &window, error);
        if (status != GALLEY_OK || window.length == 0) {
            return status;
        }
        bool wanted = is_document(&record);
        if (record.length <= archive->settings.max_document) {
            status = read_block(archive, &record, document, error);
            *found = wanted && status == GALLEY_OK;
        } else if (wanted) {
            status = pass_broken(archive, record.header - 1,
                                 "longer than the limit of --max-document", error);
        } else {
            status = pass_over(archive, &record, error);
        }
        if (status != GALLEY_OK || *found) {
            return status;
        }
        gl_intake_move(archive->intake, archive->passed);
        archive->passed = 0;
    }
}
