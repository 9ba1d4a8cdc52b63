#include "text/classes.h"

#include <utf8proc.h>

#include "text/utf8.h"

enum {
    ASCII_END = 0x80,
    NEL = 0x85,
    ZERO_WIDTH_SPACE = 0x200B,
    LINE_SEPARATOR = 0x2028,
    PARAGRAPH_SEPARATOR = 0x2029,
    BYTE_ORDER_MARK = 0xFEFF
};

#define UPPER (GL_CLASS_LETTER | GL_CLASS_UPPER | GL_CLASS_WORD)
#define LOWER (GL_CLASS_LETTER | GL_CLASS_LOWER | GL_CLASS_WORD)
#define OTHER (GL_CLASS_LETTER | GL_CLASS_WORD)

const uint8_t gl_classes_ascii[ASCII_END] = {
    ['\t'] = GL_CLASS_BLANK,
    [' '] = GL_CLASS_BLANK,
    ['\n' ... '\r'] = GL_CLASS_LINE_END,
    ['0' ... '9'] = GL_CLASS_DIGIT | GL_CLASS_WORD,
    ['A' ... 'Z'] = UPPER,
    ['a' ... 'z'] = LOWER,
};

/* By utf8proc's categories. */
static const uint8_t by_category[] = {
    [UTF8PROC_CATEGORY_CN] = 0,
    [UTF8PROC_CATEGORY_LU] = UPPER,
    [UTF8PROC_CATEGORY_LL] = LOWER,
    [UTF8PROC_CATEGORY_LT] = UPPER,
    [UTF8PROC_CATEGORY_LM] = OTHER,
    [UTF8PROC_CATEGORY_LO] = OTHER,
    [UTF8PROC_CATEGORY_MN] = GL_CLASS_WORD,
    [UTF8PROC_CATEGORY_MC] = GL_CLASS_WORD,
    [UTF8PROC_CATEGORY_ME] = GL_CLASS_WORD,
    [UTF8PROC_CATEGORY_ND] = GL_CLASS_WORD,
    [UTF8PROC_CATEGORY_NL] = GL_CLASS_WORD,
    [UTF8PROC_CATEGORY_NO] = GL_CLASS_WORD,
    [UTF8PROC_CATEGORY_ZS] = GL_CLASS_BLANK,
};

static bool between(int32_t code_point, int32_t first, int32_t last)
{
    return code_point >= first && code_point <= last;
}

/* Stretches of one class that texts are full of; a test compares them with utf8proc's tables. */
static const struct {
    int32_t first;
    int32_t last;
    uint8_t classes;
} stretches[] = {
    {0x2010, 0x2027, 0},                              // dashes, quotation marks, dots
    {0x4E00, 0x9FEF, OTHER},                          // Han
    {0x0430, 0x045F, LOWER},                          // Cyrillic
    {0x0400, 0x042F, UPPER}, {0x00DF, 0x00F6, LOWER}, // Latin-1
    {0x00F8, 0x00FF, LOWER},                          //
    {0x00C0, 0x00D6, UPPER},                          //
    {0x3041, 0x3096, OTHER},                          // kana
    {0x30A1, 0x30FA, OTHER},                          //
    {0xAC00, 0xD7A3, OTHER},                          // Hangul
};

static unsigned look_up(int32_t code_point)
{
    switch (code_point) {
    case NEL:
    case LINE_SEPARATOR:
    case PARAGRAPH_SEPARATOR:
        return GL_CLASS_LINE_END;
    case ZERO_WIDTH_SPACE:
    case BYTE_ORDER_MARK:
        return GL_CLASS_BLANK;
    default:
        break;
    }
    // Behind the last entry come categories that words and blanks have no part in.
    size_t category = (size_t)utf8proc_category(code_point);
    return category < sizeof by_category ? by_category[category] : 0;
}

unsigned gl_classes_wide(int32_t code_point)
{
    for (size_t i = 0; i < sizeof stretches / sizeof stretches[0]; i++) {
        if (between(code_point, stretches[i].first, stretches[i].last)) {
            return stretches[i].classes;
        }
    }
    return look_up(code_point);
}

int32_t gl_to_lower_wide(int32_t code_point)
{
    return utf8proc_tolower(code_point);
}

int32_t gl_to_upper(int32_t code_point)
{
    if (code_point < ASCII_END) {
        return between(code_point, 'a', 'z') ? code_point - ('a' - 'A') : code_point;
    }
    return utf8proc_toupper(code_point);
}

/* Is the byte white space, and a whole character? */
static bool is_ascii_space(char byte)
{
    unsigned char value = (unsigned char)byte;
    return value < ASCII_END && (gl_classes_ascii[value] & GL_CLASS_SPACE) != 0;
}

static bool is_ascii(char byte)
{
    return (unsigned char)byte < ASCII_END;
}

size_t gl_blanks_before(struct gl_text text, size_t at)
{
    int32_t code_point;
    while (at > 0) {
        size_t before = gl_utf8_before(text, at);
        gl_utf8_decode(text, before, &code_point);
        if (!gl_is_blank(code_point)) {
            break;
        }
        at = before;
    }
    return at;
}

size_t gl_blanks_after(struct gl_text text, size_t at)
{
    int32_t code_point;
    while (at < text.length) {
        size_t length = gl_utf8_decode(text, at, &code_point);
        if (!gl_is_blank(code_point)) {
            break;
        }
        at += length;
    }
    return at;
}

struct gl_span gl_trim(struct gl_text text, struct gl_span span)
{
    while (span.start < span.end && is_ascii_space(text.bytes[span.start])) {
        span.start++;
    }
    while (span.end > span.start && is_ascii_space(text.bytes[span.end - 1])) {
        span.end--;
    }
    if (span.start == span.end ||
        (is_ascii(text.bytes[span.start]) && is_ascii(text.bytes[span.end - 1]))) {
        return span;
    }
    struct gl_text inside = {text.bytes, span.end};
    int32_t code_point;
    while (span.start < span.end) {
        size_t length = gl_utf8_decode(inside, span.start, &code_point);
        if (!gl_is_space(code_point)) {
            break;
        }
        span.start += length;
    }
    while (span.start < span.end) {
        size_t before = gl_utf8_before(inside, span.end);
        gl_utf8_decode(inside, before, &code_point);
        if (before < span.start || !gl_is_space(code_point)) {
            break;
        }
        span.end = before;
    }
    return span;
}

int32_t gl_fold_case(int32_t code_point)
{
    if (code_point < ASCII_END) {
        return gl_to_lower(code_point);
    }
    bool turkish = code_point == 0x130 || code_point == 0x131;
    return turkish ? code_point : utf8proc_tolower(utf8proc_toupper(code_point));
}

uint32_t gl_category_bit(int32_t code_point)
{
    return UINT32_C(1) << utf8proc_category(code_point);
}
