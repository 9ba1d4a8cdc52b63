/* Marks: which characters end sentences, close, open, or stand inside words; read from the word
 * lists terminator, border, opener, closer, quote and inner. */
#ifndef GALLEY_SENTENCES_MARKS_H
#define GALLEY_SENTENCES_MARKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "rules/ruleset.h"
#include "text/span.h"

/* What a character is to sentences; all 0 for ordinary ones. Bits of enum gl_mark_class. */
struct gl_mark {
    int32_t code_point;
    uint32_t ends;   /* class as terminator */
    uint32_t border; /* class as a border that rules may ask for */
    uint32_t opens;  /* kind as an opening mark */
    uint32_t closes; /* kind as a closing mark */
    uint32_t either; /* kind as a mark that opens or closes by what stands around it */
    bool inner;      /* stands inside words: U.S, don't */
};

/* A terminator of several characters that are the same: "...". */
struct gl_repeated_mark {
    int32_t code_point;
    uint32_t length; /* characters */
    uint32_t ends;
};

enum { GL_MARK_SLOTS = 512, GL_REPEATED_MARKS = 8, GL_MARKS_MOST = GL_MARK_SLOTS / 2 };

/* What a byte is: letters, digits and white space of ASCII, and what the lists say. */
enum gl_byte {
    GL_BYTE_UPPER = 1u << 0,
    GL_BYTE_LOWER = 1u << 1,
    GL_BYTE_DIGIT = 1u << 2,
    GL_BYTE_WORD = GL_BYTE_UPPER | GL_BYTE_LOWER | GL_BYTE_DIGIT,
    GL_BYTE_BLANK = 1u << 3,
    GL_BYTE_LINE = 1u << 4, /* LF, VT, FF, CR */
    GL_BYTE_SPACE = GL_BYTE_BLANK | GL_BYTE_LINE,
    GL_BYTE_HIGH = 1u << 5,  /* not ASCII */
    GL_BYTE_FIRST = 1u << 6, /* may begin a mark */
    GL_BYTE_INNER = 1u << 7  /* an ASCII mark that stands inside words */
};

/* Open addressing by code point; a slot with code point 0 is free. */
struct gl_mark_table {
    struct gl_mark slots[GL_MARK_SLOTS];
    struct gl_repeated_mark repeated[GL_REPEATED_MARKS];
    size_t repeated_count;
    size_t count;
    uint16_t ascii[128]; /* 1 + slot of the ASCII mark; 0: none */
    uint8_t bytes[256];  /* enum gl_byte */
};

/* Reads the lists of `set`. Entries with an unknown class or too many marks are passed over: the
 * schema's check has named them before. */
void gl_marks_read(struct gl_mark_table *marks, const struct gl_ruleset *set);

/* The mark beyond ASCII; NULL for an ordinary character. Constant time. */
const struct gl_mark *gl_marks_find_wide(const struct gl_mark_table *marks, int32_t code_point);

/* The mark at code point `code_point`; NULL for an ordinary character. Constant time. */
static inline const struct gl_mark *gl_marks_find(const struct gl_mark_table *marks,
                                                  int32_t code_point)
{
    if (code_point >= 0 && code_point < 128) {
        size_t slot = marks->ascii[code_point];
        return slot == 0 ? NULL : &marks->slots[slot - 1];
    }
    return gl_marks_find_wide(marks, code_point);
}

/* What the byte at `at` is (enum gl_byte). */
static inline uint8_t gl_marks_byte(const struct gl_mark_table *marks, struct gl_text text,
                                    size_t at)
{
    return marks->bytes[(unsigned char)text.bytes[at]];
}

/* A run of terminators from `at` on, before `end`: returns where it ends and its classes, or `at`
 * when none stands there. Linear in the run. */
size_t gl_marks_run(const struct gl_mark_table *marks, struct gl_text text, size_t at, size_t end,
                    uint32_t *classes);

#endif
