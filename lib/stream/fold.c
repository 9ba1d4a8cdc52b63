#include "stream/fold.h"

#include <string.h>

/* The first byte of a row. */
enum {
    LENGTH_MORE = 31, // the lowest five bits: its length, or this, and a number follows
    GAP_SHIFT = 5,
    GAP_MORE = 3,    // two bits: what lies before it, or this, and a number follows
    CHANGED = 1 << 7 // attributes follow; otherwise they are written as the last row's were
};

/* Bytes in the place of a slot. */
enum { ATTRIBUTES_END, NO_SPAN, FIRST_SLOT, SLOTS = 250 };

/* Numbers in the place of a recent string. */
enum { NEW_STRING = GL_FOLD_RECENT };

enum {
    FIRST_CHUNK = 2048,
    LARGEST_CHUNK = 256 * 1024,
    LONGEST_NUMBER = 10,
    LONGEST_ATTRIBUTE = 2 + 2 * LONGEST_NUMBER,
    LONGEST_LIST = (GL_FOLD_ATTRIBUTES + 1) * LONGEST_ATTRIBUTE,
    LONGEST_SPAN = 1 + 2 * LONGEST_NUMBER
};

struct gl_fold_chunk {
    struct gl_fold_chunk *next;
    size_t used;
    size_t capacity;
    uint8_t bytes[];
};

struct gl_fold_slot {
    const char *key;
    enum gl_attribute_kind kind;
    bool plain; // an object without a span
};

/* ---- numbers ---- */

/* Signed numbers with the small ones first: 0, -1, 1, -2, ... */
static uint64_t zigzag(uint64_t number)
{
    return number << 1 ^ (0 - (number >> 63));
}

static uint64_t unzigzag(uint64_t number)
{
    return number >> 1 ^ (0 - (number & 1));
}

static uint8_t *put_number(uint8_t *to, uint64_t number)
{
    for (; number >= 0x80; number >>= 7) {
        *to++ = (uint8_t)(number | 0x80);
    }
    *to++ = (uint8_t)number;
    return to;
}

static const uint8_t *take_number(const uint8_t *from, uint64_t *number)
{
    *number = *from & 0x7F;
    for (unsigned shift = 7; (*from++ & 0x80) != 0; shift += 7) {
        *number |= (uint64_t)(*from & 0x7F) << shift;
    }
    return from;
}

/* ---- strings ---- */

static void remember(struct gl_fold_state *state, struct gl_text text)
{
    state->newest = text.bytes;
    state->recent[state->turn] = text;
    state->turn = (state->turn + 1) % GL_FOLD_RECENT;
}

static uint8_t *put_string(struct gl_fold_state *state, uint8_t *to, struct gl_text text)
{
    for (size_t i = 0; i < GL_FOLD_RECENT; i++) {
        if (state->recent[i].bytes == text.bytes && state->recent[i].length == text.length) {
            *to++ = (uint8_t)i;
            return to;
        }
    }
    *to++ = NEW_STRING;
    to = put_number(to, zigzag((uintptr_t)text.bytes - (uintptr_t)state->newest));
    to = put_number(to, text.length);
    remember(state, text);
    return to;
}

static const uint8_t *take_string(struct gl_fold_state *state, const uint8_t *from,
                                  struct gl_text *text)
{
    uint64_t moved, length;
    size_t place = *from++;
    if (place < GL_FOLD_RECENT) {
        *text = state->recent[place];
        return from;
    }
    from = take_number(from, &moved);
    from = take_number(from, &length);
    text->bytes = (const char *)((uintptr_t)state->newest + (uintptr_t)unzigzag(moved));
    text->length = (size_t)length;
    remember(state, *text);
    return from;
}

/* ---- folding ---- */

