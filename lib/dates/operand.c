/* Compiling and reading of operands. */
#include "dates/operand.h"

#include <string.h>

static bool name_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '-' || byte == '_';
}

static bool digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static const char *skip_blanks(const char *at)
{
    while (*at == ' ') {
        at++;
    }
    return at;
}

/* `$name` at *at, copied; *at is moved behind it. A name ends with a letter, digit or `_`, so that
 * `$year-$month` reads as meant. */
static enum galley_status take_group(const char **at, struct gl_arena *arena, const char **group,
                                     struct galley_error *error)
{
    const char *start = *at + 1;
    const char *end = start;

    while (name_byte(*end)) {
        end++;
    }
    while (end > start && end[-1] == '-') {
        end--;
    }
    if (end == start) {
        return gl_error_set(error, GALLEY_BAD_RULES, NULL, 0, 0,
                            "a group's name must follow \"$\"");
    }
    *group = gl_arena_copy(arena, start, (size_t)(end - start));
    *at = end;
    return *group != NULL ? GALLEY_OK : GALLEY_NO_MEMORY;
}

/* ---- sums */

/* A number at *at, as thousandths. False when there is none. */
static bool take_number(const char **at, long long *thousandths)
{
    const char *end = *at;

    while (digit(*end) || *end == '.') {
        end++;
    }
    if (!gl_amount_parse((struct gl_text){*at, (size_t)(end - *at)}, '.', thousandths)) {
        return false;
    }
    *at = end;
    return true;
}

/* `5`, `$group`, `5 * $group` or `$group * 5` at *at. */
static enum galley_status take_term(const char **at, struct gl_arena *arena, struct gl_term *term,
                                    struct galley_error *error)
{
    bool has_number = false;

    term->factor = GL_THOUSAND;
    for (;;) {
        *at = skip_blanks(*at);
        if (**at == '$' && term->group == NULL) {
            enum galley_status status = take_group(at, arena, &term->group, error);
            if (status != GALLEY_OK) {
                return status;
            }
        } else if (**at == 'X' && !has_number) {
            term->vague = has_number = true;
            (*at)++;
        } else if (!has_number && take_number(at, &term->factor)) {
            has_number = true;
        } else {
            return gl_error_set(error, GALLEY_BAD_RULES, NULL, 0, 0,
                                "a number or one $group is wanted at \"%s\"", *at);
        }
        *at = skip_blanks(*at);
        if (**at != '*') {
            return GALLEY_OK;
        }
        (*at)++;
    }
}

static size_t count_signs(const char *source)
{
    size_t count = 1;

    for (; *source != '\0'; source++) {
        count += *source == '+' || *source == '-' ? 1 : 0;
    }
    return count;
}

enum galley_status gl_sum_compile(const char *source, struct gl_arena *arena, struct gl_sum *sum,
                                  struct galley_error *error)
{
    struct gl_term *terms = gl_arena_zeros(arena, count_signs(source), sizeof(*terms));
    const char *at = skip_blanks(source);
    size_t count = 0;

    if (terms == NULL) {
        return GALLEY_NO_MEMORY;
    }
    do {
        bool minus = *at == '-';
        enum galley_status status;

        at += *at == '-' || *at == '+' ? 1 : 0;
        status = take_term(&at, arena, &terms[count], error);
        if (status != GALLEY_OK) {
            return status;
        }
        terms[count].factor *= minus ? -1 : 1;
        count++;
    } while (*at == '+' || *at == '-');
    if (*at != '\0') {
        return gl_error_set(error, GALLEY_BAD_RULES, NULL, 0, 0,
                            "cannot be read as a sum at \"%s\"", at);
    }
    *sum = (struct gl_sum){terms, count};
    return GALLEY_OK;
}

bool gl_amount_parse(struct gl_text text, char decimal, long long *thousandths)
{
    long long number = 0;
    long long scale = 0; // 0 before the decimal mark, then the weight of the next digit
    bool any = false;

    for (size_t i = 0; i < text.length; i++) {
        char byte = text.bytes[i];
        if (digit(byte) && scale == 0) {
            number = number * 10 + (byte - '0') * GL_THOUSAND;
            any = true;
        } else if (digit(byte)) {
            number += (byte - '0') * (scale /= 10);
            scale = scale > 1 ? scale : 1;
        } else if (byte == decimal && scale == 0 && any) {
            scale = GL_THOUSAND;
        } else if ((byte != '.' && byte != ',') || !any || scale != 0) {
            return false;
        }
        if (number > (long long)GL_NUMBER_LIMIT * GL_THOUSAND) {
            return false;
        }
    }
    *thousandths = number;
    return any;
}

