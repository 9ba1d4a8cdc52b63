/* Character classes: what a code point is. ASCII by table, the rest by utf8proc's categories. */
#ifndef GALLEY_TEXT_CLASSES_H
#define GALLEY_TEXT_CLASSES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/span.h"

/* What a code point is: bits that can be asked together. */
enum gl_class {
    GL_CLASS_LETTER = 1 << 0,
    GL_CLASS_UPPER = 1 << 1,
    GL_CLASS_LOWER = 1 << 2,
    GL_CLASS_DIGIT = 1 << 3,
    GL_CLASS_WORD = 1 << 4,
    GL_CLASS_BLANK = 1 << 5,
    GL_CLASS_LINE_END = 1 << 6,
    GL_CLASS_SPACE = GL_CLASS_BLANK | GL_CLASS_LINE_END
};

/* The classes of ASCII, and of all other code points. */
extern const uint8_t gl_classes_ascii[0x80];
unsigned gl_classes_wide(int32_t code_point);

/* All classes of a code point. */
static inline unsigned gl_classes(int32_t code_point)
{
    return (uint32_t)code_point < 0x80 ? gl_classes_ascii[code_point] : gl_classes_wide(code_point);
}

/* Letter, mark or number (categories L, M, N): what words are made of. */
static inline bool gl_is_word(int32_t code_point)
{
    return (gl_classes(code_point) & GL_CLASS_WORD) != 0;
}

static inline bool gl_is_letter(int32_t code_point)
{
    return (gl_classes(code_point) & GL_CLASS_LETTER) != 0;
}

/* Lu or Lt. */
static inline bool gl_is_upper(int32_t code_point)
{
    return (gl_classes(code_point) & GL_CLASS_UPPER) != 0;
}

static inline bool gl_is_lower(int32_t code_point)
{
    return (gl_classes(code_point) & GL_CLASS_LOWER) != 0;
}

/* ASCII 0-9 only: values are computed from these. */
static inline bool gl_is_digit(int32_t code_point)
{
    return code_point >= '0' && code_point <= '9';
}

/* A blank that does not end a line: TAB, and Unicode's space separators (Zs), with U+FEFF and
 * U+200B. */
static inline bool gl_is_blank(int32_t code_point)
{
    return (gl_classes(code_point) & GL_CLASS_BLANK) != 0;
}

/* LF, VT, FF, CR, NEL, U+2028, U+2029. */
static inline bool gl_is_line_end(int32_t code_point)
{
    return (code_point >= '\n' && code_point <= '\r') || code_point == 0x85 ||
           code_point == 0x2028 || code_point == 0x2029;
}

/* Blank or line end. */
static inline bool gl_is_space(int32_t code_point)
{
    return (gl_classes(code_point) & GL_CLASS_SPACE) != 0;
}

/* Simple lower case of one code point. */
int32_t gl_to_lower_wide(int32_t code_point);
static inline int32_t gl_to_lower(int32_t code_point)
{
    if ((uint32_t)code_point < 0x80) {
        return code_point >= 'A' && code_point <= 'Z' ? code_point + ('a' - 'A') : code_point;
    }
    return gl_to_lower_wide(code_point);
}
int32_t gl_to_upper(int32_t code_point);

/* One for all that are the same but for case, so that K, k and the Kelvin sign give k; the Turkish
 * dotted and dotless i stand for themselves (Unicode, simple case folding). */
int32_t gl_fold_case(int32_t code_point);

/* The bit of the general category, counted as utf8proc does: Cn 0, Lu 1, Ll, Lt, Lm, Lo, Mn, Mc,
 * Me, Nd, Nl, No, Pc, Pd, Ps, Pe, Pi, Pf, Po, Sm, Sc, Sk, So, Zs, Zl, Zp, Cc, Cf, Cs, Co 29. */
uint32_t gl_category_bit(int32_t code_point);
enum { GL_CATEGORY_MARKS = 7 << 6 }; /* Mn, Mc, Me */

/* Where the blanks (white space, no line ends) that end at `at` begin; `at` itself when there are
 * none. Bytes; `at` lies at a code point or at the end. */
size_t gl_blanks_before(struct gl_text text, size_t at);
/* Where the blanks that begin at `at` end. */
size_t gl_blanks_after(struct gl_text text, size_t at);

/* `span` without white space at either end (may become empty). */
struct gl_span gl_trim(struct gl_text text, struct gl_span span);

#endif
