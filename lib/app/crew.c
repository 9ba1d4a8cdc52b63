#include "app/crew.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    AHEAD = 2, /* jobs on their way besides those being run */
    BUDGET_FOR_ALL = 32 * 1024 * 1024,
    BUDGET_FOR_ONE = 1024 * 1024 /* bytes of input */
};

/* A job and where it stands; slots[i] takes the jobs i, i + slot_count, ... */
struct slot {
    struct gl_crew *crew;
    struct gl_job job;
    uint64_t number; // of the job, from 0
    size_t held;     // its part of the budget
    bool done;
};

/* Always true: jobs [due, taken) are on their way, in as many slots; job `due` is the next to be
 * put out. `input` is held while reading, `lock` guards the rest and is never held for long; a
 * thread that has both took `input` first. */
struct gl_crew {
    const struct gl_crew_settings *settings;
    pthread_mutex_t input;
    pthread_mutex_t lock;
    pthread_cond_t changed; // something of what follows
    uint64_t taken;
    uint64_t due;
    size_t held;
    size_t budget;
    bool putting; // a thread puts out the job `due`
    bool over;    // nothing is to be read any more
    bool stopped; // nothing is to be put out any more
    size_t slot_count;
    struct slot *slots;
};

/* ---- turns ---- */

static void stop(struct gl_crew *crew)
{
    crew->over = crew->stopped = true;
    if (crew->settings->stop >= 0) { // wakes the one who waits for input
        (void)!write(crew->settings->stop, "", 1);
    }
    pthread_cond_broadcast(&crew->changed);
}

/* What a job holds goes out, if anything is still wanted. Its turn has come. */
static void put_out(struct slot *slot, bool whole)
{
    struct gl_crew *crew = slot->crew;
    pthread_mutex_lock(&crew->lock);
    bool wanted = !crew->stopped;
    pthread_mutex_unlock(&crew->lock);
    if (wanted && !crew->settings->put(crew->settings->context, &slot->job, whole)) {
        pthread_mutex_lock(&crew->lock);
        stop(crew);
        pthread_mutex_unlock(&crew->lock);
    }
}

/* The drain of a job's output: waits for the job's turn. All before it are then out, and only this
 * thread can put it out. */
static void let_flow(void *context, struct gl_pieces *pieces)
{
    struct slot *slot = context;
    struct gl_crew *crew = slot->crew;
    (void)pieces; // they are the job's
    pthread_mutex_lock(&crew->lock);
    while (crew->due != slot->number || crew->putting) {
        pthread_cond_wait(&crew->changed, &crew->lock);
    }
    pthread_mutex_unlock(&crew->lock);
    put_out(slot, false);
}

/* The job that is done and due, if no other thread has it in hand. */
static struct slot *due_slot(struct gl_crew *crew)
{
    struct slot *slot = &crew->slots[crew->due % crew->slot_count];
    bool ready = !crew->putting && crew->due < crew->taken && slot->done;
    return ready ? slot : NULL;
}

/* A job is done: it goes out with all that waited for it, or is left to whoever puts out the ones
 * before it. */
static void finish(struct slot *slot)
{
    struct gl_crew *crew = slot->crew;
    pthread_mutex_lock(&crew->lock);
    slot->done = true;
    while ((slot = due_slot(crew))) {
        crew->putting = true;
        pthread_mutex_unlock(&crew->lock);
        put_out(slot, true);
        gl_batch_reset(&slot->job.batch); // a huge document's memory is wanted by the next one
        pthread_mutex_lock(&crew->lock);
        crew->putting = false;
        crew->held -= slot->held;
        slot->done = false;
        crew->due++;
        pthread_cond_broadcast(&crew->changed);
    }
    pthread_mutex_unlock(&crew->lock);
}

/* ---- taking ---- */

