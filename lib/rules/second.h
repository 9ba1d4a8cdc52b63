/* Second: which word or mark can be the second of a match?
 *
 * A rule is tried only where the text goes on in a way that it allows. As with the first one, the
 * answer may be too wide, never too narrow. Words are folded to lower case. */
#ifndef GALLEY_RULES_SECOND_H
#define GALLEY_RULES_SECOND_H

#include <stdbool.h>

#include "base/array.h"
#include "rules/begin.h"
#include "rules/vocabulary.h"

struct gl_second {
    struct gl_array words;    /* const char *, folded, in the arena; may hold one twice */
    struct gl_byte_set bytes; /* first bytes beside the words */
    bool open;                /* a match may end with its first word: anything may follow */
    bool failed;              /* memory was out */
};

/* Finds what can stand second in a match of `pattern` (which gl_expand accepted). Release
 * second->words with gl_array_release. */
void gl_second_find(const struct gl_vocabulary *vocabulary, const char *pattern,
                    struct gl_second *second);

#endif
