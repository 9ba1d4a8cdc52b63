#include "stream/reader.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "stream/border.h"
#include "stream/source.h"

static const char *const only_standard[] = {"-"};

/* Always true: the current document begins at held.bytes + begin; source is NULL between files. */
struct gl_reader {
    struct gl_reader_settings settings;
    struct gl_text separator_feed; // the separator with LF, and with CR LF: what `ending` points to
    struct gl_text separator_return; // (owned)
    size_t next_name;
    size_t empty_files; // read while the format was unknown; as text they are documents
    size_t empty_given;
    struct gl_source *source;
    const char *name;
    bool ended; // the source has given all
    struct gl_buffer held;
    size_t begin;
    struct gl_border border;
    bool in_long; // the first piece of a document that is too long is out
    size_t line;
    size_t number;
};

static struct gl_text joined(const char *text, const char *end)
{
    size_t length = strlen(text) + strlen(end);
    char *bytes = malloc(length + 1);
    if (bytes != NULL) {
        memcpy(bytes, text, strlen(text));
        memcpy(bytes + strlen(text), end, strlen(end) + 1);
    }
    return (struct gl_text){bytes, length};
}

static bool copy_separator(struct gl_reader *reader)
{
    const char *separator = reader->settings.separator;
    if (separator == NULL) {
        return true;
    }
    reader->separator_feed = joined(separator, "\n");
    reader->separator_return = joined(separator, "\r\n");
    return reader->separator_feed.bytes != NULL && reader->separator_return.bytes != NULL;
}

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
    if (!copy_separator(reader)) {
        gl_reader_free(reader);
        return NULL;
    }
    return reader;
}

static void close_file(struct gl_reader *reader)
{
    if (reader->source != NULL) {
        gl_source_close(reader->source);
        reader->source = NULL;
    }
    gl_buffer_reset(&reader->held);
    reader->begin = 0;
    reader->in_long = false;
}

