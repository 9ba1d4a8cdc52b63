/* Operands: what a rule's value is made of, `'12'`, `'$month'`, `'$tens * 10 + $ones'`,
 * `'XXXX-$month'`.
 *
 * A number operand is a sum of terms, each a number, a group of the match, or a number times a
 * group. A text operand is a row of pieces, each a text or a group. A group stands for the value
 * that its word list gives, else for its text. Both are compiled once, when a rule set is bound,
 * and read after each match. */
#ifndef GALLEY_DATES_OPERAND_H
#define GALLEY_DATES_OPERAND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "rules/matcher.h"
#include "text/span.h"

/* Numbers are counted in thousandths, so that "2.5 years" needs no floating point. */
enum { GL_THOUSAND = 1000 };
/* Greatest size of a number read, in whole units: what is larger makes the match no date. */
enum { GL_NUMBER_LIMIT = 10000000 };

struct gl_term {
    long long factor;  /* thousandths, signed */
    const char *group; /* NULL: the factor alone */
    bool vague;        /* X: a number that nobody knows */
};

/* count is 0 for an operand that the rule does not give. */
struct gl_sum {
    const struct gl_term *terms;
    size_t count;
};

struct gl_piece {
    const char *text;  /* NULL: a group */
    const char *group; /* NULL: a text */
};

struct gl_template {
    const struct gl_piece *pieces;
    size_t count;
};

/* Compile `source`. Memory from `arena`. GALLEY_BAD_RULES fills error->what (not its place). */
enum galley_status gl_sum_compile(const char *source, struct gl_arena *arena, struct gl_sum *sum,
                                  struct galley_error *error);
enum galley_status gl_template_compile(const char *source, struct gl_arena *arena,
                                       struct gl_template *made, struct galley_error *error);

/* How a sum came out. */
enum gl_amount {
    GL_AMOUNT_ABSENT, /* not given, or none of its groups took part in the match */
    GL_AMOUNT_NUMBER,
    GL_AMOUNT_VAGUE, /* a group's value is X: an unknown number ("several") */
    GL_AMOUNT_BAD    /* no number, or beyond GL_NUMBER_LIMIT */
};

/* What operands are read from: the last match of `matcher`. */
struct gl_groups {
    const struct gl_matcher *matcher;
    struct gl_text text;
    struct gl_arena *arena;
    char decimal; /* mark of decimals in the text, '.' or ','; the other one groups thousands */
};

/* *thousandths is set for GL_AMOUNT_NUMBER only. A missing group of several counts as 0. */
enum gl_amount gl_sum_read(const struct gl_sum *sum, const struct gl_groups *groups,
                           long long *thousandths);

/* The text; empty when not given or when a group took no part or has an empty value. In the arena,
 * in the document or in the rule set; NULL bytes when memory is out. */
struct gl_text gl_template_read(const struct gl_template *made, const struct gl_groups *groups);

/* Reads decimal digits, `decimal` and grouping marks of `text` whole, as thousandths; false when it
 * is no number. */
bool gl_amount_parse(struct gl_text text, char decimal, long long *thousandths);

#endif
