#include "rules/piece.h"

#include <string.h>

#include "rules/syntax.h"
#include "text/utf8.h"

enum { MAX_DEPTH = 64, MAX_REPEAT = 1000 };

struct reading {
    struct gl_pieces *pieces;
    bool alien; /* something that only PCRE2 can */
    size_t depth;
};

static struct gl_branch *read_branches(struct reading *reading, struct gl_syntax *syntax,
                                       bool caseless);

static void *allot(struct reading *reading, size_t size)
{
    void *memory = gl_arena_zeros(reading->pieces->arena, 1, size);
    reading->pieces->failed = reading->pieces->failed || memory == NULL;
    return memory;
}

static void want(struct reading *reading, bool known)
{
    reading->alien = reading->alien || !known;
}

/* Number at `at`, 0 without a digit; too large ones are alien. */
static uint32_t read_number(struct reading *reading, const char *source, size_t *at)
{
    uint32_t number = 0;
    while (source[*at] >= '0' && source[*at] <= '9') {
        number = number * 10 + (uint32_t)(source[(*at)++] - '0');
        if (number > MAX_REPEAT) {
            reading->alien = true;
            number = MAX_REPEAT;
        }
    }
    return number;
}

static void set_quantifier(struct reading *reading, struct gl_piece *piece, const char *source,
                           size_t length)
{
    size_t at = 1;
    if (piece == NULL || piece->least != 1 || piece->most != 1) {
        reading->alien = true; // nothing to repeat, or repeated already
        return;
    }
    piece->least = source[0] == '+';
    piece->most = source[0] == '?' ? 1 : GL_REPEAT_ENDLESS;
    if (source[0] == '{') {
        piece->least = piece->most = read_number(reading, source, &at);
        if (source[at] == ',') {
            at++;
            bool bounded = source[at] != '}';
            piece->most = bounded ? read_number(reading, source, &at) : GL_REPEAT_ENDLESS;
        }
        at++;
    }
    if (at < length) {
        piece->mode = source[at] == '?' ? GL_REPEAT_LAZY : GL_REPEAT_POSSESSIVE;
    }
    bool changed = piece->least != 1 || piece->most != 1;
    want(reading, piece->kind <= GL_PIECE_ATOMIC && changed && piece->least <= piece->most);
}

/* (?i), (?-i), (?i: : sets *caseless. */
static void read_flags(struct reading *reading, const char *source, size_t length, bool *caseless)
{
    bool off = false;
    for (size_t i = 2; i + 1 < length; i++) {
        off = off || source[i] == '-';
        want(reading, source[i] == '-' || source[i] == 'i');
        *caseless = source[i] == 'i' ? !off : *caseless;
    }
}

static struct gl_branch *read_nested(struct reading *reading, struct gl_syntax *syntax,
                                     bool caseless)
{
    struct gl_branch *branches = NULL;
    if (reading->depth == MAX_DEPTH) {
        reading->alien = true;
        return NULL;
    }
    reading->depth++;
    branches = read_branches(reading, syntax, caseless);
    reading->depth--;
    return branches;
}

/* Inside a lookbehind a blank is one character. */
static const char one_blank[] = "[\\h\\n]";

/* A lookbehind is run back over single characters: all of its pieces become sets. */
static void make_behind(struct reading *reading, struct gl_piece *piece)
{
    struct gl_sets *sets = reading->pieces->sets;
    for (struct gl_branch *branch = piece->branches; branch != NULL; branch = branch->next) {
        for (struct gl_piece *one = branch->first; one != NULL; one = one->next) {
            bool good = one->least == 1 && one->most == 1 && one->kind <= GL_PIECE_BLANK;
            if (good && one->kind == GL_PIECE_LITERAL) {
                good = gl_sets_literal(sets, one->code_point, one->caseless, &one->set);
            } else if (good && one->kind == GL_PIECE_BLANK) {
                good = gl_sets_class(sets, one_blank, sizeof one_blank - 1, false, &one->set);
            }
            want(reading, good);
        }
    }
}

static void read_open(struct reading *reading, struct gl_syntax *syntax, struct gl_piece *piece,
                      const struct gl_element *element, bool caseless)
{
    const char *source = syntax->pattern + element->at;
    piece->kind = GL_PIECE_GROUP;
    if (element->group == GL_GROUP_CAPTURE || element->group == GL_GROUP_NAMED) {
        piece->number = ++reading->pieces->groups;
    } else if (element->group == GL_GROUP_AHEAD || element->group == GL_GROUP_BEHIND) {
        piece->kind = element->group == GL_GROUP_AHEAD ? GL_PIECE_AHEAD : GL_PIECE_BEHIND;
        piece->negative = source[element->length - 1] == '!';
    } else if (source[2] == '>') {
        piece->kind = GL_PIECE_ATOMIC;
    } else {
        read_flags(reading, source, element->length, &caseless);
    }
    piece->branches = read_nested(reading, syntax, caseless);
    if (piece->kind == GL_PIECE_BEHIND) {
        make_behind(reading, piece);
    }
}

