/* Expand: a rule pattern, with its lists and parts, to PCRE2 source.
 *
 * A part is put in as a group. A short list becomes alternatives; a long one becomes "any words of
 * such a shape", followed by a callout that looks what was matched up in the list's table (PCRE2
 * lets a callout refuse, and then goes on with fewer words), so that a list of ten thousand words
 * costs no more than one of fifty. */
#ifndef GALLEY_RULES_EXPAND_H
#define GALLEY_RULES_EXPAND_H

#include <stdint.h>

#include "base/array.h"
#include "base/buffer.h"
#include "base/error.h"
#include "rules/vocabulary.h"

enum {
    GL_PATTERN_MAX_BYTES = 65536, /* of the expanded source */
    GL_PATTERN_MAX_DEPTH = 16,    /* parts within parts */
    GL_PATTERN_MAX_GROUPS = 250   /* brackets within brackets: PCRE2's own limit */
};

/* A capturing group that has a name. */
struct gl_group {
    const char *name; /* in the vocabulary's arena */
    uint32_t number;
    int32_t list;     /* word list it stands for, -1: none */
    uint32_t callout; /* from 1, 0: none; callout n looks up group `number` in `list` */
};

/* Where a pattern stands, for errors. */
struct gl_pattern_place {
    const struct gl_tree *tree;
    const struct gl_node *node;
};

/* Appends PCRE2 source to `source` and named groups to `groups` (struct gl_group). On
 * GALLEY_BAD_RULES `error` names the place, and the byte in the pattern. */
enum galley_status gl_expand(const struct gl_vocabulary *vocabulary, const char *pattern,
                             struct gl_pattern_place place, struct gl_buffer *source,
                             struct gl_array *groups, struct galley_error *error);

#endif
