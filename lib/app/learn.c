#include "app/learn.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "app/tool.h"
#include "stream/reader.h"
#include "stream/record.h"
#include "stream/site.h"
#include "tables/counter.h"
#include "tables/table.h"

enum { LONGEST = 16 * 1024 * 1024 }; /* bytes of a document, so that memory stays small */

static const char *const formats[] = {"auto", "text", "jsonl", NULL}; // enum gl_format
static const char *const bad_choices[] = {"skip", "fail", NULL};

/* One call of the command. */
struct learning {
    struct gl_tool tool;
    const char *output;
    bool merge, list;
    size_t least;
    int from;
    int bad; /* index in bad_choices, or -1: skip, with status 1 */
    const char *text_field, *id_field, *site_field;
    const char *temporary;
    size_t max_document;
    size_t memory; /* for tests: bytes that counting may take; 0: as much as it usually does */
    struct gl_counter *counter;
    struct gl_record *record;
    struct gl_table_writer *writer;
    struct gl_buffer listed;
};

enum { OWN_OPTIONS = 16 };

/* This is long because it is the table: one row an option. */
static void fill_options(struct learning *learning, struct gl_option table[OWN_OPTIONS])
{
    const struct gl_option rows[] = {
        GL_OPTION_TEXT('o', "output", &learning->output, "FILE",
                       "write the table to FILE, which changes only when all went well"),
        GL_OPTION_FLAG(0, "merge", &learning->merge, "the files are tables: add them up"),
        GL_OPTION_FLAG(0, "list", &learning->list,
                       "write rows for people: key, site, documents, occurrences, smallest id, "
                       "sample, parted by TAB"),
        {.name = "min-documents",
         .type = GL_OPTION_COUNT_TYPE,
         .place = &learning->least,
         .argument = "N",
         .brief = true,
         .help = "leave out lines of fewer documents; such a table cannot be added to others any "
                 "more (default: 1)"},
        {.name = "from",
         .type = GL_OPTION_CHOICE_TYPE,
         .place = &learning->from,
         .argument = "auto|text|jsonl",
         .choices = formats,
         .help = "format of the input (default: JSON Lines when it begins as an object does)"},
        {.name = "text-field",
         .type = GL_OPTION_TEXT_TYPE,
         .place = &learning->text_field,
         .argument = "NAME",
         .help = "field that holds the text (default: text)"},
        {.name = "id-field",
         .type = GL_OPTION_TEXT_TYPE,
         .place = &learning->id_field,
         .argument = "NAME",
         .help = "field that holds the document's name (default: id)"},
        GL_OPTION_TEXT(0, "site-field", &learning->site_field, "NAME",
                       "field with the URL whose host is the site (default: url, or metadata's "
                       "url)"),
        {.name = "temporary",
         .type = GL_OPTION_TEXT_TYPE,
         .place = &learning->temporary,
         .argument = "FOLDER",
         .help = "where to put what does not fit into memory (default: TMPDIR, or /tmp)"},
        {.name = "memory",
         .type = GL_OPTION_SIZE_TYPE,
         .place = &learning->memory,
         .argument = "SIZE",
         .help = "memory to count in, which changes nothing of the table (default: 180M)"},
        {.name = "bad",
         .type = GL_OPTION_CHOICE_TYPE,
         .place = &learning->bad,
         .argument = "skip|fail",
         .choices = bad_choices,
         .help = "what becomes of bad records (default: skip, with status 1)"},
        {.name = "max-document",
         .type = GL_OPTION_SIZE_TYPE,
         .place = &learning->max_document,
         .argument = "SIZE",
         .help = "longest record in bytes; a longer one is a bad record (default: 16M)"},
        GL_OPTION_END,
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        table[i] = rows[i];
    }
}

