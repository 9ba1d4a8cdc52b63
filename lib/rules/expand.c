#include "rules/expand.h"

#include <stdlib.h>
#include <string.h>

#include "rules/conform.h"
#include "rules/list_shape.h"
#include "rules/syntax.h"
#include "text/classes.h"
#include "text/utf8.h"

/* White space inside a paragraph: blanks, or one line break with blanks around it. The first branch
 * is the common one. */
#define BLANK "(?> (?![\\h\\r\\n])|\\h+(?:\\R\\h*)?(?!\\R)|\\R\\h*(?!\\R))"
/* Inside a lookbehind, where lengths are fixed. */
#define ONE_BLANK "[\\h\\n]"
#define WORD "[\\p{L}\\p{M}\\p{N}]++"
#define JOINT "(?:" BLANK "|['’.&/-])"

struct expansion {
    const struct gl_vocabulary *vocabulary;
    struct gl_pattern_place place;
    struct gl_buffer *source;
    struct gl_array *groups;
    struct galley_error *error;
    uint32_t captures; /* groups opened so far */
    uint32_t callouts;
    size_t depth;        /* parts within parts */
    size_t lookbehinds;  /* open ones around this point */
    bool numbered_back;  /* \1 stands in the pattern */
    bool inserted_group; /* a reference stands in the pattern */
};

static enum galley_status expand_source(struct expansion *expansion, const char *pattern);

static enum galley_status no_memory(const struct expansion *expansion)
{
    return gl_error_set(expansion->error, GALLEY_NO_MEMORY, expansion->place.tree->file, 0, 0,
                        "out of memory");
}

static enum galley_status fail_at(const struct expansion *expansion, const char *pattern, size_t at,
                                  const char *what)
{
    return gl_tree_error(expansion->place.tree, expansion->place.node, expansion->error,
                         "pattern, byte %zu: %s, in \"%.120s\"", at + 1, what, pattern);
}

static enum galley_status add_group(struct expansion *expansion, const char *name, size_t length,
                                    struct gl_group group)
{
    struct gl_group *added = gl_array_push(expansion->groups);
    group.name = gl_arena_copy(expansion->vocabulary->arena, name, length);
    if (added == NULL || group.name == NULL) {
        return no_memory(expansion);
    }
    *added = group;
    return GALLEY_OK;
}

/* A literal text of a word list, escaped for PCRE2. */
static void add_literal(struct expansion *expansion, const char *text)
{
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == ' ') {
            gl_buffer_text(expansion->source, expansion->lookbehinds > 0 ? ONE_BLANK : BLANK);
            continue;
        }
        if (c < 0x80 && !gl_is_word(c) && c >= 0x20) {
            gl_buffer_byte(expansion->source, '\\');
        }
        gl_buffer_byte(expansion->source, (char)c);
    }
}

/* One alternative, held to whole words. */
static void add_form(struct expansion *expansion, const char *form)
{
    if (gl_form_begins_word(form)) {
        gl_buffer_text(expansion->source, "\\b");
    }
    add_literal(expansion, form);
    if (gl_form_ends_word(form)) {
        gl_buffer_text(expansion->source, "\\b");
    }
}

static enum galley_status add_list(struct expansion *expansion, int index,
                                   const struct gl_element *element, const char *pattern)
{
    const struct gl_word_list *list =
        &GL_AT(expansion->vocabulary->lists, struct gl_word_list, index);
    struct gl_group group = {.number = ++expansion->captures, .list = index};
    struct gl_list_shape shape;
    if (list->words.count == 0) {
        return fail_at(expansion, pattern, element->at, "the word list is empty");
    }
    if (!gl_list_shape_find(expansion->vocabulary, list, expansion->lookbehinds > 0, &shape)) {
        return no_memory(expansion);
    }
    gl_buffer_byte(expansion->source, '(');
    for (size_t i = 0; i < shape.form_count; i++) {
        gl_buffer_text(expansion->source, i > 0 ? "|" : "");
        add_form(expansion, shape.forms[i]);
    }
    free(shape.forms);
    if (shape.general) {
        gl_buffer_text(expansion->source, shape.form_count > 0 ? "|\\b" WORD : "\\b" WORD);
        if (shape.joints > 0) {
            gl_buffer_printf(expansion->source, "(?:%s%s){0,%zu}", JOINT, WORD, shape.joints);
        }
        gl_buffer_text(expansion->source, shape.stop ? "\\.?" : "");
    }
    gl_buffer_byte(expansion->source, ')');
    if (shape.general) {
        group.callout = ++expansion->callouts;
        gl_buffer_printf(expansion->source, "(?C%u)", (unsigned)group.callout);
        if (group.callout > 255) {
            return fail_at(expansion, pattern, element->at, "more than 255 word lists");
        }
    }
    return add_group(expansion, pattern + element->capture_at, element->capture_length, group);
}

