/* Knowledge: the rules of the layer quotes as the engine reads them, made once for each rule set.
 */
#ifndef GALLEY_QUOTES_KNOWLEDGE_H
#define GALLEY_QUOTES_KNOWLEDGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "quotes/wordbook.h"
#include "quotes/phrase.h"
#include "quotes/quotes.h"
#include "quotes/tokens.h"
#include "rules/conditions.h"
#include "rules/ruleset.h"
#include "text/scan.h"

/* What a rule decides: exactly one of the keys mark, speaks, kind, carry, splits and indirect. */
enum gl_quote_topic {
    GL_TOPIC_MARK,     /* is this byte a quotation mark at all? */
    GL_TOPIC_SPEAKS,   /* who says which quotations around the match */
    GL_TOPIC_KIND,     /* what kind of quotation is this */
    GL_TOPIC_CARRY,    /* from which neighbour does it take its speaker */
    GL_TOPIC_INDIRECT, /* what is said in other words */
    GL_TOPIC_SPLIT     /* words of the narrator inside of what is said */
};

/* Which quotations of the region an attribution reaches, seen from its cue. */
enum gl_quote_reach {
    GL_REACH_NEAREST_BEFORE,
    GL_REACH_NEAREST_AFTER,
    GL_REACH_ALL_BEFORE,
    GL_REACH_ALL_AFTER,
    GL_REACH_ALL
};
extern const char *const gl_quote_reach_names[]; /* values of `speaks`, NULL at the end */

enum gl_quote_carry {
    GL_CARRY_CONTINUED, /* it reopens the paragraph before */
    GL_CARRY_BEFORE,
    GL_CARRY_BEHIND,
    GL_CARRY_PARAGRAPH, /* the last one of the paragraph before */
    GL_CARRY_ALTERNATE  /* the one before that, in a dialogue of two */
};
extern const char *const gl_quote_carry_names[];
extern const char *const gl_quote_kind_names[]; /* direct, mixed, term */

/* Where the words of an indirect quotation stand, seen from the phrase. */
enum gl_quote_side { GL_SIDE_AFTER, GL_SIDE_BEFORE };
extern const char *const gl_quote_side_names[];

struct gl_quote_rule {
    enum gl_quote_side side;
    enum gl_quote_topic topic;
    enum gl_quote_reach reach;
    enum gl_quote_carry carry;
    enum gl_quote_kind kind;
    struct gl_phrase phrase; /* what stands around the quotation or cue */
    bool has_phrase;
    enum gl_region within; /* of a carry */
    bool has_conditions;   /* others than the engine's own keys */
    uint32_t content;      /* pattern somewhere inside the quotation */
    size_t words_at_least;
    size_t words_at_most;
    int attributed; /* 1: must have a speaker, 0: must have none, -1: either */
    bool sure;      /* an attribution by this rule is a sure one */
    int block;      /* 1: must stand without marks behind a colon, 0: must not, -1: either */
    int alone;      /* 1: must be all of its sentence, 0: must not, -1: either */
    int turn;       /* 1: must be a turn that a dash opens, 0: must not, -1: either */
    int apostrophe; /* 1: must stand between marks that are apostrophes too, 0: must not, -1: either
                     */
    int usual; /* 1: its marks must be those that the document uses mostly, 0: must not, -1: either
                */
    const char *how;
};

enum { GL_MARK_BYTES = 8, GL_MARKS_MOST = 48, GL_INTRODUCERS_MOST = 8, GL_GENERAL_MARKS = 64 };

/* One quotation mark, with all its parts: “ opens in English and closes in German. */
struct gl_quote_mark {
    char bytes[GL_MARK_BYTES];
    uint8_t length;
    bool opens;
    bool closes;
    bool apostrophe; /* also a letter's companion: opens only where a closer follows */
    bool turn; /* a dash: at a line's start it opens a turn of speech, which ends with the line */
    uint8_t close; /* index of the mark that closes it; GL_MARKS_MOST: any of its family */
};

struct gl_quotes_knowledge {
    const struct gl_ruleset *set;
    const struct gl_quote_rule *rules; /* by gl_rule.number */
    size_t rule_count;
    const uint16_t *kind_rules; /* numbers of the rules about kinds, in order; kind_count of them */
    size_t kind_count;
    const uint16_t *carry_rules;
    size_t carry_count;
    const uint16_t *speech_rules;
    size_t speech_count;
    const uint16_t *indirect_rules;
    size_t indirect_count;
    const uint16_t *split_rules;
    size_t split_count;
    const uint16_t *mark_rules;
    size_t mark_rule_count;
    struct gl_wordbook wordbook;
    struct gl_mark_bits mark_bits;
    uint64_t split_cues; /* lists at which rules that split begin */
    uint64_t cues;       /* lists at which rules about speakers begin */
    struct gl_quote_mark marks[GL_MARKS_MOST];
    size_t mark_count;
    struct gl_byteset begins;          /* bytes at which a mark may begin */
    uint8_t general[GL_GENERAL_MARKS]; /* 1 + index of the mark U+2000 + i, 0: none */
    uint8_t first[256]; /* 1 + index of the first mark that begins with that byte, 0: none */
    struct gl_text introducers[GL_INTRODUCERS_MOST]; /* a sentence that ends so belongs to the
                                                        quotation behind it */
    size_t introducer_count;
    struct gl_text signatures[GL_INTRODUCERS_MOST]; /* a sentence that begins so signs the quotation
                                                       before it */
    size_t signature_count;
    int pronouns;         /* word list: pronoun to agreement; -1: none */
    int agreement;        /* word list: word of a mention to agreement; -1: none */
    uint64_t pronoun_bit; /* the same lists in the wordbook; 0: none */
    uint64_t agreement_bit;
    struct gl_phrase antecedent; /* a sentence's subject that a pronoun may mean */
    bool has_antecedent;
};

/* Checks the phrase of a rule (or another that it names): NULL when it is well formed, else what is
 * wrong; `about` gets the name or text that it is about. */
const char *gl_quotes_phrase_fault(const struct gl_ruleset *set, const char *source, bool at_quote,
                                   char about[64]);

/* The bind() of the schema. NULL when memory is out. */
void *gl_quotes_bind(const struct gl_ruleset *set, struct gl_arena *arena);

#endif