static const struct gl_help help = {
    .name = "learn-boilerplate",
    .arguments = "[FILE...]",
    .summary = "count the lines that come again across a corpus, for strip-boilerplate --repeated",
    .description =
        "Lines are the same when they differ only in capitals, digits and white space. The table\n"
        "says of each line of each site in how many documents it stands, how often, and where\n"
        "first. Shards are counted apart and added up by --merge: any split and any order give\n"
        "the same bytes. --min-documents makes the table small, at the end. Counting takes less\n"
        "than 256 MiB of memory for any input.\n",
    .examples = "learn-boilerplate --min-documents=5 -o lines.table corpus.jsonl\n"
                "learn-boilerplate -o 1.table shard-1.jsonl.zst\n"
                "learn-boilerplate --merge --min-documents=5 -o lines.table 1.table 2.table\n"
                "learn-boilerplate --list lines.table | sort -t'\t' -k3nr | head\n"
                "strip-boilerplate --repeated=lines.table corpus.jsonl > clean.jsonl\n",
    .statuses = "0  done, also when nothing was found\n"
                "1  done, but some records were bad: each is named on standard error\n"
                "2  could not: usage, a table, input or output\n",
};

static void fail(struct learning *learning, const struct galley_error *error)
{
    gl_status_fail(&learning->tool.status, error);
}

static bool has_failed(const struct learning *learning)
{
    return learning->tool.status.exit_status >= GL_EXIT_COULD_NOT;
}

static void put_bytes(void *context, const char *bytes, size_t length)
{
    struct learning *learning = context;
    gl_sink_write(learning->tool.sink, bytes, length);
}

static void put_row(void *context, const struct gl_row_of_lines *row)
{
    struct learning *learning = context;
    gl_table_write(learning->writer, row);
}

/* ---- counting ---- */

static void meet_bad(struct learning *learning, const struct galley_error *error)
{
    if (learning->bad == 1) {
        fail(learning, error);
        return;
    }
    gl_status_say(&learning->tool.status, error);
    gl_status_raise(&learning->tool.status, learning->bad < 0 ? GL_EXIT_BAD_RECORDS : GL_EXIT_DONE);
}

static enum galley_status parse(struct learning *learning, const struct gl_raw *raw,
                                struct galley_error *error)
{
    size_t masked;
    const struct gl_record_settings settings = {.text_field = learning->text_field,
                                                .id_field = learning->id_field};
    if (raw->kind == GL_RAW_TEXT) {
        return gl_record_plain(learning->record, raw, &masked, error);
    }
    return gl_record_parse(learning->record, raw, &settings, error);
}

static void count_document(struct learning *learning, const struct gl_raw *raw)
{
    struct galley_error error;
    char site[GL_SITE];
    enum galley_status status = parse(learning, raw, &error);
    if (status == GALLEY_BAD_RECORD) {
        meet_bad(learning, &error);
        return;
    }
    const struct gl_document *document = gl_record_document(learning->record);
    struct gl_text id = document->id;
    size_t length = 0;
    if (raw->kind == GL_RAW_RECORD) {
        length = gl_site_of_record(raw->bytes, learning->site_field, site);
    } else {
        id = (struct gl_text){raw->name, raw->name ? __builtin_strlen(raw->name) : 0};
    }
    if (status == GALLEY_OK) {
        status = gl_counter_document(learning->counter, id, (struct gl_text){site, length}, &error);
    }
    if (status == GALLEY_OK) {
        status = gl_counter_text(learning->counter, document->text, &error);
    }
    if (status != GALLEY_OK) {
        fail(learning, &error);
    }
}

static void meet_raw(struct learning *learning, const struct gl_raw *raw)
{
    struct galley_error error;
    if (raw->kind == GL_RAW_RECORD || raw->kind == GL_RAW_TEXT) {
        count_document(learning, raw);
    } else if (raw->kind == GL_RAW_TOO_LONG && raw->first) {
        gl_error_set(&error, GALLEY_BAD_RECORD, raw->file, raw->line, 0,
                     "longer than %zu bytes, the limit of --max-document", learning->max_document);
        meet_bad(learning, &error);
    }
}

