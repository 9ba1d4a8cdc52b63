/* The stage: rows from marks, and the text with inline TIMEX3 elements. */
#include "dates/stage.h"

#include <string.h>

#include "dates/dates.h"
#include "dates/survey.h"
#include "dates/timex.h"
#include "stream/layer.h"

static const char *const produces[] = {"dates", "reference_date", NULL};
static const char *const reads[] = {"sentences", "captures", "reference_date", NULL};
static const char *const requires[] = {NULL};

struct writer {
    struct gl_layer *layer;
    struct gl_text text;
    bool explain;
    bool open; /* a date was written that nothing completes */
};

static void add_text(struct gl_layer *layer, struct gl_row *row, const char *key,
                     struct gl_text text)
{
    if (text.length > 0) {
        gl_row_string(layer, row, key, text);
    }
}

/* The mark where a duration begins or ends, by its number in the layer: "t2". */
static void add_point(struct gl_layer *layer, struct gl_row *row, const char *key, size_t number)
{
    char digits[24];
    size_t at = sizeof(digits);
    char *kept;

    if (number == 0) {
        return;
    }
    for (; number > 0; number /= 10) {
        digits[--at] = (char)('0' + number % 10);
    }
    digits[--at] = 't';
    kept = gl_arena_copy(layer->arena, digits + at, sizeof(digits) - at);
    layer->failed = layer->failed || kept == NULL;
    add_text(layer, row, key,
             (struct gl_text){kept != NULL ? kept : "", kept != NULL ? sizeof(digits) - at : 0});
}

static bool is_open(const struct gl_date_mark *mark)
{
    return (mark->type == GL_TYPE_DATE || mark->type == GL_TYPE_TIME) && mark->value.length > 0 &&
           mark->value.bytes[0] == 'X';
}

/* Which of the dates that fit, and what in the text decided that. */
static void explain_choice(const struct writer *writer, struct gl_row *row,
                           const struct gl_date_mark *mark)
{
    if (mark->choice == GL_CHOOSE_NONE) {
        return;
    }
    gl_row_text(writer->layer, row, "direction", gl_choice_name(mark->choice));
    add_text(writer->layer, row, "evidence",
             (struct gl_text){writer->text.bytes + mark->evidence.start,
                              gl_span_length(mark->evidence)});
}

static void write_mark(void *context, const struct gl_date_mark *mark)
{
    struct writer *writer = context;
    struct gl_row *row = gl_layer_add(writer->layer, mark->span);
    bool guess = mark->anchor != NULL && strcmp(mark->anchor, "copyright_year") == 0;

    writer->open = writer->open || is_open(mark);
    gl_row_text(writer->layer, row, "type", gl_date_type_names[mark->type - 1]);
    gl_row_string(writer->layer, row, "value", mark->value);
    add_text(writer->layer, row, "mod", mark->mod);
    add_text(writer->layer, row, "quant", mark->quant);
    add_text(writer->layer, row, "freq", mark->freq);
    add_text(writer->layer, row, "resolved", mark->resolved);
    add_point(writer->layer, row, "beginPoint", mark->begin_point);
    add_point(writer->layer, row, "endPoint", mark->end_point);
    if (mark->anchor != NULL && (writer->explain || guess)) {
        gl_row_text(writer->layer, row, "anchor", mark->anchor);
    }
    if (writer->explain) {
        gl_row_text(writer->layer, row, "rule", mark->rule->name);
        explain_choice(writer, row, mark);
    }
}

/* "0.93" of 93. */
static struct gl_text confidence_text(struct gl_document *document, int hundredths)
{
    char text[] = {'0', '.', (char)('0' + hundredths / 10), (char)('0' + hundredths % 10), '\0'};
    char *kept = gl_arena_copy(document->arena, text, sizeof(text) - 1);

    return (struct gl_text){kept != NULL ? kept : "0", kept != NULL ? sizeof(text) - 1 : 1};
}

static enum galley_status write_reference(struct gl_document *document,
                                          const struct gl_reference *reference)
{
    char value[GL_TIMEX_SIZE];
    struct gl_layer *layer;
    struct gl_row *row;
    char *kept;

    if (reference->moment.grain == GL_GRAIN_NONE) {
        return GALLEY_OK;
    }
    gl_timex_moment(&reference->moment, value);
    kept = gl_arena_copy(document->arena, value, strlen(value));
    layer = gl_document_start(document, "reference_date");
    if (layer == NULL || kept == NULL) {
        return GALLEY_NO_MEMORY;
    }
    layer->single = true;
    row = gl_layer_add_plain(layer);
    gl_row_text(layer, row, "value", kept);
    gl_row_text(layer, row, "how", reference->how);
    add_text(layer, row, "source", reference->source);
    if (reference->confidence > 0) {
        gl_row_raw(layer, row, "confidence", confidence_text(document, reference->confidence));
    }
    add_text(layer, row, "evidence", reference->evidence);
    return layer->failed ? GALLEY_NO_MEMORY : GALLEY_OK;
}

/* Says once for a document in text that its dates stay open, and what would help. */
static void note_missing(const struct gl_stage_input *input, const struct writer *writer)
{
    if (writer->open && input->plain && input->trace != NULL && input->trace->noted != NULL) {
        input->trace->noted(input->trace->context,
                            "no date of the document is known, so some values stay open (XXXX-...);"
                            " --reference-date=DATE names it");
    }
}

