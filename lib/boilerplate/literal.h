/* Literal: a piece of text that every match of a pattern holds, so that lines without it need not
 * be tried. */
#ifndef GALLEY_BOILERPLATE_LITERAL_H
#define GALLEY_BOILERPLATE_LITERAL_H

#include <stdbool.h>
#include <stddef.h>

#include "text/span.h"

enum { GL_LITERAL_BYTES = 24 };

/* ASCII only; letters in lower case when capitals do not matter. */
struct gl_literal {
    char bytes[GL_LITERAL_BYTES];
    size_t length; /* 0: nothing is known */
    bool caseless;
};

/* The longest literal that stands outside of groups, classes and alternatives in a rule's pattern
 * (docs/rules.md). Too short is always right. */
void gl_literal_of(const char *pattern, struct gl_literal *literal);

/* Does it stand in the span? True when nothing is known. Looks at sixteen bytes at a time. */
bool gl_literal_occurs(const struct gl_literal *literal, struct gl_text text, struct gl_span span);

#endif
