/* split-sentences: marks where each sentence and paragraph begins and ends. */
#include "app/app.h"
#include "rules/pack.h"

static const struct gl_pack *const packs[] = {&gl_pack_sentences, NULL};

int main(int argc, char **argv)
{
    const struct gl_command command = {
        .name = "split-sentences",
        .summary = "mark where each sentence and paragraph begins and ends",
        .description = "Text output is one sentence a line and an empty line between paragraphs. "
                       "In JSON Lines\n"
                       "each record gets the layer `sentences`: start, end, paragraph, and heading "
                       "where true.\n",
        .examples = "split-sentences < article.txt\n"
                    "strip-boilerplate < article.txt | split-sentences\n"
                    "split-sentences --jsonl corpus.jsonl.zst | tag-dates > dated.jsonl\n",
        .packs = packs,
    };
    return gl_app_run(&command, argc, argv);
}
