/* Index: which rules a candidate's evidence leaves, by bit sets over the rules.
 *
 * For each bit of evidence one set holds the rules that ask for it and one those that exclude it. A
 * field's sets are joined over the bits that the candidate has, and the fields' are intersected: a
 * candidate costs some twenty words of 64 rules instead of a walk over all of them. */
#ifndef GALLEY_SENTENCES_INDEX_H
#define GALLEY_SENTENCES_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "sentences/evidence.h"

enum { GL_INDEX_BITS = 64 }; /* of a field, and rules of a block */

/* 64 rules in order. */
struct gl_rule_block {
    uint64_t deciders, voters;         /* what kind each rule is */
    uint64_t carefree[GL_FIELD_COUNT]; /* rules that ask nothing of the field */
    uint64_t *wanted[GL_FIELD_COUNT];  /* for each bit of the field: rules that ask for it */
    uint64_t *unwanted[GL_FIELD_COUNT];
    uint64_t relevant[GL_FIELD_COUNT]; /* bits with a rule in `wanted` */
    uint64_t excluded[GL_FIELD_COUNT]; /* bits with a rule in `unwanted` */
};

/* The field must share a bit with `bits` (`wanted`), or must not. */
struct gl_test {
    enum gl_field field;
    bool wanted;
    uint64_t bits;
};

/* An empty block. False when memory is out. */
bool gl_rule_block_init(struct gl_rule_block *block, struct gl_arena *arena);

/* Adds the test of rule `number` (0 to 63) of the block. */
void gl_rule_block_add(struct gl_rule_block *block, size_t number, struct gl_test test);

/* The rules of the block whose tests all hold, as bits: the lowest is the first in order. */
uint64_t gl_rule_block_left(const struct gl_rule_block *block, const struct gl_evidence *evidence);

/* The same where only some of the evidence is known: fields whose bit is in `exact` are as given;
 * of the others some bits of those given may be there. The rules that may hold; *certain gets those
 * of them that hold whatever the unknown ones are. */
uint64_t gl_rule_block_possible(const struct gl_rule_block *block,
                                const struct gl_evidence *evidence, uint32_t exact,
                                uint64_t *certain);

#endif
