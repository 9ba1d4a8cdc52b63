/* Evidence: what a rule may ask about a candidate, as bits.
 *
 * Everything cheap is worked out once for a candidate and kept as one bit set a field; a rule is
 * then a few masks, and patterns run only where the masks hold. The names of fields and bits are
 * the keys and values of docs/rules-sentences.md. */
#ifndef GALLEY_SENTENCES_EVIDENCE_H
#define GALLEY_SENTENCES_EVIDENCE_H

#include <stddef.h>
#include <stdint.h>

/* WORD and NEXT_WORD hold a bit for each word list that the rules name; all others the bits below.
 */
enum gl_field {
    GL_FIELD_MARK,      /* class of the mark: weak, strong, ... */
    GL_FIELD_WORD,      /* lists that hold the word before the mark */
    GL_FIELD_SHAPE,     /* its shape */
    GL_FIELD_CLOSED,    /* closing marks behind the mark */
    GL_FIELD_GAP,       /* what lies between them and what follows */
    GL_FIELD_OPENS,     /* marks before the next word */
    GL_FIELD_NEXT,      /* shape of the next word */
    GL_FIELD_NEXT_WORD, /* lists that hold it */
    GL_FIELD_THEN,      /* the mark right behind it, an inner one too */
    GL_FIELD_INSIDE,    /* what is open around the mark, its closing marks counted */
    GL_FIELD_LINE,      /* how the line ends that ends here */
    GL_FIELD_ENTRY,     /* does the word number an entry that follows the sentence's own number? */
    GL_FIELD_COUNT
};

/* Classes of marks, and kinds of other marks: one bit set, used by MARK, CLOSED, OPENS, THEN and
 * INSIDE. */
enum gl_mark_class {
    GL_MARK_WEAK = 1u << 0,     /* may belong to the word before it: full stop */
    GL_MARK_STRONG = 1u << 1,   /* ! ? and their like */
    GL_MARK_ELLIPSIS = 1u << 2, /* ... */
    GL_MARK_FULL = 1u << 3,     /* ends a sentence without a blank behind it: CJK */
    GL_MARK_COLON = 1u << 4,
    GL_MARK_SEMICOLON = 1u << 5,
    GL_MARK_COMMA = 1u << 6,
    GL_MARK_DASH = 1u << 7,
    GL_MARK_BULLET = 1u << 8, /* opens a list entry: the candidate lies before it */
    GL_MARK_BRACKET = 1u << 9,
    GL_MARK_QUOTE = 1u << 10,
    GL_MARK_SINGLE = 1u << 11,   /* single quote, apostrophe */
    GL_MARK_EMPHASIS = 1u << 12, /* * and _ around words */
    GL_MARK_OTHER = 1u << 13,    /* any mark that no list names */
    GL_MARK_NONE = 1u << 14,     /* no mark at all */
    GL_MARK_LINE = 1u << 15,     /* a line end without a mark of its own */
    GL_MARK_FACE = 1u << 16      /* an emoji, which may stand for a stop */
};

/* Shapes of words. A word has all that hold of it. */
enum gl_shape {
    GL_SHAPE_INITIAL = 1u << 0,     /* one upper-case letter */
    GL_SHAPE_LETTER = 1u << 1,      /* one lower-case letter */
    GL_SHAPE_INITIALS = 1u << 2,    /* single letters with stops between: U.S, p.m */
    GL_SHAPE_CAPITALS = 1u << 3,    /* two letters or more, all upper case */
    GL_SHAPE_CAPITALISED = 1u << 4, /* upper case, then lower case */
    GL_SHAPE_LOWER = 1u << 5,       /* begins in lower case */
    GL_SHAPE_UPPER = 1u << 6,       /* begins in upper case */
    GL_SHAPE_CASELESS = 1u << 7,    /* begins with a letter that has no case */
    GL_SHAPE_DIGITS = 1u << 8,      /* nothing but digits */
    GL_SHAPE_NUMBER = 1u << 9,      /* begins with a digit */
    GL_SHAPE_MIXED = 1u << 10, /* letters and digits, or inner marks other than between initials */
    GL_SHAPE_SHORT = 1u << 11, /* at most three letters or digits */
    GL_SHAPE_NONE = 1u << 12,  /* no word: a mark, a blank or an end stands there */
    GL_SHAPE_ROMAN = 1u << 13, /* a Roman numeral in capitals */
    GL_SHAPE_APART = 1u << 14, /* a blank stands between the word and the mark */
    GL_SHAPE_SMALL = 1u << 15  /* a number of one or two digits */
};

enum gl_gap { GL_GAP_NONE = 1u << 0, GL_GAP_BLANK = 1u << 1, GL_GAP_LINE = 1u << 2 };

/* A line end inside a paragraph: `full` where the next word would not have fitted (wrapped by a
 * program), `short` where it would have, `long` where lines are wider than anybody wraps. */
enum gl_line_shape {
    GL_LINE_FULL = 1u << 0,
    GL_LINE_SHORT = 1u << 1,
    GL_LINE_LONG = 1u << 2,
    GL_LINE_NONE = 1u << 3 /* no line ends here */
};

enum gl_entry_shape { GL_ENTRY_NEXT = 1u << 0, GL_ENTRY_NONE = 1u << 1 };

struct gl_evidence {
    uint64_t fields[GL_FIELD_COUNT];
};

/* Key of the field in rule files ("next-word"). */
extern const char *const gl_field_names[GL_FIELD_COUNT];

/* Names of the field's bits, in their order (a name of "" stands for a bit without one), NULL at
 * the end. NULL for WORD and NEXT_WORD. */
const char *const *gl_field_values(enum gl_field field);

#endif
