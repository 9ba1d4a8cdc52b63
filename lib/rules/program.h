/* Program: a rule pattern as code for galley's own matcher (rules/machine.h).
 *
 * Nearly all rule patterns consist of words, lists, sets and groups. These run several times faster
 * on a small backtracking machine that knows word lists than in PCRE2, and need no compiling at
 * start. The machine finds exactly what PCRE2 finds: the first match in the order of the
 * alternatives, longest repetition first. A pattern with anything else (back references,
 * lookbehinds longer than one character, scripts) has no program and runs in PCRE2. */
#ifndef GALLEY_RULES_PROGRAM_H
#define GALLEY_RULES_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/array.h"
#include "rules/piece.h"
#include "rules/vocabulary.h"

/* Code is a row of 32-bit words: an operation, then its operands. Places are counted from the
 * program's start. Low byte: the operation; the rest: a small operand. */
enum gl_operation {
    GL_DO_MATCH,  /* the match ends here */
    GL_DO_TEXT,   /* small: bytes; then the bytes, four a word */
    GL_DO_FOLDED, /* small: code points; then these in lower case */
    GL_DO_SET,    /* set */
    GL_DO_SPAN,   /* small: mode; struct gl_span_code */
    GL_DO_BLANK,  /* white space inside a paragraph */
    GL_DO_LIST,   /* small: caseless; list */
    GL_DO_SAVE,   /* small: slot; slot 0 is the start of the match, which \K moves */
    GL_DO_CHOICE, /* small: alternatives; see struct gl_choice_code */
    GL_DO_JUMP,   /* place */
    GL_DO_AHEAD,  /* small: negative; place behind it; its code ends with DONE */
    GL_DO_ATOMIC, /* place behind it; its code ends with DONE */
    GL_DO_DONE,   /* the end of the code of the two above */
    /* small: negative; place behind it; then for each alternative how many characters it has, and
     * their sets, the last one first */
    GL_DO_BEHIND,
    GL_DO_START_LOOP, /* small: slot */
    GL_DO_LOOP,       /* small: mode; see struct gl_loop_code */
    GL_DO_BOUNDARY,   /* small: negative */
    GL_DO_START,
    GL_DO_END
};

/* First bytes, shortly: blank to 0x7f one by one, all others together. */
struct gl_short_bytes {
    uint32_t bits[3]; /* of 0x20 to 0x7f */
    uint32_t other;   /* what holds for all others */
};

static inline bool gl_short_has(const struct gl_short_bytes *bytes, unsigned char byte)
{
    unsigned word = byte / 32u - 1;
    return word < 3 ? (bytes->bits[word] >> (byte % 32) & 1) != 0 : bytes->other != 0;
}

/* Characters of a set, so many. Only places where the rest can begin need be tried as its end. */
struct gl_span_code {
    uint32_t set, least, most;
    uint32_t sure;              /* 1: `next` says with which bytes the rest can begin */
    struct gl_short_bytes next; /* 0 otherwise */
};
enum { GL_SPAN_WORDS = sizeof(struct gl_span_code) / sizeof(uint32_t) };

/* A choice is followed by these words, then a place for each alternative, then a mask for each byte
 * that is in `bytes`, in the order of the bytes: the alternatives that can begin with it. Masks
 * take 1, 2 or 4 bytes, as many as the number of alternatives asks for. */
struct gl_choice_code {
    uint32_t always;             /* mask of the alternatives that can begin with anything */
    struct gl_short_bytes bytes; /* the first bytes of the others; `other` is a mask */
    uint8_t ranks[4];            /* how many of them lie in the words of `bytes` before each */
};
enum { GL_CHOICE_WORDS = sizeof(struct gl_choice_code) / sizeof(uint32_t), GL_CHOICE_MOST = 32 };

/* Bytes of a mask of so many alternatives. */
static inline size_t gl_mask_size(uint32_t alternatives)
{
    return alternatives <= 8 ? 1 : alternatives <= 16 ? 2 : 4;
}

/* A loop that counts. Its body follows it and jumps back to it. */
struct gl_loop_code {
    uint32_t slot; /* counts; set to 0 by the START_LOOP before */
    uint32_t least, most;
    uint32_t behind;             /* place behind the loop */
    struct gl_short_bytes bytes; /* with which the body can begin */
};
enum { GL_LOOP_WORDS = sizeof(struct gl_loop_code) / sizeof(uint32_t) };

enum {
    GL_PROGRAM_MAX_WORDS = 16384,
    GL_PROGRAM_MAX_GROUPS = 120,
    GL_PROGRAM_MAX_LOOPS = 40,
    GL_PROGRAM_MAX_NESTING = 12 /* of lookaheads and atomic groups */
};

/* Appends the program of `pattern` (which gl_expand accepted) to `code` (uint32_t); `place` says
 * where it begins. False when it has to run in PCRE2, or memory is out (place->failed). */
struct gl_program_place {
    uint32_t at;
    uint32_t groups;
    uint32_t slots; /* of groups and loops */
    uint32_t reach; /* words and marks that a match can take at the most */
    bool failed;
};
bool gl_program_make(const struct gl_vocabulary *vocabulary, struct gl_sets *sets,
                     const char *pattern, struct gl_array *code, struct gl_program_place *place);

#endif
