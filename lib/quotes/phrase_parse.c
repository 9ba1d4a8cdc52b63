/* From the text of a phrase to its tree. */
#include <string.h>

#include "quotes/phrase_tree.h"
#include "text/classes.h"
#include "text/utf8.h"

enum { NESTED_MOST = 12, COUNT_MOST = 100 };

struct parser {
    struct gl_phrase_maker *maker;
    struct gl_text text;
    size_t at;
    int depth;
};

static const char *const group_names[GL_PHRASE_GROUPS] = {"speaker", "name", "cue"};

/* Shapes that phrases may ask for by name. */
static const struct {
    const char *name;
    uint64_t shape;
    uint64_t no_shape;
} shapes[] = {
    {"any", 0, 0},
    {"word", GL_SHAPE_WORD, 0},
    {"capital", GL_SHAPE_CAPITAL, 0},
    {"small", GL_SHAPE_SMALL, 0},
    {"capitals", GL_SHAPE_CAPITALS, 0},
    {"number", GL_SHAPE_NUMBER, 0},
    {"initial", GL_SHAPE_INITIAL, 0},
    {"mark", GL_SHAPE_MARK, 0},
    {"glued", GL_SHAPE_GLUED, 0},
    {"line", GL_SHAPE_LINE, 0},
    {"quote", GL_SHAPE_QUOTE, 0},
    {"quote-comma", GL_SHAPE_QUOTE | GL_SHAPE_COMMA, 0},
    {"quote-stop", GL_SHAPE_QUOTE | GL_SHAPE_STOP, 0},
    {"quote-names", GL_SHAPE_QUOTE | GL_SHAPE_NAMES, 0},
    {"quote-small", GL_SHAPE_QUOTE | GL_SHAPE_FRAGMENT, 0},
    {"quote-capital", GL_SHAPE_QUOTE | GL_SHAPE_OPENS, 0},
};

static void *fail(struct parser *parser, const char *what, struct gl_text about)
{
    struct gl_phrase_maker *maker = parser->maker;
    size_t length = about.length < sizeof maker->name - 1 ? about.length : sizeof maker->name - 1;
    if (maker->what == NULL) {
        maker->what = what;
        memcpy(maker->name, about.bytes, length);
        maker->name[length] = '\0';
    }
    return NULL;
}

static struct gl_phrase_node *new_node(struct parser *parser, enum gl_phrase_kind kind)
{
    struct gl_phrase_node *node = gl_arena_zeros(parser->maker->arena, 1, sizeof *node);
    if (node != NULL) {
        node->kind = kind;
    }
    return node;
}

static bool is(struct gl_text name, const char *word)
{
    return strlen(word) == name.length && memcmp(word, name.bytes, name.length) == 0;
}

static bool accept(struct parser *parser, const char *text)
{
    size_t length = strlen(text);
    if (parser->text.length - parser->at < length ||
        memcmp(parser->text.bytes + parser->at, text, length) != 0) {
        return false;
    }
    parser->at += length;
    return true;
}

static void pass_blanks(struct parser *parser)
{
    while (parser->at < parser->text.length &&
           (parser->text.bytes[parser->at] == ' ' || parser->text.bytes[parser->at] == '\n')) {
        parser->at++;
    }
}

/* Terminated copy of a name, for look-ups; NULL when memory is out. */
static const char *copy_name(struct parser *parser, struct gl_text name)
{
    return gl_arena_copy(parser->maker->arena, name.bytes, name.length);
}

/* Bit of the list `name`; 0 when there is none. */
static uint64_t list_bit(struct parser *parser, struct gl_text name)
{
    struct gl_phrase_maker *maker = parser->maker;
    const char *copy = copy_name(parser, name);
    int list = copy == NULL ? -1 : gl_list_find(maker->set, copy);
    if (list < 0) {
        return 0;
    }
    return maker->dry ? 1 : gl_wordbook_list(maker->wordbook, maker->set, list);
}

