/* Repetitions: spans of characters, and loops that count. */
#include "rules/machine_internal.h"

static const struct gl_span_code *span_at(const struct gl_run *run, uint32_t place)
{
    return (const struct gl_span_code *)(const void *)(run->code + place + 1);
}

/* Can what follows the span begin at `at`? */
static inline bool may_end(const struct gl_run *run, const struct gl_span_code *span, uint32_t at)
{
    return !span->sure ||
           (at < run->view.length && gl_short_has(&span->next, (unsigned char)run->view.bytes[at]));
}

/* The last end of the span at or before `at` and not before `least`; gl_nowhere when there is none.
 */
static uint32_t fewer(struct gl_run *run, const struct gl_span_code *span, uint32_t at,
                      uint32_t least)
{
    while (!may_end(run, span, at)) {
        if (at <= least) {
            return gl_nowhere;
        }
        at = gl_view_before(&run->view, at);
        run->steps++;
    }
    return at;
}

/* The next end of the lazy span of `way`, which is moved on; gl_nowhere when there is none. */
static uint32_t more(struct gl_run *run, struct gl_machine_way *way)
{
    const struct gl_span_code *span = span_at(run, way->place);
    while (way->other > 0) {
        uint32_t next = gl_view_take(&run->view, span->set, way->at);
        if (next == way->at) {
            break;
        }
        way->at = next;
        way->other--;
        run->steps++;
        if (may_end(run, span, next)) {
            return next;
        }
    }
    return gl_nowhere;
}

uint32_t gl_span_take(struct gl_run *run, uint32_t place, uint32_t at)
{
    const struct gl_span_code *span = span_at(run, place);
    uint32_t mode = run->code[place] >> 8;
    uint32_t least_end = at;
    uint32_t wanted = mode == GL_REPEAT_LAZY ? span->least : span->most;
    uint32_t count = 0;
    for (; count < wanted; count++) {
        uint32_t next = gl_view_take(&run->view, span->set, at);
        if (next == at) {
            break;
        }
        at = next;
        least_end = count + 1 == span->least ? at : least_end;
    }
    run->steps += count;
    if (count < span->least) {
        return gl_nowhere;
    }
    if (mode == GL_REPEAT_GREEDY) {
        at = fewer(run, span, at, least_end);
        if (at != gl_nowhere && at > least_end) {
            gl_push_way(run, WAY_FEWER, place, at, least_end);
        }
    } else if (mode == GL_REPEAT_LAZY && span->most > span->least) {
        gl_push_way(run, WAY_MORE, place, at,
                    span->most == GL_REPEAT_ENDLESS ? UINT32_MAX : span->most - span->least);
    }
    return at;
}

uint32_t gl_span_again(struct gl_run *run, struct gl_machine_way *way, bool *again)
{
    if (way->kind == WAY_MORE) {
        uint32_t next = more(run, way);
        *again = way->other > 0;
        return next;
    }
    uint32_t one_less = gl_view_before(&run->view, way->at);
    way->at = fewer(run, span_at(run, way->place), one_less, way->other);
    *again = way->at != gl_nowhere && way->at > way->other;
    return way->at;
}

uint32_t gl_loop_round(struct gl_run *run, uint32_t place)
{
    const struct gl_loop_code *head =
        (const struct gl_loop_code *)(const void *)(run->code + place + 1);
    gl_save_slot(run, head->slot, run->machine->slots[head->slot] + 1);
    return place + 1 + GL_LOOP_WORDS;
}

bool gl_loop_take(struct gl_run *run, uint32_t *place, uint32_t at)
{
    uint32_t mode = run->code[*place] >> 8;
    const struct gl_loop_code *head =
        (const struct gl_loop_code *)(const void *)(run->code + *place + 1);
    uint32_t count = run->machine->slots[head->slot];
    unsigned char byte = at < run->view.length ? (unsigned char)run->view.bytes[at] : 0;
    bool begins = gl_short_has(&head->bytes, byte);
    bool enough = count >= head->least;
    if (enough && (count >= head->most || !begins)) {
        *place = head->behind;
        return true;
    }
    if (enough && mode == GL_REPEAT_LAZY) {
        gl_push_way(run, WAY_ROUND, *place, at, 0);
        *place = head->behind;
        return true;
    }
    if (enough) {
        gl_push_way(run, WAY_ON, head->behind, at, 0);
    }
    *place = gl_loop_round(run, *place);
    return true;
}
