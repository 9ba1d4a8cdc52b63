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
    struct gl_text key;
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

/* ---- plain rows into a packed layer ---- */

struct packing {
    struct skim skim;
    struct gl_record *record;
    struct gl_layer *layer;
    struct gl_column columns[GL_PACKED_COLUMNS];
    size_t count;
};

/* The column of `key`, at or behind *next, made where the rows may still get one. False when the
 * rows do not fit into columns. */
static bool find_column(struct packing *packing, struct gl_text key, enum gl_attribute_kind kind,
                        size_t *next)
{
    struct gl_column *columns = packing->columns;
    for (; *next < packing->count; ++*next) {
        const char *name = columns[*next].key;
        if (strncmp(name, key.bytes, key.length) == 0 && name[key.length] == '\0') {
            return columns[*next].kind == kind;
        }
        if (columns[*next].kind == GL_ATTRIBUTE_NUMBER) {
            return false; // numbers stand in every row
        }
    }
    bool late = kind == GL_ATTRIBUTE_NUMBER && packing->layer->count > 0;
    if (late || *next == GL_PACKED_COLUMNS) {
        return false;
    }
    const char *copy = gl_arena_copy(packing->layer->arena, key.bytes, key.length);
    columns[packing->count++] = (struct gl_column){copy, kind};
    return copy != NULL;
}

static bool take_column(struct packing *packing, struct gl_text key, size_t *next,
                        struct gl_packed_row *row)
{
    struct skim *skim = &packing->skim;
    size_t number = 1;
    bool flag = look(skim) == 't';
    if (!(flag ? take_any(skim) : take_number(skim, &number)) ||
        !find_column(packing, key, flag ? GL_ATTRIBUTE_FLAG : GL_ATTRIBUTE_NUMBER, next)) {
        return false;
    }
    row->values[(*next)++] = (int64_t)number;
    return true;
}

/* Numbers stand in every row: none may be missing behind the last one taken. */
static bool is_whole(const struct packing *packing, size_t next)
{
    for (; next < packing->count; next++) {
        if (packing->columns[next].kind == GL_ATTRIBUTE_NUMBER) {
            return false;
        }
    }
    return true;
}

static bool pack_row(struct packing *packing)
{
    struct skim *skim = &packing->skim;
    struct gl_packed_row row = {.span = {0, 0}};
    struct edges edges = {0, 0, 0};
    struct gl_text key;
    size_t next = 0;
    take(skim, '{');
    do {
        take_key(skim, &key);
        bool end = is_end(key);
        if (end || is_start(key)) {
            take_edge(skim, &edges, end);
        } else if (!take_column(packing, key, &next, &row)) {
            return false;
        }
    } while (take(skim, ','));
    take(skim, '}');
    gl_offsets_byte(&packing->record->offsets, edges.start, &row.span.start);
    gl_offsets_byte(&packing->record->offsets, edges.end, &row.span.end);
    if (is_whole(packing, next)) {
        gl_layer_add_packed(packing->layer, &row);
        return true;
    }
    return false;
}

bool gl_rows_pack(struct gl_record *record, const struct gl_found *found, struct gl_layer *layer)
{
    struct gl_found notes = *found;
    struct packing packing = {
        .skim = {record->raw, found->value.start + 1, &notes}, .record = record, .layer = layer};
    if (!found->skimmed || !found->plain || look(&packing.skim) == ']') {
        return false;
    }
    struct gl_column *columns = gl_arena_zeros(layer->arena, GL_PACKED_COLUMNS, sizeof *columns);
    if (columns == NULL) {
        return false;
    }
    gl_layer_pack(layer, columns, GL_PACKED_COLUMNS);
    do {
        if (!pack_row(&packing)) {
            *layer = (struct gl_layer){.name = layer->name, .arena = layer->arena};
            return false;
        }
    } while (take(&packing.skim, ','));
    memcpy(columns, packing.columns, sizeof packing.columns);
    layer->column_count = packing.count;
    return true;
}
