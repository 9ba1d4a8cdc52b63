#include "quotes/survey.h"

enum {
    LOOK = 1200,                            /* bytes looked at on either side of a quotation */
    LEAD_TOKENS = GL_SURVEY_TOKENS / 2,     /* of these, before the first */
    MOST_BEFORE = GL_SURVEY_TOKENS * 3 / 4, /* with more, no further quotation is taken in */
    OPENING_TOKENS = 14
};

bool gl_survey_init(struct gl_survey *survey, struct gl_quotes_work *work)
{
    survey->work = work;
    survey->first = survey->last = 0;
    survey->tokens = gl_arena_alloc(work->arena, GL_SURVEY_TOKENS * sizeof *survey->tokens);
    return survey->tokens != NULL;
}

static struct gl_tokenizer tokenizer_of(const struct gl_survey *survey)
{
    const struct gl_quotes_work *work = survey->work;
    return (struct gl_tokenizer){
        .wordbook = &work->knowledge->wordbook,
        .marks = &work->knowledge->mark_bits,
        .text = work->text,
        .tokens = survey->tokens,
        .most = LEAD_TOKENS,
    };
}

/* The place in [from, to) behind the first white space of ASCII: not inside a word. */
static size_t behind_blank(struct gl_text text, size_t from, size_t to)
{
    while (from < to && text.bytes[from] != ' ' && text.bytes[from] != '\n') {
        from++;
    }
    return from;
}

/* Where the text before quotation `index` begins that is looked at. */
static size_t lead_start(const struct gl_survey *survey, struct gl_span region, size_t index)
{
    const struct gl_quotation *items = survey->work->found->items;
    size_t start = items[index].span.start;
    size_t low = region.start;
    if (index > 0 && items[index - 1].span.end > low) {
        low = items[index - 1].span.end;
    }
    return start - low > LOOK ? behind_blank(survey->work->text, start - LOOK, start) : low;
}

/* The text behind the piece's last quotation. */
static void add_rest(struct gl_survey *survey, struct gl_tokenizer *tokenizer,
                     struct gl_span region)
{
    const struct gl_quotations *found = survey->work->found;
    size_t start = found->items[survey->last - 1].span.end;
    size_t end = region.end;
    if (survey->last < found->count && found->items[survey->last].span.start < end) {
        end = found->items[survey->last].span.start;
    }
    bool cut = end - start > LOOK;
    tokenizer->most = GL_SURVEY_TOKENS;
    size_t stop = cut ? start + LOOK : end;
    while (cut && stop > start && survey->work->text.bytes[stop - 1] != ' ') {
        stop--;
    }
    gl_tokens_of_text(tokenizer, (struct gl_span){start, stop});
    survey->row.to_end = !cut && end == region.end && tokenizer->count < tokenizer->most;
}

static void add_quotation(struct gl_survey *survey, struct gl_tokenizer *tokenizer)
{
    const struct gl_quotations *found = survey->work->found;
    survey->quotations[survey->last - survey->first] = (uint16_t)tokenizer->count;
    gl_tokens_of_quotation(tokenizer, &found->items[survey->last], survey->last);
    survey->last++;
}

static void find_cues(struct gl_survey *survey)
{
    uint64_t cues = survey->work->knowledge->cues;
    gl_tokens_join(survey->tokens, survey->row.count);
    survey->cue_count = 0;
    for (size_t i = 0; i < survey->row.count; i++) {
        if (((survey->tokens[i].lists | survey->tokens[i].starts) & cues) != 0) {
            survey->cues[survey->cue_count++] = (uint16_t)i;
        }
    }
}

void gl_survey_next(struct gl_survey *survey, struct gl_span region, size_t last)
{
    const struct gl_quotation *items = survey->work->found->items;
    struct gl_tokenizer tokenizer = tokenizer_of(survey);
    survey->first = survey->last;
    size_t start = lead_start(survey, region, survey->first);
    gl_tokens_of_text(&tokenizer, (struct gl_span){start, items[survey->first].span.start});
    tokenizer.most = GL_SURVEY_TOKENS;
    add_quotation(survey, &tokenizer);
    while (survey->last < last && tokenizer.count < MOST_BEFORE) {
        struct gl_span gap = {items[survey->last - 1].span.end, items[survey->last].span.start};
        size_t count = tokenizer.count;
        if (gl_span_length(gap) > LOOK) {
            break;
        }
        tokenizer.most = GL_SURVEY_TOKENS - 1;
        gl_tokens_of_text(&tokenizer, gap);
        if (tokenizer.count == tokenizer.most) {
            tokenizer.count = count; // no room for all that stands between
            break;
        }
        tokenizer.most = GL_SURVEY_TOKENS;
        add_quotation(survey, &tokenizer);
    }
    add_rest(survey, &tokenizer, region);
    survey->row.tokens = survey->tokens;
    survey->row.count = tokenizer.count;
    survey->row.from_start = start == region.start;
    find_cues(survey);
}

void gl_survey_opening(struct gl_survey *survey, struct gl_span region, size_t first, size_t last)
{
    const struct gl_quotation *items = survey->work->found->items;
    struct gl_tokenizer tokenizer = tokenizer_of(survey);
    tokenizer.most = OPENING_TOKENS;
    size_t at = region.start;
    for (; first < last && tokenizer.count < tokenizer.most; first++) {
        gl_tokens_of_text(&tokenizer, (struct gl_span){at, items[first].span.start});
        gl_tokens_of_quotation(&tokenizer, &items[first], first);
        at = items[first].span.end;
    }
    size_t end = region.end - at > LOOK ? at + LOOK : region.end;
    while (end > at && end < region.end && survey->work->text.bytes[end - 1] != ' ') {
        end--;
    }
    gl_tokens_of_text(&tokenizer, (struct gl_span){at, end});
    gl_tokens_join(survey->tokens, tokenizer.count);
    survey->row = (struct gl_token_row){survey->tokens, tokenizer.count, true, false};
}

void gl_survey_whole(struct gl_survey *survey, struct gl_span region)
{
    struct gl_tokenizer tokenizer = tokenizer_of(survey);
    tokenizer.most = GL_SURVEY_TOKENS;
    gl_tokens_of_text(&tokenizer, region);
    gl_tokens_join(survey->tokens, tokenizer.count);
    survey->row = (struct gl_token_row){survey->tokens, tokenizer.count, true,
                                        tokenizer.count < GL_SURVEY_TOKENS};
}
