#include "boilerplate/look.h"

#include <string.h>

#include "boilerplate/bits.h"
#include "boilerplate/shape.h"
#include "text/classes.h"
#include "text/utf8.h"
#include "text/words.h"

enum { MANY = GL_EVIDENCE_MOST };

/* What the pass has counted so far. */
struct counts {
    const struct gl_lexicon *lexicon;
    const struct gl_title *title;
    struct gl_title *fills; /* gets the words, or NULL */
    size_t words, bytes, digits, capitals, shouting;
    size_t function, address, self, page, stamp, titled;
    size_t commas, stops, separators, links, quotes;
    bool button;
    uint64_t line;
};

/* One word of a line. */
struct word {
    uint64_t hash;
    size_t bytes, digits, uppers;
    bool capital; /* begins with one */
};

static bool is_titled(const struct gl_title *title, uint64_t hash)
{
    size_t slot = (size_t)(hash >> 20) % GL_TITLE_SLOTS;
    for (; title->slots[slot] != 0; slot = (slot + 1) % GL_TITLE_SLOTS) {
        if (title->slots[slot] == hash) {
            return true;
        }
    }
    return false;
}

static void add_title_word(struct gl_title *title, uint64_t hash)
{
    size_t slot = (size_t)(hash >> 20) % GL_TITLE_SLOTS;
    if (title->words == GL_TITLE_WORDS || is_titled(title, hash)) {
        return;
    }
    while (title->slots[slot] != 0) {
        slot = (slot + 1) % GL_TITLE_SLOTS;
    }
    title->slots[slot] = hash;
    title->words++;
}

/* What the lists say of the next word. */
static void add_bits(struct counts *counts, uint64_t hash)
{
    uint8_t bits = gl_lexicon_bits(counts->lexicon, hash);
    bool function = (bits & GL_LEXICON_FUNCTION) != 0;
    if (bits != 0) {
        counts->button |= counts->words == 0 && (bits & GL_LEXICON_BUTTON) != 0;
        counts->function += function;
        counts->address += (bits & GL_LEXICON_ADDRESS) != 0;
        counts->self += (bits & GL_LEXICON_SELF) != 0;
        counts->page += (bits & GL_LEXICON_PAGE) != 0;
        counts->stamp += (bits & GL_LEXICON_STAMP) != 0;
    }
    if (!function) {
        counts->titled += is_titled(counts->title, hash);
        if (counts->fills != NULL) {
            add_title_word(counts->fills, hash);
        }
    }
    counts->line = (counts->line + hash) * UINT64_C(0x9FB21C651E98DF25);
}

static void add_word(struct counts *counts, const struct word *word)
{
    add_bits(counts, word->hash);
    counts->stamp += word->digits == word->bytes;
    counts->shouting += word->uppers == word->bytes && word->bytes > 1;
    counts->bytes += word->bytes;
    counts->digits += word->digits;
    counts->capitals += word->capital;
    counts->words++;
}

/* ---- lines of ASCII and general punctuation ---- */

/* Quotation marks and other marks of U+2000 to U+206F. False when another code point that is not
 * ASCII stands in the line. */
static bool count_punctuation(struct counts *counts, const struct gl_bits *bits)
{
    size_t next = 0;
    for (size_t i = 0; i < bits->words; i++) {
        for (uint64_t high = bits->high[i]; high != 0; high &= high - 1) {
            size_t at = 64 * i + (size_t)__builtin_ctzll(high);
            if (at < next) {
                continue;
            }
            const unsigned char *mark = (const unsigned char *)bits->bytes + at;
            if (mark[0] != 0xE2 || mark[1] != 0x80 || (mark[2] & 0xC0) != 0x80) {
                return false;
            }
            counts->quotes += mark[2] >= 0x98 && mark[2] <= 0x9F;
            counts->separators += mark[2] < 0x98 ? mark[2] >= 0x90 : mark[2] >= 0xA0;
            next = at + 3;
        }
    }
    return true;
}

/* The bits of a mask from `at` on, 64 of them. */
static uint64_t from_bit(const uint64_t *mask, size_t at)
{
    size_t shift = at % 64;
    uint64_t low = mask[at / 64] >> shift;
    return shift == 0 ? low : low | mask[at / 64 + 1] << (64 - shift);
}

/* The word that begins at `at`; of a word of more than 63 bytes the rest is a word of its own. */
static void add_plain_word(struct counts *counts, const struct gl_bits *bits, size_t at)
{
    uint64_t behind = ~from_bit(bits->word, at) | UINT64_C(1) << 63;
    size_t length = (size_t)__builtin_ctzll(behind);
    uint64_t inside = (UINT64_C(1) << length) - 1;
    add_bits(counts, gl_word_hash(bits->bytes + at, length));
    counts->stamp += (from_bit(bits->digit, at) & inside) == inside;
    counts->shouting += length > 1 && (from_bit(bits->upper, at) & inside) == inside;
    counts->words++;
}

