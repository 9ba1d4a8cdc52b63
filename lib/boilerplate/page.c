#include "boilerplate/page.h"

#include <string.h>

#include "base/number.h"
#include "text/classes.h"
#include "text/lines.h"
#include "text/utf8.h"
#include "text/words.h"

enum { FIRST_LINES = 64 };
enum { SHARE_WORDS = 48 }; /* looked at for the share of function words */

static bool grow(struct gl_page *page, size_t *capacity, struct gl_arena *arena)
{
    size_t bytes;
    size_t more = *capacity == 0 ? FIRST_LINES : *capacity;
    if (!gl_size_add(*capacity, more, &more) ||
        !gl_size_multiply(more, sizeof *page->lines, &bytes)) {
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
    *capacity = more;
    return true;
}

bool gl_page_open(struct gl_page *page, struct gl_text text, const struct gl_ruleset *set,
                  struct gl_arena *arena)
{
    *page = (struct gl_page){.text = text, .set = set, .bound = gl_ruleset_bound(set)};
    size_t capacity = 0;
    struct gl_line line;
    for (size_t at = 0; gl_line_at(text, at, &line); at = line.next) {
        struct gl_span span = gl_trim(text, line.content);
        if (span.start == span.end) {
            continue;
        }
        if (page->count == capacity && !grow(page, &capacity, arena)) {
            return false;
        }
        page->lines[page->count++] = (struct gl_page_line){.span = span};
        page->bytes += gl_span_length(span);
    }
    page->first_prose = page->last_prose = page->headline = page->count;
    return true;
}

size_t gl_line_words(const struct gl_page *page, struct gl_page_line *line)
{
    if ((line->flags & GL_LINE_COUNTED) == 0) {
        struct gl_span word = {line->span.start, line->span.start};
        uint8_t words = 0;
        while (words <= GL_LINE_WORDS &&
               gl_word_after(page->text, word.end, line->span.end, &word)) {
            words++;
        }
        line->words = words;
        line->flags |= GL_LINE_COUNTED;
    }
    return line->words;
}

/* Share of function words among the first SHARE_WORDS words; 1 when the language has no list of
 * them, so that nothing is held against a line. */
static double function_share(const struct gl_page *page, const struct gl_page_line *line)
{
    const struct gl_bound *bound = page->bound;
    struct gl_span word = {line->span.start, line->span.start};
    size_t words = 0, found = 0;
    if (bound->function_words < 0) {
        return 1;
    }
    while (words < SHARE_WORDS && gl_word_after(page->text, word.end, line->span.end, &word)) {
        struct gl_text text = {page->text.bytes + word.start, gl_span_length(word)};
        words++;
        found += gl_list_value(page->set, bound->function_words, text) != NULL;
    }
    return words == 0 ? 0 : (double)found / (double)words;
}

static bool is_in(const struct gl_mark_set *set, int32_t mark)
{
    for (size_t i = 0; i < set->count; i++) {
        if (set->marks[i] == mark) {
            return true;
        }
    }
    return false;
}

/* Does the line end with a mark that ends sentences, closing quotes and brackets after it allowed?
 */
static bool has_final_mark(const struct gl_page *page, struct gl_span span)
{
    int32_t mark = 0;
    size_t at = span.end;
    do {
        if (at == span.start) {
            return false;
        }
        at = gl_utf8_before(page->text, at);
        gl_utf8_decode(page->text, at, &mark);
        if (is_in(&page->bound->final_marks, mark)) {
            return true;
        }
    } while (is_in(&page->bound->closing_marks, mark));
    return false;
}

/* Has the span more than `most` code points? Counts only where bytes leave it open. */
static bool is_longer(struct gl_text text, struct gl_span span, size_t most)
{
    size_t count = 0;
    int32_t code_point;
    if (gl_span_length(span) <= most) {
        return false;
    }
    for (size_t at = span.start; at < span.end && count <= most; count++) {
        at += gl_utf8_decode(text, at, &code_point);
    }
    return count > most;
}

bool gl_line_has_shape(const struct gl_page *page, struct gl_page_line *line,
                       const struct gl_line_test *test)
{
    if (is_longer(page->text, line->span, test->characters_most)) {
        return false;
    }
    if (test->words_least > 0 || test->words_most < GL_LINE_WORDS) {
        size_t words = gl_line_words(page, line);
        if (words < test->words_least || words > test->words_most) {
            return false;
        }
    }
    if (test->final_mark >= 0 && has_final_mark(page, line->span) != (test->final_mark == 1)) {
        return false;
    }
    if (test->function_least > 0 || test->function_most < 1) {
        double share = function_share(page, line);
        return share >= test->function_least && share <= test->function_most;
    }
    return true;
}

/* Long enough, ends like a sentence, and has a sentence's share of small words. Scripts without
 * blanks have few words, so bytes count too. */
static bool is_prose(const struct gl_page *page, struct gl_page_line *line)
{
    const struct gl_bound *bound = page->bound;
    return (line->flags & GL_LINE_CANDIDATE) == 0 && has_final_mark(page, line->span) &&
           (gl_span_length(line->span) >= bound->prose_bytes ||
            gl_line_words(page, line) >= bound->prose_words) &&
           function_share(page, line) >= bound->prose_function_words;
}

static void find_prose_ends(struct gl_page *page)
{
    page->first_prose = page->last_prose = page->count;
    for (size_t i = 0; i < page->count; i++) {
        if ((page->lines[i].flags & GL_LINE_PROSE) != 0) {
            page->first_prose = page->first_prose == page->count ? i : page->first_prose;
            page->last_prose = i;
        }
    }
}

/* Headlines stand above the prose. The first line may be one even where it reads like a sentence,
 * and is the only one in a text without prose. */
static void find_headlines(struct gl_page *page)
{
    size_t left = page->bound->headline_lines;
    bool first = true;
    for (size_t i = 0; i < page->count && left > 0; i++) {
        if (!first && (i >= page->first_prose || page->first_prose == page->count)) {
            break;
        }
        if ((page->lines[i].flags & GL_LINE_CANDIDATE) == 0) {
            first = false;
            page->lines[i].flags |= GL_LINE_HEADLINE;
            page->headline = page->headline == page->count ? i : page->headline;
            left--;
        }
    }
}

void gl_page_find_prose(struct gl_page *page)
{
    for (size_t i = 0; i < page->count; i++) {
        struct gl_page_line *line = &page->lines[i];
        if ((line->flags & GL_LINE_CANDIDATE) != 0) {
            page->candidates++;
        }
        if (is_prose(page, line)) {
            line->flags |= GL_LINE_PROSE;
        }
    }
    find_prose_ends(page);
    find_headlines(page);
}

static bool same_word(struct gl_text text, struct gl_span a, struct gl_span b)
{
    size_t i = a.start, j = b.start;
    while (i < a.end && j < b.end) {
        int32_t one, other;
        i += gl_utf8_decode(text, i, &one);
        j += gl_utf8_decode(text, j, &other);
        if (one != other && gl_to_lower(one) != gl_to_lower(other)) {
            return false;
        }
    }
    return i == a.end && j == b.end;
}

/* Does `other` begin with the words of `line`, in the same order, whatever the capitals and the
 * marks between them? *rest is where the words behind them begin. */
static bool begins_with(struct gl_text text, struct gl_span line, struct gl_span other,
                        size_t *rest)
{
    struct gl_span word = {line.start, line.start}, found = {other.start, other.start};
    while (gl_word_after(text, word.end, line.end, &word)) {
        if (!gl_word_after(text, found.end, other.end, &found) || !same_word(text, word, found)) {
            return false;
        }
    }
    *rest = found.end;
    return true;
}

static bool same_words(struct gl_text text, struct gl_span a, struct gl_span b)
{
    size_t rest = 0;
    struct gl_span more;
    return begins_with(text, a, b, &rest) && !gl_word_after(text, rest, b.end, &more);
}

/* Do the line's words stand together near the beginning of `other`? So a heading is told from a
 * button. */
static bool is_named_in(struct gl_text text, struct gl_span line, struct gl_span other)
{
    enum { LOOKED_AT = 512 };
    size_t rest;
    size_t end = gl_span_length(other) > LOOKED_AT ? other.start + LOOKED_AT : other.end;
    struct gl_span word = {other.start, other.start};
    while (gl_word_after(text, word.end, end, &word)) {
        if (begins_with(text, line, (struct gl_span){word.start, other.end}, &rest)) {
            return true;
        }
    }
    return false;
}

static bool is_copy(struct gl_page *page, const size_t *headlines, size_t count, size_t number)
{
    struct gl_page_line *line = &page->lines[number];
    for (size_t i = 0; i < count; i++) {
        struct gl_page_line *first = &page->lines[headlines[i]];
        if (first != line && gl_line_words(page, first) == gl_line_words(page, line) &&
            same_words(page->text, first->span, line->span)) {
            return true;
        }
    }
    return false;
}

static void mark_copy(struct gl_page *page, struct gl_page_line *line)
{
    if ((line->flags & GL_LINE_CANDIDATE) == 0) {
        page->candidates++;
    }
    line->flags &= (uint8_t) ~(GL_LINE_HEADLINE | GL_LINE_PROSE);
    line->flags |= GL_LINE_COPY | GL_LINE_CANDIDATE;
}

void gl_page_find_copies(struct gl_page *page, size_t words)
{
    enum { MOST_HEADLINES = 16, LONGEST_HEADLINE = 1024 };
    size_t headlines[MOST_HEADLINES];
    size_t count = 0;
    for (size_t i = page->headline; i < page->count; i++) {
        struct gl_page_line *line = &page->lines[i];
        if ((line->flags & GL_LINE_LEXICAL) != 0 || gl_span_length(line->span) > LONGEST_HEADLINE ||
            gl_line_words(page, line) < words || gl_line_words(page, line) > GL_LINE_WORDS) {
            continue;
        }
        if (is_copy(page, headlines, count, i)) {
            mark_copy(page, line);
        } else if ((line->flags & GL_LINE_HEADLINE) != 0 && count < MOST_HEADLINES) {
            headlines[count++] = i;
        }
    }
    find_prose_ends(page);
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
        place->passed++;
    }
    place->line++;
    if (place->after <= place->line) {
        place->after = next_neighbour(page, place->line + 1);
    }
}

