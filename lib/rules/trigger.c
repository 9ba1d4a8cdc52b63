/* Triggers: at which places of a text which rules may begin. */
#include <string.h>

#include "base/number.h"
#include "rules/place.h"
#include "rules/ruleset_internal.h"
#include "text/classes.h"
#include "text/utf8.h"

enum { MAX_TRIGGER = 64 }; /* longest trigger word in bytes, folded */

/* `word` in lower case; length 0 when it is longer than any trigger word. */
static size_t fold(struct gl_text text, size_t at, size_t end, char out[MAX_TRIGGER + 4])
{
    size_t length = 0;
    while (at < end) {
        unsigned char c = (unsigned char)text.bytes[at];
        if (length > MAX_TRIGGER - 4) {
            return 0;
        }
        if (c < 0x80) {
            out[length++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
            at++;
        } else {
            int32_t code_point;
            at += gl_utf8_decode(text, at, &code_point);
            length += gl_utf8_encode(gl_to_lower(code_point), out + length);
        }
    }
    return length;
}

static const struct gl_image_trigger *find(const struct gl_image *image, const char *word,
                                           size_t length)
{
    const struct gl_image_trigger *table = gl_image_at(image, image->triggers);
    size_t mask = image->triggers.count - 1;
    for (size_t slot = gl_hash(word, length) & mask; table[slot].length != 0;
         slot = (slot + 1) & mask) {
        if (table[slot].length == length &&
            memcmp(gl_image_string(image, table[slot].text), word, length) == 0) {
            return &table[slot];
        }
    }
    return NULL;
}

/* What may begin at `at`, where a word or mark ends at `end`. */
static struct gl_triggered triggered_at(const struct gl_image *image, struct gl_text text,
                                        size_t at, size_t end)
{
    const uint32_t *runs = gl_image_at(image, image->byte_runs);
    const uint16_t *byte_rules = gl_image_at(image, image->byte_rules);
    unsigned char byte = (unsigned char)text.bytes[at];
    struct gl_triggered triggered = {.by_byte = byte_rules + runs[byte],
                                     .byte_count = runs[byte + 1] - runs[byte]};
    char word[MAX_TRIGGER + 4];
    if (!gl_byte_set_has(&image->first_bytes, byte)) {
        return triggered;
    }
    size_t length = fold(text, at, end, word);
    const struct gl_image_trigger *trigger = length > 0 ? find(image, word, length) : NULL;
    if (trigger != NULL) {
        const uint16_t *rules = gl_image_at(image, image->trigger_rules);
        triggered.by_word = rules + trigger->rule_first;
        triggered.word_count = trigger->rule_count;
    }
    return triggered;
}

struct gl_triggered gl_ruleset_triggered(const struct gl_ruleset *set, struct gl_text text,
                                         size_t at, size_t *word_end)
{
    *word_end = gl_place_end(text, at);
    return triggered_at(set->image, text, at, *word_end);
}

const struct gl_rule *gl_triggered_next(const struct gl_ruleset *set,
                                        struct gl_triggered *triggered)
{
    uint32_t by_word = triggered->word_count > 0 ? *triggered->by_word : UINT32_MAX;
    uint32_t by_byte = triggered->byte_count > 0 ? *triggered->by_byte : UINT32_MAX;
    uint32_t number = by_word < by_byte ? by_word : by_byte;
    if (number == UINT32_MAX) {
        return NULL;
    }
    if (by_word == number) {
        triggered->by_word++;
        triggered->word_count--;
    }
    if (by_byte == number) {
        triggered->by_byte++;
        triggered->byte_count--;
    }
    return gl_ruleset_rule(set, number);
}

size_t gl_ruleset_scan(const struct gl_ruleset *set, struct gl_text text, size_t from, size_t end,
                       struct gl_triggered *triggered, size_t *word_end)
{
    const struct gl_byte_set *first = &set->image->first_bytes;
    for (size_t at = gl_place_next(text, from, end); at < end;
         at = gl_place_next(text, *word_end, end)) {
        *word_end = gl_place_end(text, at);
        if (!gl_byte_set_has(first, (unsigned char)text.bytes[at])) {
            continue;
        }
        *triggered = triggered_at(set->image, text, at, *word_end);
        if (triggered->word_count > 0 || triggered->byte_count > 0) {
            return at;
        }
    }
    return end;
}
