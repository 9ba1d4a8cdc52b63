/* evidence: prints what the engine knows of each line of a document, for fit.py.
 *
 * usage: evidence light|page ROUNDS [RULES...] < documents. A document is a language and a text,
 * each ended by NUL. Evidence is what the round behind ROUNDS rounds of votes would see. For each
 * document goes out the number of its lines (4 bytes), and for each line where it begins (4 bytes)
 * and its evidence, a byte each, and whether it is voted on; numbers are the machine's. `evidence
 * names` prints the names. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "boilerplate/judge.h"
#include "boilerplate/score.h"
#include "boilerplate/stage.h"
#include "rules/pack.h"
#include "rules/rulebook.h"

static struct gl_text until_nul(char **buffer, size_t *capacity)
{
    ssize_t length = getdelim(buffer, capacity, '\0', stdin);
    return (struct gl_text){*buffer, length <= 0 ? 0 : (size_t)length - 1};
}

static void print_lines(const struct gl_page *page, const struct gl_scores *scores)
{
    uint32_t count = (uint32_t)page->count;
    fwrite(&count, sizeof count, 1, stdout);
    for (size_t i = 0; i < page->count; i++) {
        uint32_t start = (uint32_t)page->lines[i].span.start;
        fwrite(&start, sizeof start, 1, stdout);
        fwrite(scores->around.rows[i].of, GL_EVIDENCES, 1, stdout);
        putchar(scores->around.asked[i]);
    }
}

/* The rounds asked for, and one more without ballots, which sees what they made. */
static void run_rounds(struct gl_page *page, bool light, size_t rounds, struct gl_arena *arena)
{
    struct gl_ballot none = {0};
    struct gl_round all[GL_ROUNDS] = {{0}};
    struct gl_scores scores = {.capacity = 0};
    memcpy(all, light ? page->bound->light_rounds : page->bound->page_rounds, rounds * sizeof *all);
    all[rounds] = (struct gl_round){&none, 1};
    if (!gl_score_lines(page, all, light, arena, &scores)) {
        exit(2);
    }
    print_lines(page, &scores);
}

static void look(struct gl_text text, const struct gl_ruleset *set, struct gl_matcher *matcher,
                 bool light, size_t rounds)
{
    struct gl_arena arena = {0};
    struct gl_page page;
    struct gl_judge judge = {.page = &page, .matcher = matcher, .scene = {.text = text}};
    bool more;
    gl_page_open(&page, text, set);
    if (!gl_page_next(&page, &arena, &more)) {
        exit(2);
    }
    gl_matcher_begin(matcher, text.length);
    for (size_t i = 0; i < page.count; i++) {
        gl_judge_survey(&judge, &page.lines[i]);
    }
    run_rounds(&page, light, rounds, &arena);
    gl_arena_release(&arena);
}

int main(int argc, char **argv)
{
    static const struct gl_schema *const schemas[] = {&gl_boilerplate_schema, NULL};
    const struct gl_rule_sources sources = {.schemas = schemas,
                                            .packs = gl_packs,
                                            .paths = (const char *const *)argv + 3,
                                            .path_count = argc > 3 ? (size_t)argc - 3 : 0};
    struct gl_rulebook *book;
    struct galley_error error = {0};
    char *language = NULL, *text = NULL, line[1024];
    size_t language_capacity = 0, text_capacity = 0;
    if (argc > 1 && strcmp(argv[1], "names") == 0) {
        for (size_t i = 0; i < GL_EVIDENCES; i++) {
            puts(gl_evidence_names[i]);
        }
        return 0;
    }
    bool light = argc > 1 && strcmp(argv[1], "light") == 0;
    size_t rounds = argc > 2 ? (size_t)atoi(argv[2]) : 0;
    if (rounds >= GL_ROUNDS || gl_rulebook_open(&sources, &book, &error) != GALLEY_OK) {
        gl_error_format(&error, line, sizeof line);
        fprintf(stderr, "%s\n", line);
        return 2;
    }
    struct gl_matcher *matcher = gl_matcher_new();
    for (;;) {
        struct gl_text tag = until_nul(&language, &language_capacity);
        if (feof(stdin)) {
            break;
        }
        if (tag.length == 0) {
            tag = (struct gl_text){"any", 3};
        }
        struct gl_text whole = until_nul(&text, &text_capacity);
        look(whole, gl_rulebook_select(book, "boilerplate", tag), matcher, light, rounds);
    }
    gl_matcher_free(matcher);
    gl_rulebook_free(book);
    free(language);
    free(text);
    return 0;
}
