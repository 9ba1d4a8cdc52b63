/* Triggers: at which places of a text which rules may begin. */
#include "rules/place.h"
#include "rules/ruleset_internal.h"
#include "rules/token.h"

/* A word or mark of the text, and the classes of its word and of its first byte. */
struct seen {
    size_t at; /* the text's length: none */
    size_t end;
    uint32_t by_word, by_byte;
    bool first; /* some rule can have it first */
};

/* The first word or mark at or behind `at`, where no word goes on, and before `end`. */
static struct seen see_next(const struct gl_image *image, struct gl_text text, size_t at,
                            size_t end)
{
    const uint32_t *byte_classes = gl_image_at(image, image->byte_classes);
    const uint8_t *firsts = gl_image_at(image, image->class_firsts);
    for (; at < end; at++) {
        unsigned char byte = (unsigned char)text.bytes[at];
        enum gl_byte_kind kind = gl_byte_kinds[byte];
        struct seen seen = {.at = at, .end = at + 1, .by_byte = byte_classes[byte]};
        if (kind == GL_BYTE_NOTHING) {
            continue;
        }
        if (kind == GL_BYTE_BEYOND) {
            kind = gl_place_kind(text, at, &seen.end);
        }
        if (kind == GL_BYTE_WORD) {
            struct gl_token token = gl_token_read(image, text, at);
            seen.end = token.end;
            seen.by_word = token.class;
        }
        if (kind != GL_BYTE_NOTHING) {
            seen.first = (firsts[seen.by_word] | firsts[seen.by_byte]) != 0;
            return seen;
        }
        at = seen.end - 1;
    }
    return (struct seen){.at = text.length, .end = text.length};
}

/* What may begin with `first` when `second` follows it. */
static struct gl_triggered follow(const struct gl_image *image, const struct seen *first,
                                  const struct seen *second)
{
    size_t words = image->rule_words;
    return (struct gl_triggered){
        .first = {gl_class_row(image, first->by_word), gl_class_row(image, first->by_byte)},
        .second = {gl_class_row(image, second->by_word) + words,
                   gl_class_row(image, second->by_byte) + words},
        .words = words};
}

/* The next 64 rules that are not all out. False when there are none. */
static bool fill(struct gl_triggered *triggered)
{
    while (triggered->bits == 0 && triggered->next < triggered->words) {
        size_t i = triggered->next++;
        triggered->bits = (triggered->first[0][i] | triggered->first[1][i]) &
                          (triggered->second[0][i] | triggered->second[1][i]);
    }
    return triggered->bits != 0;
}

struct gl_triggered gl_ruleset_triggered(const struct gl_ruleset *set, struct gl_text text,
                                         size_t at, size_t *word_end)
{
    struct seen first = see_next(set->image, text, at, text.length);
    *word_end = first.end;
    if (!first.first || first.at != at) {
        return (struct gl_triggered){.words = 0};
    }
    struct seen second = see_next(set->image, text, first.end, text.length);
    return follow(set->image, &first, &second);
}

const struct gl_rule *gl_triggered_next(const struct gl_ruleset *set,
                                        struct gl_triggered *triggered)
{
    if (!fill(triggered)) {
        return NULL;
    }
    size_t bit = (size_t)__builtin_ctzll(triggered->bits);
    triggered->bits &= triggered->bits - 1;
    return &set->rules[(triggered->next - 1) * 64 + bit];
}

size_t gl_ruleset_scan(const struct gl_ruleset *set, struct gl_text text, size_t from, size_t end,
                       struct gl_triggered *triggered, size_t *word_end)
{
    struct seen first = see_next(set->image, text, gl_place_next(text, from, end), end);
    while (first.at < end) {
        if (!first.first) {
            first = see_next(set->image, text, first.end, end);
            continue;
        }
        struct seen second = see_next(set->image, text, first.end, text.length);
        *triggered = follow(set->image, &first, &second);
        if (fill(triggered)) {
            *word_end = first.end;
            return first.at;
        }
        first = second;
    }
    return end;
}
