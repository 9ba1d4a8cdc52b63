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

static bool between(int32_t code_point, int32_t first, int32_t last)
{
    return code_point >= first && code_point <= last;
}

/* True when the category's number lies in [first, last]; utf8proc numbers L, M, N, ... in groups.
 */
static bool in_categories(int32_t code_point, utf8proc_category_t first, utf8proc_category_t last)
{
    utf8proc_category_t category = utf8proc_category(code_point);
    return category >= first && category <= last;
}

bool gl_is_word(int32_t code_point)
{
    if (code_point < ASCII_END) {
        return gl_is_letter(code_point) || gl_is_digit(code_point);
    }
    return in_categories(code_point, UTF8PROC_CATEGORY_LU, UTF8PROC_CATEGORY_NO);
}

bool gl_is_letter(int32_t code_point)
{
    if (code_point < ASCII_END) {
        return between(code_point | 0x20, 'a', 'z');
    }
    return in_categories(code_point, UTF8PROC_CATEGORY_LU, UTF8PROC_CATEGORY_LO);
}

bool gl_is_upper(int32_t code_point)
{
    if (code_point < ASCII_END) {
        return between(code_point, 'A', 'Z');
    }
    utf8proc_category_t category = utf8proc_category(code_point);
    return category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT;
}

bool gl_is_lower(int32_t code_point)
{
    if (code_point < ASCII_END) {
        return between(code_point, 'a', 'z');
    }
    return utf8proc_category(code_point) == UTF8PROC_CATEGORY_LL;
}

bool gl_is_digit(int32_t code_point)
{
    return between(code_point, '0', '9');
}

bool gl_is_blank(int32_t code_point)
{
    if (code_point < ASCII_END) {
        return code_point == ' ' || code_point == '\t';
    }
    return code_point == ZERO_WIDTH_SPACE || code_point == BYTE_ORDER_MARK ||
           utf8proc_category(code_point) == UTF8PROC_CATEGORY_ZS;
}

bool gl_is_line_end(int32_t code_point)
{
    return between(code_point, '\n', '\r') || code_point == NEL || code_point == LINE_SEPARATOR ||
           code_point == PARAGRAPH_SEPARATOR;
}

bool gl_is_space(int32_t code_point)
{
    return gl_is_line_end(code_point) || gl_is_blank(code_point);
}

int32_t gl_to_lower(int32_t code_point)
{
    if (code_point < ASCII_END) {
        return between(code_point, 'A', 'Z') ? code_point + ('a' - 'A') : code_point;
    }
    return utf8proc_tolower(code_point);
}

int32_t gl_to_upper(int32_t code_point)
{
    if (code_point < ASCII_END) {
        return between(code_point, 'a', 'z') ? code_point - ('a' - 'A') : code_point;
    }
    return utf8proc_toupper(code_point);
}

struct gl_span gl_trim(struct gl_text text, struct gl_span span)
{
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
