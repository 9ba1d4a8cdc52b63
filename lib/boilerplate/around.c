#include "boilerplate/around.h"

#include <string.h>

enum { MANY = GL_EVIDENCE_MOST, EVEN = 128 };
enum { LABEL_WORDS = 6, PROSE_WORDS = 12, PROSE_FUNCTION = 15 };

struct gl_around_copies {
    uint64_t hash; /* 0: free */
    uint32_t count;
};

static size_t slots_for(size_t count)
{
    size_t slots = 16;
    while (slots < 2 * count) {
        slots *= 2;
    }
    return slots;
}

static bool make_room(struct gl_around *around, size_t count, struct gl_arena *arena)
{
    around->capacity = count;
    around->copies_slots = slots_for(count);
    around->rows = gl_arena_zeros(arena, count, sizeof *around->rows);
    around->hashes = gl_arena_zeros(arena, count, sizeof *around->hashes);
    around->bytes = gl_arena_zeros(arena, count, sizeof *around->bytes);
    around->asked = gl_arena_zeros(arena, count, sizeof *around->asked);
    around->sums = gl_arena_zeros(arena, count + 1, sizeof *around->sums);
    around->words = gl_arena_zeros(arena, count + 1, sizeof *around->words);
    around->copies = gl_arena_zeros(arena, around->copies_slots, sizeof *around->copies);
    return around->rows != NULL && around->hashes != NULL && around->bytes != NULL &&
           around->asked != NULL && around->sums != NULL && around->words != NULL &&
           around->copies != NULL;
}

bool gl_around_open(struct gl_around *around, size_t count, struct gl_arena *arena)
{
    around->count = count;
    if (count > around->capacity) {
        return make_room(around, count, arena);
    }
    if (count > 0) {
        memset(around->rows, 0, count * sizeof *around->rows);
        memset(around->copies, 0, around->copies_slots * sizeof *around->copies);
    }
    return true;
}

/* ---- equal lines ---- */

static struct gl_around_copies *find_copies(struct gl_around *around, uint64_t hash)
{
    size_t mask = around->copies_slots - 1;
    size_t slot = (size_t)(hash >> 20) & mask;
    while (around->copies[slot].hash != 0 && around->copies[slot].hash != hash) {
        slot = (slot + 1) & mask;
    }
    around->copies[slot].hash = hash;
    return &around->copies[slot];
}

static void look_for_copies(struct gl_around *around)
{
    for (size_t i = 0; i < around->count; i++) {
        struct gl_around_copies *copies = find_copies(around, around->hashes[i] | 1);
        around->rows[i].of[GL_EVIDENCE_COPIES] = gl_evidence_at_most(copies->count, MANY);
        copies->count++;
    }
    for (size_t i = 0; i < around->count; i++) {
        struct gl_around_copies *copies = find_copies(around, around->hashes[i] | 1);
        copies->count--;
        around->rows[i].of[GL_EVIDENCE_COPIES_BELOW] = gl_evidence_at_most(copies->count, MANY);
    }
}

/* ---- place ---- */

static void look_at_place(struct gl_around *around)
{
    uint64_t above = 0, all = 0;
    for (size_t i = 0; i < around->count; i++) {
        all += around->bytes[i];
    }
    for (size_t i = 0; i < around->count; i++) {
        uint8_t *of = around->rows[i].of;
        of[GL_EVIDENCE_PLACE] = (uint8_t)(i * 250 / around->count);
        of[GL_EVIDENCE_TEXT_ABOVE] = (uint8_t)(above * 100 / all);
        of[GL_EVIDENCE_FROM_START] = gl_evidence_at_most(i, MANY);
        of[GL_EVIDENCE_FROM_END] = gl_evidence_at_most(around->count - 1 - i, MANY);
        of[GL_EVIDENCE_LINES] = gl_evidence_magnitude(16, around->count);
        above += around->bytes[i];
    }
}

/* ---- neighbours ---- */

