/* Stats: what --stats says of a run, as one JSON object on one line.
 *
 * {"command":"tag-dates","version":"0.1.0","rules_hash":"85f0...","records":3,"bad_records":0,
 *  "bytes_in":812,"bytes_out":1190,"removed_bytes":0,"spans":{"dates":{"month-day":2}},
 *  "cpu_seconds":0.004,"wall_seconds":0.004,"peak_memory_bytes":4456448}
 *
 * Names stay; more may be added. Figures of shards add up, but peak_memory_bytes and wall_seconds,
 * of which the largest counts. */
#ifndef GALLEY_APP_STATS_H
#define GALLEY_APP_STATS_H

#include <stdint.h>
#include <time.h>

#include "app/tally.h"
#include "base/buffer.h"

/* Counted by workers, batch by batch. */
struct gl_counts {
    uint64_t records;     /* documents, bad ones too; blank lines are none */
    uint64_t bad_records; /* that could not be used */
    uint64_t bytes_in;    /* decompressed */
    uint64_t removed;     /* bytes of text that were cut */
};

void gl_counts_add(struct gl_counts *counts, const struct gl_counts *more);

struct gl_stats {
    const char *command;
    uint64_t rules_hash;
    struct timespec begun; /* gl_stats_clock at the start */
    struct gl_counts counts;
    uint64_t bytes_out;
    struct gl_tally spans;
};

/* A clock that only goes forward; its start means nothing. */
struct timespec gl_stats_clock(void);

/* Appends the object and LF. The time and memory that the process took are asked for here. */
void gl_stats_write(const struct gl_stats *stats, struct gl_buffer *out);

#endif
