/* The stage of sentences: what commands and the document loop need to know of this room. */
#ifndef GALLEY_SENTENCES_STAGE_H
#define GALLEY_SENTENCES_STAGE_H

#include <stdbool.h>

#include "rules/schema.h"
#include "stream/stage.h"

/* What a single line break inside a paragraph means. */
enum gl_line_breaks {
    GL_LINE_BREAKS_AUTO, /* the rules decide */
    GL_LINE_BREAKS_KEEP, /* a line end ends the sentence */
    GL_LINE_BREAKS_JOIN  /* a line end is a blank */
};

/* What a quotation of several sentences becomes. */
enum gl_quotations {
    GL_QUOTES_SPLIT, /* its sentences */
    GL_QUOTES_KEEP   /* a part of the sentence that it stands in */
};

/* Zeroed, these are the defaults. */
struct gl_sentences_settings {
    enum gl_line_breaks line_breaks;
    enum gl_quotations quotes;
    bool null_output; /* in text each sentence, as it stands there, ends with a NUL */
};

/* Writes the layer "sentences": rows with `paragraph`, `heading` where true and, when explained,
 * `rule`. Its plain view is a sentence a line, line breaks inside it as one blank, and an empty
 * line between paragraphs; or, when asked, each sentence unchanged with a NUL behind it. */
extern const struct gl_stage gl_sentences_stage;
extern const struct gl_schema gl_sentences_schema;

#endif
