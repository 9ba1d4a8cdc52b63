/* tag-dates as a stage: dates in, the layers `dates` and `reference_date` out. */
#ifndef GALLEY_DATES_STAGE_H
#define GALLEY_DATES_STAGE_H

#include <stdbool.h>

#include "rules/schema.h"
#include "stream/stage.h"

struct gl_dates_settings {
    const char *reference_date; /* ISO 8601, over the record's; NULL: none */
    const char *reference_from; /* who else may say it, as gl_dates_sources reads; NULL: all but
                                   inference */
    bool infer_date;            /* draw conclusions from the text's dates too */
    int domain;                 /* enum gl_dates_domain */
};

/* What kind of text: told by the user, or judged for each document. */
enum gl_dates_domain {
    GL_DATES_USUAL, /* news; messages are colloquial */
    GL_DATES_NEWS,
    GL_DATES_NARRATIVE,
    GL_DATES_COLLOQUIAL,
    GL_DATES_AUTO /* as usual; narrative without a date of its own, but with many full dates */
};

/* Rows of `dates`: start, end, type, value, then mod, quant, freq, resolved, beginPoint and
 * endPoint ("t2": the second row) where they apply; with explain rule, anchor, direction and its
 * evidence. An anchor other than the document's date is always named when it is a guess (a
 * copyright year). `reference_date` is one object: value, how, source, and confidence and evidence
 * for what was found in the text; it is written when the document's date is known, and kept as it
 * was otherwise.
 */
extern const struct gl_stage gl_dates_stage;
extern const struct gl_schema gl_dates_schema;

/* Is `date` one that settings take: 2020, 2020-10, 2020-10-07, 2020-10-07T14:00? For options,
 * before any input. */
bool gl_dates_is_date(const char *date);

/* Is `list` a comma-separated list of record, captures, copyright, text, infer? For options. */
bool gl_dates_is_sources(const char *list);

#endif
