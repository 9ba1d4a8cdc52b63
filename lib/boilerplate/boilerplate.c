#include "boilerplate/boilerplate.h"

#include <string.h>

#include "base/number.h"
#include "boilerplate/bound.h"
#include "boilerplate/judge.h"
#include "boilerplate/page.h"

enum { FIRST_CUTS = 16 };

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

static size_t fewest_repeat_words(const struct gl_bound *bound)
{
    size_t fewest = GL_LINE_WORDS;
    for (size_t i = 0; i < bound->repeat_count; i++) {
        size_t words = bound->repeats[i]->repeat_words;
        fewest = words < fewest ? words : fewest;
    }
    return fewest;
}

static bool needs_verdict(const struct gl_bound *bound, const struct gl_page_line *line)
{
    return (line->flags & (GL_LINE_TOUCHED | GL_LINE_COPY)) != 0 || bound->unmatched_count > 0;
}

/* Appends the verdicts on the section's lines; false when memory is out. */
static bool judge_lines(struct gl_judge *judge, struct gl_cuts *cuts, struct gl_arena *arena)
{
    struct gl_page *page = judge->page;
    struct gl_line_place place = gl_line_place_first(page);
    for (; place.line < page->count; gl_line_place_next(page, &place)) {
        struct gl_cut found[GL_JUDGE_CUTS];
        if (!needs_verdict(page->bound, &page->lines[place.line])) {
            continue;
        }
        size_t count = gl_judge_line(judge, &place, found);
        for (size_t i = 0; i < count; i++) {
            if (!add_cut(cuts, &found[i], arena)) {
                return false;
            }
        }
    }
    return true;
}

static bool judge_section(struct gl_judge *judge, struct gl_cuts *cuts, struct gl_arena *arena)
{
    struct gl_page *page = judge->page;
    for (size_t i = 0; i < page->count; i++) {
        gl_judge_survey(judge, &page->lines[i]);
    }
    gl_page_find_headlines(page);
    if (page->bound->repeat_count > 0) {
        gl_page_find_copies(page, fewest_repeat_words(page->bound));
    }
    return judge_lines(judge, cuts, arena);
}

/* Would too much go? A page of nothing but boilerplate may go whole; anything else keeps its share.
 */
static bool is_too_much(struct gl_page *page, size_t removed, double most)
{
    if (removed == page->bytes) {
        return page->prose_above || gl_page_first_prose(page) < page->count;
    }
    size_t floor = page->bound->removed_floor;
    size_t whole = page->bytes > floor ? page->bytes : floor;
    return (double)removed > most * (double)whole;
}

static void withhold(struct gl_page *page, struct gl_cuts *cuts, double most)
{
    size_t removed = 0;
    for (size_t i = 0; i < cuts->count; i++) {
        removed += gl_span_length(cuts->items[i].span);
    }
    if (is_too_much(page, removed, most)) {
        *cuts = (struct gl_cuts){.withheld = (double)removed / (double)page->bytes};
    }
}

enum galley_status gl_boilerplate_find(const struct gl_stage_input *input, double removed_most,
                                       struct gl_cuts *cuts)
{
    struct gl_arena *arena = input->document->arena;
    struct gl_page page;
    struct gl_judge judge = {
        .page = &page, .matcher = input->matcher, .scene = {.text = input->document->text}};
    *cuts = (struct gl_cuts){.count = 0};
    gl_page_open(&page, input->document->text, input->rules);
    for (bool more = true; more;) {
        if (!gl_page_next(&page, arena, &more) || (more && !judge_section(&judge, cuts, arena))) {
            return GALLEY_NO_MEMORY;
        }
    }
    withhold(&page, cuts, removed_most < 0 ? page.bound->removed_most : removed_most);
    return GALLEY_OK;
}
