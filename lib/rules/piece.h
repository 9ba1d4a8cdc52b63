/* Piece: a rule pattern as a tree, for those patterns that galley runs itself (rules/program.h).
 *
 * The tree numbers groups as gl_expand does in the PCRE2 source of the same pattern. */
#ifndef GALLEY_RULES_PIECE_H
#define GALLEY_RULES_PIECE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/array.h"
#include "rules/begin.h"
#include "rules/vocabulary.h"

enum gl_piece_kind {
    GL_PIECE_LITERAL,  /* code_point, caseless */
    GL_PIECE_SET,      /* set */
    GL_PIECE_BLANK,    /* white space inside a paragraph */
    GL_PIECE_LIST,     /* list, number, caseless */
    GL_PIECE_GROUP,    /* alternatives; number 0: captures nothing */
    GL_PIECE_ATOMIC,   /* alternatives; no way back into it */
    GL_PIECE_AHEAD,    /* alternatives, negative */
    GL_PIECE_BEHIND,   /* alternatives of single characters, negative */
    GL_PIECE_BOUNDARY, /* negative: \B */
    GL_PIECE_START,
    GL_PIECE_END,
    GL_PIECE_KEEP /* \K */
};

enum gl_repeat_mode { GL_REPEAT_GREEDY, GL_REPEAT_LAZY, GL_REPEAT_POSSESSIVE };

enum { GL_REPEAT_ENDLESS = UINT32_MAX };

/* One alternative: a row of pieces. */
struct gl_branch {
    struct gl_piece *first; /* NULL: matches nothing at all */
    struct gl_branch *next;
};

struct gl_piece {
    enum gl_piece_kind kind;
    struct gl_piece *next;
    struct gl_branch *branches;
    int32_t code_point;
    uint32_t set; /* among the sets */
    int32_t list;
    uint32_t number; /* of the group */
    bool caseless, negative;
    uint32_t least, most; /* how often: 1, 1 without a quantifier */
    enum gl_repeat_mode mode;
};

/* Characters: ASCII by bits, others by category and range. */
struct gl_set {
    uint64_t ascii[2];
    uint32_t categories; /* bit for each category of gl_category */
    uint32_t range_first, range_count;
    uint8_t caseless; /* ranges are asked for the other case too */
    uint8_t negated;  /* of those beyond ASCII; `ascii` has it done */
    uint8_t unused[2];
};

struct gl_range {
    int32_t from, to;
};

/* Sets of all patterns of a rule set, each once. */
struct gl_sets {
    struct gl_array sets;   /* struct gl_set */
    struct gl_array ranges; /* struct gl_range */
};

struct gl_pieces {
    const struct gl_vocabulary *vocabulary;
    struct gl_sets *sets;
    struct gl_arena *arena; /* of the tree */
    uint32_t groups;        /* numbered so far */
    bool failed;            /* memory was out */
};

/* Reads `pattern` (which gl_expand accepted). NULL when it has something that only PCRE2 can, or
 * memory is out. */
struct gl_branch *gl_pieces_read(struct gl_pieces *pieces, const char *pattern);

/* Sets of one character, and of the text of a class ("[...]") or escape ("\d", "\p{Lu}") of
 * `length` bytes. False when it has something that only PCRE2 can, or memory is out
 * (sets->...->failed). */
bool gl_sets_literal(struct gl_sets *sets, int32_t code_point, bool caseless, uint32_t *set);
bool gl_sets_class(struct gl_sets *sets, const char *source, size_t length, bool caseless,
                   uint32_t *set);
/* "." */
bool gl_sets_dot(struct gl_sets *sets, uint32_t *set);

/* What a list and a set are, for the two below. */
struct gl_begins {
    const struct gl_vocabulary *vocabulary;
    const struct gl_sets *sets;
};

/* Adds the bytes with which the piece, or the pieces from `piece` on (NULL: none), can begin; maybe
 * too many, never too few. True when they can also take nothing. */
bool gl_piece_begins(const struct gl_begins *begins, const struct gl_piece *piece,
                     struct gl_byte_set *bytes);
bool gl_branch_begins(const struct gl_begins *begins, const struct gl_piece *piece,
                      struct gl_byte_set *bytes);

/* How many words and marks a match of the branches can take, at the most; counted up to
 * GL_REACH_MOST. */
enum { GL_REACH_MOST = 64 };
uint32_t gl_branch_reach(const struct gl_begins *begins, const struct gl_branch *branches);

#endif
