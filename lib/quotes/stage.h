/* The stage find-quotes: settings, schema of its rules, and the engine's one entry. */
#ifndef GALLEY_QUOTES_STAGE_H
#define GALLEY_QUOTES_STAGE_H

#include <stdbool.h>

#include "rules/schema.h"
#include "stream/stage.h"

enum gl_quotes_speakers { GL_SPEAKERS_ALL, GL_SPEAKERS_SURE };

struct gl_quotes_settings {
    bool terms;      /* list terms too */
    bool indirect;   /* find indirect speech too */
    int speakers;    /* enum gl_quotes_speakers */
    bool unresolved; /* do not say whom pronouns mean */
};

/* Layer "quotes": rows with `kind`, `speaker` {text, name?, how} and `cue` {text}; with explain,
 * `rule` and `kind_rule`. Needs the layer "sentences". The plain view has one row a quotation:
 * start, end, kind, speaker, cue, quotation, parted by TAB; offsets in code points; white space
 * inside a field is one blank. */
extern const struct gl_stage gl_quotes_stage;
extern const struct gl_schema gl_quotes_schema;

#endif