static uint8_t of_line(const struct gl_around *around, size_t i, size_t step,
                       enum gl_evidence evidence)
{
    size_t line = i + step; // wraps below 0, which is then behind the end, too
    return line < around->count ? around->rows[line].of[evidence] : MANY;
}

static void look_at_neighbours(struct gl_around *around)
{
    for (size_t i = 0; i < around->count; i++) {
        uint8_t *of = around->rows[i].of;
        of[GL_EVIDENCE_WORDS_ABOVE] = of_line(around, i, (size_t)-1, GL_EVIDENCE_WORDS);
        of[GL_EVIDENCE_WORDS_BELOW] = of_line(around, i, 1, GL_EVIDENCE_WORDS);
        of[GL_EVIDENCE_WORDS_ABOVE_2] = of_line(around, i, (size_t)-2, GL_EVIDENCE_WORDS);
        of[GL_EVIDENCE_WORDS_BELOW_2] = of_line(around, i, 2, GL_EVIDENCE_WORDS);
        of[GL_EVIDENCE_ENDING_ABOVE] = of_line(around, i, (size_t)-1, GL_EVIDENCE_ENDING);
        of[GL_EVIDENCE_ENDING_BELOW] = of_line(around, i, 1, GL_EVIDENCE_ENDING);
        of[GL_EVIDENCE_KIND_ABOVE] = of_line(around, i, (size_t)-1, GL_EVIDENCE_KIND);
        of[GL_EVIDENCE_KIND_BELOW] = of_line(around, i, 1, GL_EVIDENCE_KIND);
    }
}

static bool is_label(const struct gl_evidence_row *row)
{
    uint8_t ending = row->of[GL_EVIDENCE_ENDING];
    return row->of[GL_EVIDENCE_WORDS] <= LABEL_WORDS && ending != GL_EDGE_STOP &&
           ending != GL_EDGE_QUESTION;
}

static void look_at_runs(struct gl_around *around)
{
    for (size_t i = 0; i < around->count;) {
        size_t end = i;
        while (end < around->count && is_label(&around->rows[end])) {
            end++;
        }
        for (size_t j = i; j < end; j++) {
            around->rows[j].of[GL_EVIDENCE_RUN] = gl_evidence_at_most(end - i, MANY);
        }
        if (end == i) {
            around->rows[end++].of[GL_EVIDENCE_RUN] = 0;
        }
        i = end;
    }
}

/* ---- since when ---- */

/* Lines since the last line for which `is` holds, that line itself included; MANY when there was
 * none. */
static void count_since(struct gl_around *around, bool (*is)(const struct gl_evidence_row *),
                        enum gl_evidence evidence)
{
    size_t since = MANY;
    for (size_t i = 0; i < around->count; i++) {
        since = is(&around->rows[i]) ? 0 : since + (since < MANY);
        around->rows[i].of[evidence] = gl_evidence_at_most(since, MANY);
    }
}

/* Kinds are numbered in the order of docs/rules-boilerplate.md, from 1; 33 more where a rule would
 * ask for a place. */
static uint8_t kind_of(const struct gl_evidence_row *row)
{
    uint8_t kind = row->of[GL_EVIDENCE_KIND];
    return kind > 32 ? (uint8_t)(kind - 32) : kind;
}

enum { TEASER = 3, RELATED = 12, COMMENT = 13 };

static bool is_related(const struct gl_evidence_row *row)
{
    return kind_of(row) == RELATED || kind_of(row) == TEASER;
}

static bool is_comment(const struct gl_evidence_row *row)
{
    return kind_of(row) == COMMENT;
}

static bool repeats_title(const struct gl_evidence_row *row)
{
    return row->of[GL_EVIDENCE_TITLE] >= 70 && row->of[GL_EVIDENCE_WORDS] >= 3;
}