/* The value of one group. */
static enum gl_amount read_group(const char *group, const struct gl_groups *groups,
                                 long long *thousandths)
{
    const char *value = gl_matched_value(groups->matcher, group);
    struct gl_span span;

    if (!gl_matched_group(groups->matcher, group, &span)) {
        return GL_AMOUNT_ABSENT;
    }
    if (value == NULL || value[0] == '\0') {
        struct gl_text text = {groups->text.bytes + span.start, gl_span_length(span)};
        return gl_amount_parse(text, groups->decimal, thousandths) ? GL_AMOUNT_NUMBER
                                                                   : GL_AMOUNT_BAD;
    }
    if (strcmp(value, "X") == 0) {
        return GL_AMOUNT_VAGUE;
    }
    bool minus = value[0] == '-';
    struct gl_text text = {value + (minus ? 1 : 0), strlen(value) - (minus ? 1 : 0)};
    if (!gl_amount_parse(text, '.', thousandths)) {
        return GL_AMOUNT_BAD;
    }
    *thousandths *= minus ? -1 : 1;
    return GL_AMOUNT_NUMBER;
}

enum gl_amount gl_sum_read(const struct gl_sum *sum, const struct gl_groups *groups,
                           long long *thousandths)
{
    bool has_groups = false;
    bool any = false;
    bool vague = false;

    *thousandths = 0;
    for (size_t i = 0; i < sum->count; i++) {
        const struct gl_term *term = &sum->terms[i];
        long long number = GL_THOUSAND;
        enum gl_amount amount = GL_AMOUNT_NUMBER;

        if (term->group != NULL) {
            has_groups = true;
            amount = read_group(term->group, groups, &number);
            any = any || amount != GL_AMOUNT_ABSENT;
        }
        if (amount == GL_AMOUNT_BAD) {
            return GL_AMOUNT_BAD;
        }
        vague = vague || term->vague || amount == GL_AMOUNT_VAGUE;
        // Both are below 10^10, so that the product fits.
        *thousandths += amount == GL_AMOUNT_NUMBER ? term->factor * number / GL_THOUSAND : 0;
    }
    if (sum->count == 0 || (has_groups && !any)) {
        return GL_AMOUNT_ABSENT;
    }
    if (*thousandths > (long long)GL_NUMBER_LIMIT * GL_THOUSAND ||
        *thousandths < -(long long)GL_NUMBER_LIMIT * GL_THOUSAND) {
        return GL_AMOUNT_BAD;
    }
    return vague ? GL_AMOUNT_VAGUE : GL_AMOUNT_NUMBER;
}

/* ---- templates */

static size_t count_pieces(const char *source)
{
    size_t count = 1;

    for (; *source != '\0'; source++) {
        count += *source == '$' ? 2 : 0;
    }
    return count;
}

enum galley_status gl_template_compile(const char *source, struct gl_arena *arena,
                                       struct gl_template *made, struct galley_error *error)
{
    struct gl_piece *pieces = gl_arena_zeros(arena, count_pieces(source), sizeof(*pieces));
    const char *at = source;
    size_t count = 0;

    if (pieces == NULL) {
        return GALLEY_NO_MEMORY;
    }
    while (*at != '\0') {
        size_t plain = strcspn(at, "$");
        if (plain == 0) {
            enum galley_status status = take_group(&at, arena, &pieces[count].group, error);
            if (status != GALLEY_OK) {
                return status;
            }
        } else {
            pieces[count].text = gl_arena_copy(arena, at, plain);
            if (pieces[count].text == NULL) {
                return GALLEY_NO_MEMORY;
            }
            at += plain;
        }
        count++;
    }
    *made = (struct gl_template){pieces, count};
    return GALLEY_OK;
}

/* Text of one piece; length 0 when its group took no part. */
static struct gl_text read_piece(const struct gl_piece *piece, const struct gl_groups *groups)
{
    const char *value = piece->text;
    struct gl_span span;

    if (value == NULL) {
        if (!gl_matched_group(groups->matcher, piece->group, &span)) {
            return (struct gl_text){"", 0};
        }
        value = gl_matched_value(groups->matcher, piece->group);
        if (value == NULL) {
            return (struct gl_text){groups->text.bytes + span.start, gl_span_length(span)};
        }
    }
    return (struct gl_text){value, strlen(value)};
}

struct gl_text gl_template_read(const struct gl_template *made, const struct gl_groups *groups)
{
    struct gl_text none = {"", 0};
    size_t length = 0;
    char *joined;

    if (made->count == 0) {
        return none;
    }
    if (made->count == 1) {
        return read_piece(&made->pieces[0], groups);
    }
    for (size_t i = 0; i < made->count; i++) {
        struct gl_text piece = read_piece(&made->pieces[i], groups);
        if (piece.length == 0) {
            return none;
        }
        length += piece.length;
    }
    joined = gl_arena_alloc(groups->arena, length);
    if (joined == NULL) {
        return (struct gl_text){NULL, 0};
    }
    length = 0;
    for (size_t i = 0; i < made->count; i++) {
        struct gl_text piece = read_piece(&made->pieces[i], groups);
        memcpy(joined + length, piece.bytes, piece.length);
        length += piece.length;
    }
    return (struct gl_text){joined, length};
}
