/* The inside of the machine: one run, and its stack. For machine.c and machine_spans.c only. */
#ifndef GALLEY_RULES_MACHINE_INTERNAL_H
#define GALLEY_RULES_MACHINE_INTERNAL_H

#include "rules/machine.h"
#include "rules/view.h"

/* What stands on the stack: a way not tried yet, or what a slot held before. */
enum way_kind {
    WAY_ON,    /* go on at `place`, `at` */
    WAY_FEWER, /* fewer characters of the span at `place` than up to `at`, down to `other` */
    WAY_MORE,  /* more characters of the span at `place`, `other` at the most */
    WAY_ROUND, /* one more round of the loop at `place` */
    WAY_SLOT   /* slot `place` held `at` */
};

struct gl_machine_way {
    uint32_t kind;
    uint32_t place;
    uint32_t at;
    uint32_t other;
};

/* One run. */
struct gl_run {
    struct gl_machine *machine;
    struct gl_view view;
    const struct gl_subject *subject;
    const uint32_t *code;
    size_t top; /* of the stack */
    size_t steps;
    enum gl_machine_result result; /* NO while nothing went wrong */
};

static const uint32_t gl_nowhere = UINT32_MAX;

/* Makes the stack larger. False, and the run's result set, when that may not be. */
bool gl_machine_grow(struct gl_run *run);

static inline void gl_push_way(struct gl_run *run, enum way_kind kind, uint32_t place, uint32_t at,
                               uint32_t other)
{
    if (run->top == run->machine->capacity && !gl_machine_grow(run)) {
        return;
    }
    run->machine->ways[run->top++] = (struct gl_machine_way){kind, place, at, other};
}

static inline void gl_save_slot(struct gl_run *run, uint32_t slot, uint32_t at)
{
    if (run->top > 0) { // else no way leads back before this
        gl_push_way(run, WAY_SLOT, slot, run->machine->slots[slot], 0);
    }
    run->machine->slots[slot] = at;
}

/* Takes the span at `place` from `at`; returns where it ends, or gl_nowhere when it is too short.
 */
uint32_t gl_span_take(struct gl_run *run, uint32_t place, uint32_t at);

/* The next end of the span that `way`, which is moved on, holds open (WAY_FEWER, WAY_MORE);
 * gl_nowhere when there is none. *again: there may be one more. */
uint32_t gl_span_again(struct gl_run *run, struct gl_machine_way *way, bool *again);

/* One more round of the loop at *place, or on behind it. */
bool gl_loop_take(struct gl_run *run, uint32_t *place, uint32_t at);

/* Begins the next round of the loop at `place`; returns the place of its body. */
uint32_t gl_loop_round(struct gl_run *run, uint32_t place);

#endif
