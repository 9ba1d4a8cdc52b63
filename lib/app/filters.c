#include "app/filters.h"

#include <string.h>

static const char *const line_breaks[] = {"auto", "keep", "join", NULL}; // enum gl_line_breaks

/* ---- strip-boilerplate ---- */

static const char *const levels[] = {"light", "page", "auto", NULL}; // enum gl_level

void gl_filter_boilerplate(struct gl_step *step, struct gl_option *table)
{
    struct gl_boilerplate_settings *settings = &step->settings.boilerplate;
    const struct gl_option rows[] = {
        {.name = "level",
         .type = GL_OPTION_CHOICE_TYPE,
         .place = &settings->level,
         .argument = "light|page|auto",
         .choices = levels,
         .brief = true,
         .help =
             "what the text is: light, extracted already (default); page, that of a whole page; "
             "auto, told by the share of label-like lines"},
        GL_OPTION_FLAG(0, "mark", &settings->mark,
                       "leave the text whole and only mark what would go"),
        GL_OPTION_TEXT(
            0, "removed", &step->removed, "FILE",
            "list what was cut in FILE: document, start, end, rule, text, parted by TAB"),
        {.name = "keep-rule",
         .type = GL_OPTION_LIST_TYPE,
         .place = &settings->keep_rules,
         .argument = "NAME",
         .help = "keep what this rule would cut; may be given several times"},
        {.name = "keep-kind",
         .type = GL_OPTION_LIST_TYPE,
         .place = &settings->keep_kinds,
         .argument = "KIND",
         .help = "keep boilerplate of this kind, such as comment; may be given several times"},
        {.name = "only-kind",
         .type = GL_OPTION_LIST_TYPE,
         .place = &settings->only_kinds,
         .argument = "KIND",
         .help = "cut boilerplate of this kind only; may be given several times"},
        {.name = "max-removed",
         .type = GL_OPTION_SHARE_TYPE,
         .place = &settings->removed_most,
         .argument = "SHARE",
         .help = "share of a document, above 0 and up to 1, that may go; when more would, nothing "
                 "does (default: what the rules say)"},
        GL_OPTION_END,
    };
    memcpy(table, rows, sizeof rows);
}

static enum galley_status check_kinds(const struct gl_texts *kinds, const char *option,
                                      struct galley_error *error)
{
    for (size_t i = 0; i < kinds->count; i++) {
        if (!gl_boilerplate_is_kind(kinds->items[i])) {
            gl_error_set(error, GALLEY_BAD_USAGE, NULL, 0, 0, "%s=%s: there is no such kind",
                         option, kinds->items[i]);
            gl_error_hint(error, "kinds are ad, teaser, share, comment, and more in the man page");
            return GALLEY_BAD_USAGE;
        }
    }
    return GALLEY_OK;
}

/* With --mark nothing is removed, so there would be nothing to list. */
enum galley_status gl_filter_check_boilerplate(const struct gl_step *step,
                                               struct galley_error *error)
{
    const struct gl_boilerplate_settings *settings = &step->settings.boilerplate;
    enum galley_status status = check_kinds(&settings->keep_kinds, "--keep-kind", error);
    if (status == GALLEY_OK) {
        status = check_kinds(&settings->only_kinds, "--only-kind", error);
    }
    if (status != GALLEY_OK || !settings->mark || !step->removed) {
        return status;
    }
    return gl_error_set(error, GALLEY_BAD_USAGE, NULL, 0, 0,
                        "--mark and --removed exclude each other");
}

/* ---- split-sentences ---- */

static const char *const quotations[] = {"split", "keep", NULL}; // enum gl_quotations

