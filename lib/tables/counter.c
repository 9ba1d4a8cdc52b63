#include "tables/counter.h"

#include <stdlib.h>
#include <string.h>

#include "tables/line.h"
#include "text/classes.h"
#include "text/lines.h"

enum { ENTRIES_MOST = 1 << 20 };
enum { TEXTS_MOST = 64 * 1024 * 1024 }; /* bytes */
enum { BUCKET_BITS = 16 };

/* A line of a site. Offsets are into `texts`. */
struct entry {
    uint64_t line, site;
    uint64_t first, last; /* numbers of documents */
    uint32_t documents, occurrences;
    uint32_t document; /* the one with the smallest id: site's length, site, id's length, id */
    uint32_t sample;   /* its length, its bytes */
};

/* Always true: slots hold 1 + the number of an entry, or 0, and are a power of two, at least twice
 * the entries. */
struct gl_counter {
    struct entry *entries;
    uint32_t count, capacity;
    uint32_t *slots;
    size_t slot_count;
    size_t entries_most, texts_most;
    struct gl_buffer texts;
    struct gl_runs runs;
    uint64_t number;   /* of the document, from 1 */
    uint64_t site_key; /* of the document */
    uint32_t document; /* where it stands in texts */
    bool stands;       /* it does */
    struct gl_buffer site, id;
};

struct gl_counter *gl_counter_new(const char *folder, size_t limit)
{
    struct gl_counter *counter = calloc(1, sizeof *counter);
    if (counter == NULL) {
        return NULL;
    }
    size_t share = limit / (2 * sizeof(struct entry));
    counter->entries_most = limit > 0 && share < ENTRIES_MOST ? share + 16 : ENTRIES_MOST;
    counter->texts_most = limit > 0 && limit < TEXTS_MOST ? limit / 2 + 4096 : TEXTS_MOST;
    counter->runs = GL_RUNS(folder);
    return counter;
}

void gl_counter_free(struct gl_counter *counter)
{
    if (counter == NULL) {
        return;
    }
    free(counter->entries);
    free(counter->slots);
    gl_buffer_release(&counter->texts);
    gl_buffer_release(&counter->site);
    gl_buffer_release(&counter->id);
    gl_runs_release(&counter->runs);
    free(counter);
}

static enum galley_status no_memory(struct galley_error *error)
{
    return gl_error_set(error, GALLEY_NO_MEMORY, NULL, 0, 0, "out of memory");
}

/* Keeps a text of at most 255 bytes; where it stands. */
static uint32_t keep(struct gl_counter *counter, struct gl_text text)
{
    uint32_t at = (uint32_t)counter->texts.length;
    gl_buffer_byte(&counter->texts, (char)(unsigned char)text.length);
    gl_buffer_add(&counter->texts, text.bytes, text.length);
    return at;
}

static struct gl_text kept(const struct gl_counter *counter, uint32_t at)
{
    const char *bytes = counter->texts.bytes + at;
    return (struct gl_text){bytes + 1, (unsigned char)bytes[0]};
}

static struct gl_text id_of(const struct gl_counter *counter, uint32_t document)
{
    return kept(counter, document + 1 + (uint32_t)kept(counter, document).length);
}

/* ---- sorted to a run ---- */

static void fill_row(const struct gl_counter *counter, const struct entry *entry,
                     struct gl_row_of_lines *row)
{
    *row = (struct gl_row_of_lines){.line = entry->line,
                                    .site = entry->site,
                                    .documents = entry->documents,
                                    .occurrences = entry->occurrences,
                                    .first = entry->first,
                                    .last = entry->last,
                                    .site_name = kept(counter, entry->document),
                                    .id = id_of(counter, entry->document),
                                    .sample = kept(counter, entry->sample)};
}

static int by_key(const void *a, const void *b)
{
    const struct entry *one = a, *other = b;
    if (one->line != other->line) {
        return one->line < other->line ? -1 : 1;
    }
    return one->site < other->site ? -1 : one->site > other->site;
}

/* Puts the entries into order: into buckets by their first bits, then each bucket. Keys are spread
 * evenly, so buckets are small. The slots are overwritten. */
