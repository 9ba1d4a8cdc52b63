#include "stream/reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "stream/border.h"
#include "stream/format.h"
#include "stream/source.h"

enum { BATCH_DOCUMENTS = 4096 }; // in one batch, so that tiny ones do not cost much memory

static const char *const only_standard[] = {"-"};

/* Always true: the current document begins at held.bytes + begin; source is NULL between files. */
struct gl_reader {
    struct gl_reader_settings settings;
    size_t next_name;
    size_t empty_files; // read while the format was unknown; as text they are documents
    size_t empty_given;
    struct gl_source *source;
    uint64_t taken; // bytes read from files that are closed
    const char *name;
    bool ended; // the source has given all
    struct gl_buffer held;
    size_t begin;
    struct gl_border border;
    enum galley_status failure; // of the source; told when all documents before it are out
    struct galley_error error;
    bool in_long; // the first piece of a document that is too long is out
    size_t line;
    size_t number;
};

struct gl_reader *gl_reader_new(const struct gl_reader_settings *settings)
{
    struct gl_reader *reader = calloc(1, sizeof *reader);
    if (reader == NULL) {
        return NULL;
    }
    reader->settings = *settings;
    if (settings->name_count == 0) {
        reader->settings.names = only_standard;
        reader->settings.name_count = 1;
    }
    if (settings->max_document == 0) {
        reader->settings.max_document = GL_MAX_DOCUMENT;
    }
    return reader;
}

static void close_file(struct gl_reader *reader)
{
    if (reader->source != NULL) {
        reader->taken += gl_source_taken(reader->source);
        gl_source_close(reader->source);
        reader->source = NULL;
    }
    gl_buffer_reset(&reader->held);
    reader->begin = 0;
    reader->in_long = false;
    reader->failure = GALLEY_OK;
}

void gl_reader_free(struct gl_reader *reader)
{
    if (reader == NULL) {
        return;
    }
    close_file(reader);
    gl_buffer_release(&reader->held);
    free(reader);
}

static const char *file_of(const char *name)
{
    return strcmp(name, "-") == 0 ? "standard input" : name;
}

static enum gl_border_kind border_kind(const struct gl_reader *reader)
{
    if (reader->settings.from == GL_FORMAT_JSONL) {
        return GL_BORDER_LINE;
    }
    if (reader->settings.nul) {
        return GL_BORDER_NUL;
    }
    return reader->settings.separator != NULL ? GL_BORDER_SEPARATOR : GL_BORDER_NONE;
}

static enum galley_status open_next(struct gl_reader *reader, struct galley_error *error)
{
    reader->name = reader->settings.names[reader->next_name++];
    reader->ended = false;
    reader->line = 1;
    reader->number = 0;
    reader->border = (struct gl_border){.kind = border_kind(reader)};
    if (reader->settings.separator != NULL) {
        reader->border.separator =
            (struct gl_text){reader->settings.separator, strlen(reader->settings.separator)};
    }
    return gl_source_open(reader->name, reader->settings.stop, &reader->source, error);
}

/* Drops what was handed out and reads one more block. */
static enum galley_status fill(struct gl_reader *reader, struct galley_error *error)
{
    struct gl_buffer *held = &reader->held;
    size_t got;
    if (reader->begin > 0) {
        held->length -= reader->begin;
        memmove(held->bytes, held->bytes + reader->begin, held->length);
        gl_border_shift(&reader->border, reader->begin);
        reader->begin = 0;
    }
    if (!gl_buffer_reserve(held, GL_SOURCE_BLOCK)) {
        return gl_error_set(error, GALLEY_NO_MEMORY, file_of(reader->name), reader->line, 0,
                            "out of memory");
    }
    enum galley_status status =
        gl_source_read(reader->source, held->bytes + held->length, GL_SOURCE_BLOCK, &got, error);
    if (status != GALLEY_OK) {
        return status;
    }
    held->length += got;
    reader->ended = got == 0;
    return GALLEY_OK;
}

/* Reads until the first bytes of the file that is open say what it is; AUTO when it is empty. */
static enum galley_status judge_file(struct gl_reader *reader, struct galley_error *error)
{
    struct gl_buffer *held = &reader->held;
    while (reader->settings.from == GL_FORMAT_AUTO && !reader->ended) {
        enum galley_status status = fill(reader, error);
        if (status != GALLEY_OK) {
            return status;
        }
        if (held->length > 0) {
            reader->settings.from = gl_format_judge((struct gl_text){held->bytes, held->length});
        }
    }
    if (reader->settings.from == GL_FORMAT_AUTO && held->length > 0) {
        reader->settings.from = GL_FORMAT_TEXT;
    }
    return GALLEY_OK;
}

enum galley_status gl_reader_format(struct gl_reader *reader, enum gl_format *format,
                                    struct galley_error *error)
{
    enum galley_status status = GALLEY_OK;
    *format = GL_FORMAT_TEXT;
    while (status == GALLEY_OK && reader->settings.from == GL_FORMAT_AUTO) {
        if (reader->next_name == reader->settings.name_count) {
            reader->settings.from = GL_FORMAT_TEXT;
            break;
        }
        status = open_next(reader, error);
        if (status == GALLEY_OK) {
            status = judge_file(reader, error);
        }
        if (status != GALLEY_OK) {
            close_file(reader);
            return status;
        }
        reader->border.kind = border_kind(reader);
        if (reader->settings.from == GL_FORMAT_AUTO) {
            close_file(reader);
            reader->empty_files++;
        }
    }
    *format = reader->settings.from;
    return status;
}

