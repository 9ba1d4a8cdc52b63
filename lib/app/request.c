#include "app/request.h"

#include <string.h>

#include "stream/reader.h"

static const char *const formats[] = {"auto", "text", "jsonl", NULL};    // order of enum gl_format
static const char *const units[] = {"codepoint", "byte", "utf16", NULL}; // order of enum gl_unit
static const char *const progress_choices[] = {"never", "auto", "always", NULL}; // of its enum
static const char *const bad_choices[] = {"pass", "skip", "fail", NULL};

static void set_defaults(struct gl_request *request)
{
    *request = (struct gl_request){
        .from = GL_FORMAT_AUTO,
        .to = GL_FORMAT_AUTO,
        .bad = GL_BAD_DEFAULT,
        .offsets = -1,
        .max_document = GL_MAX_DOCUMENT,
        .jobs = 1,
    };
}

/* -h, --help and --version: the last rows of every table. */
static struct gl_option *add_basic(struct gl_request *request, struct gl_option *row)
{
    const struct gl_option rows[] = {
        {.name = "",
         .letter = 'h',
         .type = GL_OPTION_SET_TYPE,
         .place = &request->action,
         .value = GL_ACTION_BRIEF_HELP,
         .help = "print a short help",
         .brief = true},
        {.name = "help",
         .type = GL_OPTION_SET_TYPE,
         .place = &request->action,
         .value = GL_ACTION_HELP,
         .help = "print the whole help",
         .brief = true},
        {.name = "version",
         .type = GL_OPTION_SET_TYPE,
         .place = &request->action,
         .value = GL_ACTION_VERSION,
         .help = "print the version and a hash of the rules in force",
         .brief = true},
        GL_OPTION_END,
    };
    memcpy(row, rows, sizeof rows);
    return row + sizeof rows / sizeof rows[0];
}

void gl_request_init_basic(struct gl_request *request, struct gl_option *table)
{
    set_defaults(request);
    add_basic(request, table);
}

