#include "app/options.h"

#include <getopt.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"

enum { LONG_VALUE = 256 }; /* getopt values: letters below, rows by number from here on */
enum { TITLE_SIZE = 64 };

/* What getopt_long wants, made from the tables. */
struct parser {
    const struct gl_option **rows;
    size_t count;
    struct option *longs;
    char *shorts;
    int argc;
    char **argv;
    bool options_only; /* ends at the first word that is no option, and changes no order */
    struct galley_error *error;
};

static size_t count_rows(const struct gl_option *const *tables)
{
    size_t count = 0;
    for (; *tables; tables++) {
        for (const struct gl_option *row = *tables; row->name; row++) {
            count++;
        }
    }
    return count;
}

static void add_row(struct parser *parser, const struct gl_option *row, size_t *long_count)
{
    size_t number = parser->count++;
    int has_argument = row->otherwise  ? optional_argument
                       : row->argument ? required_argument
                                       : no_argument;
    parser->rows[number] = row;
    if (row->letter) {
        size_t length = strlen(parser->shorts);
        parser->shorts[length++] = row->letter;
        if (row->argument) {
            parser->shorts[length] = ':';
        }
    }
    if (row->name[0]) {
        parser->longs[(*long_count)++] =
            (struct option){row->name, has_argument, NULL, LONG_VALUE + (int)number};
    }
}

static enum galley_status prepare(struct parser *parser, const struct gl_option *const *tables,
                                  struct gl_arena *arena)
{
    size_t count = count_rows(tables);
    size_t long_count = 0;
    parser->rows = gl_arena_zeros(arena, count + 1, sizeof *parser->rows);
    parser->longs = gl_arena_zeros(arena, count + 1, sizeof *parser->longs);
    parser->shorts = gl_arena_zeros(arena, 2 * count + 3, 1);
    if (!parser->rows || !parser->longs || !parser->shorts) {
        return gl_error_set(parser->error, GALLEY_NO_MEMORY, NULL, 0, 0, "out of memory");
    }
    // A missing argument is told apart from an unknown option.
    memcpy(parser->shorts, parser->options_only ? "+:" : ":", parser->options_only ? 2 : 1);
    for (; *tables; tables++) {
        for (const struct gl_option *row = *tables; row->name; row++) {
            add_row(parser, row, &long_count);
        }
    }
    return GALLEY_OK;
}

static const struct gl_option *row_of(const struct parser *parser, int value)
{
    if (value >= LONG_VALUE) {
        return parser->rows[value - LONG_VALUE];
    }
    for (size_t i = 0; i < parser->count; i++) {
        if (parser->rows[i]->letter == (char)value) {
            return parser->rows[i];
        }
    }
    return NULL;
}

static enum galley_status bad_value(const struct parser *parser, const struct gl_option *row,
                                    const char *value, const char *wanted)
{
    return gl_error_set(parser->error, GALLEY_BAD_USAGE, NULL, 0, 0, "--%s=%s: %s", row->name,
                        value, wanted);
}

static enum galley_status take_size(const struct parser *parser, const struct gl_option *row,
                                    const char *value)
{
    static const char units[] = "KMG";
    size_t length = strlen(value);
    size_t factor = 1;
    size_t number = 0;
    const char *unit = length ? strchr(units, value[length - 1]) : NULL;
    if (unit) {
        factor = (size_t)1 << (10 * (unit - units + 1));
        length--;
    }
    if (!gl_parse_size(value, length, &number) || !gl_size_multiply(number, factor, &number) ||
        number == 0) {
        return bad_value(parser, row, value, "wants a number of bytes, such as 500000, 64K or 16M");
    }
    *(size_t *)row->place = number;
    return GALLEY_OK;
}

static enum galley_status take_count(const struct parser *parser, const struct gl_option *row,
                                     const char *value)
{
    if (!gl_parse_size(value, strlen(value), row->place)) {
        return bad_value(parser, row, value, "wants a number, such as 4");
    }
    return GALLEY_OK;
}

