/* Wordbook: which word lists hold a word, by one look-up.
 *
 * The lists that phrases name are numbered; a word's answer is a set of bits. Words are found by
 * their letters with A to Z made small; a list entry with a capital first letter is in the lists of
 * capitalised words only (rules.md, "Words"). Entries of several tokens hang on their first one. */
#ifndef GALLEY_QUOTES_WORDBOOK_H
#define GALLEY_QUOTES_WORDBOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "rules/ruleset.h"

enum {
    GL_WORDBOOK_BYTES = 32, /* longer words are in no list */
    GL_WORDBOOK_LISTS = 64,
    GL_NO_WORD = 0 /* no word of the wordbook */
};

/* The rest of an entry of several tokens. */
struct gl_tail {
    const uint32_t *words; /* numbers of the words behind the first */
    uint32_t count;
    uint64_t lists;
    struct gl_tail *next; /* another entry with the same first word; longer ones first */
};

/* A word that an entry or a phrase names. */
struct gl_lexeme {
    uint64_t key[GL_WORDBOOK_BYTES / 8];
    uint64_t lists;         /* as it stands, in any case */
    uint64_t capital_lists; /* only with a capital first letter */
    uint64_t starts;        /* lists with an entry of several words that begins with this one */
    struct gl_tail *tails;
};

struct gl_wordbook {
    struct gl_arena *arena;
    struct gl_lexeme *lexemes; /* [0] is none */
    uint32_t count;
    uint32_t capacity;
    uint32_t *slots; /* hash table of numbers; slot_count is a power of two */
    size_t slot_count;
    int lists[GL_WORDBOOK_LISTS]; /* the rule set's number of each list */
    size_t list_count;
    uint64_t elisions;  /* l' d': cut off in front of a word */
    uint64_t enclitics; /* 's: cut off behind it */
    uint64_t detached;  /* il: cut off from the hyphen before it (dit-il) */
};

/* An empty wordbook that lives in `arena`; false when memory is out. */
bool gl_wordbook_init(struct gl_wordbook *wordbook, struct gl_arena *arena);

/* The number of a word that is new or known; GL_NO_WORD when it is too long or memory is out. */
uint32_t gl_wordbook_add(struct gl_wordbook *wordbook, struct gl_text word);

/* The number of a known word of `length` bytes, GL_NO_WORD for others. Any of the `available` (at
 * least `length`) bytes at `bytes` may be read. */
uint32_t gl_wordbook_find(const struct gl_wordbook *wordbook, const char *bytes, size_t length,
                          size_t available);

/* The bit of list `list` of `set`, whose entries are added when it is new; 0 when there are too
 * many lists or memory is out. */
uint64_t gl_wordbook_list(struct gl_wordbook *wordbook, const struct gl_ruleset *set, int list);

/* Reads the lists `elision`, `enclitic` and `detached` of `set`, which say where words are cut.
 * Call before any other list is added. False when memory is out. */
bool gl_wordbook_read_cuts(struct gl_wordbook *wordbook, const struct gl_ruleset *set);

#endif
