#include "base/arena.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"

enum {
    FIRST_BLOCK = 64 * 1024,
    LARGEST_STEP = 1024 * 1024, // larger blocks are made only for single large pieces
    KEPT_BY_RESET = 4 * 1024 * 1024
};

struct gl_arena_block {
    struct gl_arena_block *next;
    size_t capacity;
    size_t used; // 0 in every block behind `current`
    alignas(max_align_t) char bytes[];
};

static bool fits(const struct gl_arena_block *block, size_t size)
{
    return size <= block->capacity - block->used;
}

static struct gl_arena_block *new_block(size_t capacity)
{
    size_t bytes;
    if (!gl_size_add(capacity, sizeof(struct gl_arena_block), &bytes)) {
        return NULL;
    }
    struct gl_arena_block *block = malloc(bytes);
    if (block != NULL) {
        *block = (struct gl_arena_block){.capacity = capacity};
    }
    return block;
}

/* A block behind `current` with room for `size`, made and linked in when none is there. */
static struct gl_arena_block *next_block(struct gl_arena *arena, size_t size)
{
    struct gl_arena_block *last = arena->current;
    size_t step = FIRST_BLOCK;
    while (last != NULL && last->next != NULL) {
        last = last->next;
        if (fits(last, size)) {
            return last;
        }
    }
    if (last != NULL) {
        step = last->capacity < LARGEST_STEP / 2 ? last->capacity * 2 : LARGEST_STEP;
    }
    struct gl_arena_block *block = new_block(size > step ? size : step);
    if (block != NULL && last != NULL) {
        last->next = block;
    } else if (block != NULL) {
        arena->first = block;
    }
    return block;
}

/* What a piece takes; false when that does not fit into size_t. */
static bool round_up(size_t size, size_t *rounded)
{
    const size_t unit = alignof(max_align_t);
    if (!gl_size_add(size, unit - 1, rounded)) {
        return false;
    }
    *rounded = *rounded < 2 * unit ? unit : *rounded / unit * unit;
    return true;
}

void *gl_arena_alloc(struct gl_arena *arena, size_t size)
{
    size_t rounded;
    if (!round_up(size, &rounded)) {
        return NULL;
    }
    if (arena->current == NULL || !fits(arena->current, rounded)) {
        struct gl_arena_block *block = next_block(arena, rounded);
        if (block == NULL) {
            return NULL;
        }
        arena->current = block;
    }
    void *piece = arena->current->bytes + arena->current->used;
    arena->current->used += rounded;
    return piece;
}

/* The link to the block that holds `piece` of `size` bytes and nothing else; NULL when there is
 * none.
 */
static struct gl_arena_block **block_of(struct gl_arena *arena, const void *piece, size_t size)
{
    struct gl_arena_block **link = &arena->first;
    size_t rounded;
    if (size <= LARGEST_STEP || !round_up(size, &rounded)) {
        return NULL;
    }
    while (*link != NULL && (void *)(*link)->bytes != piece) {
        link = &(*link)->next;
    }
    return *link != NULL && (*link)->capacity == rounded ? link : NULL;
}

void *gl_arena_regrow(struct gl_arena *arena, void *piece, size_t old_size, size_t new_size)
{
    struct gl_arena_block **link = block_of(arena, piece, old_size);
    size_t rounded, bytes;
    if (link == NULL) {
        void *larger = gl_arena_alloc(arena, new_size);
        if (larger != NULL && old_size > 0) {
            memcpy(larger, piece, old_size < new_size ? old_size : new_size);
        }
        return larger;
    }
    bool current = arena->current == *link;
    if (!round_up(new_size, &rounded) ||
        !gl_size_add(rounded, sizeof(struct gl_arena_block), &bytes)) {
        return NULL;
    }
    struct gl_arena_block *block = realloc(*link, bytes);
    if (block == NULL) {
        return NULL;
    }
    block->capacity = block->used = rounded;
    *link = block;
    arena->current = current ? block : arena->current;
    return block->bytes;
}

void *gl_arena_zeros(struct gl_arena *arena, size_t count, size_t size)
{
    size_t bytes;
    if (!gl_size_multiply(count, size, &bytes)) {
        return NULL;
    }
    void *piece = gl_arena_alloc(arena, bytes);
    if (piece != NULL) {
        memset(piece, 0, bytes);
    }
    return piece;
}

char *gl_arena_copy(struct gl_arena *arena, const char *bytes, size_t length)
{
    size_t size;
    if (!gl_size_add(length, 1, &size)) {
        return NULL;
    }
    char *copy = gl_arena_alloc(arena, size);
    if (copy != NULL) {
        if (length > 0) {
            memcpy(copy, bytes, length);
        }
        copy[length] = '\0';
    }
    return copy;
}

void gl_arena_reset(struct gl_arena *arena)
{
    size_t kept = 0;
    struct gl_arena_block **link = &arena->first;
    while (*link != NULL) {
        struct gl_arena_block *block = *link;
        if (block->capacity > KEPT_BY_RESET - kept) {
            *link = block->next;
            free(block);
            continue;
        }
        kept += block->capacity;
        block->used = 0;
        link = &block->next;
    }
    arena->current = arena->first;
}

void gl_arena_release(struct gl_arena *arena)
{
    struct gl_arena_block *block = arena->first;
    while (block != NULL) {
        struct gl_arena_block *next = block->next;
        free(block);
        block = next;
    }
    *arena = (struct gl_arena){0};
}
