/* Survey: the tokens around the quotations of a region, piece by piece.
 *
 * Most regions are one piece. A long one is cut where quotations stand far apart, so that a piece
 * has a bounded number of tokens and the work on it a bounded cost. */
#ifndef GALLEY_QUOTES_SURVEY_H
#define GALLEY_QUOTES_SURVEY_H

#include "quotes/tokens.h"
#include "quotes/work.h"

enum { GL_SURVEY_TOKENS = 768 };

struct gl_survey {
    struct gl_quotes_work *work;
    struct gl_token *tokens; /* room for GL_SURVEY_TOKENS */
    struct gl_token_row row;
    size_t first; /* the piece's quotations: [first, last) */
    size_t last;
    uint16_t quotations[GL_SURVEY_TOKENS]; /* their tokens */
    uint16_t cues[GL_SURVEY_TOKENS];       /* tokens at which rules about speakers may begin */
    size_t cue_count;
    size_t piece_end; /* byte behind the last token */
};

/* An empty survey with memory for its tokens; false when memory is out. */
bool gl_survey_init(struct gl_survey *survey, struct gl_quotes_work *work);

/* The next piece of `region` whose quotations end before index `last`: survey->last quotations are
 * done. */
void gl_survey_next(struct gl_survey *survey, struct gl_span region, size_t last);

/* Tokens of a region without quotations. row.to_end is false when it has too many. */
void gl_survey_whole(struct gl_survey *survey, struct gl_span region);

/* Tokens of the first words of a region that holds none of the survey's pieces. */
void gl_survey_opening(struct gl_survey *survey, struct gl_span region, size_t first, size_t last);

#endif
