/* The pattern is walked once with the set of ways in which a match may have begun so far: nothing
 * taken yet, in the first word, behind it, or in the second one, whose text so far is then known. A
 * way ends when it shows what the second word or mark is. */
#include "rules/second.h"

#include <string.h>

#include "rules/first.h"
#include "rules/syntax.h"
#include "text/classes.h"
#include "text/utf8.h"
#include "text/words.h"

enum { MAX_TEXTS = 16, MAX_TEXT = 32, MAX_NESTING = 32, MAX_STEPS = 20000 };

struct ways {
    bool start;                      /* nothing is taken yet */
    bool inside;                     /* the first word is not known to be over */
    bool behind;                     /* the first word or mark is over */
    size_t count;                    /* ways that are in the second word ... */
    char texts[MAX_TEXTS][MAX_TEXT]; /* ... and its text so far */
};

struct walk {
    const struct gl_vocabulary *vocabulary;
    struct gl_second *second;
    size_t nesting;
    size_t steps;
};

static void walk_alternatives(struct walk *walk, struct gl_syntax *syntax, struct ways *ways);

static void add_word(struct walk *walk, const char *text)
{
    const char *word = gl_first_word(walk->vocabulary->arena, text);
    const char **added = word == NULL ? NULL : gl_array_push(&walk->second->words);
    if (added == NULL) {
        walk->second->failed = true;
        return;
    }
    *added = word;
}

/* The word or mark that `text` begins with stands second. */
static void add_token(struct walk *walk, const char *text)
{
    int32_t code_point;
    gl_utf8_decode((struct gl_text){text, strlen(text)}, 0, &code_point);
    if (gl_is_word(code_point)) {
        add_word(walk, text);
    } else {
        gl_begin_text(&walk->second->bytes, text);
    }
}

static void add_text(struct walk *walk, struct ways *ways, const char *text)
{
    for (size_t i = 0; i < ways->count; i++) {
        if (strcmp(ways->texts[i], text) == 0) {
            return;
        }
    }
    if (ways->count == MAX_TEXTS) {
        gl_begin_text(&walk->second->bytes, text);
        return;
    }
    memcpy(ways->texts[ways->count++], text, strlen(text) + 1);
}

/* The second word is known by its beginning only. */
static void end_vaguely(struct walk *walk, struct ways *ways)
{
    for (size_t i = 0; i < ways->count; i++) {
        gl_begin_text(&walk->second->bytes, ways->texts[i]);
    }
    ways->count = 0;
}

/* The second word ends here. */
static void end_words(struct walk *walk, struct ways *ways)
{
    for (size_t i = 0; i < ways->count; i++) {
        add_word(walk, ways->texts[i]);
    }
    ways->count = 0;
}

/* No letter may follow: see first.c. */
static void end_letters(struct walk *walk, struct ways *ways)
{
    size_t kept = 0;
    for (size_t i = 0; i < ways->count; i++) {
        if (gl_begin_only_letters(ways->texts[i])) {
            add_word(walk, ways->texts[i]);
        } else {
            memmove(ways->texts[kept++], ways->texts[i], sizeof ways->texts[i]);
        }
    }
    ways->count = kept;
}

static void unite(struct walk *walk, struct ways *ways, const struct ways *others)
{
    ways->start = ways->start || others->start;
    ways->inside = ways->inside || others->inside;
    ways->behind = ways->behind || others->behind;
    for (size_t i = 0; i < others->count; i++) {
        add_text(walk, ways, others->texts[i]);
    }
}

/* An element of which only the beginning is known. */
static void take_vague(struct walk *walk, struct ways *ways, const struct gl_begin *begin)
{
    struct ways next = {.start = false};
    if (begin->word) {
        end_vaguely(walk, ways);
    } else {
        end_words(walk, ways);
    }
    next.inside = begin->word && (ways->start || ways->inside);
    next.behind = (begin->mark && ways->start) || (begin->space && (ways->inside || ways->behind));
    if ((ways->inside && begin->mark) || (ways->behind && (begin->mark || begin->word))) {
        gl_byte_set_unite(&walk->second->bytes, &begin->bytes);
    }
    *ways = next;
}

static void take_anything(struct walk *walk, struct ways *ways)
{
    struct gl_begin begin = {.word = true, .mark = true, .space = true};
    gl_byte_set_fill(&begin.bytes);
    take_vague(walk, ways, &begin);
}

static void take_space(struct walk *walk, struct ways *ways)
{
    end_words(walk, ways);
    ways->behind = ways->inside || ways->behind;
    ways->start = ways->inside = false;
}

