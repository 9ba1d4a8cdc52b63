/* strip-boilerplate: takes away what the page added to the article. */
#include "app/app.h"
#include "rules/pack.h"

static const struct gl_pack *const packs[] = {&gl_pack_boilerplate, NULL};

int main(int argc, char **argv)
{
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
        .packs = packs,
    };
    return gl_app_run(&command, argc, argv);
}
