/* Phrases: patterns of tokens, compiled from rules.
 *
 * A phrase says in one line how a cue, a speaker and a quotation stand together. Its elements are
 * lists, other phrases, shapes of words, marks and words (docs/rules-quotes.md). A phrase is
 * anchored at its cue, its quotation or the start of the region; what stands before the anchor is
 * matched from right to left, what stands behind from left to right, so that a match costs its own
 * length. Matching is by backtracking, as in Perl, under a limit of steps; a phrase that comes to
 * the limit does not match there. */
#ifndef GALLEY_QUOTES_PHRASE_H
#define GALLEY_QUOTES_PHRASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "quotes/wordbook.h"
#include "quotes/tokens.h"
#include "rules/ruleset.h"

enum gl_phrase_group { GL_GROUP_SPEAKER, GL_GROUP_NAME, GL_GROUP_CUE, GL_PHRASE_GROUPS };

/* A set of tokens. */
struct gl_token_class {
    uint64_t lists;     /* in one of these; 0: does not matter */
    uint64_t no_lists;  /* in none of these */
    uint64_t shape;     /* has all of these */
    uint64_t no_shape;  /* has none of these */
    uint64_t one_shape; /* has one of these; 0: does not matter */
    uint32_t word;      /* is this word; GL_NO_WORD: does not matter */
};

struct gl_phrase_op;

/* A phrase ready to run. */
struct gl_phrase {
    const struct gl_phrase_op *forward;  /* from the anchor on */
    const struct gl_phrase_op *backward; /* what stands before it; NULL: nothing */
    struct gl_token_class anchor;        /* tokens at which the anchor (or a cue) may begin */
    bool at_start;                       /* the anchor is the start of the region */
    bool backward_first;                 /* what stands before is the cheaper side */
};

enum { GL_PHRASES_KNOWN = 64 };

struct gl_phrase_node;

/* A named phrase that was read already. */
struct gl_known_phrase {
    const char *source;
    struct gl_phrase_node *tree;
    unsigned groups;
};

/* What phrases of one rule set share while they are compiled. */
struct gl_phrase_maker {
    const struct gl_ruleset *set;
    struct gl_arena *arena;   /* for what lasts */
    struct gl_arena *scratch; /* for a program that grows */
    struct gl_wordbook *wordbook;
    struct gl_mark_bits *marks;
    bool at_quote;                 /* phrases begin at their quotation whatever else they hold */
    bool dry;                      /* only to see whether it is well formed */
    unsigned groups;               /* bits of the groups that were seen */
    const struct gl_node *phrases; /* the setting */
    struct gl_known_phrase known[GL_PHRASES_KNOWN];
    size_t known_count;
    const char *what; /* what is wrong, after a failure; NULL: memory is out */
    char name[64];    /* and the name or text that it is about */
};

/* Compiles `source`. Memory from maker->arena. False when it is ill formed or memory is out. */
bool gl_phrase_make(struct gl_phrase_maker *maker, const char *source, struct gl_phrase *phrase);

/* Tokens of a region (or of a part of it). */
struct gl_token_row {
    const struct gl_token *tokens;
    size_t count;
    bool from_start; /* the first token is the region's first */
    bool to_end;
};

/* Boundaries between tokens: `from` lies before token `from`. A group without tokens did not take
 * part. */
struct gl_phrase_match {
    size_t from;
    size_t to;
    size_t group_from[GL_PHRASE_GROUPS];
    size_t group_to[GL_PHRASE_GROUPS];
};

/* Does `phrase` match with its anchor at token `at`? */
bool gl_phrase_match(const struct gl_phrase *phrase, const struct gl_token_row *row, size_t at,
                     struct gl_phrase_match *match);

#endif