static struct gl_text held_text(const struct gl_reader *reader)
{
    return (struct gl_text){reader->held.bytes, reader->held.length};
}

static size_t count_feeds(struct gl_text text)
{
    size_t count = 0;
    const char *at = text.bytes;
    const char *end = text.bytes + text.length;
    while (at < end && (at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
        count++;
        at++;
    }
    return count;
}

static bool is_json_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static bool is_blank(struct gl_text text)
{
    size_t at = 0;
    while (at < text.length && is_json_space(text.bytes[at])) {
        at++;
    }
    return at == text.length;
}

static enum gl_raw_kind kind_of(const struct gl_reader *reader, struct gl_text bytes)
{
    if (reader->in_long || bytes.length > reader->settings.max_document) {
        return GL_RAW_TOO_LONG;
    }
    if (reader->settings.from != GL_FORMAT_JSONL) {
        return GL_RAW_TEXT;
    }
    return is_blank(bytes) ? GL_RAW_BLANK : GL_RAW_RECORD;
}

/* Hands out [begin, end) with what stands up to `next`. `last` is false for a piece behind which
 * the document goes on. */
static void give(struct gl_reader *reader, size_t end, size_t next, bool last, struct gl_raw *raw)
{
    struct gl_text bytes = {reader->held.bytes + reader->begin, end - reader->begin};
    if (bytes.length == 0) {
        bytes.bytes = "";
    }
    enum gl_raw_kind kind = last ? kind_of(reader, bytes) : GL_RAW_TOO_LONG;
    bool first = !reader->in_long;
    if (first && kind != GL_RAW_BLANK) {
        reader->number++;
    }
    *raw = (struct gl_raw){.kind = kind,
                           .bytes = bytes,
                           .ending = {"", 0},
                           .file = file_of(reader->name),
                           .name = reader->name,
                           .line = reader->line,
                           .number = reader->number,
                           .first = kind == GL_RAW_TOO_LONG && first,
                           .last = kind == GL_RAW_TOO_LONG && last};
    if (last && next > end) {
        raw->ending = (struct gl_text){reader->held.bytes + end, next - end};
    }
    if (reader->border.kind == GL_BORDER_LINE) {
        reader->line += count_feeds(raw->ending);
    } else if (reader->border.kind != GL_BORDER_NONE) {
        reader->line += count_feeds(bytes) + count_feeds(raw->ending);
    }
    reader->begin = next;
    reader->in_long = !last;
}

/* How far a piece of a document that is too long can be handed out; 0 when there is none. */
static size_t long_piece(struct gl_reader *reader)
{
    size_t safe = gl_border_safe(&reader->border, held_text(reader));
    bool too_long = reader->in_long ||
                    (safe > reader->begin && safe - reader->begin > reader->settings.max_document);
    return !reader->ended && too_long && safe > reader->begin ? safe : 0;
}

/* Is there a whole document, or a piece of one that is too long, in what is held? */
static bool holds_document(struct gl_reader *reader)
{
    size_t end, next;
    return gl_border_find(&reader->border, held_text(reader), reader->ended, &end, &next) ||
           long_piece(reader) > 0;
}

/* A whole document, or a piece of one that is too long, from what is held. */
static bool take_held(struct gl_reader *reader, struct gl_raw *raw)
{
    size_t end, next;
    if (gl_border_find(&reader->border, held_text(reader), reader->ended, &end, &next)) {
        gl_border_begin(&reader->border, next);
        give(reader, end, next, true, raw);
        return true;
    }
    size_t safe = long_piece(reader);
    if (safe > 0) {
        give(reader, safe, safe, false, raw);
    }
    return safe > 0;
}

/* What is left when the file ends. Behind the last border there is no document; a file without
 * borders is one, even when it is empty. */
static bool take_rest(struct gl_reader *reader, struct gl_raw *raw)
{
    bool whole_file = reader->border.kind == GL_BORDER_NONE && reader->number == 0;
    bool rest = reader->begin < reader->held.length || reader->in_long || whole_file;
    if (!reader->ended || !rest) {
        return false;
    }
    give(reader, reader->held.length, reader->held.length, true, raw);
    return true;
}

/* Reads until documents are held: a block of them, or what there is before the input must be waited
 * for. An error is kept until they are out. */
static void gather(struct gl_reader *reader)
{
    while (!reader->ended && reader->failure == GALLEY_OK) {
        bool enough =
            reader->settings.single || reader->held.length - reader->begin >= GL_SOURCE_BLOCK;
        if (holds_document(reader) && (enough || !gl_source_ready(reader->source))) {
            return;
        }
        reader->failure = fill(reader, &reader->error);
    }
}

static enum galley_status no_memory(struct gl_reader *reader, struct galley_error *error)
{
    return gl_error_set(error, GALLEY_NO_MEMORY, file_of(reader->name), reader->line, 0,
                        "out of memory");
}

/* Takes as many documents as a batch may have; *done when no more are held. */
static enum galley_status collect(struct gl_reader *reader, struct gl_batch *batch, bool *done)
{
    size_t most = reader->settings.single ? 1 : BATCH_DOCUMENTS;
    struct gl_raw raw;
    *done = false;
    while (batch->raws.count < most) {
        if (!take_held(reader, &raw) && !take_rest(reader, &raw)) {
            *done = true;
            break;
        }
        struct gl_raw *place = gl_array_push(&batch->raws);
        if (place == NULL) {
            return no_memory(reader, &batch->error);
        }
        *place = raw;
    }
    return GALLEY_OK;
}

static bool copy_single(struct gl_batch *batch, struct gl_raw *raw)
{
    gl_buffer_add(&batch->bytes, raw->bytes.bytes, raw->bytes.length);
    gl_buffer_add(&batch->bytes, raw->ending.bytes, raw->ending.length);
    if (batch->bytes.length > 0) {
        raw->bytes.bytes = batch->bytes.bytes;
        raw->ending.bytes = batch->bytes.bytes + raw->bytes.length;
    }
    return !batch->bytes.failed;
}

/* Gives the batch the bytes of its documents: a copy of a single one, else all that is held, for
 * which the reader takes the batch's memory and copies what is left. */
static enum galley_status hand_over(struct gl_reader *reader, struct gl_batch *batch)
{
    struct gl_buffer *held = &reader->held;
    struct gl_raw *first = batch->raws.items;
    if (batch->raws.count == 0) {
        return GALLEY_OK;
    }
    if (reader->settings.single) {
        return copy_single(batch, first) ? GALLEY_OK : no_memory(reader, &batch->error);
    }
    gl_buffer_add(&batch->bytes, held->bytes + reader->begin, held->length - reader->begin);
    if (batch->bytes.failed) {
        return no_memory(reader, &batch->error);
    }
    struct gl_buffer rest = batch->bytes;
    batch->bytes = *held;
    *held = rest;
    gl_border_shift(&reader->border, reader->begin);
    reader->begin = 0;
    return GALLEY_OK;
}

/* The next documents of the file that is open, which is closed behind its last one. */
static enum galley_status read_documents(struct gl_reader *reader, struct gl_batch *batch)
{
    bool done = false;
    gather(reader);
    enum galley_status status = collect(reader, batch, &done);
    if (status == GALLEY_OK) {
        status = hand_over(reader, batch);
    }
    if (status != GALLEY_OK) {
        gl_array_reset(&batch->raws);
        close_file(reader);
    } else if (done && (reader->ended || reader->failure != GALLEY_OK)) {
        status = reader->failure;
        if (status != GALLEY_OK) {
            batch->error = reader->error;
        }
        close_file(reader);
    }
    return status;
}

/* Files that were found empty before the format was known are documents when it is text without
 * borders. */
static bool take_empty_file(struct gl_reader *reader, struct gl_raw *raw)
{
    if (reader->settings.from != GL_FORMAT_TEXT || border_kind(reader) != GL_BORDER_NONE ||
        reader->empty_given == reader->empty_files) {
        return false;
    }
    const char *name = reader->settings.names[reader->empty_given++];
    *raw = (struct gl_raw){.kind = GL_RAW_TEXT,
                           .bytes = {"", 0},
                           .ending = {"", 0},
                           .file = file_of(name),
                           .name = name,
                           .line = 1,
                           .number = 1};
    return true;
}

static enum galley_status next_documents(struct gl_reader *reader, struct gl_batch *batch)
{
    enum gl_format format;
    struct gl_raw raw;
    enum galley_status status = gl_reader_format(reader, &format, &batch->error);
    if (status == GALLEY_OK && take_empty_file(reader, &raw)) {
        struct gl_raw *place = gl_array_push(&batch->raws);
        if (place == NULL) {
            return gl_error_set(&batch->error, GALLEY_NO_MEMORY, NULL, 0, 0, "out of memory");
        }
        *place = raw;
    }
    while (status == GALLEY_OK && batch->raws.count == 0 && !batch->last) {
        if (reader->source != NULL) {
            status = read_documents(reader, batch);
        } else if (reader->next_name < reader->settings.name_count) {
            status = open_next(reader, &batch->error);
        } else {
            batch->last = true;
        }
    }
    return status;
}

void gl_reader_fill(struct gl_reader *reader, struct gl_batch *batch)
{
    gl_batch_reset(batch);
    batch->status = next_documents(reader, batch);
    batch->taken = reader->taken;
    if (reader->source != NULL) {
        batch->taken += gl_source_taken(reader->source);
    }
}

uint64_t gl_reader_total(const struct gl_reader *reader)
{
    uint64_t total = 0;
    uint64_t size = 0;
    for (size_t i = 0; i < reader->settings.name_count; i++) {
        if (!gl_source_size(reader->settings.names[i], &size)) {
            return 0;
        }
        total += size;
    }
    return total;
}
