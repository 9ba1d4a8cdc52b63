/* Vocabulary: the word lists and parts of one rule set while it is being built. */
#ifndef GALLEY_RULES_VOCABULARY_H
#define GALLEY_RULES_VOCABULARY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/error.h"
#include "rules/node.h"

struct gl_word {
    const char *text;  /* as written */
    const char *value; /* "" for a list without values */
};

struct gl_word_list {
    const char *name;
    struct gl_array words; /* struct gl_word */
};

struct gl_part {
    const char *name;
    const char *source;
    const struct gl_tree *tree;
    const struct gl_node *node;
};

struct gl_vocabulary {
    struct gl_arena *arena;
    struct gl_array lists; /* struct gl_word_list */
    struct gl_array parts; /* struct gl_part */
};

void gl_vocabulary_init(struct gl_vocabulary *vocabulary, struct gl_arena *arena);
void gl_vocabulary_release(struct gl_vocabulary *vocabulary);

/* Adds the words and parts of a stronger file: lists grow (a word given again takes the new value),
 * parts are replaced. Names are borrowed from the tree. A name may be a list or a part, not both.
 */
enum galley_status gl_vocabulary_add(struct gl_vocabulary *vocabulary, const struct gl_tree *tree,
                                     struct galley_error *error);

/* Adds one word to the list `name`, making it where needed. False when memory is out. */
bool gl_vocabulary_add_word(struct gl_vocabulary *vocabulary, const char *name,
                            struct gl_word word);

/* Index by name (not ended by NUL), -1 when unknown. */
int gl_vocabulary_list(const struct gl_vocabulary *vocabulary, const char *name, size_t length);
const struct gl_part *gl_vocabulary_part(const struct gl_vocabulary *vocabulary, const char *name,
                                         size_t length);

/* The name nearest to `name` among lists and parts, or NULL. */
const char *gl_vocabulary_nearest(const struct gl_vocabulary *vocabulary, const char *name);

/* The forms in which an entry matches: as written, with its first letter in upper case, in
 * capitals. Writes 1 to 3 different ones (in the arena) and returns how many; 0 when memory is out.
 */
size_t gl_word_forms(struct gl_arena *arena, const char *text, const char *forms[3]);

#endif
