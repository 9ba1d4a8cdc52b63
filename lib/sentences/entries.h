/* Entries: the numbers and letters that open entries of a list, also where it runs on in a line:
 * "1. bread 2. wine", "(a) bread (b) wine". */
#ifndef GALLEY_SENTENCES_ENTRIES_H
#define GALLEY_SENTENCES_ENTRIES_H

#include <stdbool.h>
#include <stddef.h>

#include "text/span.h"

/* A number of up to three digits, or a letter; a zeroed one is none. */
struct gl_entry {
    char kind; /* '1', 'a' or 'A' */
    int value;
};

/* The entry that opens the text at `at`, before `end`: behind an opening bracket or none, a number
 * or letter with `.` or `)` behind it. A capital with a stop is an initial, and opens nothing. */
struct gl_entry gl_entry_at(struct gl_text text, size_t at, size_t end);

/* Is `word` (with what stands behind it) the entry that follows `entry`? *start is where it begins,
 * its bracket included. */
bool gl_entry_follows(struct gl_entry entry, struct gl_text text, struct gl_span word,
                      size_t *start);

#endif
