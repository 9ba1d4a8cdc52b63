/* CSV (RFC 4180: commas, quotation marks doubled inside quoted values, line ends in them) and TSV
 * (no quoting). The first line names the columns; one is the text, one may be the id, the others go
 * to `metadata`. */
#include <stdint.h>
#include <string.h>

#include "archive/kinds.h"
#include "base/number.h"

/* What columns stand for; COLUMNS_MOST for a number that no table has. */
struct roles {
    size_t text, id, date;
};
enum { COLUMNS_MOST = 4096 };

/* End of the row that begins the window: behind its line end, those inside of quotation marks left
 * out; 0 when the window does not hold it. `*at` is where to go on looking, `*quoted` whether that
 * is inside of quotation marks. */
static size_t row_end(struct gl_text window, bool csv, size_t *at, bool *quoted)
{
    for (; *at < window.length; (*at)++) {
        char byte = window.bytes[*at];
        if (csv && byte == '"') {
            *quoted = !*quoted;
        } else if (byte == '\n' && !*quoted) {
            return ++*at;
        }
    }
    return 0;
}

/* The next value of the row from byte `*at` on, decoded behind `out`. False behind the last. */
static bool next_value(struct gl_text row, bool csv, size_t *at, bool *more, struct gl_buffer *out)
{
    size_t i = *at;
    bool quoted = csv && i < row.length && row.bytes[i] == '"';
    if (!*more) {
        return false;
    }
    for (i += quoted; i < row.length; i++) {
        char byte = row.bytes[i];
        if (quoted && byte == '"') {
            if (i + 1 < row.length && row.bytes[i + 1] == '"') {
                i++;
            } else {
                quoted = false;
                continue;
            }
        } else if (!quoted && byte == (csv ? ',' : '\t')) {
            break;
        }
        gl_buffer_byte(out, byte);
    }
    *more = i < row.length;
    *at = i + 1;
    return true;
}

/* The next row: without its line end; `*length` is with it. Empty at the file's end. */
static enum galley_status find_row(struct gl_archive *archive, struct gl_text *row, size_t *length,
                                   struct galley_error *error)
{
    enum { STEP = 64 * 1024 };
    bool csv = archive->kind == GL_ARCHIVE_CSV;
    bool quoted = false;
    struct gl_text window;
    size_t most = archive->settings.max_document + GL_ARCHIVE_HEADERS;
    *length = 0;
    window.length = 0;
    for (size_t at = 0, wanted = 1; *length == 0; wanted = window.length + STEP) {
        enum galley_status status = gl_archive_want(archive, wanted, &window, error);
        if (status != GALLEY_OK) {
            return status;
        }
        *length = row_end(window, csv, &at, &quoted);
        if (*length == 0 && (window.length < wanted || window.length > most)) {
            *length = window.length;
            break;
        }
    }
    size_t end = *length;
    if (*length > most || quoted) {
        // the mark may be a stray one: only this line is lost; but not again and again
        const char *feed = memchr(window.bytes, '\n', window.length);
        bool whole = feed == NULL || archive->retries++ >= GL_ARCHIVE_RETRIES;
        *length = whole ? window.length : (size_t)(feed - window.bytes) + 1;
        gl_archive_bad(archive, 0, error,
                       quoted ? "a quotation mark is not closed" : "the row is too long");
        gl_intake_move(archive->intake, *length);
        return GALLEY_BAD_RECORD;
    }
    while (end > 0 && (window.bytes[end - 1] == '\n' || window.bytes[end - 1] == '\r')) {
        end--;
    }
    *row = (struct gl_text){window.bytes, end};
    return GALLEY_OK;
}

static struct gl_text column_name(const struct gl_archive *archive, size_t column)
{
    struct gl_span span = GL_AT(archive->columns, struct gl_span, column);
    return (struct gl_text){archive->names.bytes + span.start, gl_span_length(span)};
}

/* The column that `wanted` names, or gives the number of; COLUMNS_MOST when there is none. */
static size_t find_column(const struct gl_archive *archive, const char *wanted)
{
    size_t number;
    for (size_t i = 0; i < archive->columns.count; i++) {
        if (gl_archive_is(column_name(archive, i), wanted)) {
            return i;
        }
    }
    bool is_number = gl_parse_size(wanted, strlen(wanted), &number);
    return is_number && number > 0 && number <= archive->columns.count ? number - 1 : COLUMNS_MOST;
}

