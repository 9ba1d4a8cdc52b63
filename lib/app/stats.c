#include "app/stats.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "galley.h"
#include "stream/json.h"

void gl_counts_add(struct gl_counts *counts, const struct gl_counts *more)
{
    counts->records += more->records;
    counts->bad_records += more->bad_records;
    counts->bytes_in += more->bytes_in;
    counts->removed += more->removed;
}

struct timespec gl_stats_clock(void)
{
    struct timespec now = {0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now;
}

static void write_name(struct gl_buffer *out, const char *name)
{
    gl_json_write_string(out, (struct gl_text){name, strlen(name)});
    gl_buffer_byte(out, ':');
}

static void write_number(struct gl_buffer *out, const char *name, uint64_t number)
{
    gl_buffer_byte(out, ',');
    write_name(out, name);
    gl_buffer_number(out, number);
}

static int by_name(const void *a, const void *b)
{
    const struct gl_tally_entry *first = a;
    const struct gl_tally_entry *second = b;
    int order = strcmp(first->layer, second->layer);
    return order != 0 ? order : strcmp(first->rule->name, second->rule->name);
}

/* Sorted entries by layer and name; rules of that name in several languages count as one. */
static void write_sorted(struct gl_buffer *out, const struct gl_tally_entry *entries, size_t count)
{
    for (size_t i = 0; i < count;) {
        const struct gl_tally_entry *entry = &entries[i];
        uint64_t sum = 0;
        bool opens = i == 0 || strcmp(entries[i - 1].layer, entry->layer) != 0;
        if (opens) {
            gl_buffer_text(out, i > 0 ? "}," : "");
            write_name(out, entry->layer);
        }
        gl_buffer_byte(out, opens ? '{' : ',');
        for (; i < count && by_name(entry, &entries[i]) == 0; i++) {
            sum += entries[i].count;
        }
        write_name(out, entry->rule->name);
        gl_buffer_number(out, sum);
    }
    gl_buffer_text(out, count > 0 ? "}" : "");
}

static void write_spans(struct gl_buffer *out, const struct gl_tally *spans)
{
    struct gl_tally_entry *sorted = calloc(spans->used + 1, sizeof *sorted);
    size_t count = 0;
    if (!sorted) {
        out->failed = true;
        return;
    }
    for (size_t i = 0; i < spans->capacity; i++) {
        if (spans->places[i].rule) {
            sorted[count++] = spans->places[i];
        }
    }
    qsort(sorted, count, sizeof *sorted, by_name);
    gl_buffer_text(out, ",\"spans\":{");
    write_sorted(out, sorted, count);
    gl_buffer_byte(out, '}');
    free(sorted);
}

static double seconds(struct timeval time)
{
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

static void write_usage(struct gl_buffer *out, struct timespec begun)
{
    struct rusage usage = {0};
    struct timespec now = gl_stats_clock();
    getrusage(RUSAGE_SELF, &usage);
    double wall = (double)(now.tv_sec - begun.tv_sec) + (double)(now.tv_nsec - begun.tv_nsec) / 1e9;
    gl_buffer_printf(out, ",\"cpu_seconds\":%.6f,\"wall_seconds\":%.6f",
                     seconds(usage.ru_utime) + seconds(usage.ru_stime), wall);
    write_number(out, "peak_memory_bytes", (uint64_t)usage.ru_maxrss * 1024);
}

void gl_stats_write(const struct gl_stats *stats, struct gl_buffer *out)
{
    gl_buffer_byte(out, '{');
    write_name(out, "command");
    gl_json_write_string(out, (struct gl_text){stats->command, strlen(stats->command)});
    gl_buffer_printf(out, ",\"version\":\"%s\",\"rules_hash\":\"%016llx\"", galley_version(),
                     (unsigned long long)stats->rules_hash);
    write_number(out, "records", stats->counts.records);
    write_number(out, "bad_records", stats->counts.bad_records);
    write_number(out, "bytes_in", stats->counts.bytes_in);
    write_number(out, "bytes_out", stats->bytes_out);
    write_number(out, "removed_bytes", stats->counts.removed);
    write_spans(out, &stats->spans);
    write_usage(out, stats->begun);
    gl_buffer_text(out, "}\n");
    out->failed |= stats->spans.failed;
}
