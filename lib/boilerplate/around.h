/* Around: the evidence that a line has from its place and its neighbours. */
#ifndef GALLEY_BOILERPLATE_AROUND_H
#define GALLEY_BOILERPLATE_AROUND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "boilerplate/evidence.h"

/* The lines of a page, each array of `count`. Sums have one more: what stands above line i. */
struct gl_around {
    struct gl_evidence_row *rows;
    const uint64_t *hashes; /* see gl_look; 0: the line is like no other */
    const uint32_t *bytes;  /* length of each line, UINT32_MAX for longer ones */
    size_t count;
    bool *asked;     /* is the line voted on? set by the caller between open and look */
    uint32_t *sums;  /* count + 1, to work with */
    uint64_t *words; /* count + 1, to work with */
};

/* The arrays to work with. False when memory is out. */
bool gl_around_open(struct gl_around *around, struct gl_arena *arena);

/* Fills in all that the lines' own evidence tells of their surroundings. Linear in the lines. */
bool gl_around_look(struct gl_around *around, struct gl_arena *arena);

/* Fills in the evidence that stands on SCORE, which every row has. Linear in the lines. */
void gl_around_scores(struct gl_around *around);

#endif
