#include "rules/token.h"

#include "rules/place.h"
#include "text/classes.h"
#include "text/utf8.h"

/* `word` in lower case; length 0 when it is longer than any word of the rules. */
static size_t fold(struct gl_text text, size_t at, size_t end, char out[GL_TOKEN_MAX + 4])
{
    size_t length = 0;
    while (at < end) {
        unsigned char c = (unsigned char)text.bytes[at];
        if (length >= GL_TOKEN_MAX) {
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

/* Bytes of the letters that the word begins with. */
static size_t letters_of(const char *folded, size_t length)
{
    struct gl_text word = {folded, length};
    size_t at = 0;
    while (at < length) {
        int32_t code_point;
        size_t size = gl_utf8_decode(word, at, &code_point);
        if (!gl_is_letter(code_point)) {
            break;
        }
        at += size;
    }
    return at;
}

/* Class of a word that has other characters than letters. Where both it and its letters are named
 * the answer is yes to everything. */
static uint32_t class_of_mixed(const struct gl_image *image, const char *folded, size_t length,
                               uint32_t whole)
{
    size_t letters = letters_of(folded, length);
    if (letters == 0 || letters == length) {
        return whole;
    }
    uint32_t class = gl_token_class(image, folded, letters, gl_token_hash(folded, letters));
    return whole == 0 ? class : class == 0 ? whole : 1;
}

static struct gl_token read_any(const struct gl_image *image, struct gl_text text, size_t at)
{
    char folded[GL_TOKEN_MAX + 4];
    struct gl_token token = {.end = gl_place_end(text, at)};
    size_t length = fold(text, at, token.end, folded);
    if (length > 0) {
        token.class = gl_token_class(image, folded, length, gl_token_hash(folded, length));
        token.class = class_of_mixed(image, folded, length, token.class);
    }
    return token;
}

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
/* An ASCII word with eight bytes of the text behind each of its own. */
struct gl_token gl_token_read_long(const struct gl_image *image, struct gl_text text, size_t at)
{
    uint64_t folded[GL_TOKEN_MAX / 8 + 1];
    uint64_t hash = 0;
    uint64_t letters = ~UINT64_C(0); /* bit 0x40 of each byte is set in letters, not in digits */
    size_t length = 0;
    for (size_t i = 0; i < GL_TOKEN_MAX / 8 && text.length - at - length >= 8; i++) {
        uint64_t eight;
        memcpy(&eight, text.bytes + at + length, sizeof eight);
        uint64_t other = gl_eight_other(eight);
        size_t more = other == 0 ? 8 : (size_t)__builtin_ctzll(other) / 8;
        if (more < 8 && ((unsigned char)text.bytes[at + length + more] & 0x80) != 0) {
            break;
        }
        if (more > 0) {
            uint64_t mask = ~UINT64_C(0) >> (64 - 8 * more);
            folded[i] = (eight | GL_EACH_BYTE(0x20)) & mask;
            letters &= eight | ~mask;
            hash = gl_token_mix(hash, folded[i]);
            length += more;
        }
        if (more == 8) {
            continue;
        }
        uint32_t class = gl_token_class(image, folded, length, (uint32_t)(hash >> 32));
        if ((letters & GL_EACH_BYTE(0x40)) != GL_EACH_BYTE(0x40)) {
            class = class_of_mixed(image, (const char *)folded, length, class);
        }
        return (struct gl_token){.end = at + length, .class = class, .plain = true};
    }
    return read_any(image, text, at);
}
#else
struct gl_token gl_token_read_long(const struct gl_image *image, struct gl_text text, size_t at)
{
    return read_any(image, text, at);
}
#endif
