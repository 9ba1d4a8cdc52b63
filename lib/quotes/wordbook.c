#include "quotes/wordbook.h"

#include <string.h>

#include "quotes/tokens.h"
#include "rules/vocabulary.h"
#include "text/classes.h"
#include "text/utf8.h"

enum { FIRST_SLOTS = 1024, ENTRY_TOKENS = 8 };

/* Eight bytes with A to Z made small. */
static inline uint64_t fold_ascii(uint64_t bytes)
{
    const uint64_t ones = 0x0101010101010101u;
    uint64_t low = bytes & (0x7f * ones);
    uint64_t from_a = low + (0x80 - 'A') * ones;
    uint64_t above_z = low + (0x7f - 'Z') * ones;
    uint64_t upper = (from_a ^ above_z) & ~bytes & (0x80 * ones);
    return bytes | (upper >> 2);
}

/* A mask for the first `length` bytes in memory, fewer than eight. */
static inline uint64_t first_bytes(size_t length)
{
    static const unsigned char ones[16] = {255, 255, 255, 255, 255, 255, 255, 255};
    uint64_t mask;
    memcpy(&mask, ones + 8 - length, sizeof mask);
    return mask;
}

/* Up to eight bytes, the rest zero; `available` may be read. */
static inline uint64_t load(const char *bytes, size_t length, size_t available)
{
    uint64_t word = 0;
    if (available >= sizeof word) {
        memcpy(&word, bytes, sizeof word);
        if (length < sizeof word) {
            word &= first_bytes(length);
        }
        return word;
    }
    memcpy(&word, bytes, length);
    return word;
}

/* The key of `length` bytes; of the `available` ones behind `bytes` any may be read. */
static inline void make_key(const char *bytes, size_t length, size_t available,
                            uint64_t key[GL_WORDBOOK_BYTES / 8])
{
    for (size_t i = 0; i < GL_WORDBOOK_BYTES / 8; i++) {
        size_t from = 8 * i;
        size_t rest = length > from ? length - from : 0;
        key[i] =
            rest == 0 ? 0 : fold_ascii(load(bytes + from, rest < 8 ? rest : 8, available - from));
    }
}

static inline size_t hash_key(const uint64_t key[GL_WORDBOOK_BYTES / 8])
{
    uint64_t hash = (key[0] ^ (key[1] * 0x9E3779B97F4A7C15u)) * 0xD6E8FEB86659FD93u;
    hash ^= (key[2] + key[3] * 0xC2B2AE3D27D4EB4Fu) * 0x165667B19E3779F9u;
    return (size_t)((hash ^ (hash >> 32)) * 0x9E3779B97F4A7C15u >> 32);
}

static inline bool same_key(const uint64_t *a, const uint64_t *b)
{
    return ((a[0] ^ b[0]) | (a[1] ^ b[1]) | (a[2] ^ b[2]) | (a[3] ^ b[3])) == 0;
}

/* A slot holds a word's number and, above it, bits of its hash, so that few lexemes are read. */
enum { NUMBER_BITS = 20, WORDS_MOST = (1 << NUMBER_BITS) - 1 };

static inline uint32_t number_in(uint32_t slot)
{
    return slot & WORDS_MOST;
}

/* The slot that holds `key` with `hash`, or the empty one where it belongs. */
static inline size_t slot_of(const struct gl_wordbook *wordbook, size_t hash,
                             const uint64_t key[GL_WORDBOOK_BYTES / 8])
{
    size_t mask = wordbook->slot_count - 1;
    size_t slot = hash & mask;
    uint32_t tag = (uint32_t)(hash >> NUMBER_BITS << NUMBER_BITS);
    while (wordbook->slots[slot] != 0 &&
           (((wordbook->slots[slot] ^ tag) & ~(uint32_t)WORDS_MOST) != 0 ||
            !same_key(wordbook->lexemes[number_in(wordbook->slots[slot])].key, key))) {
        slot = (slot + 1) & mask;
    }
    return slot;
}

static inline uint32_t slot_value(size_t hash, uint32_t number)
{
    return (uint32_t)(hash >> NUMBER_BITS << NUMBER_BITS) | number;
}

