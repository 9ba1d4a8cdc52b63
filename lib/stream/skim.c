/* Skimming: lists of rows as filters write them, checked and read in a fraction of the general
 * walk's time. What is unusual here (escapes in keys, lists in rows, spans that do not fit) is left
 * to that walk, which alone says what is wrong. */
#include "stream/record_internal.h"

#include <string.h>

#include "text/scan.h"

enum { DEEPEST = 3 }; // objects in rows: a speaker with a span, and one in it

/* A place in the record, going forward. */
struct skim {
    struct gl_text raw;
    size_t at;
    struct gl_found *found; // what is seen is noted here
};

static char look(struct skim *skim)
{
    struct gl_text raw = skim->raw;
    while (skim->at < raw.length) {
        char byte = raw.bytes[skim->at];
        if (byte != ' ' && byte != '\n' && byte != '\t' && byte != '\r') {
            return byte;
        }
        skim->at++;
    }
    return '\0';
}

static bool take(struct skim *skim, char byte)
{
    bool there = look(skim) == byte;
    skim->at += there;
    return there;
}

/* A key without escapes, and the colon behind it. */
static bool take_key(struct skim *skim, struct gl_text *key)
{
    struct gl_text raw = skim->raw;
    if (!take(skim, '"')) {
        return false;
    }
    size_t at = skim->at;
    key->bytes = raw.bytes + at;
    while (at < raw.length && raw.bytes[at] != '"') {
        if (raw.bytes[at] == '\\' || (unsigned char)raw.bytes[at] < 0x20) {
            return false;
        }
        at++;
    }
    key->length = at - skim->at;
    skim->at = at + 1;
    return at < raw.length && take(skim, ':');
}

/* A whole number without sign, of at most 18 digits. */
static bool take_number(struct skim *skim, size_t *number)
{
    enum { DIGITS = 18 };
    const char *bytes = skim->raw.bytes;
    size_t at = skim->at;
    size_t last = skim->raw.length - at > DIGITS ? at + DIGITS : skim->raw.length;
    *number = 0;
    for (; at < last && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
        *number = *number * 10 + (size_t)(bytes[at] - '0');
    }
    size_t length = at - skim->at;
    bool whole =
        at < skim->raw.length && (bytes[at] == ',' || bytes[at] == '}' || bytes[at] == ' ');
    if (length == 0 || !whole || (bytes[skim->at] == '0' && length > 1)) {
        return false;
    }
    skim->at = at;
    return true;
}

static bool take_any(struct skim *skim)
{
    struct gl_json json;
    struct gl_span span;
    gl_json_init(&json, skim->raw);
    json.at = skim->at;
    bool taken = gl_json_value(&json, &span);
    skim->at = json.at;
    return taken;
}

static bool is_start(struct gl_text key)
{
    return key.length == 5 && memcmp(key.bytes, "start", 5) == 0;
}

static bool is_end(struct gl_text key)
{
    return key.length == 3 && memcmp(key.bytes, "end", 3) == 0;
}

static bool skim_object(struct skim *skim, int depth);

/* A value that is neither start nor end. */
static bool skim_value(struct skim *skim, int depth)
{
    size_t number;
    char first = look(skim);
    if (first >= '0' && first <= '9' && take_number(skim, &number)) {
        return true;
    }
    skim->found->plain = skim->found->plain && first == 't';
    if (first == '{') {
        return depth < DEEPEST && skim_object(skim, depth + 1);
    }
    return first != '[' && take_any(skim);
}

/* The outer span of a row; `seen` has a bit for its start and one for its end. */
struct edges {
    size_t start;
    size_t end;
    unsigned seen;
};

/* Takes the number under "start" or "end", which may stand there once. */
static bool take_edge(struct skim *skim, struct edges *edges, bool end)
{
    unsigned bit = end ? 2 : 1;
    look(skim);
    bool first = (edges->seen & bit) == 0;
    edges->seen |= bit;
    return first && take_number(skim, end ? &edges->end : &edges->start);
}

static bool note_edges(struct gl_found *found, const struct edges *edges)
{
    if (edges->seen == 0) {
        found->plain = false;
        return true;
    }
    found->has_spans = true;
    found->furthest = edges->end > found->furthest ? edges->end : found->furthest;
    return edges->seen == 3 && edges->start <= edges->end;
}

