#include "app/worker.h"

#include <stdlib.h>
#include <string.h>

#include "app/explain.h"
#include "rules/matcher.h"

struct gl_worker {
    struct gl_record *record;
    struct gl_matcher *matcher;
    struct gl_explanation explanation;
};

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

void gl_result_release(struct gl_result *result)
{
    gl_buffer_release(&result->out);
    gl_buffer_release(&result->notes);
    gl_buffer_release(&result->cuts);
}

static void reset_result(struct gl_result *result)
{
    result->status = GALLEY_OK;
    gl_buffer_reset(&result->out);
    gl_buffer_reset(&result->notes);
    gl_buffer_reset(&result->cuts);
}

struct gl_worker *gl_worker_new(void)
{
    struct gl_worker *worker = calloc(1, sizeof *worker);
    if (!worker) {
        return NULL;
    }
    worker->record = gl_record_new();
    worker->matcher = gl_matcher_new();
    if (!worker->record || !worker->matcher) {
        gl_worker_free(worker);
        return NULL;
    }
    return worker;
}

void gl_worker_free(struct gl_worker *worker)
{
    if (worker) {
        gl_record_free(worker->record);
        gl_matcher_free(worker->matcher);
        gl_explanation_release(&worker->explanation);
        free(worker);
    }
}

/* Raw bytes to the document. */
static enum galley_status take_in(struct gl_worker *worker, const struct gl_plan *plan,
                                  const struct gl_raw *raw, struct gl_result *result)
{
    size_t replaced = 0;
    if (raw->kind == GL_RAW_RECORD) {
        return gl_record_parse(worker->record, raw, &plan->record, &result->error);
    }
    if (!plan->to_jsonl) {
        return gl_record_plain(worker->record, raw, &replaced, &result->error);
    }
    enum galley_status status =
        gl_record_from_text(worker->record, raw, &plan->record, &replaced, &result->error);
    if (status == GALLEY_OK && replaced > 0) {
        gl_explain_repaired(raw, replaced, &result->notes);
    }
    return status;
}

/* The language whose rules run, and how it is known. */
static struct gl_text choose_language(const struct gl_plan *plan,
                                      const struct gl_document *document, const char **how)
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

/* One stage on the document. Its layers are in the document afterwards. */
static enum galley_status run_stage(struct gl_worker *worker, const struct gl_plan *plan,
                                    const struct gl_stage *stage, struct gl_text language)
{
    struct gl_document *document = gl_record_document(worker->record);
    bool own = stage == plan->stage;
    struct gl_trace trace = gl_explanation_trace(&worker->explanation);
    struct gl_stage_input input = {
        .document = document,
        .matcher = worker->matcher,
        .settings = own ? plan->settings : NULL,
        .explain = own && plan->explain,
        .trace = own ? &trace : NULL,
    };
    input.rules = gl_rulebook_select(plan->rulebook, stage->layer, language);
    if (!input.rules || gl_record_hide_marked(worker->record, !stage->sees_marked) != GALLEY_OK) {
        return GALLEY_NO_MEMORY;
    }
    gl_matcher_begin(worker->matcher, document->text.length);
    enum galley_status status = stage->run(&input);
    return gl_matcher_failed(worker->matcher) ? GALLEY_NO_MEMORY : status;
}

/* The stages that the filter requires, where the record does not bring their layers, then its own.
 */
static enum galley_status run_stages(struct gl_worker *worker, const struct gl_plan *plan,
                                     const struct gl_raw *raw, struct gl_result *result)
{
    const char *how = NULL;
    struct gl_document *document = gl_record_document(worker->record);
    struct gl_text language = choose_language(plan, document, &how);
    worker->explanation.shows = plan->explain && !plan->to_jsonl;
    worker->explanation.keeps = plan->list_cuts;
    gl_explanation_begin(&worker->explanation, raw, document, &result->notes);
    if (plan->explain) {
        gl_explain_language(&worker->explanation, document, language, how);
    }
    for (size_t i = 0; i < plan->needs.count; i++) {
        const struct gl_stage *stage = plan->needs.items[i];
        if (stage != plan->stage && gl_document_find(document, stage->layer)) {
            continue;
        }
        enum galley_status status = run_stage(worker, plan, stage, language);
        if (status != GALLEY_OK) {
            return status;
        }
    }
    return GALLEY_OK;
}

/* The document to output bytes. */
static enum galley_status give_out(struct gl_worker *worker, const struct gl_plan *plan,
                                   struct gl_result *result)
{
    struct gl_document *document = gl_record_document(worker->record);
    struct gl_publication publication = {.layers = plan->writes, .layer_count = plan->write_count};
    if (plan->stage->cuts) {
        publication.cut_count = plan->stage->cuts(document, plan->settings, &publication.cuts);
    }
    if (plan->list_cuts) {
        gl_explain_cuts(&worker->explanation, &publication, plan->record.unit, &result->cuts);
    }
    if (plan->to_jsonl) {
        return gl_record_write(worker->record, &publication, &result->out);
    }
    plan->stage->write_plain(document, plan->settings, &result->out);
    return GALLEY_OK;
}

static void note_limits(struct gl_worker *worker, struct gl_result *result)
{
    struct galley_error error;
    char line[1024];
    while (gl_matcher_limit(worker->matcher, &error)) {
        gl_error_format(&error, line, sizeof line);
        gl_buffer_text(&result->notes, line);
        gl_buffer_byte(&result->notes, '\n');
    }
}

void gl_worker_run(struct gl_worker *worker, const struct gl_plan *plan, const struct gl_raw *raw,
                   struct gl_result *result)
{
    reset_result(result);
    enum galley_status status = take_in(worker, plan, raw, result);
    if (status == GALLEY_OK) {
        status = run_stages(worker, plan, raw, result);
    }
    if (status == GALLEY_OK) {
        status = give_out(worker, plan, result);
    }
    note_limits(worker, result);
    if (result->out.failed || result->notes.failed || result->cuts.failed ||
        worker->explanation.failed) {
        status = GALLEY_NO_MEMORY;
    }
    if (status == GALLEY_NO_MEMORY) {
        gl_error_set(&result->error, status, raw->file, raw->line, 0, "out of memory");
    }
    result->status = status;
}
