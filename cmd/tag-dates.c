/* tag-dates: finds dates, times, durations and sets, and says which they are. */
#include "app/app.h"
#include "rules/pack.h"

static const struct gl_pack *const packs[] = {&gl_pack_sentences, &gl_pack_dates, NULL};

int main(int argc, char **argv)
{
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
        .packs = packs,
    };
    return gl_app_run(&command, argc, argv);
}
