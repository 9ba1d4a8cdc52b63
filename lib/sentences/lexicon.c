#include "sentences/lexicon.h"

#include <string.h>

#include "text/classes.h"
#include "text/utf8.h"

enum { FORMS = 3 }; // as written, first letter in upper case, all in capitals

uint64_t gl_lexicon_list(struct gl_lexicon *lexicon, const struct gl_ruleset *set, const char *name)
{
    int list = gl_list_find(set, name);
    if (list < 0) {
        return 0;
    }
    for (size_t i = 0; i < lexicon->list_count; i++) {
        if (lexicon->lists[i] == list) {
            return UINT64_C(1) << i;
        }
    }
    if (lexicon->list_count == GL_LEXICON_LISTS) {
        return 0;
    }
    lexicon->lists[lexicon->list_count] = list;
    return UINT64_C(1) << lexicon->list_count++;
}

/* A word as it is looked for. */
struct wanted {
    const char *bytes;
    size_t length;
    uint64_t head;
};

/* Bytes as a number, the first one lowest on every machine. */
static uint64_t as_number(uint64_t bytes)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    return __builtin_bswap64(bytes);
#else
    return bytes;
#endif
}

/* The first eight bytes of the word, the first one lowest, and 0 behind its end. `room`: bytes that
 * may be read. */
static uint64_t head_of(const char *word, size_t length, size_t room)
{
    uint64_t head = 0;
    if (room < sizeof head) {
        memcpy(&head, word, length < room ? length : room);
        return as_number(head);
    }
    memcpy(&head, word, sizeof head);
    const unsigned unused = length < sizeof head ? (unsigned)(sizeof head - length) * 8 : 0;
    return as_number(head) << unused >> unused;
}

static uint64_t hash_of(const struct wanted *wanted)
{
    uint64_t last = 0;
    if (wanted->length > sizeof last) {
        memcpy(&last, wanted->bytes + wanted->length - sizeof last, sizeof last);
    }
    return (wanted->head ^ last << 1 ^ wanted->length) * UINT64_C(0x9E3779B97F4A7C15);
}

static size_t filter_bit(uint64_t hash)
{
    return hash >> 40 & (GL_LEXICON_FILTER - 1);
}

static bool has_bit(const struct gl_lexicon *lexicon, uint64_t hash)
{
    size_t bit = filter_bit(hash);
    return lexicon->filter[bit / 64] >> bit % 64 & 1;
}

/* The slot that holds the word, or the free one where it would stand. */
static struct gl_lexicon_entry *slot_for(const struct gl_lexicon *lexicon,
                                         const struct wanted *wanted, uint64_t hash)
{
    for (size_t i = hash >> 40 & (lexicon->size - 1);; i = (i + 1) & (lexicon->size - 1)) {
        struct gl_lexicon_entry *entry = &lexicon->entries[i];
        if (entry->word == NULL ||
            (entry->head == wanted->head && entry->length == wanted->length &&
             (entry->length <= sizeof entry->head ||
              memcmp(entry->word, wanted->bytes, entry->length) == 0))) {
            return entry;
        }
    }
}

uint64_t gl_lexicon_find(const struct gl_lexicon *lexicon, struct gl_text text, struct gl_span word)
{
    size_t length = word.end - word.start;
    if (lexicon->size == 0 || length == 0 || length > GL_LEXICON_LONGEST) {
        return 0;
    }
    struct wanted wanted = {text.bytes + word.start, length,
                            head_of(text.bytes + word.start, length, text.length - word.start)};
    uint64_t hash = hash_of(&wanted);
    return has_bit(lexicon, hash) ? slot_for(lexicon, &wanted, hash)->lists : 0;
}

/* Puts a form of a word in. `stays`: its bytes live as long as the lexicon; what fits into a head
 * is not looked at again. */
static bool put(struct gl_lexicon *lexicon, struct gl_arena *arena, const struct wanted *form,
                bool stays, uint64_t bit)
{
    uint64_t hash = hash_of(form);
    struct gl_lexicon_entry *entry = slot_for(lexicon, form, hash);
    size_t bit_at = filter_bit(hash);
    lexicon->filter[bit_at / 64] |= UINT64_C(1) << bit_at % 64;
    if (entry->word == NULL) {
        const char *word = form->length <= sizeof form->head ? "" : form->bytes;
        if (word == form->bytes && !stays) {
            word = gl_arena_copy(arena, form->bytes, form->length);
        }
        if (word == NULL) {
            return false;
        }
        *entry = (struct gl_lexicon_entry){form->head, word, form->length, 0};
    }
    entry->lists |= bit;
    return true;
}

