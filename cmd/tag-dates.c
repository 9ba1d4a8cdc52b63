/* tag-dates: marks temporal expressions and what they come to. */
#include "app/app.h"
#include "dates/stage.h"

static enum galley_status check(void *place, struct galley_error *error)
{
    const struct gl_dates_settings *settings = place;
    if (settings->reference_date != NULL && !gl_dates_is_date(settings->reference_date)) {
        gl_error_set(error, GALLEY_BAD_USAGE, NULL, 0, 0, "\"%.60s\" is no date",
                     settings->reference_date);
        gl_error_hint(error, "write it as 2020-10-07");
        return GALLEY_BAD_USAGE;
    }
    return GALLEY_OK;
}

int main(int argc, char **argv)
{
    struct gl_dates_settings settings = {.reference_date = NULL};
    const struct gl_option options[] = {
        GL_OPTION_TEXT(0, "reference-date", &settings.reference_date, "DATE",
                       "date of the documents, as 2020-10-07; over the records' own"),
        GL_OPTION_END,
    };
    const struct gl_command command = {
        .name = "tag-dates",
        .summary = "mark dates, times, durations and sets, resolved to TIMEX3 values",
        .description =
            "Text comes out with <TIMEX3> elements in it; JSON Lines with the layers \"dates\" and "
            "\"reference_date\". Without a date, values stay underspecified; today's date is never "
            "assumed.",
        .examples = "tag-dates --reference-date=2020-10-07 < article.txt\n"
                    "split-sentences --jsonl articles/*.txt | tag-dates > dated.jsonl\n",
        .options = options,
        .stage = &gl_dates_stage,
        .settings = &settings,
        .check = check,
    };
    return gl_app_run(&command, argc, argv);
}
