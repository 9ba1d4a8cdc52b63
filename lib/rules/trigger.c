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
    const struct gl_image *image = starts->set->image;
    const struct gl_word_filter *filters = gl_image_at(image, image->filters);
    return &filters[starts->floating ? image->filters.count - 1 : 0];
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
    // Whole words of bits, so that none that goes on behind the end looks as if it ended there.
    size_t wanted = (starts->end - starts->block + 63) / 64 * 64;
    size_t left = starts->text.length - starts->block;
    left = left < wanted ? left : wanted;
    struct gl_text block = {starts->text.bytes + starts->block,
                            left < 64 * GL_STARTS_WORDS ? left : 64 * GL_STARTS_WORDS};
    memset(starts->letters, 0, sizeof starts->letters);
    memset(starts->marks, 0, sizeof starts->marks);
    gl_scan_bits(&letters, block, starts->letters);
    gl_scan_bits(&filter_of(starts)->marks, block, starts->marks);
}

/* Is the character at `at` the first of its word, or no word character? */
static bool is_start(struct gl_text text, size_t at)
{
    size_t end;
    uint8_t before = at == 0 ? GL_BYTE_NOTHING : gl_byte_kinds[(unsigned char)text.bytes[at - 1]];
    if (before == GL_BYTE_BEYOND) {
        before = (uint8_t)gl_place_kind(text, gl_utf8_before(text, at), &end);
    }
    return before != GL_BYTE_WORD || gl_place_kind(text, at, &end) != GL_BYTE_WORD;
}

/* 64 bytes of the text before the filter. */
struct sieve {
    const struct gl_word_filter *filter;
    const char *bytes; /* where they begin */
    size_t room;       /* bytes of the text from there */
    uint64_t letters;
    uint64_t more; /* letters of the 64 bytes behind; 0 where these are not known */
};

static struct sieve sieve_of(const struct gl_starts *starts)
{
    size_t base = starts->block + 64 * starts->word;
    bool last = starts->word + 1 >= GL_STARTS_WORDS;
    return (struct sieve){filter_of(starts), starts->text.bytes + base, starts->text.length - base,
                          starts->letters[starts->word],
                          last ? 0 : starts->letters[starts->word + 1]};
}

/* U+2000 to U+203F: no letters, marks or numbers. */
static inline bool is_punctuation(const unsigned char *bytes, size_t room)
{
    return room >= 3 && bytes[0] == 0xe2 && bytes[1] == 0x80;
}

/* A word of ASCII letters that ends among the 64 bytes, by its first eight, folded, and their hash;
 * length 0 when it is none. */
struct plain_word {
    unsigned length;
    uint32_t hash;
    uint64_t folded;
};

/* The word's bit in a filter. */
static inline size_t filter_bit(struct plain_word word)
{
    return word.hash % (64 * GL_FILTER_WORDS);
}

static inline struct plain_word plain_word(const struct sieve *sieve, unsigned bit)
{
    struct plain_word word = {0};
    const char *bytes = sieve->bytes + bit;
    uint64_t behind = ~(sieve->letters >> bit | (bit > 0 ? sieve->more << (64 - bit) : 0));
    uint64_t eight;
    unsigned length = behind == 0 ? 64 : (unsigned)__builtin_ctzll(behind);
    if (length >= 64 || (sieve->more == 0 && bit + length >= 64) ||
        sieve->room - bit < length + sizeof eight) {
        return word;
    }
    if ((bytes[length] & 0x80) != 0 && !is_punctuation((const unsigned char *)bytes + length, 3)) {
        return word;
    }
    memcpy(&eight, bytes, sizeof eight);
    uint64_t mask = gl_low_bytes(length);
    if (((eight | ~mask) & GL_EACH_BYTE(0x40)) == GL_EACH_BYTE(0x40)) {
        uint64_t folded = (eight | GL_EACH_BYTE(0x20)) & mask;
        word = (struct plain_word){length, (uint32_t)(gl_token_mix(0, folded) >> 32), folded};
    }
    return word;
}

/* Does something stand behind the word that ends at bit `bit`, that no rule can have second? A
 * plain word that stands there is put into *next. */
static inline bool ends_hope(const struct sieve *sieve, unsigned bit, struct plain_word *next)
{
    if (bit >= 63 || sieve->room - bit < 2) {
        return false;
    }
    bit += sieve->bytes[bit] == ' ';
    unsigned char byte = (unsigned char)sieve->bytes[bit];
    if (gl_byte_kinds[byte] != GL_BYTE_MARK && gl_byte_kinds[byte] != GL_BYTE_WORD) {
        return false;
    }
    bool may = (sieve->filter->bytes[byte] & GL_FILTER_SECOND) != 0;
    if (gl_byte_kinds[byte] == GL_BYTE_MARK) {
        return !may;
    }
    *next = plain_word(sieve, bit);
    return next->length > 0 && !may && !gl_bit(sieve->filter->second, filter_bit(*next));
}