static bool sort(struct gl_counter *counter)
{
    size_t starts_size = ((size_t)1 << BUCKET_BITS) + 1;
    size_t *starts = calloc(starts_size, sizeof *starts);
    struct entry *sorted = malloc((counter->count + 1) * sizeof *sorted);
    if (starts == NULL || sorted == NULL) {
        free(starts);
        free(sorted);
        return false;
    }
    for (size_t i = 0; i < counter->count; i++) {
        starts[(counter->entries[i].line >> (64 - BUCKET_BITS)) + 1]++;
    }
    for (size_t i = 1; i < starts_size; i++) {
        starts[i] += starts[i - 1];
    }
    for (size_t i = 0; i < counter->count; i++) {
        sorted[starts[counter->entries[i].line >> (64 - BUCKET_BITS)]++] = counter->entries[i];
    }
    size_t from = 0; // each start has moved to its bucket's end
    for (size_t i = 0; i + 1 < starts_size; i++) {
        qsort(sorted + from, starts[i] - from, sizeof *sorted, by_key);
        from = starts[i];
    }
    free(starts);
    free(counter->entries);
    counter->entries = sorted;
    counter->capacity = counter->count + 1;
    return true;
}

/* Empties the memory into a run. */
static enum galley_status spill(struct gl_counter *counter, struct galley_error *error)
{
    struct gl_run *run;
    struct gl_row_source source;
    struct gl_row_of_lines row;
    if (!sort(counter)) {
        return no_memory(error);
    }
    enum galley_status status = gl_run_new(counter->runs.folder, &run, error);
    if (status != GALLEY_OK) {
        return status;
    }
    for (size_t i = 0; i < counter->count; i++) {
        fill_row(counter, &counter->entries[i], &row);
        gl_run_write(run, &row);
    }
    status = gl_run_source(run, &source, error);
    counter->count = 0;
    if (counter->slots != NULL) {
        memset(counter->slots, 0, counter->slot_count * sizeof *counter->slots);
    }
    counter->texts.length = 0;
    counter->stands = false;
    return status == GALLEY_OK ? gl_runs_add(&counter->runs, source, error) : status;
}

/* ---- counting ---- */

static bool grow(struct gl_counter *counter)
{
    enum { FIRST = 4096 };
    if (counter->count < counter->capacity &&
        counter->slot_count >= 2 * (size_t)counter->count + 2) {
        return true;
    }
    uint32_t capacity = counter->capacity < FIRST / 2 ? FIRST : counter->capacity * 2;
    capacity = capacity > counter->entries_most ? (uint32_t)counter->entries_most + 1 : capacity;
    struct entry *entries = realloc(counter->entries, capacity * sizeof *entries);
    if (entries == NULL) {
        return false;
    }
    counter->entries = entries;
    counter->capacity = capacity;
    size_t slot_count = FIRST;
    while (slot_count < 2 * (size_t)capacity + 2) {
        slot_count *= 2;
    }
    uint32_t *slots = calloc(slot_count, sizeof *slots);
    if (slots == NULL) {
        return false;
    }
    free(counter->slots);
    counter->slots = slots;
    counter->slot_count = slot_count;
    for (uint32_t i = 0; i < counter->count; i++) {
        size_t slot = (entries[i].line ^ entries[i].site) & (slot_count - 1);
        while (slots[slot] != 0) {
            slot = (slot + 1) & (slot_count - 1);
        }
        slots[slot] = i + 1;
    }
    return true;
}

/* The slot of the line, or the free one where it belongs. */
static uint32_t *find(const struct gl_counter *counter, uint64_t line)
{
    size_t mask = counter->slot_count - 1;
    size_t slot = (line ^ counter->site_key) & mask;
    while (counter->slots[slot] != 0) {
        const struct entry *entry = &counter->entries[counter->slots[slot] - 1];
        if (entry->line == line && entry->site == counter->site_key) {
            break;
        }
        slot = (slot + 1) & mask;
    }
    return &counter->slots[slot];
}

/* The document's site and id among the texts: once a document. */
static void place_document(struct gl_counter *counter)
{
    if (!counter->stands) {
        counter->document =
            keep(counter, (struct gl_text){counter->site.bytes, counter->site.length});
        keep(counter, (struct gl_text){counter->id.bytes, counter->id.length});
        counter->stands = true;
    }
}

