#include "boilerplate/copies.h"

#include "boilerplate/page.h"
#include "text/classes.h"
#include "text/utf8.h"
#include "text/words.h"

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

bool gl_copy_same_words(struct gl_text text, struct gl_span a, struct gl_span b)
{
    size_t rest = 0;
    struct gl_span more;
    return begins_with(text, a, b, &rest) && !gl_word_after(text, rest, b.end, &more);
}

/* An ASCII letter in lower case, or a digit; 0 for all else. */
static unsigned char plain_letter(struct gl_text text, struct gl_span span)
{
    unsigned char c = (unsigned char)text.bytes[span.start];
    unsigned char lower = c | 0x20;
    if (lower >= 'a' && lower <= 'z') {
        return lower;
    }
    return c >= '0' && c <= '9' ? c : 0;
}

bool gl_copy_may_be(struct gl_text text, struct gl_span a, struct gl_span b)
{
    unsigned char one = plain_letter(text, a), other = plain_letter(text, b);
    // letters outside of ASCII may be the capitals of ASCII ones, so only two of these differ
    // surely
    return one == other || one == 0 || other == 0;
}

bool gl_copy_named_in(struct gl_text text, struct gl_span line, struct gl_span other)
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

/* Headlines stand above the prose. The first line may be one even where it reads like a sentence,
 * and is the only one in a text without prose. */
void gl_page_find_headlines(struct gl_page *page)
{
    size_t left = page->bound->headline_lines;
    if (page->lines_above > 0 || page->headline_above) {
        return;
    }
    bool first = true;
    for (size_t i = 0; i < page->count && left > 0; i++) {
        if ((page->lines[i].flags & GL_LINE_CANDIDATE) != 0) {
            continue;
        }
        size_t prose = first ? page->count : gl_page_first_prose(page);
        if (!first && (i >= prose || prose == page->count)) {
            break;
        }
        first = false;
        page->lines[i].flags |= GL_LINE_HEADLINE;
        page->headline = page->headline == page->count ? i : page->headline;
        left--;
    }
}

static bool is_copy(const struct gl_page *page, struct gl_span line)
{
    for (size_t i = 0; i < page->headline_count; i++) {
        if (gl_copy_may_be(page->text, page->headlines[i], line) &&
            gl_copy_same_words(page->text, page->headlines[i], line)) {
            return true;
        }
    }
    return false;
}

static void mark_copy(struct gl_page *page, struct gl_page_line *line)
{
    line->flags &= (uint16_t) ~(GL_LINE_HEADLINE | GL_LINE_PROSE | GL_LINE_PROSE_KNOWN);
    line->flags |= GL_LINE_COPY | GL_LINE_CANDIDATE;
    page->first_known = page->last_known = false;
}

static void look_at_line(struct gl_page *page, struct gl_page_line *line, size_t words)
{
    enum { LONGEST_HEADLINE = 1024 };
    if ((line->flags & GL_LINE_LEXICAL) != 0 || gl_span_length(line->span) > LONGEST_HEADLINE) {
        return;
    }
    if (is_copy(page, line->span)) {
        mark_copy(page, line);
    } else if ((line->flags & GL_LINE_HEADLINE) != 0 && page->headline_count < GL_HEADLINES &&
               gl_line_words(page, line) >= words && gl_line_words(page, line) <= GL_LINE_WORDS) {
        page->headlines[page->headline_count++] = line->span;
    }
}

void gl_page_find_copies(struct gl_page *page, size_t words)
{
    size_t from = page->headline_above ? 0 : page->headline;
    for (size_t i = from; i < page->count; i++) {
        look_at_line(page, &page->lines[i], words);
    }
}
