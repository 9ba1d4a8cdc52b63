/* Errors: what went wrong, where, and what would be right.
 *
 * Functions that can fail return `enum galley_status`; the place that knows fills a `struct
 * galley_error` (both are in galley.h, because other programs see them). Nothing below lib/app
 * prints or exits. */
#ifndef GALLEY_BASE_ERROR_H
#define GALLEY_BASE_ERROR_H

#include <stdbool.h>
#include <stdio.h>

#include "galley.h"

/* Fills `error` (which may be NULL) with a place and a printf-style text, clears its hint, and
 * returns `status`, so that a caller can write `return gl_error_set(...)`. `file` may be NULL; line
 * and column count from 1, 0 means unknown. Texts longer than the fields are cut at a character. */
enum galley_status gl_error_set(struct galley_error *error, enum galley_status status,
                                const char *file, size_t line, size_t column, const char *format,
                                ...) __attribute__((format(printf, 6, 7)));

/* Adds what would be right ("did you mean ..."). `error` may be NULL. */
void gl_error_hint(struct galley_error *error, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Writes `file:line:column: what; hint` into `out` (always ended by NUL, cut at `size`), leaving
 * out what is unknown. Control characters come out as \xNN, so that no input can drive a terminal.
 */
void gl_error_format(const struct galley_error *error, char *out, size_t size);

/* The candidate nearest to `word` by edit distance (transpositions count one), or NULL when none is
 * near enough (a third of the word's length, at least one edit). `candidates` ends with NULL. Used
 * for every "did you mean". Bytes, not characters: names in options and rule files are ASCII. */
const char *gl_nearest(const char *word, const char *const *candidates);

#endif