/* Waits until a job may be read. False when there is none. */
static bool await_room(struct gl_crew *crew)
{
    pthread_mutex_lock(&crew->lock);
    while (!crew->over &&
           (crew->taken - crew->due == crew->slot_count || crew->held > crew->budget)) {
        pthread_cond_wait(&crew->changed, &crew->lock);
    }
    bool over = crew->over;
    pthread_mutex_unlock(&crew->lock);
    return !over;
}

/* Counts a job that was read among those on their way, as soon as the budget allows. */
static void admit(struct gl_crew *crew, struct slot *slot)
{
    size_t size = slot->job.batch.bytes.length;
    pthread_mutex_lock(&crew->lock);
    while (!crew->stopped && crew->held > 0 && crew->held + size > crew->budget) {
        pthread_cond_wait(&crew->changed, &crew->lock);
    }
    slot->number = crew->taken++;
    slot->held = size;
    crew->held += size;
    crew->over |= slot->job.batch.last;
    pthread_mutex_unlock(&crew->lock);
}

/* The next job; NULL when there is none. */
static struct slot *take(struct gl_crew *crew)
{
    struct slot *slot = NULL;
    pthread_mutex_lock(&crew->input);
    if (await_room(crew)) {
        slot = &crew->slots[crew->taken % crew->slot_count]; // only who holds `input` changes taken
        gl_reader_fill(crew->settings->reader, &slot->job.batch);
        admit(crew, slot);
    }
    pthread_mutex_unlock(&crew->input);
    return slot;
}

/* ---- workers ---- */

static void work(struct gl_crew *crew, struct gl_worker *worker)
{
    struct slot *slot;
    while ((slot = take(crew))) {
        gl_job_run(&slot->job, worker, crew->settings->frame);
        finish(slot);
    }
}

static void *work_beside(void *context)
{
    struct gl_crew *crew = context;
    struct gl_worker *worker = gl_worker_new();
    if (worker) { // without memory for it, the others do the work
        work(crew, worker);
    }
    gl_worker_free(worker);
    return NULL;
}

/* Starts as many threads as the system allows, works beside them and waits for their end. */
static void work_together(struct gl_crew *crew, struct gl_worker *worker, pthread_t *threads)
{
    size_t started = 0;
    while (started + 1 < crew->settings->workers &&
           pthread_create(&threads[started], NULL, work_beside, crew) == 0) {
        started++;
    }
    work(crew, worker);
    while (started > 0) {
        pthread_join(threads[--started], NULL);
    }
}

static bool make_slots(struct gl_crew *crew)
{
    crew->slots = calloc(crew->slot_count, sizeof *crew->slots);
    for (size_t i = 0; crew->slots && i < crew->slot_count; i++) {
        struct slot *slot = &crew->slots[i];
        gl_job_init(&slot->job);
        slot->crew = crew;
        slot->job.result.out.drain = let_flow;
        slot->job.result.out.context = slot;
    }
    return crew->slots != NULL;
}

static void release_slots(struct gl_crew *crew)
{
    for (size_t i = 0; crew->slots && i < crew->slot_count; i++) {
        gl_job_release(&crew->slots[i].job);
    }
    free(crew->slots);
}

enum galley_status gl_crew_run(const struct gl_crew_settings *settings)
{
    size_t count = settings->workers;
    struct gl_crew crew = {.settings = settings,
                           .input = PTHREAD_MUTEX_INITIALIZER,
                           .lock = PTHREAD_MUTEX_INITIALIZER,
                           .changed = PTHREAD_COND_INITIALIZER,
                           .budget = BUDGET_FOR_ALL + count * BUDGET_FOR_ONE,
                           .slot_count = count > 1 ? count + AHEAD : 1};
    struct gl_worker *worker = gl_worker_new();
    pthread_t *threads = calloc(count, sizeof *threads);
    bool ready = make_slots(&crew) && worker && threads;
    if (ready) {
        work_together(&crew, worker, threads);
    }
    release_slots(&crew);
    free(threads);
    gl_worker_free(worker);
    return ready ? GALLEY_OK : GALLEY_NO_MEMORY;
}
