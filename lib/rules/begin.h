/* Begin: with which bytes can one element of a pattern begin?
 *
 * Sets may be too wide, never too narrow. White space shows as the blank's own byte. */
#ifndef GALLEY_RULES_BEGIN_H
#define GALLEY_RULES_BEGIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rules/syntax.h"

struct gl_byte_set {
    uint8_t bits[32];
};

static inline bool gl_byte_set_has(const struct gl_byte_set *set, unsigned char byte)
{
    return (set->bits[byte / 8] >> (byte % 8)) & 1;
}

static inline void gl_byte_set_add(struct gl_byte_set *set, unsigned char byte)
{
    set->bits[byte / 8] = (uint8_t)(set->bits[byte / 8] | (1u << (byte % 8)));
}

void gl_byte_set_unite(struct gl_byte_set *set, const struct gl_byte_set *other);
void gl_byte_set_fill(struct gl_byte_set *set);

/* With what an element can begin. */
struct gl_begin {
    struct gl_byte_set bytes;
    bool word, mark, space; /* kinds of its first character */
};

/* Adds `code_point`, and its lower and upper case. */
void gl_begin_code_point(struct gl_begin *begin, int32_t code_point);

/* Adds the first bytes of the first code point of `text` (not empty) in either case. */
void gl_begin_text(struct gl_byte_set *bytes, const char *text);

/* Adds the escape \d, \w, \p{...} or white space; false when its members are not known. */
bool gl_begin_escape(struct gl_begin *begin, const char *escape);

/* Adds the class `class` ("[...]", `length` bytes); false when its members are not plain to see. */
bool gl_begin_class(struct gl_begin *begin, const char *class, size_t length);

/* Is the group that `element` opens, read from `syntax`, a (?!...) that no letter passes? It is
 * when one of its alternatives is \p{L}, \w or a class with one of these. `syntax` stays where it
 * is. */
bool gl_begin_no_letter(const struct gl_syntax *syntax, const struct gl_element *element);

/* Can a match of `pattern` begin at the start of its region only, because it begins with ^? */
bool gl_begin_anchored(const char *pattern);

/* Has `text` (not empty) nothing but letters? */
bool gl_begin_only_letters(const char *text);

#endif
