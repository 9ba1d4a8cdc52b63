#include "stream/record_internal.h"

#include <stdlib.h>
#include <string.h>

#include "text/utf8.h"

static const struct gl_text no_name = {"", 0};

struct gl_record *gl_record_new(void)
{
    struct gl_record *record = calloc(1, sizeof *record);
    if (record != NULL) {
        record->found = GL_ARRAY(struct gl_found);
        record->frames = GL_ARRAY(struct gl_span_frame);
        record->cuts = GL_ARRAY(struct gl_outer_cut);
        record->edits = GL_EDITS;
        record->pieces = GL_PIECES;
    }
    return record;
}

void gl_record_free(struct gl_record *record)
{
    if (record == NULL) {
        return;
    }
    gl_arena_release(&record->arena);
    gl_buffer_release(&record->made);
    gl_buffer_release(&record->renewed);
    gl_buffer_release(&record->labels);
    gl_pieces_release(&record->pieces);
    gl_buffer_release(&record->decoded);
    gl_buffer_release(&record->masked);
    gl_buffer_release(&record->hidden);
    gl_edits_release(&record->edits);
    gl_array_release(&record->found);
    gl_array_release(&record->frames);
    gl_array_release(&record->cuts);
    free(record);
}

struct gl_document *gl_record_document(struct gl_record *record)
{
    return &record->document;
}

enum galley_status gl_record_bad(const struct gl_record *record, size_t at, struct gl_text name,
                                 const char *what)
{
    enum { SHOWN = 60 }; // bytes of a name that are shown
    int shown = name.length < SHOWN ? (int)name.length : SHOWN;
    if (name.length == 0) {
        return gl_error_set(record->error, GALLEY_BAD_RECORD, record->file, record->line, at + 1,
                            "%s", what);
    }
    return gl_error_set(record->error, GALLEY_BAD_RECORD, record->file, record->line, at + 1,
                        "\"%.*s\" %s", shown, name.bytes, what);
}

enum galley_status gl_record_no_memory(const struct gl_record *record)
{
    return gl_error_set(record->error, GALLEY_NO_MEMORY, record->file, record->line, 0,
                        "out of memory");
}

/* Layers behind layer_count need not be cleared: gl_document_start does that. */
static void empty_document(struct gl_record *record)
{
    struct gl_document *document = &record->document;
    document->text = document->original = no_name;
    document->id = document->language = document->date = no_name;
    document->arena = &record->arena;
    document->layer_count = 0;
}

void gl_record_begin(struct gl_record *record, const struct gl_raw *raw,
                     const struct gl_record_settings *settings, struct galley_error *error)
{
    gl_arena_reset(&record->arena);
    gl_array_reset(&record->found);
    empty_document(record);
    record->settings = settings;
    record->file = raw->file;
    record->line = raw->line;
    record->error = error;
    record->raw = raw->bytes;
    record->plain = false;
    record->known = NULL;
    record->has_text = false;
    record->has_annotations = false;
    record->unit = GL_UNIT_CODE_POINT;
    record->unit_written = false;
    record->has_spans = false;
    record->visible = record->document.text;
}

const struct gl_found *gl_record_found(const struct gl_record *record, const char *name)
{
    struct gl_text wanted = {name, strlen(name)};
    for (size_t i = record->found.count; i > 0; i--) {
        const struct gl_found *found = &GL_AT(record->found, struct gl_found, i - 1);
        if (gl_json_equals(record->raw, found->key, wanted)) {
            return found;
        }
    }
    return NULL;
}

struct gl_text gl_record_key(const struct gl_record *record, const struct gl_found *found)
{
    struct gl_span span = found->key.span;
    return (struct gl_text){record->raw.bytes + span.start, gl_span_length(span)};
}

/* ---- fields ---- */

enum field { FIELD_TEXT, FIELD_ID, FIELD_LANGUAGE, FIELD_DATE, FIELD_ANNOTATIONS, FIELDS };