static bool add_slot(struct gl_fold *fold, struct gl_arena *arena, struct gl_fold_slot slot)
{
    enum { FIRST_SLOTS = 8 };
    if (fold->slot_count == SLOTS) {
        return false;
    }
    if (fold->slot_count == fold->slot_capacity) {
        size_t capacity = fold->slot_capacity > 0 ? 2 * fold->slot_capacity : FIRST_SLOTS;
        struct gl_fold_slot *slots = gl_arena_regrow(
            arena, fold->slots, fold->slot_count * sizeof slot, capacity * sizeof slot);
        if (slots == NULL) {
            return false;
        }
        fold->slots = slots;
        fold->slot_capacity = capacity;
    }
    fold->slots[fold->slot_count++] = slot;
    return true;
}

static bool is_slot(const struct gl_fold_slot *slot, const struct gl_attribute *attribute,
                    bool plain)
{
    return slot->kind == attribute->kind && slot->plain == plain &&
           (slot->key == attribute->key || strcmp(slot->key, attribute->key) == 0);
}

/* The attribute's slot, most often the one behind the last; SLOTS when there is no room for it. */
static size_t slot_of(struct gl_fold *fold, struct gl_arena *arena,
                      const struct gl_attribute *attribute)
{
    bool plain = attribute->kind == GL_ATTRIBUTE_OBJECT && !attribute->object->has_span;
    size_t slot = fold->slot_next < fold->slot_count ? fold->slot_next : 0;
    for (size_t i = 0; i < fold->slot_count; i++) {
        if (is_slot(&fold->slots[slot], attribute, plain)) {
            fold->slot_next = slot + 1;
            return slot;
        }
        slot = slot + 1 < fold->slot_count ? slot + 1 : 0;
    }
    struct gl_fold_slot added = {attribute->key, attribute->kind, plain};
    fold->slot_next = fold->slot_count + 1;
    return add_slot(fold, arena, added) ? fold->slot_count - 1 : SLOTS;
}

/* A row on its way into bytes. */
struct folding {
    struct gl_fold *fold;
    struct gl_arena *arena;
    size_t start; // of the row: objects are told from there
    size_t attributes;
    size_t objects;
};

static uint8_t *put_attributes(struct folding *folding, uint8_t *to, const struct gl_row *row);

static uint8_t *put_object(struct folding *folding, uint8_t *to, const struct gl_row *object)
{
    if (++folding->objects > GL_FOLD_OBJECTS) {
        return NULL;
    }
    if (object->has_span) {
        to = put_number(to, zigzag(object->span.start - folding->start));
        to = put_number(to, zigzag(object->span.end - object->span.start));
    }
    return put_attributes(folding, to, object);
}

static uint8_t *put_attribute(struct folding *folding, uint8_t *to,
                              const struct gl_attribute *attribute)
{
    struct gl_fold_state *state = &folding->fold->state;
    size_t slot = slot_of(folding->fold, folding->arena, attribute);
    long long *number = &state->numbers[slot % GL_FOLD_RECENT];
    if (slot == SLOTS || ++folding->attributes > GL_FOLD_ATTRIBUTES) {
        return NULL;
    }
    *to++ = (uint8_t)(FIRST_SLOT + slot);
    switch (attribute->kind) {
    case GL_ATTRIBUTE_NUMBER:
        to = put_number(to, zigzag((uint64_t)attribute->number - (uint64_t)*number));
        *number = attribute->number;
        break;
    case GL_ATTRIBUTE_FLAG:
        *to++ = attribute->flag;
        break;
    case GL_ATTRIBUTE_STRING:
    case GL_ATTRIBUTE_RAW:
        to = put_string(state, to, attribute->string);
        break;
    case GL_ATTRIBUTE_OBJECT:
        to = put_object(folding, to, attribute->object);
        break;
    }
    return to;
}

/* NULL when they do not fit. */
static uint8_t *put_attributes(struct folding *folding, uint8_t *to, const struct gl_row *row)
{
    for (const struct gl_attribute *at = row->first; at != NULL && to != NULL; at = at->next) {
        to = put_attribute(folding, to, at);
    }
    if (to != NULL) {
        *to++ = ATTRIBUTES_END;
    }
    return to;
}

