/* First: with which words or bytes can a match of a pattern begin?
 *
 * The answer may be too wide, never too narrow: a rule is tried where it could begin and nowhere
 * else. Words are folded to lower case. Where the pattern does not say which whole word stands
 * first, its first bytes do. */
#ifndef GALLEY_RULES_FIRST_H
#define GALLEY_RULES_FIRST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/array.h"
#include "rules/begin.h"
#include "rules/vocabulary.h"

struct gl_first {
    struct gl_array words;    /* const char *, folded, in the arena; may hold one twice */
    struct gl_byte_set bytes; /* first bytes beside the words */
    bool failed;              /* memory was out */
};

/* Finds what `pattern` (which gl_expand accepted) can begin with. Release first->words with
 * gl_array_release. */
void gl_first_find(const struct gl_vocabulary *vocabulary, const char *pattern,
                   struct gl_first *first);

/* The first word of `text`, folded to lower case, in the arena; "" when it begins with a mark, NULL
 * when memory is out. */
const char *gl_first_word(struct gl_arena *arena, const char *text);

/* `bytes` with the first bytes of the words, in either case, added. */
void gl_first_bytes(const struct gl_first *first, struct gl_byte_set *bytes);

#endif
