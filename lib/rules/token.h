/* Tokens: the words of a rule set, each with what the set knows of it. Within lib/rules only.
 *
 * One look-up by the folded word says which rules can have it first or second and which lists have
 * an entry that begins with it. Words with the same answers share a class; class 0 is that of words
 * the rules do not name. */
#ifndef GALLEY_RULES_TOKEN_H
#define GALLEY_RULES_TOKEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "rules/image.h"
#include "text/span.h"

enum { GL_TOKEN_MAX = 64 }; /* longest word that rules can name, in bytes, folded */

#define GL_EACH_BYTE(value) (UINT64_C(0x0101010101010101) * (value))

/* The high bit of each of eight bytes that is no ASCII letter or digit. */
static inline uint64_t gl_eight_other(uint64_t eight)
{
    uint64_t low = eight & GL_EACH_BYTE(0x7f);
    uint64_t folded = low | GL_EACH_BYTE(0x20);
    uint64_t letter = (folded + GL_EACH_BYTE(0x80 - 'a')) & ~(folded + GL_EACH_BYTE(0x7f - 'z'));
    uint64_t digit = (low + GL_EACH_BYTE(0x80 - '0')) & ~(low + GL_EACH_BYTE(0x7f - '9'));
    return ((letter | digit) & ~eight & GL_EACH_BYTE(0x80)) ^ GL_EACH_BYTE(0x80);
}

/* One step of the hash of a folded word, eight bytes at a time, the last ones filled up with zeros.
 */
static inline uint64_t gl_token_mix(uint64_t hash, uint64_t eight)
{
    hash = (hash ^ eight) * UINT64_C(0x9e3779b97f4a7c15);
    return hash ^ hash >> 29;
}

/* Hash of a folded word; what the build put into the table. */
static inline uint32_t gl_token_hash(const char *folded, size_t length)
{
    uint64_t hash = 0;
    uint64_t eight;
    for (; length >= sizeof eight; folded += sizeof eight, length -= sizeof eight) {
        memcpy(&eight, folded, sizeof eight);
        hash = gl_token_mix(hash, eight);
    }
    if (length > 0) {
        eight = 0;
        memcpy(&eight, folded, length);
        hash = gl_token_mix(hash, eight);
    }
    return (uint32_t)(hash >> 32);
}

/* Hash of a form in a list. */
static inline uint32_t gl_form_hash(int32_t list, const char *form, size_t length)
{
    return gl_token_hash(form, length) ^ (uint32_t)list * UINT32_C(0x9e3779b1);
}

/* The row of a class among the image's rows. */
static inline const uint64_t *gl_class_row(const struct gl_image *image, uint32_t class)
{
    const uint64_t *rows = (const void *)((const char *)image + image->classes.offset);
    return rows + (size_t) class * (2 * image->rule_words + image->list_words);
}

static inline bool gl_bit(const uint64_t *bits, size_t index)
{
    return (bits[index / 64] >> (index % 64)) & 1;
}

/* Class of the folded word with that hash; 0 when the rules do not name it. */
static inline uint32_t gl_token_class(const struct gl_image *image, const void *folded,
                                      size_t length, uint32_t hash)
{
    const struct gl_image_slot *slots = (const void *)((const char *)image + image->slots.offset);
    uint32_t mask = image->slots.count - 1;
    uint32_t slot = hash & mask;
    for (; slots[slot].token != 0; slot = (slot + 1) & mask) {
        if (slots[slot].hash == hash) {
            const struct gl_image_token *token =
                (const struct gl_image_token *)(const void *)((const char *)image +
                                                              image->tokens.offset) +
                (slots[slot].token - 1);
            const char *text = (const char *)image + image->strings.offset + token->text;
            if (token->length == length && memcmp(text, folded, length) == 0) {
                return token->class;
            }
        }
    }
    return 0;
}

/* The low `length` bytes (0 to 8) of eight. */
static inline uint64_t gl_low_bytes(size_t length)
{
    return length < 8 ? (UINT64_C(1) << (8 * length)) - 1 : ~UINT64_C(0);
}

/* A word of the text. */
struct gl_token {
    size_t end; /* byte where it ends */
    uint32_t class;
    bool plain; /* ASCII only */
};

/* Reads the word at `at`, where a word character stands. Time linear in the word.
 *
 * A pattern may say of its first word no more than that no letter follows (`today(?!\p{L})`), so
 * that "today5" has it too. Where the rules do not name a word of letters with something behind
 * them, its class is that of the letters alone. */
struct gl_token gl_token_read_long(const struct gl_image *image, struct gl_text text, size_t at);

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
/* The common word: up to fifteen ASCII letters, or digits, with as many bytes to read there. */
static inline struct gl_token gl_token_read(const struct gl_image *image, struct gl_text text,
                                            size_t at)
{
    uint64_t folded[2] = {0, 0};
    uint64_t eight, mask;
    if (text.length - at < 16) {
        return gl_token_read_long(image, text, at);
    }
    memcpy(&eight, text.bytes + at, sizeof eight);
    uint64_t other = gl_eight_other(eight);
    uint64_t hash = 0;
    size_t before = 0;
    bool digit_first = (eight & 0x40) == 0;
    bool letters = true;
    if (other == 0) {
        letters = (eight & GL_EACH_BYTE(0x40)) == GL_EACH_BYTE(0x40);
        folded[0] = eight | GL_EACH_BYTE(0x20);
        hash = gl_token_mix(0, folded[0]);
        before = 8;
        memcpy(&eight, text.bytes + at + before, sizeof eight);
        other = gl_eight_other(eight);
    }
    size_t length = other == 0 ? 8 : (size_t)__builtin_ctzll(other) / 8;
    mask = gl_low_bytes(length);
    letters = letters && ((eight | ~mask) & GL_EACH_BYTE(0x40)) == GL_EACH_BYTE(0x40);
    if (length == 8 || (eight >> (8 * length) & 0x80) != 0 || (!letters && !digit_first)) {
        return gl_token_read_long(image, text, at);
    }
    folded[before / 8] = (eight | GL_EACH_BYTE(0x20)) & mask;
    hash = length > 0 ? gl_token_mix(hash, folded[before / 8]) : hash;
    length += before;
    return (struct gl_token){at + length,
                             gl_token_class(image, folded, length, (uint32_t)(hash >> 32)), true};
}
#else
static inline struct gl_token gl_token_read(const struct gl_image *image, struct gl_text text,
                                            size_t at)
{
    return gl_token_read_long(image, text, at);
}
#endif

#endif
