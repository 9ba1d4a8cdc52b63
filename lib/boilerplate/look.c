#include "boilerplate/look.h"

#include <stdbool.h>
#include <string.h>

#include "boilerplate/shape.h"
#include "text/classes.h"
#include "text/utf8.h"

enum { LOOKED_AT = 512, MANY = 255 };

/* What the pass has counted so far, and the word that it is in. */
struct counts {
    const struct gl_lexicon *lexicon;
    const struct gl_title *title;
    struct gl_title *fills; /* gets the words, or NULL */
    size_t words, bytes, digits, capitals, shouting;
    size_t function, address, self, page, stamp, titled;
    size_t commas, stops, separators, links, quotes;
    bool button;
    uint64_t line;
    // the word
    uint64_t hash; /* 0: in no word */
    size_t letters, uppers, word_digits;
    bool capital;
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

static void end_word(struct counts *counts)
{
    if (counts->hash == 0) {
        return;
    }
    uint8_t bits = gl_lexicon_bits(counts->lexicon, counts->hash);
    bool function = (bits & GL_LEXICON_FUNCTION) != 0;
    bool number = counts->word_digits == counts->letters;
    counts->button |= counts->words == 0 && (bits & GL_LEXICON_BUTTON) != 0;
    counts->words++;
    counts->bytes += counts->letters;
    counts->digits += counts->word_digits;
    counts->capitals += counts->capital;
    counts->shouting += counts->uppers == counts->letters && counts->letters > 1;
    counts->function += function;
    counts->address += (bits & GL_LEXICON_ADDRESS) != 0;
    counts->self += (bits & GL_LEXICON_SELF) != 0;
    counts->page += (bits & GL_LEXICON_PAGE) != 0;
    counts->stamp += number || (bits & GL_LEXICON_STAMP) != 0;
    counts->titled += !function && is_titled(counts->title, counts->hash);
    counts->line = gl_word_hash(counts->line * 31, (uint32_t)(counts->hash >> 32));
    if (counts->fills != NULL && !function) {
        add_title_word(counts->fills, counts->hash);
    }
    counts->hash = 0;
}

static void begin_word(struct counts *counts)
{
    counts->hash = GL_WORD_HASH_START;
    counts->letters = counts->uppers = counts->word_digits = 0;
    counts->capital = false;
}

static void add_ascii(struct counts *counts, unsigned char c)
{
    bool upper = c >= 'A' && c <= 'Z';
    if (counts->hash == 0) {
        begin_word(counts);
        counts->capital = upper;
    }
    counts->letters++;
    counts->uppers += upper;
    counts->word_digits += c <= '9';
    counts->hash = gl_word_hash(counts->hash, upper ? c | 0x20u : c);
}

static void add_letter(struct counts *counts, int32_t letter, size_t length)
{
    int32_t lower = gl_to_lower(letter);
    if (counts->hash == 0) {
        begin_word(counts);
        counts->capital = lower != letter;
    }
    counts->letters += length;
    counts->uppers += lower != letter ? length : 0;
    counts->hash = gl_word_hash(counts->hash, (uint32_t)lower);
}

/* A code point that is not ASCII; returns its length. */
static size_t add_other(struct counts *counts, struct gl_text text, size_t at)
{
    int32_t mark;
    size_t length = gl_utf8_decode(text, at, &mark);
    if (mark >= 0x2018 && mark <= 0x201F) {
        end_word(counts);
        counts->quotes++;
    } else if (!(mark >= 0x2000 && mark <= 0x206F) && gl_is_word(mark)) {
        add_letter(counts, mark, length);
    } else {
        end_word(counts);
        counts->separators += !gl_is_space(mark);
    }
    return length;
}

static void add_mark(struct counts *counts, struct gl_text text, size_t at)
{
    char next = at + 1 < text.length ? text.bytes[at + 1] : '\n';
    end_word(counts);
    switch (text.bytes[at]) {
    case ',':
        counts->commas++;
        break;
    case '.':
    case '!':
    case '?':
        counts->stops += next == ' ';
        break;
    case '|':
    case '/':
        counts->separators++;
        break;
    case '@':
        counts->links++;
        break;
    case ':':
        counts->links += next == '/';
        break;
    case '"':
        counts->quotes++;
        break;
    default:
        break;
    }
}

static bool is_ascii_word(unsigned char c)
{
    unsigned char lower = c | 0x20;
    return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9');
}

static void count(struct counts *counts, struct gl_text text, size_t from)
{
    for (size_t at = from; at < text.length;) {
        unsigned char c = (unsigned char)text.bytes[at];
        if (is_ascii_word(c)) {
            add_ascii(counts, c);
            at++;
        } else if (c >= 0x80) {
            at += add_other(counts, text, at);
        } else {
            add_mark(counts, text, at++);
        }
    }
    end_word(counts);
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

static uint8_t at_most(size_t number, size_t most)
{
    return (uint8_t)(number < most ? number : most);
}

static uint8_t percent(size_t part, size_t whole)
{
    return whole == 0 ? 0 : (uint8_t)(part * 100 / whole);
}

/* 8 times the binary logarithm of `bytes`, in steps that are linear between powers of two. */
static uint8_t size_of(size_t bytes)
{
    size_t power = 0;
    while (bytes >> (power + 1) != 0) {
        power++;
    }
    size_t part = power == 0 ? 0 : ((bytes - ((size_t)1 << power)) * 8) >> power;
    return at_most(power * 8 + part, MANY);
}

static void fill(const struct counts *counts, struct gl_evidence_row *row)
{
    uint8_t *of = row->of;
    size_t words = counts->words;
    size_t own = words - counts->function;
    of[GL_EVIDENCE_WORD_LENGTH] = words == 0 ? 0 : at_most(counts->bytes * 10 / words, MANY);
    of[GL_EVIDENCE_FUNCTION] =
        counts->lexicon->has_function_words ? percent(counts->function, words) : MANY;
    of[GL_EVIDENCE_CAPITALS] = percent(counts->capitals, words);
    of[GL_EVIDENCE_SHOUTING] = percent(counts->shouting, words);
    of[GL_EVIDENCE_DIGITS] = percent(counts->digits, counts->bytes);
    of[GL_EVIDENCE_COMMAS] = at_most(counts->commas, MANY);
    of[GL_EVIDENCE_STOPS] = at_most(counts->stops, MANY);
    of[GL_EVIDENCE_SEPARATORS] = at_most(counts->separators, MANY);
    of[GL_EVIDENCE_LINKS] = at_most(counts->links, MANY);
    of[GL_EVIDENCE_QUOTES] = at_most(counts->quotes, MANY);
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
    row->of[GL_EVIDENCE_WORDS] = at_most(words, MANY);
    row->of[GL_EVIDENCE_FUNCTION] = MANY;
    row->of[GL_EVIDENCE_SIZE] = size_of(span.end - span.start);
    row->of[GL_EVIDENCE_BEGINNING] = (uint8_t)edge_at(text, span.start);
    row->of[GL_EVIDENCE_ENDING] = (uint8_t)edge_at(text, gl_utf8_before(text, span.end));
}

struct gl_look gl_look_at(const struct gl_lexicon *lexicon, const struct gl_title *title,
                          struct gl_text text, struct gl_span span, struct gl_evidence_row *row)
{
    struct counts counts = {.lexicon = lexicon, .title = title};
    size_t end =
        span.end - span.start > LOOKED_AT ? gl_utf8_floor(text, span.start + LOOKED_AT) : span.end;
    count(&counts, (struct gl_text){text.bytes, end}, span.start);
    size_t words = counts.words;
    if (end < span.end && words < MANY) {
        words += gl_shape_words(text, (struct gl_span){end, span.end}, MANY - words);
    }
    fill(&counts, row);
    row->of[GL_EVIDENCE_WORDS] = at_most(words, MANY);
    row->of[GL_EVIDENCE_SIZE] = size_of(span.end - span.start);
    row->of[GL_EVIDENCE_BEGINNING] = (uint8_t)edge_at(text, span.start);
    row->of[GL_EVIDENCE_ENDING] = (uint8_t)edge_at(text, gl_utf8_before(text, span.end));
    return (struct gl_look){counts.line, counts.titled};
}

void gl_title_read(const struct gl_lexicon *lexicon, struct gl_text text, struct gl_span span,
                   struct gl_title *title)
{
    memset(title, 0, sizeof *title);
    struct gl_title none = {.words = 0};
    struct counts counts = {.lexicon = lexicon, .title = &none, .fills = title};
    size_t end =
        span.end - span.start > LOOKED_AT ? gl_utf8_floor(text, span.start + LOOKED_AT) : span.end;
    count(&counts, (struct gl_text){text.bytes, end}, span.start);
}
