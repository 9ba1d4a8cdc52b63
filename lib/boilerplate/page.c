#include "boilerplate/page.h"

#include <string.h>

#include "base/number.h"
#include "boilerplate/copies.h"
#include "boilerplate/look.h"
#include "boilerplate/shape.h"
#include "text/classes.h"
#include "text/lines.h"

enum { FIRST_LINES = 64 };

static bool grow(struct gl_page *page, struct gl_arena *arena)
{
    size_t bytes;
    size_t more = page->capacity == 0 ? FIRST_LINES : page->capacity * 2;
    if (!gl_size_multiply(more, sizeof *page->lines, &bytes)) {
        return false;
    }
    struct gl_page_line *lines = gl_arena_alloc(arena, bytes);
    if (lines == NULL) {
        return false;
    }
    if (page->count > 0) {
        memcpy(lines, page->lines, page->count * sizeof *lines);
    }
    page->lines = lines;
    page->capacity = more;
    return true;
}

void gl_page_open(struct gl_page *page, struct gl_text text, const struct gl_ruleset *set)
{
    *page = (struct gl_page){.text = text, .set = set, .bound = gl_ruleset_bound(set)};
}

/* What the section that ends leaves for those below. */
static void close_section(struct gl_page *page)
{
    page->lines_above += page->count;
    page->headline_above |= page->headline < page->count;
    if (page->next < page->text.length) {
        page->prose_above |= gl_page_first_prose(page) < page->count;
    }
    page->count = 0;
    page->first_known = page->last_known = false;
}

/* ASCII at both ends, and no white space there: nothing to trim. */
static struct gl_span trim(struct gl_text text, struct gl_span span)
{
    if (span.start < span.end) {
        unsigned char first = (unsigned char)text.bytes[span.start];
        unsigned char last = (unsigned char)text.bytes[span.end - 1];
        if (first > ' ' && first < 0x80 && last > ' ' && last < 0x80) {
            return span;
        }
    }
    return gl_trim(text, span);
}

bool gl_page_next(struct gl_page *page, struct gl_arena *arena, bool *more)
{
    struct gl_line line;
    *more = page->next < page->text.length;
    if (!*more) {
        return true;
    }
    close_section(page);
    while (page->count < GL_SECTION_LINES && gl_line_at(page->text, page->next, &line)) {
        struct gl_span span = trim(page->text, line.content);
        page->next = line.next;
        if (span.start == span.end) {
            continue;
        }
        if (page->count == page->capacity && !grow(page, arena)) {
            return false;
        }
        page->lines[page->count++] = (struct gl_page_line){.span = span};
        page->bytes += gl_span_length(span);
    }
    page->headline = page->count;
    *more = page->count > 0;
    return true;
}

void gl_page_take_out(struct gl_page *page)
{
    enum {
        OWN = GL_LINE_TOUCHED | GL_LINE_LEXICAL | GL_LINE_DECIDED | GL_LINE_COUNTED | GL_LINE_ENDS |
              GL_LINE_ENDS_KNOWN | GL_LINE_PIECED
    };
    size_t kept = 0;
    for (size_t i = 0; i < page->count; i++) {
        struct gl_page_line line = page->lines[i];
        if ((line.flags & GL_LINE_GONE) != 0) {
            continue;
        }
        line.flags = (uint16_t)((line.flags & OWN) | (line.kind != 0 ? GL_LINE_CANDIDATE : 0));
        page->lines[kept++] = line;
    }
    page->count = page->headline = kept;
    page->headline_count = page->headline_above ? page->headline_count : 0;
    page->first_known = page->last_known = false;
}

size_t gl_line_words(const struct gl_page *page, struct gl_page_line *line)
{
    if ((line->flags & GL_LINE_COUNTED) == 0) {
        line->words = (uint8_t)gl_shape_words(page->text, line->span, GL_LINE_WORDS + 1);
        line->flags |= GL_LINE_COUNTED;
    }
    return line->words;
}

bool gl_line_ends(const struct gl_page *page, struct gl_page_line *line)
{
    if ((line->flags & GL_LINE_ENDS_KNOWN) == 0) {
        bool ends = gl_shape_final_mark(page->bound, page->text, line->span);
        line->flags |= (uint16_t)(GL_LINE_ENDS_KNOWN | (ends ? GL_LINE_ENDS : 0));
    }
    return (line->flags & GL_LINE_ENDS) != 0;
}

bool gl_line_has_words(const struct gl_page *page, struct gl_page_line *line,
                       const struct gl_line_test *test)
{
    if (test->words_least == 0 &&
        (test->words_most >= GL_LINE_WORDS || gl_span_length(line->span) / 2 < test->words_most)) {
        return true; // a word and what parts it from the next one are two bytes
    }
    size_t words = gl_line_words(page, line);
    return words >= test->words_least && words <= test->words_most;
}

bool gl_line_has_shape(const struct gl_page *page, struct gl_page_line *line,
                       const struct gl_line_test *test)
{
    if (!gl_line_has_words(page, line, test) ||
        gl_shape_is_longer(page->text, line->span, test->characters_most) ||
        (test->final_mark >= 0 && gl_line_ends(page, line) != (test->final_mark == 1))) {
        return false;
    }
    if (test->function_least > 0 || test->function_most < 1) {
        double share = gl_shape_function_share(page->set, page->bound, page->text, line->span);
        return share >= test->function_least && share <= test->function_most;
    }
    return true;
}

