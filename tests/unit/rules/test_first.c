#include "support.h"

#include "rules/first.h"
#include "rules/second.h"
#include "text/words.h"

static const char vocabulary[] =
    HEAD "words: {month: [January, May, 'in May'], mark: ['©', '(c)']}\n"
         "parts: {day: '\\d{1,2}', last: '(?:last|the past)'}\n";

static int compare_words(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Appends the words, sorted, then the bytes beside them: "last the|0-9". Long runs of bytes are
 * given as "*". */
static void show(char *out, struct gl_array *words, const struct gl_byte_set *set)
{
    if (words->count > 1) {
        qsort(words->items, words->count, sizeof(char *), compare_words);
    }
    for (size_t i = 0; i < words->count; i++) {
        if (i == 0 || strcmp(GL_AT(*words, char *, i), GL_AT(*words, char *, i - 1)) != 0) {
            strcat(strcat(out, *out ? " " : ""), GL_AT(*words, char *, i));
        }
    }
    strcat(out, "|");
    size_t bytes = 0;
    for (int byte = 0; byte < 256; byte++) {
        bytes += gl_byte_set_has(set, (unsigned char)byte);
    }
    for (int byte = 0x21; byte < 0x7f && bytes < 40; byte++) {
        if (gl_byte_set_has(set, (unsigned char)byte)) {
            snprintf(out + strlen(out), 2, "%c", byte);
        }
    }
    strcat(out, bytes >= 40 ? "*" : "");
}

/* What stands first in a match of the pattern, or second: then with "+" where anything may. */
static const char *derived(const char *pattern, bool second)
{
    static char out[1024];
    struct gl_yaml file = {.file = NULL};
    struct gl_arena arena = {0};
    struct gl_vocabulary words;
    struct gl_first first = {.words = GL_ARRAY(char *)};
    struct gl_second behind = {.words = GL_ARRAY(char *)};
    struct galley_error error;
    assert_int_equal(gl_yaml_parse(&file, "f", vocabulary, strlen(vocabulary), &error), GALLEY_OK);
    gl_vocabulary_init(&words, &arena);
    assert_int_equal(gl_vocabulary_add(&words, &file.tree, &error), GALLEY_OK);
    out[0] = '\0';
    if (second) {
        gl_second_find(&words, pattern, &behind);
        show(out, &behind.words, &behind.bytes);
        strcat(out, behind.open ? "+" : "");
    } else {
        gl_first_find(&words, pattern, &first);
        show(out, &first.words, &first.bytes);
    }
    assert_false(first.failed || behind.failed);
    gl_array_release(&first.words);
    gl_array_release(&behind.words);
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
        {"today(?!\\p{L})", "today|"},
        {"today(?!s|[\\w-])", "today|"},
        {"today(?!s|-\\w)", "|Tt"},
        {"20(?!\\p{L})", "|2"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *got = derived(rows[i].pattern, false);
        if (strcmp(got, rows[i].wanted) != 0) {
            fail_msg("%s: \"%s\", wanted \"%s\"", rows[i].pattern, got, rows[i].wanted);
        }
    }
}

static void second_words_and_bytes_are_derived(void **state)
{
    static const struct {
        const char *pattern;
        const char *wanted;
    } rows[] = {
        {"last <month>\\b", "in january may|"},
        {"<month>", "may|+"},
        {"<month> <day>", "may|0123456789"},
        {"<month>\\.? <day>", "may|.0123456789"},
        {"(?:the )?<month>(?: of|,)? \\d", "in january may of|,0123456789"},
        {"the (?:week|month) ", "month week|"},
        {"the week", "|Ww"},
        {"the week(?!\\p{L})", "week|"},
        {"the we+k ", "wek|Ww"},
        {"\\d+", "|+"},
        {"\\d+/\\d+", "|/"},
        {"\\d\\d ", "|+"},
        {"'s ", "s|"},
        {"mid-<month>", "|-"},
        {"a(?: b)* c ", "b c|Bb"},
        {"a.b", "|*+"},
        {"(?:x )?[’'][2-9]0s", "|'23456789"},
        {"\\p{Lu}\\. [A-C]", "|."},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *got = derived(rows[i].pattern, true);
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
    struct gl_text text = text_of("LAST may 1999 été (June) June 5th");
    char out[128] = "";
    struct gl_triggered triggered;
    struct gl_starts starts =
        gl_starts_begin(book.set, text, (struct gl_span){0, text.length}, false);
    size_t at;
    (void)state;
    while (gl_starts_next(&starts, &at, &triggered)) {
        const struct gl_rule *rule;
        snprintf(out + strlen(out), 8, "%zu", at);
        while ((rule = gl_triggered_next(book.set, &triggered)) != NULL) {
            strcat(out, rule->name);
        }
        strcat(out, " ");
    }
    assert_string_equal(out, "0b 5ad 9c 21a 27ad 32c ");
    close_book(&book);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(first_words_and_bytes_are_derived),
        cmocka_unit_test(second_words_and_bytes_are_derived),
        cmocka_unit_test(rules_are_tried_where_they_may_begin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