static struct gl_text field_name(const struct gl_record_settings *settings, enum field field)
{
    static const char *const defaults[FIELDS] = {"text", "id", "lang", "date", "annotations"};
    const char *const given[FIELDS] = {settings->text_field, settings->id_field,
                                       settings->language_field, settings->date_field,
                                       settings->annotations_field};
    const char *name = given[field] != NULL ? given[field] : defaults[field];
    return (struct gl_text){name, strlen(name)};
}

/* The field that the key names, or FIELDS. */
static enum field field_of(const struct gl_record *record, struct gl_json_string key)
{
    for (enum field field = FIELD_TEXT; field < FIELDS; field++) {
        if (gl_json_equals(record->raw, key, field_name(record->settings, field))) {
            return field;
        }
    }
    return FIELDS;
}

static enum galley_status broken(const struct gl_record *record, const struct gl_json *json)
{
    return gl_record_bad(record, json->at, no_name, json->what);
}

static enum galley_status read_text(struct gl_record *record, struct gl_json *json)
{
    struct gl_text name = field_name(record->settings, FIELD_TEXT);
    if (record->has_text) {
        return gl_record_bad(record, json->at, name, "stands twice");
    }
    if (gl_json_peek(json) != '"') {
        return gl_record_bad(record, json->at, name, "is no string");
    }
    record->has_text = true;
    bool good = record->known != NULL
                    ? gl_json_string(json, &record->text)
                    : gl_json_text(json, &record->text, &record->decoded, &record->lone);
    return good ? GALLEY_OK : broken(record, json);
}

static enum galley_status read_annotation(struct gl_record *record, struct gl_json *json,
                                          struct gl_json_string key)
{
    struct gl_found *found = gl_array_push(&record->found);
    if (found == NULL) {
        return gl_record_no_memory(record);
    }
    found->key = key;
    if (!gl_rows_skim(json, found) && !gl_json_value(json, &found->value)) {
        return broken(record, json);
    }
    record->annotations_tail = json->at;
    return GALLEY_OK;
}

static enum galley_status read_annotations(struct gl_record *record, struct gl_json *json)
{
    struct gl_text name = field_name(record->settings, FIELD_ANNOTATIONS);
    struct gl_json_string key;
    if (record->has_annotations) {
        return gl_record_bad(record, json->at, name, "stands twice");
    }
    if (gl_json_peek(json) != '{') {
        return gl_record_bad(record, json->at, name, "is no object");
    }
    record->has_annotations = true;
    gl_json_enter(json, '{');
    record->annotations_tail = json->at;
    for (bool first = true; gl_json_key(json, first, &key); first = false) {
        enum galley_status status = read_annotation(record, json, key);
        if (status != GALLEY_OK) {
            return status;
        }
    }
    return json->what == NULL ? GALLEY_OK : broken(record, json);
}

/* A string decoded, another scalar as written; empty for null, objects and lists. */
static bool scalar_text(struct gl_record *record, struct gl_span span, struct gl_text *text)
{
    struct gl_text written = {record->raw.bytes + span.start, gl_span_length(span)};
    struct gl_json_string string = {{span.start + 1, span.end - 1}, false};
    size_t at;
    *text = no_name;
    if (written.bytes[0] == '{' || written.bytes[0] == '[' || written.bytes[0] == 'n') {
        return true;
    }
    if (written.bytes[0] == '"') {
        written = (struct gl_text){written.bytes + 1, written.length - 2};
        string.escaped = written.length > 0 && memchr(written.bytes, '\\', written.length) != NULL;
    }
    *text = written;
    struct gl_buffer *pieces = &record->edits.pieces;
    gl_buffer_reset(pieces);
    if (!string.escaped || !gl_json_decode(record->raw, string, pieces, &at)) {
        return true; // with a lone surrogate: as it is written
    }
    text->bytes = gl_arena_copy(&record->arena, pieces->bytes, pieces->length);
    text->length = pieces->length;
    return text->bytes != NULL && !pieces->failed;
}

