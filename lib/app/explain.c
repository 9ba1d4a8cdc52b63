#include "app/explain.h"

#include <string.h>

#include "rules/ruleset.h"
#include "text/offsets.h"

enum { SHOWN_BYTES = 60 }; /* of a matched text in a note */

/* A rule that took effect. */
struct fired {
    struct gl_span span;
    const struct gl_rule *rule;
};

void gl_explanation_begin(struct gl_explanation *explanation, const struct gl_raw *raw,
                          const struct gl_document *document, struct gl_buffer *notes)
{
    explanation->raw = raw;
    explanation->document = document;
    explanation->notes = notes;
    explanation->line_start = 0;
    explanation->at_line = 0;
    gl_offsets_init(&explanation->offsets, document->original, GL_UNIT_CODE_POINT);
    explanation->fired.item_size = sizeof(struct fired);
    gl_array_reset(&explanation->fired);
}

void gl_explanation_release(struct gl_explanation *explanation)
{
    gl_array_release(&explanation->fired);
    gl_array_release(&explanation->taken);
}

/* Text on one line and without control characters, cut at `most` bytes (and at a character). */
static void write_shown(struct gl_buffer *out, struct gl_text text, size_t most)
{
    size_t end = text.length < most ? text.length : most;
    while (end < text.length && ((unsigned char)text.bytes[end] & 0xC0) == 0x80) {
        end--;
    }
    for (size_t i = 0; i < end; i++) {
        unsigned char byte = (unsigned char)text.bytes[i];
        if (byte == '\n' || byte == '\t' || byte == '\r') {
            gl_buffer_byte(out, ' ');
        } else if (byte < ' ' || byte == 0x7F) {
            gl_buffer_printf(out, "\\x%02X", byte);
        } else {
            gl_buffer_byte(out, (char)byte);
        }
    }
    gl_buffer_text(out, end < text.length ? "…" : "");
}

/* A cut, by where it was in the text without it, and all that it and those before it took. */
struct taken {
    size_t at;
    size_t total;
};

void gl_explanation_reset(struct gl_explanation *explanation)
{
    explanation->taken.item_size = sizeof(struct taken);
    gl_array_reset(&explanation->taken);
    explanation->step_count = 0;
    explanation->failed = false;
}

void gl_explanation_cut(struct gl_explanation *explanation, const struct gl_publication *what)
{
    size_t total = 0;
    if (what->cut_count == 0) {
        return;
    }
    explanation->steps[explanation->step_count++] = explanation->taken.count;
    for (size_t i = 0; i < what->cut_count; i++) {
        struct taken *taken = gl_array_push(&explanation->taken);
        if (!taken) {
            explanation->failed = true;
            return;
        }
        size_t at = what->cuts[i].start - total;
        total += gl_span_length(what->cuts[i]);
        *taken = (struct taken){at, total};
    }
}

/* What the cuts [first, last) took before a place in the text without them. */
static size_t taken_before(const struct gl_explanation *explanation, size_t first, size_t last,
                           size_t place)
{
    size_t low = first;
    while (low < last) {
        size_t middle = low + (last - low) / 2;
        if (GL_AT(explanation->taken, struct taken, middle).at <= place) {
            low = middle + 1;
        } else {
            last = middle;
        }
    }
    return low == first ? 0 : GL_AT(explanation->taken, struct taken, low - 1).total;
}

/* A place of the document as a place of the file's text. */
static size_t place_in_file(const struct gl_explanation *explanation, size_t place)
{
    size_t last = explanation->taken.count;
    for (size_t i = explanation->step_count; i > 0; i--) {
        place += taken_before(explanation, explanation->steps[i - 1], last, place);
        last = explanation->steps[i - 1];
    }
    return place;
}

/* Where `byte` lies: a line and column of the file in text, code points of the text in a record. */
static void write_place(struct gl_explanation *explanation, struct gl_span span)
{
    const struct gl_raw *raw = explanation->raw;
    if (raw->kind == GL_RAW_RECORD) {
        struct gl_offsets *offsets = &explanation->offsets;
        size_t start = gl_offsets_outer(offsets, span.start);
        gl_buffer_printf(explanation->notes, "%s:%zu: characters %zu to %zu", raw->file, raw->line,
                         start, gl_offsets_outer(offsets, span.end));
        return;
    }
    size_t start = place_in_file(explanation, span.start);
    if (start < explanation->line_start) {
        explanation->line_start = 0;
        explanation->at_line = 0;
    }
    const char *end;
    while ((end = memchr(raw->bytes.bytes + explanation->line_start, '\n',
                         start - explanation->line_start))) {
        explanation->line_start = (size_t)(end - raw->bytes.bytes) + 1;
        explanation->at_line++;
    }
    gl_buffer_printf(explanation->notes, "%s:%zu:%zu", raw->file, raw->line + explanation->at_line,
                     start - explanation->line_start + 1);
}

static void on_fired(void *context, const struct gl_rule *rule, struct gl_span span,
                     const char *what)
{
    struct gl_explanation *explanation = context;
    struct gl_text original = explanation->document->original;
    if (explanation->keeps) {
        struct fired *fired = gl_array_push(&explanation->fired);
        if (fired) {
            *fired = (struct fired){span, rule};
        }
        explanation->failed |= fired == NULL;
    }
    if (explanation->tally) {
        gl_tally_add(explanation->tally, explanation->layer, rule, 1);
    }
    if (!explanation->shows) {
        return;
    }
    write_place(explanation, span);
    gl_buffer_printf(explanation->notes, ": %s: %s%s\"", rule->name, what ? what : "",
                     what && what[0] ? ": " : "");
    write_shown(explanation->notes,
                (struct gl_text){original.bytes + span.start, gl_span_length(span)}, SHOWN_BYTES);
    gl_buffer_printf(explanation->notes, "\" (%s:%u)\n", rule->file, (unsigned)rule->line);
}

