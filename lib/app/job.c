#include "app/job.h"

#include <string.h>

#include "app/status.h"

void gl_job_init(struct gl_job *job)
{
    *job = (struct gl_job){
        .batch = GL_BATCH,
        .result = {.out = GL_PIECES},
        .limits = GL_ARRAY(struct gl_job_limit),
    };
}

void gl_job_release(struct gl_job *job)
{
    gl_batch_release(&job->batch);
    gl_result_release(&job->result);
    gl_buffer_release(&job->messages);
    gl_array_release(&job->limits);
}

/* A job that is being run. */
struct running {
    struct gl_job *job;
    const struct gl_job_frame *frame;
    struct gl_worker *worker;
};

static void put(struct running *running, struct gl_text text)
{
    gl_pieces_borrow(&running->job->result.out, text.bytes, text.length);
}

static void raise_status(struct gl_job *job, int exit_status)
{
    if (exit_status > job->exit_status) {
        job->exit_status = exit_status;
    }
}

/* The end: the error is kept as it is, because there may be no memory for a message. */
static void fail(struct gl_job *job, const struct galley_error *error)
{
    job->error = *error;
    job->stops = true;
}

/* A bad record, or a piece of one: `passes`, which are its own bytes, or the worker's. */
static void pass(struct running *running, const struct gl_raw *raw, struct gl_text passes)
{
    if (passes.bytes == raw->bytes.bytes) {
        put(running, passes);
    } else {
        gl_pieces_copy(&running->job->result.out, passes.bytes, passes.length);
    }
    if (raw->kind != GL_RAW_TOO_LONG || raw->last) {
        put(running, raw->ending.length > 0 ? raw->ending : (struct gl_text){"\n", 1});
    }
}

/* A bad record: said, counted, and passed, skipped or the end, as --bad has it. */
static void meet_bad(struct running *running, const struct gl_raw *raw, struct gl_text passes,
                     const struct galley_error *error)
{
    int choice = running->frame->request->bad;
    running->job->counts.bad_records++;
    bool records = running->frame->records;
    if (choice == GL_BAD_FAIL) {
        fail(running->job, error);
        return;
    }
    gl_status_line(running->frame->command, error, &running->job->messages);
    bool as_chosen = choice == GL_BAD_SKIP || (choice == GL_BAD_PASS && records);
    raise_status(running->job, as_chosen ? GL_EXIT_DONE : GL_EXIT_BAD_RECORDS);
    if (choice != GL_BAD_SKIP && records) {
        pass(running, raw, passes);
    }
}

/* A piece of a document that is longer than --max-document. */
static void meet_too_long(struct running *running, const struct gl_raw *raw)
{
    const struct gl_request *request = running->frame->request;
    struct galley_error error;
    if (!raw->first) { // said already; the later pieces follow the first
        if (running->frame->records && request->bad != GL_BAD_SKIP) {
            pass(running, raw, raw->bytes);
        }
        return;
    }
    gl_error_set(&error, GALLEY_BAD_RECORD, raw->file, raw->line, 0,
                 "longer than %zu bytes, the limit of --max-document", request->max_document);
    meet_bad(running, raw, raw->bytes, &error);
}

/* What ends a document in the output. */
static void write_end(struct running *running, const struct gl_raw *raw)
{
    const struct gl_request *request = running->frame->request;
    if (running->frame->plan->to_jsonl) {
        bool as_it_was = raw->kind == GL_RAW_RECORD && raw->ending.length > 0;
        put(running, as_it_was ? raw->ending : (struct gl_text){"\n", 1});
    } else if (raw->kind == GL_RAW_TEXT && raw->ending.length > 0) {
        put(running, raw->ending);
    } else {
        running->job->border_owed = request->null_ended || request->separator;
    }
}

/* The border before a document whose forerunner had none of its own. Whether the last job's
 * document had one is known when this job's turn has come. */
