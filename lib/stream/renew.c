#include "stream/record_internal.h"

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

enum galley_status gl_record_renew(struct gl_record *record, const struct gl_publication *what,
                                   const struct gl_record_settings *settings,
                                   struct galley_error *error)
{
    if (record->plain) {
        record->error = error;
        return gl_renew_text(record, what) ? GALLEY_OK : gl_record_no_memory(record);
    }
    enum galley_status status = write_renewed(record, what);
    if (status != GALLEY_OK) {
        record->error = error;
        return gl_record_no_memory(record);
    }
    struct gl_buffer before = record->made;
    record->made = record->renewed;
    record->renewed = before;
    struct gl_raw raw = {.kind = GL_RAW_RECORD,
                         .bytes = {record->made.bytes, record->made.length},
                         .file = record->file,
                         .line = record->line};
    return gl_record_parse(record, &raw, settings, error);
}
