#include "boilerplate/boilerplate.h"

#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "boilerplate/bound.h"
#include "boilerplate/judge.h"
#include "boilerplate/level.h"
#include "boilerplate/page.h"
#include "boilerplate/score.h"

enum { FIRST_CUTS = 16, MOST_PASSES = 6 };

/* The work on one document. */
struct search {
    const struct gl_stage_input *input;
    const struct gl_boilerplate_settings *settings;
    struct gl_page page;
    struct gl_judge judge;
    struct gl_scores scores;
    struct gl_cuts *cuts;
    size_t labels;     /* bytes of labels that were cut from a whole page */
    size_t first_pass; /* cuts that there were behind the section's first pass */
    bool changed;      /* the last pass cut something */
};

static bool add_cut(struct gl_cuts *cuts, const struct gl_cut *cut, struct gl_arena *arena)
{
    if (cuts->count == cuts->capacity) {
        size_t bytes;
        size_t capacity = cuts->capacity == 0 ? FIRST_CUTS : cuts->capacity;
        if (!gl_size_add(cuts->capacity, capacity, &capacity) ||
            !gl_size_multiply(capacity, sizeof *cuts->items, &bytes)) {
            return false;
        }
        struct gl_cut *items = gl_arena_alloc(arena, bytes);
        if (items == NULL) {
            return false;
        }
        if (cuts->count > 0) {
            memcpy(items, cuts->items, cuts->count * sizeof *items);
        }
        cuts->items = items;
        cuts->capacity = capacity;
    }
    cuts->items[cuts->count++] = *cut;
    return true;
}

static bool is_named(const struct gl_texts *names, const char *name)
{
    for (size_t i = 0; i < names->count; i++) {
        if (strcmp(names->items[i], name) == 0) {
            return true;
        }
    }
    return false;
}

/* Does the user want such cuts? */
static bool is_wanted(const struct gl_boilerplate_settings *settings,
                      const struct gl_bound_rule *rule)
{
    return !is_named(&settings->keep_rules, rule->rule->name) &&
           !is_named(&settings->keep_kinds, rule->kind) &&
           (settings->only_kinds.count == 0 || is_named(&settings->only_kinds, rule->kind));
}

static bool needs_verdict(const struct search *search, size_t number)
{
    const struct gl_page *page = &search->page;
    uint16_t flags = page->lines[number].flags;
    return (flags & GL_LINE_PIECED) == 0 &&
           ((flags & (GL_LINE_TOUCHED | GL_LINE_COPY | GL_LINE_AGAIN)) != 0 ||
            page->bound->unmatched_count > 0 ||
            (search->judge.scores != NULL &&
             search->judge.scores->sums[number] >= page->bound->score_floor));
}

/* Appends those of the cuts of a line that the user wants. False when memory is out. */
static bool keep_cuts(struct search *search, struct gl_page_line *line, const struct gl_cut *found,
                      size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!is_wanted(search->settings, found[i].rule)) {
            continue;
        }
        bool whole = gl_span_length(found[i].span) == gl_span_length(line->span);
        bool label = search->judge.level == GL_LEVEL_PAGE && gl_level_is_label(&search->page, line);
        search->labels += label ? gl_span_length(found[i].span) : 0;
        line->flags |= whole ? GL_LINE_GONE : GL_LINE_PIECED;
        search->changed = true;
        if (!add_cut(search->cuts, &found[i], search->input->document->arena)) {
            return false;
        }
    }
    return true;
}

/* Appends the verdicts on the section's lines; false when memory is out. */
static bool judge_lines(struct search *search)
{
    struct gl_page *page = &search->page;
    struct gl_line_place place = gl_line_place_first(page);
    for (; place.line < page->count; gl_line_place_next(page, &place)) {
        struct gl_cut found[GL_JUDGE_CUTS];
        if (needs_verdict(search, place.line)) {
            size_t count = gl_judge_line(&search->judge, &place, found);
            if (!keep_cuts(search, &page->lines[place.line], found, count)) {
                return false;
            }
        }
    }
    return true;
}