/* `word` with its first `letters` characters in upper case, into `out`; returns the bytes. A
 * character grows by three bytes at most, and `out` holds four for each byte of the longest word.
 */
static size_t raise(struct gl_text word, size_t letters, char out[4 * GL_LEXICON_LONGEST])
{
    size_t length = 0;
    for (size_t at = 0; at<word.length; letters -= letters> 0) {
        int32_t code_point;
        size_t step = gl_utf8_decode(word, at, &code_point);
        if (letters > 0) {
            length += gl_utf8_encode(gl_to_upper(code_point), out + length);
        } else {
            memcpy(out + length, word.bytes + at, step);
            length += step;
        }
        at += step;
    }
    return length;
}

static struct gl_text without_terminator(struct gl_text word, const struct gl_mark_table *marks)
{
    while (word.length > 0) {
        int32_t code_point;
        size_t before = gl_utf8_before(word, word.length);
        gl_utf8_decode(word, before, &code_point);
        const struct gl_mark *mark = gl_marks_find(marks, code_point);
        if (mark == NULL || mark->ends == 0) {
            break;
        }
        word.length = before;
    }
    return word;
}

/* The forms of a word of up to eight ASCII letters and marks: its head is all of it. */
static void put_short_forms(struct gl_lexicon *lexicon, const struct wanted *word, uint64_t bit)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    struct wanted form = *word;
    // The top bit of each byte that is a lower-case letter; moved by two, the bit between the
    // cases.
    uint64_t lower =
        (word->head + ones * (0x80 - 'a')) & ~(word->head + ones * (0x7F - 'z')) & (ones << 7);
    put(lexicon, NULL, &form, true, bit);
    if (lower != 0) {
        form.head = word->head ^ (lower & 0x80) >> 2;
        put(lexicon, NULL, &form, true, bit);
        form.head = word->head ^ lower >> 2;
        put(lexicon, NULL, &form, true, bit);
    }
}

static bool put_forms(struct gl_lexicon *lexicon, struct gl_arena *arena, struct gl_text text,
                      uint64_t bit)
{
    char out[4 * GL_LEXICON_LONGEST];
    if (text.length == 0 || text.length > GL_LEXICON_LONGEST) {
        return true;
    }
    struct wanted word = {text.bytes, text.length, head_of(text.bytes, text.length, text.length)};
    if (text.length <= sizeof word.head && (word.head & UINT64_C(0x8080808080808080)) == 0) {
        put_short_forms(lexicon, &word, bit);
        return true;
    }
    bool good = put(lexicon, arena, &word, true, bit);
    for (size_t letters = 1; good && letters != 0; letters = letters == 1 ? SIZE_MAX : 0) {
        size_t length = raise(text, letters, out);
        struct wanted form = {out, length, head_of(out, length, length)};
        good = put(lexicon, arena, &form, false, bit);
    }
    return good;
}

static size_t words_in(const struct gl_lexicon *lexicon, const struct gl_ruleset *set)
{
    size_t words = 0;
    for (size_t i = 0; i < lexicon->list_count; i++) {
        words += gl_list_count(set, lexicon->lists[i]);
    }
    return words;
}

bool gl_lexicon_fill(struct gl_lexicon *lexicon, const struct gl_ruleset *set,
                     const struct gl_mark_table *marks, struct gl_arena *arena)
{
    size_t needed = FORMS * words_in(lexicon, set) * 4 / 3;
    lexicon->size = 16;
    while (lexicon->size < needed) {
        lexicon->size *= 2;
    }
    lexicon->entries = gl_arena_zeros(arena, lexicon->size, sizeof *lexicon->entries);
    if (lexicon->entries == NULL) {
        return false;
    }
    for (size_t i = 0; i < lexicon->list_count; i++) {
        size_t count = gl_list_count(set, lexicon->lists[i]);
        for (size_t entry = 0; entry < count; entry++) {
            const char *value;
            const char *word = gl_list_entry(set, lexicon->lists[i], entry, &value);
            struct gl_text text = without_terminator((struct gl_text){word, strlen(word)}, marks);
            if (!put_forms(lexicon, arena, text, UINT64_C(1) << i)) {
                return false;
            }
        }
    }
    return true;
}
