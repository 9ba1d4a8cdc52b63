#include "rules/language.h"

#include <stdio.h>
#include <string.h>

#include "text/words.h"

enum {
    MAX_LANGUAGES = 32,
    FIRST_LOOK = 1024,
    LAST_LOOK = 16384,
    UNIT = 60,         /* one word that only one language has */
    ENOUGH = 5 * UNIT, /* five such words ... */
    WORDS_PER_HIT =
        12, /* ... and at least one word in twelve, and twice what the next language has */
    MAX_WORD = 32
};

struct tally {
    const char *name; /* in the detector: ends with a blank or NUL */
    size_t length;
    size_t score;
};

struct tallies {
    struct tally items[MAX_LANGUAGES];
    size_t count;
    size_t words;
};

static void give(struct tallies *tallies, const char *name, size_t length, size_t score)
{
    for (size_t i = 0; i < tallies->count; i++) {
        struct tally *tally = &tallies->items[i];
        if (tally->length == length && memcmp(tally->name, name, length) == 0) {
            tally->score += score;
            return;
        }
    }
    if (tallies->count < MAX_LANGUAGES) {
        tallies->items[tallies->count++] = (struct tally){name, length, score};
    }
}

/* `languages` is a value such as "de en": the word's unit is shared among them. */
static void count_word(struct tallies *tallies, const char *languages)
{
    size_t sharing = 1;
    for (const char *c = languages; *c != '\0'; c++) {
        sharing += *c == ' ';
    }
    while (*languages != '\0') {
        size_t length = strcspn(languages, " ");
        give(tallies, languages, length, UNIT / sharing);
        languages += length + (languages[length] == ' ');
    }
}

/* The clear winner, or NULL. */
static const struct tally *winner(const struct tallies *tallies)
{
    const struct tally *best = NULL;
    size_t second = 0;
    for (size_t i = 0; i < tallies->count; i++) {
        const struct tally *tally = &tallies->items[i];
        if (best == NULL || tally->score > best->score) {
            second = best == NULL ? 0 : best->score;
            best = tally;
        } else if (tally->score > second) {
            second = tally->score;
        }
    }
    bool clear = best != NULL && best->score >= ENOUGH && best->score >= 2 * second &&
                 best->score * WORDS_PER_HIT >= tallies->words * UNIT;
    return clear ? best : NULL;
}

/* The language's code as a string of its own: the entry of the list of all codes that equals it. */
static const char *code_of(const struct gl_ruleset *detector, const struct tally *tally)
{
    size_t count = gl_list_count(detector, 0);
    for (size_t i = 0; i < count; i++) {
        const char *value;
        gl_list_entry(detector, 0, i, &value);
        if (strlen(value) == tally->length && memcmp(value, tally->name, tally->length) == 0) {
            return value;
        }
    }
    return "any"; // a language all of whose words are shared cannot win
}

const char *gl_language_detect(const struct gl_ruleset *detector, struct gl_text text)
{
    struct tallies tallies = {.count = 0};
    size_t end = text.length < LAST_LOOK ? text.length : LAST_LOOK;
    size_t look = FIRST_LOOK;
    struct gl_span word;
    int list = gl_list_find(detector, "language");
    const struct tally *best = NULL;
    for (size_t at = 0; gl_word_after(text, at, end, &word); at = word.end) {
        if (word.start >= look && (best = winner(&tallies)) != NULL) {
            break;
        }
        look = word.start >= look ? 2 * look : look;
        tallies.words++;
        const char *languages =
            gl_span_length(word) > MAX_WORD
                ? NULL
                : gl_list_value(detector, list,
                                (struct gl_text){text.bytes + word.start, gl_span_length(word)});
        if (languages != NULL) {
            count_word(&tallies, languages);
        }
    }
    best = best != NULL ? best : winner(&tallies);
    return best == NULL || list < 0 ? "any" : code_of(detector, best);
}
