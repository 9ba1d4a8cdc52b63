/* List shape: how the entries of a word list are matched inside a pattern. Within lib/rules only.
 *
 * The entries of a short list are alternatives. Of a long list those are that do not look like
 * words with single joints; all others are taken by a general shape and looked up. */
#ifndef GALLEY_RULES_LIST_SHAPE_H
#define GALLEY_RULES_LIST_SHAPE_H

#include <stdbool.h>
#include <stddef.h>

#include "rules/vocabulary.h"

enum { GL_INLINE_WORDS = 12 }; /* lists up to this length become alternatives */

struct gl_list_shape {
    const char **forms; /* the alternatives, in the order in which they are tried */
    size_t form_count;
    bool general;  /* the general shape is tried behind them */
    size_t joints; /* its most joints between words */
    bool stop;     /* and whether a full stop may end it */
};

/* Finds the shape; `all`: only alternatives are wanted. The caller frees shape->forms. False when
 * memory is out. */
bool gl_list_shape_find(const struct gl_vocabulary *vocabulary, const struct gl_word_list *list,
                        bool all, struct gl_list_shape *shape);

/* Does the form begin, or end, with a word character? */
bool gl_form_begins_word(const char *form);
bool gl_form_ends_word(const char *form);

/* A mark that may stand between two words of an entry. */
bool gl_is_joint(int32_t code_point);

#endif
