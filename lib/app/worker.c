#include "app/worker.h"

#include <stdlib.h>
#include <string.h>

#include "app/explain.h"
#include "rules/matcher.h"

struct gl_worker {
    struct gl_record *record;
    struct gl_matcher *matcher;
    struct gl_explanation explanation;
    struct gl_plan_layers pending; /* layers of steps that do not stand in the record yet */
    struct gl_text language;       /* of the document */
    const char *language_how;      /* NULL: not known yet */
    struct gl_pieces piped;        /* a record between two steps of a pipe, */
    struct gl_buffer made[2];      /* and in one */
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
    worker->piped = GL_PIECES;
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
        gl_pieces_release(&worker->piped);
        gl_buffer_release(&worker->made[0]);
        gl_buffer_release(&worker->made[1]);
        free(worker);
    }
}

/* Raw bytes to the document. */
static enum galley_status take_in(struct gl_worker *worker, const struct gl_plan *plan,
                                  const struct gl_raw *raw, struct gl_result *result)
{
    size_t replaced = 0;
    if (raw->kind == GL_RAW_RECORD) {
        return gl_record_parse(worker->record, raw, &plan->reads[0].record, &result->error);
    }
    if (!plan->to_jsonl) {
        return gl_record_plain(worker->record, raw, &replaced, &result->error);
    }
    enum galley_status status =
        gl_record_from_text(worker->record, raw, &plan->reads[0].record, &replaced, &result->error);
    if (status == GALLEY_OK && replaced > 0) {
        gl_explain_repaired(raw, replaced, &result->notes);
    }
    return status;
}

/* ---- the steps on the document ---- */

/* The document's language, which is asked for again when its text has changed. */
static struct gl_text language_of(struct gl_worker *worker, const struct gl_plan *plan)
{
    if (!worker->language_how) {
        worker->language =
            gl_plan_language(plan, gl_record_document(worker->record), &worker->language_how);
    }
    return worker->language;
}

/* A step, with somebody listening. */
static enum galley_status run_step(struct gl_worker *worker, const struct gl_plan *plan,
                                   const struct gl_plan_step *step, const struct gl_raw *raw,
                                   struct gl_result *result)
{
    struct gl_document *document = gl_record_document(worker->record);
    struct gl_explanation *explanation = &worker->explanation;
    struct gl_text language = language_of(worker, plan);
    gl_plan_enter(step, document);
    explanation->shows = step->explain && !plan->to_jsonl;
    explanation->keeps = step->list_cuts;
    explanation->tally = result->counts_rules ? &result->spans : NULL;
    explanation->layer = step->stage->layer;
    gl_explanation_begin(explanation, raw, document, &result->notes);
    if (step->explain) {
        gl_explain_language(explanation, document, language, worker->language_how);
    }
    struct gl_trace trace = gl_explanation_trace(explanation);
    enum galley_status status =
        gl_plan_run(plan, step, worker->record, worker->matcher, language, &trace);
    return explanation->failed ? GALLEY_NO_MEMORY : status;
}

/* What the step that was run cuts, and the list of it. */
static void take_cuts(struct gl_worker *worker, const struct gl_plan *plan,
                      const struct gl_plan_step *step, struct gl_publication *what,
                      struct gl_result *result)
{
    const struct gl_document *document = gl_record_document(worker->record);
    const struct gl_layer_name own = {step->stage->layer, NULL};
    what->cuts = NULL;
    what->cut_count = 0;
    if (step->stage->cuts) {
        what->cut_count = step->stage->cuts(document, step->settings, &what->cuts);
    }
    for (size_t i = 0; i < what->cut_count; i++) {
        result->removed += gl_span_length(what->cuts[i]);
    }
    if (step->list_cuts) {
        const struct gl_publication listed = {&own, 1, what->cuts, what->cut_count};
        gl_explain_cuts(&worker->explanation, &listed, plan->record.unit, &result->cuts);
    }
}

/* The step is done: its layers are pending, and `what` says all that are. */
static void leave(struct gl_worker *worker, const struct gl_plan_step *step,
                  struct gl_publication *what)
{
    struct gl_document *document = gl_record_document(worker->record);
    gl_plan_leave(step, document);
    gl_plan_writes(step, document, &worker->pending);
    what->layers = worker->pending.names;
    what->layer_count = worker->pending.count;
}

/* After cuts, and before a step that may cut, the document becomes what the next filter of a pipe
 * would read: with all layers in the record, where cuts find them, and without what is cut. */
