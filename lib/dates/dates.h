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
    const char *how;         /* "given" or "captured" */
    struct gl_text source;   /* "option", "date", or the key of the capture */
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
    const struct gl_rule *rule;
    const char *anchor; /* what the value was counted from: "reference_date", "last",
                           "copyright_year"; NULL: nothing */
};

/* Finds the expressions of input->document and gives each to `take`, rising and apart; `context` is
 * handed on. Time is linear in the text. GALLEY_NO_MEMORY is the only failure. */
enum galley_status gl_dates_find(const struct gl_stage_input *input,
                                 const struct gl_reference *reference,
                                 void (*take)(void *context, const struct gl_date_mark *mark),
                                 void *context);

/* The document's date: `option` (may be NULL) over the record's `date` over the layer `captures`
 * over what an earlier run wrote into `reference_date` as given or captured. */
struct gl_reference gl_reference_find(const struct gl_document *document, const char *option);

#endif
