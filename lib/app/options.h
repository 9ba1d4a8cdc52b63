/* Options: tables that say what a command takes, and the parser they drive.
 *
 * One row an option. From the rows come parsing, "did you mean", -h, --help and the OPTIONS of the
 * man pages (tests compare the last two). GNU conventions by getopt_long: options and file names
 * may be mixed, `--` ends options, a long name may be shortened as long as it stays unambiguous. */
#ifndef GALLEY_APP_OPTIONS_H
#define GALLEY_APP_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "app/pipeline.h"
#include "base/arena.h"
#include "base/error.h"
#include "base/texts.h"

enum gl_option_type {
    GL_OPTION_FLAG_TYPE,   /* place: bool, becomes true */
    GL_OPTION_SET_TYPE,    /* place: int, becomes `value` */
    GL_OPTION_TEXT_TYPE,   /* place: const char * */
    GL_OPTION_SIZE_TYPE,   /* place: size_t; K, M, G are powers of 1024 */
    GL_OPTION_COUNT_TYPE,  /* place: size_t; a number, 0 too */
    GL_OPTION_SHARE_TYPE,  /* place: double; above 0, at most 1 */
    GL_OPTION_CHOICE_TYPE, /* place: int, becomes the index in `choices` */
    GL_OPTION_LIST_TYPE,   /* place: struct gl_texts, in the order given; they belong to argv */
    GL_OPTION_ELSEWHERE    /* known, but not taken here: `help` says where it belongs */
};

/* What a shared option says something of, the whole stream or one stage: galley takes the one
 * beside its pipeline, the other inside. A filter's own ones are of the stage, or of its view in
 * text, which only the last stage of a pipeline has. */
enum gl_option_scope {
    GL_OPTION_OF_STREAM,
    GL_OPTION_OF_STAGE,
    GL_OPTION_OF_BOTH,
    GL_OPTION_OF_VIEW
};

/* A row. A table ends with GL_OPTION_END. */
struct gl_option {
    const char *name; /* long, without dashes; "" for a letter alone */
    char letter;      /* 0: none */
    bool brief;       /* shown by -h too */
    enum gl_option_type type;
    void *place;
    const char *argument;       /* "FILE"; NULL for flags */
    const char *otherwise;      /* the value when none is given, which only `=` can give; NULL: one
                                   must be given */
    const char *help;           /* one line, small first letter, no full stop */
    const char *const *choices; /* CHOICE: ends with NULL */
    int value;                  /* SET */
    enum gl_option_scope scope;
};

/* Rows of a command's own table; the common one is written out in request.c. */
#define GL_OPTION_FLAG(short_name, long_name, where, text)                                         \
    {                                                                                              \
        .letter = (short_name), .name = (long_name), .type = GL_OPTION_FLAG_TYPE,                  \
        .place = (where), .help = (text), .brief = true                                            \
    }
#define GL_OPTION_TEXT(short_name, long_name, where, what, text)                                   \
    {                                                                                              \
        .letter = (short_name), .name = (long_name), .type = GL_OPTION_TEXT_TYPE,                  \
        .place = (where), .argument = (what), .help = (text), .brief = true                        \
    }
#define GL_OPTION_END                                                                              \
    {                                                                                              \
        .name = NULL                                                                               \
    }

/* Reads argv by the rows of `tables` (an array of tables, NULL at the end) into their places;
 * *files becomes what is left, in order. Memory from `arena`. On GALLEY_BAD_USAGE `error` says what
 * is wrong, with a suggestion where a name is near. Changes the order of argv, as getopt_long does.
 */
enum galley_status gl_options_parse(const struct gl_option *const *tables, int argc, char **argv,
                                    struct gl_arena *arena, struct gl_texts *files,
                                    struct galley_error *error);

/* The same for the words of a stage, behind its name: options only. The error has the place of the
 * word that is wrong. */
enum galley_status gl_options_parse_words(const struct gl_option *const *tables,
                                          const struct gl_words *words, struct gl_arena *arena,
                                          struct galley_error *error);

/* Makes the rows of that scope GL_OPTION_ELSEWHERE: "option --name `where`". */
void gl_options_elsewhere(struct gl_option *table, enum gl_option_scope scope, const char *where);

#endif
