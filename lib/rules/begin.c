#include "rules/begin.h"

#include <string.h>

#include "text/classes.h"
#include "text/utf8.h"

void gl_byte_set_unite(struct gl_byte_set *set, const struct gl_byte_set *other)
{
    for (size_t i = 0; i < sizeof set->bits; i++) {
        set->bits[i] |= other->bits[i];
    }
}

void gl_byte_set_fill(struct gl_byte_set *set)
{
    memset(set->bits, 0xff, sizeof set->bits);
}

/* First byte of `code_point` and of its other cases. */
static void add_cases(struct gl_byte_set *bytes, int32_t code_point)
{
    const int32_t cases[] = {code_point, gl_to_lower(code_point), gl_to_upper(code_point)};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char encoded[4];
        gl_utf8_encode(cases[i], encoded);
        gl_byte_set_add(bytes, (unsigned char)encoded[0]);
    }
}

void gl_begin_code_point(struct gl_begin *begin, int32_t code_point)
{
    bool word = gl_is_word(code_point);
    bool space = code_point <= ' ' || code_point == 0x7f || gl_is_space(code_point);
    add_cases(&begin->bytes, code_point);
    begin->word = begin->word || word;
    begin->space = begin->space || space;
    begin->mark = begin->mark || (!word && !space);
}

void gl_begin_text(struct gl_byte_set *bytes, const char *text)
{
    int32_t code_point;
    gl_utf8_decode((struct gl_text){text, strlen(text)}, 0, &code_point);
    add_cases(bytes, code_point);
}

static void add_range(struct gl_byte_set *bytes, int from, int to)
{
    for (int byte = from; byte <= to; byte++) {
        gl_byte_set_add(bytes, (unsigned char)byte);
    }
}

/* \p{...} and \w: ASCII by the property's first letter, and everything beyond ASCII. False when the
 * property says nothing of ASCII. */
static bool add_property(struct gl_begin *begin, const char *escape)
{
    const char *name = escape[2] == '{' ? escape + 3 : escape + 2;
    begin->word = true;
    add_range(&begin->bytes, 0x80, 0xff);
    if (escape[1] == 'w') {
        name = "LN";
        add_range(&begin->bytes, '0', '9');
        gl_byte_set_add(&begin->bytes, '_');
        begin->mark = true;
    }
    if (escape[1] == 'P' || (*name != 'L' && *name != 'N')) {
        return false;
    }
    if (*name == 'N') {
        add_range(&begin->bytes, '0', '9');
        return true;
    }
    add_range(&begin->bytes, 'A', 'Z');
    if (name[1] != 'u') {
        add_range(&begin->bytes, 'a', 'z');
    }
    return true;
}

bool gl_begin_escape(struct gl_begin *begin, const char *escape)
{
    switch (escape[1]) {
    case 'd':
        add_range(&begin->bytes, '0', '9');
        begin->word = true;
        return true;
    case 's':
    case 'h':
    case 'v':
    case 'R':
        begin->space = true;
        return true;
    case 'p':
    case 'P':
    case 'w':
        return add_property(begin, escape);
    default:
        return false;
    }
}

/* One escape inside a class; false when its members are not known. */
static bool class_escape(struct gl_begin *begin, const char *escape)
{
    if (escape[1] == 'n' || escape[1] == 'r' || escape[1] == 't') {
        begin->space = true;
        return true;
    }
    if (gl_is_word((unsigned char)escape[1])) {
        return escape[1] != 'R' && gl_begin_escape(begin, escape);
    }
    gl_begin_code_point(begin, (unsigned char)escape[1]);
    return true;
}

/* Length of the escape at `escape` inside a class, whose bytes end at `end`. */
static size_t class_escape_length(const char *escape, const char *end)
{
    bool braced = (escape[1] == 'p' || escape[1] == 'P') && escape[2] == '{';
    const char *brace = braced ? memchr(escape, '}', (size_t)(end - escape)) : NULL;
    return brace == NULL ? 2 : (size_t)(brace - escape) + 1;
}

bool gl_begin_class(struct gl_begin *begin, const char *class, size_t length)
{
    struct gl_text text = {class, length - 1};
    bool known = class[1] != '^';
    for (size_t i = 1; i < text.length && known;) {
        int32_t member;
        size_t size = gl_utf8_decode(text, i, &member);
        bool range = i + size + 1 < text.length && class[i + size] == '-';
        unsigned char last = range ? (unsigned char)class[i + size + 1] : 0;
        if (member == '\\') {
            size = class_escape_length(class + i, class + text.length);
            known = class_escape(begin, class + i);
        } else if (member == '[' || (range && (member >= 0x80 || last >= 0x80 || last == '\\'))) {
            known = false;
        } else {
            gl_begin_code_point(begin, member);
            for (; range && member < last; member++) {
                gl_begin_code_point(begin, member + 1);
            }
            size += range ? 2 : 0;
        }
        i += size;
    }
    return known;
}

bool gl_begin_only_letters(const char *text)
{
    struct gl_text whole = {text, strlen(text)};
    int32_t code_point = 'a';
    for (size_t at = 0; at < whole.length && gl_is_letter(code_point);) {
        at += gl_utf8_decode(whole, at, &code_point);
    }
    return gl_is_letter(code_point);
}

/* Does the element take every letter? */
static bool takes_letters(const char *pattern, const struct gl_element *element)
{
    const char *source = pattern + element->at;
    if (element->kind == GL_ELEMENT_ESCAPE) {
        return source[1] == 'w' || (element->length == 5 && strncmp(source, "\\p{L}", 5) == 0);
    }
    if (element->kind != GL_ELEMENT_CLASS || source[1] == '^') {
        return false;
    }
    return memmem(source, element->length, "\\p{L}", 5) != NULL ||
           memmem(source, element->length, "\\w", 2) != NULL;
}

bool gl_begin_no_letter(const struct gl_syntax *syntax, const struct gl_element *element)
{
    struct gl_syntax inside = *syntax;
    struct gl_element here;
    bool at_start = true; /* of an alternative of the group itself */
    bool letters = false; /* it is one that takes letters so far */
    size_t depth = 1;
    if (syntax->pattern[element->at + 2] != '!') {
        return false;
    }
    while (depth > 0 && gl_syntax_next(&inside, &here)) {
        bool border = here.kind == GL_ELEMENT_BAR || here.kind == GL_ELEMENT_CLOSE;
        if (depth == 1 && border && letters) {
            return true;
        }
        depth += here.kind == GL_ELEMENT_OPEN && here.group != GL_GROUP_FLAGS;
        depth -= here.kind == GL_ELEMENT_CLOSE;
        letters = depth == 1 && at_start && takes_letters(inside.pattern, &here);
        at_start = depth == 1 && here.kind == GL_ELEMENT_BAR;
    }
    return false;
}

bool gl_begin_anchored(const char *pattern)
{
    struct gl_syntax syntax = {.pattern = pattern, .length = strlen(pattern)};
    struct gl_element element;
    size_t depth = 0;
    bool begun = false;
    while (gl_syntax_next(&syntax, &element)) {
        bool flags = element.kind == GL_ELEMENT_OPEN && element.group == GL_GROUP_FLAGS;
        if (!begun && !flags && element.kind != GL_ELEMENT_START) {
            return false;
        }
        begun = begun || !flags;
        if (depth == 0 && element.kind == GL_ELEMENT_BAR) {
            return false;
        }
        depth += element.kind == GL_ELEMENT_OPEN && !flags;
        depth -= element.kind == GL_ELEMENT_CLOSE;
    }
    return begun;
}
