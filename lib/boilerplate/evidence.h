/* Evidence: what is known of a line of a page, as small numbers with names.
 *
 * The names are those that `votes:` of the rule files uses. Every number is between 0 and 255;
 * counts and distances stop there. Shares are percents. */
#ifndef GALLEY_BOILERPLATE_EVIDENCE_H
#define GALLEY_BOILERPLATE_EVIDENCE_H

#include <stddef.h>
#include <stdint.h>

enum gl_evidence {
    // The line itself.
    GL_EVIDENCE_WORDS,       /* how many */
    GL_EVIDENCE_SIZE,        /* bytes: 8 times their binary logarithm */
    GL_EVIDENCE_WORD_LENGTH, /* bytes of words for ten words */
    GL_EVIDENCE_FUNCTION,    /* share of the words that are function words */
    GL_EVIDENCE_CAPITALS,    /* ... that begin with a capital */
    GL_EVIDENCE_SHOUTING,    /* ... that are all capitals, of two letters at least */
    GL_EVIDENCE_DIGITS,      /* share of the bytes of words that are digits */
    GL_EVIDENCE_ENDING,      /* enum gl_edge */
    GL_EVIDENCE_BEGINNING,   /* enum gl_edge */
    GL_EVIDENCE_COMMAS,      /* how many */
    GL_EVIDENCE_STOPS,       /* final marks with a blank behind */
    GL_EVIDENCE_SEPARATORS,  /* | / and marks that are not ASCII, quotes apart */
    GL_EVIDENCE_LINKS,       /* @ and :// */
    GL_EVIDENCE_QUOTES,      /* quotation marks */
    GL_EVIDENCE_ADDRESS,     /* share of words that speak to the reader: list address-word */
    GL_EVIDENCE_SELF,        /* share of words that speak of the writer: list self-word */
    GL_EVIDENCE_BUTTON,      /* begins with a word of the list button-word */
    GL_EVIDENCE_PAGE_WORDS,  /* share of words in the list page-word */
    GL_EVIDENCE_STAMP,       /* share of words in the list stamp-word, and of numbers */
    GL_EVIDENCE_KIND,        /* 1 + kind of the cut that a rule would make; 0: none */
    // The line in the page.
    GL_EVIDENCE_COPIES,         /* equal lines above */
    GL_EVIDENCE_COPIES_BELOW,   /* equal lines below */
    GL_EVIDENCE_TITLE,          /* share of the words that the first line has too */
    GL_EVIDENCE_SINCE_HEADLINE, /* lines since the title was last repeated; 255: it was not */
    GL_EVIDENCE_PLACE,          /* of the page's lines, how many are above: 250 is all */
    GL_EVIDENCE_TEXT_ABOVE,     /* share of the page's bytes */
    GL_EVIDENCE_FROM_START,
    GL_EVIDENCE_FROM_END,
    GL_EVIDENCE_WORDS_ABOVE, /* of the next line above, and so on */
    GL_EVIDENCE_WORDS_BELOW,
    GL_EVIDENCE_WORDS_ABOVE_2,
    GL_EVIDENCE_WORDS_BELOW_2,
    GL_EVIDENCE_ENDING_ABOVE,
    GL_EVIDENCE_ENDING_BELOW,
    GL_EVIDENCE_KIND_ABOVE,
    GL_EVIDENCE_KIND_BELOW,
    GL_EVIDENCE_RUN,           /* lines of the run of labels that the line is in; 0: it is none */
    GL_EVIDENCE_PROSE_LAST,    /* lines since the last line of prose */
    GL_EVIDENCE_PROSE_NEXT,    /* lines to the next one */
    GL_EVIDENCE_PROSE_PASSED,  /* share of the prose's words that stand above */
    GL_EVIDENCE_PROSE_ABOVE_3, /* share of prose among the three lines above, and so on */
    GL_EVIDENCE_PROSE_ABOVE_8,
    GL_EVIDENCE_PROSE_ABOVE_20,
    GL_EVIDENCE_PROSE_BELOW_3,
    GL_EVIDENCE_PROSE_BELOW_8,
    GL_EVIDENCE_PROSE_BELOW_20,
    GL_EVIDENCE_SINCE_RELATED, /* lines since a label of other stories; 255: there was none */
    GL_EVIDENCE_SINCE_COMMENT, /* lines since a label of comments */
    GL_EVIDENCE_KINDS_AROUND,  /* lines that a rule would cut among the eight on either side */
    GL_EVIDENCE_STAMPS_AROUND, /* short lines with a stamp among the eight on either side */
    GL_EVIDENCE_LINES,         /* of the page: 16 times the binary logarithm */
    GL_EVIDENCE_PROSE_SHARE,   /* of the page's lines */
    // What the round of votes before this one made of the page. Scores are 0 to 255; 128 is even.
    GL_EVIDENCE_SCORE,
    GL_EVIDENCE_SCORE_ABOVE,
    GL_EVIDENCE_SCORE_BELOW,
    GL_EVIDENCE_SCORE_ABOVE_3, /* mean of the three lines above, and so on */
    GL_EVIDENCE_SCORE_ABOVE_8,
    GL_EVIDENCE_SCORE_ABOVE_20,
    GL_EVIDENCE_SCORE_BELOW_3,
    GL_EVIDENCE_SCORE_BELOW_8,
    GL_EVIDENCE_SCORE_BELOW_20,
    GL_EVIDENCE_CORE,        /* 0: in the core; 1 to 100: lines above it, 101 to 200: below */
    GL_EVIDENCE_CORE_LAST,   /* lines since the last line that goes with the core */
    GL_EVIDENCE_CORE_NEXT,   /* lines to the next one */
    GL_EVIDENCE_CORE_PASSED, /* share of the words of such lines that stand above */
    GL_EVIDENCES
};

/* What stands at a line's first or last byte. */
enum gl_edge {
    GL_EDGE_LOWER,
    GL_EDGE_UPPER,
    GL_EDGE_DIGIT,
    GL_EDGE_OTHER_LETTER, /* not ASCII */
    GL_EDGE_STOP,         /* a final mark */
    GL_EDGE_QUESTION,     /* ? or ! */
    GL_EDGE_COLON,
    GL_EDGE_COMMA,
    GL_EDGE_DASH, /* and bullets */
    GL_EDGE_QUOTE,
    GL_EDGE_BRACKET,
    GL_EDGE_OTHER
};

struct gl_evidence_row {
    uint8_t of[GL_EVIDENCES];
};

enum { GL_EVIDENCE_MOST = 255 };

static inline uint8_t gl_evidence_at_most(size_t number, size_t most)
{
    return (uint8_t)(number < most ? number : most);
}

/* `steps` times the binary logarithm of `number`, linear between powers of two. */
static inline uint8_t gl_evidence_magnitude(size_t steps, size_t number)
{
    size_t power = 0;
    while (number >> (power + 1) != 0) {
        power++;
    }
    size_t part = power == 0 ? 0 : ((number - ((size_t)1 << power)) * steps) >> power;
    return gl_evidence_at_most(power * steps + part, GL_EVIDENCE_MOST);
}

/* Name of each, as in the rule files. */
extern const char *const gl_evidence_names[GL_EVIDENCES];

#endif