/* The span, behind its first byte *first. */
static uint8_t *put_span(struct gl_fold_state *state, struct gl_span span, uint8_t *first)
{
    uint8_t *to = first + 1;
    size_t gap = span.start - state->end;  // wraps when rows meet
    size_t length = span.end - span.start; // large where it ends before it starts
    *first = (uint8_t)((length < LENGTH_MORE ? length : LENGTH_MORE) |
                       (gap < GAP_MORE ? gap : GAP_MORE) << GAP_SHIFT);
    if (gap >= GAP_MORE) {
        to = put_number(to, zigzag(gap));
    }
    if (length >= LENGTH_MORE) {
        to = put_number(to, length - LENGTH_MORE);
    }
    state->end = span.end;
    return to;
}

/* Where the next row goes: room for the longest one at the end of the last chunk. NULL when memory
 * is out. */
static uint8_t *make_room(struct gl_fold *fold, struct gl_arena *arena)
{
    struct gl_fold_chunk *last = fold->last;
    if (last != NULL && last->capacity - last->used >= LONGEST_SPAN + LONGEST_LIST) {
        return last->bytes + last->used;
    }
    size_t capacity = last == NULL                     ? FIRST_CHUNK
                      : last->capacity < LARGEST_CHUNK ? 2 * last->capacity
                                                       : LARGEST_CHUNK;
    struct gl_fold_chunk *chunk = gl_arena_alloc(arena, sizeof *chunk + capacity);
    if (chunk == NULL) {
        return NULL;
    }
    *chunk = (struct gl_fold_chunk){.capacity = capacity};
    if (last != NULL) {
        last->next = chunk;
    } else {
        fold->first = chunk;
    }
    fold->last = chunk;
    return chunk->bytes;
}

/* The lists are a few bytes most often. */
static bool is_same(const uint8_t *a, const uint8_t *b, size_t length)
{
    enum { FEW = 8 };
    if (length > FEW) {
        return memcmp(a, b, length) == 0;
    }
    while (length > 0 && a[length - 1] == b[length - 1]) {
        length--;
    }
    return length == 0;
}

bool gl_fold_add(struct gl_fold *fold, struct gl_arena *arena, const struct gl_row *row)
{
    struct gl_fold_state *state = &fold->state;
    struct gl_span place = row->has_span ? row->span : (struct gl_span){state->end, state->end};
    struct folding folding = {fold, arena, place.start, 0, 0};
    uint8_t *first = make_room(fold, arena);
    if (first == NULL) {
        return false;
    }
    uint8_t *list = put_span(state, place, first);
    uint8_t *to = list;
    if (!row->has_span) {
        *to++ = NO_SPAN;
    }
    to = put_attributes(&folding, to, row);
    if (to == NULL) {
        return false;
    }
    size_t length = (size_t)(to - list);
    if (length == state->length && is_same(list, state->attributes, length)) {
        to = list;
    } else {
        *first |= CHANGED;
        state->attributes = list;
        state->length = length;
    }
    fold->last->used = (size_t)(to - fold->last->bytes);
    return true;
}

/* ---- unfolding ---- */

void gl_fold_begin(struct gl_fold_cursor *cursor, const struct gl_fold *fold)
{
    cursor->fold = fold;
    cursor->chunk = NULL;
    cursor->at = 0;
    cursor->state = (struct gl_fold_state){.end = 0};
}

static const uint8_t *take_attributes(struct gl_fold_cursor *cursor, const uint8_t *from,
                                      struct gl_row *row);

static const uint8_t *take_object(struct gl_fold_cursor *cursor, const uint8_t *from, bool plain,
                                  struct gl_attribute *attribute)
{
    struct gl_row *object = &cursor->objects[cursor->object_count++];
    uint64_t start, length;
    *object = (struct gl_row){.has_span = !plain};
    if (!plain) {
        from = take_number(from, &start);
        from = take_number(from, &length);
        object->span.start = cursor->row.span.start + (size_t)unzigzag(start);
        object->span.end = object->span.start + (size_t)unzigzag(length);
    }
    attribute->object = object;
    return take_attributes(cursor, from, object);
}

