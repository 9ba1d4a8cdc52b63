#include "quotes/sides.h"

#include <utf8proc.h>

#include "text/classes.h"
#include "text/utf8.h"

static bool in_categories(int32_t code_point, utf8proc_category_t a, utf8proc_category_t b,
                          utf8proc_category_t c)
{
    utf8proc_category_t category = utf8proc_category(code_point);
    return category == a || category == b || category == c;
}

struct gl_sides gl_sides_of(struct gl_text text, struct gl_span mark, size_t end, bool opened)
{
    struct gl_sides sides = {.free_left = true};
    int32_t code_point;
    if (mark.start > 0 && !opened) {
        gl_utf8_decode(text, gl_utf8_before(text, mark.start), &code_point);
        sides.word_left = gl_is_word(code_point);
        sides.free_left =
            gl_is_space(code_point) || in_categories(code_point, UTF8PROC_CATEGORY_PS,
                                                     UTF8PROC_CATEGORY_PI, UTF8PROC_CATEGORY_PD);
    }
    if (mark.end < end) {
        gl_utf8_decode(text, mark.end, &code_point);
        sides.word_right = gl_is_word(code_point);
        sides.text_right =
            !gl_is_space(code_point) && !in_categories(code_point, UTF8PROC_CATEGORY_PE,
                                                       UTF8PROC_CATEGORY_PF, UTF8PROC_CATEGORY_CC);
    }
    return sides;
}
