/* Places: where the `match` of a rule may begin that is to cover a candidate's mark. */
#ifndef GALLEY_SENTENCES_PLACES_H
#define GALLEY_SENTENCES_PLACES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rules/ruleset.h"
#include "sentences/candidates.h"

/* The mark itself and words or marks before it; rules that may begin there. */
enum { GL_PLACES_BACK = 9, GL_PLACES_MOST = 96 };

struct gl_place {
    size_t at;
    uint32_t rule;
};

struct gl_places {
    size_t starts[GL_PLACES_BACK];
    size_t start_count;
    struct gl_place found[GL_PLACES_MOST];
    size_t count;
    bool overflow; /* more rules than fit: every start counts for every rule */
    bool ready;    /* false until a rule with `match` asked */
};

/* Looks the places of `candidate` up: a few look-ups in the trigger tables. */
void gl_places_look_up(struct gl_places *places, const struct gl_ruleset *set, struct gl_text text,
                       struct gl_span paragraph, const struct gl_candidate *candidate);

/* The next start for rule `number`, from *cursor on (begin with 0). False when there is none. */
bool gl_places_next(const struct gl_places *places, uint32_t number, size_t *cursor, size_t *at);

#endif