static enum galley_status add_part(struct expansion *expansion, const struct gl_part *part,
                                   const struct gl_element *element, const char *pattern)
{
    struct gl_group group = {.number = ++expansion->captures, .list = -1};
    if (expansion->depth == GL_PATTERN_MAX_DEPTH) {
        return fail_at(expansion, pattern, element->at,
                       "parts are nested more than 16 deep (does one hold itself?)");
    }
    enum galley_status status =
        add_group(expansion, pattern + element->capture_at, element->capture_length, group);
    if (status != GALLEY_OK) {
        return status;
    }
    expansion->depth++;
    gl_buffer_byte(expansion->source, '(');
    status = expand_source(expansion, part->source);
    gl_buffer_byte(expansion->source, ')');
    expansion->depth--;
    return status;
}

static enum galley_status add_reference(struct expansion *expansion, const char *pattern,
                                        const struct gl_element *element)
{
    const char *name = pattern + element->name_at;
    int list = gl_vocabulary_list(expansion->vocabulary, name, element->name_length);
    const struct gl_part *part =
        gl_vocabulary_part(expansion->vocabulary, name, element->name_length);
    expansion->inserted_group = true;
    if (list >= 0) {
        return add_list(expansion, list, element, pattern);
    }
    if (part != NULL) {
        return add_part(expansion, part, element, pattern);
    }
    char unknown[61] = "";
    memcpy(unknown, name, element->name_length < 60 ? element->name_length : 60);
    gl_tree_error(expansion->place.tree, expansion->place.node, expansion->error,
                  "unknown word list or part \"%s\"", unknown);
    const char *nearest = gl_vocabulary_nearest(expansion->vocabulary, unknown);
    if (nearest != NULL) {
        gl_error_hint(expansion->error, "did you mean \"%s\"? (a plain < is written \\<)", nearest);
    }
    return GALLEY_BAD_RULES;
}

/* A class as it is, but for \d and \D, which mean 0-9 here. */
static enum galley_status add_class(struct expansion *expansion, const char *pattern,
                                    const struct gl_element *element)
{
    const char *class = pattern + element->at;
    for (size_t i = 0; i < element->length; i++) {
        if (class[i] == '\\' && class[i + 1] == 'd') {
            gl_buffer_text(expansion->source, "0-9");
            i++;
        } else if (class[i] == '\\') {
            gl_buffer_add(expansion->source, class + i, 2);
            i++;
        } else {
            gl_buffer_byte(expansion->source, class[i]);
        }
    }
    return GALLEY_OK;
}

static enum galley_status add_escape(struct expansion *expansion, const char *pattern,
                                     const struct gl_element *element)
{
    char letter = pattern[element->at + 1];
    if (letter == 'd' || letter == 'D') {
        gl_buffer_text(expansion->source, letter == 'd' ? "[0-9]" : "[^0-9]");
    } else {
        gl_buffer_add(expansion->source, pattern + element->at, element->length);
    }
    return GALLEY_OK;
}

static const struct gl_group *find_group(const struct expansion *expansion, const char *name,
                                         size_t length)
{
    for (size_t i = expansion->groups->count; i > 0; i--) {
        const struct gl_group *group = &GL_AT(*expansion->groups, struct gl_group, i - 1);
        if (strlen(group->name) == length && memcmp(group->name, name, length) == 0) {
            return group;
        }
    }
    return NULL;
}

static enum galley_status add_back(struct expansion *expansion, const char *pattern,
                                   const struct gl_element *element)
{
    if (element->name_length == 0) {
        expansion->numbered_back = true;
        gl_buffer_add(expansion->source, pattern + element->at, element->length);
        return GALLEY_OK;
    }
    const struct gl_group *group =
        find_group(expansion, pattern + element->name_at, element->name_length);
    if (group == NULL) {
        return fail_at(expansion, pattern, element->at, "\\k names a group that is not there");
    }
    gl_buffer_printf(expansion->source, "\\g{%u}", (unsigned)group->number);
    return GALLEY_OK;
}

