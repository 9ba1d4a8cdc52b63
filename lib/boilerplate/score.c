#include "boilerplate/score.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "boilerplate/around.h"
#include "boilerplate/level.h"
#include "boilerplate/look.h"

enum { TAIL_LINES = 4 }; /* at the end, prose may be a notice or a biography */
enum { SURE = -32000 };  /* sum of a line that is not voted on */

/* What is looked at closely, and what goes by in a hurry. */
static void look_at_line(struct gl_page *page, struct gl_page_line *line, bool asked,
                         const struct gl_title *title, struct gl_evidence_row *row, uint64_t *hash)
{
    const struct gl_lexicon *lexicon = &page->bound->lexicon;
    if (asked) {
        *hash = gl_look_at(lexicon, title, page->text, line->span, row).hash;
    } else {
        gl_look_in_passing(page->text, line->span, gl_line_words(page, line), row);
        *hash = line->span.start; // like no other
    }
    row->of[GL_EVIDENCE_KIND] = line->kind;
}

static void look_at_lines(struct gl_page *page, struct gl_around *around, bool doubtful)
{
    struct gl_title title;
    bool opened = false; /* below a line that a rule would cut, prose is in doubt, too */
    gl_title_read(&page->bound->lexicon, page->text, page->lines[0].span, &title);
    for (size_t i = 0; i < page->count; i++) {
        struct gl_page_line *line = &page->lines[i];
        size_t length = gl_span_length(line->span);
        opened |= line->kind != 0 && 2 * i >= page->count;
        around->asked[i] =
            !doubtful || opened || i + TAIL_LINES >= page->count || !gl_level_is_sure(page, line);
        look_at_line(page, line, around->asked[i], &title, &around->rows[i], &around->hashes[i]);
        around->bytes[i] = length < UINT32_MAX ? (uint32_t)length : UINT32_MAX;
    }
}

/* A page whose long lines have none of the language's small words is in another language: then they
 * say nothing. */
static void mistrust_language(struct gl_around *around)
{
    enum { LONG = 20, LEAST = 8, UNKNOWN = 255 };
    size_t lines = 0, share = 0;
    for (size_t i = 0; i < around->count; i++) {
        const uint8_t *of = around->rows[i].of;
        bool counts = around->asked[i] && of[GL_EVIDENCE_WORDS] >= LONG;
        lines += counts;
        share += counts ? of[GL_EVIDENCE_FUNCTION] : 0;
    }
    for (size_t i = 0; lines > 0 && share < LEAST * lines && i < around->count; i++) {
        around->rows[i].of[GL_EVIDENCE_FUNCTION] = UNKNOWN;
    }
}

static void vote(const struct gl_round *round, const struct gl_around *around, int32_t *sums)
{
    for (size_t i = 0; i < around->count; i++) {
        sums[i] = around->asked[i] ? gl_votes_sum(round, &around->rows[i]) : SURE;
    }
}

static void pass_on(struct gl_around *around, const int32_t *sums)
{
    for (size_t i = 0; i < around->count; i++) {
        around->rows[i].of[GL_EVIDENCE_SCORE] = gl_votes_score(sums[i]);
    }
    gl_around_scores(around);
}

/* Room for the section's lines; the arrays of the last section serve again where they suffice. */
static bool make_room(struct gl_scores *scores, size_t count, struct gl_arena *arena)
{
    if (count > scores->capacity) {
        scores->sums = gl_arena_alloc(arena, count * sizeof *scores->sums);
        scores->capacity = count;
    }
    return gl_around_open(&scores->around, count, arena) && (count == 0 || scores->sums != NULL);
}

bool gl_score_lines(struct gl_page *page, const struct gl_round *rounds, bool doubtful,
                    struct gl_arena *arena, struct gl_scores *scores)
{
    struct gl_around *around = &scores->around;
    if (!make_room(scores, page->count, arena)) {
        return false;
    }
    if (page->count == 0) {
        return true;
    }
    look_at_lines(page, around, doubtful);
    mistrust_language(around);
    gl_around_look(around);
    for (size_t i = 0; i < GL_ROUNDS; i++) {
        if (rounds[i].count == 0) {
            continue;
        }
        if (i > 0) {
            pass_on(around, scores->sums);
        }
        vote(&rounds[i], around, scores->sums);
        scores->last = i;
    }
    return true;
}

/* ---- for people ---- */

struct voice {
    const char *name;
    int32_t weight;
};

/* The heaviest first. */
static int compare(const void *a, const void *b)
{
    const struct voice *one = a, *other = b;
    int32_t difference = abs(other->weight) - abs(one->weight);
    return difference != 0 ? (int)difference : strcmp(one->name, other->name);
}

static void append(char *text, size_t size, const char *format, const char *name, int32_t weight)
{
    size_t length = strlen(text);
    snprintf(text + length, size - length, format, name, weight < 0 ? '-' : '+',
             (int)(abs(weight) / 1000), (int)(abs(weight) % 1000 / 10));
}

const char *gl_score_explain(const struct gl_scores *scores, const struct gl_round *rounds,
                             size_t line, struct gl_arena *arena)
{
    enum { SHOWN = 6 };
    struct voice voices[GL_EVIDENCES];
    char text[512] = "";
    const struct gl_round *round = &rounds[scores->last];
    size_t count = round->count < GL_EVIDENCES ? round->count : GL_EVIDENCES;
    for (size_t i = 0; i < count; i++) {
        const struct gl_ballot *ballot = &round->ballots[i];
        voices[i] = (struct voice){gl_evidence_names[ballot->evidence],
                                   ballot->weight[scores->around.rows[line].of[ballot->evidence]]};
    }
    qsort(voices, count, sizeof *voices, compare);
    for (size_t i = 0; i < count && i < SHOWN; i++) {
        append(text, sizeof text, "%s %c%d.%02d, ", voices[i].name, voices[i].weight);
    }
    append(text, sizeof text, "%s %c%d.%02d", "all", scores->sums[line]);
    return gl_arena_copy(arena, text, strlen(text));
}
