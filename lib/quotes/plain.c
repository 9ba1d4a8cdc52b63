#include "quotes/plain.h"

#include "text/classes.h"
#include "text/offsets.h"
#include "text/utf8.h"

/* End of the white space at `at`; *breaks is set when it holds a TAB or a line end. */
static size_t space_end(struct gl_text text, size_t at, bool *breaks)
{
    *breaks = false;
    while (at < text.length) {
        int32_t code_point;
        size_t length = gl_utf8_decode(text, at, &code_point);
        if (!gl_is_space(code_point)) {
            break;
        }
        *breaks |= code_point == '\t' || gl_is_line_end(code_point);
        at += length;
    }
    return at;
}

static void write_field(struct gl_text text, struct gl_span span, struct gl_buffer *out)
{
    struct gl_text field = {text.bytes + span.start, gl_span_length(span)};
    for (size_t at = 0; at < field.length;) {
        bool breaks;
        size_t end = space_end(field, at, &breaks);
        if (breaks) {
            gl_buffer_byte(out, ' ');
        } else if (end > at) {
            gl_buffer_add(out, field.bytes + at, end - at);
        }
        size_t word = end;
        while (end < field.length && space_end(field, end, &breaks) == end) {
            int32_t code_point;
            end += gl_utf8_decode(field, end, &code_point);
        }
        gl_buffer_add(out, field.bytes + word, end - word);
        at = end;
    }
}

/* The text under the nested object `key`, if the row has one. */
static void write_object(struct gl_text text, const struct gl_row *row, const char *key,
                         struct gl_buffer *out)
{
    const struct gl_attribute *attribute = gl_row_find(row, key);
    if (attribute != NULL && attribute->kind == GL_ATTRIBUTE_OBJECT) {
        write_field(text, attribute->object->span, out);
    }
    gl_buffer_byte(out, '\t');
}

void gl_quotes_write_plain(const struct gl_document *document, const void *settings,
                           struct gl_pieces *pieces)
{
    (void)settings;
    struct gl_buffer *out = gl_pieces_own(pieces);
    const struct gl_layer *layer = gl_document_find(document, "quotes");
    struct gl_offsets offsets;
    gl_offsets_init(&offsets, document->text, GL_UNIT_CODE_POINT);
    struct gl_layer_cursor cursor = gl_layer_begin(layer);
    const struct gl_row *row;
    while ((row = gl_layer_next(&cursor)) != NULL) {
        struct gl_text kind = gl_row_find_string(row, "kind");
        gl_buffer_number(out, gl_offsets_outer(&offsets, row->span.start));
        gl_buffer_byte(out, '\t');
        gl_buffer_number(out, gl_offsets_outer(&offsets, row->span.end));
        gl_buffer_byte(out, '\t');
        gl_buffer_add(out, kind.bytes, kind.length);
        gl_buffer_byte(out, '\t');
        write_object(document->original, row, "speaker", out);
        write_object(document->original, row, "cue", out);
        write_field(document->original, row->span, out);
        gl_buffer_byte(out, '\n');
        gl_pieces_flow(pieces);
    }
}
