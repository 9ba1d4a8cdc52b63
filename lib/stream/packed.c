#include "stream/packed.h"

/* The first byte of a row. */
enum {
    LENGTH_BITS = 5, // its length, or LENGTH_MORE: a number follows
    LENGTH_MORE = 31,
    GAP_SHIFT = 5, // white space before it, or GAP_MORE: a number follows
    GAP_MORE = 3,
    CHANGED = 1 << 7 // a byte of columns follows, and for each of them how far it moved
};

enum {
    FIRST_CHUNK = 1024,
    LARGEST_CHUNK = 256 * 1024,
    LONGEST_NUMBER = 10,
    LONGEST_ROW = 2 + (2 + GL_PACKED_COLUMNS) * LONGEST_NUMBER
};

struct gl_packed_chunk {
    struct gl_packed_chunk *next;
    size_t used;
    size_t capacity;
    uint8_t bytes[];
};

/* Signed numbers with the small ones first: 0, -1, 1, -2, ... */
static uint64_t fold(uint64_t number)
{
    return number << 1 ^ (0 - (number >> 63));
}

static uint64_t unfold(uint64_t number)
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
    *number = 0;
    unsigned shift = 0;
    for (; (*from & 0x80) != 0; from++, shift += 7) {
        *number |= (uint64_t)(*from & 0x7F) << shift;
    }
    *number |= (uint64_t)*from++ << shift;
    return from;
}

static bool add_chunk(struct gl_packed *packed, struct gl_arena *arena)
{
    size_t capacity = FIRST_CHUNK;
    if (packed->last != NULL) {
        capacity =
            packed->last->capacity < LARGEST_CHUNK ? packed->last->capacity * 2 : LARGEST_CHUNK;
    }
    struct gl_packed_chunk *chunk = gl_arena_alloc(arena, sizeof *chunk + capacity);
    if (chunk == NULL) {
        return false;
    }
    *chunk = (struct gl_packed_chunk){.capacity = capacity};
    if (packed->last != NULL) {
        packed->last->next = chunk;
    } else {
        packed->first = chunk;
    }
    packed->last = chunk;
    return true;
}

/* Which columns differ from the last row's. */
static unsigned changes(const struct gl_packed *packed, const struct gl_packed_row *row,
                        size_t columns)
{
    unsigned changed = 0;
    for (size_t i = 0; i < columns; i++) {
        changed |= (unsigned)(row->values[i] != packed->previous.values[i]) << i;
    }
    return changed;
}

static uint8_t *put_values(uint8_t *to, const struct gl_packed *packed,
                           const struct gl_packed_row *row, unsigned changed)
{
    *to++ = (uint8_t)changed;
    for (size_t i = 0; changed != 0; i++, changed >>= 1) {
        if (changed & 1) {
            to = put_number(to,
                            fold((uint64_t)row->values[i] - (uint64_t)packed->previous.values[i]));
        }
    }
    return to;
}

bool gl_packed_add(struct gl_packed *packed, struct gl_arena *arena,
                   const struct gl_packed_row *row, size_t columns)
{
    struct gl_packed_chunk *chunk = packed->last;
    if (chunk == NULL || chunk->capacity - chunk->used < LONGEST_ROW) {
        if (!add_chunk(packed, arena)) {
            return false;
        }
        chunk = packed->last;
    }
    size_t gap = row->span.start - packed->previous.span.end; // wraps when rows meet
    size_t length = row->span.end - row->span.start;
    unsigned changed = changes(packed, row, columns);
    uint8_t *first = chunk->bytes + chunk->used;
    uint8_t *to = first + 1;
    *first =
        (uint8_t)((length < LENGTH_MORE ? length : LENGTH_MORE) |
                  (gap < GAP_MORE ? gap : GAP_MORE) << GAP_SHIFT | (changed != 0 ? CHANGED : 0));
    if (gap >= GAP_MORE) {
        to = put_number(to, fold(gap));
    }
    if (length >= LENGTH_MORE) {
        to = put_number(to, length - LENGTH_MORE);
    }
    if (changed != 0) {
        to = put_values(to, packed, row, changed);
    }
    chunk->used = (size_t)(to - chunk->bytes);
    packed->previous = *row;
    return true;
}

static const uint8_t *take_values(const uint8_t *from, struct gl_packed_row *row)
{
    unsigned changed = *from++;
    for (size_t i = 0; changed != 0; i++, changed >>= 1) {
        if (changed & 1) {
            uint64_t moved;
            from = take_number(from, &moved);
            row->values[i] = (int64_t)((uint64_t)row->values[i] + unfold(moved));
        }
    }
    return from;
}

/* Goes to a chunk with a row at the cursor's place. */
static bool find_row(struct gl_packed_cursor *cursor)
{
    if (cursor->chunk == NULL) {
        cursor->chunk = cursor->packed->first;
    } else if (cursor->at == cursor->chunk->used && cursor->chunk->next != NULL) {
        cursor->chunk = cursor->chunk->next;
        cursor->at = 0;
    }
    return cursor->chunk != NULL && cursor->at < cursor->chunk->used;
}

bool gl_packed_next(struct gl_packed_cursor *cursor)
{
    if (!find_row(cursor)) {
        return false;
    }
    struct gl_packed_row *row = &cursor->row;
    const uint8_t *from = cursor->chunk->bytes + cursor->at;
    unsigned first = *from++;
    uint64_t gap = first >> GAP_SHIFT & GAP_MORE;
    uint64_t length = first & LENGTH_MORE;
    if (gap == GAP_MORE) {
        from = take_number(from, &gap);
        gap = unfold(gap);
    }
    if (length == LENGTH_MORE) {
        from = take_number(from, &length);
        length += LENGTH_MORE;
    }
    if (first & CHANGED) {
        from = take_values(from, row);
    }
    row->span.start = row->span.end + (size_t)gap;
    row->span.end = row->span.start + (size_t)length;
    cursor->at = (size_t)(from - cursor->chunk->bytes);
    return true;
}