static enum galley_status take_share(const struct parser *parser, const struct gl_option *row,
                                     const char *value)
{
    char *end = NULL;
    double share = strtod(value, &end); // no locale is ever set, so the point is a point
    if (end == value || *end || !(share > 0 && share <= 1)) {
        return bad_value(parser, row, value, "wants a share above 0 and at most 1, such as 0.6");
    }
    *(double *)row->place = share;
    return GALLEY_OK;
}

static enum galley_status take_choice(const struct parser *parser, const struct gl_option *row,
                                      const char *value)
{
    const char *near = gl_nearest(value, row->choices);
    for (int i = 0; row->choices[i]; i++) {
        if (strcmp(row->choices[i], value) == 0) {
            *(int *)row->place = i;
            return GALLEY_OK;
        }
    }
    gl_error_set(parser->error, GALLEY_BAD_USAGE, NULL, 0, 0, "--%s=%s: wants %s", row->name, value,
                 row->argument);
    if (near) {
        gl_error_hint(parser->error, "did you mean %s?", near);
    }
    return GALLEY_BAD_USAGE;
}

static enum galley_status take_text(const struct parser *parser, const struct gl_option *row,
                                    const char *value)
{
    if (!value[0]) {
        return gl_error_set(parser->error, GALLEY_BAD_USAGE, NULL, 0, 0,
                            "--%s: %s must not be empty", row->name, row->argument);
    }
    *(const char **)row->place = value;
    return GALLEY_OK;
}

static enum galley_status add_text(const struct parser *parser, struct gl_texts *texts,
                                   const char *value, struct gl_arena *arena)
{
    if (!texts->items) { // there can be no more of them than words
        texts->items = gl_arena_zeros(arena, (size_t)parser->argc, sizeof *texts->items);
    }
    if (!texts->items) {
        return gl_error_set(parser->error, GALLEY_NO_MEMORY, NULL, 0, 0, "out of memory");
    }
    texts->items[texts->count++] = value;
    return GALLEY_OK;
}

/* "--name", or "-n" where there is no long name. */
static void write_title(const struct gl_option *row, char title[TITLE_SIZE])
{
    if (row->name[0]) {
        snprintf(title, TITLE_SIZE, "--%s", row->name);
    } else {
        snprintf(title, TITLE_SIZE, "-%c", row->letter);
    }
}

static enum galley_status refuse_here(const struct parser *parser, const struct gl_option *row)
{
    char title[TITLE_SIZE];
    write_title(row, title);
    return gl_error_set(parser->error, GALLEY_BAD_USAGE, NULL, 0, 0, "option %s %s", title,
                        row->help);
}

static enum galley_status take(const struct parser *parser, const struct gl_option *row,
                               const char *value, struct gl_arena *arena)
{
    switch (row->type) {
    case GL_OPTION_FLAG_TYPE:
        *(bool *)row->place = true;
        return GALLEY_OK;
    case GL_OPTION_SET_TYPE:
        *(int *)row->place = row->value;
        return GALLEY_OK;
    case GL_OPTION_TEXT_TYPE:
        return take_text(parser, row, value);
    case GL_OPTION_SIZE_TYPE:
        return take_size(parser, row, value);
    case GL_OPTION_COUNT_TYPE:
        return take_count(parser, row, value);
    case GL_OPTION_SHARE_TYPE:
        return take_share(parser, row, value);
    case GL_OPTION_CHOICE_TYPE:
        return take_choice(parser, row, value);
    case GL_OPTION_LIST_TYPE:
        return add_text(parser, row->place, value, arena);
    case GL_OPTION_ELSEWHERE:
        return refuse_here(parser, row);
    }
    return GALLEY_OK;
}

/* A row's value, or what stands for it; that may be empty where a text may not. */
static enum galley_status take_given(const struct parser *parser, const struct gl_option *row,
                                     const char *value, struct gl_arena *arena)
{
    if (!value && row->otherwise && row->type == GL_OPTION_TEXT_TYPE) {
        *(const char **)row->place = row->otherwise;
        return GALLEY_OK;
    }
    return take(parser, row, value ? value : row->otherwise, arena);
}