static void count_plain(struct counts *counts, const struct gl_bits *bits)
{
    uint64_t carry = 0;
    for (size_t i = 0; i < bits->words; i++) {
        uint64_t starts = bits->word[i] & ~(bits->word[i] << 1 | carry);
        carry = bits->word[i] >> 63;
        counts->bytes += (size_t)__builtin_popcountll(bits->word[i]);
        counts->digits += (size_t)__builtin_popcountll(bits->digit[i]);
        counts->capitals += (size_t)__builtin_popcountll(starts & bits->upper[i]);
        for (; starts != 0; starts &= starts - 1) {
            add_plain_word(counts, bits, 64 * i + (size_t)__builtin_ctzll(starts));
        }
    }
}

/* ---- all other lines ---- */

/* The word in `text`, which it fills. */
static void add_other_word(struct counts *counts, struct gl_text text)
{
    char folded[GL_WORD_BYTES + GL_WORD_MORE] = {0};
    struct word word = {.bytes = text.length};
    int32_t letter;
    for (size_t at = 0, length; at < text.length; at += length) {
        length = gl_utf8_decode(text, at, &letter);
        bool upper = gl_to_lower(letter) != letter;
        word.capital |= at == 0 && upper;
        word.uppers += upper ? length : 0;
        word.digits += gl_is_digit(letter);
    }
    word.hash = gl_word_hash(folded, gl_word_fold(text, folded));
    add_word(counts, &word);
}

static void count_other(struct counts *counts, struct gl_text line)
{
    struct gl_span word = {0, 0};
    size_t at = 0;
    int32_t mark;
    while (at < line.length) {
        bool more = gl_word_after(line, at, line.length, &word);
        size_t to = more ? word.start : line.length;
        for (size_t length; at < to; at += length) {
            length = gl_utf8_decode(line, at, &mark);
            bool quote = mark >= 0x2018 && mark <= 0x201F;
            counts->quotes += quote;
            counts->separators += mark >= 0x80 && !quote && !gl_is_space(mark);
        }
        if (more) {
            add_other_word(counts, (struct gl_text){line.bytes + word.start, gl_span_length(word)});
            at = word.end;
        }
    }
}

static void count(struct counts *counts, struct gl_text line)
{
    struct gl_bits bits;
    gl_bits_look(line.bytes, line.length, &bits);
    counts->commas = bits.commas;
    counts->stops = bits.stops;
    counts->separators = bits.separators;
    counts->links = bits.links;
    counts->quotes = bits.quotes;
    struct counts before = *counts;
    if (count_punctuation(counts, &bits)) {
        count_plain(counts, &bits);
    } else {
        *counts = before;
        count_other(counts, line);
    }
}

static enum gl_edge ascii_edge(unsigned char c)
{
    if (c >= 'a' && c <= 'z') {
        return GL_EDGE_LOWER;
    }
    if (c >= 'A' && c <= 'Z') {
        return GL_EDGE_UPPER;
    }
    if (c >= '0' && c <= '9') {
        return GL_EDGE_DIGIT;
    }
    switch (c) {
    case '.':
        return GL_EDGE_STOP;
    case '?':
    case '!':
        return GL_EDGE_QUESTION;
    case ':':
        return GL_EDGE_COLON;
    case ',':
    case ';':
        return GL_EDGE_COMMA;
    case '-':
    case '*':
        return GL_EDGE_DASH;
    case '"':
    case '\'':
        return GL_EDGE_QUOTE;
    case '(':
    case ')':
    case '[':
    case ']':
        return GL_EDGE_BRACKET;
    default:
        return GL_EDGE_OTHER;
    }
}

static enum gl_edge edge_at(struct gl_text text, size_t at)
{
    int32_t mark;
    gl_utf8_decode(text, at, &mark);
    if (mark < 0x80) {
        return ascii_edge((unsigned char)mark);
    }
    if (mark == 0x2026 || mark == 0x3002) {
        return GL_EDGE_STOP; // … and the ideographic full stop
    }
    if ((mark >= 0x2018 && mark <= 0x201F) || mark == 0xAB || mark == 0xBB) {
        return GL_EDGE_QUOTE;
    }
    if ((mark >= 0x2010 && mark <= 0x2015) || mark == 0x2022 || mark == 0xB7) {
        return GL_EDGE_DASH;
    }
    return gl_is_word(mark) ? GL_EDGE_OTHER_LETTER : GL_EDGE_OTHER;
}

static uint8_t percent(size_t part, size_t whole)
{
    return (uint8_t)(part == 0 ? 0 : part * 100 / whole);
}