bool gl_wordbook_init(struct gl_wordbook *wordbook, struct gl_arena *arena)
{
    *wordbook = (struct gl_wordbook){.arena = arena, .count = 1, .slot_count = FIRST_SLOTS};
    wordbook->capacity = FIRST_SLOTS / 2;
    wordbook->slots = gl_arena_zeros(arena, FIRST_SLOTS, sizeof *wordbook->slots);
    wordbook->lexemes = gl_arena_zeros(arena, wordbook->capacity, sizeof *wordbook->lexemes);
    return wordbook->slots != NULL && wordbook->lexemes != NULL;
}

/* Twice the room. False when memory is out. */
static bool grow(struct gl_wordbook *wordbook)
{
    uint32_t capacity = wordbook->capacity * 2;
    uint32_t *slots = gl_arena_zeros(wordbook->arena, wordbook->slot_count * 2, sizeof *slots);
    struct gl_lexeme *lexemes = gl_arena_zeros(wordbook->arena, capacity, sizeof *lexemes);
    if (slots == NULL || lexemes == NULL) {
        return false;
    }
    memcpy(lexemes, wordbook->lexemes, wordbook->count * sizeof *lexemes);
    wordbook->lexemes = lexemes;
    wordbook->slots = slots;
    wordbook->slot_count *= 2;
    wordbook->capacity = capacity;
    for (uint32_t i = 1; i < wordbook->count; i++) {
        size_t hash = hash_key(lexemes[i].key);
        slots[slot_of(wordbook, hash, lexemes[i].key)] = slot_value(hash, i);
    }
    return true;
}

uint32_t gl_wordbook_add(struct gl_wordbook *wordbook, struct gl_text word)
{
    if (word.length == 0 || word.length > GL_WORDBOOK_BYTES || wordbook->count == WORDS_MOST ||
        (wordbook->count == wordbook->capacity && !grow(wordbook))) {
        return GL_NO_WORD;
    }
    uint64_t key[GL_WORDBOOK_BYTES / 8];
    make_key(word.bytes, word.length, word.length, key);
    size_t hash = hash_key(key);
    size_t slot = slot_of(wordbook, hash, key);
    if (wordbook->slots[slot] == 0) {
        memcpy(wordbook->lexemes[wordbook->count].key, key, sizeof key);
        wordbook->slots[slot] = slot_value(hash, wordbook->count++);
    }
    return number_in(wordbook->slots[slot]);
}

uint32_t gl_wordbook_find(const struct gl_wordbook *wordbook, const char *bytes, size_t length,
                          size_t available)
{
    uint64_t key[GL_WORDBOOK_BYTES / 8];
    if (length > GL_WORDBOOK_BYTES) {
        return GL_NO_WORD;
    }
    make_key(bytes, length, available, key);
    return number_in(wordbook->slots[slot_of(wordbook, hash_key(key), key)]);
}

/* Hangs the words behind the first on it, in front of shorter ones. */
static bool add_tail(struct gl_wordbook *wordbook, const uint32_t *words, size_t count,
                     uint64_t bit)
{
    uint32_t *rest = gl_arena_zeros(wordbook->arena, count, sizeof *rest);
    struct gl_tail *tail = gl_arena_zeros(wordbook->arena, 1, sizeof *tail);
    if (rest == NULL || tail == NULL) {
        return false;
    }
    memcpy(rest, words + 1, (count - 1) * sizeof *rest);
    wordbook->lexemes[words[0]].starts |= bit;
    struct gl_tail **place = &wordbook->lexemes[words[0]].tails;
    while (*place != NULL && (*place)->count >= count) {
        place = &(*place)->next;
    }
    *tail = (struct gl_tail){rest, (uint32_t)count - 1, bit, *place};
    *place = tail;
    return true;
}

static bool begins_with_capital(struct gl_text text)
{
    int32_t first;
    gl_utf8_decode(text, 0, &first);
    return gl_is_upper(first);
}

/* Adds one form of an entry. False when memory is out. */
static bool add_form(struct gl_wordbook *wordbook, struct gl_text form, uint64_t bit, bool capital)
{
    uint32_t words[ENTRY_TOKENS];
    size_t count = 0;
    struct gl_span token;
    for (size_t at = 0; gl_token_after(wordbook, form, at, &token); at = token.end) {
        if (count == ENTRY_TOKENS) {
            return true; // no text will have it
        }
        words[count] = gl_wordbook_add(
            wordbook, (struct gl_text){form.bytes + token.start, gl_span_length(token)});
        if (words[count++] == GL_NO_WORD) {
            return true;
        }
    }
    if (count > 1) {
        return add_tail(wordbook, words, count, bit);
    }
    if (count == 1) {
        struct gl_lexeme *lexeme = &wordbook->lexemes[words[0]];
        *(capital ? &lexeme->capital_lists : &lexeme->lists) |= bit;
    }
    return true;
}

