/* strip-boilerplate: takes away what the page added to the article. */
#include "app/app.h"
#include "boilerplate/stage.h"

/* With --mark nothing is removed, so there would be nothing to list. */
static enum galley_status check_mark(const struct gl_command *command, struct galley_error *error)
{
    const struct gl_boilerplate_settings *settings = command->settings;
    if (!settings->mark || !*command->removed) {
        return GALLEY_OK;
    }
    return gl_error_set(error, GALLEY_BAD_USAGE, NULL, 0, 0,
                        "--mark and --removed exclude each other");
}

int main(int argc, char **argv)
{
    struct gl_boilerplate_settings settings = {0};
    const char *removed = NULL;
    const struct gl_option options[] = {
        GL_OPTION_FLAG(0, "mark", &settings.mark,
                       "leave the text whole and only mark what would go"),
        GL_OPTION_TEXT(
            0, "removed", &removed, "FILE",
            "list what was cut in FILE: document, start, end, rule, text, parted by TAB"),
        {.name = "removed-most",
         .type = GL_OPTION_SHARE_TYPE,
         .place = &settings.removed_most,
         .argument = "SHARE",
         .help = "share of a document, above 0 and up to 1, that may go; when more would, nothing "
                 "does (default: what the rules say)"},
        GL_OPTION_END,
    };
    const struct gl_command command = {
        .name = "strip-boilerplate",
        .summary = "take away what the page added to the article: labels, repeats, teasers, tails",
        .description = "Text output is the cleaned text. In JSON Lines the text is shortened, the "
                       "spans of the\n"
                       "layers that are there move with it, and each cut leaves a row of no length "
                       "in the layer\n"
                       "`boilerplate`. What removed lines said of the document goes to the layer "
                       "`captures`.\n",
        .examples = "strip-boilerplate < article.txt | split-sentences\n"
                    "strip-boilerplate --mark --jsonl article.txt | split-sentences | find-quotes\n"
                    "strip-boilerplate --removed=cut.tsv corpus.jsonl > clean.jsonl\n",
        .options = options,
        .stage = &gl_boilerplate_stage,
        .settings = &settings,
        .check = check_mark,
        .removed = &removed,
    };
    return gl_app_run(&command, argc, argv);
}
