/* Dates of a text, by the rules in the binary and rules written in a test. */
#ifndef GALLEY_TESTS_DATES_SUPPORT_H
#define GALLEY_TESTS_DATES_SUPPORT_H

#include "../plain.h"
#include "../rulebook.h"

#include "dates/stage.h"
#include "rules/matcher.h"
#include "stream/layer.h"

/* What is needed to tag one text after another. */
struct desk {
    struct gl_rulebook *book;
    struct gl_matcher *matcher;
    struct gl_arena arena;
    struct gl_document document;
    struct gl_dates_settings settings;
    const char *language;
    const char *date; /* of the record; NULL: none */
    struct gl_buffer out;
    struct galley_error error;
};

/* Opens the embedded rules, with `yaml` (may be NULL) on top. */
static inline enum galley_status open_desk(struct desk *desk, const char *yaml)
{
    static const struct gl_schema *const schemas[] = {&gl_dates_schema, NULL};
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

static inline void start_document(struct desk *desk, const char *string)
{
    struct gl_text text = text_of(string);
    gl_arena_reset(&desk->arena);
    desk->document = (struct gl_document){.text = text,
                                          .original = text,
                                          .date = text_of(desk->date != NULL ? desk->date : ""),
                                          .arena = &desk->arena};
}

/* A row of the layer `captures` for the document that was started. */
static inline void add_capture(struct desk *desk, const char *key, const char *value)
{
    struct gl_layer *layer = gl_document_layer(&desk->document, "captures");
    layer = layer != NULL ? layer : gl_document_start(&desk->document, "captures");
    struct gl_row *row = gl_layer_add_plain(layer);
    gl_row_text(layer, row, "key", key);
    gl_row_text(layer, row, "value", value);
}

static inline void run_stage(struct desk *desk)
{
    struct gl_stage_input input = {
        .document = &desk->document,
        .rules = gl_rulebook_select(desk->book, "dates", text_of(desk->language)),
        .matcher = desk->matcher,
        .settings = &desk->settings};
    gl_matcher_begin(desk->matcher, desk->document.text.length);
    assert_int_equal(gl_dates_stage.run(&input), GALLEY_OK);
}

/* The marks as `text=value`, joined by ` | `, so that a failure can be read. */
static inline const char *marks_of(struct desk *desk)
{
    struct gl_layer *layer = gl_document_layer(&desk->document, "dates");
    assert_non_null(layer);
    assert_true(gl_layer_unfold(layer)); // tests look at rows out of order
    gl_buffer_reset(&desk->out);
    for (size_t i = 0; i < layer->count; i++) {
        struct gl_span span = layer->rows[i].span;
        struct gl_text value = gl_row_find_string(&layer->rows[i], "value");
        gl_buffer_text(&desk->out, i > 0 ? " | " : "");
        gl_buffer_add(&desk->out, desk->document.text.bytes + span.start, gl_span_length(span));
        gl_buffer_byte(&desk->out, '=');
        gl_buffer_add(&desk->out, value.bytes, value.length);
    }
    gl_buffer_byte(&desk->out, '\0');
    return desk->out.bytes;
}

static inline const char *tag(struct desk *desk, const char *string)
{
    start_document(desk, string);
    run_stage(desk);
    return marks_of(desk);
}

/* One string attribute of the row at `index`, "" when it has none. After `tag`. */
static inline const char *attribute(struct desk *desk, size_t index, const char *key)
{
    const struct gl_layer *layer = gl_document_find(&desk->document, "dates");
    struct gl_text text = gl_row_find_string(&layer->rows[index], key);
    gl_buffer_reset(&desk->out);
    gl_buffer_add(&desk->out, text.bytes, text.length);
    gl_buffer_byte(&desk->out, '\0');
    return desk->out.bytes;
}

/* One string attribute of the layer `reference_date`, "" when there is none. */
static inline struct gl_text reference(struct desk *desk, const char *key)
{
    const struct gl_layer *layer = gl_document_find(&desk->document, "reference_date");
    return layer == NULL || layer->count == 0 ? text_of("")
                                              : gl_row_find_string(&layer->rows[0], key);
}

static inline const char *plain(struct desk *desk)
{
    plain_view(&gl_dates_stage, &desk->document, &desk->settings, &desk->out);
    gl_buffer_byte(&desk->out, '\0');
    return desk->out.bytes;
}

#endif