/* Is the text of ASCII, and *plain: of nothing but letters? */
static bool is_ascii(struct gl_text text, bool *plain)
{
    *plain = text.length > 0;
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.bytes[i];
        if (byte >= 0x80) {
            return false;
        }
        *plain = *plain && (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
    }
    return true;
}

static bool ends_with_apostrophe(struct gl_text text)
{
    static const char right[] = "’";
    size_t length = sizeof right - 1;
    return (text.length > 0 && text.bytes[text.length - 1] == '\'') ||
           (text.length > length && memcmp(text.bytes + text.length - length, right, length) == 0);
}

/* ASCII entries are found in every case as they are; others are added in each form. */
static bool add_entry(struct gl_wordbook *wordbook, const char *entry, uint64_t bit)
{
    struct gl_text text = {entry, strlen(entry)};
    bool plain;
    bool ascii = is_ascii(text, &plain);
    bool capital = text.length > 0 && begins_with_capital(text);
    if ((ascii && plain) || ends_with_apostrophe(text)) { // l’ stands as it is
        uint32_t word = gl_wordbook_add(wordbook, text);
        struct gl_lexeme *lexeme = &wordbook->lexemes[word];
        *(capital ? &lexeme->capital_lists : &lexeme->lists) |= word != GL_NO_WORD ? bit : 0;
        return true;
    }
    if (ascii) {
        return add_form(wordbook, text, bit, capital);
    }
    const char *forms[3];
    size_t count = gl_word_forms(wordbook->arena, entry, forms);
    bool good = count > 0;
    for (size_t i = 0; i < count && good; i++) {
        good = add_form(wordbook, (struct gl_text){forms[i], strlen(forms[i])}, bit, capital);
    }
    return good;
}

/* A new bit for the list; 0 when there is none left. */
static uint64_t new_bit(struct gl_wordbook *wordbook, int list)
{
    if (list < 0 || wordbook->list_count == GL_WORDBOOK_LISTS) {
        return 0;
    }
    wordbook->lists[wordbook->list_count] = list;
    return (uint64_t)1 << wordbook->list_count++;
}

/* Adds each entry as one piece, in each of its forms. */
static bool add_pieces(struct gl_wordbook *wordbook, const struct gl_ruleset *set, int list,
                       uint64_t bit)
{
    for (size_t i = 0; bit != 0 && i < gl_list_count(set, list); i++) {
        const char *forms[3];
        size_t count = gl_word_forms(wordbook->arena, gl_list_entry(set, list, i, NULL), forms);
        for (size_t k = 0; k < count; k++) {
            struct gl_text form = {forms[k], strlen(forms[k])};
            uint32_t word = gl_wordbook_add(wordbook, form);
            wordbook->lexemes[word].lists |= word != GL_NO_WORD ? bit : 0;
        }
        if (count == 0) {
            return false;
        }
    }
    return true;
}

bool gl_wordbook_read_cuts(struct gl_wordbook *wordbook, const struct gl_ruleset *set)
{
    int elision = gl_list_find(set, "elision");
    int enclitic = gl_list_find(set, "enclitic");
    wordbook->elisions = new_bit(wordbook, elision);
    wordbook->enclitics = new_bit(wordbook, enclitic);
    int detached = gl_list_find(set, "detached");
    wordbook->detached = new_bit(wordbook, detached);
    return add_pieces(wordbook, set, elision, wordbook->elisions) &&
           add_pieces(wordbook, set, enclitic, wordbook->enclitics) &&
           add_pieces(wordbook, set, detached, wordbook->detached);
}

uint64_t gl_wordbook_list(struct gl_wordbook *wordbook, const struct gl_ruleset *set, int list)
{
    for (size_t i = 0; i < wordbook->list_count; i++) {
        if (wordbook->lists[i] == list) {
            return (uint64_t)1 << i;
        }
    }
    uint64_t bit = new_bit(wordbook, list);
    for (size_t i = 0; bit != 0 && i < gl_list_count(set, list); i++) {
        if (!add_entry(wordbook, gl_list_entry(set, list, i, NULL), bit)) {
            return 0;
        }
    }
    return bit;
}
