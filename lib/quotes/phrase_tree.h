/* The inside of phrases: their tree, and the program made from it. Within lib/quotes/phrase* only.
 */
#ifndef GALLEY_QUOTES_PHRASE_TREE_H
#define GALLEY_QUOTES_PHRASE_TREE_H

#include "quotes/phrase.h"

enum gl_phrase_kind {
    GL_PHRASE_TOKEN,    /* one token of a class, or an entry of several words */
    GL_PHRASE_SEQUENCE, /* children, one after the other */
    GL_PHRASE_CHOICE,   /* one of the children, the first that fits */
    GL_PHRASE_REPEAT,   /* the child, `least` to `most` times */
    GL_PHRASE_GROUP,    /* the child, remembered */
    GL_PHRASE_LOOK,     /* a token of the class stands (or does not) beside this place */
    GL_PHRASE_START,
    GL_PHRASE_END
};

enum { GL_PHRASE_MANY = 255 }; /* as `most`: any number */

struct gl_phrase_node {
    enum gl_phrase_kind kind;
    struct gl_token_class class; /* TOKEN, LOOK */
    uint64_t entries;            /* TOKEN: lists whose entries of several words count too */
    struct gl_phrase_node *child;
    struct gl_phrase_node *next; /* its sibling */
    uint8_t least, most;
    bool lazy;   /* REPEAT: few rather than many */
    bool ahead;  /* LOOK: at the token behind this place, not before it */
    bool negate; /* LOOK */
    enum gl_phrase_group group;
};

enum gl_phrase_code {
    GL_CODE_TOKEN,  /* class */
    GL_CODE_ENTRY,  /* lists */
    GL_CODE_SPLIT,  /* go on at `a`, and if that fails at `b` */
    GL_CODE_JUMP,   /* to `a` */
    GL_CODE_SAVE,   /* remember the place in slot `a` */
    GL_CODE_AHEAD,  /* class; b: negate */
    GL_CODE_BEHIND, /* class; b: negate */
    GL_CODE_START,
    GL_CODE_END,
    GL_CODE_DONE
};

/* With which tokens something may begin: those of one of the lists or with one of the shape's bits.
 * Never too narrow. */
struct gl_phrase_first {
    uint64_t lists; /* entries of several words count too */
    uint64_t shape;
    bool always; /* with any token, and with none */
};

/* What both branches of a SPLIT may begin with. */
struct gl_phrase_firsts {
    struct gl_phrase_first a, b;
};

/* One step, kept small: programs are long and run all the time. Targets count from the program's
 * first step. */
struct gl_phrase_op {
    uint8_t code; /* enum gl_phrase_code */
    uint16_t a, b;
    union {
        const struct gl_token_class *class;    /* TOKEN, AHEAD, BEHIND */
        uint64_t lists;                        /* ENTRY */
        const struct gl_phrase_firsts *firsts; /* SPLIT */
    };
};

/* The tree of `source`; NULL when it is ill formed (maker says why). */
struct gl_phrase_node *gl_phrase_parse(struct gl_phrase_maker *maker, const char *source);

/* The program of a list of siblings, in either direction; NULL when memory is out or it is too
 * long. */
const struct gl_phrase_op *gl_phrase_emit(struct gl_phrase_maker *maker,
                                          const struct gl_phrase_node *first,
                                          const struct gl_phrase_node *behind, bool backward);

#endif
