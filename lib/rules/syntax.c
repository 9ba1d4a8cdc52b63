#include "rules/syntax.h"

#include <string.h>

#include "base/number.h"
#include "text/utf8.h"

static bool refuse(struct gl_syntax *syntax, const char *problem)
{
    syntax->problem = problem;
    return false;
}

static int peek(const struct gl_syntax *syntax, size_t ahead)
{
    size_t at = syntax->at + ahead;
    return at < syntax->length ? (unsigned char)syntax->pattern[at] : -1;
}

static bool starts(const struct gl_syntax *syntax, const char *text)
{
    size_t length = strlen(text);
    return syntax->length - syntax->at >= length &&
           memcmp(syntax->pattern + syntax->at, text, length) == 0;
}

static bool is_alpha(int c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_name_byte(int c)
{
    return is_alpha(c) || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

/* Length of the name at `from` bytes ahead; 0 when none begins there. */
static size_t name_length(const struct gl_syntax *syntax, size_t from)
{
    size_t length = 0;
    if (!is_alpha(peek(syntax, from))) {
        return 0;
    }
    while (is_name_byte(peek(syntax, from + length))) {
        length++;
    }
    return length;
}

/* <name> or <capture:name>, lower case first; any other `<` is itself. */
static bool read_reference(struct gl_syntax *syntax, struct gl_element *element)
{
    int first = peek(syntax, 1);
    size_t name = name_length(syntax, 1);
    size_t end = 1 + name;
    if (first < 'a' || first > 'z' || name == 0) {
        return false;
    }
    element->capture_at = element->name_at = syntax->at + 1;
    element->capture_length = element->name_length = name;
    if (peek(syntax, end) == ':') {
        size_t target = name_length(syntax, end + 1);
        element->name_at = syntax->at + end + 1;
        element->name_length = target;
        end += 1 + target;
        if (target == 0) {
            return false;
        }
    }
    if (peek(syntax, end) != '>') {
        return false;
    }
    element->kind = GL_ELEMENT_REFERENCE;
    element->length = end + 1;
    return true;
}

static bool read_class(struct gl_syntax *syntax, struct gl_element *element)
{
    size_t at = 1 + (peek(syntax, 1) == '^');
    at += peek(syntax, at) == ']';
    while (peek(syntax, at) != ']') {
        int c = peek(syntax, at);
        if (c < 0) {
            return refuse(syntax, "missing ] of a character class");
        }
        if (c == '\\' && (peek(syntax, at + 1) == 'Q' || peek(syntax, at + 1) == 'E')) {
            return refuse(syntax, "\\Q and \\E are not allowed");
        }
        if (c == '[' && peek(syntax, at + 1) == ':') {
            const char *end = memmem(syntax->pattern + syntax->at + at,
                                     syntax->length - syntax->at - at, ":]", 2);
            at = end == NULL ? at + 1 : (size_t)(end - syntax->pattern) - syntax->at + 1;
        }
        at += c == '\\' ? 2 : 1;
    }
    element->kind = GL_ELEMENT_CLASS;
    element->length = at + 1;
    return true;
}

/* Quantifier {n}, {n,}, {n,m}; false when the brace is an ordinary character. */
static bool read_braces(struct gl_syntax *syntax, struct gl_element *element)
{
    size_t at = 1;
    bool zero = true;
    bool comma = false;
    size_t low_digits = 0;
    for (; peek(syntax, at) >= '0' && peek(syntax, at) <= '9'; at++, low_digits++) {
        zero = zero && peek(syntax, at) == '0';
    }
    if (peek(syntax, at) == ',') {
        comma = true;
        at++;
        while (peek(syntax, at) >= '0' && peek(syntax, at) <= '9') {
            at++;
        }
    }
    if (low_digits == 0 || peek(syntax, at) != '}') {
        return false;
    }
    element->optional = zero;
    element->single = !comma && low_digits == 1 && peek(syntax, 1) == '1';
    element->length = at + 1;
    return true;
}

static bool read_quantifier(struct gl_syntax *syntax, struct gl_element *element)
{
    int c = peek(syntax, 0);
    element->length = 1;
    element->optional = c == '?' || c == '*';
    element->single = c == '?';
    if (c == '{' && !read_braces(syntax, element)) {
        return false;
    }
    if (c != '{' && c != '?' && c != '*' && c != '+') {
        return false;
    }
    int mode = peek(syntax, element->length); // lazy or possessive
    element->length += mode == '?' || mode == '+';
    element->kind = GL_ELEMENT_QUANTIFIER;
    return true;
}

static bool is_mark(int c)
{
    return c >= 0x21 && c < 0x7f && !is_alpha(c) && !(c >= '0' && c <= '9');
}

/* \x{201C} is a literal; other \x forms are left to PCRE2. */
static bool read_hex(struct gl_syntax *syntax, struct gl_element *element)
{
    int32_t value = 0;
    size_t at = 3;
    while (gl_hex_digit(peek(syntax, at)) >= 0 && value < 0x110000) {
        value = value * 16 + gl_hex_digit(peek(syntax, at++));
    }
    if (peek(syntax, 2) != '{' || peek(syntax, at) != '}' || at == 3 || value > 0x10ffff) {
        return false;
    }
    element->kind = GL_ELEMENT_LITERAL;
    element->code_point = value;
    element->length = at + 1;
    return true;
}

/* \k<name>, \k{name}, \k'name'. */
static bool read_named_back(struct gl_syntax *syntax, struct gl_element *element)
{
    size_t name = name_length(syntax, 3);
    int end = peek(syntax, 3 + name);
    if (name == 0 || (end != '>' && end != '}' && end != '\'')) {
        return refuse(syntax, "\\k needs a group name, as in \\k<name>");
    }
    element->kind = GL_ELEMENT_BACK;
    element->name_at = syntax->at + 3;
    element->name_length = name;
    element->length = 4 + name;
    return true;
}

static bool read_property(struct gl_syntax *syntax, struct gl_element *element)
{
    element->length = 3;
    if (peek(syntax, 2) == '{') {
        const char *end = memchr(syntax->pattern + syntax->at, '}', syntax->length - syntax->at);
        if (end == NULL) {
            return refuse(syntax, "missing } of \\p{...}");
        }
        element->length = (size_t)(end - syntax->pattern) - syntax->at + 1;
    }
    return true;
}

static bool read_escape(struct gl_syntax *syntax, struct gl_element *element)
{
    int c = peek(syntax, 1);
    element->kind = GL_ELEMENT_ESCAPE;
    element->length = 2;
    if (c < 0) {
        return refuse(syntax, "a \\ stands at the end");
    }
    if (is_mark(c) || c == ' ' || c >= 0x80) {
        struct gl_text text = {syntax->pattern, syntax->length};
        element->kind = GL_ELEMENT_LITERAL;
        element->length = 1 + gl_utf8_decode(text, syntax->at + 1, &element->code_point);
        return true;
    }
    if (c == 'C' || c == 'Q' || c == 'E' || c == 'g') {
        return refuse(syntax, "\\C, \\Q, \\E and \\g are not allowed");
    }
    if (c == 'k') {
        return read_named_back(syntax, element);
    }
    if (c >= '1' && c <= '9') {
        element->kind = GL_ELEMENT_BACK;
        return true;
    }
    if (c == 'b') {
        element->kind = GL_ELEMENT_BOUNDARY;
        return true;
    }
    if (c == 'p' || c == 'P') {
        return read_property(syntax, element);
    }
    if (c == 'x' || c == 'o' || c == 'N') {
        return read_hex(syntax, element) || syntax->problem == NULL;
    }
    return true;
}

/* (?i), (?i:, (?-i) and the like: only i, s and m may be set. */
static bool read_flags(struct gl_syntax *syntax, struct gl_element *element)
{
    size_t at = 2;
    bool off = false;
    for (; peek(syntax, at) >= 0 && strchr("ism-", peek(syntax, at)) != NULL; at++) {
        off = off || peek(syntax, at) == '-';
        element->caseless = element->caseless || (!off && peek(syntax, at) == 'i');
    }
    int end = peek(syntax, at);
    if ((end != ')' && end != ':') || (at == 2 && end == ')')) {
        return refuse(syntax, "this kind of group is not allowed in rules");
    }
    element->group = end == ')' ? GL_GROUP_FLAGS : GL_GROUP_PLAIN;
    element->length = at + 1;
    return true;
}

static bool read_named_group(struct gl_syntax *syntax, struct gl_element *element, size_t from)
{
    size_t name = name_length(syntax, from);
    int end = peek(syntax, from + name);
    if (name == 0 || (end != '>' && end != '\'')) {
        return refuse(syntax, "a group name begins with a letter and ends with >");
    }
    element->group = GL_GROUP_NAMED;
    element->name_at = syntax->at + from;
    element->name_length = name;
    element->length = from + name + 1;
    return true;
}

static bool read_open(struct gl_syntax *syntax, struct gl_element *element)
{
    element->kind = GL_ELEMENT_OPEN;
    element->length = 1;
    element->group = GL_GROUP_CAPTURE;
    if (peek(syntax, 1) == '*') {
        return refuse(syntax, "(*...) verbs are not allowed in rules");
    }
    if (peek(syntax, 1) != '?') {
        return true;
    }
    element->length = 3;
    if (starts(syntax, "(?=") || starts(syntax, "(?!")) {
        element->group = GL_GROUP_AHEAD;
        return true;
    }
    if (starts(syntax, "(?>") || starts(syntax, "(?:")) {
        element->group = GL_GROUP_PLAIN;
        return true;
    }
    if (starts(syntax, "(?<=") || starts(syntax, "(?<!")) {
        element->group = GL_GROUP_BEHIND;
        element->length = 4;
        return true;
    }
    if (starts(syntax, "(?<") || starts(syntax, "(?'")) {
        return read_named_group(syntax, element, 3);
    }
    if (starts(syntax, "(?P<")) {
        return read_named_group(syntax, element, 4);
    }
    return read_flags(syntax, element);
}

static bool read_one(struct gl_syntax *syntax, struct gl_element *element)
{
    int c = peek(syntax, 0);
    element->length = 1;
    switch (c) {
    case '\\':
        return read_escape(syntax, element);
    case '[':
        return read_class(syntax, element);
    case '(':
        return read_open(syntax, element);
    case ')':
        element->kind = GL_ELEMENT_CLOSE;
        return true;
    case '|':
        element->kind = GL_ELEMENT_BAR;
        return true;
    case '^':
        element->kind = GL_ELEMENT_START;
        return true;
    case '$':
        element->kind = GL_ELEMENT_END;
        return true;
    case '.':
        element->kind = GL_ELEMENT_DOT;
        return true;
    case ' ':
        element->kind = GL_ELEMENT_BLANK;
        return true;
    default:
        break;
    }
    if (read_quantifier(syntax, element) || (c == '<' && read_reference(syntax, element))) {
        return true;
    }
    element->kind = GL_ELEMENT_LITERAL;
    element->length = gl_utf8_decode((struct gl_text){syntax->pattern, syntax->length}, syntax->at,
                                     &element->code_point);
    return true;
}

bool gl_syntax_next(struct gl_syntax *syntax, struct gl_element *element)
{
    *element = (struct gl_element){.at = syntax->at};
    if (syntax->at >= syntax->length || syntax->problem != NULL || !read_one(syntax, element)) {
        return false;
    }
    syntax->at += element->length;
    return true;
}
