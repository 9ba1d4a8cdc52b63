/* Quotations of a text, by the rules in the binary; sentences are found by the engine of theirs. */
#ifndef GALLEY_TESTS_QUOTES_SUPPORT_H
#define GALLEY_TESTS_QUOTES_SUPPORT_H

#include "../plain.h"
#include "../rulebook.h"

#include "quotes/stage.h"
#include "rules/matcher.h"
#include "sentences/stage.h"

struct desk {
    struct gl_rulebook *book;
    struct gl_matcher *matcher;
    struct gl_arena arena;
    struct gl_document document;
    struct gl_quotes_settings settings;
    const char *language;
    struct gl_buffer out;
    struct galley_error error;
};

/* Opens the embedded rules, with `yaml` (may be NULL) on top. */
static inline enum galley_status open_desk(struct desk *desk, const char *yaml)
{
    static const struct gl_schema *const schemas[] = {&gl_sentences_schema, &gl_quotes_schema,
                                                      NULL};
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

static inline void run_stage(struct desk *desk, const struct gl_stage *stage, const void *settings)
{
    struct gl_text language = {desk->language, strlen(desk->language)};
    struct gl_stage_input input = {
        .document = &desk->document,
        .rules = gl_rulebook_select(desk->book, stage->layer, language),
        .matcher = desk->matcher,
        .settings = settings,
        .explain = true,
    };
    gl_matcher_begin(desk->matcher, desk->document.text.length);
    assert_int_equal(stage->run(&input), GALLEY_OK);
}

/* Runs both stages; the layer is in desk->document until the next call. */
static inline const struct gl_layer *run_desk(struct desk *desk, struct gl_text text)
{
    gl_arena_reset(&desk->arena);
    desk->document = (struct gl_document){.text = text, .original = text, .arena = &desk->arena};
    run_stage(desk, &gl_sentences_stage, NULL);
    run_stage(desk, &gl_quotes_stage, &desk->settings);
    struct gl_layer *layer = gl_document_layer(&desk->document, "quotes");
    assert_non_null(layer);
    assert_true(gl_layer_unfold(layer)); // tests look at rows out of order
    return layer;
}

static inline void add_object(struct desk *desk, const struct gl_row *row, const char *key,
                              const char *attribute)
{
    const struct gl_attribute *object = gl_row_find(row, key);
    if (object != NULL) {
        struct gl_text text = gl_row_find_string(object->object, attribute);
        gl_buffer_text(&desk->out, text.length > 0 ? "/" : "");
        gl_buffer_add(&desk->out, text.bytes, text.length);
    }
}

/* The quotations' own text, joined by `|`, so that a failure can be read. */
static inline const char *quoted(struct desk *desk, const char *string)
{
    const struct gl_layer *layer = run_desk(desk, text_of(string));
    gl_buffer_reset(&desk->out);
    for (size_t i = 0; i < layer->count; i++) {
        struct gl_span span = layer->rows[i].span;
        gl_buffer_text(&desk->out, i > 0 ? "|" : "");
        gl_buffer_add(&desk->out, string + span.start, gl_span_length(span));
    }
    gl_buffer_byte(&desk->out, '\0');
    return desk->out.bytes;
}

/* kind/speaker/name/cue of each, joined by `|`; what is not known is left out. */
static inline const char *told(struct desk *desk, const char *string)
{
    const struct gl_layer *layer = run_desk(desk, text_of(string));
    gl_buffer_reset(&desk->out);
    for (size_t i = 0; i < layer->count; i++) {
        const struct gl_row *row = &layer->rows[i];
        struct gl_text kind = gl_row_find_string(row, "kind");
        gl_buffer_text(&desk->out, i > 0 ? "|" : "");
        gl_buffer_add(&desk->out, kind.bytes, kind.length);
        add_object(desk, row, "speaker", "text");
        add_object(desk, row, "speaker", "name");
        add_object(desk, row, "cue", "text");
    }
    gl_buffer_byte(&desk->out, '\0');
    return desk->out.bytes;
}

static inline int open_english(void **state)
{
    static struct desk desk;
    assert_int_equal(open_desk(&desk, NULL), GALLEY_OK);
    *state = &desk;
    return 0;
}

static inline int close_english(void **state)
{
    close_desk(*state);
    return 0;
}

#endif
