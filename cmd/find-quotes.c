/* find-quotes: marks who said what. */
#include "app/app.h"
#include "quotes/stage.h"

int main(int argc, char **argv)
{
    struct gl_quotes_settings settings = {.terms = false};
    const struct gl_option options[] = {
        GL_OPTION_FLAG(0, "terms", &settings.terms, "list quoted terms, titles and nicknames too"),
        GL_OPTION_END,
    };
    const struct gl_command command = {
        .name = "find-quotes",
        .summary = "mark quotations, who says them, and by which word",
        .description = "Text comes out as one quotation a line: start, end, kind, speaker, cue, "
                       "quotation, parted by TAB; "
                       "JSON Lines with the layer \"quotes\".",
        .examples = "find-quotes < article.txt\n"
                    "strip-boilerplate --jsonl article.txt | find-quotes > quotes.jsonl\n",
        .options = options,
        .stage = &gl_quotes_stage,
        .settings = &settings,
    };
    return gl_app_run(&command, argc, argv);
}