static void look_since(struct gl_around *around)
{
    if (around->count == 0) {
        return;
    }
    uint8_t title = around->rows[0].of[GL_EVIDENCE_TITLE];
    around->rows[0].of[GL_EVIDENCE_TITLE] = 0; // the title itself is no copy
    count_since(around, repeats_title, GL_EVIDENCE_SINCE_HEADLINE);
    around->rows[0].of[GL_EVIDENCE_TITLE] = title;
    count_since(around, is_related, GL_EVIDENCE_SINCE_RELATED);
    count_since(around, is_comment, GL_EVIDENCE_SINCE_COMMENT);
}

/* ---- windows ---- */

/* Mean of the numbers behind `sums` over [from, to), cut at the page's ends; 0 for none. */
static size_t mean(const struct gl_around *around, size_t from, size_t to, size_t otherwise)
{
    to = to < around->count ? to : around->count;
    return from < to ? (around->sums[to] - around->sums[from]) / (to - from) : otherwise;
}

static size_t back(size_t from, size_t lines)
{
    return from < lines ? 0 : from - lines;
}

/* The six windows around each line, in the order of the evidence from `first` on. */
static void look_at_windows(struct gl_around *around, enum gl_evidence first, size_t otherwise)
{
    static const size_t widths[] = {3, 8, 20};
    for (size_t i = 0; i < around->count; i++) {
        uint8_t *of = around->rows[i].of + first;
        for (size_t w = 0; w < 3; w++) {
            of[w] = (uint8_t)mean(around, back(i, widths[w]), i, otherwise);
            of[w + 3] = (uint8_t)mean(around, i + 1, i + 1 + widths[w], otherwise);
        }
    }
}

/* For each line the lines since the last one that added to `passed`, and to the next one. */
static void look_at_distances(struct gl_around *around, const uint64_t *passed,
                              enum gl_evidence last, enum gl_evidence next)
{
    size_t since = MANY;
    for (size_t i = 0; i < around->count; i++) {
        since += since < MANY;
        around->rows[i].of[last] = gl_evidence_at_most(since, MANY);
        since = passed[i + 1] > passed[i] ? 0 : since;
    }
    since = MANY;
    for (size_t i = around->count; i-- > 0;) {
        since += since < MANY;
        around->rows[i].of[next] = gl_evidence_at_most(since, MANY);
        since = passed[i + 1] > passed[i] ? 0 : since;
    }
}

static void look_at_passed(struct gl_around *around, enum gl_evidence evidence)
{
    uint64_t all = around->words[around->count];
    for (size_t i = 0; i < around->count; i++) {
        around->rows[i].of[evidence] = (uint8_t)(all == 0 ? 0 : around->words[i] * 100 / all);
    }
}

static bool is_prose(const struct gl_evidence_row *row)
{
    uint8_t ending = row->of[GL_EVIDENCE_ENDING];
    return row->of[GL_EVIDENCE_WORDS] >= PROSE_WORDS &&
           row->of[GL_EVIDENCE_FUNCTION] >= PROSE_FUNCTION &&
           (ending == GL_EDGE_STOP || ending == GL_EDGE_QUESTION || ending == GL_EDGE_QUOTE ||
            ending == GL_EDGE_BRACKET || ending == GL_EDGE_COLON);
}

static void look_at_prose(struct gl_around *around)
{
    for (size_t i = 0; i < around->count; i++) {
        bool prose = is_prose(&around->rows[i]);
        around->sums[i + 1] = around->sums[i] + (prose ? 100 : 0);
        around->words[i + 1] =
            around->words[i] + (prose ? around->rows[i].of[GL_EVIDENCE_WORDS] : 0);
    }
    look_at_windows(around, GL_EVIDENCE_PROSE_ABOVE_3, 0);
    look_at_distances(around, around->words, GL_EVIDENCE_PROSE_LAST, GL_EVIDENCE_PROSE_NEXT);
    look_at_passed(around, GL_EVIDENCE_PROSE_PASSED);
    for (size_t i = 0; i < around->count; i++) {
        around->rows[i].of[GL_EVIDENCE_PROSE_SHARE] =
            (uint8_t)(around->sums[around->count] / around->count);
    }
}