static void take_letter(struct walk *walk, struct ways *ways, int32_t code_point)
{
    char encoded[5] = "";
    size_t length = gl_utf8_encode(code_point, encoded);
    for (size_t i = 0; i < ways->count; i++) {
        if (strlen(ways->texts[i]) + length >= MAX_TEXT) {
            end_vaguely(walk, ways);
        }
    }
    for (size_t i = 0; i < ways->count; i++) {
        strncat(ways->texts[i], encoded, length);
    }
    if (ways->behind) {
        add_text(walk, ways, encoded);
    }
    ways->inside = ways->start || ways->inside;
    ways->start = ways->behind = false;
}

static void take_literal(struct walk *walk, struct ways *ways, int32_t code_point)
{
    struct gl_begin begin = {.word = false};
    if (gl_is_word(code_point)) {
        take_letter(walk, ways, code_point);
    } else if (code_point <= ' ' || code_point == 0x7f || gl_is_space(code_point)) {
        take_space(walk, ways);
    } else {
        end_words(walk, ways);
        gl_begin_code_point(&begin, code_point);
        take_vague(walk, ways, &begin);
    }
}

/* The entry `text` stands first: what is its second word or mark? */
static void begin_with_entry(struct walk *walk, struct ways *next, const char *text)
{
    struct gl_text whole = {text, strlen(text)};
    int32_t code_point;
    size_t at = gl_word_end(whole, 0);
    next->inside = next->inside || at == whole.length;
    if (at == 0) {
        at = gl_utf8_decode(whole, 0, &code_point);
        next->behind = next->behind || at == whole.length;
    }
    while (at < whole.length && text[at] == ' ') {
        at++;
    }
    if (at < whole.length) {
        add_token(walk, text + at);
    }
}

static void take_list(struct walk *walk, struct ways *ways, int index)
{
    const struct gl_word_list *list = &GL_AT(walk->vocabulary->lists, struct gl_word_list, index);
    struct ways next = {.inside = ways->inside};
    end_vaguely(walk, ways);
    for (size_t i = 0; i < list->words.count; i++) {
        const char *text = GL_AT(list->words, struct gl_word, i).text;
        if (ways->start || ways->inside) {
            begin_with_entry(walk, &next, text);
        }
        if (ways->behind ||
            (ways->inside && gl_word_end((struct gl_text){text, strlen(text)}, 0) == 0)) {
            add_token(walk, text);
        }
    }
    *ways = next;
}

static void take_escape(struct walk *walk, struct ways *ways, const char *escape)
{
    struct gl_begin begin = {.word = false};
    switch (escape[1]) {
    case 'K':
    case 'A':
    case 'G':
        return;
    case 'B':
    case 'z':
    case 'Z':
        end_vaguely(walk, ways);
        return;
    case 's':
    case 'h':
    case 'v':
    case 'R':
        take_space(walk, ways);
        return;
    default:
        if (gl_begin_escape(&begin, escape)) {
            take_vague(walk, ways, &begin);
        } else {
            take_anything(walk, ways);
        }
    }
}

static void take_class(struct walk *walk, struct ways *ways, const char *class, size_t length)
{
    struct gl_begin begin = {.word = false};
    if (gl_begin_class(&begin, class, length)) {
        take_vague(walk, ways, &begin);
    } else {
        take_anything(walk, ways);
    }
}

/* Reads on to the ) that closes the group just opened. */
static void skip_group(struct gl_syntax *syntax)
{
    struct gl_element element;
    for (size_t depth = 1; depth > 0 && gl_syntax_next(syntax, &element);) {
        depth += element.kind == GL_ELEMENT_OPEN && element.group != GL_GROUP_FLAGS;
        depth -= element.kind == GL_ELEMENT_CLOSE;
    }
}

static void take_nested(struct walk *walk, struct gl_syntax *syntax, struct ways *ways)
{
    if (walk->nesting == MAX_NESTING) {
        walk->second->open = true;
        skip_group(syntax);
        return;
    }
    walk->nesting++;
    walk_alternatives(walk, syntax, ways);
    walk->nesting--;
}

static void take_reference(struct walk *walk, struct ways *ways, const char *pattern,
                           const struct gl_element *element)
{
    const char *name = pattern + element->name_at;
    int list = gl_vocabulary_list(walk->vocabulary, name, element->name_length);
    const struct gl_part *part = gl_vocabulary_part(walk->vocabulary, name, element->name_length);
    if (list >= 0) {
        take_list(walk, ways, list);
    } else if (part != NULL) {
        struct gl_syntax inner = {.pattern = part->source, .length = strlen(part->source)};
        take_nested(walk, &inner, ways);
    }
}