static void read_reference(struct reading *reading, struct gl_piece *piece, const char *pattern,
                           const struct gl_element *element, bool caseless)
{
    const struct gl_vocabulary *vocabulary = reading->pieces->vocabulary;
    const char *name = pattern + element->name_at;
    int list = gl_vocabulary_list(vocabulary, name, element->name_length);
    const struct gl_part *part = gl_vocabulary_part(vocabulary, name, element->name_length);
    piece->number = ++reading->pieces->groups;
    piece->caseless = caseless;
    if (list >= 0) {
        piece->kind = GL_PIECE_LIST;
        piece->list = list;
        return;
    }
    piece->kind = GL_PIECE_GROUP;
    want(reading, part != NULL);
    if (part != NULL) {
        struct gl_syntax inner = {.pattern = part->source, .length = strlen(part->source)};
        piece->branches = read_nested(reading, &inner, caseless);
    }
}

static void read_escape(struct reading *reading, struct gl_piece *piece, const char *source,
                        size_t length, bool caseless)
{
    piece->kind = GL_PIECE_SET;
    if (source[1] == 'K') {
        piece->kind = GL_PIECE_KEEP;
    } else if (source[1] == 'B') {
        piece->kind = GL_PIECE_BOUNDARY;
        piece->negative = true;
    } else {
        want(reading,
             strchr("dDwWsShHvVpPnrt", source[1]) != NULL &&
                 gl_sets_class(reading->pieces->sets, source, length, caseless, &piece->set));
    }
}

static void read_piece(struct reading *reading, struct gl_syntax *syntax, struct gl_piece *piece,
                       const struct gl_element *element, bool caseless)
{
    const char *source = syntax->pattern + element->at;
    switch (element->kind) {
    case GL_ELEMENT_LITERAL:
        piece->kind = GL_PIECE_LITERAL;
        piece->code_point = element->code_point;
        piece->caseless = caseless;
        break;
    case GL_ELEMENT_BLANK:
        piece->kind = GL_PIECE_BLANK;
        break;
    case GL_ELEMENT_BOUNDARY:
        piece->kind = GL_PIECE_BOUNDARY;
        break;
    case GL_ELEMENT_START:
        piece->kind = GL_PIECE_START;
        break;
    case GL_ELEMENT_END:
        piece->kind = GL_PIECE_END;
        break;
    case GL_ELEMENT_DOT:
        piece->kind = GL_PIECE_SET;
        want(reading, gl_sets_dot(reading->pieces->sets, &piece->set));
        break;
    case GL_ELEMENT_CLASS:
        piece->kind = GL_PIECE_SET;
        want(reading,
             gl_sets_class(reading->pieces->sets, source, element->length, caseless, &piece->set));
        break;
    case GL_ELEMENT_ESCAPE:
        read_escape(reading, piece, source, element->length, caseless);
        break;
    case GL_ELEMENT_REFERENCE:
        read_reference(reading, piece, syntax->pattern, element, caseless);
        break;
    case GL_ELEMENT_OPEN:
        read_open(reading, syntax, piece, element, caseless);
        break;
    default:
        reading->alien = true;
    }
}

static struct gl_branch *new_branch(struct reading *reading, struct gl_branch *before)
{
    struct gl_branch *branch = allot(reading, sizeof *branch);
    if (before != NULL) {
        before->next = branch;
    }
    return branch;
}

/* Alternatives up to the ) or the end. A flag holds to the end of the group, over | too. */
static struct gl_branch *read_branches(struct reading *reading, struct gl_syntax *syntax,
                                       bool caseless)
{
    struct gl_branch *first = new_branch(reading, NULL);
    struct gl_branch *branch = first;
    struct gl_piece *last = NULL;
    struct gl_element element;
    while (!reading->alien && !reading->pieces->failed && gl_syntax_next(syntax, &element)) {
        const char *source = syntax->pattern + element.at;
        if (element.kind == GL_ELEMENT_CLOSE) {
            break;
        }
        if (element.kind == GL_ELEMENT_BAR) {
            branch = new_branch(reading, branch);
            last = NULL;
        } else if (element.kind == GL_ELEMENT_QUANTIFIER) {
            set_quantifier(reading, last, source, element.length);
        } else if (element.kind == GL_ELEMENT_OPEN && element.group == GL_GROUP_FLAGS) {
            read_flags(reading, source, element.length, &caseless);
        } else {
            struct gl_piece *piece = allot(reading, sizeof *piece);
            if (piece == NULL) {
                return NULL;
            }
            piece->least = piece->most = 1;
            read_piece(reading, syntax, piece, &element, caseless);
            *(last == NULL ? &branch->first : &last->next) = piece;
            last = piece;
        }
    }
    return first;
}

struct gl_branch *gl_pieces_read(struct gl_pieces *pieces, const char *pattern)
{
    struct reading reading = {.pieces = pieces};
    struct gl_syntax syntax = {.pattern = pattern, .length = strlen(pattern)};
    struct gl_branch *branches = read_branches(&reading, &syntax, false);
    return reading.alien || pieces->failed ? NULL : branches;
}
