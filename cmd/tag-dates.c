/* tag-dates: finds dates, times, durations and sets, and says which they are. */
#include "app/app.h"
#include "dates/stage.h"

static const char *const domains[] = {"usual",      "news", "narrative",
                                      "colloquial", "auto", NULL}; // enum gl_dates_domain

/* An impossible date or an unknown source stops the program before any input. */
static enum galley_status check(const struct gl_command *command, struct galley_error *error)
{
    const struct gl_dates_settings *settings = command->settings;
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

int main(int argc, char **argv)
{
    struct gl_dates_settings settings = {0};
    const struct gl_option options[] = {
        GL_OPTION_TEXT(
            0, "reference-date", &settings.reference_date, "DATE",
            "the day, in ISO 8601, that texts are dated from (default: the record's date)"),
        GL_OPTION_TEXT(0, "reference-from", &settings.reference_from, "LIST",
                       "who else may say it: record,captures,copyright,text,infer (default: all "
                       "but infer)"),
        GL_OPTION_FLAG(0, "infer-date", &settings.infer_date,
                       "infer the day from what the text's own dates tell, where that suffices"),
        {.name = "domain",
         .type = GL_OPTION_CHOICE_TYPE,
         .place = &settings.domain,
         .argument = "news|narrative|colloquial|auto",
         .choices = domains,
         .brief = true,
         .help = "what kind of texts they are (default: news; short messages are colloquial)"},
        GL_OPTION_END,
    };
    const struct gl_command command = {
        .name = "tag-dates",
        .summary = "mark dates, times, durations and sets as TIMEX3 with ISO 8601 values",
        .description = "Text output is the text with inline TIMEX3 elements. In JSON Lines each "
                       "record gets the\n"
                       "layer `dates`: start, end, type, value; and `reference_date`, which says "
                       "what they were\n"
                       "resolved against. Today's date is never assumed: without a reference date "
                       "values stay\n"
                       "open, such as XXXX-10-12.\n",
        .examples =
            "tag-dates --reference-date=2020-10-07 < article.txt\n"
            "strip-boilerplate --jsonl corpus/*.txt | split-sentences | tag-dates > corpus.jsonl\n",
        .options = options,
        .stage = &gl_dates_stage,
        .settings = &settings,
        .check = check,
    };
    return gl_app_run(&command, argc, argv);
}
