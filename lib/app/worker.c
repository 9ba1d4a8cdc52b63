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

void gl_result_release(struct gl_result *result)
{
    gl_pieces_release(&result->out);
    gl_buffer_release(&result->notes);
    gl_buffer_release(&result->cuts);
    gl_tally_release(&result->spans);
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

/* The stages on the document, with somebody listening. */
static enum galley_status run_stages(struct gl_worker *worker, const struct gl_plan *plan,
                                     const struct gl_raw *raw, struct gl_result *result)
{
    const char *how = NULL;
    struct gl_document *document = gl_record_document(worker->record);
    struct gl_text language = gl_plan_language(plan, document, &how);
    worker->explanation.shows = plan->explain && !plan->to_jsonl;
    worker->explanation.keeps = plan->list_cuts;
    worker->explanation.tally = result->counts_rules ? &result->spans : NULL;
    worker->explanation.layer = plan->stage->layer;
    gl_explanation_begin(&worker->explanation, raw, document, &result->notes);
    if (plan->explain) {
        gl_explain_language(&worker->explanation, document, language, how);
    }
    struct gl_trace trace = gl_explanation_trace(&worker->explanation);
    return gl_plan_run(plan, worker->record, worker->matcher, language, &trace);
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
    for (size_t i = 0; i < publication.cut_count; i++) {
        result->removed += gl_span_length(publication.cuts[i]);
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

static enum galley_status no_memory(const struct gl_raw *raw, struct gl_result *result)
{
    return gl_error_set(&result->error, GALLEY_NO_MEMORY, raw->file, raw->line, 0, "out of memory");
}

enum galley_status gl_worker_run(struct gl_worker *worker, const struct gl_plan *plan,
                                 const struct gl_raw *raw, struct gl_result *result)
{
    gl_buffer_reset(&result->notes);
    enum galley_status status = take_in(worker, plan, raw, result);
    if (status == GALLEY_OK) {
        status = run_stages(worker, plan, raw, result);
    }
    bool ran_out = result->notes.failed || worker->explanation.failed;
    return status == GALLEY_NO_MEMORY || ran_out ? no_memory(raw, result) : status;
}

enum galley_status gl_worker_write(struct gl_worker *worker, const struct gl_plan *plan,
                                   const struct gl_raw *raw, struct gl_result *result)
{
    enum galley_status status = give_out(worker, plan, result);
    bool ran_out = gl_pieces_failed(&result->out) || result->cuts.failed;
    return status == GALLEY_NO_MEMORY || ran_out ? no_memory(raw, result) : status;
}

struct gl_compiled *gl_worker_limit(struct gl_worker *worker, struct galley_error *error)
{
    return gl_matcher_limit(worker->matcher, error);
}
