#include "tables/runs.h"

#include <stdlib.h>

/* A source with its next row, in the heap. */
struct head {
    const struct gl_row_source *source;
    size_t number; // earlier documents first
    struct gl_row_of_lines row;
};

static bool is_before(const struct head *a, const struct head *b)
{
    int order = gl_row_compare(&a->row, &b->row);
    return order < 0 || (order == 0 && a->number < b->number);
}

/* Restores the order of the heap below `at`. */
static void sink(struct head **heap, size_t count, size_t at)
{
    for (;;) {
        size_t least = at;
        for (size_t child = 2 * at + 1; child <= 2 * at + 2 && child < count; child++) {
            least = is_before(heap[child], heap[least]) ? child : least;
        }
        if (least == at) {
            return;
        }
        struct head *moved = heap[at];
        heap[at] = heap[least];
        heap[least] = moved;
        at = least;
    }
}

/* The heap's first head gets its next row, or leaves. */
static enum galley_status advance(struct head **heap, size_t *count, struct galley_error *error)
{
    struct head *first = heap[0];
    bool more;
    enum galley_status status =
        first->source->next(first->source->context, &first->row, &more, error);
    if (status == GALLEY_OK && !more) {
        heap[0] = heap[--*count];
    }
    sink(heap, *count, 0);
    return status;
}

static enum galley_status drain(struct head **heap, size_t count, gl_row_put *put, void *context,
                                struct galley_error *error)
{
    struct gl_row_sum sum = {0};
    bool begun = false;
    enum galley_status status = GALLEY_OK;
    while (count > 0 && status == GALLEY_OK) {
        const struct gl_row_of_lines *row = &heap[0]->row;
        if (begun && gl_row_compare(&sum.row, row) == 0) {
            gl_row_sum_add(&sum, row);
        } else {
            if (begun) {
                put(context, &sum.row);
            }
            gl_row_sum_begin(&sum, row);
            begun = true;
        }
        status = sum.id.failed || sum.sample.failed || sum.site_name.failed ? GALLEY_NO_MEMORY
                                                                            : GALLEY_OK;
        if (status == GALLEY_OK) {
            status = advance(heap, &count, error);
        }
    }
    if (begun && status == GALLEY_OK) {
        put(context, &sum.row);
    }
    gl_row_sum_release(&sum);
    return status;
}

/* Merges the sources from number `from` on, which are closed. */
static enum galley_status merge(struct gl_runs *runs, size_t from, gl_row_put *put, void *context,
                                struct galley_error *error)
{
    const struct gl_leveled_source *items = runs->items.items;
    size_t all = runs->items.count - from, count = 0;
    struct head *heads = calloc(all + 1, sizeof *heads);
    struct head **heap = calloc(all + 1, sizeof *heap);
    enum galley_status status = heads == NULL || heap == NULL ? GALLEY_NO_MEMORY : GALLEY_OK;
    for (size_t i = 0; i < all && status == GALLEY_OK; i++) {
        struct head *head = &heads[count];
        bool more;
        *head = (struct head){.source = &items[from + i].source, .number = i};
        status = head->source->next(head->source->context, &head->row, &more, error);
        if (status == GALLEY_OK && more) {
            heap[count] = head;
            count++;
        }
    }
    for (size_t i = count; i-- > 0 && status == GALLEY_OK;) {
        sink(heap, count, i);
    }
    status = status == GALLEY_OK ? drain(heap, count, put, context, error) : status;
    if (status == GALLEY_NO_MEMORY) {
        gl_error_set(error, GALLEY_NO_MEMORY, NULL, 0, 0, "out of memory");
    }
    free(heads);
    free(heap);
    for (; runs->items.count > from; runs->items.count--) {
        const struct gl_row_source *source = &items[runs->items.count - 1].source;
        source->close(source->context);
    }
    return status;
}

static void put_into_run(void *context, const struct gl_row_of_lines *row)
{
    gl_run_write(context, row);
}

/* Number of the first of the last sources that have the level of the last one. */
static size_t first_of_level(const struct gl_runs *runs)
{
    const struct gl_leveled_source *items = runs->items.items;
    size_t from = runs->items.count;
    while (from > 0 && items[from - 1].level == items[runs->items.count - 1].level) {
        from--;
    }
    return from;
}

static enum galley_status push(struct gl_runs *runs, struct gl_row_source source, unsigned level,
                               struct galley_error *error)
{
    struct gl_leveled_source *item = gl_array_push(&runs->items);
    if (item == NULL) {
        source.close(source.context);
        return gl_error_set(error, GALLEY_NO_MEMORY, NULL, 0, 0, "out of memory");
    }
    *item = (struct gl_leveled_source){source, level};
    return GALLEY_OK;
}

enum galley_status gl_runs_add(struct gl_runs *runs, struct gl_row_source source,
                               struct galley_error *error)
{
    unsigned level = 0;
    enum galley_status status = push(runs, source, level, error);
    while (status == GALLEY_OK && runs->items.count - first_of_level(runs) == GL_RUNS_MERGED) {
        struct gl_run *run;
        struct gl_row_source merged;
        status = gl_run_new(runs->folder, &run, error);
        if (status != GALLEY_OK) {
            break;
        }
        status = merge(runs, first_of_level(runs), put_into_run, run, error);
        struct galley_error other;
        enum galley_status closed =
            gl_run_source(run, &merged, status == GALLEY_OK ? error : &other);
        if (closed == GALLEY_OK && status != GALLEY_OK) {
            merged.close(merged.context);
        }
        status = status == GALLEY_OK ? closed : status;
        level++;
        status = status == GALLEY_OK ? push(runs, merged, level, error) : status;
    }
    return status;
}

enum galley_status gl_runs_merge(struct gl_runs *runs, gl_row_put *put, void *context,
                                 struct galley_error *error)
{
    return merge(runs, 0, put, context, error);
}

void gl_runs_release(struct gl_runs *runs)
{
    struct gl_leveled_source *items = runs->items.items;
    for (size_t i = 0; i < runs->items.count; i++) {
        items[i].source.close(items[i].source.context);
    }
    gl_array_release(&runs->items);
}