static void fill(const struct counts *counts, struct gl_evidence_row *row)
{
    uint8_t *of = row->of;
    size_t words = counts->words;
    size_t own = words - counts->function;
    of[GL_EVIDENCE_WORD_LENGTH] =
        words == 0 ? 0 : gl_evidence_at_most(counts->bytes * 10 / words, MANY);
    of[GL_EVIDENCE_FUNCTION] =
        counts->lexicon->has_function_words ? percent(counts->function, words) : MANY;
    of[GL_EVIDENCE_CAPITALS] = percent(counts->capitals, words);
    of[GL_EVIDENCE_SHOUTING] = percent(counts->shouting, words);
    of[GL_EVIDENCE_DIGITS] = percent(counts->digits, counts->bytes);
    of[GL_EVIDENCE_COMMAS] = gl_evidence_at_most(counts->commas, MANY);
    of[GL_EVIDENCE_STOPS] = gl_evidence_at_most(counts->stops, MANY);
    of[GL_EVIDENCE_SEPARATORS] = gl_evidence_at_most(counts->separators, MANY);
    of[GL_EVIDENCE_LINKS] = gl_evidence_at_most(counts->links, MANY);
    of[GL_EVIDENCE_QUOTES] = gl_evidence_at_most(counts->quotes, MANY);
    of[GL_EVIDENCE_ADDRESS] = percent(counts->address, words);
    of[GL_EVIDENCE_SELF] = percent(counts->self, words);
    of[GL_EVIDENCE_BUTTON] = counts->button;
    of[GL_EVIDENCE_PAGE_WORDS] = percent(counts->page, words);
    of[GL_EVIDENCE_STAMP] = percent(counts->stamp, words);
    of[GL_EVIDENCE_TITLE] = percent(counts->titled, own);
}

void gl_look_in_passing(struct gl_text text, struct gl_span span, size_t words,
                        struct gl_evidence_row *row)
{
    row->of[GL_EVIDENCE_WORDS] = gl_evidence_at_most(words, MANY);
    row->of[GL_EVIDENCE_FUNCTION] = MANY;
    row->of[GL_EVIDENCE_SIZE] = gl_evidence_magnitude(8, span.end - span.start);
    row->of[GL_EVIDENCE_BEGINNING] = (uint8_t)edge_at(text, span.start);
    row->of[GL_EVIDENCE_ENDING] = (uint8_t)edge_at(text, gl_utf8_before(text, span.end));
}

/* End of what is looked at closely. */
static size_t close_end(struct gl_text text, struct gl_span span)
{
    size_t length = span.end - span.start;
    return length > GL_BITS_BYTES ? gl_utf8_floor(text, span.start + GL_BITS_BYTES) : span.end;
}

struct gl_look gl_look_at(const struct gl_lexicon *lexicon, const struct gl_title *title,
                          struct gl_text text, struct gl_span span, struct gl_evidence_row *row)
{
    struct counts counts = {.lexicon = lexicon, .title = title};
    size_t end = close_end(text, span);
    count(&counts, (struct gl_text){text.bytes + span.start, end - span.start});
    size_t words = counts.words;
    if (end < span.end && words < MANY) {
        words += gl_shape_words(text, (struct gl_span){end, span.end}, MANY - words);
    }
    fill(&counts, row);
    row->of[GL_EVIDENCE_WORDS] = gl_evidence_at_most(words, MANY);
    row->of[GL_EVIDENCE_SIZE] = gl_evidence_magnitude(8, span.end - span.start);
    row->of[GL_EVIDENCE_BEGINNING] = (uint8_t)edge_at(text, span.start);
    row->of[GL_EVIDENCE_ENDING] = (uint8_t)edge_at(text, gl_utf8_before(text, span.end));
    return (struct gl_look){counts.line, counts.titled};
}

bool gl_look_reads(const struct gl_lexicon *lexicon, struct gl_text text, struct gl_span span,
                   double share)
{
    enum { SHARE_WORDS = 48, PIECE = 128 };
    static const struct gl_title none = {.words = 0};
    struct counts counts = {.lexicon = lexicon, .title = &none};
    if (!lexicon->has_function_words) {
        return true;
    }
    // piece by piece, because the first one nearly always has enough of them
    for (size_t at = span.start; at < span.end && counts.words < SHARE_WORDS;) {
        size_t end = span.end - at > PIECE ? gl_utf8_floor(text, at + PIECE) : span.end;
        count(&counts, (struct gl_text){text.bytes + at, end - at});
        if ((double)counts.function >= share * SHARE_WORDS) {
            return true;
        }
        at = end;
    }
    return counts.words > 0 && (double)counts.function >= share * (double)counts.words;
}

void gl_title_read(const struct gl_lexicon *lexicon, struct gl_text text, struct gl_span span,
                   struct gl_title *title)
{
    memset(title, 0, sizeof *title);
    static const struct gl_title none = {.words = 0};
    struct counts counts = {.lexicon = lexicon, .title = &none, .fills = title};
    size_t end = close_end(text, span);
    count(&counts, (struct gl_text){text.bytes + span.start, end - span.start});
}
