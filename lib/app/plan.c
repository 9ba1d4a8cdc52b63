#include "app/plan.h"

#include <string.h>

static void add_name(struct gl_layer_name *names, size_t *count, const char *name)
{
    for (size_t i = 0; i < *count; i++) {
        if (strcmp(names[i].layer, name) == 0) {
            return;
        }
    }
    if (*count < GL_DOCUMENT_LAYERS) {
        names[(*count)++] = (struct gl_layer_name){name, NULL};
    }
}

/* The name in the stream of a layer that the step calls `layer`. */
static const char *stream_name(const struct gl_plan_step *step, const char *layer)
{
    return step->renamed && strcmp(layer, step->stage->layer) == 0 ? step->renamed : layer;
}

/* Is the layer, by its name in the stream, made anew by a step of [first, last)? */
static bool is_made(const struct gl_plan *plan, size_t first, size_t last, const char *name)
{
    for (size_t i = first; i < last; i++) {
        const struct gl_plan_step *step = &plan->steps[i];
        if (strcmp(stream_name(step, step->stage->layer), name) == 0) {
            return true;
        }
    }
    return false;
}

/* Step `index` reads the layer: so does everybody who has it and the steps before it to run. */
static void add_read(struct gl_plan *plan, size_t index, const char *name)
{
    for (size_t first = 0; first <= index; first++) {
        struct gl_plan_reads *reads = &plan->reads[first];
        if (!is_made(plan, first, index, name)) {
            add_name(reads->layers, &reads->record.layer_count, name);
        }
    }
}

/* Layers that all stages read row by row. */
static const char *const in_order[] = {"sentences", NULL};

/* What the steps read of the record: the layers that their stages read, and marked boilerplate,
 * which is hidden from them. */
static void plan_reads(struct gl_plan *plan)
{
    for (size_t i = 0; i < plan->count; i++) {
        plan->reads[i].record = plan->record;
        plan->reads[i].record.layers = plan->reads[i].layers;
        plan->reads[i].record.in_order = in_order;
    }
    for (size_t i = 0; i < plan->count; i++) {
        const struct gl_plan_step *step = &plan->steps[i];
        for (size_t k = 0; k < step->needs.count; k++) {
            for (const char *const *read = step->needs.items[k]->reads; read && *read; read++) {
                add_read(plan, i, stream_name(step, *read));
            }
        }
        add_read(plan, i, "boilerplate");
    }
}

static void add_write(const struct gl_document *document, const char *name,
                      struct gl_plan_layers *layers)
{
    if (gl_document_find(document, name)) {
        add_name(layers->names, &layers->count, name);
    }
}

void gl_plan_writes(const struct gl_plan_step *step, const struct gl_document *document,
                    struct gl_plan_layers *layers)
{
    for (const char *const *name = step->stage->produces; *name; name++) {
        add_write(document, stream_name(step, *name), layers);
    }
    if (step->explain) {
        add_write(document, "language", layers);
    }
}

static void take_request(struct gl_plan *plan, const struct gl_request *request)
{
    plan->language = request->language;
    plan->record.text_field = request->text_field;
    plan->record.id_field = request->id_field;
    plan->record.language_field = request->language_field;
    plan->record.date_field = request->date_field;
    plan->record.annotations_field = request->annotations_field;
    plan->record.unit_given = request->offsets >= 0;
    plan->record.unit = request->offsets >= 0 ? (enum gl_unit)request->offsets : 0;
}

void gl_plan_init(struct gl_plan *plan, const struct gl_steps *steps, struct gl_rulebook *rulebook,
                  const struct gl_request *request)
{
    *plan = (struct gl_plan){.count = steps->count, .rulebook = rulebook, .to_jsonl = true};
    for (size_t i = 0; i < steps->count; i++) {
        const struct gl_step *step = &steps->items[i];
        plan->steps[i] = (struct gl_plan_step){
            .stage = step->filter->stage,
            .settings = &step->settings,
            .renamed = step->layer,
            .explain = step->explain,
            .list_cuts = step->removed != NULL,
            .needs = gl_stage_needs(step->filter->stage),
        };
    }
    if (request) {
        take_request(plan, request);
    }
    plan_reads(plan);
}

void gl_plan_init_stage(struct gl_plan *plan, const struct gl_stage *stage, const void *settings,
                        struct gl_rulebook *rulebook)
{
    *plan = (struct gl_plan){.count = 1, .rulebook = rulebook, .to_jsonl = true};
    plan->steps[0] =
        (struct gl_plan_step){.stage = stage, .settings = settings, .needs = gl_stage_needs(stage)};
    plan_reads(plan);
}

void gl_plan_single(const struct gl_plan *plan, size_t index, struct gl_plan *single)
{
    *single = *plan;
    single->steps[0] = plan->steps[index];
    single->count = 1;
    plan_reads(single);
}

