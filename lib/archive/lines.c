/* JSON Lines, those of Dolma (id, text, created) and datatrove (id, text, metadata.date) among
 * them: a record goes through as it is, with an id where it had none. */
#include <stdint.h>
#include <string.h>

#include "archive/kinds.h"
#include "stream/json.h"
#include "text/utf8.h"

/* What a record has at its top. */
struct members {
    bool text, id, date;
    struct gl_text when; /* Dolma's `created`, or datatrove's `metadata.date`: raw, unquoted */
};

/* The value that stands here, when it is a string without escapes. */
static bool plain_string(struct gl_json *json, struct gl_text *value)
{
    struct gl_json_string string;
    struct gl_span span;
    if (gl_json_peek(json) != '"') {
        gl_json_value(json, &span);
        return false;
    }
    if (!gl_json_string(json, &string) || string.escaped) {
        return false;
    }
    *value = (struct gl_text){json->text.bytes + string.span.start, gl_span_length(string.span)};
    return true;
}

static void look_into_metadata(struct gl_json *json, struct members *members)
{
    struct gl_json_string key;
    struct gl_span span;
    if (gl_json_peek(json) != '{') {
        gl_json_value(json, &span);
        return;
    }
    gl_json_enter(json, '{');
    for (bool first = true; gl_json_key(json, first, &key); first = false) {
        if (members->when.length == 0 && gl_json_equals(json->text, key, gl_text_of("date"))) {
            plain_string(json, &members->when);
        } else {
            gl_json_value(json, &span);
        }
    }
}

/* Walks over the object; what is wrong with it, or NULL. */
static const char *read_members(struct gl_json *json, struct members *members)
{
    struct gl_json_string key;
    struct gl_span span;
    struct gl_text created;
    if (!gl_json_enter(json, '{')) {
        return json->what;
    }
    for (bool first = true; gl_json_key(json, first, &key); first = false) {
        struct gl_text text = json->text;
        if (gl_json_equals(text, key, gl_text_of("metadata"))) {
            look_into_metadata(json, members);
            continue;
        }
        if (gl_json_equals(text, key, gl_text_of("created"))) {
            members->when = plain_string(json, &created) ? created : members->when;
            continue;
        }
        bool string = gl_json_peek(json) == '"';
        members->text |= string && gl_json_equals(text, key, gl_text_of("text"));
        members->id |= gl_json_equals(text, key, gl_text_of("id"));
        members->date |= gl_json_equals(text, key, gl_text_of("date"));
        gl_json_value(json, &span);
    }
    if (json->what == NULL && !gl_json_end(json)) {
        return "something stands behind the object";
    }
    return json->what != NULL ? json->what : members->text ? NULL : "there is no string \"text\"";
}

static enum galley_status read_record(struct gl_archive *archive, struct gl_text line,
                                      struct gl_archive_document *document,
                                      struct galley_error *error)
{
    struct gl_json json;
    struct members members = {.text = false};
    bool ascii;
    if (!gl_utf8_check(line, &ascii)) {
        return gl_archive_bad(archive, gl_utf8_valid_until(line, 0), error, "this is not UTF-8");
    }
    gl_json_init(&json, line);
    const char *what = read_members(&json, &members);
    if (what != NULL) {
        return gl_archive_bad(archive, json.at, error, what);
    }
    document->record = line;
    document->date = members.date ? (struct gl_text){"", 0} : members.when;
    if (!members.id) {
        document->id = gl_archive_number_id(archive, false);
    }
    return GALLEY_OK;
}

static bool is_blank(struct gl_text line)
{
    while (line.length > 0 && (line.bytes[0] == ' ' || line.bytes[0] == '\t')) {
        line.bytes++;
        line.length--;
    }
    return line.length == 0;
}

enum galley_status gl_archive_lines(struct gl_archive *archive,
                                    struct gl_archive_document *document, bool *found,
                                    struct galley_error *error)
{
    static const struct gl_text feed = {"\n", 1};
    size_t most = archive->settings.max_document;
    struct gl_text window, line;
    size_t at, next;
    do {
        gl_intake_move(archive->intake, archive->passed);
        archive->passed = 0;
        enum galley_status status =
            gl_archive_find(archive, feed, 0, most + 1, &window, &at, error);
        if (status == GALLEY_OK && at == SIZE_MAX && window.length > most) {
            archive->number++;
            gl_archive_bad(archive, 0, error, "longer than the limit of --max-document");
            struct galley_error failure;
            status = gl_archive_skip_to(archive, feed, &failure);
            *error = status == GALLEY_OK ? *error : failure;
            return status == GALLEY_OK ? GALLEY_BAD_RECORD : status;
        }
        if (status != GALLEY_OK || !gl_archive_line(window, 0, &line, &next)) {
            return status;
        }
        archive->passed = next;
    } while (is_blank(line));
    archive->number++;
    document->place = gl_intake_place(archive->intake, 0);
    enum galley_status status = read_record(archive, line, document, error);
    *found = status == GALLEY_OK;
    return status;
}
