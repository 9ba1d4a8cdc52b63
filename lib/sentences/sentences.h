/* Sentences: where each sentence of one document begins and ends.
 *
 * A blank line ends a paragraph, and with it a sentence. Inside a paragraph one forward pass finds
 * candidates (candidates.h), works out cheap evidence about each (evidence.h) and asks the rules
 * (decide.h). What a language decides is a rule; nothing here knows a word. Offsets are bytes of
 * document->text, half-open. */
#ifndef GALLEY_SENTENCES_SENTENCES_H
#define GALLEY_SENTENCES_SENTENCES_H

#include "sentences/stage.h"

/* The name in `rule` of a row that the end of its paragraph closed, and of one that the votes
 * closed. */
#define GL_SENTENCES_PARAGRAPH_END "paragraph-end"
#define GL_SENTENCES_LINE_END "line-end" /* with --line-breaks=keep */

/* Fills the layer "sentences" of input->document: rows in order, apart, without white space at
 * either end, none empty; what lies between them is white space. A blank text gives none. Time
 * linear in the text. GALLEY_NO_MEMORY is the only failure. */
enum galley_status gl_sentences_find(const struct gl_stage_input *input);

#endif
