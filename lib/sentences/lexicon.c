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

/* The bytes at `at`, eight or fewer, as a number. */
static uint64_t load(const char *at, size_t length)
{
    uint64_t value = 0;
    memcpy(&value, at, length);
    return value;
}

/* Of the word's length, its first and its last eight bytes: words are short. */
static uint32_t hash_of(struct gl_text word)
{
    uint64_t first, last;
    if (word.length >= 8) {
        first = load(word.bytes, 8);
        last = load(word.bytes + word.length - 8, 8);
    } else if (word.length >= 4) {
        first = load(word.bytes, 4);
        last = load(word.bytes + word.length - 4, 4);
    } else {
        first = (unsigned char)word.bytes[0];
        last = (uint64_t)(unsigned char)word.bytes[word.length / 2] << 8 |
               (unsigned char)word.bytes[word.length - 1];
    }
    uint64_t hash = (first + word.length) * UINT64_C(0x9E3779B97F4A7C15);
    hash = (hash ^ hash >> 32 ^ last) * UINT64_C(0xC2B2AE3D27D4EB4F);
    return (uint32_t)(hash >> 32);
}

/* The slot that holds the word, or the free one where it would stand. */
static struct gl_lexicon_entry *slot_for(const struct gl_lexicon *lexicon, struct gl_text word,
                                         uint32_t hash)
{
    size_t i = hash & (lexicon->size - 1);
    while (lexicon->entries[i].word != NULL) {
        const struct gl_lexicon_entry *held = &lexicon->entries[i];
        if (held->hash == hash && held->length == word.length &&
            memcmp(held->word, word.bytes, word.length) == 0) {
            break;
        }
        i = (i + 1) & (lexicon->size - 1);
    }
    return &lexicon->entries[i];
}

uint64_t gl_lexicon_find(const struct gl_lexicon *lexicon, struct gl_text word)
{
    if (lexicon->size == 0 || word.length == 0 || word.length > GL_LEXICON_LONGEST) {
        return 0;
    }
    return slot_for(lexicon, word, hash_of(word))->lists;
}

static bool put(struct gl_lexicon *lexicon, struct gl_arena *arena, struct gl_text word,
                uint64_t bit)
{
    uint32_t hash = hash_of(word);
    struct gl_lexicon_entry *entry = slot_for(lexicon, word, hash);
    if (entry->word == NULL) {
        char *copy = gl_arena_copy(arena, word.bytes, word.length);
        if (copy == NULL) {
            return false;
        }
        entry->word = copy;
        entry->length = (uint32_t)word.length;
        entry->hash = hash;
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

static bool put_forms(struct gl_lexicon *lexicon, struct gl_arena *arena, struct gl_text word,
                      uint64_t bit)
{
    static const size_t letters[FORMS] = {0, 1, SIZE_MAX};
    char out[4 * GL_LEXICON_LONGEST];
    if (word.length == 0 || word.length > GL_LEXICON_LONGEST) {
        return true;
    }
    for (size_t form = 0; form < FORMS; form++) {
        size_t length = raise(word, letters[form], out);
        if (!put(lexicon, arena, (struct gl_text){out, length}, bit)) {
            return false;
        }
    }
    return true;
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
    size_t needed = 2 * FORMS * words_in(lexicon, set);
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
