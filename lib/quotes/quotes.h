/* Quotes: which stretches of a text are quoted, whether somebody says them, and who.
 *
 * Steps, each a file: marks (pairs of quotation marks, by paragraph), survey (the tokens around
 * them), attribute (rules find cue and speaker), kinds (rules tell a clause, a fragment and a mere
 * term apart), names (whom a pronoun means), carry (rules hand a speaker on to pieces that have
 * none).
 *
 * Rules are phrases of tokens (phrase.h), for which a quotation is one opaque thing. Offsets are
 * bytes. */
#ifndef GALLEY_QUOTES_QUOTES_H
#define GALLEY_QUOTES_QUOTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "galley.h"
#include "rules/ruleset.h"
#include "stream/stage.h"
#include "text/span.h"

enum gl_quote_kind {
    GL_QUOTE_DIRECT,   /* a whole clause is quoted */
    GL_QUOTE_MIXED,    /* a fragment in a sentence that somebody else words */
    GL_QUOTE_TERM,     /* a title, nickname, term: nobody says it */
    GL_QUOTE_INDIRECT, /* no marks: in the words of the one who reports it */
    GL_QUOTE_UNKNOWN
};

enum { GL_NO_ATTRIBUTION = UINT32_MAX };

/* A quotation. Always true: they rise by start and do not meet; the span holds at least one byte
 * between the marks. */
struct gl_quotation {
    struct gl_span span;  /* marks included */
    uint32_t attribution; /* index, or GL_NO_ATTRIBUTION */
    uint32_t paragraph;   /* number of its paragraph; those that follow each other differ by one */
    uint16_t kind_rule;   /* 1 + number of the rule that decided the kind, 0: none did */
    uint8_t kind;         /* enum gl_quote_kind */
    uint8_t open_bytes;   /* length of the mark that opens it */
    uint8_t close_bytes;  /* of the one that closes it; 0: the paragraph's end did */
    bool apostrophe;      /* its marks are apostrophes too */
    bool unclosed;        /* no mark closes it: the paragraph's end does */
    bool turn;            /* a dash opens it, and the line's end closes it */
    uint32_t piece; /* number of the interrupted quotation that it is a piece of; 0: of none */
    bool block;     /* no marks at all: a colon introduces it */
    bool alone;     /* nothing but it stands in its region */
    bool continued; /* reopens what the paragraph before left open */
};

/* Who says a quotation, and the rule that says so. Spans without bytes are not there. */
struct gl_attribution {
    struct gl_span speaker;
    struct gl_span name; /* of a speaker: the part that is a name; of a pronoun: whom it means */
    struct gl_span cue;
    const struct gl_rule *rule;
    size_t quoted_at; /* where the quotation begins */
    bool pronoun;     /* the speaker is one */
    bool sure;        /* what --speakers=sure keeps */
    const char *how;  /* "cue", "carried", "transcript", ...; a constant of the rules */
};

/* What one document's run has found. Items live in the document's arena. */
struct gl_quotations {
    struct gl_quotation *items;
    size_t count;
    size_t capacity;
    struct gl_attribution *attributions;
    size_t attribution_count;
    size_t attribution_capacity;
};

/* The first step alone: marks. *found is for input->prepared of gl_quotes_find; *wanted says where
 * sentences are wanted. GALLEY_NO_MEMORY. */
enum galley_status gl_quotes_prepare(const struct gl_stage_input *input, struct gl_wanted *wanted,
                                     const void **found);

/* Finds the quotations of input->document, terms included, with kinds and speakers, in time linear
 * in the text. Tells input->trace. On GALLEY_NO_MEMORY `found` is not to be used. */
enum galley_status gl_quotes_find(const struct gl_stage_input *input, struct gl_quotations *found);

#endif
