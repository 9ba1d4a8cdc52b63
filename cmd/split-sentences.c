/* split-sentences: marks where each sentence and paragraph begins and ends. */
#include "app/app.h"
#include "sentences/stage.h"

static const char *const line_breaks[] = {"auto", "keep", "join", NULL}; // enum gl_line_breaks

int main(int argc, char **argv)
{
    struct gl_sentences_settings settings = {0};
    const struct gl_option options[] = {
        {.name = "line-breaks",
         .type = GL_OPTION_CHOICE_TYPE,
         .place = &settings.line_breaks,
         .argument = "auto|keep|join",
         .choices = line_breaks,
         .brief = true,
         .help = "a line end inside a paragraph: judged by rules, ends the sentence, or is a blank "
                 "(default: auto)"},
        GL_OPTION_FLAG(0, "keep-quotes", &settings.keep_quotes,
                       "do not split inside a quotation of several sentences"),
        GL_OPTION_END,
    };
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
        .options = options,
        .stage = &gl_sentences_stage,
        .settings = &settings,
    };
    return gl_app_run(&command, argc, argv);
}
