#include "rules/machine_internal.h"

#include <stdlib.h>
#include <string.h>

#include "rules/ruleset_internal.h"

enum {
    MAX_STEPS = 2000000, /* of one run: operations, and characters of spans */
    MAX_WAYS = 1 << 18,  /* on the stack */
    FIRST_WAYS = 1024
};

void gl_machine_release(struct gl_machine *machine)
{
    free(machine->ways);
    *machine = (struct gl_machine){.ways = NULL};
}

bool gl_machine_grow(struct gl_run *run)
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

/* Takes ways off the stack down to `base`, until there is one to go. False when there is none. */
static bool go_back(struct gl_run *run, size_t base, uint32_t *place, uint32_t *at)
{
    struct gl_machine_way *ways = run->machine->ways;
    bool again;
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
            *place = gl_loop_round(run, way->place);
            return true;
        case WAY_FEWER:
        case WAY_MORE:
            *at = gl_span_again(run, way, &again);
            if (*at == gl_nowhere) {
                continue;
            }
            run->top += again;
            *place = way->place + 1 + GL_SPAN_WORDS;
            return true;
        }
        *place = way->place;
        *at = way->at;
        return true;
    }
    return false;
}

/* Forgets the ways above `base`, but not what slots held: a way before may lead back there. */
static void forget_ways(struct gl_run *run, size_t base)
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

/* Chooses by the next byte: the place of the first alternative that can begin here; the others wait
 * on the stack. 0: there is none. */
static inline uint32_t choose(struct gl_run *run, const uint32_t *code, uint32_t at)
{
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
        return 0;
    }
    uint32_t first = (uint32_t)__builtin_ctz(mask);
    for (mask &= mask - 1; mask != 0;) { // the last one deepest
        uint32_t last = 31 - (uint32_t)__builtin_clz(mask);
        gl_push_way(run, WAY_ON, places[last], at, 0);
        mask ^= UINT32_C(1) << last;
    }
    return places[first];
}

void gl_machine_forget(struct gl_machine *machine)
{
    memset(machine->memos, 0, sizeof machine->memos);
}

/* Asks the list, or remembers. */
static const struct gl_list_memo *ask_list(struct gl_run *run, uint32_t list, uint32_t caseless,
                                           uint32_t at, struct gl_list_ends *ends)
{
    const struct gl_view *view = &run->view;
    struct gl_list_memo *memo = &run->machine->memos[(at ^ list) % GL_MEMOS];
    if (memo->at == at && memo->list == list && memo->bytes == view->bytes &&
        memo->length == view->length && memo->caseless == caseless && memo->image == view->image) {
        return memo;
    }
    gl_view_list(view, (int32_t)list, caseless != 0, at, ends);
    if (ends->count > GL_MEMO_ENDS) {
        return NULL;
    }
    *memo = (struct gl_list_memo){view->image, view->bytes, view->length, at,
                                  list,        caseless,    ends->count,  {0}};
    memcpy(memo->ends, ends->at, ends->count * sizeof ends->at[0]);
    return memo;
}

/* The list at `place`: where each entry that stands at *at ends, best first. */
static bool take_list(struct gl_run *run, uint32_t place, uint32_t *at)
{
    struct gl_list_ends ends;
    const struct gl_list_memo *memo =
        ask_list(run, run->code[place + 1], run->code[place] >> 8, *at, &ends);
    const uint32_t *found = memo != NULL ? memo->ends : ends.at;
    uint32_t count = memo != NULL ? memo->count : ends.count;
    run->steps += 1 + count; // remembered or not, so that limits do not depend on it
    if (count == 0) {
        return false;
    }
    for (uint32_t i = count - 1; i > 0; i--) {
        gl_push_way(run, WAY_ON, place + 2, found[i], 0);
    }
    *at = found[0];
    return true;
}

/* Does one of the alternatives of the lookbehind at `place` end at `at`? */
static bool stands_behind(const struct gl_run *run, uint32_t place, uint32_t at)
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

static bool is_end(const struct gl_run *run, uint32_t at)
{
    const struct gl_subject *subject = run->subject;
    return !(subject->whole && at != run->view.length) &&
           !(subject->not_empty && at == run->machine->slots[0]);
}

static bool go(struct gl_run *run, uint32_t place, uint32_t *at);

