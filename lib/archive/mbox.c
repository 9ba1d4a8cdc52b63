/* Mailboxes (RFC 4155) and what is kept like them: a document begins with a line `From `, at the
 * start or behind an empty line; headers follow, an empty line, the text. `>From ` in the text
 * stands for `From `. Bodies are taken as they are: MIME is not decoded. */
#include <stdint.h>
#include <string.h>

#include "archive/kinds.h"

static const struct gl_text border = {"\n\nFrom ", 7};
static const struct gl_text border_crlf = {"\r\n\r\nFrom ", 9};

/* What the envelope's headers say; the rest of them is left out. */
static void note_header(struct gl_archive *archive, struct gl_archive_document *document,
                        struct gl_text name, struct gl_text value)
{
    static const char *const noted[] = {"subject", "from", "date", NULL};
    if (gl_archive_is(name, "Message-ID") && value.length > 2 && value.bytes[0] == '<' &&
        value.bytes[value.length - 1] == '>') {
        document->id = (struct gl_text){value.bytes + 1, value.length - 2};
    }
    if (gl_archive_is(name, "Date")) {
        document->date = value;
    }
    for (const char *const *one = noted; *one != NULL; one++) {
        if (gl_archive_is(name, *one)) {
            gl_archive_field(archive, gl_text_of(*one), value);
        }
    }
}

/* Reads the headers of the message; where its text begins. Without an empty line and without a
 * header there is only the line `From `. */
static size_t read_headers(struct gl_archive *archive, struct gl_archive_document *document,
                           struct gl_text message)
{
    struct gl_text line, name, value;
    size_t next = 0;
    if (!gl_archive_line(message, 0, &line, &next)) {
        return 0;
    }
    size_t text = next;
    for (size_t at = next; gl_archive_line(message, at, &line, &next); at = next) {
        bool folded = line.length > 0 && (line.bytes[0] == ' ' || line.bytes[0] == '\t');
        if (line.length == 0) {
            return next;
        }
        if (!folded && !gl_archive_header(line, &name, &value)) {
            return text; // no headers: text follows at once
        }
        if (!folded) {
            note_header(archive, document, name, value);
        }
    }
    return message.length;
}

/* The text, without one `>` before lines that were `From ` before. Borrowed where there are none.
 */
static struct gl_text unquoted(struct gl_archive *archive, struct gl_text text)
{
    static const char quoted[] = ">From ";
    struct gl_buffer *out = &archive->values;
    struct gl_text line;
    if (memmem(text.bytes, text.length, quoted, sizeof quoted - 1) == NULL) {
        return text;
    }
    for (size_t at = 0, next; gl_archive_line(text, at, &line, &next); at = next) {
        size_t marks = 0;
        while (marks < line.length && line.bytes[marks] == '>') {
            marks++;
        }
        bool was_quoted =
            marks > 0 && line.length - marks >= 5 && memcmp(line.bytes + marks, "From ", 5) == 0;
        size_t from = at + (was_quoted ? 1 : 0);
        gl_buffer_add(out, text.bytes + from, next - from);
    }
    return (struct gl_text){out->bytes, out->length};
}

/* Length of the message that the window begins with, without the empty line before the next. */
static enum galley_status find_end(struct gl_archive *archive, struct gl_text *window,
                                   size_t *length, struct galley_error *error)
{
    size_t most = archive->settings.max_document + GL_ARCHIVE_HEADERS;
    size_t at, crlf;
    enum galley_status status = gl_archive_find(archive, border, 0, most, window, &at, error);
    *length = at == SIZE_MAX ? window->length : at + 1;
    if (status == GALLEY_OK && memchr(window->bytes, '\r', *length) != NULL) {
        status = gl_archive_find(archive, border_crlf, 0, *length, window, &crlf, error);
        *length = crlf == SIZE_MAX ? *length : crlf + 2;
    }
    return status;
}

enum galley_status gl_archive_mbox(struct gl_archive *archive, struct gl_archive_document *document,
                                   bool *found, struct galley_error *error)
{
    struct gl_text window, line;
    size_t length, next;
    enum galley_status status;
    do { // the empty lines between two messages
        status = gl_archive_want(archive, GL_ARCHIVE_HEADERS, &window, error);
        if (status != GALLEY_OK || !gl_archive_line(window, 0, &line, &next)) {
            return status;
        }
        gl_intake_move(archive->intake, line.length == 0 ? next : 0);
    } while (line.length == 0);
    archive->number++;
    document->place = gl_intake_place(archive->intake, 0);
    if (line.length < 5 || memcmp(line.bytes, "From ", 5) != 0) {
        gl_archive_bad(archive, 0, error, "no line that begins with \"From \" stands here");
        struct galley_error failure;
        status = gl_archive_skip_to(archive, border, &failure);
        *error = status == GALLEY_OK ? *error : failure;
        return status == GALLEY_OK ? GALLEY_BAD_RECORD : status;
    }
    status = find_end(archive, &window, &length, error);
    if (status != GALLEY_OK) {
        return status;
    }
    struct gl_text message = {window.bytes, length};
    size_t text = read_headers(archive, document, message);
    archive->passed = length;
    if (length - text > archive->settings.max_document) {
        return gl_archive_bad(archive, 0, error, "longer than the limit of --max-document");
    }
    *found = true;
    document->text = unquoted(archive, (struct gl_text){window.bytes + text, length - text});
    if (document->id.length == 0) {
        document->id = gl_archive_number_id(archive, false);
    }
    return GALLEY_OK;
}
