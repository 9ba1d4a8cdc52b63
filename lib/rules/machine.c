#include "rules/machine.h"

#include <stdlib.h>
#include <string.h>

#include "rules/ruleset_internal.h"
#include "rules/view.h"

enum {
    MAX_STEPS = 2000000, /* of one run: operations, and characters of spans */
    MAX_WAYS = 1 << 18,  /* on the stack */
    FIRST_WAYS = 1024
};

/* What stands on the stack: a way not tried yet, or what a slot held before. */
enum way_kind {
    WAY_ON,    /* go on at `place`, `at` */
    WAY_FEWER, /* the same, and then one character less, down to `other` */
    WAY_MORE,  /* one character more of the span at `place`, `other` times still */
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
struct run {
    struct gl_machine *machine;
    struct gl_view view;
    const struct gl_subject *subject;
    const uint32_t *code;
    size_t top; /* of the stack */
    size_t steps;
    enum gl_machine_result result; /* NO while nothing went wrong */
};

void gl_machine_release(struct gl_machine *machine)
{
    free(machine->ways);
    *machine = (struct gl_machine){.ways = NULL};
}

/* Makes the stack larger. False, and the run's result set, when that may not be. */
static bool grow(struct run *run)
{
    struct gl_machine *machine = run->machine;
    size_t capacity = machine->capacity == 0 ? FIRST_WAYS : 2 * machine->capacity;
    if (capacity > MAX_WAYS) {
        run->result = GL_MACHINE_LIMIT;
        return false;
    }
    struct gl_machine_way *ways = realloc(machine->ways, capacity * sizeof *ways);
    if (ways == NULL) {
        run->result = GL_MACHINE_NO_MEMORY;
        return false;
    }
    machine->ways = ways;
    machine->capacity = capacity;
    return true;
}

static inline void push(struct run *run, enum way_kind kind, uint32_t place, uint32_t at,
                        uint32_t other)
{
    if (run->top == run->machine->capacity && !grow(run)) {
        return;
    }
    run->machine->ways[run->top++] = (struct gl_machine_way){kind, place, at, other};
}

static inline void save(struct run *run, uint32_t slot, uint32_t at)
{
    if (run->top > 0) { // else no way leads back before this
        push(run, WAY_SLOT, slot, run->machine->slots[slot], 0);
    }
    run->machine->slots[slot] = at;
}

/* Begins the next round of the loop at `place`; returns the place of its body. */
static uint32_t begin_round(struct run *run, uint32_t place)
{
    const struct gl_loop_code *head =
        (const struct gl_loop_code *)(const void *)(run->code + place + 1);
    save(run, head->slot, run->machine->slots[head->slot] + 1);
    return place + 1 + GL_LOOP_WORDS;
}

/* Takes ways off the stack down to `base`, until there is one to go. False when there is none. */
static bool go_back(struct run *run, size_t base, uint32_t *place, uint32_t *at)
{
    struct gl_machine_way *ways = run->machine->ways;
    while (run->top > base) {
        struct gl_machine_way *way = &ways[--run->top];
        switch (way->kind) {
        case WAY_SLOT:
            run->machine->slots[way->place] = way->at;
            continue;
        case WAY_ON:
            break;
        case WAY_ROUND:
            *at = way->at;
            *place = begin_round(run, way->place);
            return true;
        case WAY_FEWER:
            way->at = gl_view_before(&run->view, way->at);
            run->top += way->at > way->other;
            break;
        case WAY_MORE: {
            uint32_t next = gl_view_take(&run->view, run->code[way->place + 1], way->at);
            if (next == way->at) {
                continue;
            }
            way->at = next;
            *place = way->place + 4;
            *at = next;
            if (--way->other > 0) {
                run->top++;
            }
            return true;
        }
        }
        *place = way->place;
        *at = way->at;
        return true;
    }
    return false;
}

/* Forgets the ways above `base`, but not what slots held: a way before may lead back there. */
static void forget_ways(struct run *run, size_t base)
{
    struct gl_machine_way *ways = run->machine->ways;
    size_t kept = base;
    for (size_t i = base; i < run->top; i++) {
        if (ways[i].kind == WAY_SLOT) {
            ways[kept++] = ways[i];
        }
    }
    run->top = kept;
}

/* Takes the span at `place` from *at. False when it is too short. */
static bool take_span(struct run *run, uint32_t place, uint32_t *at)
{
    enum gl_repeat_mode mode = (enum gl_repeat_mode)(run->code[place] >> 8);
    uint32_t set = run->code[place + 1];
    uint32_t least = run->code[place + 2];
    uint32_t most = run->code[place + 3];
    uint32_t end = *at;
    uint32_t least_end = end;
    uint32_t wanted = mode == GL_REPEAT_LAZY ? least : most;
    uint32_t count = 0;
    for (; count < wanted; count++) {
        uint32_t next = gl_view_take(&run->view, set, end);
        if (next == end) {
            break;
        }
        end = next;
        least_end = count + 1 == least ? end : least_end;
    }
    run->steps += count;
    if (count < least) {
        return false;
    }
    *at = end;
    if (mode == GL_REPEAT_GREEDY && count > least) {
        push(run, WAY_FEWER, place + 4, end, least_end);
    } else if (mode == GL_REPEAT_LAZY && most > least) {
        push(run, WAY_MORE, place, end, most == GL_REPEAT_ENDLESS ? UINT32_MAX : most - least);
    }
    return true;
}

/* Mask number `rank` of a choice with so many alternatives. */
static uint32_t mask_at(const uint32_t *masks, size_t rank, uint32_t alternatives)
{
    uint16_t middle;
    if (alternatives <= 8) {
        return ((const uint8_t *)masks)[rank];
    }
    if (alternatives > 16) {
        return masks[rank];
    }
    memcpy(&middle, (const char *)masks + rank * sizeof middle, sizeof middle);
    return middle;
}

/* Chooses at `place` by the next byte. False when no alternative can begin here. */
static bool choose(struct run *run, uint32_t *place, uint32_t at)
{
    const uint32_t *code = run->code + *place;
    const struct gl_choice_code *head = (const struct gl_choice_code *)(const void *)(code + 1);
    const uint32_t *places = code + 1 + GL_CHOICE_WORDS;
    uint32_t count = code[0] >> 8;
    uint32_t mask = head->always;
    if (at < run->view.length) {
        unsigned byte = (unsigned char)run->view.bytes[at];
        unsigned word = byte / 32 - 1;
        uint32_t bits = word < 3 ? head->bytes.bits[word] : 0;
        if ((bits >> (byte % 32)) & 1) {
            uint32_t below = bits & ((UINT32_C(1) << (byte % 32)) - 1);
            mask = mask_at(places + count, head->ranks[word] + gl_count_bits(below), count);
        } else if (word >= 3) {
            mask = head->bytes.other;
        }
    }
    if (mask == 0) {
        return false;
    }
    uint32_t first = (uint32_t)__builtin_ctz(mask);
    for (mask &= mask - 1; mask != 0;) { // the last one deepest
        uint32_t last = 31 - (uint32_t)__builtin_clz(mask);
        push(run, WAY_ON, places[last], at, 0);
        mask ^= UINT32_C(1) << last;
    }
    *place = places[first];
    return true;
}

/* The list at `place`: where each entry that stands at *at ends, best first. */
static bool take_list(struct run *run, uint32_t place, uint32_t *at)
{
    struct gl_list_ends ends;
    gl_view_list(&run->view, (int32_t)run->code[place + 1], run->code[place] >> 8, *at, &ends);
    run->steps += 1 + ends.count;
    if (ends.count == 0) {
        return false;
    }
    for (size_t i = ends.count - 1; i > 0; i--) {
        push(run, WAY_ON, place + 2, ends.at[i], 0);
    }
    *at = ends.at[0];
    return true;
}

/* Does one of the alternatives of the lookbehind at `place` end at `at`? */
static bool stands_behind(const struct run *run, uint32_t place, uint32_t at)
{
    const uint32_t *word = run->code + place + 2;
    const uint32_t *end = run->code + run->code[place + 1];
    while (word < end) {
        uint32_t left = *word++;
        uint32_t here = at;
        while (left > 0 && gl_view_behind(&run->view, *word, &here)) {
            word++;
            left--;
        }
        if (left == 0) {
            return true;
        }
        word += left;
    }
    return false;
}

/* One more round of the loop at *place, or on behind it. */
static bool loop(struct run *run, uint32_t *place, uint32_t at)
{
    uint32_t mode = run->code[*place] >> 8;
    const struct gl_loop_code *head =
        (const struct gl_loop_code *)(const void *)(run->code + *place + 1);
    uint32_t count = run->machine->slots[head->slot];
    unsigned byte = at < run->view.length ? (unsigned char)run->view.bytes[at] : 0;
    unsigned word = byte / 32 - 1;
    bool begins =
        word < 3 ? (head->bytes.bits[word] >> (byte % 32) & 1) != 0 : head->bytes.other != 0;
    bool may_end = count >= head->least;
    if (may_end && (count >= head->most || !begins)) {
        *place = head->behind;
        return true;
    }
    if (may_end && mode == GL_REPEAT_LAZY) {
        push(run, WAY_ROUND, *place, at, 0);
        *place = head->behind;
        return true;
    }
    if (may_end) {
        push(run, WAY_ON, head->behind, at, 0);
    }
    *place = begin_round(run, *place);
    return true;
}

static bool is_end(const struct run *run, uint32_t at)
{
    const struct gl_subject *subject = run->subject;
    return !(subject->whole && at != run->view.length) &&
           !(subject->not_empty && at == run->machine->slots[0]);
}

static bool go(struct run *run, uint32_t place, uint32_t *at);

/* Code that runs on its own. True when the run goes on behind it, at *at. */
static bool run_inner(struct run *run, uint32_t place, uint32_t *at)
{
    bool ahead = (run->code[place] & 0xff) == GL_DO_AHEAD;
    bool negative = run->code[place] >> 8 != 0;
    size_t base = run->top;
    uint32_t end = *at;
    // Something on the stack, so that the inner code notes what slots held.
    push(run, WAY_SLOT, 0, run->machine->slots[0], 0);
    bool found = run->result == GL_MACHINE_NO && go(run, place + 2, &end);
    if (run->result != GL_MACHINE_NO) {
        return false;
    }
    if (found && negative) {
        forget_ways(run, base);
        uint32_t nowhere;
        uint32_t none;
        go_back(run, base, &nowhere, &none); // gives the slots back what they held
    } else if (found) {
        forget_ways(run, base);
    }
    *at = ahead ? *at : end;
    return found != negative;
}

/* One operation. False when it does not match; *place and *at are moved on otherwise. */
static inline bool step(struct run *run, uint32_t *place, uint32_t *at)
{
    const uint32_t *code = run->code + *place;
    uint32_t small = code[0] >> 8;
    uint32_t next;
    switch ((enum gl_operation)(code[0] & 0xff)) {
    case GL_DO_TEXT:
        if (run->view.length - *at < small || memcmp(run->view.bytes + *at, code + 1, small) != 0) {
            return false;
        }
        *at += small;
        *place += 1 + (small + 3) / 4;
        return true;
    case GL_DO_FOLDED:
        *place += 1 + (small + 3) / 4;
        return gl_view_folded(&run->view, (const char *)(code + 1), small, at);
    case GL_DO_SET:
        next = gl_view_take(&run->view, code[1], *at);
        *place += 2;
        return next != *at && ((*at = next), true);
    case GL_DO_SPAN:
        next = *place;
        *place += 4;
        return take_span(run, next, at);
    case GL_DO_BLANK:
        next = gl_view_blank(&run->view, *at);
        *place += 1;
        return next != *at && ((*at = next), true);
    case GL_DO_LIST:
        next = *place;
        *place += 2;
        return take_list(run, next, at);
    case GL_DO_CHOICE:
        return choose(run, place, *at);
    case GL_DO_JUMP:
        *place = code[1];
        return true;
    case GL_DO_AHEAD:
    case GL_DO_ATOMIC:
        next = *place;
        *place = code[1];
        return run_inner(run, next, at);
    case GL_DO_BEHIND:
        next = *place;
        *place = code[1];
        return stands_behind(run, next, *at) != (small != 0);
    case GL_DO_LOOP:
        return loop(run, place, *at);
    case GL_DO_BOUNDARY:
        *place += 1;
        return gl_view_boundary(&run->view, *at) != (small != 0);
    case GL_DO_START:
        *place += 1;
        return *at == 0 && !run->subject->cut_start;
    case GL_DO_END:
        *place += 1;
        return *at == run->view.length && !run->subject->cut_end;
    case GL_DO_SAVE:
    case GL_DO_START_LOOP:
    case GL_DO_MATCH:
    case GL_DO_DONE:
        break; // in go()
    }
    return false;
}

/* Runs from `place` to the end of the code or of the inner code. True with *at where it ended. */
static bool go(struct run *run, uint32_t place, uint32_t *at)
{
    size_t base = run->top;
    uint32_t here = *at;
    for (;;) {
        uint32_t word = run->code[place];
        bool good = true;
        if ((word & 0xff) == GL_DO_SAVE || (word & 0xff) == GL_DO_START_LOOP) {
            save(run, word >> 8, (word & 0xff) == GL_DO_SAVE ? here : 0);
            place++;
        } else if ((word & 0xff) == GL_DO_DONE ||
                   ((word & 0xff) == GL_DO_MATCH && is_end(run, here))) {
            *at = here;
            return run->result == GL_MACHINE_NO;
        } else {
            good = step(run, &place, &here);
        }
        if (++run->steps > MAX_STEPS && run->result == GL_MACHINE_NO) {
            run->result = GL_MACHINE_LIMIT;
        }
        if (run->result != GL_MACHINE_NO || (!good && !go_back(run, base, &place, &here))) {
            return false;
        }
    }
}

enum gl_machine_result gl_machine_run(struct gl_machine *machine, const struct gl_image *image,
                                      const struct gl_image_pattern *pattern,
                                      const struct gl_subject *subject, size_t at)
{
    const uint32_t *code = gl_image_at(image, image->code);
    struct run run = {.machine = machine,
                      .view = {image, gl_image_at(image, image->sets),
                               gl_image_at(image, image->ranges), subject->bytes,
                               (uint32_t)subject->length},
                      .subject = subject,
                      .code = code + (pattern->program - 1)};
    uint32_t end = (uint32_t)at;
    memset(machine->slots, 0xff, pattern->slots * sizeof machine->slots[0]);
    machine->slots[0] = end;
    if (!go(&run, 0, &end)) {
        return run.result;
    }
    machine->slots[1] = end;
    return GL_MACHINE_YES;
}
