/* Knowledge: the rules of one language as the engine runs them; made once, read by all threads. */
#ifndef GALLEY_SENTENCES_KNOWLEDGE_H
#define GALLEY_SENTENCES_KNOWLEDGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "rules/ruleset.h"
#include "sentences/evidence.h"
#include "sentences/index.h"
#include "sentences/lexicon.h"
#include "sentences/marks.h"
#include "text/scan.h"

enum gl_decide {
    GL_DECIDE_VOTE,         /* a rule with a weight: it adds it */
    GL_DECIDE_JOIN,         /* no boundary here */
    GL_DECIDE_SPLIT,        /* a boundary behind the mark and its closing marks */
    GL_DECIDE_SPLIT_BEFORE, /* a boundary where the rule's span begins */
    GL_DECIDE_SPLIT_BEHIND, /* a boundary where what `after` matched ends */
    GL_DECIDE_SPLIT_AROUND, /* a boundary at either end of both together */
    GL_DECIDE_COUNT_VOTES   /* here the votes decide */
};

struct gl_sentence_rule {
    const struct gl_rule *rule;
    enum gl_decide decide;
    uint32_t marks;  /* classes of marks that it speaks of */
    uint64_t words;  /* lists one of which has to hold the word before; 0: none has to */
    bool about_word; /* it asks for the word before, so that its span begins there */
    bool run_on;     /* it speaks of words without a mark before them */
    bool patterns;   /* it has any of these: */
    uint32_t match, before, after, not_before, not_after; /* patterns or GL_NO_PATTERN */
    bool after_blank;     /* `after` begins with white space: it is tried before the gap */
    bool not_after_blank; /* the same for `not-after` */
    size_t least, most;   /* words of the sentence so far; 0 and SIZE_MAX without a limit */
};

/* What may stand behind a border for any rule to hold: bits of enum gl_byte, 0 standing for bytes
 * that are none of them. */
struct gl_border_filter {
    uint8_t right;  /* right behind it */
    uint8_t next;   /* behind white space */
    uint64_t words; /* lists one of which has to hold the word before it; all bits: none has to */
};

enum { GL_BORDER_CLASSES = 32 };

/* A plain end is the commonest candidate by far: one ASCII terminator behind a word of two ASCII
 * letters or more that ends in lower case, closing marks or none, white space, and an ASCII
 * capital, with or without a quotation mark before it. Binding finds the rule that decides there,
 * whatever else holds, and the lists whose words are another matter; so such places need no
 * evidence. */
struct gl_plain {
    const struct gl_sentence_rule *rule;   /* before a capital; NULL: it depends on more */
    const struct gl_sentence_rule *quoted; /* before a quotation mark and a capital */
    uint64_t words;                        /* lists that must not hold the word before it */
};

enum { GL_PLAIN_LETTERS = 2 };

struct gl_knowledge {
    struct gl_mark_table marks;
    struct gl_byteset stops; /* bytes at which a candidate, a bracket or a quotation may begin */
    struct gl_lexicon lexicon;
    struct gl_sentence_rule *rules; /* in order */
    size_t count;
    struct gl_rule_block *blocks; /* their tests, 64 rules each */
    size_t block_count;
    uint32_t asked; /* classes of borders that some rule asks for: only these are candidates */
    struct gl_border_filter borders[GL_BORDER_CLASSES]; /* by bit of the class */
    uint32_t
        fields[GL_BORDER_CLASSES]; /* by bit of a mark's class: fields that its rules ask for */
    struct gl_plain plain[128];    /* by ASCII terminator */
    uint64_t run_on; /* lists of words that may open a sentence without a mark before it */
    double threshold;
    size_t heading_words;  /* most words of a heading */
    size_t wrap_narrowest; /* a paragraph whose widest line has fewer code points is not wrapped by
                              a program */
    size_t wrap_widest;    /* nor one whose line has more */
};

/* For the schema's bind. NULL when memory is out. */
void *gl_knowledge_bind(const struct gl_ruleset *set, struct gl_arena *arena);

/* For the schema's check: values of fields, names of lists, and that the rule decides something. */
enum galley_status gl_knowledge_check(const struct gl_ruleset *set, const struct gl_rule *rule,
                                      struct galley_error *error);

#endif