static bool skim_object(struct skim *skim, int depth)
{
    struct edges edges = {0, 0, 0};
    struct gl_text key = {"", 0};
    if (!take(skim, '{')) {
        return false;
    }
    if (take(skim, '}')) {
        skim->found->plain = false;
        return true;
    }
    do {
        if (!take_key(skim, &key)) {
            return false;
        }
        bool end = is_end(key);
        if (!(end || is_start(key) ? take_edge(skim, &edges, end) : skim_value(skim, depth))) {
            return false;
        }
    } while (take(skim, ','));
    return take(skim, '}') && note_edges(skim->found, &edges);
}

bool gl_rows_skim(struct gl_json *json, struct gl_found *found)
{
    struct skim skim = {json->text, json->at, found};
    struct gl_found before = *found;
    found->plain = true;
    bool good = take(&skim, '[');
    found->value.start = skim.at - 1;
    if (good && !take(&skim, ']')) {
        do {
            good = skim_object(&skim, 1);
        } while (good && take(&skim, ','));
        good = good && take(&skim, ']');
    }
    if (!good) {
        *found = before;
        return false;
    }
    found->skimmed = true;
    found->value.end = json->at = skim.at;
    return true;
}

/* ---- plain rows into a folded layer ---- */

enum { KEYS = 8 }; // that are kept; rows of filters have fewer

struct reading {
    struct skim skim;
    struct gl_record *record;
    struct gl_layer *layer;
    const char *keys[KEYS];
    size_t count;
};

/* The key as a C string, one for all rows; NULL when memory is out. */
static const char *key_of(struct reading *reading, struct gl_text key)
{
    for (size_t i = 0; i < reading->count; i++) {
        const char *kept = reading->keys[i];
        if (strncmp(kept, key.bytes, key.length) == 0 && kept[key.length] == '\0') {
            return kept;
        }
    }
    const char *copy = gl_arena_copy(reading->layer->arena, key.bytes, key.length);
    if (reading->count < KEYS) {
        reading->keys[reading->count] = copy;
        reading->count += copy != NULL;
    }
    return copy;
}

static bool read_value(struct reading *reading, struct gl_row *row, struct gl_text key)
{
    struct skim *skim = &reading->skim;
    const char *name = key_of(reading, key);
    size_t number = 0;
    if (name == NULL) {
        return false;
    }
    if (look(skim) == 't') {
        gl_row_flag(reading->layer, row, name, true);
        return take_any(skim);
    }
    bool taken = take_number(skim, &number);
    gl_row_number(reading->layer, row, name, (long long)number);
    return taken;
}

static bool read_row(struct reading *reading)
{
    struct skim *skim = &reading->skim;
    struct gl_row *row = gl_layer_add(reading->layer, (struct gl_span){0, 0});
    struct edges edges = {0, 0, 0};
    struct gl_text key = {"", 0};
    take(skim, '{');
    do {
        take_key(skim, &key);
        bool end = is_end(key);
        bool good =
            end || is_start(key) ? take_edge(skim, &edges, end) : read_value(reading, row, key);
        if (!good || reading->layer->failed) {
            return false;
        }
    } while (take(skim, ','));
    take(skim, '}');
    gl_offsets_byte(&reading->record->offsets, edges.start, &row->span.start);
    gl_offsets_byte(&reading->record->offsets, edges.end, &row->span.end);
    return true;
}

bool gl_rows_fold(struct gl_record *record, const struct gl_found *found, struct gl_layer *layer)
{
    struct gl_found notes = *found;
    struct reading reading = {
        .skim = {record->raw, found->value.start + 1, &notes}, .record = record, .layer = layer};
    if (!found->skimmed || !found->plain || look(&reading.skim) == ']') {
        return false;
    }
    gl_layer_fold(layer);
    bool good = !layer->failed;
    do {
        good = good && read_row(&reading);
    } while (good && take(&reading.skim, ','));
    if (!good || layer->failed) {
        *layer = (struct gl_layer){.name = layer->name, .arena = layer->arena};
        return false;
    }
    return true;
}
