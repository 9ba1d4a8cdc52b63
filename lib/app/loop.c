#include "app/loop.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* State of a run. */
struct run {
    struct gl_loop *loop;
    struct gl_worker *worker;
    struct gl_result result;
    bool records;     /* JSON Lines on both sides: bad records can pass */
    bool flush_often; /* --line-buffered, or a person watches */
    bool border_owed; /* the last document came without the border that parts it from the next */
    bool stopped;
};

static void write_text(struct run *run, struct gl_text text)
{
    gl_sink_write(run->loop->sink, text.bytes, text.length);
}

/* A bad record: said, counted, and passed, skipped or the end, as --bad has it. */
static void meet_bad(struct run *run, const struct gl_raw *raw, const struct galley_error *error)
{
    struct gl_status *status = run->loop->status;
    int choice = run->loop->request->bad;
    gl_status_say(status, error);
    if (choice == GL_BAD_FAIL) {
        gl_status_raise(status, GL_EXIT_COULD_NOT);
        run->stopped = true;
        return;
    }
    bool pass = choice != GL_BAD_SKIP && run->records;
    bool as_chosen = choice == GL_BAD_SKIP || (choice == GL_BAD_PASS && run->records);
    gl_status_raise(status, as_chosen ? GL_EXIT_DONE : GL_EXIT_BAD_RECORDS);
    if (pass) {
        write_text(run, raw->bytes);
        write_text(run, raw->ending.length > 0 ? raw->ending : (struct gl_text){"\n", 1});
    }
}

/* A piece of a document that is longer than --max-document. */
static void meet_too_long(struct run *run, const struct gl_raw *raw)
{
    struct galley_error error;
    if (!raw->first) { // said already; the later pieces follow the first
        if (run->records && run->loop->request->bad != GL_BAD_SKIP) {
            write_text(run, raw->bytes);
            write_text(run, raw->ending);
        }
        return;
    }
    gl_error_set(&error, GALLEY_BAD_RECORD, raw->file, raw->line, 0,
                 "longer than %zu bytes, the limit of --max-document",
                 run->loop->request->max_document);
    struct gl_raw piece = *raw;
    if (!raw->last) {
        piece.ending = (struct gl_text){"", 0};
    }
    meet_bad(run, &piece, &error);
}

/* What ends a document in the output. */
static void write_end(struct run *run, const struct gl_raw *raw)
{
    const struct gl_request *request = run->loop->request;
    if (run->loop->plan->to_jsonl) {
        bool as_it_was = raw->kind == GL_RAW_RECORD && raw->ending.length > 0;
        write_text(run, as_it_was ? raw->ending : (struct gl_text){"\n", 1});
    } else if (raw->kind == GL_RAW_TEXT && raw->ending.length > 0) {
        write_text(run, raw->ending);
    } else {
        run->border_owed = request->null_ended || request->separator;
    }
}

/* The border before a document whose forerunner had none of its own. */
static void write_owed_border(struct run *run)
{
    const char *separator = run->loop->request->separator;
    if (!run->border_owed) {
        return;
    }
    run->border_owed = false;
    if (separator) {
        write_text(run, (struct gl_text){separator, strlen(separator)});
        write_text(run, (struct gl_text){"\n", 1});
    } else {
        write_text(run, (struct gl_text){"\0", 1});
    }
}

static void meet_document(struct run *run, const struct gl_raw *raw)
{
    struct gl_result *result = &run->result;
    gl_worker_run(run->worker, run->loop->plan, raw, result);
    gl_status_notes(run->loop->status, &result->notes);
    if (result->status == GALLEY_BAD_RECORD) {
        meet_bad(run, raw, &result->error);
        return;
    }
    if (result->status != GALLEY_OK) {
        gl_status_fail(run->loop->status, &result->error);
        run->stopped = true;
        return;
    }
    write_owed_border(run);
    size_t count = gl_pieces_count(&result->out);
    for (size_t i = 0; i < count; i++) {
        struct gl_view piece = gl_pieces_at(&result->out, i);
        gl_sink_write(run->loop->sink, piece.bytes, piece.length);
    }
    write_end(run, raw);
    if (run->loop->cuts) {
        gl_sink_write(run->loop->cuts, result->cuts.bytes, result->cuts.length);
    }
}

/* Stops when the output can take no more. */
static void look_at_sink(struct run *run, struct gl_sink *sink)
{
    struct galley_error error;
    if (!sink || run->stopped || gl_sink_status(sink, &error) == GALLEY_OK) {
        return;
    }
    gl_status_fail(run->loop->status, &error);
    if (gl_sink_errno(sink) == EPIPE) {
        gl_status_raise(run->loop->status, GL_EXIT_PIPE);
    }
    run->stopped = true;
}

static void meet(struct run *run, const struct gl_raw *raw)
{
    switch (raw->kind) {
    case GL_RAW_BLANK:
        if (run->records) {
            write_text(run, raw->bytes);
            write_text(run, raw->ending);
        }
        break;
    case GL_RAW_TOO_LONG:
        meet_too_long(run, raw);
        break;
    case GL_RAW_RECORD:
    case GL_RAW_TEXT:
        meet_document(run, raw);
        break;
    }
    if (run->flush_often || gl_reader_waits(run->loop->reader)) {
        gl_sink_flush(run->loop->sink);
    }
    look_at_sink(run, run->loop->sink);
    look_at_sink(run, run->loop->cuts);
}

/* Input that cannot be read: said; the other files are still worth reading. */
static void meet_input_error(struct run *run, enum galley_status status,
                             const struct galley_error *error)
{
    gl_status_fail(run->loop->status, error);
    if (status != GALLEY_IO) {
        run->stopped = true;
    }
}

/* The formats of both sides, when the first bytes are known. */
static void settle_formats(struct run *run)
{
    struct galley_error error;
    enum gl_format from = GL_FORMAT_TEXT;
    enum galley_status status = gl_reader_format(run->loop->reader, &from, &error);
    if (status != GALLEY_OK) {
        meet_input_error(run, status, &error);
    }
    int to = run->loop->request->to == GL_FORMAT_AUTO ? (int)from : run->loop->request->to;
    run->loop->plan->to_jsonl = to == GL_FORMAT_JSONL;
    run->records = from == GL_FORMAT_JSONL && to == GL_FORMAT_JSONL;
}

static void run_all(struct run *run)
{
    struct galley_error error;
    struct gl_raw raw;
    bool more = true;
    settle_formats(run);
    while (!run->stopped && more) {
        enum galley_status status = gl_reader_next(run->loop->reader, &raw, &more, &error);
        if (status != GALLEY_OK) {
            meet_input_error(run, status, &error);
            more = true;
        } else if (more) {
            meet(run, &raw);
        }
    }
    gl_sink_flush(run->loop->sink);
    look_at_sink(run, run->loop->sink);
}

void gl_loop_run(struct gl_loop *loop)
{
    struct run run = {.loop = loop, .worker = gl_worker_new(), .result = {.out = GL_PIECES}};
    struct galley_error error;
    run.flush_often = loop->request->line_buffered || isatty(STDOUT_FILENO);
    if (run.worker) {
        run_all(&run);
    } else {
        gl_error_set(&error, GALLEY_NO_MEMORY, NULL, 0, 0, "out of memory");
        gl_status_fail(loop->status, &error);
    }
    gl_worker_free(run.worker);
    gl_result_release(&run.result);
}
