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

static uint64_t hash_of(struct gl_text word)
{
    uint64_t hash = GL_WORD_HASH_START;
    int32_t letter;
    for (size_t at = 0; at < word.length;) {
        at += gl_utf8_decode(word, at, &letter);
        hash = gl_word_hash(hash, (uint32_t)gl_to_lower(letter));
    }
    return hash;
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