/* False when memory is out. */
static bool score_section(struct search *search)
{
    const struct gl_bound *bound = search->page.bound;
    bool whole = search->judge.level == GL_LEVEL_PAGE;
    const struct gl_round *rounds = whole ? bound->page_rounds : bound->light_rounds;
    search->judge.scores = NULL;
    if (bound->scored_count == 0 || rounds[0].count == 0 ||
        (!whole &&
         (search->page.count < bound->light_lines || !gl_level_has_doubts(&search->page)))) {
        return true;
    }
    search->judge.scores = &search->scores;
    search->judge.rounds = rounds;
    return gl_score_lines(&search->page, rounds, !whole, search->input->document->arena,
                          &search->scores);
}

static bool judge_pass(struct search *search)
{
    struct gl_page *page = &search->page;
    gl_page_find_headlines(page);
    if (page->bound->copy_words > 0) {
        gl_page_find_copies(page, page->bound->copy_words);
    }
    if (page->bound->again_words > 0 &&
        !gl_page_find_again(page, page->bound->again_words, search->input->document->arena)) {
        return false;
    }
    return score_section(search) && judge_lines(search);
}

static void survey(struct search *search)
{
    struct gl_page *page = &search->page;
    for (size_t i = 0; i < page->count; i++) {
        gl_judge_survey(&search->judge, &page->lines[i]);
    }
    if (search->judge.level == GL_LEVEL_AUTO) {
        search->judge.level = (int)gl_level_tell(page);
    }
}

/* Votes look at the lines around, and some rules at the document's ends. So at light level what
 * goes is looked at as gone, until nothing more goes: filtering twice gives what filtering once
 * gives. */
static bool judge_passes(struct search *search)
{
    for (int pass = 0; pass < MOST_PASSES; pass++) {
        search->changed = false;
        if (!judge_pass(search)) {
            return false;
        }
        search->first_pass = pass == 0 ? search->cuts->count : search->first_pass;
        if (!search->changed || search->judge.level == GL_LEVEL_PAGE) {
            break;
        }
        gl_page_take_out(&search->page);
    }
    return true;
}

/* Bytes of the cuts from `first` on, and of those by votes. */
static size_t count_bytes(const struct gl_cuts *cuts, size_t first, size_t *by_votes)
{
    size_t removed = 0;
    *by_votes = 0;
    for (size_t i = first; i < cuts->count; i++) {
        size_t length = gl_span_length(cuts->items[i].span);
        removed += length;
        *by_votes += cuts->items[i].rule->where.scored ? length : 0;
    }
    return removed;
}

/* At light level votes that would take much of what words and places leave are mistaken: verses, or
 * lines broken by hand. `bytes`: of the section's lines. */
static bool are_votes_mistaken(const struct search *search, size_t first, size_t bytes)
{
    size_t by_votes;
    size_t removed = count_bytes(search->cuts, first, &by_votes);
    double left = (double)(bytes - (removed - by_votes));
    return search->judge.level != GL_LEVEL_PAGE &&
           (double)by_votes > search->page.bound->light_most * left;
}

/* Takes back what votes cut, and what was cut after them. */
static void drop_votes(struct search *search, size_t first)
{
    struct gl_cuts *cuts = search->cuts;
    size_t kept = first;
    for (size_t i = first; i < search->first_pass; i++) {
        if (!cuts->items[i].rule->where.scored) {
            cuts->items[kept++] = cuts->items[i];
        }
    }
    cuts->count = kept;
}

/* Takes the lines out that the cuts from `first` on took whole. */
static void take_out_cut(struct search *search, size_t first)
{
    const struct gl_cuts *cuts = search->cuts;
    struct gl_page *page = &search->page;
    for (size_t i = 0, cut = first; i < page->count && cut < cuts->count; i++) {
        struct gl_page_line *line = &page->lines[i];
        if (cuts->items[cut].span.start >= line->span.end) {
            continue;
        }
        bool whole = gl_span_length(cuts->items[cut].span) == gl_span_length(line->span);
        line->flags |= whole ? GL_LINE_GONE : GL_LINE_PIECED;
        while (cut < cuts->count && cuts->items[cut].span.start < line->span.end) {
            cut++;
        }
    }
    gl_page_take_out(page);
}

