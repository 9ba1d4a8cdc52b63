#include "boilerplate/lexicon.h"

#include <string.h>

#include "text/classes.h"
#include "text/utf8.h"
#include "text/words.h"

static const struct {
    const char *list;
    uint8_t bit;
} lists[] = {
    {"function-words", GL_LEXICON_FUNCTION},
    {"address-word", GL_LEXICON_ADDRESS},
    {"button-word", GL_LEXICON_BUTTON},
    {"page-word", GL_LEXICON_PAGE},
    {"stamp-word", GL_LEXICON_STAMP},
    {"self-word", GL_LEXICON_SELF},
    {"month", GL_LEXICON_STAMP},
    {"weekday", GL_LEXICON_STAMP},
};
enum { LISTS = sizeof lists / sizeof *lists };

/* The first eight bytes, or `length` of them with zeros for the rest; the first byte lowest. */
static uint64_t load(const char *bytes, size_t length)
{
    uint64_t chunk = 0;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    memcpy(&chunk, bytes, sizeof chunk);
    return length < sizeof chunk ? chunk & ((UINT64_C(1) << 8 * length) - 1) : chunk;
#else
    for (size_t i = 0; i < length && i < sizeof chunk; i++) {
        chunk |= (uint64_t)(unsigned char)bytes[i] << 8 * i;
    }
    return chunk;
#endif
}

uint64_t gl_word_hash(const char *bytes, size_t length)
{
    const uint64_t small = UINT64_C(0x2020202020202020);
    uint64_t hash = UINT64_C(0x9E3779B97F4A7C15) + length;
    for (size_t at = 0; at < length; at += sizeof hash) {
        hash = (hash ^ (load(bytes + at, length - at) | small)) * UINT64_C(0x9FB21C651E98DF25);
        hash ^= hash >> 32;
    }
    return hash | 1; // 0 stands for no word
}

size_t gl_word_fold(struct gl_text word, char out[GL_WORD_BYTES])
{
    size_t length = 0;
    int32_t letter;
    for (size_t at = 0; at < word.length && length + 4 <= GL_WORD_BYTES;) {
        at += gl_utf8_decode(word, at, &letter);
        length += gl_utf8_encode(gl_to_lower(letter), out + length);
    }
    return length;
}

static uint64_t hash_of(struct gl_text word)
{
    char folded[GL_WORD_BYTES + GL_WORD_MORE] = {0};
    return gl_word_hash(folded, gl_word_fold(word, folded));
}

static void add(struct gl_lexicon *lexicon, struct gl_text word, uint8_t bit)
{
    if (word.length == 0 || gl_word_end(word, 0) != word.length) {
        return; // several words, or marks: no single word of a line is equal to it
    }
    uint64_t hash = hash_of(word);
    size_t slot = (size_t)(hash >> 20) & lexicon->slot_mask;
    while (lexicon->slots[slot].hash != 0 && lexicon->slots[slot].hash != hash) {
        slot = (slot + 1) & lexicon->slot_mask;
    }
    lexicon->slots[slot].hash = hash;
    lexicon->slots[slot].bits |= bit;
}

bool gl_lexicon_bind(const struct gl_ruleset *set, struct gl_arena *arena,
                     struct gl_lexicon *lexicon)
{
    int numbers[LISTS];
    size_t words = 0, slots = 64;
    for (size_t i = 0; i < LISTS; i++) {
        numbers[i] = gl_list_find(set, lists[i].list);
        words += numbers[i] < 0 ? 0 : gl_list_count(set, numbers[i]);
    }
    while (slots < 4 * words) {
        slots *= 2;
    }
    *lexicon = (struct gl_lexicon){.slots = gl_arena_zeros(arena, slots, sizeof *lexicon->slots),
                                   .slot_mask = slots - 1,
                                   .has_function_words = numbers[0] >= 0};
    for (size_t i = 0; lexicon->slots != NULL && i < LISTS; i++) {
        size_t count = numbers[i] < 0 ? 0 : gl_list_count(set, numbers[i]);
        for (size_t j = 0; j < count; j++) {
            const char *word = gl_list_entry(set, numbers[i], j, NULL);
            add(lexicon, (struct gl_text){word, strlen(word)}, lists[i].bit);
        }
    }
    return lexicon->slots != NULL;
}