struct gl_text gl_plan_language(const struct gl_plan *plan, const struct gl_document *document,
                                const char **how)
{
    if (document->language.length > 0) {
        *how = "given";
        return document->language;
    }
    *how = plan->language ? "option" : "detected";
    const char *language =
        plan->language ? plan->language : gl_rulebook_detect(plan->rulebook, document->text);
    return (struct gl_text){language, strlen(language)};
}

/* Name of the layer that a renamed one stands in for; no record has such a name. */
static const char away[] = "\x01";

void gl_plan_enter(const struct gl_plan_step *step, struct gl_document *document)
{
    if (step->renamed) {
        gl_document_rename(document, step->stage->layer, away);
        gl_document_rename(document, step->renamed, step->stage->layer);
    }
}

void gl_plan_leave(const struct gl_plan_step *step, struct gl_document *document)
{
    if (step->renamed) {
        gl_document_rename(document, step->stage->layer, step->renamed);
        gl_document_rename(document, away, step->stage->layer);
    }
}

/* What the stages of one step share: the step's own one may say where it wants the others' layers.
 */
struct course {
    const struct gl_plan *plan;
    const struct gl_plan_step *step;
    struct gl_record *record;
    struct gl_matcher *matcher;
    struct gl_text language;
    const struct gl_trace *trace;
    struct gl_wanted wanted;
    bool limited; /* `wanted` counts */
    const void *prepared;
};

/* What `stage` is given; the text is hidden where it must not see it. False when memory is out. */
static bool begin_stage(const struct course *course, const struct gl_stage *stage,
                        struct gl_stage_input *input)
{
    const struct gl_plan *plan = course->plan;
    const struct gl_plan_step *step = course->step;
    bool own = stage == step->stage;
    *input = (struct gl_stage_input){
        .document = gl_record_document(course->record),
        .rules = gl_rulebook_select(plan->rulebook, stage->layer, course->language),
        .matcher = course->matcher,
        .settings = own ? step->settings : NULL,
        .explain = own && step->explain,
        .plain = own && !plan->to_jsonl,
        .trace = own ? course->trace : NULL,
        .wanted = !own && course->limited ? &course->wanted : NULL,
        .prepared = own ? course->prepared : NULL,
    };
    if (!input->rules || gl_record_hide_marked(course->record, !stage->sees_marked) != GALLEY_OK) {
        return false;
    }
    gl_matcher_begin(input->matcher, input->document->text.length);
    return true;
}

static enum galley_status run_stage(const struct course *course, const struct gl_stage *stage)
{
    struct gl_stage_input input;
    if (!begin_stage(course, stage, &input)) {
        return GALLEY_NO_MEMORY;
    }
    enum galley_status status = stage->run(&input);
    return gl_matcher_failed(input.matcher) ? GALLEY_NO_MEMORY : status;
}

/* Lets the step's own stage say where it wants what is computed for it. */
static enum galley_status prepare(struct course *course)
{
    struct gl_stage_input input;
    const struct gl_stage *stage = course->step->stage;
    if (stage->prepare == NULL) {
        return GALLEY_OK;
    }
    if (!begin_stage(course, stage, &input)) {
        return GALLEY_NO_MEMORY;
    }
    course->limited = true;
    enum galley_status status = stage->prepare(&input, &course->wanted, &course->prepared);
    return gl_matcher_failed(input.matcher) ? GALLEY_NO_MEMORY : status;
}

/* A layer that the step requires and the document does not bring: computed and lent. */
static enum galley_status lend(struct course *course, const struct gl_stage *stage)
{
    enum galley_status status = course->limited ? GALLEY_OK : prepare(course);
    if (status == GALLEY_OK) {
        status = run_stage(course, stage);
    }
    return status;
}

enum galley_status gl_plan_run(const struct gl_plan *plan, const struct gl_plan_step *step,
                               struct gl_record *record, struct gl_matcher *matcher,
                               struct gl_text language, const struct gl_trace *trace)
{
    struct gl_document *document = gl_record_document(record);
    struct course course = {.plan = plan,
                            .step = step,
                            .record = record,
                            .matcher = matcher,
                            .language = language,
                            .trace = trace};
    const char *lent[GL_STAGES_MAX];
    size_t lent_count = 0;
    enum galley_status status = GALLEY_OK;
    for (size_t i = 0; i + 1 < step->needs.count && status == GALLEY_OK; i++) {
        const struct gl_stage *stage = step->needs.items[i];
        if (!gl_document_find(document, stage->layer)) {
            status = lend(&course, stage);
            lent[lent_count++] = stage->layer;
        }
    }
    if (status == GALLEY_OK) {
        status = run_stage(&course, step->stage);
    }
    while (lent_count > 0) { // it may not be whole: nobody else shall take it
        gl_document_drop(document, lent[--lent_count]);
    }
    return status;
}
