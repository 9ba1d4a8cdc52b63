#include "app/loop.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "app/crew.h"

/* State of a run; what changes is changed by whoever puts out. */
struct run {
    const struct gl_loop *loop;
    struct gl_job_frame frame;
    bool border_owed; /* the last document came without the border that parts it from the next */
    bool stopped;
};

static struct gl_text part_of(struct gl_text text, size_t start, size_t end)
{
    return (struct gl_text){text.bytes + start, end - start};
}

/* Messages, without those about limits that were told already. */
static void put_messages(struct run *run, struct gl_job *job)
{
    if (job->messages.length == 0) {
        return;
    }
    struct gl_text all = {job->messages.bytes, job->messages.length};
    size_t from = 0;
    for (size_t i = 0; i < job->limits.count; i++) {
        const struct gl_job_limit *limit = &GL_AT(job->limits, struct gl_job_limit, i);
        if (!gl_matcher_tell(limit->limit)) {
            gl_status_put(run->loop->status, part_of(all, from, limit->start));
            from = limit->end;
        }
    }
    gl_status_put(run->loop->status, part_of(all, from, all.length));
    gl_buffer_reset(&job->messages);
    gl_array_reset(&job->limits);
}

static void put_border(struct run *run)
{
    struct gl_pieces border = GL_PIECES;
    gl_job_border(&run->frame, &border);
    gl_sink_pieces(run->loop->sink, &border);
    gl_pieces_release(&border);
}

static void put_documents(struct run *run, struct gl_job *job)
{
    if (job->begun && run->border_owed) {
        put_border(run);
        run->border_owed = false;
    }
    gl_sink_pieces(run->loop->sink, &job->result.out);
    gl_pieces_reset(&job->result.out);
    if (run->loop->cuts) {
        gl_sink_write(run->loop->cuts, job->result.cuts.bytes, job->result.cuts.length);
    }
    gl_buffer_reset(&job->result.cuts);
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

/* Input that cannot be read: said; the other files are still worth reading. */
static void meet_input_error(struct run *run, enum galley_status status,
                             const struct galley_error *error)
{
    if (status != GALLEY_OK) {
        gl_status_fail(run->loop->status, error);
        run->stopped |= status != GALLEY_IO;
    }
}

static void count(struct run *run, const struct gl_job *job)
{
    struct gl_stats *stats = run->loop->stats;
    gl_counts_add(&stats->counts, &job->counts);
    gl_tally_merge(&stats->spans, &job->result.spans);
    gl_progress_show(run->loop->progress, job->batch.taken, stats->counts.records);
}

/* What a job holds goes out; a job's end is also where the input may have to be waited for. */
static bool put(void *context, struct gl_job *job, bool whole)
{
    struct run *run = context;
    put_messages(run, job);
    if (whole && job->stops) {
        gl_status_fail(run->loop->status, &job->error);
        run->stopped = true;
    }
    put_documents(run, job);
    if (whole) {
        gl_status_raise(run->loop->status, job->exit_status);
        run->border_owed = job->begun ? job->border_owed : run->border_owed;
        gl_sink_flush(run->loop->sink);
    }
    look_at_sink(run, run->loop->sink);
    look_at_sink(run, run->loop->cuts);
    if (whole && !run->stopped) {
        meet_input_error(run, job->batch.status, &job->batch.error);
    }
    if (whole) {
        count(run, job);
    }
    return !run->stopped;
}

/* The formats of both sides, when the first bytes are known. */
static void settle_formats(struct run *run)
{
    struct galley_error error;
    enum gl_format from = GL_FORMAT_TEXT;
    enum galley_status status = gl_reader_format(run->loop->reader, &from, &error);
    meet_input_error(run, status, &error);
    int to = run->loop->request->to == GL_FORMAT_AUTO ? (int)from : run->loop->request->to;
    run->loop->plan->to_jsonl = to == GL_FORMAT_JSONL;
    run->frame.records = from == GL_FORMAT_JSONL && to == GL_FORMAT_JSONL;
}

static void no_memory(const struct gl_loop *loop)
{
    struct galley_error error;
    gl_error_set(&error, GALLEY_NO_MEMORY, NULL, 0, 0, "out of memory");
    gl_status_fail(loop->status, &error);
}

void gl_loop_run(const struct gl_loop *loop)
{
    struct run run = {.loop = loop,
                      .frame = {.plan = loop->plan,
                                .request = loop->request,
                                .command = loop->status->command,
                                .counts_rules = loop->counts_rules}};
    const struct gl_crew_settings settings = {
        .workers = loop->workers,
        .reader = loop->reader,
        .frame = &run.frame,
        .put = put,
        .context = &run,
        .stop = loop->stop,
    };
    settle_formats(&run);
    if (!run.stopped && gl_crew_run(&settings) != GALLEY_OK) {
        no_memory(loop);
    }
    gl_sink_flush(loop->sink);
    look_at_sink(&run, loop->sink);
}