/* A long option that getopt_long did not take: unknown, or short for more than one. */
static enum galley_status unknown_long(const struct parser *parser, const char *word,
                                       struct gl_arena *arena)
{
    size_t length = strcspn(word, "=");
    char *name = gl_arena_copy(arena, word, length);
    const char **names = gl_arena_zeros(arena, parser->count + 1, sizeof *names);
    size_t count = 0;
    size_t begins = 0;
    if (!name || !names) {
        return gl_error_set(parser->error, GALLEY_NO_MEMORY, NULL, 0, 0, "out of memory");
    }
    for (const struct option *known = parser->longs; known->name; known++) {
        names[count++] = known->name;
        begins += strncmp(known->name, name, length) == 0;
    }
    if (begins > 1) {
        return gl_error_set(parser->error, GALLEY_BAD_USAGE, NULL, 0, 0,
                            "option --%s is short for more than one", name);
    }
    gl_error_set(parser->error, GALLEY_BAD_USAGE, NULL, 0, 0, "unknown option --%s", name);
    const char *near = gl_nearest(name, names);
    if (near) {
        gl_error_hint(parser->error, "did you mean --%s?", near);
    }
    return GALLEY_BAD_USAGE;
}

static enum galley_status refuse(const struct parser *parser, int result, struct gl_arena *arena)
{
    const struct gl_option *row = optopt ? row_of(parser, optopt) : NULL;
    char title[TITLE_SIZE];
    if (!row && optopt) {
        return gl_error_set(parser->error, GALLEY_BAD_USAGE, NULL, 0, 0, "unknown option -%c",
                            (char)optopt);
    }
    if (!row) {
        return unknown_long(parser, parser->argv[optind - 1] + 2, arena);
    }
    write_title(row, title);
    if (result == ':') {
        return gl_error_set(parser->error, GALLEY_BAD_USAGE, NULL, 0, 0, "option %s wants %s",
                            title, row->argument);
    }
    return gl_error_set(parser->error, GALLEY_BAD_USAGE, NULL, 0, 0, "option %s takes no value",
                        title);
}

/* Takes options until there are none; optind is then the first word that is none. */
static enum galley_status take_all(struct parser *parser, const struct gl_option *const *tables,
                                   struct gl_arena *arena, int *at)
{
    enum galley_status status = prepare(parser, tables, arena);
    int result = 0;
    optind = 0; // starts afresh, whatever was parsed before (glibc, musl)
    opterr = 0;
    *at = 1;
    while (status == GALLEY_OK && (result = getopt_long(parser->argc, parser->argv, parser->shorts,
                                                        parser->longs, NULL)) != -1) {
        if (result == '?' || result == ':') {
            return refuse(parser, result, arena);
        }
        status = take_given(parser, row_of(parser, result), optarg, arena);
        *at = status == GALLEY_OK ? optind : *at;
    }
    return status;
}

enum galley_status gl_options_parse(const struct gl_option *const *tables, int argc, char **argv,
                                    struct gl_arena *arena, struct gl_texts *files,
                                    struct galley_error *error)
{
    struct parser parser = {.argc = argc, .argv = argv, .error = error};
    int at;
    enum galley_status status = take_all(&parser, tables, arena, &at);
    for (int i = optind; status == GALLEY_OK && i < argc; i++) {
        status = add_text(&parser, files, argv[i], arena);
    }
    return status;
}

enum galley_status gl_options_parse_words(const struct gl_option *const *tables,
                                          const struct gl_words *words, struct gl_arena *arena,
                                          struct galley_error *error)
{
    struct parser parser = {
        .argc = (int)words->count, .argv = words->items, .error = error, .options_only = true};
    int at;
    enum galley_status status = take_all(&parser, tables, arena, &at);
    if (status == GALLEY_OK && optind < parser.argc) {
        return gl_pipeline_bad(error, words->places[optind], "a stage takes options only, not %s",
                               words->items[optind]);
    }
    if (status == GALLEY_BAD_USAGE) {
        struct galley_error said = *error;
        gl_pipeline_bad(error, words->places[at], "%s", said.what);
        memcpy(error->hint, said.hint, sizeof error->hint);
    }
    return status;
}

void gl_options_elsewhere(struct gl_option *table, enum gl_option_scope scope, const char *where)
{
    for (struct gl_option *row = table; row->name; row++) {
        if (row->scope == scope) {
            row->type = GL_OPTION_ELSEWHERE;
            row->help = where;
        }
    }
}
