#include "sentences/index.h"

#include <string.h>

bool gl_rule_block_init(struct gl_rule_block *block, struct gl_arena *arena)
{
    const size_t fields = 2 * (size_t)GL_FIELD_COUNT;
    uint64_t *sets = gl_arena_zeros(arena, fields * GL_INDEX_BITS, sizeof *sets);
    memset(block, 0, sizeof *block);
    if (sets == NULL) {
        return false;
    }
    for (size_t field = 0; field < GL_FIELD_COUNT; field++) {
        block->carefree[field] = ~UINT64_C(0);
        block->wanted[field] = sets + 2 * field * GL_INDEX_BITS;
        block->unwanted[field] = sets + (2 * field + 1) * GL_INDEX_BITS;
    }
    return true;
}

void gl_rule_block_add(struct gl_rule_block *block, size_t number, struct gl_test test)
{
    const uint64_t rule = UINT64_C(1) << number;
    uint64_t *sets = test.wanted ? block->wanted[test.field] : block->unwanted[test.field];
    for (uint64_t bits = test.bits; bits != 0; bits &= bits - 1) {
        sets[__builtin_ctzll(bits)] |= rule;
    }
    if (test.wanted) {
        block->carefree[test.field] &= ~rule;
        block->relevant[test.field] |= test.bits;
    } else {
        block->excluded[test.field] |= test.bits;
    }
}

uint64_t gl_rule_block_left(const struct gl_rule_block *block, const struct gl_evidence *evidence)
{
    uint64_t left = ~UINT64_C(0);
    for (size_t field = 0; field < GL_FIELD_COUNT && left != 0; field++) {
        uint64_t allowed = block->carefree[field];
        uint64_t refused = 0;
        uint64_t bits = evidence->fields[field] & block->relevant[field];
        for (; bits != 0; bits &= bits - 1) {
            allowed |= block->wanted[field][__builtin_ctzll(bits)];
        }
        bits = evidence->fields[field] & block->excluded[field];
        for (; bits != 0; bits &= bits - 1) {
            refused |= block->unwanted[field][__builtin_ctzll(bits)];
        }
        left &= allowed & ~refused;
    }
    return left;
}

/* Rules of the sets whose bits are in `bits`. */
static uint64_t joined(const uint64_t *sets, uint64_t bits)
{
    uint64_t rules = 0;
    for (; bits != 0; bits &= bits - 1) {
        rules |= sets[__builtin_ctzll(bits)];
    }
    return rules;
}

uint64_t gl_rule_block_possible(const struct gl_rule_block *block,
                                const struct gl_evidence *evidence, uint32_t exact,
                                uint64_t *certain)
{
    uint64_t left = ~UINT64_C(0);
    *certain = ~UINT64_C(0);
    for (size_t field = 0; field < GL_FIELD_COUNT; field++) {
        uint64_t bits = evidence->fields[field];
        uint64_t wanted = joined(block->wanted[field], bits & block->relevant[field]);
        left &= block->carefree[field] | wanted;
        if (exact >> field & 1) {
            left &= ~joined(block->unwanted[field], bits & block->excluded[field]);
        } else {
            *certain &=
                block->carefree[field] & ~joined(block->unwanted[field], block->excluded[field]);
        }
    }
    *certain &= left;
    return left;
}
