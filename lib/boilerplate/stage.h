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

#include "rules/schema.h"
#include "stream/stage.h"

/* Zeroed: the defaults. */
struct gl_boilerplate_settings {
    bool mark;           /* leave the text whole */
    double removed_most; /* share of a document that may go, 0 to 1; 0: what the rules say */
};

extern const struct gl_stage gl_boilerplate_stage;
extern const struct gl_schema gl_boilerplate_schema;

#endif