static enum galley_status add_open(struct expansion *expansion, const char *pattern,
                                   const struct gl_element *element)
{
    if (element->group == GL_GROUP_NAMED) {
        const char *name = pattern + element->name_at;
        if (expansion->depth == 0 && find_group(expansion, name, element->name_length) != NULL) {
            return fail_at(expansion, pattern, element->at,
                           "a group of this name is there already");
        }
        gl_buffer_byte(expansion->source, '(');
        struct gl_group group = {.number = ++expansion->captures, .list = -1};
        return add_group(expansion, name, element->name_length, group);
    }
    expansion->captures += element->group == GL_GROUP_CAPTURE;
    gl_buffer_add(expansion->source, pattern + element->at, element->length);
    return GALLEY_OK;
}

static enum galley_status add_element(struct expansion *expansion, const char *pattern,
                                      const struct gl_element *element)
{
    switch (element->kind) {
    case GL_ELEMENT_BLANK:
        gl_buffer_text(expansion->source, expansion->lookbehinds > 0 ? ONE_BLANK : BLANK);
        return GALLEY_OK;
    case GL_ELEMENT_REFERENCE:
        return add_reference(expansion, pattern, element);
    case GL_ELEMENT_CLASS:
        return add_class(expansion, pattern, element);
    case GL_ELEMENT_ESCAPE:
        return add_escape(expansion, pattern, element);
    case GL_ELEMENT_BACK:
        return add_back(expansion, pattern, element);
    case GL_ELEMENT_OPEN:
        return add_open(expansion, pattern, element);
    default:
        gl_buffer_add(expansion->source, pattern + element->at, element->length);
        return GALLEY_OK;
    }
}

/* Brackets of one source: which of them are lookbehinds. */
struct brackets {
    bool behind[GL_PATTERN_MAX_GROUPS];
    size_t open;
};

static const char *follow_brackets(struct expansion *expansion, struct brackets *brackets,
                                   const struct gl_element *element)
{
    if (element->kind == GL_ELEMENT_OPEN && element->group != GL_GROUP_FLAGS) {
        if (brackets->open == GL_PATTERN_MAX_GROUPS) {
            return "brackets are nested too deep";
        }
        brackets->behind[brackets->open] = element->group == GL_GROUP_BEHIND;
        expansion->lookbehinds += brackets->behind[brackets->open++];
    }
    if (element->kind == GL_ELEMENT_CLOSE) {
        if (brackets->open == 0) {
            return "a ) without its (";
        }
        expansion->lookbehinds -= brackets->behind[--brackets->open];
    }
    return NULL;
}

static enum galley_status expand_source(struct expansion *expansion, const char *pattern)
{
    struct gl_syntax syntax = {.pattern = pattern, .length = strlen(pattern)};
    struct brackets brackets = {.open = 0};
    struct gl_element element;
    while (gl_syntax_next(&syntax, &element)) {
        const char *problem = follow_brackets(expansion, &brackets, &element);
        if (problem != NULL) {
            return fail_at(expansion, pattern, element.at, problem);
        }
        enum galley_status status = add_element(expansion, pattern, &element);
        if (status != GALLEY_OK) {
            return status;
        }
        if (expansion->source->length > GL_PATTERN_MAX_BYTES) {
            return fail_at(expansion, pattern, element.at, "the pattern grows beyond 64 KiB");
        }
    }
    if (syntax.problem != NULL) {
        return fail_at(expansion, pattern, syntax.at, syntax.problem);
    }
    if (brackets.open > 0) {
        return fail_at(expansion, pattern, syntax.length, "missing )");
    }
    return GALLEY_OK;
}

enum galley_status gl_expand(const struct gl_vocabulary *vocabulary, const char *pattern,
                             struct gl_pattern_place place, struct gl_buffer *source,
                             struct gl_array *groups, struct galley_error *error)
{
    struct expansion expansion = {.vocabulary = vocabulary,
                                  .place = place,
                                  .source = source,
                                  .groups = groups,
                                  .error = error};
    enum galley_status status = expand_source(&expansion, pattern);
    if (status == GALLEY_OK && expansion.numbered_back && expansion.inserted_group) {
        status =
            fail_at(&expansion, pattern, 0,
                    "numbered back references do not go with <names>; use (?<n>...) and \\k<n>");
    }
    return status == GALLEY_OK && source->failed ? no_memory(&expansion) : status;
}