/* The source of the phrase `name`, or NULL. */
static const char *phrase_source(struct parser *parser, struct gl_text name)
{
    const struct gl_ruleset *set = parser->maker->set;
    const struct gl_node *node =
        parser->maker->phrases == NULL ? NULL : gl_node_first(set, parser->maker->phrases);
    while (node != NULL && !is(name, gl_node_key(set, node))) {
        node = gl_node_next(set, node);
    }
    return node == NULL ? NULL : gl_node_text(set, node);
}

/* Adds the shape or list `name` to a class; false when it is neither. */
static bool add_to_class(struct parser *parser, struct gl_text name, bool negate,
                         struct gl_token_class *class)
{
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        if (is(name, shapes[i].name)) {
            *(negate ? &class->no_shape : &class->shape) |= shapes[i].shape;
            class->no_shape |= shapes[i].no_shape;
            return true;
        }
    }
    int32_t first = '\0';
    uint64_t bit;
    if (name.length > 0 && gl_utf8_decode(name, 0, &first) == name.length && !gl_is_word(first)) {
        bit = gl_mark_bit(parser->maker->marks, first);
        *(negate ? &class->no_shape : &class->one_shape) |= bit;
        return bit != 0;
    }
    if (first == '*') {
        bit =
            gl_ending_bit(parser->maker->marks, (struct gl_text){name.bytes + 1, name.length - 1});
        *(negate ? &class->no_shape : &class->one_shape) |= bit;
        return bit != 0;
    }
    bit = list_bit(parser, name);
    *(negate ? &class->no_lists : &class->lists) |= bit;
    return bit != 0;
}

/* What stands between < and >, behind a group's name: lists and shapes joined by & (all) or | (one
 * of several lists), ! for the opposite. */
static struct gl_phrase_node *parse_class(struct parser *parser, struct gl_text inside)
{
    struct gl_phrase_node *node = new_node(parser, GL_PHRASE_TOKEN);
    size_t at = 0;
    while (node != NULL && at <= inside.length) {
        size_t end = at;
        while (end < inside.length && inside.bytes[end] != '&' && inside.bytes[end] != '|') {
            end++;
        }
        bool negate = at < end && inside.bytes[at] == '!';
        struct gl_text name = {inside.bytes + at + negate, end - at - negate};
        if (!add_to_class(parser, name, negate, &node->class)) {
            return fail(parser, "names no list, phrase or shape", name);
        }
        at = end + 1;
    }
    if (node != NULL && node->class.no_lists == 0 && node->class.shape == 0 &&
        node->class.no_shape == 0) {
        node->entries = node->class.lists;
    }
    return node;
}

static struct gl_phrase_node *parse_choice(struct parser *parser);

/* The tree of a named phrase: read once, and then shared. */
static struct gl_phrase_node *named_tree(struct parser *parser, const char *source,
                                         struct gl_text name)
{
    struct gl_phrase_maker *maker = parser->maker;
    for (size_t i = 0; i < maker->known_count; i++) {
        if (maker->known[i].source == source) {
            maker->groups |= maker->known[i].groups;
            return maker->known[i].tree;
        }
    }
    unsigned before = maker->groups;
    struct parser inner = {maker, {source, strlen(source)}, 0, parser->depth + 1};
    maker->groups = 0;
    struct gl_phrase_node *tree = parse_choice(&inner);
    if (tree != NULL && inner.at < inner.text.length) {
        return fail(parser, "has a ) without a (", name);
    }
    if (tree != NULL && maker->known_count < GL_PHRASES_KNOWN) {
        maker->known[maker->known_count++] = (struct gl_known_phrase){source, tree, maker->groups};
    }
    maker->groups |= before;
    return tree;
}

static struct gl_phrase_node *parse_named(struct parser *parser, struct gl_text inside)
{
    const char *source = phrase_source(parser, inside);
    if (source == NULL) {
        return parse_class(parser, inside);
    }
    if (parser->depth == NESTED_MOST) {
        return fail(parser, "is nested too deeply", inside);
    }
    struct gl_phrase_node *tree = named_tree(parser, source, inside);
    struct gl_phrase_node *shell = tree == NULL ? NULL : new_node(parser, GL_PHRASE_SEQUENCE);
    if (shell != NULL) {
        shell->child = tree; // a tree that is shared has no siblings of its own
    }
    return shell;
}

