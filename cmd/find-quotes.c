/* find-quotes: finds who said what. */
#include "app/app.h"
#include "rules/pack.h"

static const struct gl_pack *const packs[] = {&gl_pack_sentences, &gl_pack_quotes, NULL};

int main(int argc, char **argv)
{
    const struct gl_command command = {
        .name = "find-quotes",
        .summary = "find quotations, who speaks, and the word that says so",
        .description =
            "Text output is one quotation a row, fields parted by TAB: start, end, kind, speaker,\n"
            "cue, quotation. In JSON Lines each record gets the layer `quotes`: start, end, kind\n"
            "(direct, mixed), speaker and cue. Sentences are found first where the record has "
            "none.\n",
        .examples =
            "find-quotes < article.txt\n"
            "strip-boilerplate --jsonl article.txt | split-sentences | find-quotes | jq .\n",
        .packs = packs,
    };
    return gl_app_run(&command, argc, argv);
}