/* Long enough, ends like a sentence, and has a sentence's share of small words. Scripts without
 * blanks have few words, so bytes count too. */
static bool reads_like_prose(const struct gl_page *page, struct gl_page_line *line)
{
    const struct gl_bound *bound = page->bound;
    return gl_line_ends(page, line) &&
           (gl_span_length(line->span) >= bound->prose_bytes ||
            gl_line_words(page, line) >= bound->prose_words) &&
           gl_look_reads(&bound->lexicon, page->text, line->span, bound->prose_function_words);
}

bool gl_page_is_prose(struct gl_page *page, size_t number)
{
    struct gl_page_line *line = &page->lines[number];
    if ((line->flags & GL_LINE_PROSE_KNOWN) == 0) {
        bool prose = (line->flags & GL_LINE_CANDIDATE) == 0 && reads_like_prose(page, line);
        line->flags |= (uint16_t)(GL_LINE_PROSE_KNOWN | (prose ? GL_LINE_PROSE : 0));
    }
    return (line->flags & GL_LINE_PROSE) != 0;
}

size_t gl_page_first_prose(struct gl_page *page)
{
    for (size_t i = 0; i < page->count && !page->first_known; i++) {
        if (gl_page_is_prose(page, i)) {
            page->first_prose = i;
            page->first_known = true;
        }
    }
    page->first_prose = page->first_known ? page->first_prose : page->count;
    page->first_known = true;
    return page->first_prose;
}

size_t gl_page_last_prose(struct gl_page *page)
{
    for (size_t i = page->count; i > 0 && !page->last_known; i--) {
        if (gl_page_is_prose(page, i - 1)) {
            page->last_prose = i - 1;
            page->last_known = true;
        }
    }
    page->last_prose = page->last_known ? page->last_prose : page->count;
    page->last_known = true;
    return page->last_prose;
}

/* First line at or behind `from` that is no candidate. */
static size_t next_neighbour(const struct gl_page *page, size_t from)
{
    while (from < page->count && (page->lines[from].flags & GL_LINE_CANDIDATE) != 0) {
        from++;
    }
    return from;
}

struct gl_line_place gl_line_place_first(const struct gl_page *page)
{
    return (struct gl_line_place){.before = page->count, .after = next_neighbour(page, 1)};
}

void gl_line_place_next(const struct gl_page *page, struct gl_line_place *place)
{
    if ((page->lines[place->line].flags & GL_LINE_CANDIDATE) == 0) {
        place->before = place->line;
    }
    place->line++;
    if (place->after <= place->line) {
        place->after = next_neighbour(page, place->line + 1);
    }
}

static bool is_last_section(const struct gl_page *page)
{
    return page->next >= page->text.length;
}

static bool is_after(struct gl_page *page, size_t line, int name)
{
    size_t position;
    switch (name) {
    case GL_PLACE_NONE:
        return true;
    case GL_PLACE_HEADLINE:
        return page->headline_above || line > page->headline;
    case GL_PLACE_FIRST_PROSE:
        return page->prose_above || line > gl_page_first_prose(page);
    default:
        position = gl_page_last_prose(page);
        return is_last_section(page) &&
               (position < page->count ? line > position : page->prose_above);
    }
}

static bool is_before(struct gl_page *page, size_t line, int name)
{
    size_t position;
    switch (name) {
    case GL_PLACE_NONE:
        return true;
    case GL_PLACE_HEADLINE:
        position = page->headline;
        return !page->headline_above && position < page->count && line < position;
    case GL_PLACE_FIRST_PROSE:
        position = gl_page_first_prose(page);
        return !page->prose_above && position < page->count && line < position;
    default:
        position = gl_page_last_prose(page);
        return position < page->count && line < position;
    }
}

static bool is_prose_line(struct gl_page *page, size_t number)
{
    return number < page->count && gl_page_is_prose(page, number);
}

bool gl_line_is_near(const struct gl_page *page, size_t number, const struct gl_line_test *test)
{
    size_t left = is_last_section(page) ? page->count - 1 - number : SIZE_MAX - 1;
    return page->lines_above + number <= test->from_start_most && left <= test->from_end_most;
}

bool gl_line_place_fits(struct gl_page *page, const struct gl_line_place *place,
                        const struct gl_line_test *test)
{
    if (!test->has_position) {
        return true;
    }
    if (!is_after(page, place->line, test->after) || !is_before(page, place->line, test->before)) {
        return false;
    }
    if (test->between_prose &&
        !(is_prose_line(page, place->before) && is_prose_line(page, place->after))) {
        return false;
    }
    if (test->named_below >= 0) {
        bool named = place->after < page->count &&
                     gl_copy_named_in(page->text, page->lines[place->line].span,
                                      page->lines[place->after].span);
        if (named != (test->named_below == 1)) {
            return false;
        }
    }
    return gl_line_is_near(page, place->line, test);
}