static const uint8_t *take_value(struct gl_fold_cursor *cursor, const uint8_t *from, size_t slot,
                                 struct gl_attribute *attribute)
{
    long long *number = &cursor->state.numbers[slot % GL_FOLD_RECENT];
    uint64_t moved;
    switch (attribute->kind) {
    case GL_ATTRIBUTE_NUMBER:
        from = take_number(from, &moved);
        *number = (long long)((uint64_t)*number + unzigzag(moved));
        attribute->number = *number;
        break;
    case GL_ATTRIBUTE_FLAG:
        attribute->flag = *from++ != 0;
        break;
    case GL_ATTRIBUTE_STRING:
    case GL_ATTRIBUTE_RAW:
        from = take_string(&cursor->state, from, &attribute->string);
        break;
    case GL_ATTRIBUTE_OBJECT:
        from = take_object(cursor, from, cursor->fold->slots[slot].plain, attribute);
        break;
    }
    return from;
}

static const uint8_t *take_attributes(struct gl_fold_cursor *cursor, const uint8_t *from,
                                      struct gl_row *row)
{
    struct gl_attribute **link = &row->first;
    while (*from != ATTRIBUTES_END) {
        size_t slot = (size_t)*from++ - FIRST_SLOT;
        struct gl_attribute *attribute = &cursor->attributes[cursor->attribute_count++];
        attribute->key = cursor->fold->slots[slot].key;
        attribute->kind = cursor->fold->slots[slot].kind;
        *link = row->last = attribute;
        link = &attribute->next;
        from = take_value(cursor, from, slot, attribute);
    }
    *link = NULL;
    return from + 1;
}

static const uint8_t *take_span(struct gl_fold_cursor *cursor, const uint8_t *from)
{
    struct gl_span *span = &cursor->row.span;
    unsigned first = *from++;
    uint64_t gap = first >> GAP_SHIFT & GAP_MORE;
    uint64_t length = first & LENGTH_MORE;
    if (gap == GAP_MORE) {
        from = take_number(from, &gap);
        gap = unzigzag(gap);
    }
    if (length == LENGTH_MORE) {
        from = take_number(from, &length);
        length += LENGTH_MORE;
    }
    span->start = cursor->state.end + (size_t)gap;
    cursor->state.end = span->end = span->start + (size_t)length;
    return from;
}

/* Goes to a chunk with a row at the cursor's place. */
static bool find_row(struct gl_fold_cursor *cursor)
{
    if (cursor->chunk == NULL) {
        cursor->chunk = cursor->fold->first;
    } else if (cursor->at == cursor->chunk->used && cursor->chunk->next != NULL) {
        cursor->chunk = cursor->chunk->next;
        cursor->at = 0;
    }
    return cursor->chunk != NULL && cursor->at < cursor->chunk->used;
}

const struct gl_row *gl_fold_next(struct gl_fold_cursor *cursor)
{
    if (!find_row(cursor)) {
        return NULL;
    }
    const uint8_t *first = cursor->chunk->bytes + cursor->at;
    const uint8_t *from = take_span(cursor, first);
    bool changed = (*first & CHANGED) != 0;
    const uint8_t *list = changed ? from : cursor->state.attributes;
    struct gl_row *row = &cursor->row;
    cursor->attribute_count = cursor->object_count = 0;
    row->first = row->last = NULL;
    row->has_span = *list != NO_SPAN;
    const uint8_t *end = take_attributes(cursor, list + (row->has_span ? 0 : 1), row);
    cursor->state.attributes = list;
    cursor->at = (size_t)((changed ? end : from) - cursor->chunk->bytes);
    return row;
}
