/* What goes from a text, by the rules in the binary and rules put on top. */
#ifndef GALLEY_TESTS_BOILERPLATE_SUPPORT_H
#define GALLEY_TESTS_BOILERPLATE_SUPPORT_H

#include "../plain.h"
#include "../rulebook.h"

#include <stdio.h>

#include "boilerplate/stage.h"
#include "rules/matcher.h"

/* A line of prose, as the rules in the binary see it. */
#define PROSE                                                                                      \
    "The long rain ended on the last day of the month, and the river went back into its bed."
#define MORE                                                                                       \
    "The people of the valley came back to their houses and swept the mud out of the doors."

struct bench {
    struct gl_rulebook *book;
    struct gl_matcher *matcher;
    struct gl_arena arena;
    struct gl_document document;
    struct gl_boilerplate_settings settings;
    const char *language;
    struct gl_buffer out;
    char noted[128];
    struct galley_error error;
};

/* Opens the embedded rules, with `yaml` (may be NULL) on top. */
static inline enum galley_status open_bench(struct bench *bench, const char *yaml)
{
    static const struct gl_schema *const schemas[] = {&gl_boilerplate_schema, NULL};
    memset(bench, 0, sizeof *bench);
    bench->language = "en";
    bench->matcher = gl_matcher_new();
    assert_non_null(bench->matcher);
    return open_rulebook(schemas, yaml, &bench->book, &bench->error);
}

static inline void close_bench(struct bench *bench)
{
    gl_rulebook_free(bench->book);
    gl_matcher_free(bench->matcher);
    gl_arena_release(&bench->arena);
    gl_buffer_release(&bench->out);
}

static inline void keep_note(void *context, const char *what)
{
    snprintf(context, sizeof((struct bench *)0)->noted, "%s", what);
}

/* Runs the stage on bench->document as it is. */
static inline void run_stage(struct bench *bench)
{
    struct gl_trace trace = {.noted = keep_note, .context = bench->noted};
    struct gl_stage_input input = {
        .document = &bench->document,
        .rules = gl_rulebook_select(bench->book, "boilerplate", text_of(bench->language)),
        .matcher = bench->matcher,
        .settings = &bench->settings,
        .explain = true,
        .trace = &trace,
    };
    bench->noted[0] = '\0';
    gl_matcher_begin(bench->matcher, bench->document.text.length);
    assert_int_equal(gl_boilerplate_stage.run(&input), GALLEY_OK);
}

/* Runs the stage on `text`; what is kept is in bench->out until the next call. */
static inline void run_bench(struct bench *bench, struct gl_text text)
{
    gl_arena_reset(&bench->arena);
    gl_buffer_reset(&bench->out);
    bench->document = (struct gl_document){.text = text, .original = text, .arena = &bench->arena};
    run_stage(bench);
    plain_view(&gl_boilerplate_stage, &bench->document, &bench->settings, &bench->out);
}

static inline void assert_kept(struct bench *bench, const char *text, const char *kept)
{
    run_bench(bench, text_of(text));
    gl_buffer_byte(&bench->out, '\0');
    assert_string_equal(bench->out.bytes, kept);
}

/* Value of the capture `key` of the last run, "" when there is none. */
static inline struct gl_text captured(const struct bench *bench, const char *key)
{
    const struct gl_layer *layer = gl_document_find(&bench->document, "captures");
    for (size_t i = 0; layer != NULL && i < layer->count; i++) {
        struct gl_text name = gl_row_find_string(&layer->rows[i], "key");
        if (name.length == strlen(key) && memcmp(name.bytes, key, name.length) == 0) {
            return gl_row_find_string(&layer->rows[i], "value");
        }
    }
    return text_of("");
}

#endif
