/* Triggers: at which places of a text which rules may begin. */
#include "rules/place.h"
#include "rules/ruleset_internal.h"
#include "rules/token.h"
#include "text/utf8.h"

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
                          (triggered->second[0][i] | triggered->second[1][i]) &
                          (triggered->among == NULL ? ~UINT64_C(0) : triggered->among[i]);
    }
    return triggered->bits != 0;
}

struct gl_triggered gl_ruleset_triggered(const struct gl_ruleset *set, struct gl_text text,
                                         size_t at, size_t *word_end)
{
    struct seen first = see_next(set->image, text, at, text.length);
    *word_end = first.at == at ? first.end : first.at;
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

/* ---- the walk ---- */

/* ASCII letters and digits, as rows of a gl_byteset: high halves 3 (digits), 4 to 7 (letters). */
static const struct gl_byteset letters = {.ascii = {0xa8, 0xf8, 0xf8, 0xf8, 0xf8, 0xf8, 0xf8, 0xf8,
                                                    0xf8, 0xf8, 0xf0, 0x50, 0x50, 0x50, 0x50,
                                                    0x50}};

static const struct gl_word_filter *filter_of(const struct gl_starts *starts)
{
    return &starts->set->image->filters[starts->floating ? GL_FILTER_FLOATING : GL_FILTER_ALL];
}

struct gl_starts gl_starts_begin(const struct gl_ruleset *set, struct gl_text text,
                                 struct gl_span span, bool floating)
{
    return (struct gl_starts){.set = set,
                              .text = text,
                              .end = span.end,
                              .from = span.start,
                              .block = span.start - 64 * GL_STARTS_WORDS,
                              .word = GL_STARTS_WORDS - 1,
                              .floating = floating};
}

void gl_starts_skip(struct gl_starts *starts, size_t to)
{
    starts->from = to > starts->from ? to : starts->from;
}

/* Classifies the bytes of the next block, which begins where nothing is given before. */
static void read_block(struct gl_starts *starts)
{
    size_t behind = starts->block + 64 * GL_STARTS_WORDS;
    starts->block = starts->from > behind ? starts->from : behind;
    starts->word = 0;
    if (starts->block >= starts->end) {
        return;
    }
    size_t left = starts->text.length - starts->block;
    struct gl_text block = {starts->text.bytes + starts->block,
                            left < 64 * GL_STARTS_WORDS ? left : 64 * GL_STARTS_WORDS};
    memset(starts->letters, 0, sizeof starts->letters);
    memset(starts->marks, 0, sizeof starts->marks);
    gl_scan_bits(&letters, block, starts->letters);
    gl_scan_bits(&filter_of(starts)->marks, block, starts->marks);
}

/* Goes to the next 64 bytes. False at the end. */
static bool read_on(struct gl_starts *starts)
{
    if (++starts->word == GL_STARTS_WORDS) {
        read_block(starts);
    }
    size_t base = starts->block + 64 * starts->word;
    if (base >= starts->end) {
        return false;
    }
    uint64_t here = starts->letters[starts->word];
    bool before = base > 0 && gl_byteset_has(&letters, (unsigned char)starts->text.bytes[base - 1]);
    starts->left = (here & ~(here << 1 | before)) | starts->marks[starts->word];
    if (starts->from > base) {
        starts->left &= starts->from - base < 64 ? ~UINT64_C(0) << (starts->from - base) : 0;
    }
    if (starts->end - base < 64) {
        starts->left &= (UINT64_C(1) << (starts->end - base)) - 1;
    }
    return true;
}

/* Does the ASCII word at bit `bit` need a closer look? It does when it is not known from its bits
 * where it ends, or it goes on beyond ASCII; and when the filter lets its first eight bytes pass.
 */
static bool passes(const struct gl_starts *starts, unsigned bit, size_t at)
{
    const struct gl_image *image = starts->set->image;
    const struct gl_word_filter *filter = filter_of(starts);
    const char *bytes = starts->text.bytes;
    uint64_t behind = ~(starts->letters[starts->word] >> bit);
    unsigned length = behind == 0 ? 64 : (unsigned)__builtin_ctzll(behind);
    uint64_t eight;
    if (bit + length >= 64 || starts->text.length - at < sizeof eight ||
        (bytes[at + length] & 0x80) != 0 || filter->bytes[(unsigned char)bytes[at]] != 0) {
        return true;
    }
    memcpy(&eight, bytes + at, sizeof eight);
    uint64_t mask = length < 8 ? (UINT64_C(1) << (8 * length)) - 1 : ~UINT64_C(0);
    bool only_letters = ((eight | ~mask) & GL_EACH_BYTE(0x40)) == GL_EACH_BYTE(0x40);
    uint64_t hash = gl_token_mix(0, (eight | GL_EACH_BYTE(0x20)) & mask) >> 32;
    const uint64_t *bits = (const uint64_t *)gl_image_at(image, image->filter_bits) +
                           (starts->floating ? GL_FILTER_WORDS : 0);
    return !only_letters || gl_bit(bits, hash % (64 * GL_FILTER_WORDS));
}

/* Is the character at `at` the first of its word, or no word character? */
static bool is_start(struct gl_text text, size_t at)
{
    size_t end;
    return at == 0 || (text.bytes[at - 1] & 0x80) == 0 ||
           gl_place_kind(text, gl_utf8_before(text, at), &end) != GL_BYTE_WORD ||
           gl_place_kind(text, at, &end) != GL_BYTE_WORD;
}

/* Looks closely at a place that passed. True when rules may begin there. */
static bool look(struct gl_starts *starts, size_t at, struct gl_triggered *triggered)
{
    const struct gl_image *image = starts->set->image;
    struct gl_text text = starts->text;
    if (!is_start(text, at)) {
        starts->from = gl_place_end(text, at);
        return false;
    }
    struct seen first = see_next(image, text, at, text.length);
    starts->from = first.at == at ? first.end : first.at;
    if (!first.first || first.at != at) {
        return false;
    }
    struct seen second = see_next(image, text, first.end, text.length);
    *triggered = follow(image, &first, &second);
    triggered->among = starts->floating ? gl_image_at(image, image->floating) : NULL;
    return fill(triggered);
}

bool gl_starts_next(struct gl_starts *starts, size_t *at, struct gl_triggered *triggered)
{
    for (;;) {
        while (starts->left == 0) {
            if (!read_on(starts)) {
                return false;
            }
        }
        unsigned bit = (unsigned)__builtin_ctzll(starts->left);
        *at = starts->block + 64 * starts->word + bit;
        starts->left &= starts->left - 1;
        if (*at < starts->from) {
            continue;
        }
        bool letter = gl_bit(&starts->letters[starts->word], bit);
        if ((!letter || passes(starts, bit, *at)) && look(starts, *at, triggered)) {
            return true;
        }
    }
}
