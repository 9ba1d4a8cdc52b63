#include "app/pipeline.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static const char blanks[] = " \t\r\n\v\f";
static const char of_shells[] = "$`;&<>(){}";

/* The text being read. Words lie one behind another in `letters`, each ended by NUL: as each but
 * the last is followed by a byte that is no letter, they fit into the text's length and one. */
struct splitter {
    const char *at;
    struct gl_word_place place; /* of `at` */
    char *letters;              /* where the next letter goes */
    char **items;               /* all words of all stages, with a NULL behind each stage */
    struct gl_word_place *places;
    size_t count;
    struct gl_pipeline *pipeline;
    struct galley_error *error;
};

enum galley_status gl_pipeline_bad(struct galley_error *error, struct gl_word_place place,
                                   const char *format, ...)
{
    char what[sizeof error->what];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    return gl_error_set(error, GALLEY_BAD_USAGE, "pipeline", place.line, place.column, "%s", what);
}

static bool is_among(char byte, const char *set)
{
    return byte != '\0' && strchr(set, byte) != NULL;
}

static char next(struct splitter *splitter)
{
    char byte = *splitter->at++;
    splitter->place.column++;
    if (byte == '\n') {
        splitter->place.line++;
        splitter->place.column = 1;
    }
    return byte;
}

static enum galley_status of_shell(struct splitter *splitter)
{
    gl_pipeline_bad(splitter->error, splitter->place,
                    "%c is for shells: a pipeline has stages only", *splitter->at);
    gl_error_hint(splitter->error, "quote it if it belongs to a word");
    return GALLEY_BAD_USAGE;
}

/* Between double quotation marks a backslash stands for itself unless it keeps something. */
static void take_escaped_in_quotes(struct splitter *splitter)
{
    char byte = *splitter->at;
    if (!is_among(byte, "\"\\$`\n")) {
        *splitter->letters++ = '\\';
    } else if (next(splitter) != '\n') {
        *splitter->letters++ = byte;
    }
}

/* Stands behind the opening mark, which was at `open`. */
static enum galley_status take_quoted(struct splitter *splitter, char mark,
                                      struct gl_word_place open)
{
    while (*splitter->at != '\0') {
        if (mark == '"' && is_among(*splitter->at, "$`")) {
            return of_shell(splitter);
        }
        char byte = next(splitter);
        if (byte == mark) {
            return GALLEY_OK;
        }
        if (mark == '"' && byte == '\\') {
            take_escaped_in_quotes(splitter);
        } else {
            *splitter->letters++ = byte;
        }
    }
    return gl_pipeline_bad(splitter->error, open, "this %c has no partner", mark);
}

static enum galley_status take_letter(struct splitter *splitter)
{
    struct gl_word_place place = splitter->place;
    if (is_among(*splitter->at, of_shells)) {
        return of_shell(splitter);
    }
    char byte = next(splitter);
    if (byte == '\'' || byte == '"') {
        return take_quoted(splitter, byte, place);
    }
    if (byte != '\\') {
        *splitter->letters++ = byte;
    } else if (*splitter->at == '\0') {
        return gl_pipeline_bad(splitter->error, place, "nothing follows this backslash");
    } else if (*splitter->at != '\n') {
        *splitter->letters++ = next(splitter);
    } else {
        next(splitter); // a line that goes on
    }
    return GALLEY_OK;
}

static enum galley_status take_word(struct splitter *splitter)
{
    enum galley_status status = GALLEY_OK;
    splitter->items[splitter->count] = splitter->letters;
    splitter->places[splitter->count] = splitter->place;
    splitter->count++;
    while (status == GALLEY_OK && *splitter->at != '\0' && *splitter->at != '|' &&
           !is_among(*splitter->at, blanks)) {
        status = take_letter(splitter);
    }
    *splitter->letters++ = '\0';
    return status;
}

static void pass_blanks(struct splitter *splitter)
{
    while (is_among(*splitter->at, blanks) || (*splitter->at == '\\' && splitter->at[1] == '\n')) {
        next(splitter);
    }
}

/* The words up to the next | or the end. */
static enum galley_status take_stage(struct splitter *splitter)
{
    enum galley_status status = GALLEY_OK;
    struct gl_pipeline *pipeline = splitter->pipeline;
    size_t first = splitter->count;
    pass_blanks(splitter);
    if (pipeline->count == GL_PIPELINE_STAGES) {
        return gl_pipeline_bad(splitter->error, splitter->place, "a pipeline has at most %d stages",
                               GL_PIPELINE_STAGES);
    }
    while (status == GALLEY_OK && *splitter->at != '\0' && *splitter->at != '|') {
        status = take_word(splitter);
        pass_blanks(splitter);
    }
    if (status == GALLEY_OK && splitter->count == first) {
        return gl_pipeline_bad(splitter->error, splitter->place, "a stage is missing here");
    }
    pipeline->stages[pipeline->count++] = (struct gl_words){.items = splitter->items + first,
                                                            .places = splitter->places + first,
                                                            .count = splitter->count - first};
    splitter->items[splitter->count++] = NULL;
    return status;
}

enum galley_status gl_pipeline_split(const char *text, struct gl_arena *arena,
                                     struct gl_pipeline *pipeline, struct galley_error *error)
{
    size_t room = strlen(text) + 2; // of words and ends of stages: each has a byte of its own
    struct splitter splitter = {
        .at = text,
        .place = {1, 1},
        .letters = gl_arena_alloc(arena, room),
        .items = gl_arena_zeros(arena, room, sizeof *splitter.items),
        .places = gl_arena_zeros(arena, room, sizeof *splitter.places),
        .pipeline = pipeline,
        .error = error,
    };
    *pipeline = (struct gl_pipeline){.count = 0};
    if (!splitter.letters || !splitter.items || !splitter.places) {
        return gl_error_set(error, GALLEY_NO_MEMORY, NULL, 0, 0, "out of memory");
    }
    enum galley_status status = take_stage(&splitter);
    while (status == GALLEY_OK && *splitter.at == '|') {
        next(&splitter);
        status = take_stage(&splitter);
    }
    return status;
}