static enum galley_status read_scalar(struct gl_record *record, struct gl_json *json,
                                      enum field field)
{
    struct gl_document *document = &record->document;
    struct gl_span span;
    struct gl_text text;
    if (!gl_json_value(json, &span)) {
        return broken(record, json);
    }
    if (!scalar_text(record, span, &text)) {
        return gl_record_no_memory(record);
    }
    bool string = record->raw.bytes[span.start] == '"';
    if (field == FIELD_ID) {
        document->id = text;
    } else if (field == FIELD_LANGUAGE) {
        document->language = string ? text : no_name;
    } else {
        document->date = string ? text : no_name;
    }
    return GALLEY_OK;
}

static enum galley_status read_field(struct gl_record *record, struct gl_json *json,
                                     struct gl_json_string key)
{
    struct gl_span span;
    enum field field = field_of(record, key);
    switch (field) {
    case FIELD_TEXT:
        return read_text(record, json);
    case FIELD_ANNOTATIONS:
        return read_annotations(record, json);
    case FIELD_ID:
    case FIELD_LANGUAGE:
    case FIELD_DATE:
        return read_scalar(record, json, field);
    case FIELDS:
        break;
    }
    return gl_json_value(json, &span) ? GALLEY_OK : broken(record, json);
}

/* The whole record: places of all that is ours, and every byte checked. */
static enum galley_status scan(struct gl_record *record)
{
    static const char mark[] = "\xEF\xBB\xBF";
    struct gl_json json;
    struct gl_json_string key;
    size_t valid = gl_utf8_valid_until(record->raw, 0);
    if (valid < record->raw.length) {
        return gl_record_bad(record, valid, no_name, "this byte is no UTF-8");
    }
    gl_json_init(&json, record->raw);
    if (record->raw.length >= 3 && memcmp(record->raw.bytes, mark, 3) == 0) {
        json.at = 3;
    }
    if (gl_json_peek(&json) != '{') {
        return gl_record_bad(record, json.at, no_name, "a record must be a JSON object");
    }
    gl_json_enter(&json, '{');
    for (bool first = true; gl_json_key(&json, first, &key); first = false) {
        enum galley_status status = read_field(record, &json, key);
        if (status != GALLEY_OK) {
            return status;
        }
        record->object_tail = json.at;
    }
    if (!gl_json_end(&json)) {
        return broken(record, &json);
    }
    if (!record->has_text) {
        return gl_record_bad(record, 0, field_name(record->settings, FIELD_TEXT), "is missing");
    }
    return GALLEY_OK;
}

/* The document's text: what was known, or decoded, or what stands in the record. */
static enum galley_status take_text(struct gl_record *record)
{
    struct gl_span span = record->text.span;
    struct gl_text text = {record->raw.bytes + span.start, gl_span_length(span)};
    if (record->known != NULL) {
        text = *record->known;
    } else if (record->text.escaped) {
        if (record->decoded.failed) {
            return gl_record_no_memory(record);
        }
        if (record->lone != SIZE_MAX) {
            return gl_record_bad(record, record->lone, field_name(record->settings, FIELD_TEXT),
                                 "holds a surrogate without its partner");
        }
        text = (struct gl_text){record->decoded.bytes, record->decoded.length};
    }
    record->document.text = record->document.original = record->visible = text;
    return GALLEY_OK;
}

/* ---- units and layers ---- */

static bool unit_of(const struct gl_record *record, const struct gl_found *found,
                    enum gl_unit *unit)
{
    static const struct {
        const char *name;
        enum gl_unit unit;
    } units[] = {
        {"codepoint", GL_UNIT_CODE_POINT}, {"byte", GL_UNIT_BYTE}, {"utf16", GL_UNIT_UTF16}};
    struct gl_text written = {record->raw.bytes + found->value.start, gl_span_length(found->value)};
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        size_t length = strlen(units[i].name);
        if (written.length == length + 2 && written.bytes[0] == '"' &&
            memcmp(written.bytes + 1, units[i].name, length) == 0) {
            *unit = units[i].unit;
            return true;
        }
    }
    return false;
}

