/* strip-boilerplate: takes out what the page added to the article. */
#include "app/app.h"
#include "boilerplate/stage.h"

int main(int argc, char **argv)
{
    struct gl_boilerplate_settings settings = {.mark = false};
    const char *removed = NULL;
    const struct gl_option options[] = {
        GL_OPTION_FLAG(0, "mark", &settings.mark, "leave the text whole and mark what would go"),
        GL_OPTION_TEXT(0, "removed", &removed, "FILE",
                       "write a row for each cut: document, start, end, rule, text"),
        GL_OPTION_END,
    };
    const struct gl_command command = {
        .name = "strip-boilerplate",
        .summary = "take out ad labels, repeated headlines, share prompts, copyright tails",
        .description =
            "Text comes out cleaned; JSON Lines with a shorter \"text\" (whole with --mark), the "
            "layer "
            "\"boilerplate\", and \"captures\" with what the cut lines said of the document.",
        .examples = "strip-boilerplate < article.txt\n"
                    "strip-boilerplate --jsonl --removed=cuts.tsv corpus/*.txt > clean.jsonl\n",
        .options = options,
        .stage = &gl_boilerplate_stage,
        .settings = &settings,
        .side_file = &removed,
    };
    return gl_app_run(&command, argc, argv);
}
