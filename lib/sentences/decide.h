/* Decide: what the rules say about one candidate. */
#ifndef GALLEY_SENTENCES_DECIDE_H
#define GALLEY_SENTENCES_DECIDE_H

#include <stdbool.h>
#include <stddef.h>

#include "rules/conditions.h"
#include "rules/matcher.h"
#include "sentences/candidates.h"
#include "sentences/entries.h"
#include "sentences/knowledge.h"
#include "stream/stage.h"

/* One document's judge. Words of the sentence so far are counted on as candidates come, so that
 * long sentences cost linear time. */
struct gl_judge {
    const struct gl_knowledge *knowledge;
    const struct gl_ruleset *set;
    struct gl_matcher *matcher;
    const struct gl_trace *trace; /* may be NULL */
    struct gl_scene scene;
    struct gl_text text;
    struct gl_span paragraph;
    size_t sentence_start;
    size_t counted_to; /* words are counted up to here */
    size_t words;
    bool entry_known;
    struct gl_entry entry; /* what numbers the sentence */
};

struct gl_decision {
    bool boundary;
    size_t end;       /* where the sentence ends; blanks before it are not trimmed */
    size_t before;    /* where another boundary lies before it; 0: none */
    const char *rule; /* name of the rule that decided; "votes"; NULL when none did */
};

/* Call where a sentence begins. */
void gl_judge_begin(struct gl_judge *judge, size_t sentence_start);

/* Fills in the evidence that needs the sentence (ENTRY), and gives the first rule in order that
 * decides and holds; where it hands over to the votes, their sum.
 * Every rule that took effect is told to the trace. No rule: no boundary. */
struct gl_decision gl_judge_decide(struct gl_judge *judge, struct gl_candidate *candidate);

/* Tells the trace what became of a candidate that no rule decided. */
void gl_judge_tell(const struct gl_judge *judge, const struct gl_candidate *candidate,
                   const char *what);

#endif
