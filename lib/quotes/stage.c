#include "quotes/stage.h"

#include "quotes/plain.h"
#include "quotes/knowledge.h"
#include "quotes/quotes.h"

static struct gl_text slice(struct gl_text text, struct gl_span span)
{
    return (struct gl_text){text.bytes + span.start, gl_span_length(span)};
}

static bool is_there(struct gl_span span)
{
    return span.start < span.end;
}

static void add_attribution(const struct gl_stage_input *input, struct gl_layer *layer,
                            struct gl_row *row, const struct gl_attribution *attribution)
{
    struct gl_text text = input->document->text;
    struct gl_row *speaker = gl_row_object(layer, row, "speaker", attribution->speaker);
    gl_row_string(layer, speaker, "text", slice(text, attribution->speaker));
    if (is_there(attribution->name) && (attribution->name.start != attribution->speaker.start ||
                                        attribution->name.end != attribution->speaker.end)) {
        gl_row_string(layer, speaker, "name", slice(text, attribution->name));
    }
    gl_row_text(layer, speaker, "how", attribution->how);
    if (is_there(attribution->cue)) {
        struct gl_row *cue = gl_row_object(layer, row, "cue", attribution->cue);
        gl_row_string(layer, cue, "text", slice(text, attribution->cue));
    }
    if (input->explain && attribution->rule != NULL) {
        gl_row_text(layer, row, "rule", attribution->rule->name);
    }
}

static void add_row(const struct gl_stage_input *input, const struct gl_quotations *found,
                    const struct gl_quotation *quotation, struct gl_layer *layer)
{
    struct gl_row *row = gl_layer_add(layer, quotation->span);
    gl_row_text(layer, row, "kind", gl_quote_kind_names[quotation->kind]);
    if (quotation->piece != 0) {
        gl_row_number(layer, row, "id", quotation->piece);
    }
    if (quotation->unclosed) {
        gl_row_flag(layer, row, "unclosed", true);
    }
    const struct gl_quotes_settings *settings = input->settings;
    bool sure_only = settings != NULL && settings->speakers == GL_SPEAKERS_SURE;
    if (quotation->attribution != GL_NO_ATTRIBUTION &&
        (!sure_only || found->attributions[quotation->attribution].sure)) {
        add_attribution(input, layer, row, &found->attributions[quotation->attribution]);
    }
    if (input->explain && quotation->kind_rule != 0) {
        const struct gl_rule *rule =
            gl_ruleset_rule(input->rules, (size_t)quotation->kind_rule - 1);
        gl_row_text(layer, row, "kind_rule", rule->name);
    }
}

static enum galley_status run(const struct gl_stage_input *input)
{
    const struct gl_quotes_settings *settings = input->settings;
    bool terms = settings != NULL && settings->terms;
    struct gl_layer *layer = gl_document_start(input->document, "quotes");
    struct gl_quotations found;
    if (layer == NULL || gl_quotes_find(input, &found) != GALLEY_OK) {
        return GALLEY_NO_MEMORY;
    }
    gl_layer_fold(layer);
    for (size_t i = 0; i < found.count; i++) {
        if (terms || found.items[i].kind != GL_QUOTE_TERM) {
            add_row(input, &found, &found.items[i], layer);
        }
    }
    return layer->failed ? GALLEY_NO_MEMORY : GALLEY_OK;
}

static const char *const produces[] = {"quotes", NULL};
static const char *const reads[] = {"sentences", NULL};

const struct gl_stage gl_quotes_stage = {
    .layer = "quotes",
    .produces = produces,
    .reads = reads,
    .requires = reads,
    .schema = &gl_quotes_schema,
    .prepare = gl_quotes_prepare,
    .run = run,
    .write_plain = gl_quotes_write_plain,
};