/* Asks the votes once more, about what the cuts from `first` on left. */
static bool judge_again(struct search *search, size_t first, size_t bytes)
{
    size_t by_votes, second = search->cuts->count;
    size_t removed = count_bytes(search->cuts, first, &by_votes);
    survey(search);
    take_out_cut(search, first);
    if (!judge_passes(search)) {
        return false;
    }
    if (are_votes_mistaken(search, second, bytes - removed)) {
        search->cuts->count = second;
    }
    return true;
}

/* Reads and judges the next section; false when memory is out. When votes were mistaken, they are
 * asked once more about what the others left: so would a second run of the filter. */
static bool judge_section(struct search *search, bool *more)
{
    struct gl_page *page = &search->page;
    struct gl_arena *arena = search->input->document->arena;
    struct gl_page before = *page;
    size_t first = search->cuts->count;
    if (!gl_page_next(page, arena, more) || !*more) {
        return !*more;
    }
    survey(search);
    if (!judge_passes(search)) {
        return false;
    }
    size_t bytes = page->bytes - before.bytes;
    if (!are_votes_mistaken(search, first, bytes)) {
        return true;
    }
    drop_votes(search, first);
    *page = before;
    return gl_page_next(page, arena, more) && judge_again(search, first, bytes);
}

/* Would too much go? A page of nothing but boilerplate may go whole; anything else keeps its share.
 * Labels that go from whole pages do not count: menus may well be longer than the article. */
static bool is_too_much(struct search *search, size_t removed)
{
    struct gl_page *page = &search->page;
    bool whole = search->judge.level == GL_LEVEL_PAGE;
    double most = whole ? page->bound->page_removed_most : page->bound->removed_most;
    most = search->settings->removed_most > 0 ? search->settings->removed_most : most;
    if (removed == page->bytes) {
        return page->prose_above || gl_page_first_prose(page) < page->count;
    }
    size_t floor = page->bound->removed_floor;
    size_t all = page->bytes > floor ? page->bytes : floor;
    return (double)(removed - search->labels) > most * (double)(all - search->labels);
}

static int compare_cuts(const void *a, const void *b)
{
    const struct gl_cut *one = a, *other = b;
    return (one->span.start > other->span.start) - (one->span.start < other->span.start);
}

/* Later passes found cuts between those of earlier ones. */
static void sort_cuts(struct gl_cuts *cuts)
{
    for (size_t i = 1; i < cuts->count; i++) {
        if (cuts->items[i].span.start < cuts->items[i - 1].span.start) {
            qsort(cuts->items, cuts->count, sizeof *cuts->items, compare_cuts);
            return;
        }
    }
}

static void withhold(struct search *search)
{
    size_t by_votes;
    struct gl_cuts *cuts = search->cuts;
    size_t removed = count_bytes(cuts, 0, &by_votes);
    if (is_too_much(search, removed)) {
        *cuts = (struct gl_cuts){.withheld = (double)removed / (double)search->page.bytes};
    }
}

enum galley_status gl_boilerplate_find(const struct gl_stage_input *input, struct gl_cuts *cuts)
{
    static const struct gl_boilerplate_settings defaults = {.level = GL_LEVEL_LIGHT};
    struct gl_arena *arena = input->document->arena;
    struct search search = {.input = input, .cuts = cuts};
    search.settings = input->settings != NULL ? input->settings : &defaults;
    search.judge = (struct gl_judge){.page = &search.page,
                                     .matcher = input->matcher,
                                     .scene = {.text = input->document->text},
                                     .level = search.settings->level,
                                     .arena = input->explain ? arena : NULL};
    *cuts = (struct gl_cuts){.count = 0};
    gl_page_open(&search.page, input->document->text, input->rules);
    for (bool more = true; more;) {
        if (!judge_section(&search, &more)) {
            return GALLEY_NO_MEMORY;
        }
    }
    sort_cuts(cuts);
    withhold(&search);
    return GALLEY_OK;
}
