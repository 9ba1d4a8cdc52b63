/* The pattern is walked once with a set of `open` beginnings: texts that every match so far must
 * start with and that are not yet known to be whole words. "" is the beginning of the pattern
 * itself. A letter lengthens each; a mark or blank makes each a whole word; anything vague turns
 * each into its first byte. When no beginning is open the rest does not matter. */
#include "rules/first.h"

#include <stdlib.h>
#include <string.h>

#include "rules/syntax.h"
#include "text/classes.h"
#include "text/utf8.h"
#include "text/words.h"

enum { MAX_OPEN = 32, MAX_BEGINNING = 48, MAX_NESTING = 32 };

struct beginnings {
    char texts[MAX_OPEN][MAX_BEGINNING];
    size_t count;
};

struct walk {
    const struct gl_vocabulary *vocabulary;
    struct gl_first *first;
    struct beginnings *pool; /* room for nesting levels, so that the C stack stays small */
    size_t nesting;
};

/* Room of one nesting level in the pool. */
enum { BEFORE, START, UNITED, ALTERNATIVE, ROOMS };

static void walk_alternatives(struct walk *walk, struct gl_syntax *syntax, struct beginnings *open);

static void add_all_bytes(struct walk *walk)
{
    gl_byte_set_fill(&walk->first->bytes);
}

static void add_word(struct walk *walk, const char *text)
{
    const char *word = gl_first_word(walk->vocabulary->arena, text);
    const char **added = word == NULL ? NULL : gl_array_push(&walk->first->words);
    if (added == NULL) {
        walk->first->failed = true;
        return;
    }
    *added = word;
}

static void add_beginning(struct walk *walk, struct beginnings *open, const char *text)
{
    for (size_t i = 0; i < open->count; i++) {
        if (strcmp(open->texts[i], text) == 0) {
            return;
        }
    }
    if (open->count ==
        MAX_OPEN) { // too many to follow: fall back to bytes, which is never too narrow
        if (*text == '\0') {
            add_all_bytes(walk);
        } else {
            gl_begin_text(&walk->first->bytes, text);
        }
        return;
    }
    memcpy(open->texts[open->count++], text, strlen(text) + 1);
}

/* Something vague follows: what is open is known by its first byte only. `here` are the bytes with
 * which the vague thing itself may begin; NULL: any. */
static void make_vague(struct walk *walk, struct beginnings *open, const struct gl_byte_set *here)
{
    for (size_t i = 0; i < open->count; i++) {
        if (open->texts[i][0] != '\0') {
            gl_begin_text(&walk->first->bytes, open->texts[i]);
        } else if (here == NULL) {
            add_all_bytes(walk);
        } else {
            gl_byte_set_unite(&walk->first->bytes, here);
        }
    }
    open->count = 0;
}

/* What is open ends here as whole words. The pattern's own beginning stays open when `keep_start`.
 */
static void end_words(struct walk *walk, struct beginnings *open, bool keep_start)
{
    bool start = false;
    for (size_t i = 0; i < open->count; i++) {
        if (open->texts[i][0] == '\0') {
            start = true;
        } else {
            add_word(walk, open->texts[i]);
        }
    }
    open->count = 0;
    if (start && keep_start) {
        add_beginning(walk, open, "");
    }
}

/* No letter may follow: what is open and letters only ends here. Such a word may have digits behind
 * it, so that the look-up has to try a word of letters and digits by its letters too. */
static void end_letters(struct walk *walk, struct beginnings *open)
{
    size_t kept = 0;
    for (size_t i = 0; i < open->count; i++) {
        if (open->texts[i][0] != '\0' && gl_begin_only_letters(open->texts[i])) {
            add_word(walk, open->texts[i]);
        } else {
            memmove(open->texts[kept++], open->texts[i], sizeof open->texts[i]);
        }
    }
    open->count = kept;
}

static void take_letter(struct walk *walk, struct beginnings *open, int32_t code_point)
{
    char encoded[5] = "";
    size_t length = gl_utf8_encode(code_point, encoded);
    for (size_t i = 0; i < open->count; i++) {
        if (strlen(open->texts[i]) + length >= MAX_BEGINNING) {
            make_vague(walk, open, NULL);
            return;
        }
    }
    for (size_t i = 0; i < open->count; i++) {
        strncat(open->texts[i], encoded, length);
    }
}

