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
    *edit = (struct gl_edit){gone, {mark, edits->pieces.length}, 0};
    return edits->list.count - 1;
}

void gl_edits_change(struct gl_edits *edits, size_t number, struct gl_span gone, size_t mark)
{
    if (number < edits->list.count) {
        GL_AT(edits->list, struct gl_edit, number) =
            (struct gl_edit){gone, {mark, edits->pieces.length}, 0};
    }
}

void gl_edits_cut(struct gl_edits *edits, size_t number)
{
    if (number < edits->list.count) {
        edits->list.count = number;
    }
}

void gl_edits_fill(struct gl_edits *edits, struct gl_span gone, size_t number)
{
    size_t edit = gl_edits_add(edits, gone, edits->pieces.length);
    if (edit < edits->list.count) {
        GL_AT(edits->list, struct gl_edit, edit).filler = number;
    }
}

/* Raw bytes that stay. */
static void keep(const struct gl_edits_work *work, size_t start, size_t end, struct gl_pieces *out)
{
    if (work->borrow) {
        gl_pieces_borrow(out, work->raw.bytes + start, end - start);
    } else {
        gl_pieces_copy(out, work->raw.bytes + start, end - start);
    }
}

void gl_edits_apply(const struct gl_edits *edits, const struct gl_edits_work *work,
                    struct gl_pieces *out)
{
    size_t at = 0;
    for (size_t i = 0; i < edits->list.count; i++) {
        struct gl_edit edit = GL_AT(edits->list, struct gl_edit, i);
        keep(work, at, edit.gone.start, out);
        if (edit.filler > 0) {
            work->fill(work->context, edit.filler, out);
        } else {
            gl_buffer_add(gl_pieces_own(out), edits->pieces.bytes + edit.piece.start,
                          gl_span_length(edit.piece));
        }
        gl_pieces_flow(out);
        at = edit.gone.end;
    }
    keep(work, at, work->raw.length, out);
}
