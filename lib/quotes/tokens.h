/* Tokens: what phrases are matched on. A token is a word, a mark, or a whole quotation.
 *
 * A word is a longest run of letters, marks and digits, with hyphens, apostrophes and such between
 * them; the lists `elision` (l') and `enclitic` ('s, -il) say what is cut off at its ends. A mark
 * is any other character but white space. Only the surroundings of quotations are made tokens of.
 */
#ifndef GALLEY_QUOTES_TOKENS_H
#define GALLEY_QUOTES_TOKENS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "quotes/wordbook.h"
#include "quotes/quotes.h"
#include "text/span.h"

/* Bits of a token's shape. */
#define GL_SHAPE_WORD (UINT64_C(1) << 0)
#define GL_SHAPE_CAPITAL (UINT64_C(1) << 1)  /* word with a capital first letter */
#define GL_SHAPE_SMALL (UINT64_C(1) << 2)    /* word with a small first letter */
#define GL_SHAPE_CAPITALS (UINT64_C(1) << 3) /* word without any small letter */
#define GL_SHAPE_NUMBER (UINT64_C(1) << 4)   /* word with a digit in front */
#define GL_SHAPE_INITIAL (UINT64_C(1) << 5)  /* one capital letter */
#define GL_SHAPE_MARK (UINT64_C(1) << 6)
#define GL_SHAPE_GLUED (UINT64_C(1) << 7) /* no white space before it */
#define GL_SHAPE_LINE (UINT64_C(1) << 8)  /* a line end, or the text's start, before it */
#define GL_SHAPE_QUOTE (UINT64_C(1) << 9)
#define GL_SHAPE_COMMA (UINT64_C(1) << 10)    /* quotation with a comma at its end */
#define GL_SHAPE_STOP (UINT64_C(1) << 11)     /* with a full stop, ! or ? */
#define GL_SHAPE_OPENS (UINT64_C(1) << 12)    /* quotation that begins with a capital letter */
#define GL_SHAPE_NAMES (UINT64_C(1) << 14)    /* short quotation without a small first letter */
#define GL_SHAPE_FRAGMENT (UINT64_C(1) << 15) /* quotation that begins with a small letter */
#define GL_SHAPE_BITS 16                      /* bits above are marks that phrases name */
#define GL_SHAPE_MARKS 48

struct gl_token {
    size_t start; /* bytes of the document's text */
    size_t end;
    uint64_t shape;
    uint64_t lists;              /* lists of the wordbook that hold it */
    uint64_t ends;               /* lists with an entry of several words that ends here */
    uint64_t starts;             /* lists with an entry of several words that may begin here */
    const struct gl_tail *tails; /* such entries */
    uint32_t word;               /* its number in the wordbook */
    uint32_t quotation;          /* index, when it is one */
};

/* Marks that phrases name, and ends of words. */
struct gl_mark_bits {
    uint64_t ascii[128]; /* the bit of each, 0: none */
    int32_t others[GL_SHAPE_MARKS];
    uint64_t other_bits[GL_SHAPE_MARKS];
    size_t other_count;
    struct gl_text endings[GL_SHAPE_MARKS];
    uint64_t ending_bits[GL_SHAPE_MARKS];
    size_t ending_count;
    unsigned next; /* number of the next bit */
};

/* The bit of a mark, new or known; 0 when there are too many. */
uint64_t gl_mark_bit(struct gl_mark_bits *marks, int32_t code_point);

/* The bit of words that end with `ending`, which must outlive the marks; 0 when there are too many.
 */
uint64_t gl_ending_bit(struct gl_mark_bits *marks, struct gl_text ending);

/* The next token of a text without quotations at or behind `at`; false at its end. */
bool gl_token_after(const struct gl_wordbook *wordbook, struct gl_text text, size_t at,
                    struct gl_span *token);

/* Where tokens are made. */
struct gl_tokenizer {
    const struct gl_wordbook *wordbook;
    const struct gl_mark_bits *marks;
    struct gl_text text;
    struct gl_token *tokens; /* room for `most` */
    size_t count;
    size_t most;
};

/* Appends the tokens of `span`, which holds no quotation, as far as there is room; the first is
 * told what stands before it. Returns the byte behind the last token. */
size_t gl_tokens_of_text(struct gl_tokenizer *tokenizer, struct gl_span span);

/* Appends the token of a quotation, if there is room. */
void gl_tokens_of_quotation(struct gl_tokenizer *tokenizer, const struct gl_quotation *quotation,
                            size_t index);

/* Does the rest of an entry stand behind token `first`? */
bool gl_tail_stands(const struct gl_token *tokens, size_t count, size_t first,
                    const struct gl_tail *tail);

/* Finds the entries of several words among the tokens: sets their `starts` and `ends`. */
void gl_tokens_join(struct gl_token *tokens, size_t count);

#endif
