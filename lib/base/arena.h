/* Arena: memory that lives until a document (or a rule set) is done.
 *
 * Blocks are kept by reset and used again, so that in the steady state no document costs an
 * allocation. An arena belongs to one thread. */
#ifndef GALLEY_BASE_ARENA_H
#define GALLEY_BASE_ARENA_H

#include <stddef.h>

struct gl_arena_block;

/* Always true: `current` is NULL or in the list that begins at `first`; what was handed out never
 * moves (unless its owner has it regrown). A zeroed struct is an empty arena. */
struct gl_arena {
    struct gl_arena_block *first;
    struct gl_arena_block *current;
};

/* `size` bytes, aligned for any type, not cleared, owned by the arena until reset or release. NULL
 * when memory is out; what was handed out before stays valid. A size of 0 gives a valid pointer. */
void *gl_arena_alloc(struct gl_arena *arena, size_t size);

/* As gl_arena_alloc for count * size bytes, cleared; NULL also when the product does not fit. */
void *gl_arena_zeros(struct gl_arena *arena, size_t count, size_t size);

/* A copy of `length` bytes with a NUL behind it. */
char *gl_arena_copy(struct gl_arena *arena, const char *bytes, size_t length);

/* A larger place for a piece of `old_size` bytes that gl_arena_alloc or this gave (NULL: of none),
 * with its bytes. What is larger than a MiB is moved without a copy and leaves nothing behind, so
 * that arrays which double cost no more than their length; smaller old places stay with the arena.
 * The old pointer is dead. NULL when memory is out: the old piece then stays as it was. */
void *gl_arena_regrow(struct gl_arena *arena, void *piece, size_t old_size, size_t new_size);

/* Forgets everything handed out; keeps blocks up to a few MiB for the next document and gives
 * larger ones back, so that one huge document does not cost memory for ever. */
void gl_arena_reset(struct gl_arena *arena);

/* Frees all. The arena is empty afterwards and may be used again. */
void gl_arena_release(struct gl_arena *arena);

#endif