static enum galley_status pass_on(struct gl_worker *worker, const struct gl_plan *plan,
                                  size_t index, struct gl_result *result)
{
    struct gl_publication what;
    const struct gl_plan_step *step = &plan->steps[index];
    take_cuts(worker, plan, step, &what, result);
    leave(worker, step, &what);
    if (what.cut_count == 0 && !plan->steps[index + 1].stage->cuts) {
        return GALLEY_OK;
    }
    worker->pending.count = 0;
    worker->language_how = NULL;
    gl_explanation_cut(&worker->explanation, &what);
    return gl_record_renew(worker->record, &what, &plan->reads[index + 1].record, &result->error);
}

static enum galley_status run_steps(struct gl_worker *worker, const struct gl_plan *plan,
                                    const struct gl_raw *raw, struct gl_result *result)
{
    enum galley_status status = GALLEY_OK;
    gl_explanation_reset(&worker->explanation);
    worker->pending.count = 0;
    worker->language_how = NULL;
    for (size_t i = 0; i < plan->count && status == GALLEY_OK; i++) {
        status = run_step(worker, plan, &plan->steps[i], raw, result);
        if (status == GALLEY_OK && i + 1 < plan->count) {
            status = pass_on(worker, plan, i, result);
        }
    }
    return status;
}

/* The document, as the last step left it, to output bytes. */
static enum galley_status give_out(struct gl_worker *worker, const struct gl_plan *plan,
                                   struct gl_pieces *out, struct gl_result *result)
{
    struct gl_document *document = gl_record_document(worker->record);
    const struct gl_plan_step *step = &plan->steps[plan->count - 1];
    struct gl_publication what;
    take_cuts(worker, plan, step, &what, result);
    if (!plan->to_jsonl) {
        step->stage->write_plain(document, step->settings, out);
        return GALLEY_OK;
    }
    leave(worker, step, &what);
    return gl_record_write(worker->record, &what, out);
}

/* ---- as a pipe ---- */

/* A record that some steps take and others call bad: each step reads and writes it by itself, and
 * one to which it is bad lets it pass, as filters in a pipe do. */
static enum galley_status run_piped(struct gl_worker *worker, const struct gl_plan *plan,
                                    const struct gl_raw *raw, struct gl_result *result)
{
    struct gl_plan single;
    struct galley_error first = result->error; // what some step says of it
    struct gl_raw now = *raw;
    for (size_t i = 0; i < plan->count; i++) {
        gl_plan_single(plan, i, &single);
        enum galley_status status = take_in(worker, &single, &now, result);
        if (status == GALLEY_BAD_RECORD) {
            first = result->error;
            continue;
        }
        gl_pieces_reset(&worker->piped);
        status = status == GALLEY_OK ? run_steps(worker, &single, &now, result) : status;
        status = status == GALLEY_OK ? give_out(worker, &single, &worker->piped, result) : status;
        struct gl_buffer *made = &worker->made[i % 2]; // `now` may lie in the other
        gl_buffer_reset(made);
        gl_pieces_gather(&worker->piped, made);
        if (status != GALLEY_OK || made->failed) {
            return GALLEY_NO_MEMORY;
        }
        now.bytes = (struct gl_text){made->bytes, made->length};
    }
    result->passes = now.bytes;
    result->error = first;
    return GALLEY_BAD_RECORD;
}

static enum galley_status no_memory(const struct gl_raw *raw, struct gl_result *result)
{
    return gl_error_set(&result->error, GALLEY_NO_MEMORY, raw->file, raw->line, 0, "out of memory");
}

enum galley_status gl_worker_run(struct gl_worker *worker, const struct gl_plan *plan,
                                 const struct gl_raw *raw, struct gl_result *result)
{
    gl_buffer_reset(&result->notes);
    result->passes = raw->bytes;
    enum galley_status status = take_in(worker, plan, raw, result);
    if (status == GALLEY_OK) {
        status = run_steps(worker, plan, raw, result);
    } else if (status == GALLEY_BAD_RECORD && plan->count > 1 && plan->to_jsonl) {
        status = run_piped(worker, plan, raw, result);
    }
    bool ran_out = result->notes.failed || result->cuts.failed;
    return status == GALLEY_NO_MEMORY || ran_out ? no_memory(raw, result) : status;
}

enum galley_status gl_worker_write(struct gl_worker *worker, const struct gl_plan *plan,
                                   const struct gl_raw *raw, struct gl_result *result)
{
    enum galley_status status = give_out(worker, plan, &result->out, result);
    bool ran_out = gl_pieces_failed(&result->out) || result->cuts.failed;
    return status == GALLEY_NO_MEMORY || ran_out ? no_memory(raw, result) : status;
}

struct gl_limit *gl_worker_limit(struct gl_worker *worker, struct galley_error *error)
{
    return gl_matcher_limit(worker->matcher, error);
}
