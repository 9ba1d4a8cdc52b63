#include "stream/edits.h"

void gl_edits_reset(struct gl_edits *edits)
{
    gl_array_reset(&edits->list);
    gl_buffer_reset(&edits->pieces);
    edits->failed = false;
}

void gl_edits_release(struct gl_edits *edits)
{
    gl_array_release(&edits->list);
    gl_buffer_release(&edits->pieces);
}

size_t gl_edits_add(struct gl_edits *edits, struct gl_span gone, size_t mark)
{
    struct gl_edit *edit = gl_array_push(&edits->list);
    if (edit == NULL) {
        edits->failed = true;
        return 0;
    }
    *edit = (struct gl_edit){gone, {mark, edits->pieces.length}};
    return edits->list.count - 1;
}

void gl_edits_change(struct gl_edits *edits, size_t number, struct gl_span gone, size_t mark)
{
    if (number < edits->list.count) {
        GL_AT(edits->list, struct gl_edit, number) =
            (struct gl_edit){gone, {mark, edits->pieces.length}};
    }
}

void gl_edits_cut(struct gl_edits *edits, size_t number)
{
    if (number < edits->list.count) {
        edits->list.count = number;
    }
}

void gl_edits_apply(const struct gl_edits *edits, struct gl_text raw, struct gl_buffer *out)
{
    size_t at = 0;
    for (size_t i = 0; i < edits->list.count; i++) {
        struct gl_edit edit = GL_AT(edits->list, struct gl_edit, i);
        gl_buffer_add(out, raw.bytes + at, edit.gone.start - at);
        gl_buffer_add(out, edits->pieces.bytes + edit.piece.start, gl_span_length(edit.piece));
        at = edit.gone.end;
    }
    gl_buffer_add(out, raw.bytes + at, raw.length - at);
}