static void count_input(struct learning *learning, struct gl_reader *reader)
{
    struct gl_batch batch = GL_BATCH;
    while (!batch.last && !has_failed(learning)) {
        gl_reader_fill(reader, &batch);
        for (size_t i = 0; i < batch.raws.count && !has_failed(learning); i++) {
            meet_raw(learning, &GL_AT(batch.raws, struct gl_raw, i));
        }
        if (batch.status != GALLEY_OK) { // a table of half the input would be believed
            fail(learning, &batch.error);
        }
    }
    gl_batch_release(&batch);
}

static void count(struct learning *learning)
{
    struct galley_error error;
    const struct gl_reader_settings settings = {.names = learning->tool.files.items,
                                                .name_count = learning->tool.files.count,
                                                .from = (enum gl_format)learning->from,
                                                .max_document = learning->max_document};
    struct gl_reader *reader = gl_reader_new(&settings);
    learning->counter = gl_counter_new(learning->temporary, learning->memory);
    learning->record = gl_record_new();
    if (!reader || !learning->counter || !learning->record) {
        gl_tool_no_memory(&learning->tool);
    } else {
        count_input(learning, reader);
    }
    gl_reader_free(reader); // merging needs the memory more
    if (!has_failed(learning) &&
        gl_counter_finish(learning->counter, put_row, learning, &error) != GALLEY_OK) {
        fail(learning, &error);
    }
}

/* ---- adding up ---- */

static enum galley_status add_table(struct gl_runs *runs, const struct gl_table *table,
                                    const char *path, struct galley_error *error)
{
    if (gl_table_least(table) > 1) {
        gl_error_set(error, GALLEY_IO, path, 0, 0, "lines of fewer than %u documents are left out",
                     (unsigned)gl_table_least(table));
        gl_error_hint(error, "only tables without --min-documents add up");
        return GALLEY_IO;
    }
    struct gl_row_source source = gl_table_source(table);
    if (!source.context) {
        return gl_error_set(error, GALLEY_NO_MEMORY, path, 0, 0, "out of memory");
    }
    return gl_runs_add(runs, source, error);
}

static void merge(struct learning *learning)
{
    struct galley_error error;
    const struct gl_texts *files = &learning->tool.files;
    struct gl_runs runs = GL_RUNS(learning->temporary);
    struct gl_table **tables = calloc(files->count + 1, sizeof(struct gl_table *));
    enum galley_status status = GALLEY_OK;
    if (!tables) {
        gl_tool_no_memory(&learning->tool);
        return;
    }
    for (size_t i = 0; i < files->count && status == GALLEY_OK; i++) {
        status = gl_table_open(files->items[i], &tables[i], &error);
        if (status == GALLEY_OK) {
            status = add_table(&runs, tables[i], files->items[i], &error);
        }
    }
    if (status == GALLEY_OK) {
        status = gl_runs_merge(&runs, put_row, learning, &error);
    }
    if (status != GALLEY_OK) {
        fail(learning, &error);
    }
    gl_runs_release(&runs);
    for (size_t i = 0; i < files->count; i++) {
        gl_table_close(tables[i]);
    }
    free(tables);
}

/* Counts or adds up, into the table. */
static void write_table(struct learning *learning)
{
    uint32_t least = learning->least < UINT32_MAX ? (uint32_t)learning->least : UINT32_MAX;
    learning->writer = gl_table_writer_new(least, put_bytes, learning);
    if (!learning->writer) {
        gl_tool_no_memory(&learning->tool);
        return;
    }
    if (learning->merge) {
        merge(learning);
    } else {
        count(learning);
    }
    if (!has_failed(learning) && gl_table_finish(learning->writer) != GALLEY_OK) {
        gl_tool_no_memory(&learning->tool);
    }
}

/* ---- listing ---- */