static size_t position_of(const struct gl_page *page, int name)
{
    switch (name) {
    case GL_PLACE_HEADLINE:
        return page->headline;
    case GL_PLACE_FIRST_PROSE:
        return page->first_prose;
    default:
        return page->last_prose;
    }
}

static bool is_prose_line(const struct gl_page *page, size_t number)
{
    return number < page->count && (page->lines[number].flags & GL_LINE_PROSE) != 0;
}

/* Lines below that are no candidates. */
static size_t lines_to_come(const struct gl_page *page, const struct gl_line_place *place)
{
    bool counts = (page->lines[place->line].flags & GL_LINE_CANDIDATE) == 0;
    return page->count - page->candidates - place->passed - (counts ? 1 : 0);
}

bool gl_line_place_fits(const struct gl_page *page, const struct gl_line_place *place,
                        const struct gl_line_test *test)
{
    if (test->after != GL_PLACE_NONE) {
        size_t position = position_of(page, test->after);
        if (position == page->count || place->line <= position) {
            return false;
        }
    }
    if (test->before != GL_PLACE_NONE) {
        size_t position = position_of(page, test->before);
        if (position == page->count || place->line >= position) {
            return false;
        }
    }
    if (test->between_prose &&
        !(is_prose_line(page, place->before) && is_prose_line(page, place->after))) {
        return false;
    }
    if (test->named_below >= 0) {
        bool named =
            place->after < page->count &&
            is_named_in(page->text, page->lines[place->line].span, page->lines[place->after].span);
        if (named != (test->named_below == 1)) {
            return false;
        }
    }
    return place->passed <= test->from_start_most &&
           lines_to_come(page, place) <= test->from_end_most;
}
