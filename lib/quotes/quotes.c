#include "quotes/quotes.h"

#include "quotes/attribute.h"
#include "quotes/carry.h"
#include "quotes/kinds.h"
#include "quotes/marks.h"
#include "quotes/names.h"
#include "quotes/regions.h"
#include "quotes/veil.h"

static void set_scene(struct gl_quotes_work *work)
{
    work->scene = (struct gl_scene){
        .text = work->veiled,
        .sentences = {.layer = "sentences", .spans = work->regions, .count = work->region_count},
    };
}

enum galley_status gl_quotes_find(const struct gl_stage_input *input, struct gl_quotations *found)
{
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
    if (!gl_quotes_veil(&work) || !gl_quotes_regions(&work)) {
        return GALLEY_NO_MEMORY;
    }
    set_scene(&work);
    if (!gl_quotes_attribute(&work)) {
        return GALLEY_NO_MEMORY;
    }
    gl_quotes_kinds(&work);
    gl_quotes_names(&work);
    return gl_quotes_carry(&work) ? GALLEY_OK : GALLEY_NO_MEMORY;
}