static enum galley_status read_names(struct gl_archive *archive, struct galley_error *error)
{
    struct gl_text row;
    size_t length, at = 0, start = 0;
    bool more = true;
    gl_array_reset(&archive->columns);
    gl_buffer_reset(&archive->names);
    enum galley_status status = find_row(archive, &row, &length, error);
    if (status != GALLEY_OK) {
        return status;
    }
    bool csv = archive->kind == GL_ARCHIVE_CSV;
    if (row.length >= 3 && memcmp(row.bytes, "\xEF\xBB\xBF", 3) == 0) {
        at = 3;
    }
    while (archive->columns.count < COLUMNS_MOST &&
           next_value(row, csv, &at, &more, &archive->names)) {
        struct gl_span *span = gl_array_push(&archive->columns);
        if (span == NULL || archive->names.failed) {
            return gl_archive_no_memory(archive, error);
        }
        *span = (struct gl_span){start, archive->names.length};
        start = archive->names.length;
    }
    gl_intake_move(archive->intake, length);
    archive->begun = true;
    return GALLEY_OK;
}

static enum galley_status find_roles(struct gl_archive *archive, struct roles *roles,
                                     struct galley_error *error)
{
    const struct gl_archive_settings *settings = &archive->settings;
    const char *text = settings->text_column != NULL ? settings->text_column : "text";
    roles->text = find_column(archive, text);
    roles->id = find_column(archive, settings->id_column != NULL ? settings->id_column : "id");
    roles->date =
        find_column(archive, settings->date_column != NULL ? settings->date_column : "date");
    if (roles->text < COLUMNS_MOST) {
        return GALLEY_OK;
    }
    enum galley_status status = gl_error_set(error, GALLEY_IO, gl_intake_file(archive->intake), 1,
                                             0, "there is no column \"%s\"", text);
    gl_error_hint(error, "--text-column=NAME or its number says which holds the text");
    return status;
}

/* Decodes the row's values behind each other, and gives each its part. */
static size_t decode_row(struct gl_archive *archive, struct gl_text row)
{
    bool more = true;
    size_t at = 0, start = 0, count = 0;
    bool csv = archive->kind == GL_ARCHIVE_CSV;
    struct gl_buffer *values = &archive->values;
    while (next_value(row, csv, &at, &more, values)) {
        if (count < archive->columns.count) {
            gl_archive_field(archive, column_name(archive, count),
                             (struct gl_text){NULL, values->length - start});
        }
        start = values->length;
        count++;
    }
    struct gl_archive_field *fields = archive->fields.items;
    start = 0;
    for (size_t i = 0; i < archive->fields.count; i++) { // now that the buffer moves no more
        fields[i].value.bytes = values->bytes == NULL ? "" : values->bytes + start;
        start += fields[i].value.length;
    }
    return count;
}

/* Takes the values that have a role, and leaves the others as fields. */
static void take_roles(struct gl_archive *archive, const struct roles *roles,
                       struct gl_archive_document *document)
{
    struct gl_archive_field *fields = archive->fields.items;
    size_t kept = 0;
    for (size_t i = 0; i < archive->fields.count; i++) {
        if (i == roles->text) {
            document->text = fields[i].value;
        } else if (i == roles->id) {
            document->id = fields[i].value;
        } else {
            document->date = i == roles->date ? fields[i].value : document->date;
            fields[kept++] = fields[i];
        }
    }
    archive->fields.count = kept;
}

enum galley_status gl_archive_columns(struct gl_archive *archive,
                                      struct gl_archive_document *document, bool *found,
                                      struct galley_error *error)
{
    struct roles roles = {COLUMNS_MOST, COLUMNS_MOST, COLUMNS_MOST};
    struct gl_text row = {"", 0};
    size_t length = 0;
    enum galley_status status = archive->begun ? GALLEY_OK : read_names(archive, error);
    if (status == GALLEY_OK && archive->names.length > 0) {
        status = find_roles(archive, &roles, error);
    }
    do { // empty lines are no rows
        gl_intake_move(archive->intake, row.length == 0 ? length : 0);
        status = status == GALLEY_OK ? find_row(archive, &row, &length, error) : status;
    } while (status == GALLEY_OK && row.length == 0 && length > 0);
    if (status == GALLEY_BAD_RECORD) {
        archive->number++;
    }
    if (status != GALLEY_OK || length == 0) {
        return status;
    }
    archive->number++;
    document->place = gl_intake_place(archive->intake, 0);
    size_t count = decode_row(archive, row);
    archive->passed = length;
    if (count != archive->columns.count) {
        return gl_archive_bad(archive, 0, error,
                              "the row has not as many values as there are columns");
    }
    take_roles(archive, &roles, document);
    if (document->id.length == 0) {
        document->id = gl_archive_number_id(archive, false);
    }
    *found = true;
    return GALLEY_OK;
}