static void count_again(struct gl_counter *counter, struct entry *entry, struct gl_text sample)
{
    struct gl_text id = {counter->id.bytes, counter->id.length};
    entry->documents = gl_count_add(entry->documents, entry->last != counter->number ? 1 : 0);
    entry->occurrences = gl_count_add(entry->occurrences, 1);
    entry->last = counter->number;
    struct gl_text old = kept(counter, entry->sample);
    if (gl_row_is_before(id, sample, id_of(counter, entry->document), old)) {
        place_document(counter);
        entry->document = counter->document;
        if (sample.length <= kept(counter, entry->sample).length) {
            char *place = counter->texts.bytes + entry->sample;
            place[0] = (char)(unsigned char)sample.length;
            memcpy(place + 1, sample.bytes, sample.length);
        } else {
            entry->sample = keep(counter, sample);
        }
    }
}

static enum galley_status count_line(struct gl_counter *counter, struct gl_text line,
                                     struct galley_error *error)
{
    uint64_t key;
    if (!gl_line_key(line, &key)) {
        return GALLEY_OK;
    }
    enum { LARGEST = 4 * 256 };
    if (counter->count >= counter->entries_most ||
        counter->texts.length + LARGEST > counter->texts_most) {
        enum galley_status status = spill(counter, error);
        if (status != GALLEY_OK) {
            return status;
        }
    }
    if (!grow(counter)) {
        return no_memory(error);
    }
    struct gl_text sample = gl_row_cut(line, GL_ROW_SAMPLE);
    uint32_t *slot = find(counter, key);
    if (*slot != 0) {
        count_again(counter, &counter->entries[*slot - 1], sample);
    } else {
        place_document(counter);
        *slot = counter->count + 1;
        counter->entries[counter->count++] = (struct entry){.line = key,
                                                            .site = counter->site_key,
                                                            .first = counter->number,
                                                            .last = counter->number,
                                                            .documents = 1,
                                                            .occurrences = 1,
                                                            .document = counter->document,
                                                            .sample = keep(counter, sample)};
    }
    return counter->texts.failed ? no_memory(error) : GALLEY_OK;
}

enum galley_status gl_counter_document(struct gl_counter *counter, struct gl_text id,
                                       struct gl_text site, struct galley_error *error)
{
    id = gl_row_cut(id, GL_ROW_TEXT);
    site = gl_row_cut(site, GL_ROW_TEXT);
    counter->number++;
    counter->stands = false;
    counter->site_key = gl_name_key(site);
    gl_buffer_reset(&counter->site);
    gl_buffer_reset(&counter->id);
    gl_buffer_add(&counter->site, site.bytes, site.length);
    gl_buffer_add(&counter->id, id.bytes, id.length);
    return counter->site.failed || counter->id.failed ? no_memory(error) : GALLEY_OK;
}

enum galley_status gl_counter_text(struct gl_counter *counter, struct gl_text text,
                                   struct galley_error *error)
{
    struct gl_line line;
    enum galley_status status = GALLEY_OK;
    for (size_t at = 0; status == GALLEY_OK && gl_line_at(text, at, &line); at = line.next) {
        struct gl_span span = gl_trim(text, line.content);
        status = count_line(counter,
                            (struct gl_text){text.bytes + span.start, gl_span_length(span)}, error);
    }
    return status;
}

enum galley_status gl_counter_finish(struct gl_counter *counter, gl_row_put *put, void *context,
                                     struct galley_error *error)
{
    struct gl_row_of_lines row;
    if (counter->runs.items.count > 0) {
        enum galley_status status = spill(counter, error);
        free(counter->entries); // merging needs the memory more
        counter->entries = NULL;
        return status == GALLEY_OK ? gl_runs_merge(&counter->runs, put, context, error) : status;
    }
    if (!sort(counter)) {
        return no_memory(error);
    }
    for (size_t i = 0; i < counter->count; i++) {
        fill_row(counter, &counter->entries[i], &row);
        put(context, &row);
    }
    return GALLEY_OK;
}
