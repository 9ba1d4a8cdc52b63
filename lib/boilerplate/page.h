/* Page: the lines of a document that are not blank, and what each looks like.
 *
 * A document is looked at in sections of at most GL_SECTION_LINES lines, so that the memory does
 * not grow with the number of lines. All but the largest documents are one section. What a section
 * cannot know holds for none of its lines: only the last section has a last line of prose. */
#ifndef GALLEY_BOILERPLATE_PAGE_H
#define GALLEY_BOILERPLATE_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "boilerplate/bound.h"
#include "rules/ruleset.h"
#include "text/span.h"

/* Votes need memory for each line, and more lines more passes: the cost would grow with both. */
enum { GL_SECTION_LINES = 16 * 1024 };
enum { GL_HEADLINES = 16 }; /* headlines of a document that copies are compared with */

enum gl_line_flag {
    GL_LINE_TOUCHED = 1,   /* some pattern matched in it: it has to be judged */
    GL_LINE_CANDIDATE = 2, /* some rule would take it whole, if its place is right */
    GL_LINE_LEXICAL = 4,   /* a rule takes it whole wherever it stands */
    GL_LINE_DECIDED = 8,   /* `rule` is that rule, and no other has a say */
    GL_LINE_HEADLINE = 16, /* a headline, first copy */
    GL_LINE_COPY = 32,     /* a later copy of a headline */
    GL_LINE_PROSE = 64,
    GL_LINE_PROSE_KNOWN = 128, /* PROSE is decided */
    GL_LINE_COUNTED = 256,     /* `words` is known */
    GL_LINE_ENDS = 512,        /* ends with a final mark */
    GL_LINE_ENDS_KNOWN = 1024, /* ENDS is decided */
    GL_LINE_GONE = 2048,       /* it was cut */
    GL_LINE_AGAIN = 8192,      /* stands above already, byte for byte */
    GL_LINE_PIECED = 4096      /* pieces of it were: it has been judged */
};

/* Always true: span is not empty and has no white space at either end. */
struct gl_page_line {
    struct gl_span span;
    uint16_t flags;
    uint16_t rule; /* number of the rule that decided */
    uint8_t words; /* up to GL_LINE_WORDS + 1, which stands for all above */
    uint8_t kind;  /* what rules would call it: see GL_EVIDENCE_KIND */
};

/* Always true: lines[0..count) rise. */
struct gl_page {
    struct gl_text text;
    const struct gl_ruleset *set;
    const struct gl_bound *bound;
    struct gl_page_line *lines; /* of this section */
    size_t count, capacity;
    size_t next;                    /* where the next section begins; text.length: there is none */
    size_t first_prose, last_prose; /* line numbers, `count` when there is none, or not known yet */
    bool first_known, last_known;
    size_t headline; /* number of the first headline, or count */
    size_t bytes;    /* of all lines of all sections so far */
    // Of the sections above:
    size_t lines_above;
    bool prose_above, headline_above;
    struct gl_span headlines[GL_HEADLINES];
    size_t headline_count;
    uint32_t
        *again; /* hash table of the section's lines: 1 + number, 0: free; for gl_page_find_again */
    size_t again_slots;
};

/* Where a line stands. The lines that are candidates themselves do not count as neighbours, so that
 * what goes with this line cannot change the answer: filtering twice gives what filtering once
 * gives. */
struct gl_line_place {
    size_t line;
    size_t before; /* nearest line above that is no candidate, or count */
    size_t after;  /* the same below */
};

/* A page without lines; the first section is what gl_page_next reads. */
void gl_page_open(struct gl_page *page, struct gl_text text, const struct gl_ruleset *set);

/* Reads the next section in place of the last one; *more says whether there was one. False when
 * memory is out. Linear in the section. */
bool gl_page_next(struct gl_page *page, struct gl_arena *arena, bool *more);

/* Takes the lines out that are GONE, and forgets all that stood on them: so the section looks as it
 * would if they had never been. */
void gl_page_take_out(struct gl_page *page);

/* Decides which lines may be headlines, once the flags LEXICAL and CANDIDATE are set. */
void gl_page_find_headlines(struct gl_page *page);

/* Marks the copies of headlines of at least `words` words. Linear in the section. */
void gl_page_find_copies(struct gl_page *page, size_t words);

/* Marks lines of at least `words` words that stand above already, byte for byte. Linear in the
 * section; false when memory is out. */
bool gl_page_find_again(struct gl_page *page, size_t words, struct gl_arena *arena);

/* Is the line prose: no candidate, long enough, ends and reads like a sentence? */
bool gl_page_is_prose(struct gl_page *page, size_t number);

/* Number of the section's first or last line of prose; count when there is none. */
size_t gl_page_first_prose(struct gl_page *page);
size_t gl_page_last_prose(struct gl_page *page);

/* Words of the line, counted once, up to GL_LINE_WORDS + 1. */
size_t gl_line_words(const struct gl_page *page, struct gl_page_line *line);

/* Does it end with a final mark, closing quotes and brackets behind it allowed? */
bool gl_line_ends(const struct gl_page *page, struct gl_page_line *line);

/* Has the line as many words as `test` asks for? The cheapest question about its shape. */
bool gl_line_has_words(const struct gl_page *page, struct gl_page_line *line,
                       const struct gl_line_test *test);

/* Does the line itself have the shape that `test` asks for? */
bool gl_line_has_shape(const struct gl_page *page, struct gl_page_line *line,
                       const struct gl_line_test *test);

/* `place` of the section's first line, and of the next one; asking in order costs linear time over
 * all. */
struct gl_line_place gl_line_place_first(const struct gl_page *page);
void gl_line_place_next(const struct gl_page *page, struct gl_line_place *place);

/* Does the line stand as near to the document's ends as `test` wants? */
bool gl_line_is_near(const struct gl_page *page, size_t number, const struct gl_line_test *test);

/* Does the line at `place` stand where `test` wants it? */
bool gl_line_place_fits(struct gl_page *page, const struct gl_line_place *place,
                        const struct gl_line_test *test);

#endif
