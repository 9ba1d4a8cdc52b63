/* Score: what the rounds of votes make of each line of a section. */
#ifndef GALLEY_BOILERPLATE_SCORE_H
#define GALLEY_BOILERPLATE_SCORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "boilerplate/around.h"
#include "boilerplate/evidence.h"
#include "boilerplate/page.h"
#include "boilerplate/votes.h"

/* Zero it before the first section; its arrays serve one section after the other. */
struct gl_scores {
    struct gl_around around; /* its rows are what the last round stood on */
    int32_t *sums;           /* of the last round, a place for each line, in thousandths: high ones
                              * speak for boilerplate */
    size_t capacity;         /* of `sums` */
    size_t last;             /* number of the last round that had ballots */
};

/* Scores the section's lines, after the survey, by rounds[0..GL_ROUNDS). Rounds without ballots are
 * passed over. With `doubtful` only lines that are not sure (level.h) are voted on; the others have
 * the lowest sum. The arrays are in `arena`. False when memory is out. Linear in the section. */
bool gl_score_lines(struct gl_page *page, const struct gl_round *rounds, bool doubtful,
                    struct gl_arena *arena, struct gl_scores *scores);

/* The evidence that weighed most in the last round, and the sum, for people: "words +0.81, run
 * +0.44, ...: +2.07". In the arena; NULL when memory is out. */
const char *gl_score_explain(const struct gl_scores *scores, const struct gl_round *rounds,
                             size_t line, struct gl_arena *arena);

#endif
