/* The detector's image: one word list, from function words to the languages that have them. */
#include <stdio.h>
#include <string.h>

#include "rules/builder.h"
#include "rules/compile.h"
#include "rules/conform.h"

/* Adds `language` to the value of `word` in the detector's list. */
static bool add_function_word(struct gl_builder *builder, const char *word, const char *language)
{
    static const char name[] = "language";
    int index = gl_vocabulary_list(&builder->vocabulary, name, sizeof name - 1);
    size_t count = 0;
    struct gl_word *words = NULL;
    if (index >= 0) {
        const struct gl_array *array =
            &GL_AT(builder->vocabulary.lists, struct gl_word_list, index).words;
        words = array->items;
        count = array->count;
    }
    for (size_t i = 0; i < count; i++) {
        if (strcmp(words[i].text, word) == 0) {
            size_t length = strlen(words[i].value) + strlen(language) + 2;
            char *value = gl_arena_alloc(&builder->arena, length);
            if (value != NULL) {
                snprintf(value, length, "%s %s", words[i].value, language);
                words[i].value = value;
            }
            return value != NULL;
        }
    }
    return gl_vocabulary_add_word(&builder->vocabulary, name, (struct gl_word){word, language});
}

static bool add_function_words(struct gl_builder *builder, const struct gl_tree *tree)
{
    const struct gl_node *words = gl_tree_get(tree, &tree->nodes[0], "words");
    const struct gl_node *list = words == NULL ? NULL : gl_tree_get(tree, words, "function-words");
    const struct gl_node *word = list == NULL ? NULL : gl_tree_first(tree, list);
    for (; word != NULL; word = gl_tree_next(tree, word)) {
        const char *text =
            list->kind == GL_NODE_MAP ? gl_tree_key(tree, word) : gl_tree_text(tree, word);
        if (!add_function_word(builder, text, tree->language)) {
            return false;
        }
    }
    return true;
}

enum galley_status gl_compile_detector(const struct gl_tree *const *trees, size_t count,
                                       struct gl_image **image, struct galley_error *error)
{
    struct gl_builder builder;
    *image = NULL;
    bool good = gl_builder_init(&builder);
    for (size_t i = 0; good && i < count; i++) {
        bool counts =
            strcmp(trees[i]->layer, "language") == 0 && strcmp(trees[i]->language, "any") != 0;
        good = !counts || add_function_words(&builder, trees[i]);
    }
    enum galley_status status =
        good ? gl_builder_finish(&builder, "language", "any", image, error)
             : gl_error_set(error, GALLEY_NO_MEMORY, NULL, 0, 0, "out of memory");
    gl_builder_release(&builder);
    return status;
}
