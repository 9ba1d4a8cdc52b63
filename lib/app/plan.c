#include "app/plan.h"

#include <string.h>

static void add_name(struct gl_layer_name *names, size_t *count, struct gl_layer_name name)
{
    for (size_t i = 0; i < *count; i++) {
        if (strcmp(names[i].layer, name.layer) == 0) {
            return;
        }
    }
    if (*count < GL_DOCUMENT_LAYERS) {
        names[(*count)++] = name;
    }
}

/* The layers that the stages read, and marked boilerplate, which is hidden from them. */
static void plan_reads(struct gl_plan *plan, const char *renamed)
{
    for (size_t i = 0; i < plan->needs.count; i++) {
        for (const char *const *name = plan->needs.items[i]->reads; name && *name; name++) {
            bool own = strcmp(*name, plan->stage->layer) == 0;
            add_name(plan->reads, &plan->record.layer_count,
                     (struct gl_layer_name){*name, own ? renamed : NULL});
        }
    }
    add_name(plan->reads, &plan->record.layer_count, (struct gl_layer_name){"boilerplate", NULL});
    plan->record.layers = plan->reads;
}

static void plan_writes(struct gl_plan *plan, const char *renamed)
{
    for (const char *const *name = plan->stage->produces; *name; name++) {
        bool own = strcmp(*name, plan->stage->layer) == 0;
        add_name(plan->writes, &plan->write_count,
                 (struct gl_layer_name){*name, own ? renamed : NULL});
    }
    if (plan->explain) {
        add_name(plan->writes, &plan->write_count, (struct gl_layer_name){"language", NULL});
    }
}

void gl_plan_init(struct gl_plan *plan, const struct gl_stage *stage, const void *settings,
                  struct gl_rulebook *rulebook, const struct gl_request *request)
{
    *plan = (struct gl_plan){.stage = stage,
                             .settings = settings,
                             .needs = gl_stage_needs(stage),
                             .rulebook = rulebook,
                             .to_jsonl = true};
    if (request) {
        plan->language = request->language;
        plan->explain = request->explain;
        plan->record.text_field = request->text_field;
        plan->record.id_field = request->id_field;
        plan->record.language_field = request->language_field;
        plan->record.date_field = request->date_field;
        plan->record.annotations_field = request->annotations_field;
        plan->record.unit_given = request->offsets >= 0;
        plan->record.unit = request->offsets >= 0 ? (enum gl_unit)request->offsets : 0;
    }
    plan_reads(plan, request ? request->layer : NULL);
    plan_writes(plan, request ? request->layer : NULL);
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

/* What the stages of one document share: the filter's own one may say where it wants the others'
 * layers. */
struct course {
    const struct gl_plan *plan;
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
    bool own = stage == plan->stage;
    *input = (struct gl_stage_input){
        .document = gl_record_document(course->record),
        .rules = gl_rulebook_select(plan->rulebook, stage->layer, course->language),
        .matcher = course->matcher,
        .settings = own ? plan->settings : NULL,
        .explain = own && plan->explain,
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

/* Lets the filter's own stage say where it wants what is computed for it. */
static enum galley_status prepare(struct course *course)
{
    struct gl_stage_input input;
    const struct gl_stage *stage = course->plan->stage;
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

enum galley_status gl_plan_run(const struct gl_plan *plan, struct gl_record *record,
                               struct gl_matcher *matcher, struct gl_text language,
                               const struct gl_trace *trace)
{
    const struct gl_document *document = gl_record_document(record);
    struct course course = {
        .plan = plan, .record = record, .matcher = matcher, .language = language, .trace = trace};
    enum galley_status status = GALLEY_OK;
    for (size_t i = 0; i < plan->needs.count && status == GALLEY_OK; i++) {
        const struct gl_stage *stage = plan->needs.items[i];
        bool own = stage == plan->stage;
        if (!own && gl_document_find(document, stage->layer)) {
            continue;
        }
        if (!own && !course.limited) {
            status = prepare(&course);
        }
        if (status == GALLEY_OK) {
            status = run_stage(&course, stage);
        }
    }
    return status;
}
