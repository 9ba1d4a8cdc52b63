/* split-sentences: marks where each sentence and paragraph begins and ends. */
#include "app/app.h"
#include "sentences/stage.h"

/* Options as they are read; the choices are in the order of the engine's enums. */
struct choices {
    struct gl_sentences_settings settings;
    int line_breaks;
    int quotes;
};

static enum galley_status take(void *place, struct galley_error *error)
{
    struct choices *choices = place;
    (void)error;
    choices->settings.line_breaks = (enum gl_line_breaks)choices->line_breaks;
    choices->settings.keep_quotes = choices->quotes == 1;
    return GALLEY_OK;
}

int main(int argc, char **argv)
{
    static const char *const line_breaks[] = {"auto", "keep", "join", NULL};
    static const char *const quotes[] = {"split", "keep", NULL};
    struct choices choices = {.line_breaks = GL_LINE_BREAKS_AUTO};
    const struct gl_option options[] = {
        {.name = "line-breaks",
         .type = GL_OPTION_CHOICE_TYPE,
         .place = &choices.line_breaks,
         .argument = "HOW",
         .choices = line_breaks,
         .brief = true,
         .help = "a single line break ends a sentence: auto (the rules decide), keep, join"},
        {.name = "quotes",
         .type = GL_OPTION_CHOICE_TYPE,
         .place = &choices.quotes,
         .argument = "HOW",
         .choices = quotes,
         .brief = true,
         .help = "sentences inside one quotation: split, or keep together"},
        GL_OPTION_END,
    };
    const struct gl_command command = {
        .name = "split-sentences",
        .summary = "mark where each sentence and paragraph begins and ends",
        .description = "Text comes out with one sentence a line and an empty line between "
                       "paragraphs; JSON Lines with "
                       "the layer \"sentences\": start, end, paragraph.",
        .examples = "split-sentences < article.txt\n"
                    "split-sentences --jsonl corpus.jsonl.zst | tag-dates > dated.jsonl\n",
        .options = options,
        .stage = &gl_sentences_stage,
        .settings = &choices,
        .check = take,
    };
    return gl_app_run(&command, argc, argv);
}
