/* Candidates: the places of a paragraph where a sentence may end.
 *
 * One wide scan of the document says which bytes can begin a mark; one pass goes from one of them
 * to the next. A candidate is a run of terminators, a border that some rule asks for, a line end
 * without either, or a blank before a capitalised word that a rule names. */
#ifndef GALLEY_SENTENCES_CANDIDATES_H
#define GALLEY_SENTENCES_CANDIDATES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sentences/knowledge.h"
#include "sentences/wrap.h"
#include "text/span.h"

/* At a plain end (knowledge.h) only the mark, `end`, `next`, and the evidence of GAP and INSIDE are
 * filled in: `plain` decides. */
struct gl_candidate {
    const struct gl_sentence_rule *plain; /* NULL: none */
    struct gl_span mark; /* the run of terminators, or the border; empty at a line end */
    size_t end;          /* behind the closing marks: where the sentence would end */
    size_t next;         /* where the next sentence would begin; before the paragraph's end */
    struct gl_span word; /* the word before the mark, or empty at mark.start */
    struct gl_span next_word;
    struct gl_evidence evidence;
};

/* Where the pass is. Brackets and quotation marks are followed as they open and close; what stays
 * open for longer than a sentence can be is forgotten. */
struct gl_scanner {
    const struct gl_knowledge *knowledge;
    struct gl_text text;
    struct gl_span paragraph;
    const uint64_t *stops; /* a bit for each byte of the text at which the pass has to stop */
    bool join_lines;       /* line ends are blanks */
    size_t at;
    size_t line_start;
    struct gl_wrap wrap;
    size_t brackets;   /* how many are open */
    size_t bracket_at; /* where the outermost opened */
    bool quote_open;
    size_t quote_at;
};

/* Call once for a document, and gl_scanner_enter for each of its paragraphs, in order. Takes an
 * eighth of the text's length from `arena`. False when memory is out. */
bool gl_scanner_init(struct gl_scanner *scanner, const struct gl_knowledge *knowledge,
                     struct gl_text text, struct gl_arena *arena);
void gl_scanner_enter(struct gl_scanner *scanner, struct gl_span paragraph);

/* The next candidate, with its evidence. False when the paragraph has no more; its end is none.
 * Cost over all calls linear in the paragraph, plus a bounded look around for each candidate. */
bool gl_scanner_next(struct gl_scanner *scanner, struct gl_candidate *candidate);

#endif