/* Code that runs on its own. True when the run goes on behind it, at *at. */
static bool run_inner(struct gl_run *run, uint32_t place, uint32_t *at)
{
    bool ahead = (run->code[place] & 0xff) == GL_DO_AHEAD;
    bool negative = run->code[place] >> 8 != 0;
    size_t base = run->top;
    uint32_t end = *at;
    // Something on the stack, so that the inner code notes what slots held.
    gl_push_way(run, WAY_SLOT, 0, run->machine->slots[0], 0);
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

/* One of the rarer operations. False when it does not match; *place and *at are moved on otherwise.
 */
static bool step(struct gl_run *run, uint32_t *place, uint32_t *at)
{
    const uint32_t *code = run->code + *place;
    uint32_t here = *place;
    bool small = code[0] >> 8 != 0;
    switch ((enum gl_operation)(code[0] & 0xff)) {
    case GL_DO_LIST:
        *place += 2;
        return take_list(run, here, at);
    case GL_DO_START_LOOP:
        *place += 1;
        gl_save_slot(run, code[0] >> 8, 0);
        return true;
    case GL_DO_LOOP:
        return gl_loop_take(run, place, *at);
    case GL_DO_AHEAD:
    case GL_DO_ATOMIC:
        *place = code[1];
        return run_inner(run, here, at);
    case GL_DO_BEHIND:
        *place = code[1];
        return stands_behind(run, here, *at) != small;
    case GL_DO_BOUNDARY:
        *place += 1;
        return gl_view_boundary(&run->view, *at) != small;
    case GL_DO_START:
        *place += 1;
        return *at == 0 && !run->subject->cut_start;
    case GL_DO_END:
        *place += 1;
        return *at == run->view.length && !run->subject->cut_end;
    default:
        return false;
    }
}

/* Does the text of the operation stand at `at`? Nearly always the first byte tells. */
static inline bool stands(const struct gl_view *view, const uint32_t *code, uint32_t at)
{
    uint32_t length = code[0] >> 8;
    const char *text = (const char *)(code + 1);
    return view->length - at >= length && view->bytes[at] == *text &&
           memcmp(view->bytes + at, text, length) == 0;
}

/* Goes back to the last way that is left. False when there is none above `base`, or the run has to
 * end. `steps` were taken since the last count. */
static bool retreat(struct gl_run *run, size_t base, size_t steps, uint32_t *place, uint32_t *at)
{
    run->steps += steps;
    if (run->steps > MAX_STEPS && run->result == GL_MACHINE_NO) {
        run->result = GL_MACHINE_LIMIT;
    }
    return run->result == GL_MACHINE_NO && go_back(run, base, place, at);
}

/* Runs from `place` to the end of the code or of the inner code. True with *at where it ended. Each
 * operation goes on by `continue`, or leaves the switch when it does not match. */
static bool go(struct gl_run *run, uint32_t place, uint32_t *at)
{
    const size_t base = run->top;
    uint32_t here = *at;
    size_t steps = 0;
    for (;; steps++) {
        const uint32_t *code = run->code + place;
        uint32_t small = code[0] >> 8;
        uint32_t next = here;
        uint32_t there = place;
        switch ((enum gl_operation)(code[0] & 0xff)) {
        case GL_DO_SAVE:
            gl_save_slot(run, small, here);
            place++;
            continue;
        case GL_DO_JUMP:
            place = code[1];
            continue;
        case GL_DO_CHOICE:
            place = choose(run, code, here);
            if (place != 0) {
                continue;
            }
            break;
        case GL_DO_TEXT:
            if (stands(&run->view, code, here)) {
                here += small;
                place += 1 + (small + 3) / 4;
                continue;
            }
            break;
        case GL_DO_FOLDED:
            if (gl_view_folded(&run->view, (const char *)(code + 1), small, &next)) {
                here = next;
                place += 1 + (small + 3) / 4;
                continue;
            }
            break;
        case GL_DO_SET:
            here = gl_view_take(&run->view, code[1], here);
            if (here != next) {
                place += 2;
                continue;
            }
            break;
        case GL_DO_SPAN:
            here = gl_span_take(run, place, here);
            if (here != gl_nowhere) {
                place += 1 + GL_SPAN_WORDS;
                continue;
            }
            break;
        case GL_DO_BLANK:
            here = gl_view_blank(&run->view, here);
            if (here != next) {
                place++;
                continue;
            }
            break;
        case GL_DO_MATCH:
        case GL_DO_DONE:
            if ((code[0] & 0xff) == GL_DO_DONE || is_end(run, here)) {
                run->steps += steps;
                *at = here;
                return run->result == GL_MACHINE_NO;
            }
            break;
        default:
            if (step(run, &there, &next)) {
                place = there;
                here = next;
                continue;
            }
        }
        if (!retreat(run, base, steps, &there, &next)) {
            return false;
        }
        steps = 0;
        place = there;
        here = next;
    }
}

enum gl_machine_result gl_machine_run(struct gl_machine *machine, const struct gl_image *image,
                                      const struct gl_image_pattern *pattern,
                                      const struct gl_subject *subject, size_t at)
{
    const uint32_t *code = gl_image_at(image, image->code);
    struct gl_run run = {.machine = machine,
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
