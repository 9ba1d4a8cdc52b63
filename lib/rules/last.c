/* The last match before a place: looked for backwards, so that near evidence is cheap. */
#include "rules/matcher.h"

#include <string.h>

#include "rules/place.h"
#include "rules/ruleset_internal.h"
#include "rules/token.h"
#include "text/classes.h"
#include "text/words.h"

/* What is looked for, and where. */
struct search {
    struct gl_matcher *matcher;
    const struct gl_ruleset *set;
    uint32_t pattern;
    int endings;
    const int *lists;
    struct gl_text text;
    struct gl_span region;
};

enum { SHORTEST = 4 }; /* bytes of a word whose ending counts */

static bool matches(const struct search *search, size_t at)
{
    const struct gl_byte_set *first =
        &gl_image_pattern_at(search->set->image, search->pattern)->first_bytes;
    return gl_byte_set_has(first, (unsigned char)search->text.bytes[at]) &&
           gl_match(search->matcher, search->set, search->pattern, search->text, search->region,
                    at);
}

/* A letter or digit of ASCII, or anything beyond it? */
static bool starts_word(struct gl_text text, size_t at)
{
    unsigned char byte = (unsigned char)text.bytes[at];
    return byte >= 0x80 ? gl_word_starts(text, at) : gl_is_word(byte);
}

/* A match that begins up to GL_MATCH_OVER places before `start` and reaches over it: where it
 * begins, or `start`. It begins with a word that the rules name. *lost is set when the last match
 * is no longer the one at `start`. */
static size_t reaching_over(const struct search *search, size_t start, bool *lost)
{
    size_t at = start;
    for (int back = 0; back < GL_MATCH_OVER; back++) {
        size_t before = gl_place_before(search->text, search->region.start, at);
        if (before == at) {
            break;
        }
        at = before;
        if (!starts_word(search->text, at) ||
            gl_token_read(search->set->image, search->text, at).class == 0) {
            continue;
        }
        *lost = true;
        if (matches(search, at) && gl_matched(search->matcher).end > start) {
            return at;
        }
    }
    return start;
}

/* The value of the ending that the word at `at`, which ends at `end`, has; NULL: none. */
static const char *ending_value(const struct search *search, size_t at, size_t end)
{
    size_t count = gl_list_count(search->set, search->endings);
    for (size_t i = 0; end - at >= SHORTEST && i < count; i++) {
        const char *value;
        const char *ending = gl_list_entry(search->set, search->endings, i, &value);
        size_t length = strlen(ending);
        if (length < end - at && memcmp(search->text.bytes + end - length, ending, length) == 0) {
            return value;
        }
    }
    return NULL;
}

/* Does a word of that class begin an entry of one of the lists? */
static bool begins_entry(const struct search *search, uint32_t class)
{
    const struct gl_image *image = search->set->image;
    const uint64_t *bits = gl_class_row(image, class) + 2 * image->rule_words;
    bool begins = false;
    for (size_t i = 0; class != 0 && i < GL_SOUGHT_LISTS && search->lists[i] >= 0; i++) {
        begins = begins || gl_bit(bits, (size_t)search->lists[i]);
    }
    return begins;
}

/* Is there something at `at`, a match or a word with an ending (*value is its value then)? */
static bool stands(const struct search *search, size_t at, struct gl_span *span, const char **value)
{
    *value = NULL;
    if (search->endings < 0 || !starts_word(search->text, at)) {
        return matches(search, at);
    }
    struct gl_token token = gl_token_read(search->set->image, search->text, at);
    if (begins_entry(search, token.class) && matches(search, at)) {
        return true;
    }
    size_t end = token.end < search->region.end ? token.end : search->region.end;
    *span = (struct gl_span){at, end};
    *value = ending_value(search, at, end);
    return *value != NULL;
}

bool gl_match_last(struct gl_matcher *matcher, const struct gl_ruleset *set,
                   const struct gl_sought *evidence, struct gl_text text, struct gl_span region,
                   struct gl_span *span, const char **value)
{
    struct search search = {matcher, set,   evidence->pattern, evidence->endings, evidence->lists,
                            text,    region};
    if (evidence->pattern == GL_NO_PATTERN) {
        return false;
    }
    size_t at = region.end;
    for (size_t before = gl_place_before(text, region.start, at); before != at;
         before = gl_place_before(text, region.start, at)) {
        at = before;
        if (!stands(&search, at, span, value)) {
            continue;
        }
        bool lost = false;
        size_t start = reaching_over(&search, at, &lost);
        if (start != at) {
            *value = NULL;
        }
        if (*value != NULL) {
            return true;
        }
        bool again = !lost || matches(&search, start);
        *span = gl_matched(matcher);
        return again;
    }
    return false;
}