/* Can the mark at bit `bit` be passed over? */
static bool is_mark_held(const struct sieve *sieve, unsigned bit)
{
    const struct gl_word_filter *filter = sieve->filter;
    const unsigned char *bytes = (const unsigned char *)sieve->bytes + bit;
    size_t room = sieve->room - bit;
    size_t length = 1;
    if (bytes[0] >= 0x80) {
        if (!is_punctuation(bytes, room)) {
            return false;
        }
        length = 3;
    }
    if ((filter->bytes[bytes[0]] & GL_FILTER_FIRST) == 0) {
        return true;
    }
    return room > length && gl_byte_kinds[bytes[length]] == GL_BYTE_WORD &&
           (filter->behind[bytes[length]] & filter->behind[bytes[0]]) == 0;
}

/* What is known of a place and of what stands behind it. */
struct place {
    size_t at;
    struct plain_word first, second; /* length 0: not known */
};

/* Can the place at bit `bit` be passed over? It can when a plain word stands there that no rule can
 * have first, or not before what follows. */
static inline bool is_held(const struct sieve *sieve, unsigned bit, struct place *place)
{
    const struct gl_word_filter *filter = sieve->filter;
    if ((sieve->letters >> bit & 1) == 0) {
        return is_mark_held(sieve, bit);
    }
    const unsigned char *bytes = (const unsigned char *)sieve->bytes + bit;
    if (sieve->room - bit > 1 && !gl_bit(filter->pairs, gl_filter_pair(bytes[0], bytes[1]))) {
        return true;
    }
    struct plain_word word = plain_word(sieve, bit);
    if (word.length == 0 || (filter->bytes[bytes[0]] & GL_FILTER_FIRST) != 0) {
        return false;
    }
    if (!gl_bit(filter->first, filter_bit(word))) {
        return true;
    }
    place->first = word;
    bool hopeless = ends_hope(sieve, bit + word.length, &place->second);
    return hopeless && !gl_bit(filter->alone, filter_bit(word));
}

/* A plain word at `at` of eight letters at the most. */
static struct seen see_plain(const struct gl_image *image, struct gl_text text, size_t at,
                             const struct plain_word *word)
{
    const uint32_t *byte_classes = gl_image_at(image, image->byte_classes);
    const uint8_t *firsts = gl_image_at(image, image->class_firsts);
    struct seen seen = {.at = at, .end = at + word->length};
    seen.by_byte = byte_classes[(unsigned char)text.bytes[at]];
    seen.by_word = gl_token_class(image, &word->folded, word->length, word->hash);
    seen.first = (firsts[seen.by_word] | firsts[seen.by_byte]) != 0;
    return seen;
}

/* Looks closely at a place that passed. True when rules may begin there. */
static bool look(struct gl_starts *starts, const struct place *place,
                 struct gl_triggered *triggered)
{
    const struct gl_image *image = starts->set->image;
    struct gl_text text = starts->text;
    size_t at = place->at;
    bool plain = place->first.length > 0 && place->first.length <= 8;
    bool both = plain && place->second.length > 0 && place->second.length <= 8;
    if (!is_start(text, at)) {
        starts->from = gl_place_end(text, at);
        return false;
    }
    struct seen first =
        plain ? see_plain(image, text, at, &place->first) : see_next(image, text, at, text.length);
    starts->from = first.at == at ? first.end : first.at;
    if (!first.first || first.at != at) {
        return false;
    }
    struct seen second = both ? see_plain(image, text, first.end + 1, &place->second)
                              : see_next(image, text, first.end, text.length);
    *triggered = follow(image, &first, &second);
    triggered->among = starts->floating ? gl_image_at(image, image->floating) : NULL;
    return fill(triggered);
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

/* The next of the places left of the 64 bytes. */
static bool next_left(struct gl_starts *starts, size_t *at, struct gl_triggered *triggered)
{
    size_t base = starts->block + 64 * starts->word;
    struct sieve sieve = sieve_of(starts);
    uint64_t left = starts->left;
    while (left != 0) {
        unsigned bit = (unsigned)__builtin_ctzll(left);
        left &= left - 1;
        struct place place = {.at = base + bit};
        if (place.at >= starts->from && !is_held(&sieve, bit, &place) &&
            look(starts, &place, triggered)) {
            starts->left = left;
            *at = place.at;
            return true;
        }
    }
    starts->left = 0;
    return false;
}

bool gl_starts_next(struct gl_starts *starts, size_t *at, struct gl_triggered *triggered)
{
    do {
        if (starts->left != 0 && next_left(starts, at, triggered)) {
            return true;
        }
    } while (read_on(starts));
    return false;
}
