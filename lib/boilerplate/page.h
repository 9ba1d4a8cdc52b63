/* Page: the lines of a document that are not blank, and what each looks like. */
#ifndef GALLEY_BOILERPLATE_PAGE_H
#define GALLEY_BOILERPLATE_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "boilerplate/bound.h"
#include "rules/ruleset.h"
#include "text/span.h"

enum gl_line_flag {
    GL_LINE_TOUCHED = 1,   /* some pattern matched in it: it has to be judged */
    GL_LINE_CANDIDATE = 2, /* some rule would take it whole, if its place is right */
    GL_LINE_LEXICAL = 4,   /* a rule takes it whole wherever it stands */
    GL_LINE_PROSE = 8,
    GL_LINE_HEADLINE = 16, /* a headline, first copy */
    GL_LINE_COPY = 32,     /* a later copy of a headline */
    GL_LINE_COUNTED = 64   /* `words` is known */
};

/* Always true: span is not empty and has no white space at either end. */
struct gl_page_line {
    struct gl_span span;
    uint8_t words; /* up to GL_LINE_WORDS + 1, which stands for all above */
    uint8_t flags;
};

/* Always true: lines[0..count) rise; first_prose <= last_prose < count, or both are `count`. */
struct gl_page {
    struct gl_text text;
    const struct gl_ruleset *set;
    const struct gl_bound *bound;
    struct gl_page_line *lines;
    size_t count;
    size_t first_prose, last_prose;
    size_t headline;   /* number of the first headline, or count */
    size_t bytes;      /* of all lines */
    size_t candidates; /* how many lines are candidates */
};

/* Where a line stands. The lines that are candidates themselves do not count as neighbours, so that
 * what goes with this line cannot change the answer: filtering twice gives what filtering once
 * gives. */
struct gl_line_place {
    size_t line;
    size_t before; /* nearest line above that is no candidate, or count */
    size_t after;  /* the same below */
    size_t passed; /* lines above that are no candidates */
};

/* Splits `text` into lines. False when memory is out. */
bool gl_page_open(struct gl_page *page, struct gl_text text, const struct gl_ruleset *set,
                  struct gl_arena *arena);

/* Decides which lines are prose and which may be headlines, once flags LEXICAL and CANDIDATE are
 * set. */
void gl_page_find_prose(struct gl_page *page);

/* Marks copies of headlines (GL_LINE_COPY) of at least `words` words. Linear in the text. */
void gl_page_find_copies(struct gl_page *page, size_t words);

/* Words of the line, counted once, up to GL_LINE_WORDS + 1. */
size_t gl_line_words(const struct gl_page *page, struct gl_page_line *line);

/* Does the line itself have the shape that `test` asks for? */
bool gl_line_has_shape(const struct gl_page *page, struct gl_page_line *line,
                       const struct gl_line_test *test);

/* `place` of the page's first line, and of the next one; asking in order costs linear time over
 * all. */
struct gl_line_place gl_line_place_first(const struct gl_page *page);
void gl_line_place_next(const struct gl_page *page, struct gl_line_place *place);

/* Does the line at `place` stand where `test` wants it? */
bool gl_line_place_fits(const struct gl_page *page, const struct gl_line_place *place,
                        const struct gl_line_test *test);

#endif
