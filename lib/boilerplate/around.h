/* Around: the evidence that a line has from its place and its neighbours. */
#ifndef GALLEY_BOILERPLATE_AROUND_H
#define GALLEY_BOILERPLATE_AROUND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "boilerplate/evidence.h"

struct gl_around_copies; /* how often a line stands in the section */

/* The lines of a section, each array with a place for each. Sums have one more: what stands above
 * line i. Zero it before the first section; the arrays serve one section after the other. */
struct gl_around {
    struct gl_evidence_row *rows;
    uint64_t *hashes; /* see gl_look; 0: the line is like no other */
    uint32_t *bytes;  /* length of each line, UINT32_MAX for longer ones */
    bool *asked;      /* is the line voted on? */
    size_t count;
    size_t capacity;
    uint32_t *sums; /* to work with, as all below */
    uint64_t *words;
    struct gl_around_copies *copies;
    size_t copies_slots;
};

/* Makes room for `count` lines and clears their rows; the caller fills in the arrays down to
 * `asked`. False when memory is out. */
bool gl_around_open(struct gl_around *around, size_t count, struct gl_arena *arena);

/* Fills in all that the lines' own evidence tells of their surroundings. Linear in the lines. */
void gl_around_look(struct gl_around *around);

/* Fills in the evidence that stands on SCORE, which every row has. Linear in the lines. */
void gl_around_scores(struct gl_around *around);

#endif
