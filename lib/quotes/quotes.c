#include "quotes/quotes.h"

#include "quotes/attribute.h"
#include "quotes/carry.h"
#include "quotes/indirect.h"
#include "quotes/kinds.h"
#include "quotes/marks.h"
#include "quotes/names.h"
#include "quotes/pieces.h"
#include "quotes/regions.h"
#include "quotes/stage.h"
#include "quotes/survey.h"
#include "quotes/veil.h"
#include "text/classes.h"
#include "text/utf8.h"

bool gl_quotes_set_scene(struct gl_quotes_work *work)
{
    if (work->veiled.bytes != NULL) {
        return true;
    }
    if (!gl_quotes_veil(work)) {
        return false;
    }
    work->scene = (struct gl_scene){
        .text = work->veiled,
        .sentences = {.layer = "sentences", .spans = work->regions, .count = work->region_count},
    };
    return true;
}

static bool uses_apostrophes(const struct gl_quotations *found)
{
    size_t count = 0;
    for (size_t i = 0; i < found->count; i++) {
        count += found->items[i].apostrophe;
    }
    return count > found->count / 2;
}

/* Speakers and kinds, region by region. False when memory is out. */
static bool survey_regions(struct gl_quotes_work *work, struct gl_survey *survey)
{
    const struct gl_quotations *found = work->found;
    for (size_t i = 0; i < work->region_count && survey->last < found->count; i++) {
        struct gl_span region = work->regions[i];
        size_t last = survey->last;
        while (last < found->count && found->items[last].span.start < region.end) {
            last++;
        }
        while (survey->last < last) {
            gl_survey_next(survey, region, last);
            if (!gl_quotes_attribute(survey)) {
                return false;
            }
            gl_quotes_kinds(survey);
        }
    }
    return true;
}

static struct gl_quotes_work work_of(const struct gl_stage_input *input,
                                     struct gl_quotations *found)
{
    return (struct gl_quotes_work){
        .input = input,
        .knowledge = gl_ruleset_bound(input->rules),
        .set = input->rules,
        .matcher = input->matcher,
        .arena = input->document->arena,
        .text = input->document->text,
        .found = found,
    };
}

/* Sentences are wanted around a quotation: before it as far as names are looked for, and behind it
 * the next word. */
static struct gl_span surroundings(struct gl_text text, struct gl_span span)
{
    struct gl_span wanted = span;
    wanted.start = span.start > GL_NAMES_BACK ? span.start - GL_NAMES_BACK : 0;
    int32_t code_point = ' ';
    while (wanted.end < text.length && gl_is_space(code_point)) {
        wanted.end += gl_utf8_decode(text, wanted.end, &code_point);
    }
    return wanted;
}

static bool wants_indirect(const struct gl_stage_input *input)
{
    const struct gl_quotes_settings *settings = input->settings;
    return settings != NULL && settings->indirect;
}

enum galley_status gl_quotes_prepare(const struct gl_stage_input *input, struct gl_wanted *wanted,
                                     const void **prepared)
{
    struct gl_quotations *found = gl_arena_zeros(input->document->arena, 1, sizeof *found);
    struct gl_quotes_work work = work_of(input, found);
    if (found == NULL || !gl_quotes_pair(&work) || !gl_quotes_split(&work)) {
        return GALLEY_NO_MEMORY;
    }
    struct gl_span *spans = gl_arena_alloc(work.arena, (found->count + 1) * sizeof *spans);
    if (spans == NULL) {
        return GALLEY_NO_MEMORY;
    }
    if (wants_indirect(input)) {
        *wanted = (struct gl_wanted){spans, 1};
        spans[0] = (struct gl_span){0, work.text.length};
    }
    for (size_t i = 0; i < found->count && !wants_indirect(input); i++) {
        struct gl_span span = surroundings(work.text, found->items[i].span);
        if (wanted->count > 0 && span.start <= spans[wanted->count - 1].end) {
            spans[wanted->count - 1].end = span.end;
        } else {
            spans[wanted->count++] = span;
        }
    }
    wanted->spans = spans;
    *prepared = found;
    return GALLEY_OK;
}

enum galley_status gl_quotes_find(const struct gl_stage_input *input, struct gl_quotations *found)
{
    struct gl_survey survey;
    struct gl_quotes_work work = work_of(input, found);
    *found = (struct gl_quotations){.items = NULL};
    if (input->prepared != NULL) {
        *found = *(const struct gl_quotations *)input->prepared;
    } else if (!gl_quotes_pair(&work) || !gl_quotes_split(&work)) {
        return GALLEY_NO_MEMORY;
    }
    if (found->count == 0 && !wants_indirect(input)) {
        return GALLEY_OK;
    }
    work.usual_apostrophes = uses_apostrophes(found);
    bool good = gl_quotes_regions(&work) && gl_survey_init(&survey, &work) &&
                survey_regions(&work, &survey) && gl_quotes_names(&survey) &&
                gl_quotes_carry(&work);
    if (good) {
        gl_quotes_number(&work);
    }
    good = good && (!wants_indirect(input) || gl_quotes_indirect(&survey));
    return good ? GALLEY_OK : GALLEY_NO_MEMORY;
}
