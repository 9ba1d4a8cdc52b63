/* Options: what the tables make of argv. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "app/options.h"

static const char *const colours[] = {"red", "green", NULL};

/* Everything a table can set. */
struct chosen {
    bool loud;
    int mode;
    const char *name;
    size_t size;
    double share;
    int colour;
    struct gl_texts paths;
    struct gl_texts files;
    struct galley_error error;
    struct gl_arena arena;
};

/* Reads up to seven words behind the program's name. */
static enum galley_status parse(struct chosen *chosen, const char *const words[7])
{
    char copies[8][64] = {"program"};
    char *argv[9] = {copies[0]};
    int argc = 1;
    *chosen = (struct chosen){.colour = -1};
    const struct gl_option table[] = {
        GL_OPTION_FLAG('l', "loud", &chosen->loud, "be loud"),
        {.name = "set", .type = GL_OPTION_SET_TYPE, .place = &chosen->mode, .value = 7},
        GL_OPTION_TEXT('n', "name", &chosen->name, "NAME", "a name"),
        {.name = "size", .type = GL_OPTION_SIZE_TYPE, .place = &chosen->size, .argument = "SIZE"},
        {.name = "share", .type = GL_OPTION_SHARE_TYPE, .place = &chosen->share, .argument = "S"},
        {.name = "colour",
         .type = GL_OPTION_CHOICE_TYPE,
         .place = &chosen->colour,
         .argument = "red|green",
         .choices = colours},
        {.name = "path", .type = GL_OPTION_LIST_TYPE, .place = &chosen->paths, .argument = "PATH"},
        GL_OPTION_END,
    };
    const struct gl_option *const tables[] = {table, NULL};
    for (; argc < 8 && words[argc - 1]; argc++) {
        strncpy(copies[argc], words[argc - 1], sizeof copies[argc] - 1);
        argv[argc] = copies[argc];
    }
    enum galley_status status =
        gl_options_parse(tables, argc, argv, &chosen->arena, &chosen->files, &chosen->error);
    return status;
}

static void every_type_reaches_its_place(void **state)
{
    struct chosen chosen;
    (void)state;
    assert_int_equal(
        parse(&chosen, (const char *const[7]){"-l", "--set", "--size=2K", "--share=0.25",
                                              "--colour", "green", NULL}),
        GALLEY_OK);
    assert_true(chosen.loud);
    assert_int_equal(chosen.mode, 7);
    assert_int_equal(chosen.size, 2048);
    assert_true(chosen.share == 0.25);
    assert_int_equal(chosen.colour, 1);
    gl_arena_release(&chosen.arena);
}

static void files_and_options_may_be_mixed_until_two_dashes(void **state)
{
    struct chosen chosen;
    (void)state;
    assert_int_equal(
        parse(&chosen, (const char *const[7]){"a", "--path=x", "b", "--path=y", "--", "-l", NULL}),
        GALLEY_OK);
    assert_int_equal(chosen.paths.count, 2);
    assert_int_equal(chosen.files.count, 3);
    assert_false(chosen.loud);
    gl_arena_release(&chosen.arena);
}

static void what_is_wrong_is_said_with_what_would_be_right(void **state)
{
    static const struct {
        const char *word, *what, *hint;
    } rows[] = {
        {"--laud", "unknown option --laud", "did you mean --loud?"},
        {"--s", "option --s is short for more than one", ""},
        {"--loud=yes", "option --loud takes no value", ""},
        {"--name", "option --name wants NAME", ""},
        {"--name=", "--name: NAME must not be empty", ""},
        {"-q", "unknown option -q", ""},
        {"--colour=gren", "--colour=gren: wants red|green", "did you mean green?"},
        {"--size=0", "--size=0: wants a number of bytes, such as 500000, 64K or 16M", ""},
        {"--size=99999999999999999999", NULL, ""},
        {"--share=1.5", NULL, ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct chosen chosen;
        assert_int_equal(parse(&chosen, (const char *const[7]){rows[i].word, NULL}),
                         GALLEY_BAD_USAGE);
        if (rows[i].what) {
            assert_string_equal(chosen.error.what, rows[i].what);
        }
        assert_string_equal(chosen.error.hint, rows[i].hint);
        gl_arena_release(&chosen.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_type_reaches_its_place),
        cmocka_unit_test(files_and_options_may_be_mixed_until_two_dashes),
        cmocka_unit_test(what_is_wrong_is_said_with_what_would_be_right),
    };
    return cmocka_run_group_tests_name("options", tests, NULL, NULL);
}
