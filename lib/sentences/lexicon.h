/* Lexicon: which of the word lists that the rules name hold a word, in one look-up. */
#ifndef GALLEY_SENTENCES_LEXICON_H
#define GALLEY_SENTENCES_LEXICON_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "rules/ruleset.h"
#include "sentences/marks.h"
#include "text/span.h"

enum { GL_LEXICON_LISTS = 64, GL_LEXICON_LONGEST = 64 }; /* lists; bytes of a word */

struct gl_lexicon_entry {
    uint64_t head;    /* its first eight bytes, 0 behind its end */
    const char *word; /* NULL: a free slot */
    size_t length;
    uint64_t lists;
};

enum { GL_LEXICON_FILTER = 1 << 14 }; /* bits */

/* Open addressing; `size` is a power of two, above what it holds by a third at least. */
struct gl_lexicon {
    struct gl_lexicon_entry *entries;
    size_t size;
    uint64_t filter[GL_LEXICON_FILTER / 64]; /* by hash: no word has it where the bit is 0 */
    int lists[GL_LEXICON_LISTS];             /* list number of each bit */
    size_t list_count;
};

/* The bit of the list `name`, newly given if need be; 0 when there is no such list or no bit is
 * left. Call for all lists before gl_lexicon_fill. */
uint64_t gl_lexicon_list(struct gl_lexicon *lexicon, const struct gl_ruleset *set,
                         const char *name);

/* Puts the entries of all lists in, as written, with the first letter in upper case, and in
 * capitals; a terminator at an entry's end is left out, so that `Dr.` and `Dr` are the same. False
 * when memory is out. */
bool gl_lexicon_fill(struct gl_lexicon *lexicon, const struct gl_ruleset *set,
                     const struct gl_mark_table *marks, struct gl_arena *arena);

/* Bits of the lists that hold the word at `word` in `text`. Constant time for most words. */
uint64_t gl_lexicon_find(const struct gl_lexicon *lexicon, struct gl_text text,
                         struct gl_span word);

#endif
