#include "support.h"

#include "rules/first.h"
#include "text/words.h"

static const char vocabulary[] =
    HEAD "words: {month: [January, May, 'in May'], mark: ['©', '(c)']}\n"
         "parts: {day: '\\d{1,2}', last: '(?:last|the past)'}\n";

static int compare_words(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Words, sorted, then the first bytes beside them: "last the|0-9". Long runs of bytes are given as
 * "*". */
static const char *first_of(const char *pattern)
{
    static char out[1024];
    struct gl_yaml file = {.file = NULL};
    struct gl_arena arena = {0};
    struct gl_vocabulary words;
    struct gl_first first;
    struct galley_error error;
    assert_int_equal(gl_yaml_parse(&file, "f", vocabulary, strlen(vocabulary), &error), GALLEY_OK);
    gl_vocabulary_init(&words, &arena);
    assert_int_equal(gl_vocabulary_add(&words, &file.tree, &error), GALLEY_OK);
    gl_first_find(&words, pattern, &first);
    assert_false(first.failed);
    if (first.words.count > 1) {
        qsort(first.words.items, first.words.count, sizeof(char *), compare_words);
    }
    out[0] = '\0';
    for (size_t i = 0; i < first.words.count; i++) {
        if (i == 0 ||
            strcmp(GL_AT(first.words, char *, i), GL_AT(first.words, char *, i - 1)) != 0) {
            strcat(strcat(out, *out ? " " : ""), GL_AT(first.words, char *, i));
        }
    }
    strcat(out, "|");
    size_t bytes = 0;
    for (int byte = 0; byte < 256; byte++) {
        bytes += gl_byte_set_has(&first.bytes, (unsigned char)byte);
    }
    for (int byte = 0x21; byte < 0x7f && bytes < 40; byte++) {
        if (gl_byte_set_has(&first.bytes, (unsigned char)byte)) {
            snprintf(out + strlen(out), 2, "%c", byte);
        }
    }
    strcat(out, bytes >= 40 ? "*" : "");
    gl_array_release(&first.words);
    gl_vocabulary_release(&words);
    gl_arena_release(&arena);
    gl_yaml_release(&file);
    return out;
}

static void first_words_and_bytes_are_derived(void **state)
{
    static const struct {
        const char *pattern;
        const char *wanted;
    } rows[] = {
        {"last week", "last|"},
        {"\\blast\\b", "last|"},
        {"last", "|Ll"},
        {"(?:last|next) week", "last next|"},
        {"(?:the )?last week", "last the|"},
        {"<month>", "in january may|"},
        {"<mark>", "|("},
        {"<day> <month>", "|0123456789"},
        {"<last> <month>", "last the|"},
        {"days? ago", "day days|"},
        {"day(?:s|time)? ago", "day days daytime|"},
        {"(?!x)(?<=y)last ", "last|"},
        {"[12]\\d", "|12"},
        {"[a-c]x", "|ABCabc"},
        {"[^a]", "|*"},
        {"[.{}x]", "|.Xx{}"},
        {"[\\.{}]", "|.{}"},
        {"[\\s,-]", "|,-"},
        {"[\\d–]", "|0123456789"},
        {"[a-é]", "|*"},
        {".", "|*"},
        {"\\p{Lu}x", "|*"},
        {"x+y", "|Xx"},
        {"(?i)last ", "last|"},
        {"'s", "|'"},
        {"“[^”]+”", "|"},
        {"mid-<month>", "mid|"},
        {"(?:a|b|)c ", "ac bc c|"},
        {"U\\.S\\.", "u|"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *got = first_of(rows[i].pattern);
        if (strcmp(got, rows[i].wanted) != 0) {
            fail_msg("%s: \"%s\", wanted \"%s\"", rows[i].pattern, got, rows[i].wanted);
        }
    }
}

/* Rule numbers tried at each place of a text, as "0:0,2 5:1". */
static void rules_are_tried_where_they_may_begin(void **state)
{
    struct book book = open_book(HEAD "words: {month: [May, June]}\nrules:\n"
                                      "  - {name: a, match: '<month>'}\n"
                                      "  - {name: b, match: 'last <month>'}\n"
                                      "  - {name: c, match: '\\d{4}'}\n"
                                      "  - {name: d, match: '<month> \\d'}\n");
    struct gl_text text = text_of("LAST may 1999 été (June)");
    char out[128] = "";
    struct gl_triggered triggered;
    size_t end;
    (void)state;
    for (size_t at = gl_ruleset_scan(book.set, text, 0, text.length, &triggered, &end);
         at < text.length;
         at = gl_ruleset_scan(book.set, text, end, text.length, &triggered, &end)) {
        const struct gl_rule *rule;
        snprintf(out + strlen(out), 8, "%zu", at);
        while ((rule = gl_triggered_next(book.set, &triggered)) != NULL) {
            strcat(out, rule->name);
        }
        strcat(out, " ");
    }
    assert_string_equal(out, "0b 5ad 9c 21ad ");
    close_book(&book);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(first_words_and_bytes_are_derived),
        cmocka_unit_test(rules_are_tried_where_they_may_begin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
