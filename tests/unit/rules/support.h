/* Rule sets from YAML written in a test. */
#ifndef GALLEY_TESTS_RULES_SUPPORT_H
#define GALLEY_TESTS_RULES_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "rules/compile.h"
#include "rules/conditions.h"
#include "rules/conform.h"
#include "rules/matcher.h"
#include "rules/ruleset_internal.h"
#include "rules/yaml.h"

#define HEAD "galley: 1\nlayer: dates\nlanguage: en\n"

static const char *const test_choices[] = {"cut", "keep", NULL};
static const struct gl_key test_inner_keys[] = {
    {.name = "near", .type = GL_KEY_PATTERN, .help = "a pattern inside"},
    {.name = "choose", .type = GL_KEY_TEXT, .help = "a text inside"},
    {.name = NULL},
};
static const struct gl_key test_rule_keys[] = {
    {.name = "decide", .type = GL_KEY_CHOICE, .choices = test_choices, .help = "a choice"},
    {.name = "direction", .type = GL_KEY_LIST, .keys = test_inner_keys, .help = "maps"},
    {.name = "capture", .type = GL_KEY_FREE, .help = "free"},
    {.name = NULL},
};
static const struct gl_key test_settings_keys[] = {
    {.name = "threshold", .type = GL_KEY_NUMBER, .help = "a number"},
    {.name = "loud", .type = GL_KEY_FLAG, .help = "a flag"},
    {.name = NULL},
};
static const struct gl_schema test_schema = {
    .layer = "dates", .rule_keys = test_rule_keys, .settings_keys = test_settings_keys};
static const struct gl_schema *const test_schemas[] = {&test_schema, NULL};

/* Files (weakest first) and the set made of them. */
struct book {
    struct gl_yaml files[4];
    size_t count;
    struct gl_ruleset *set;
    struct galley_error error;
};

/* Adds a file; its errors end up in book->error. */
static inline enum galley_status add_file(struct book *book, const char *yaml)
{
    char name[16];
    snprintf(name, sizeof name, "f%zu.yaml", book->count + 1);
    struct gl_yaml *file = &book->files[book->count++];
    enum galley_status status = gl_yaml_parse(file, name, yaml, strlen(yaml), &book->error);
    return status == GALLEY_OK ? gl_conform_file(&file->tree, test_schemas, &book->error) : status;
}

static inline enum galley_status build(struct book *book)
{
    const struct gl_tree *trees[4];
    struct gl_image *image;
    for (size_t i = 0; i < book->count; i++) {
        trees[i] = &book->files[i].tree;
    }
    struct gl_compile_input input = {trees, book->count, &test_schema, "en"};
    enum galley_status status = gl_compile(&input, &image, &book->error);
    if (status == GALLEY_OK) {
        book->set = gl_ruleset_new(image, image, &test_schema);
        assert_non_null(book->set);
        status = gl_ruleset_verify(book->set, &book->error);
    }
    return status;
}

/* A set of one file that must be right. */
static inline struct book open_book(const char *yaml)
{
    struct book book = {.count = 0};
    assert_int_equal(add_file(&book, yaml), GALLEY_OK);
    assert_int_equal(build(&book), GALLEY_OK);
    return book;
}

static inline void close_book(struct book *book)
{
    gl_ruleset_free(book->set);
    for (size_t i = 0; i < book->count; i++) {
        gl_yaml_release(&book->files[i]);
    }
}

/* What is wrong with a file, as a user would see it ("" when nothing is). */
static inline const char *complaint(const char *yaml)
{
    static char message[1200];
    struct book book = {.count = 0};
    message[0] = '\0';
    enum galley_status status = add_file(&book, yaml);
    if (status == GALLEY_OK) {
        status = build(&book);
    }
    if (status != GALLEY_OK) {
        gl_error_format(&book.error, message, sizeof message);
    }
    close_book(&book);
    return message;
}

static inline struct gl_text text_of(const char *string)
{
    return (struct gl_text){string, strlen(string)};
}

/* The first match of the first rule in `string`, as text; "-" when there is none. */
static inline const char *found(const struct book *book, const char *string)
{
    static char out[256];
    struct gl_matcher *matcher = gl_matcher_new();
    struct gl_text text = text_of(string);
    gl_matcher_begin(matcher, text.length);
    struct gl_span whole = {0, text.length};
    strcpy(out, "-");
    if (gl_match_find(matcher, book->set, gl_ruleset_rule(book->set, 0)->match, text, whole, 0)) {
        struct gl_span span = gl_matched(matcher);
        snprintf(out, sizeof out, "%.*s", (int)gl_span_length(span), string + span.start);
    }
    gl_matcher_free(matcher);
    return out;
}

#endif