/* This is long because it is the table: one row an option. */
void gl_request_init(struct gl_request *request, struct gl_option *table)
{
    set_defaults(request);
    const struct gl_option rows[] = {
        {.name = "output",
         .letter = 'o',
         .type = GL_OPTION_TEXT_TYPE,
         .place = &request->output,
         .argument = "FILE",
         .brief = true,
         .help = "write to FILE, which changes only when all went well"},
        {.name = "jsonl",
         .type = GL_OPTION_SET_TYPE,
         .place = &request->to,
         .value = GL_FORMAT_JSONL,
         .brief = true,
         .help = "write JSON Lines, as --to=jsonl"},
        {.name = "from",
         .type = GL_OPTION_CHOICE_TYPE,
         .place = &request->from,
         .argument = "auto|text|jsonl",
         .choices = formats,
         .help = "format of the input (default: JSON Lines when it begins as an object does)"},
        {.name = "to",
         .type = GL_OPTION_CHOICE_TYPE,
         .place = &request->to,
         .argument = "auto|text|jsonl",
         .choices = formats,
         .help = "format of the output (default: as the input)"},
        {.name = "null",
         .letter = '0',
         .type = GL_OPTION_FLAG_TYPE,
         .place = &request->null_ended,
         .help = "in text, a NUL ends each document, in the output too"},
        {.name = "separator",
         .type = GL_OPTION_TEXT_TYPE,
         .place = &request->separator,
         .argument = "LINE",
         .help = "in text, such a line stands between documents, in the output too"},
        {.name = "lang",
         .type = GL_OPTION_TEXT_TYPE,
         .place = &request->language,
         .argument = "TAG",
         .brief = true,
         .help = "language of records that name none, such as en (default: found from the text)"},
        {.name = "rules",
         .type = GL_OPTION_LIST_TYPE,
         .place = &request->rules,
         .argument = "PATH",
         .brief = true,
         .help = "rule file or folder to put on top; may be given several times"},
        {.name = "explain",
         .type = GL_OPTION_FLAG_TYPE,
         .place = &request->explain,
         .scope = GL_OPTION_OF_BOTH,
         .brief = true,
         .help = "name the rule behind every mark: in the marks, and each rule that took effect on "
                 "standard error"},
        {.name = "bad",
         .type = GL_OPTION_CHOICE_TYPE,
         .place = &request->bad,
         .argument = "pass|skip|fail",
         .choices = bad_choices,
         .help = "what becomes of bad records (default: pass, with status 1)"},
        {.name = "text-field",
         .type = GL_OPTION_TEXT_TYPE,
         .place = &request->text_field,
         .argument = "NAME",
         .help = "field that holds the text (default: text)"},
        {.name = "id-field",
         .type = GL_OPTION_TEXT_TYPE,
         .place = &request->id_field,
         .argument = "NAME",
         .help = "field that holds the document's name (default: id)"},
        {.name = "lang-field",
         .type = GL_OPTION_TEXT_TYPE,
         .place = &request->language_field,
         .argument = "NAME",
         .help = "field that holds the language (default: lang)"},
        {.name = "date-field",
         .type = GL_OPTION_TEXT_TYPE,
         .place = &request->date_field,
         .argument = "NAME",
         .help = "field that holds the document's date (default: date)"},
        {.name = "annotations-field",
         .type = GL_OPTION_TEXT_TYPE,
         .place = &request->annotations_field,
         .argument = "NAME",
         .help = "field that holds the layers (default: annotations)"},
        {.name = "layer",
         .type = GL_OPTION_TEXT_TYPE,
         .place = &request->layer,
         .scope = GL_OPTION_OF_STAGE,
         .argument = "NAME",
         .help = "write the layer under this name"},
        {.name = "offsets",
         .type = GL_OPTION_CHOICE_TYPE,
         .place = &request->offsets,
         .argument = "codepoint|byte|utf16",
         .choices = units,
         .help = "unit of start and end (default: what the record says, else codepoint)"},
        {.name = "max-document",
         .type = GL_OPTION_SIZE_TYPE,
         .place = &request->max_document,
         .argument = "SIZE",
         .help =
             "longest document or record in bytes; a longer one is a bad record (default: 128M)"},
        {.name = "jobs",
         .letter = 'j',
         .type = GL_OPTION_COUNT_TYPE,
         .place = &request->jobs,
         .argument = "N",
         .brief = true,
         .help = "work on N batches of documents at once, 0: on as many as there are processors; "
                 "the output is the same (default: 1)"},
        {.name = "progress",
         .type = GL_OPTION_CHOICE_TYPE,
         .place = &request->progress,
         .argument = "never|auto|always",
         .choices = progress_choices,
         .otherwise = "auto",
         .help =
             "show on standard error how far the work is: auto where that is a terminal, always "
             "elsewhere too (default: never; without a value: auto)"},
        {.name = "stats",
         .type = GL_OPTION_TEXT_TYPE,
         .place = &request->stats,
         .argument = "FILE",
         .otherwise = GL_STATS_TO_STANDARD_ERROR,
         .help = "write figures of the run as a JSON object to FILE (default: standard error)"},
        {.name = "line-buffered",
         .type = GL_OPTION_FLAG_TYPE,
         .place = &request->line_buffered,
         .help = "write each document out as soon as it is done"},
    };
    memcpy(table, rows, sizeof rows);
    add_basic(request, table + sizeof rows / sizeof rows[0]);
}

enum galley_status gl_request_check(const struct gl_request *request, struct galley_error *error)
{
    if (request->null_ended && request->separator) {
        return gl_error_set(error, GALLEY_BAD_USAGE, NULL, 0, 0,
                            "--null and --separator exclude each other");
    }
    if (request->from == GL_FORMAT_JSONL && (request->null_ended || request->separator)) {
        return gl_error_set(error, GALLEY_BAD_USAGE, NULL, 0, 0,
                            "--null and --separator are for text, not for --from=jsonl");
    }
    return GALLEY_OK;
}