static enum galley_status run(const struct gl_stage_input *input)
{
    static const struct gl_dates_settings usual = {0};
    const struct gl_dates_settings *settings = input->settings != NULL ? input->settings : &usual;
    struct gl_reference reference;
    enum gl_domain domain;
    struct writer writer = {.text = input->document->text, .explain = input->explain};
    struct gl_dates_taker taker = {write_mark, &writer, false};
    enum galley_status status = gl_dates_survey(input, settings, &reference, &domain);

    if (status != GALLEY_OK) {
        return status;
    }
    writer.layer = gl_document_start(input->document, "dates");
    if (writer.layer == NULL) {
        return GALLEY_NO_MEMORY;
    }
    gl_layer_fold(writer.layer);
    status = gl_dates_find(input, &reference, domain, input->document->text.length, &taker);
    if (status == GALLEY_OK && writer.layer->failed) {
        status = GALLEY_NO_MEMORY;
    }
    if (status == GALLEY_OK && reference.moment.grain == GL_GRAIN_NONE) {
        note_missing(input, &writer);
    }
    return status == GALLEY_OK ? write_reference(input->document, &reference) : status;
}

/* Appends `text` with the characters that XML reserves as entities. */
static void add_escaped(struct gl_buffer *out, struct gl_text text)
{
    size_t from = 0;

    for (size_t i = 0; i < text.length; i++) {
        const char *entity = text.bytes[i] == '&'   ? "&amp;"
                             : text.bytes[i] == '<' ? "&lt;"
                             : text.bytes[i] == '>' ? "&gt;"
                             : text.bytes[i] == '"' ? "&quot;"
                                                    : NULL;
        if (entity != NULL) {
            gl_buffer_add(out, text.bytes + from, i - from);
            gl_buffer_text(out, entity);
            from = i + 1;
        }
    }
    gl_buffer_add(out, text.bytes + from, text.length - from);
}

/* Text between elements: quotation marks stay. */
static void add_content(struct gl_buffer *out, struct gl_text text, size_t from, size_t to)
{
    while (from < to) {
        size_t plain = from;
        while (plain < to && text.bytes[plain] != '"') {
            plain++;
        }
        add_escaped(out, (struct gl_text){text.bytes + from, plain - from});
        if (plain < to) {
            gl_buffer_byte(out, '"');
            plain++;
        }
        from = plain;
    }
}

static void add_attribute(struct gl_buffer *out, const struct gl_row *row, const char *key)
{
    struct gl_text value = gl_row_find_string(row, key);

    if (value.length > 0) {
        gl_buffer_byte(out, ' ');
        gl_buffer_text(out, key);
        gl_buffer_text(out, "=\"");
        add_escaped(out, value);
        gl_buffer_byte(out, '"');
    }
}

/* The document's date, as an empty element on a line of its own. */
static void add_reference(struct gl_buffer *out, const struct gl_layer *layer)
{
    if (layer == NULL || layer->count == 0) {
        return;
    }
    gl_buffer_text(out, "<TIMEX3 tid=\"t0\" type=\"DATE\"");
    add_attribute(out, &layer->rows[0], "value");
    gl_buffer_text(out, " functionInDocument=\"CREATION_TIME\"/>\n");
}

static void write_plain(const struct gl_document *document, const void *settings,
                        struct gl_pieces *pieces)
{
    static const char *const keys[] = {"type", "value",      "mod",     "quant",
                                       "freq", "beginPoint", "endPoint"};
    const struct gl_layer *layer = gl_document_find(document, "dates");
    struct gl_buffer *out = gl_pieces_own(pieces);
    size_t from = 0;

    (void)settings;
    add_reference(out, gl_document_find(document, "reference_date"));
    struct gl_layer_cursor cursor = gl_layer_begin(layer);
    const struct gl_row *row;
    for (size_t i = 0; (row = gl_layer_next(&cursor)) != NULL; i++) {
        add_content(out, document->original, from, row->span.start);
        gl_buffer_text(out, "<TIMEX3 tid=\"t");
        gl_buffer_number(out, i + 1);
        gl_buffer_byte(out, '"');
        for (size_t k = 0; k < sizeof(keys) / sizeof(keys[0]); k++) {
            add_attribute(out, row, keys[k]);
        }
        gl_buffer_byte(out, '>');
        add_content(out, document->original, row->span.start, row->span.end);
        gl_buffer_text(out, "</TIMEX3>");
        gl_pieces_flow(pieces);
        from = row->span.end;
    }
    add_content(out, document->original, from, document->original.length);
}

bool gl_dates_is_date(const char *date)
{
    struct gl_moment moment;

    return gl_timex_parse((struct gl_text){date, strlen(date)}, &moment);
}

const struct gl_schema gl_dates_schema = {.layer = "dates",
                                          .rule_keys = gl_dates_rule_keys,
                                          .settings_keys = gl_dates_settings_keys,
                                          .gives = "value",
                                          .check = gl_dates_check,
                                          .bind = gl_dates_bind};

const struct gl_stage gl_dates_stage = {.layer = "dates",
                                        .produces = produces,
                                        .reads = reads,
                                        .requires = requires,
                                        .schema = &gl_dates_schema,
                                        .run = run,
                                        .write_plain = write_plain};
