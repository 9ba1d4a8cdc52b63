/* Syntax: a rule pattern read as a row of elements, for the two who must understand it: expand (to
 * PCRE2 source) and first (to triggers). What rule patterns may not hold is refused here. */
#ifndef GALLEY_RULES_SYNTAX_H
#define GALLEY_RULES_SYNTAX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum gl_element_kind {
    GL_ELEMENT_LITERAL,   /* one code point, also written as \. or \x{201C} */
    GL_ELEMENT_BLANK,     /* ' ': white space inside a paragraph */
    GL_ELEMENT_REFERENCE, /* <name> or <capture:name> */
    GL_ELEMENT_BACK,      /* \1, \k<name> */
    GL_ELEMENT_BOUNDARY,  /* \b */
    GL_ELEMENT_ESCAPE,    /* \d, \p{Lu}, \s, \K ... */
    GL_ELEMENT_CLASS,     /* [...] */
    GL_ELEMENT_DOT,
    GL_ELEMENT_START, /* ^ */
    GL_ELEMENT_END,   /* $ */
    GL_ELEMENT_OPEN,
    GL_ELEMENT_CLOSE,
    GL_ELEMENT_BAR,
    GL_ELEMENT_QUANTIFIER
};

enum gl_group_kind {
    GL_GROUP_CAPTURE, /* ( */
    GL_GROUP_NAMED,   /* (?<name> */
    GL_GROUP_PLAIN,   /* (?:, (?>, (?i: */
    GL_GROUP_AHEAD,   /* (?=, (?! */
    GL_GROUP_BEHIND,  /* (?<=, (?<! */
    GL_GROUP_FLAGS    /* (?i), closed already */
};

struct gl_element {
    enum gl_element_kind kind;
    size_t at;                /* byte in the pattern */
    size_t length;            /* bytes */
    int32_t code_point;       /* LITERAL */
    enum gl_group_kind group; /* OPEN */
    bool caseless;            /* OPEN: sets i */
    bool optional;            /* QUANTIFIER: may be none */
    bool single;              /* QUANTIFIER: one at the most */
    size_t name_at,
        name_length; /* REFERENCE: list or part; OPEN: group name; BACK: name, length 0: number */
    size_t capture_at, capture_length; /* REFERENCE: captured under this name */
};

struct gl_syntax {
    const char *pattern;
    size_t length;
    size_t at;
    const char *problem; /* a constant that says what is wrong, or NULL */
};

/* Reads the next element. False at the end, and when `problem` was set (`at` says where). */
bool gl_syntax_next(struct gl_syntax *syntax, struct gl_element *element);

#endif
