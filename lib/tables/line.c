#include "tables/line.h"

#include "base/number.h"
#include "text/classes.h"
#include "text/utf8.h"

struct hasher {
    uint64_t hash;
    uint64_t word;
    uint64_t length;
};

static void mix(struct hasher *hasher)
{
    uint64_t hash = (hasher->hash ^ hasher->word) * UINT64_C(0x9E3779B97F4A7C15);
    hasher->hash = hash << 31 | hash >> 33;
    hasher->word = 0;
}

static inline void put(struct hasher *hasher, unsigned char byte)
{
    hasher->word |= (uint64_t)byte << (hasher->length % 8 * 8);
    if (++hasher->length % 8 == 0) {
        mix(hasher);
    }
}

static uint64_t finish(struct hasher *hasher)
{
    mix(hasher);
    uint64_t hash = hasher->hash ^ hasher->length;
    hash = (hash ^ hash >> 33) * UINT64_C(0xFF51AFD7ED558CCD);
    hash = (hash ^ hash >> 33) * UINT64_C(0xC4CEB9FE1A85EC53);
    return hash ^ hash >> 33;
}

/* What the last code points were, so that runs become one. */
struct folding {
    struct hasher hasher;
    bool in_digits;
    bool space_owed; /* white space was passed, which counts when something follows */
};

static void put_code_point(struct folding *folding, int32_t code_point)
{
    enum { DIGITS = 1 << 9 }; // category Nd
    char bytes[4];
    if (gl_is_space(code_point)) {
        folding->space_owed = folding->hasher.length > 0;
        folding->in_digits = false;
        return;
    }
    bool digit = gl_is_digit(code_point) ||
                 (code_point >= 0x80 && (gl_category_bit(code_point) & DIGITS) != 0);
    if (digit && folding->in_digits) {
        return;
    }
    if (folding->space_owed) {
        put(&folding->hasher, ' ');
        folding->space_owed = false;
    }
    folding->in_digits = digit;
    size_t length = gl_utf8_encode(digit ? '0' : gl_to_lower(code_point), bytes);
    for (size_t i = 0; i < length; i++) {
        put(&folding->hasher, (unsigned char)bytes[i]);
    }
}

bool gl_line_key(struct gl_text line, uint64_t *key)
{
    struct folding folding = {.hasher = {.hash = GL_HASH_START}};
    for (size_t at = 0; at < line.length;) {
        unsigned char byte = (unsigned char)line.bytes[at];
        bool letter = (unsigned char)((byte | 0x20) - 'a') < 26;
        if (letter && !folding.space_owed) { // most bytes of most lines
            put(&folding.hasher, byte | 0x20);
            folding.in_digits = false;
            at++;
            continue;
        }
        int32_t code_point;
        at += gl_utf8_decode(line, at, &code_point);
        put_code_point(&folding, code_point);
    }
    *key = finish(&folding.hasher);
    return folding.hasher.length > 0;
}

uint64_t gl_name_key(struct gl_text name)
{
    struct hasher hasher = {.hash = GL_HASH_START};
    for (size_t i = 0; i < name.length; i++) {
        put(&hasher, (unsigned char)name.bytes[i]);
    }
    return name.length == 0 ? 0 : finish(&hasher);
}