void gl_filter_sentences(struct gl_step *step, struct gl_option *table)
{
    struct gl_sentences_settings *settings = &step->settings.sentences;
    const struct gl_option rows[] = {
        {.name = "line-breaks",
         .type = GL_OPTION_CHOICE_TYPE,
         .place = &settings->line_breaks,
         .argument = "auto|keep|join",
         .choices = line_breaks,
         .brief = true,
         .help = "a line end inside a paragraph: judged by rules, ends the sentence, or is a blank "
                 "(default: auto)"},
        {.name = "quotes",
         .type = GL_OPTION_CHOICE_TYPE,
         .place = &settings->quotes,
         .argument = "split|keep",
         .choices = quotations,
         .brief = true,
         .help = "what a quotation of several sentences becomes: its sentences, or a part of the "
                 "sentence around it (default: split)"},
        {.name = "null-output",
         .type = GL_OPTION_FLAG_TYPE,
         .place = &settings->null_output,
         .scope = GL_OPTION_OF_VIEW,
         .brief = true,
         .help = "in text, end each sentence with a NUL and leave its line breaks"},
        GL_OPTION_END,
    };
    memcpy(table, rows, sizeof rows);
}

/* ---- find-quotes ---- */

static const char *const speakers[] = {"all", "sure", NULL}; // enum gl_quotes_speakers

void gl_filter_quotes(struct gl_step *step, struct gl_option *table)
{
    struct gl_quotes_settings *settings = &step->settings.quotes;
    const struct gl_option rows[] = {
        {.name = "speakers",
         .type = GL_OPTION_CHOICE_TYPE,
         .place = &settings->speakers,
         .argument = "all|sure",
         .choices = speakers,
         .brief = true,
         .help = "which speakers to give: all (default), or those alone that are sure"},
        GL_OPTION_FLAG(0, "indirect", &settings->indirect,
                       "find indirect speech too: what is reported without marks"),
        GL_OPTION_FLAG(0, "no-resolve", &settings->unresolved, "do not say whom a pronoun means"),
        GL_OPTION_FLAG(0, "terms", &settings->terms,
                       "list terms, titles and nicknames too: marked words that nobody says"),
        GL_OPTION_END,
    };
    memcpy(table, rows, sizeof rows);
}

/* ---- tag-dates ---- */

static const char *const domains[] = {"usual",      "news", "narrative",
                                      "colloquial", "auto", NULL}; // enum gl_dates_domain

void gl_filter_dates(struct gl_step *step, struct gl_option *table)
{
    struct gl_dates_settings *settings = &step->settings.dates;
    const struct gl_option rows[] = {
        GL_OPTION_TEXT(
            0, "reference-date", &settings->reference_date, "DATE",
            "the day, in ISO 8601, that texts are dated from (default: the record's date)"),
        GL_OPTION_TEXT(0, "reference-from", &settings->reference_from, "LIST",
                       "who else may say it: record,captures,copyright,text,infer (default: all "
                       "but infer)"),
        GL_OPTION_FLAG(0, "infer-date", &settings->infer_date,
                       "infer the day from what the text's own dates tell, where that suffices"),
        {.name = "domain",
         .type = GL_OPTION_CHOICE_TYPE,
         .place = &settings->domain,
         .argument = "news|narrative|colloquial|auto",
         .choices = domains,
         .brief = true,
         .help = "what kind of texts they are (default: news; short messages are colloquial)"},
        GL_OPTION_END,
    };
    memcpy(table, rows, sizeof rows);
}

/* An impossible date or an unknown source stops the program before any input. */
enum galley_status gl_filter_check_dates(const struct gl_step *step, struct galley_error *error)
{
    const struct gl_dates_settings *settings = &step->settings.dates;
    if (settings->reference_from && !gl_dates_is_sources(settings->reference_from)) {
        return gl_error_set(error, GALLEY_BAD_USAGE, NULL, 0, 0,
                            "--reference-from=%s: wants a list of record, captures, copyright, "
                            "text, infer",
                            settings->reference_from);
    }
    if (!settings->reference_date || gl_dates_is_date(settings->reference_date)) {
        return GALLEY_OK;
    }
    return gl_error_set(error, GALLEY_BAD_USAGE, NULL, 0, 0,
                        "--reference-date=%s: wants a date such as 2020-10-07",
                        settings->reference_date);
}