static struct gl_phrase_node *in_group(struct parser *parser, struct gl_text name,
                                       struct gl_phrase_node *child)
{
    for (int i = 0; i < GL_PHRASE_GROUPS && child != NULL; i++) {
        if (is(name, group_names[i])) {
            struct gl_phrase_node *node = new_node(parser, GL_PHRASE_GROUP);
            if (node != NULL) {
                node->child = child;
                parser->maker->groups |= 1u << i;
                node->group = (enum gl_phrase_group)i;
            }
            return node;
        }
    }
    return child;
}

/* <name>, <group:name>, <a&!b>, <a|b>; the < is passed. */
static struct gl_phrase_node *parse_reference(struct parser *parser)
{
    const char *from = parser->text.bytes + parser->at;
    const char *end = memchr(from, '>', parser->text.length - parser->at);
    if (end == NULL) {
        return fail(parser, "has a < without a >", parser->text);
    }
    struct gl_text inside = {from, (size_t)(end - from)};
    struct gl_text group = inside;
    parser->at += inside.length + 1;
    const char *colon = memchr(from, ':', inside.length);
    const char *join = memchr(from, '&', inside.length);
    if (colon != NULL && (join == NULL || colon < join)) {
        group.length = (size_t)(colon - from);
        inside = (struct gl_text){colon + 1, (size_t)(end - colon) - 1};
    }
    return in_group(parser, group, parse_named(parser, inside));
}

/* [,—] : one of these marks. */
static struct gl_phrase_node *parse_marks(struct parser *parser)
{
    struct gl_phrase_node *node = new_node(parser, GL_PHRASE_TOKEN);
    while (node != NULL && parser->at < parser->text.length && !accept(parser, "]")) {
        int32_t code_point;
        parser->at += gl_utf8_decode(parser->text, parser->at, &code_point);
        if (code_point == '\\' && parser->at < parser->text.length) {
            parser->at += gl_utf8_decode(parser->text, parser->at, &code_point);
        }
        uint64_t bit = gl_mark_bit(parser->maker->marks, code_point);
        if (bit == 0) {
            return fail(parser, "names too many marks", parser->text);
        }
        node->class.one_shape |= bit;
    }
    return node;
}

/* A word or mark that stands for itself. */
static struct gl_phrase_node *parse_literal(struct parser *parser)
{
    struct gl_span token;
    struct gl_phrase_maker *maker = parser->maker;
    struct gl_phrase_node *node = new_node(parser, GL_PHRASE_TOKEN);
    accept(parser, "\\");
    if (node == NULL || !gl_token_after(maker->wordbook, parser->text, parser->at, &token)) {
        return NULL;
    }
    struct gl_text literal = {parser->text.bytes + token.start, gl_span_length(token)};
    int32_t first;
    parser->at = token.end;
    gl_utf8_decode(literal, 0, &first);
    if (gl_is_word(first) || literal.length > gl_utf8_decode(literal, 0, &first)) {
        node->class.word = gl_wordbook_add(maker->wordbook, literal);
        return node->class.word != GL_NO_WORD ? node : fail(parser, "is too long a word", literal);
    }
    node->class.one_shape = gl_mark_bit(maker->marks, first);
    return node->class.one_shape != 0 ? node : fail(parser, "is one mark too many", literal);
}

/* (?=, (?!, (?<=, (?<! with a single token in it. */
static struct gl_phrase_node *parse_look(struct parser *parser)
{
    bool ahead = !accept(parser, "<");
    bool negate = accept(parser, "!");
    if (!negate && !accept(parser, "=")) {
        return fail(parser, "looks around by (?= (?! (?<= (?<! only", parser->text);
    }
    struct gl_phrase_node *inside = parse_choice(parser);
    if (inside == NULL || !accept(parser, ")")) {
        return fail(parser, "has a ( without a )", parser->text);
    }
    while (inside->kind == GL_PHRASE_SEQUENCE && inside->child != NULL &&
           inside->child->next == NULL) {
        inside = inside->child;
    }
    if (inside->kind != GL_PHRASE_TOKEN) {
        return fail(parser, "looks at more than one token", parser->text);
    }
    struct gl_phrase_node *look = new_node(parser, GL_PHRASE_LOOK);
    if (look != NULL) {
        look->class = inside->class;
        look->ahead = ahead;
        look->negate = negate;
    }
    return look;
}