static void on_seen(void *context, struct gl_span span, const char *what)
{
    struct gl_explanation *explanation = context;
    struct gl_text original = explanation->document->original;
    write_place(explanation, span);
    gl_buffer_printf(explanation->notes, ": %s: \"", what);
    write_shown(explanation->notes,
                (struct gl_text){original.bytes + span.start, gl_span_length(span)}, SHOWN_BYTES);
    gl_buffer_text(explanation->notes, "\"\n");
}

static void on_noted(void *context, const char *what)
{
    struct gl_explanation *explanation = context;
    gl_buffer_printf(explanation->notes, "%s:%zu: %s\n", explanation->raw->file,
                     explanation->raw->line, what);
}

struct gl_trace gl_explanation_trace(struct gl_explanation *explanation)
{
    return (struct gl_trace){
        .fired = explanation->shows || explanation->keeps || explanation->tally ? on_fired : NULL,
        .seen = explanation->shows ? on_seen : NULL,
        .noted = on_noted,
        .context = explanation,
    };
}

void gl_explain_language(struct gl_explanation *explanation, struct gl_document *document,
                         struct gl_text language, const char *how)
{
    struct gl_layer *layer = gl_document_start(document, "language");
    if (layer) {
        layer->single = true;
        struct gl_row *row = gl_layer_add_plain(layer);
        gl_row_string(layer, row, "value", language);
        gl_row_text(layer, row, "how", how);
    }
    if (explanation->shows) {
        gl_buffer_printf(explanation->notes, "%s:%zu: language ", explanation->raw->file,
                         explanation->raw->line);
        write_shown(explanation->notes, language, SHOWN_BYTES);
        gl_buffer_printf(explanation->notes, ", %s\n", how);
    }
}

void gl_explain_repaired(const struct gl_raw *raw, size_t count, struct gl_buffer *notes)
{
    gl_buffer_printf(notes, "%s:%zu: %zu ill-formed UTF-8 sequence%s became U+FFFD\n", raw->file,
                     raw->line, count, count == 1 ? "" : "s");
}

/* A field of a row of --removed. */
static void write_field(struct gl_buffer *out, struct gl_text text)
{
    static const char plain[] = "\t\n\r\\";
    static const char *const written[] = {"\\t", "\\n", "\\r", "\\\\"};
    for (size_t i = 0; i < text.length; i++) {
        const char *found = memchr(plain, text.bytes[i], sizeof plain - 1);
        if (found) {
            gl_buffer_text(out, written[found - plain]);
        } else {
            gl_buffer_byte(out, text.bytes[i]);
        }
    }
}

static void write_document_name(const struct gl_explanation *explanation, struct gl_buffer *out)
{
    const struct gl_raw *raw = explanation->raw;
    if (explanation->document->id.length > 0) {
        write_field(out, explanation->document->id);
        return;
    }
    write_field(out, (struct gl_text){raw->name, strlen(raw->name)});
    if (raw->kind == GL_RAW_RECORD) {
        gl_buffer_printf(out, ":%zu", raw->line);
    } else if (raw->number > 1) {
        gl_buffer_printf(out, "#%zu", raw->number);
    }
}

/* Name of the rule that fired last on exactly `span`. */
static const char *rule_of(const struct gl_explanation *explanation, struct gl_span span,
                           size_t *from)
{
    const char *name = "-";
    const struct fired *fired = explanation->fired.items;
    while (*from < explanation->fired.count && fired[*from].span.start < span.start) {
        (*from)++;
    }
    for (size_t i = *from; i < explanation->fired.count && fired[i].span.start == span.start; i++) {
        if (fired[i].span.end == span.end) {
            name = fired[i].rule->name;
        }
    }
    return name;
}

void gl_explain_cuts(const struct gl_explanation *explanation, const struct gl_publication *what,
                     enum gl_unit unit, struct gl_buffer *out)
{
    const struct gl_document *document = explanation->document;
    const struct gl_layer *layer = gl_document_find(document, what->layers[0].layer);
    struct gl_offsets offsets;
    size_t cut = 0;
    size_t from = 0;
    gl_offsets_init(&offsets, document->original, unit);
    for (size_t i = 0; layer && i < layer->count; i++) {
        struct gl_span span = layer->rows[i].span;
        while (cut < what->cut_count && what->cuts[cut].end < span.end) {
            cut++;
        }
        if (gl_span_length(span) == 0 || cut == what->cut_count ||
            !gl_span_holds(what->cuts[cut], span)) {
            continue;
        }
        write_document_name(explanation, out);
        size_t start = gl_offsets_outer(&offsets, span.start);
        gl_buffer_printf(out, "\t%zu\t%zu\t%s\t", start, gl_offsets_outer(&offsets, span.end),
                         rule_of(explanation, span, &from));
        write_field(out,
                    (struct gl_text){document->original.bytes + span.start, gl_span_length(span)});
        gl_buffer_byte(out, '\n');
    }
}
