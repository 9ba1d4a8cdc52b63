#include "app/tally.h"

#include <stdlib.h>
#include <string.h>

/* The rule's place, or the free one where it belongs. There is always a free one. */
static struct gl_tally_entry *place_of(const struct gl_tally *tally, const struct gl_rule *rule)
{
    size_t at = (size_t)((uintptr_t)rule / sizeof *rule * UINT64_C(0x9E3779B97F4A7C15) >> 32);
    while (tally->places[at & (tally->capacity - 1)].rule &&
           tally->places[at & (tally->capacity - 1)].rule != rule) {
        at++;
    }
    return &tally->places[at & (tally->capacity - 1)];
}

static bool grow(struct gl_tally *tally)
{
    enum { FIRST = 256 };
    struct gl_tally larger = {.capacity = tally->capacity > 0 ? 2 * tally->capacity : FIRST};
    larger.places = calloc(larger.capacity, sizeof *larger.places);
    if (!larger.places) {
        tally->failed = true;
        return false;
    }
    for (size_t i = 0; i < tally->capacity; i++) {
        if (tally->places[i].rule) {
            *place_of(&larger, tally->places[i].rule) = tally->places[i];
        }
    }
    free(tally->places);
    tally->places = larger.places;
    tally->capacity = larger.capacity;
    return true;
}

void gl_tally_add(struct gl_tally *tally, const char *layer, const struct gl_rule *rule,
                  uint64_t count)
{
    if (2 * tally->used >= tally->capacity && !grow(tally)) {
        return;
    }
    struct gl_tally_entry *place = place_of(tally, rule);
    if (!place->rule) {
        *place = (struct gl_tally_entry){layer, rule, 0};
        tally->used++;
    }
    place->count += count;
}

void gl_tally_merge(struct gl_tally *tally, const struct gl_tally *other)
{
    for (size_t i = 0; i < other->capacity; i++) {
        const struct gl_tally_entry *place = &other->places[i];
        if (place->rule) {
            gl_tally_add(tally, place->layer, place->rule, place->count);
        }
    }
    tally->failed |= other->failed;
}

void gl_tally_reset(struct gl_tally *tally)
{
    if (tally->used > 0) {
        memset(tally->places, 0, tally->capacity * sizeof *tally->places);
    }
    tally->used = 0;
    tally->failed = false;
}

void gl_tally_release(struct gl_tally *tally)
{
    free(tally->places);
    *tally = (struct gl_tally){0};
}
