/* Texts: a list of texts, each ended by NUL, that somebody else owns. */
#ifndef GALLEY_BASE_TEXTS_H
#define GALLEY_BASE_TEXTS_H

#include <stddef.h>

struct gl_texts {
    const char **items;
    size_t count;
};

#endif
