/* Judge: what the rules say of one line. */
#ifndef GALLEY_BOILERPLATE_JUDGE_H
#define GALLEY_BOILERPLATE_JUDGE_H

#include <stdbool.h>

#include "boilerplate/boilerplate.h"
#include "boilerplate/page.h"
#include "boilerplate/score.h"
#include "rules/conditions.h"
#include "rules/matcher.h"

/* What all questions about one document share. */
struct gl_judge {
    struct gl_page *page;
    struct gl_matcher *matcher;
    struct gl_scene scene;
    int level;                      /* enum gl_level: light or page, once it is known */
    const struct gl_scores *scores; /* of the section's lines; NULL: there are none */
    const struct gl_round *rounds;  /* that made them, GL_ROUNDS of them */
    struct gl_arena *arena;         /* for what explains the votes; NULL: nobody asks */
    bool kept;                      /* the last line judged is one that a rule wants to stay */
    size_t number;                  /* of the line at hand, in the section */
    size_t limit; /* during a walk: rules from this number on make no difference any more */
};

/* Sets the line's flags TOUCHED, CANDIDATE, LEXICAL and DECIDED by what its own words say. */
void gl_judge_survey(struct gl_judge *judge, struct gl_page_line *line);

/* The whole verdict on the line at `place`: appends what goes to cuts[0..GL_JUDGE_CUTS) and returns
 * how many there are. Does not change the page. Linear in the line. */
enum { GL_JUDGE_CUTS = 4 };
size_t gl_judge_line(struct gl_judge *judge, const struct gl_line_place *place,
                     struct gl_cut cuts[GL_JUDGE_CUTS]);

#endif