static void write_border(struct running *running)
{
    struct gl_job *job = running->job;
    if (job->border_owed) {
        gl_job_border(running->frame, &job->result.out);
    }
    job->border_owed = false;
    job->begun = true;
}

void gl_job_border(const struct gl_job_frame *frame, struct gl_pieces *out)
{
    const char *separator = frame->request->separator;
    if (separator) {
        gl_pieces_borrow(out, separator, strlen(separator));
        gl_pieces_borrow(out, "\n", 1);
    } else {
        gl_pieces_borrow(out, "", 1);
    }
}

static void note_limits(struct running *running)
{
    struct gl_job *job = running->job;
    struct galley_error error;
    struct gl_limit *limit;
    while ((limit = gl_worker_limit(running->worker, &error))) {
        size_t start = job->messages.length;
        gl_status_line(running->frame->command, &error, &job->messages);
        struct gl_job_limit *place = gl_array_push(&job->limits);
        if (place) {
            *place = (struct gl_job_limit){limit, start, job->messages.length};
        }
    }
}

static void meet_document(struct running *running, const struct gl_raw *raw)
{
    const struct gl_job_frame *frame = running->frame;
    struct gl_job *job = running->job;
    struct gl_result *result = &job->result;
    enum galley_status status = gl_worker_run(running->worker, frame->plan, raw, result);
    gl_status_notes(frame->command, &result->notes, &job->messages);
    note_limits(running);
    if (status == GALLEY_BAD_RECORD) {
        meet_bad(running, raw, result->passes, &result->error);
        return;
    }
    if (status == GALLEY_OK) {
        write_border(running);
        status = gl_worker_write(running->worker, frame->plan, raw, result);
    }
    if (status == GALLEY_OK) {
        write_end(running, raw);
    } else {
        fail(job, &result->error);
    }
}

static void count(struct gl_counts *counts, const struct gl_raw *raw)
{
    bool begins = raw->kind != GL_RAW_BLANK && (raw->kind != GL_RAW_TOO_LONG || raw->first);
    counts->records += begins;
    counts->bytes_in += raw->bytes.length + raw->ending.length;
}

static void meet(struct running *running, const struct gl_raw *raw)
{
    count(&running->job->counts, raw);
    switch (raw->kind) {
    case GL_RAW_BLANK:
        if (running->frame->records) {
            put(running, raw->bytes);
            put(running, raw->ending);
        }
        break;
    case GL_RAW_TOO_LONG:
        meet_too_long(running, raw);
        break;
    case GL_RAW_RECORD:
    case GL_RAW_TEXT:
        meet_document(running, raw);
        break;
    }
}

/* What lies about from the batch before. */
static void begin(struct gl_job *job)
{
    gl_pieces_reset(&job->result.out);
    gl_buffer_reset(&job->result.cuts);
    gl_buffer_reset(&job->messages);
    gl_array_reset(&job->limits);
    gl_tally_reset(&job->result.spans);
    job->result.removed = 0;
    job->counts = (struct gl_counts){0};
    job->exit_status = GL_EXIT_DONE;
    job->begun = job->border_owed = job->stops = false;
}

static bool ran_out(const struct gl_job *job)
{
    const struct gl_result *result = &job->result;
    return gl_pieces_failed(&result->out) || result->cuts.failed || result->spans.failed ||
           job->messages.failed;
}

void gl_job_run(struct gl_job *job, struct gl_worker *worker, const struct gl_job_frame *frame)
{
    struct running running = {job, frame, worker};
    struct galley_error error;
    begin(job);
    job->result.counts_rules = frame->counts_rules;
    for (size_t i = 0; i < job->batch.raws.count && !job->stops; i++) {
        const struct gl_raw *raw = &GL_AT(job->batch.raws, struct gl_raw, i);
        meet(&running, raw);
        if (!job->stops && ran_out(job)) {
            gl_error_set(&error, GALLEY_NO_MEMORY, raw->file, raw->line, 0, "out of memory");
            fail(job, &error);
        }
    }
    job->counts.removed = job->result.removed;
}
