/* Tally: how often each rule took effect. */
#ifndef GALLEY_APP_TALLY_H
#define GALLEY_APP_TALLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rules/ruleset.h"

struct gl_tally_entry {
    const char *layer;          /* a constant */
    const struct gl_rule *rule; /* NULL: a free place */
    uint64_t count;
};

/* A hash table by the rule's address; its order says nothing. Zeroed, it is empty. */
struct gl_tally {
    struct gl_tally_entry *places;
    size_t capacity; /* 0 or a power of two, more than `used` */
    size_t used;
    bool failed; /* memory was out: something is not counted */
};

void gl_tally_add(struct gl_tally *tally, const char *layer, const struct gl_rule *rule,
                  uint64_t count);
/* Adds all of `other`. */
void gl_tally_merge(struct gl_tally *tally, const struct gl_tally *other);
/* Empties and keeps the memory. */
void gl_tally_reset(struct gl_tally *tally);
void gl_tally_release(struct gl_tally *tally);

#endif