void gl_reader_free(struct gl_reader *reader)
{
    if (reader == NULL) {
        return;
    }
    close_file(reader);
    gl_buffer_release(&reader->held);
    free((char *)(uintptr_t)reader->separator_feed.bytes);
    free((char *)(uintptr_t)reader->separator_return.bytes);
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
    return gl_source_open(reader->name, &reader->source, error);
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

static bool is_json_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static size_t skip_json_space(struct gl_text text, size_t at)
{
    while (at < text.length && is_json_space(text.bytes[at])) {
        at++;
    }
    return at;
}

/* Does an object begin at `at`, where a { stands? AUTO when the text ends before that is clear. */
static enum gl_format judge_object(struct gl_text first, size_t at)
{
    at = skip_json_space(first, at + 1);
    if (at >= first.length) {
        return GL_FORMAT_AUTO;
    }
    return first.bytes[at] == '"' || first.bytes[at] == '}' ? GL_FORMAT_JSONL : GL_FORMAT_TEXT;
}

/* What the first bytes say; AUTO when there are too few. A first line that only looks like a record
 * does not make the stream text: then the second line decides. */
static enum gl_format judge(struct gl_text first)
{
    static const char mark[] = "\xEF\xBB\xBF";
    enum { MARK = 3, FAR = 65536 };
    size_t at = 0;
    if (memcmp(first.bytes, mark, first.length < MARK ? first.length : MARK) == 0) {
        at = MARK;
    }
    if (at < first.length && first.bytes[at] != '{') {
        return GL_FORMAT_TEXT;
    }
    enum gl_format format = judge_object(first, at);
    if (format == GL_FORMAT_TEXT) {
        const char *feed = memchr(first.bytes, '\n', first.length);
        size_t second =
            feed == NULL ? first.length : skip_json_space(first, (size_t)(feed - first.bytes));
        format = second == first.length       ? GL_FORMAT_AUTO
                 : first.bytes[second] == '{' ? judge_object(first, second)
                                              : GL_FORMAT_TEXT;
    }
    return format == GL_FORMAT_AUTO && first.length >= FAR ? GL_FORMAT_TEXT : format;
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
            reader->settings.from = judge((struct gl_text){held->bytes, held->length});
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

/* The ending that stands at [end, next) as a text that lives as long as the reader. */
static struct gl_text ending_of(const struct gl_reader *reader, size_t end, size_t next)
{
    size_t length = next - end;
    bool crlf = length >= 2 && reader->held.bytes[next - 2] == '\r';
    bool feed = length >= 1 && reader->held.bytes[next - 1] == '\n';
    switch (reader->border.kind) {
    case GL_BORDER_LINE:
        return crlf ? (struct gl_text){"\r\n", 2} : (struct gl_text){"\n", length};
    case GL_BORDER_NUL:
        return (struct gl_text){"\0", length};
    case GL_BORDER_SEPARATOR:
        if (length == reader->separator_return.length && crlf && feed) {
            return reader->separator_return;
        }
        return (struct gl_text){reader->separator_feed.bytes, length};
    case GL_BORDER_NONE:
        break;
    }
    return (struct gl_text){"", 0};
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
                           .file = file_of(reader->name),
                           .name = reader->name,
                           .line = reader->line,
                           .number = reader->number,
                           .first = kind == GL_RAW_TOO_LONG && first,
                           .last = kind == GL_RAW_TOO_LONG && last};
    if (last) {
        raw->ending = ending_of(reader, end, next);
    }
    if (reader->border.kind != GL_BORDER_NONE) {
        reader->line += count_feeds(bytes) + count_feeds(raw->ending);
    }
    reader->begin = next;
    reader->in_long = !last;
}

/* A whole document, or a piece of one that is too long, from what is held. */
static bool take_held(struct gl_reader *reader, struct gl_raw *raw)
{
    struct gl_text text = held_text(reader);
    size_t end, next;
    if (gl_border_find(&reader->border, text, reader->ended, &end, &next)) {
        gl_border_begin(&reader->border, next);
        give(reader, end, next, true, raw);
        return true;
    }
    size_t safe = gl_border_safe(&reader->border, text);
    bool too_long = reader->in_long ||
                    (safe > reader->begin && safe - reader->begin > reader->settings.max_document);
    if (!reader->ended && too_long && safe > reader->begin) {
        give(reader, safe, safe, false, raw);
        return true;
    }
    return false;
}

/* What is left when the file ends. Behind the last border there is no document; a file without
 * borders is one, even when it is empty. */
static bool take_rest(struct gl_reader *reader, struct gl_raw *raw)
{
    bool whole_file = reader->border.kind == GL_BORDER_NONE && reader->number == 0;
    if (reader->begin == reader->held.length && !reader->in_long && !whole_file) {
        return false;
    }
    give(reader, reader->held.length, reader->held.length, true, raw);
    return true;
}

static enum galley_status next_in_file(struct gl_reader *reader, struct gl_raw *raw, bool *found,
                                       struct galley_error *error)
{
    *found = false;
    for (;;) {
        if (take_held(reader, raw) || (reader->ended && take_rest(reader, raw))) {
            *found = true;
            return GALLEY_OK;
        }
        if (reader->ended) {
            return GALLEY_OK;
        }
        enum galley_status status = fill(reader, error);
        if (status != GALLEY_OK) {
            return status;
        }
    }
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

enum galley_status gl_reader_next(struct gl_reader *reader, struct gl_raw *raw, bool *more,
                                  struct galley_error *error)
{
    enum gl_format format;
    enum galley_status status = gl_reader_format(reader, &format, error);
    *more = true;
    if (status != GALLEY_OK || take_empty_file(reader, raw)) {
        return status;
    }
    for (;;) {
        bool found = false;
        if (reader->source != NULL) {
            status = next_in_file(reader, raw, &found, error);
            if (status != GALLEY_OK || !found) {
                close_file(reader);
            }
        } else if (reader->next_name < reader->settings.name_count) {
            status = open_next(reader, error);
        } else {
            *more = false;
            return GALLEY_OK;
        }
        if (status != GALLEY_OK || found) {
            return status;
        }
    }
}

bool gl_reader_waits(struct gl_reader *reader)
{
    size_t end, next;
    if (reader->source == NULL || reader->ended || reader->in_long) {
        return false;
    }
    return !gl_border_find(&reader->border, held_text(reader), false, &end, &next) &&
           !gl_source_ready(reader->source);
}
