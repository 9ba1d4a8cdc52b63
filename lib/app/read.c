#include "app/read.h"

#include <stdio.h>
#include <unistd.h>

#include "app/tool.h"
#include "archive/archive.h"
#include "archive/write.h"
#include "stream/reader.h"

enum { FLUSH = 256 * 1024 }; /* bytes of records that are handed on at once */

static const char *const kinds[] = {"auto", "warc", "text",  "mbox",
                                    "csv",  "tsv",  "jsonl", NULL}; // enum gl_archive_kind
static const char *const bad_choices[] = {"skip", "fail", NULL};

/* One call of the command. */
struct reading {
    struct gl_tool tool;
    const char *output;
    int kind;
    int bad; /* index in bad_choices, or -1: skip, with status 1 */
    bool dated;
    struct gl_archive_settings settings;
    struct gl_buffer out;
    struct gl_buffer repaired;
};

enum { OWN_OPTIONS = 12 };

/* This is long because it is the table: one row an option. */
static void fill_options(struct reading *reading, struct gl_option table[OWN_OPTIONS])
{
    struct gl_archive_settings *settings = &reading->settings;
    const struct gl_option rows[] = {
        GL_OPTION_TEXT('o', "output", &reading->output, "FILE",
                       "write to FILE, which changes only when all went well"),
        {.name = "from",
         .type = GL_OPTION_CHOICE_TYPE,
         .place = &reading->kind,
         .argument = "auto|warc|text|mbox|csv|tsv|jsonl",
         .choices = kinds,
         .brief = true,
         .help = "kind of the files; warc is WET too (default: auto, file by file by the first "
                 "bytes and the name)"},
        GL_OPTION_FLAG(0, "date", &reading->dated,
                       "set the field date to what the archive says, such as when a page was "
                       "crawled, where that is ISO 8601"),
        GL_OPTION_TEXT(0, "separator", &settings->separator, "LINE",
                       "in text, such a line stands between documents"),
        GL_OPTION_TEXT(0, "text-column", &settings->text_column, "NAME",
                       "column of a table that holds the text: its name or number (default: text)"),
        GL_OPTION_TEXT(0, "id-column", &settings->id_column, "NAME",
                       "column that holds the document's name (default: id)"),
        GL_OPTION_TEXT(0, "date-column", &settings->date_column, "NAME",
                       "column that --date takes (default: date)"),
        {.name = "bad",
         .type = GL_OPTION_CHOICE_TYPE,
         .place = &reading->bad,
         .argument = "skip|fail",
         .choices = bad_choices,
         .help = "what becomes of broken records (default: skip, with status 1)"},
        {.name = "max-document",
         .type = GL_OPTION_SIZE_TYPE,
         .place = &settings->max_document,
         .argument = "SIZE",
         .help = "longest document in bytes; a longer one is a broken record (default: 128M)"},
        GL_OPTION_END,
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        table[i] = rows[i];
    }
}

static const struct gl_help help = {
    .name = "read-documents",
    .arguments = "[FILE|FOLDER...]",
    .summary = "bring WARC, WET, mailboxes, tables and folders of files into JSON Lines",
    .description =
        "Each document becomes a record: id, text, metadata (url, date, language and what else\n"
        "the archive says). Of WARC files the records of the types conversion and resource are\n"
        "documents, when they are plain text. Files of a folder come in the order of their bytes;\n"
        "ids are the archive's own, else the name as given, or the path below the folder, with\n"
        "#N for the Nth record. JSON Lines (those of Dolma and datatrove too) go through, with\n"
        "an id where they had none. gzip and zstd are decompressed. A broken record is named with\n"
        "file and byte, and the rest is read.\n",
    .examples = "read-documents crawl-data/*.warc.wet.gz | galley 'strip-boilerplate | "
                "split-sentences' > corpus.jsonl\n"
                "read-documents articles/ > articles.jsonl\n"
                "read-documents --text-column=body posts.csv | find-quotes > quotes.jsonl\n",
    .statuses = "0  done, also when nothing was found\n"
                "1  done, but some records were broken: each is named on standard error\n"
                "2  could not: usage, input or output\n",
};

/* Hands on what is collected when it is `enough`; false when the output can take no more. */
static bool hand_on(struct reading *reading, size_t enough)
{
    struct gl_buffer *out = &reading->out;
    if (out->failed) {
        gl_tool_no_memory(&reading->tool);
        return false;
    }
    if (out->length < enough) {
        return true;
    }
    gl_sink_write(reading->tool.sink, out->bytes, out->length);
    gl_buffer_reset(out);
    return gl_tool_writes(&reading->tool);
}

static bool write_document(struct reading *reading, const struct gl_archive_document *document)
{
    size_t count = gl_archive_write(document, reading->dated, &reading->repaired, &reading->out);
    if (count > 0) {
        struct galley_error note;
        gl_error_set(&note, GALLEY_OK, document->file, 0, 0,
                     "byte %llu: not UTF-8 in %zu places, which became U+FFFD",
                     (unsigned long long)document->place, count);
        gl_status_say(&reading->tool.status, &note);
    }
    return hand_on(reading, FLUSH);
}

/* A broken record, or a file that cannot be read; false when that is the end. */
static bool meet_failure(struct reading *reading, enum galley_status status,
                         const struct galley_error *error)
{
    if (status == GALLEY_BAD_RECORD && reading->bad != 1) {
        gl_status_say(&reading->tool.status, error);
        gl_status_raise(&reading->tool.status,
                        reading->bad < 0 ? GL_EXIT_BAD_RECORDS : GL_EXIT_DONE);
        return true;
    }
    gl_status_fail(&reading->tool.status, error);
    return status == GALLEY_IO; // the other files are still worth reading
}

static void read_all(struct reading *reading, struct gl_archive *archive)
{
    struct gl_archive_document document;
    struct galley_error error;
    bool found = true;
    bool goes_on = true;
    while (goes_on) {
        enum galley_status status = gl_archive_next(archive, &document, &found, &error);
        if (status != GALLEY_OK) {
            goes_on = meet_failure(reading, status, &error);
        } else {
            goes_on = found && write_document(reading, &document);
        }
    }
    hand_on(reading, 1);
}

static void run(struct reading *reading)
{
    reading->settings.kind = (enum gl_archive_kind)reading->kind;
    reading->settings.names = reading->tool.files.items;
    reading->settings.name_count = reading->tool.files.count;
    if (!gl_tool_open(&reading->tool, reading->output)) {
        return;
    }
    if (reading->tool.files.count == 0 && isatty(STDIN_FILENO)) {
        fprintf(stderr, "%s: reading standard input; end it by Ctrl-D, or see --help\n", help.name);
    }
    struct gl_archive *archive = gl_archive_new(&reading->settings);
    if (archive) {
        read_all(reading, archive);
    } else {
        gl_tool_no_memory(&reading->tool);
    }
    gl_archive_free(archive);
}

int gl_read_run(int argc, char **argv)
{
    struct gl_option own[OWN_OPTIONS];
    struct reading reading = {
        .tool = {.help = help}, .bad = -1, .settings = {.max_document = GL_MAX_DOCUMENT}};
    fill_options(&reading, own);
    reading.tool.help.own = own;
    gl_tool_init(&reading.tool);
    if (gl_tool_begin(&reading.tool, argc, argv)) {
        run(&reading);
    }
    gl_buffer_release(&reading.out);
    gl_buffer_release(&reading.repaired);
    return gl_tool_end(&reading.tool);
}
