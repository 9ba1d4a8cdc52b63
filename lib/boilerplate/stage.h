/* Stage: strip-boilerplate's work on one document.
 *
 * `run` adds a row for each piece that goes: start, end (the line without its line end), kind; with
 * explain, rule. Rows that the layer had already stay as they are, and what they cover is not
 * marked again; so does what the layer `captures` had. `cuts` says which bytes go, white space
 * included, so that a text can be shortened; with `mark` there are none. When too much would go,
 * nothing does, and trace->noted is told. */
#ifndef GALLEY_BOILERPLATE_STAGE_H
#define GALLEY_BOILERPLATE_STAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/texts.h"
#include "rules/schema.h"
#include "stream/stage.h"

/* How much page there is to take away. */
enum gl_level {
    GL_LEVEL_LIGHT, /* the text was extracted already: what stays is the rule */
    GL_LEVEL_PAGE,  /* the whole page's text: what goes is the rule */
    GL_LEVEL_AUTO   /* as the share of label-like lines says */
};

/* Zeroed: the defaults. */
struct gl_boilerplate_settings {
    bool mark;           /* leave the text whole */
    double removed_most; /* share of a document that may go, 0 to 1; 0: what the rules say */
    int level;           /* enum gl_level */
    struct gl_texts keep_rules, keep_kinds; /* what these would cut stays */
    struct gl_texts only_kinds;             /* when there are any, all other kinds stay */
};

/* Is there a kind of cut of that name? */
bool gl_boilerplate_is_kind(const char *name);

extern const struct gl_stage gl_boilerplate_stage;
extern const struct gl_schema gl_boilerplate_schema;

#endif