static enum galley_status begin_offsets(struct gl_record *record)
{
    gl_offsets_init(&record->offsets, record->document.original, record->unit);
    return gl_offsets_index(&record->offsets, &record->arena) ? GALLEY_OK
                                                              : gl_record_no_memory(record);
}

static bool is_named(const struct gl_record *record, const struct gl_found *found, const char *name)
{
    return gl_json_equals(record->raw, found->key, (struct gl_text){name, strlen(name)});
}

static enum galley_status check_layers(struct gl_record *record)
{
    for (size_t i = 0; i < record->found.count; i++) {
        const struct gl_found *found = &GL_AT(record->found, struct gl_found, i);
        if (is_named(record, found, "offsets")) {
            continue;
        }
        char open = record->raw.bytes[found->value.start];
        if (open != '[' && !(open == '{' && (is_named(record, found, "reference_date") ||
                                             is_named(record, found, "language")))) {
            return gl_record_bad(record, found->value.start, gl_record_key(record, found),
                                 "is a layer and must be a list");
        }
        if (found->skimmed && record->unit == GL_UNIT_CODE_POINT &&
            found->furthest <= record->offsets.total) {
            record->has_spans |= found->has_spans;
            continue;
        }
        enum galley_status status = gl_spans_check(record, found);
        if (status != GALLEY_OK) {
            return status;
        }
    }
    return GALLEY_OK;
}

/* The unit of the record's own spans, and whether it agrees with the one that was asked for. */
static enum galley_status settle_unit(struct gl_record *record)
{
    const struct gl_record_settings *settings = record->settings;
    const struct gl_found *written = gl_record_found(record, "offsets");
    size_t at = written != NULL ? written->value.start : 0;
    record->unit_written = written != NULL;
    if (written != NULL && !unit_of(record, written, &record->unit)) {
        return gl_record_bad(record, at, (struct gl_text){"offsets", 7},
                             "must be \"codepoint\", \"byte\" or \"utf16\"");
    }
    enum galley_status status = begin_offsets(record);
    if (status == GALLEY_OK) {
        status = check_layers(record);
    }
    if (status != GALLEY_OK || !settings->unit_given || settings->unit == record->unit) {
        return status;
    }
    if (written != NULL || record->has_spans) {
        return gl_record_bad(record, at, no_name,
                             "the record's offsets are in another unit than --offsets says");
    }
    record->unit = settings->unit;
    return begin_offsets(record);
}

static enum galley_status read_layers(struct gl_record *record)
{
    enum galley_status status = GALLEY_OK;
    for (size_t i = 0; i < record->settings->layer_count && status == GALLEY_OK; i++) {
        const struct gl_layer_name *name = &record->settings->layers[i];
        const struct gl_found *found =
            gl_record_found(record, name->written != NULL ? name->written : name->layer);
        if (found != NULL) {
            status = gl_rows_read(record, found, name->layer);
        }
    }
    return status;
}

enum galley_status gl_record_parse_known(struct gl_record *record, const struct gl_raw *raw,
                                         const struct gl_record_settings *settings,
                                         const struct gl_text *decoded, struct galley_error *error)
{
    gl_record_begin(record, raw, settings, error);
    record->known = decoded;
    enum galley_status status = scan(record);
    if (status == GALLEY_OK) {
        status = take_text(record);
    }
    if (status == GALLEY_OK) {
        status = settle_unit(record);
    }
    if (status == GALLEY_OK) {
        status = read_layers(record);
    }
    if (status != GALLEY_OK) {
        // Nobody shall work on half a document.
        empty_document(record);
    }
    record->known = NULL;
    record->error = NULL;
    return status;
}

enum galley_status gl_record_parse(struct gl_record *record, const struct gl_raw *raw,
                                   const struct gl_record_settings *settings,
                                   struct galley_error *error)
{
    return gl_record_parse_known(record, raw, settings, NULL, error);
}
