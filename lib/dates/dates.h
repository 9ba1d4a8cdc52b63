/* Dates: temporal expressions of one document, as TIMEX3 (TimeML 1.2.1) with ISO 8601 values.
 *
 * A scan finds the places where a rule may begin; of the rules that match there the longest match
 * wins, then the order. What a match says is read by the rule's declared operands, completed
 * against an anchor (the document's date, or the date last mentioned) by the rule's direction,
 * checked against the calendar, and marked. No word of any language is known here: see
 * docs/rules-dates.md. Offsets are bytes. */
#ifndef GALLEY_DATES_DATES_H
#define GALLEY_DATES_DATES_H

#include "base/error.h"
#include "dates/moment.h"
#include "dates/plan.h"
#include "stream/stage.h"

/* The document's date, and how it became known. */
struct gl_reference {
    struct gl_moment moment; /* grain NONE: unknown; else a year, month, day or finer */
    const char *how;         /* "given", "captured" or "inferred" */
    struct gl_text source;   /* "option", "date", "text", or the key of the capture */
    struct gl_text evidence; /* what shows it, for people; empty: nothing more than the source */
    int confidence;          /* hundredths; 0: not said */
    int copyright_year;      /* GL_UNKNOWN: none was captured */
};

/* One expression. Texts are in the document's arena, the text or the rule set. */
struct gl_date_mark {
    struct gl_span span;
    enum gl_date_type type;
    struct gl_moment moment; /* grain NONE: a duration or a literal value */
    struct gl_text value;
    struct gl_text mod; /* empty: none; so the next two */
    struct gl_text quant;
    struct gl_text freq;
    struct gl_text resolved; /* the date that a duration comes to */
    const struct gl_rule *rule;
    const char *anchor;      /* what the value was counted from: "reference_date", "last",
                                "copyright_year"; NULL: nothing */
    enum gl_choice choice;   /* which of the dates that fit; NONE: there was nothing to choose */
    struct gl_span evidence; /* what decided that, empty: a rule's default */
    size_t begin_point;      /* the mark, counted from 1, where a duration begins; 0: not said */
    size_t end_point;        /* or ends */
    int nth_day;             /* the document's day counted from some start; GL_UNKNOWN: not said */
    bool tells;              /* it stands where a document names its own day */
};

/* Who is given the marks of a document. */
struct gl_dates_taker {
    void (*take)(void *context, const struct gl_date_mark *mark);
    void *context;
    bool wants_clues; /* choices of marks that nothing completes, and `tells` */
};

/* Finds the expressions in the first `length` bytes of input->document and gives each to the taker,
 * rising and apart. Time is linear in the text. GALLEY_NO_MEMORY is the only failure. */
enum galley_status gl_dates_find(const struct gl_stage_input *input,
                                 const struct gl_reference *reference, enum gl_domain domain,
                                 size_t length, const struct gl_dates_taker *taker);

/* Who may say the document's date, as a bit set. */
enum gl_source {
    GL_SOURCE_RECORD = 1,    /* the record's `date` */
    GL_SOURCE_CAPTURES = 2,  /* stamps that strip-boilerplate took */
    GL_SOURCE_COPYRIGHT = 4, /* a copyright year, for months with a day only */
    GL_SOURCE_TEXT = 8,      /* a dateline or stamp in the text */
    GL_SOURCE_INFER = 16     /* constraints that the text's dates put on it */
};
enum { GL_SOURCES_USUAL = 15 };

/* The document's date: `option` (may be NULL) over the record's `date` over the layer `captures`
 * over what an earlier run wrote into `reference_date` as given or captured; without it the grain
 * is NONE. */
struct gl_reference gl_reference_find(const struct gl_document *document, const char *option,
                                      unsigned sources);

#endif