/* How many of the eight lines on either side, and of the line itself, `is` holds for. */
static void count_around(struct gl_around *around, bool (*is)(const struct gl_evidence_row *),
                         enum gl_evidence evidence)
{
    for (size_t i = 0; i < around->count; i++) {
        around->sums[i + 1] = around->sums[i] + (is(&around->rows[i]) ? 1 : 0);
    }
    for (size_t i = 0; i < around->count; i++) {
        size_t to = i + 9 < around->count ? i + 9 : around->count;
        uint32_t number = around->sums[to] - around->sums[back(i, 8)];
        around->rows[i].of[evidence] = gl_evidence_at_most(number, MANY);
    }
}

static bool has_kind(const struct gl_evidence_row *row)
{
    return row->of[GL_EVIDENCE_KIND] != 0;
}

static bool is_stamp(const struct gl_evidence_row *row)
{
    return row->of[GL_EVIDENCE_STAMP] >= 30 && row->of[GL_EVIDENCE_WORDS] <= 12;
}

void gl_around_look(struct gl_around *around)
{
    if (around->count == 0) {
        return;
    }
    look_at_place(around);
    look_at_neighbours(around);
    look_at_runs(around);
    look_since(around);
    look_at_prose(around);
    count_around(around, has_kind, GL_EVIDENCE_KINDS_AROUND);
    count_around(around, is_stamp, GL_EVIDENCE_STAMPS_AROUND);
    look_for_copies(around);
}

/* ---- scores ---- */

struct core {
    size_t from, to; /* lines */
};

/* What a line speaks for the article: its score, by its words. */
static int64_t weight_of(const struct gl_evidence_row *row)
{
    int words = row->of[GL_EVIDENCE_WORDS];
    return (EVEN - row->of[GL_EVIDENCE_SCORE]) * (words < 40 ? words + 2 : 42);
}

/* The run of lines with the greatest sum of weights, by Kadane's way. */
static struct core find_core(const struct gl_around *around)
{
    struct core best = {0, 0}, now = {0, 0};
    int64_t most = 0, sum = 0;
    for (size_t i = 0; i < around->count; i++) {
        if (sum <= 0) {
            sum = 0;
            now.from = i;
        }
        sum += weight_of(&around->rows[i]);
        now.to = i + 1;
        if (sum > most) {
            most = sum;
            best = now;
        }
    }
    return best;
}

static void look_at_core(struct gl_around *around)
{
    struct core core = find_core(around);
    for (size_t i = 0; i < around->count; i++) {
        uint8_t *place = &around->rows[i].of[GL_EVIDENCE_CORE];
        if (i < core.from) {
            *place = gl_evidence_at_most(core.from - i, 100);
        } else if (i >= core.to) {
            *place = (uint8_t)(100 + gl_evidence_at_most(i - core.to + 1, 100));
        } else {
            *place = 0;
        }
    }
}

void gl_around_scores(struct gl_around *around)
{
    for (size_t i = 0; i < around->count; i++) {
        uint8_t *of = around->rows[i].of;
        bool core = of[GL_EVIDENCE_SCORE] < EVEN;
        around->sums[i + 1] = around->sums[i] + of[GL_EVIDENCE_SCORE];
        around->words[i + 1] = around->words[i] + (core ? of[GL_EVIDENCE_WORDS] : 0);
        of[GL_EVIDENCE_SCORE_ABOVE] = of_line(around, i, (size_t)-1, GL_EVIDENCE_SCORE);
        of[GL_EVIDENCE_SCORE_BELOW] = of_line(around, i, 1, GL_EVIDENCE_SCORE);
    }
    look_at_windows(around, GL_EVIDENCE_SCORE_ABOVE_3, MANY);
    look_at_distances(around, around->words, GL_EVIDENCE_CORE_LAST, GL_EVIDENCE_CORE_NEXT);
    look_at_passed(around, GL_EVIDENCE_CORE_PASSED);
    look_at_core(around);
}
