/* Lexicon: which of the lists that evidence counts hold a word, by one look-up.
 *
 * Words are compared by a 64-bit hash of their lower case; so these lists do not tell "May" from
 * "may". */
#ifndef GALLEY_BOILERPLATE_LEXICON_H
#define GALLEY_BOILERPLATE_LEXICON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "rules/ruleset.h"
#include "text/span.h"

enum gl_lexicon_bit {
    GL_LEXICON_FUNCTION = 1,
    GL_LEXICON_ADDRESS = 2,
    GL_LEXICON_BUTTON = 4,
    GL_LEXICON_PAGE = 8,
    GL_LEXICON_STAMP = 16,
    GL_LEXICON_SELF = 32
};

struct gl_lexicon_slot {
    uint64_t hash; /* 0: free */
    uint8_t bits;
};

/* Always true: slot_mask + 1 slots, a power of two, at least one of them free. */
struct gl_lexicon {
    struct gl_lexicon_slot *slots;
    size_t slot_mask;
    bool has_function_words;
};

/* Reads the lists of the set. False when memory is out. */
bool gl_lexicon_bind(const struct gl_ruleset *set, struct gl_arena *arena,
                     struct gl_lexicon *lexicon);

/* Bits of the word with that hash; 0 when no list has it. */
static inline uint8_t gl_lexicon_bits(const struct gl_lexicon *lexicon, uint64_t hash)
{
    size_t slot = (size_t)(hash >> 20) & lexicon->slot_mask;
    while (lexicon->slots[slot].hash != hash) {
        if (lexicon->slots[slot].hash == 0) {
            return 0;
        }
        slot = (slot + 1) & lexicon->slot_mask;
    }
    return lexicon->slots[slot].bits;
}

/* The hash of a word: of its bytes in lower case, eight at a time. Bytes differ by more than the
 * bit that tells capitals from small letters, so that this one may be set in all of them.
 * GL_WORD_MORE bytes behind the word must be there to be read; what they are makes no difference.
 */
uint64_t gl_word_hash(const char *bytes, size_t length);

enum { GL_WORD_BYTES = 64, GL_WORD_MORE = 8 }; /* of a word that are looked at */

/* The word's letters in lower case; returns the bytes written, which are no more than room. */
size_t gl_word_fold(struct gl_text word, char out[GL_WORD_BYTES]);

#endif