static struct gl_phrase_node *parse_atom(struct parser *parser)
{
    if (accept(parser, "(?")) {
        return parse_look(parser);
    }
    if (accept(parser, "(")) {
        struct gl_phrase_node *inside = parse_choice(parser);
        bool closed = inside != NULL && accept(parser, ")");
        return closed ? inside : fail(parser, "has a ( without a )", parser->text);
    }
    if (accept(parser, "<")) {
        return parse_reference(parser);
    }
    if (accept(parser, "[")) {
        return parse_marks(parser);
    }
    if (accept(parser, "^")) {
        return new_node(parser, GL_PHRASE_START);
    }
    if (accept(parser, "$")) {
        return new_node(parser, GL_PHRASE_END);
    }
    return parse_literal(parser);
}

static uint8_t parse_count(struct parser *parser, uint8_t otherwise)
{
    unsigned count = 0;
    size_t from = parser->at;
    while (parser->at < parser->text.length && gl_is_digit(parser->text.bytes[parser->at])) {
        count = count * 10 + (unsigned)(parser->text.bytes[parser->at++] - '0');
        count = count > COUNT_MOST ? COUNT_MOST : count;
    }
    return parser->at > from ? (uint8_t)count : otherwise;
}

static struct gl_phrase_node *parse_quantifier(struct parser *parser, struct gl_phrase_node *atom)
{
    uint8_t least = 0;
    uint8_t most = GL_PHRASE_MANY;
    if (accept(parser, "?")) {
        most = 1;
    } else if (accept(parser, "+")) {
        least = 1;
    } else if (accept(parser, "{")) {
        least = parse_count(parser, 0);
        most = accept(parser, ",") ? parse_count(parser, GL_PHRASE_MANY) : least;
        if (!accept(parser, "}")) {
            return fail(parser, "has a { without a }", parser->text);
        }
    } else if (!accept(parser, "*")) {
        return atom;
    }
    struct gl_phrase_node *node = new_node(parser, GL_PHRASE_REPEAT);
    if (node != NULL) {
        node->child = atom;
        node->least = least;
        node->most = most;
        node->lazy = accept(parser, "?");
    }
    return node;
}

static struct gl_phrase_node *parse_sequence(struct parser *parser)
{
    struct gl_phrase_node *sequence = new_node(parser, GL_PHRASE_SEQUENCE);
    struct gl_phrase_node **place = sequence == NULL ? NULL : &sequence->child;
    for (pass_blanks(parser);
         place != NULL && parser->at < parser->text.length &&
         parser->text.bytes[parser->at] != '|' && parser->text.bytes[parser->at] != ')';
         pass_blanks(parser)) {
        struct gl_phrase_node *atom = parse_atom(parser);
        *place = atom == NULL ? NULL : parse_quantifier(parser, atom);
        if (*place == NULL) {
            return NULL;
        }
        place = &(*place)->next;
    }
    return sequence;
}

static struct gl_phrase_node *parse_choice(struct parser *parser)
{
    struct gl_phrase_node *first = parse_sequence(parser);
    if (first == NULL || parser->at >= parser->text.length ||
        parser->text.bytes[parser->at] != '|') {
        return first;
    }
    struct gl_phrase_node *choice = new_node(parser, GL_PHRASE_CHOICE);
    if (choice == NULL) {
        return NULL;
    }
    choice->child = first;
    for (struct gl_phrase_node *last = first; accept(parser, "|"); last = last->next) {
        last->next = parse_sequence(parser);
        if (last->next == NULL) {
            return NULL;
        }
    }
    return choice;
}

struct gl_phrase_node *gl_phrase_parse(struct gl_phrase_maker *maker, const char *source)
{
    struct parser parser = {maker, {source, strlen(source)}, 0, 0};
    struct gl_phrase_node *node = parse_choice(&parser);
    if (node != NULL && parser.at < parser.text.length) {
        return fail(&parser, "has a ) without a (", parser.text);
    }
    return node;
}