static void take_literal(struct walk *walk, struct beginnings *open, int32_t code_point)
{
    if (gl_is_word(code_point)) {
        take_letter(walk, open, code_point);
        return;
    }
    struct gl_begin here = {.word = false};
    gl_begin_code_point(&here, code_point);
    end_words(walk, open, true);
    make_vague(walk, open, &here.bytes);
}

static void take_list(struct walk *walk, struct beginnings *open, int index)
{
    const struct gl_word_list *list = &GL_AT(walk->vocabulary->lists, struct gl_word_list, index);
    bool at_start = false;
    for (size_t i = 0; i < open->count; i++) {
        at_start = at_start || open->texts[i][0] == '\0';
    }
    end_words(walk, open, false);
    for (size_t i = 0; at_start && i < list->words.count; i++) {
        const char *text = GL_AT(list->words, struct gl_word, i).text;
        const char *word = gl_first_word(walk->vocabulary->arena, text);
        if (word != NULL && *word == '\0') {
            gl_begin_text(&walk->first->bytes, text);
        } else {
            add_word(walk, text);
        }
    }
}

static void take_escape(struct walk *walk, struct beginnings *open, const char *escape)
{
    struct gl_begin begin = {.word = false};
    switch (escape[1]) {
    case 's':
    case 'h':
    case 'v':
    case 'R':
        end_words(walk, open, false); // white space: no rule begins there
        return;
    case 'K':
    case 'A':
    case 'G':
        return;
    case 'z':
    case 'Z':
        end_words(walk, open, true);
        return;
    default:
        make_vague(walk, open, gl_begin_escape(&begin, escape) ? &begin.bytes : NULL);
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

/* Walks a source of its own (a part), or to the end of the group that was opened. */
static void take_nested(struct walk *walk, struct gl_syntax *syntax, struct beginnings *open)
{
    if (walk->nesting == MAX_NESTING) {
        make_vague(walk, open, NULL);
        skip_group(syntax);
        return;
    }
    walk->nesting++;
    walk_alternatives(walk, syntax, open);
    walk->nesting--;
}

static void take_reference(struct walk *walk, struct beginnings *open, const char *pattern,
                           const struct gl_element *element)
{
    const char *name = pattern + element->name_at;
    int list = gl_vocabulary_list(walk->vocabulary, name, element->name_length);
    const struct gl_part *part = gl_vocabulary_part(walk->vocabulary, name, element->name_length);
    if (list >= 0) {
        take_list(walk, open, list);
    } else if (part != NULL) {
        struct gl_syntax inner = {.pattern = part->source, .length = strlen(part->source)};
        take_nested(walk, &inner, open);
    }
}

static void take_open(struct walk *walk, struct gl_syntax *syntax, struct beginnings *open,
                      const struct gl_element *element)
{
    if (element->group == GL_GROUP_AHEAD && gl_begin_no_letter(syntax, element)) {
        end_letters(walk, open);
        skip_group(syntax);
    } else if (element->group == GL_GROUP_AHEAD || element->group == GL_GROUP_BEHIND) {
        skip_group(syntax); // takes no text
    } else if (element->group != GL_GROUP_FLAGS) {
        take_nested(walk, syntax, open);
    }
}

static void take_element(struct walk *walk, struct gl_syntax *syntax, struct beginnings *open,
                         const struct gl_element *element)
{
    struct gl_begin begin = {.word = false};
    bool known;
    switch (element->kind) {
    case GL_ELEMENT_LITERAL:
        take_literal(walk, open, element->code_point);
        break;
    case GL_ELEMENT_BLANK:
        end_words(walk, open, false);
        break;
    case GL_ELEMENT_BOUNDARY:
    case GL_ELEMENT_END:
        end_words(walk, open, true);
        break;
    case GL_ELEMENT_REFERENCE:
        take_reference(walk, open, syntax->pattern, element);
        break;
    case GL_ELEMENT_CLASS:
        known = gl_begin_class(&begin, syntax->pattern + element->at, element->length);
        if (known && !begin.word) {
            end_words(walk, open, true);
        }
        make_vague(walk, open, known ? &begin.bytes : NULL);
        break;
    case GL_ELEMENT_ESCAPE:
        take_escape(walk, open, syntax->pattern + element->at);
        break;
    case GL_ELEMENT_OPEN:
        take_open(walk, syntax, open, element);
        break;
    case GL_ELEMENT_DOT:
    case GL_ELEMENT_BACK:
        make_vague(walk, open, NULL);
        break;
    default:
        break;
    }
}

/* An element may be missing: what was open before it is open behind it too. One that may repeat
 * makes its result vague, because letters may follow. */
static void take_quantifier(struct walk *walk, struct beginnings *open,
                            const struct beginnings *before, const struct gl_element *quantifier)
{
    if (!quantifier->single) {
        bool start = false;
        for (size_t i = 0; i < open->count; i++) {
            start = start || open->texts[i][0] == '\0';
        }
        make_vague(walk, open, &(struct gl_byte_set){{0}});
        if (start) { // the element matched nothing
            add_beginning(walk, open, "");
        }
    }
    for (size_t i = 0; quantifier->optional && i < before->count; i++) {
        add_beginning(walk, open, before->texts[i]);
    }
}

/* One alternative, up to | or ) or the end; `last` says what ended it. */
static void walk_sequence(struct walk *walk, struct gl_syntax *syntax, struct beginnings *open,
                          struct gl_element *last)
{
    struct beginnings *before = &walk->pool[ROOMS * walk->nesting + BEFORE];
    before->count = 0;
    while (gl_syntax_next(syntax, last)) {
        if (last->kind == GL_ELEMENT_CLOSE || last->kind == GL_ELEMENT_BAR) {
            return;
        }
        if (last->kind == GL_ELEMENT_QUANTIFIER) {
            take_quantifier(walk, open, before, last);
            continue;
        }
        *before = *open;
        take_element(walk, syntax, open, last);
    }
    last->kind = GL_ELEMENT_CLOSE;
}

static void walk_alternatives(struct walk *walk, struct gl_syntax *syntax, struct beginnings *open)
{
    struct beginnings *rooms = &walk->pool[ROOMS * walk->nesting];
    struct gl_element last;
    rooms[START] = *open;
    rooms[UNITED].count = 0;
    do {
        rooms[ALTERNATIVE] = rooms[START];
        walk_sequence(walk, syntax, &rooms[ALTERNATIVE], &last);
        for (size_t i = 0; i < rooms[ALTERNATIVE].count; i++) {
            add_beginning(walk, &rooms[UNITED], rooms[ALTERNATIVE].texts[i]);
        }
    } while (last.kind == GL_ELEMENT_BAR);
    *open = rooms[UNITED];
}

const char *gl_first_word(struct gl_arena *arena, const char *text)
{
    struct gl_text whole = {text, strlen(text)};
    size_t end = gl_word_end(whole, 0);
    char *folded = gl_arena_alloc(arena, 4 * end + 1);
    size_t length = 0;
    for (size_t at = 0; folded != NULL && at < end;) {
        int32_t code_point;
        at += gl_utf8_decode(whole, at, &code_point);
        length += gl_utf8_encode(gl_to_lower(code_point), folded + length);
    }
    if (folded != NULL) {
        folded[length] = '\0';
    }
    return folded;
}

void gl_first_bytes(const struct gl_first *first, struct gl_byte_set *bytes)
{
    gl_byte_set_unite(bytes, &first->bytes);
    for (size_t i = 0; i < first->words.count; i++) {
        gl_begin_text(bytes, GL_AT(first->words, const char *, i));
    }
}

void gl_first_find(const struct gl_vocabulary *vocabulary, const char *pattern,
                   struct gl_first *first)
{
    struct walk walk = {.vocabulary = vocabulary, .first = first};
    struct gl_syntax syntax = {.pattern = pattern, .length = strlen(pattern)};
    *first = (struct gl_first){.words = GL_ARRAY(const char *)};
    struct beginnings *open = calloc(ROOMS * (MAX_NESTING + 1) + 1, sizeof *open);
    if (open == NULL) {
        first->failed = true;
        return;
    }
    walk.pool = open + 1;
    add_beginning(&walk, open, "");
    walk_alternatives(&walk, &syntax, open);
    make_vague(&walk, open, NULL);
    free(open);
}