/* A text with what would break the row as \t, \n, \r and \\. */
static void list_text(struct gl_buffer *out, struct gl_text text)
{
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.bytes[i];
        const char *escaped = byte == '\t'   ? "\\t"
                              : byte == '\n' ? "\\n"
                              : byte == '\r' ? "\\r"
                              : byte == '\\' ? "\\\\"
                                             : NULL;
        if (escaped) {
            gl_buffer_text(out, escaped);
        } else {
            gl_buffer_byte(out, byte);
        }
    }
}

static void list_row(struct learning *learning, const struct gl_row_of_lines *row)
{
    struct gl_buffer *out = &learning->listed;
    gl_buffer_reset(out);
    gl_buffer_printf(out, "%016llx\t", (unsigned long long)row->line);
    if (row->site == GL_ROW_ALL) {
        gl_buffer_byte(out, '*');
    }
    list_text(out, row->site_name);
    gl_buffer_printf(out, "\t%u\t%u\t", row->documents, row->occurrences);
    list_text(out, row->id);
    gl_buffer_byte(out, '\t');
    list_text(out, row->sample);
    gl_buffer_byte(out, '\n');
    gl_sink_write(learning->tool.sink, out->bytes, out->length);
}

static void list_table(struct learning *learning, const char *path)
{
    struct gl_table *table;
    struct galley_error error;
    struct gl_row_of_lines row;
    bool more = true;
    enum galley_status status = gl_table_open(path, &table, &error);
    if (status != GALLEY_OK) {
        fail(learning, &error);
        return;
    }
    struct gl_row_source source = gl_table_source(table);
    if (!source.context) {
        gl_tool_no_memory(&learning->tool);
        gl_table_close(table);
        return;
    }
    while (more && status == GALLEY_OK && gl_sink_errno(learning->tool.sink) == 0) {
        status = source.next(source.context, &row, &more, &error);
        if (status == GALLEY_OK && more) {
            list_row(learning, &row);
        }
    }
    if (status != GALLEY_OK) {
        fail(learning, &error);
    }
    source.close(source.context);
    gl_table_close(table);
}

static bool check(struct learning *learning)
{
    struct galley_error error;
    const char *what = NULL;
    const struct gl_tool *tool = &learning->tool;
    if (learning->merge && learning->list) {
        what = "--merge and --list exclude each other";
    } else if ((learning->merge || learning->list) && tool->files.count == 0) {
        what = "a table is missing";
    } else if (!learning->list && !learning->output && isatty(STDOUT_FILENO)) {
        what = "a table is nothing for a terminal: -o FILE says where it goes";
    }
    if (what) {
        gl_error_set(&error, GALLEY_BAD_USAGE, NULL, 0, 0, "%s", what);
        gl_status_usage(&learning->tool.status, &error);
    }
    return what == NULL;
}

static void run(struct learning *learning)
{
    const char *place = getenv("TMPDIR");
    if (!learning->temporary) {
        learning->temporary = place && place[0] ? place : "/tmp";
    }
    if (!check(learning) || !gl_tool_open(&learning->tool, learning->output)) {
        return;
    }
    for (size_t i = 0; learning->list && i < learning->tool.files.count; i++) {
        list_table(learning, learning->tool.files.items[i]);
    }
    if (!learning->list) {
        write_table(learning);
    }
    gl_sink_flush(learning->tool.sink);
    gl_tool_writes(&learning->tool);
}

int gl_learn_run(int argc, char **argv)
{
    struct gl_option own[OWN_OPTIONS];
    struct learning learning = {
        .tool = {.help = help}, .bad = -1, .least = 1, .max_document = LONGEST};
    fill_options(&learning, own);
    learning.tool.help.own = own;
    gl_tool_init(&learning.tool);
    if (gl_tool_begin(&learning.tool, argc, argv)) {
        run(&learning);
    }
    gl_table_writer_free(learning.writer);
    gl_counter_free(learning.counter);
    gl_record_free(learning.record);
    gl_buffer_release(&learning.listed);
    return gl_tool_end(&learning.tool);
}
