/* Votes: weights for the values of evidence, and their sum.
 *
 * A round of votes is a list of ballots; a ballot is a piece of evidence with a weight for each of
 * its values. In the rule files a value's weight holds up to the next value named:
 * `words: '0 +0.80, 3 +0.35, 12 -0.40'`. Weights are thousandths, so that sums are the same on all
 * machines; above 0 they speak for boilerplate. Such lists are what boosting of stumps (Friedman
 * 2001) comes to when the stumps over one piece of evidence are added up. */
#ifndef GALLEY_BOILERPLATE_VOTES_H
#define GALLEY_BOILERPLATE_VOTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "boilerplate/evidence.h"
#include "rules/ruleset.h"

enum { GL_EVIDENCE_VALUES = 256 };

struct gl_ballot {
    uint8_t evidence; /* enum gl_evidence */
    int16_t weight[GL_EVIDENCE_VALUES];
};

struct gl_round {
    struct gl_ballot *ballots;
    size_t count;
};

/* Reads the round under the setting `name` (none: no ballots). False when memory is out. What is
 * not well formed is passed over: gl_votes_check has found it before. */
bool gl_votes_bind(const struct gl_ruleset *set, const char *name, struct gl_arena *arena,
                   struct gl_round *round);

/* Is the round well formed? NULL, or the node that is not, with what is wrong. */
const struct gl_node *gl_votes_check(const struct gl_ruleset *set, const char *name,
                                     const char **wrong);

/* Sum of all ballots for the line, in thousandths. */
static inline int32_t gl_votes_sum(const struct gl_round *round, const struct gl_evidence_row *row)
{
    int32_t sum = 0;
    for (size_t i = 0; i < round->count; i++) {
        const struct gl_ballot *ballot = &round->ballots[i];
        sum += ballot->weight[row->of[ballot->evidence]];
    }
    return sum;
}

/* The sum as the evidence SCORE: 128 is even, 1 weighs 32. */
static inline uint8_t gl_votes_score(int32_t sum)
{
    int32_t score = 128 + sum * 32 / 1000;
    return (uint8_t)(score < 0 ? 0 : score > 255 ? 255 : score);
}

#endif
