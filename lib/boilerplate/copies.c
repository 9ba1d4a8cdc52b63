#include "boilerplate/copies.h"

#include <stdint.h>
#include <string.h>

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

static void mark_copy(struct gl_page *page, struct gl_page_line *line, uint16_t flag)
{
    line->flags &= (uint16_t) ~(GL_LINE_HEADLINE | GL_LINE_PROSE | GL_LINE_PROSE_KNOWN);
    line->flags |= (uint16_t)(flag | GL_LINE_CANDIDATE);
    page->first_known = page->last_known = false;
}

static void look_at_line(struct gl_page *page, struct gl_page_line *line, size_t words)
{
    enum { LONGEST_HEADLINE = 1024 };
    if ((line->flags & GL_LINE_LEXICAL) != 0 || gl_span_length(line->span) > LONGEST_HEADLINE) {
        return;
    }
    if (is_copy(page, line->span)) {
        mark_copy(page, line, GL_LINE_COPY);
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

/* Eight bytes at a time. */
static uint64_t hash_line(const char *bytes, size_t length)
{
    uint64_t hash = length, chunk;
    size_t at = 0;
    for (; at + sizeof chunk <= length; at += sizeof chunk) {
        memcpy(&chunk, bytes + at, sizeof chunk);
        hash = (hash ^ chunk) * UINT64_C(0x9FB21C651E98DF25);
        hash ^= hash >> 29;
    }
    for (; at < length; at++) {
        hash = (hash ^ (unsigned char)bytes[at]) * UINT64_C(0x9FB21C651E98DF25);
    }
    return hash ^ hash >> 32;
}

/* Room for twice the section's lines, empty. */
static bool clear_again(struct gl_page *page, struct gl_arena *arena)
{
    size_t slots = 16;
    while (slots < 2 * page->count) {
        slots *= 2;
    }
    if (slots > page->again_slots) {
        page->again = gl_arena_alloc(arena, slots * sizeof *page->again);
        page->again_slots = slots;
    }
    if (page->again != NULL) {
        memset(page->again, 0, page->again_slots * sizeof *page->again);
    }
    return page->again != NULL;
}

/* Does the line stand in the table? Puts it there when it does not. */
static bool stands_above(struct gl_page *page, size_t number)
{
    struct gl_span span = page->lines[number].span;
    const char *bytes = page->text.bytes + span.start;
    size_t length = gl_span_length(span), mask = page->again_slots - 1;
    size_t slot = (size_t)hash_line(bytes, length) & mask;
    for (; page->again[slot] != 0; slot = (slot + 1) & mask) {
        struct gl_span other = page->lines[page->again[slot] - 1].span;
        if (gl_span_length(other) == length &&
            memcmp(page->text.bytes + other.start, bytes, length) == 0) {
            return true;
        }
    }
    page->again[slot] = (uint32_t)number + 1;
    return false;
}

bool gl_page_find_again(struct gl_page *page, size_t words, struct gl_arena *arena)
{
    if (!clear_again(page, arena)) {
        return false;
    }
    for (size_t i = 0; i < page->count; i++) {
        struct gl_page_line *line = &page->lines[i];
        bool asked = (line->flags & (GL_LINE_LEXICAL | GL_LINE_COPY)) == 0 &&
                     gl_span_length(line->span) >= 2 * words && gl_line_words(page, line) >= words;
        if (asked && stands_above(page, i)) {
            mark_copy(page, line, GL_LINE_AGAIN);
        }
    }
    return true;
}
