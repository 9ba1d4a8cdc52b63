#include "quotes/quotes.h"

#include "quotes/attribute.h"
#include "quotes/carry.h"
#include "quotes/kinds.h"
#include "quotes/marks.h"
#include "quotes/names.h"
#include "quotes/regions.h"
#include "quotes/survey.h"
#include "quotes/veil.h"

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

enum galley_status gl_quotes_find(const struct gl_stage_input *input, struct gl_quotations *found)
{
    struct gl_survey survey;
    struct gl_quotes_work work = {
        .input = input,
        .knowledge = gl_ruleset_bound(input->rules),
        .set = input->rules,
        .matcher = input->matcher,
        .arena = input->document->arena,
        .text = input->document->text,
        .found = found,
    };
    *found = (struct gl_quotations){.items = NULL};
    if (!gl_quotes_pair(&work)) {
        return GALLEY_NO_MEMORY;
    }
    if (found->count == 0) {
        return GALLEY_OK;
    }
    bool good = gl_quotes_regions(&work) && gl_survey_init(&survey, &work) &&
                survey_regions(&work, &survey) && gl_quotes_names(&survey) &&
                gl_quotes_carry(&work);
    return good ? GALLEY_OK : GALLEY_NO_MEMORY;
}
