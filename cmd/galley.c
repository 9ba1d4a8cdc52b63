/* galley: runs a pipeline of filters in one process. */
#include "app/app.h"
#include "rules/pack.h"

int main(int argc, char **argv)
{
    const struct gl_command command = {
        .name = "galley",
        .summary = "run filters, such as 'strip-boilerplate | tag-dates', in one process",
        .description =
            "PIPELINE is one word: filters with their own options, parted by |. There are "
            "strip-boilerplate,\n"
            "split-sentences, find-quotes and tag-dates; --help of each tells its options. Each "
            "record is read\n"
            "and written once; what comes out is what a shell's pipe of these filters gives. What "
            "says\n"
            "something of one stage stands in the pipeline (its own options, --layer, --explain), "
            "the rest\n"
            "beside it. In text output the last stage writes its view of the document; the stages "
            "before it\n"
            "hand their layers on, as in JSON Lines.\n",
        .examples = "galley 'strip-boilerplate | split-sentences' < article.txt\n"
                    "galley 'strip-boilerplate | split-sentences | find-quotes | tag-dates' "
                    "corpus.jsonl.zst > marked.jsonl\n"
                    "galley --jsonl 'strip-boilerplate --mark | tag-dates "
                    "--reference-date=2020-10-07' article.txt\n",
        .packs = gl_packs,
    };
    return gl_app_run(&command, argc, argv);
}