static void take_open(struct walk *walk, struct gl_syntax *syntax, struct ways *ways,
                      const struct gl_element *element)
{
    if (element->group == GL_GROUP_AHEAD && gl_begin_no_letter(syntax, element)) {
        end_letters(walk, ways);
        skip_group(syntax);
    } else if (element->group == GL_GROUP_AHEAD || element->group == GL_GROUP_BEHIND) {
        skip_group(syntax); // takes no text
    } else if (element->group != GL_GROUP_FLAGS) {
        take_nested(walk, syntax, ways);
    }
}

static void take_element(struct walk *walk, struct gl_syntax *syntax, struct ways *ways,
                         const struct gl_element *element)
{
    const char *source = syntax->pattern + element->at;
    switch (element->kind) {
    case GL_ELEMENT_LITERAL:
        take_literal(walk, ways, element->code_point);
        break;
    case GL_ELEMENT_BLANK:
        take_space(walk, ways);
        break;
    case GL_ELEMENT_BOUNDARY:
        end_words(walk, ways);
        break;
    case GL_ELEMENT_END:
        end_vaguely(walk, ways);
        break;
    case GL_ELEMENT_REFERENCE:
        take_reference(walk, ways, syntax->pattern, element);
        break;
    case GL_ELEMENT_CLASS:
        take_class(walk, ways, source, element->length);
        break;
    case GL_ELEMENT_ESCAPE:
        take_escape(walk, ways, source);
        break;
    case GL_ELEMENT_OPEN:
        take_open(walk, syntax, ways, element);
        break;
    case GL_ELEMENT_DOT:
    case GL_ELEMENT_BACK:
        take_anything(walk, ways);
        break;
    default:
        break;
    }
}

/* The element before the quantifier may be missing, or may come again: three times show all that
 * any number of times can, because each moves a way on by one word at least or not at all. */
static void take_quantifier(struct walk *walk, const struct gl_syntax *at_element,
                            const struct gl_element *quantifier, const struct ways *before,
                            struct ways *ways)
{
    for (int again = 0; !quantifier->single && again < 3; again++) {
        struct gl_syntax syntax = *at_element;
        struct gl_element element;
        struct ways more = *ways;
        end_vaguely(walk, &more);
        gl_syntax_next(&syntax, &element);
        take_element(walk, &syntax, &more, &element);
        unite(walk, ways, &more);
    }
    if (quantifier->optional) {
        unite(walk, ways, before);
    }
}

/* One alternative, up to | or ) or the end; `last` says what ended it. */
static void walk_sequence(struct walk *walk, struct gl_syntax *syntax, struct ways *ways,
                          struct gl_element *last)
{
    struct ways before = {.start = false};
    struct gl_syntax at_element = *syntax;
    struct gl_syntax here = *syntax;
    while (gl_syntax_next(syntax, last)) {
        if (last->kind == GL_ELEMENT_CLOSE || last->kind == GL_ELEMENT_BAR) {
            return;
        }
        if (++walk->steps > MAX_STEPS) {
            walk->second->open = true;
        } else if (last->kind == GL_ELEMENT_QUANTIFIER) {
            take_quantifier(walk, &at_element, last, &before, ways);
        } else {
            before = *ways;
            at_element = here;
            take_element(walk, syntax, ways, last);
        }
        here = *syntax;
    }
    last->kind = GL_ELEMENT_CLOSE;
}

static void walk_alternatives(struct walk *walk, struct gl_syntax *syntax, struct ways *ways)
{
    struct ways united = {.start = false};
    struct gl_element last;
    do {
        struct ways alternative = *ways;
        walk_sequence(walk, syntax, &alternative, &last);
        unite(walk, &united, &alternative);
    } while (last.kind == GL_ELEMENT_BAR);
    *ways = united;
}

void gl_second_find(const struct gl_vocabulary *vocabulary, const char *pattern,
                    struct gl_second *second)
{
    struct walk walk = {.vocabulary = vocabulary, .second = second};
    struct gl_syntax syntax = {.pattern = pattern, .length = strlen(pattern)};
    struct ways ways = {.start = true};
    *second = (struct gl_second){.words = GL_ARRAY(const char *)};
    walk_alternatives(&walk, &syntax, &ways);
    end_vaguely(&walk, &ways);
    second->open = second->open || ways.start || ways.inside || ways.behind;
}
