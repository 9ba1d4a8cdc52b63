#include "stream/record_internal.h"

/* What was renewed becomes what the record is made of. */
static void take_over(struct gl_record *record, struct gl_raw *raw)
{
    struct gl_buffer before = record->made;
    record->made = record->renewed;
    record->renewed = before;
    raw->bytes = (struct gl_text){record->made.bytes, record->made.length};
}

/* Writes the record, in one, to `renewed`. */
static enum galley_status write_renewed(struct gl_record *record, const struct gl_publication *what)
{
    struct gl_pieces *pieces = &record->pieces;
    gl_pieces_reset(pieces);
    gl_buffer_reset(&record->renewed);
    enum galley_status status = gl_record_put(record, what, pieces, true);
    if (status != GALLEY_OK) {
        return status;
    }
    gl_pieces_gather(pieces, &record->renewed);
    return record->renewed.failed ? GALLEY_NO_MEMORY : GALLEY_OK;
}

/* Plain text with its cuts out, as the next filter would take it in. */
static enum galley_status renew_plain(struct gl_record *record, const struct gl_publication *what,
                                      struct gl_raw *raw, struct galley_error *error)
{
    struct gl_text text = record->document.original;
    size_t masked;
    size_t at = 0;
    gl_buffer_reset(&record->renewed);
    for (size_t i = 0; i < what->cut_count; i++) {
        gl_buffer_add(&record->renewed, text.bytes + at, what->cuts[i].start - at);
        at = what->cuts[i].end;
    }
    gl_buffer_add(&record->renewed, text.bytes + at, text.length - at);
    if (record->renewed.failed) {
        record->error = error;
        return gl_record_no_memory(record);
    }
    take_over(record, raw);
    return gl_record_plain(record, raw, &masked, error);
}

enum galley_status gl_record_renew(struct gl_record *record, const struct gl_publication *what,
                                   const struct gl_record_settings *settings,
                                   struct galley_error *error)
{
    struct gl_raw raw = {.kind = GL_RAW_RECORD, .file = record->file, .line = record->line};
    if (record->plain) {
        return renew_plain(record, what, &raw, error);
    }
    enum galley_status status = write_renewed(record, what);
    if (status != GALLEY_OK) {
        record->error = error;
        return gl_record_no_memory(record);
    }
    take_over(record, &raw);
    return gl_record_parse(record, &raw, settings, error);
}
