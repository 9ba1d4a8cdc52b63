/* Sentences of a text, by the rules in the binary and rules written in a test. */
#ifndef GALLEY_TESTS_SENTENCES_SUPPORT_H
#define GALLEY_TESTS_SENTENCES_SUPPORT_H

#include "../plain.h"
#include "../rulebook.h"

#include "rules/matcher.h"
#include "sentences/stage.h"

/* What is needed to split one text after another. */
struct desk {
    struct gl_rulebook *book;
    struct gl_matcher *matcher;
    struct gl_arena arena;
    struct gl_document document;
    struct gl_sentences_settings settings;
    const char *language;
    struct gl_buffer out;
    struct galley_error error;
};

/* Opens the embedded rules, with `yaml` (may be NULL) on top. */
static inline enum galley_status open_desk(struct desk *desk, const char *yaml)
{
    static const struct gl_schema *const schemas[] = {&gl_sentences_schema, NULL};
    memset(desk, 0, sizeof *desk);
    desk->language = "en";
    desk->matcher = gl_matcher_new();
    assert_non_null(desk->matcher);
    return open_rulebook(schemas, yaml, &desk->book, &desk->error);
}

static inline void close_desk(struct desk *desk)
{
    gl_rulebook_free(desk->book);
    gl_matcher_free(desk->matcher);
    gl_arena_release(&desk->arena);
    gl_buffer_release(&desk->out);
}

/* Runs the stage; its layer is in desk->document until the next call. */
static inline const struct gl_layer *run_desk(struct desk *desk, struct gl_text text)
{
    struct gl_text language = {desk->language, strlen(desk->language)};
    gl_arena_reset(&desk->arena);
    desk->document = (struct gl_document){.text = text, .original = text, .arena = &desk->arena};
    struct gl_stage_input input = {.document = &desk->document,
                                   .rules = gl_rulebook_select(desk->book, "sentences", language),
                                   .matcher = desk->matcher,
                                   .settings = &desk->settings,
                                   .explain = true};
    gl_matcher_begin(desk->matcher, text.length);
    assert_int_equal(gl_sentences_stage.run(&input), GALLEY_OK);
    struct gl_layer *layer = gl_document_layer(&desk->document, "sentences");
    assert_non_null(layer);
    assert_true(gl_layer_unfold(layer));
    return layer;
}

/* The sentences' own text, joined by `|`, so that a failure can be read. */
static inline const char *split(struct desk *desk, const char *string)
{
    struct gl_text text = {string, strlen(string)};
    const struct gl_layer *layer = run_desk(desk, text);
    gl_buffer_reset(&desk->out);
    for (size_t i = 0; i < layer->count; i++) {
        struct gl_span span = layer->rows[i].span;
        if (i > 0) {
            gl_buffer_byte(&desk->out, '|');
        }
        gl_buffer_add(&desk->out, string + span.start, gl_span_length(span));
    }
    gl_buffer_byte(&desk->out, '\0');
    return desk->out.bytes;
}

/* The plain view of what was split last. */
static inline const char *plain(struct desk *desk)
{
    plain_view(&gl_sentences_stage, &desk->document, &desk->settings, &desk->out);
    gl_buffer_byte(&desk->out, '\0');
    return desk->out.bytes;
}

#endif
