#include "rules/vocabulary.h"

#include <stdlib.h>
#include <string.h>

#include "rules/conform.h"
#include "text/classes.h"
#include "text/utf8.h"

void gl_vocabulary_init(struct gl_vocabulary *vocabulary, struct gl_arena *arena)
{
    *vocabulary = (struct gl_vocabulary){
        .arena = arena, .lists = GL_ARRAY(struct gl_word_list), .parts = GL_ARRAY(struct gl_part)};
}

void gl_vocabulary_release(struct gl_vocabulary *vocabulary)
{
    for (size_t i = 0; i < vocabulary->lists.count; i++) {
        gl_array_release(&GL_AT(vocabulary->lists, struct gl_word_list, i).words);
    }
    gl_array_release(&vocabulary->lists);
    gl_array_release(&vocabulary->parts);
}

static bool same(const char *name, const char *bytes, size_t length)
{
    return strlen(name) == length && memcmp(name, bytes, length) == 0;
}

int gl_vocabulary_list(const struct gl_vocabulary *vocabulary, const char *name, size_t length)
{
    for (size_t i = 0; i < vocabulary->lists.count; i++) {
        if (same(GL_AT(vocabulary->lists, struct gl_word_list, i).name, name, length)) {
            return (int)i;
        }
    }
    return -1;
}

const struct gl_part *gl_vocabulary_part(const struct gl_vocabulary *vocabulary, const char *name,
                                         size_t length)
{
    for (size_t i = 0; i < vocabulary->parts.count; i++) {
        const struct gl_part *part = &GL_AT(vocabulary->parts, struct gl_part, i);
        if (same(part->name, name, length)) {
            return part;
        }
    }
    return NULL;
}

static struct gl_word_list *list_named(struct gl_vocabulary *vocabulary, const char *name)
{
    int found = gl_vocabulary_list(vocabulary, name, strlen(name));
    if (found >= 0) {
        return &GL_AT(vocabulary->lists, struct gl_word_list, found);
    }
    struct gl_word_list *list = gl_array_push(&vocabulary->lists);
    if (list != NULL) {
        *list = (struct gl_word_list){.name = name, .words = GL_ARRAY(struct gl_word)};
    }
    return list;
}

bool gl_vocabulary_add_word(struct gl_vocabulary *vocabulary, const char *name, struct gl_word word)
{
    struct gl_word_list *list = list_named(vocabulary, name);
    struct gl_word *added = list == NULL ? NULL : gl_array_push(&list->words);
    if (added != NULL) {
        *added = word;
    }
    return added != NULL;
}

/* Of entries with the same text, the last one stays, at the place of the first: what a stronger
 * file says counts. */
struct ordered {
    struct gl_word word;
    size_t at;
};

static int compare_text(const void *a, const void *b)
{
    const struct ordered *first = a;
    const struct ordered *second = b;
    int order = strcmp(first->word.text, second->word.text);
    return order != 0 ? order : (first->at > second->at) - (first->at < second->at);
}

static int compare_place(const void *a, const void *b)
{
    const struct ordered *first = a;
    const struct ordered *second = b;
    return (first->at > second->at) - (first->at < second->at);
}

static bool unite(struct gl_word_list *list)
{
    size_t count = list->words.count;
    struct ordered *all = count > 0 ? malloc(count * sizeof *all) : NULL;
    size_t kept = 0;
    if (all == NULL) {
        return count == 0;
    }
    for (size_t i = 0; i < count; i++) {
        all[i] = (struct ordered){GL_AT(list->words, struct gl_word, i), i};
    }
    qsort(all, count, sizeof *all, compare_text);
    for (size_t i = 0; i < count; i++) {
        if (kept > 0 && strcmp(all[kept - 1].word.text, all[i].word.text) == 0) {
            all[kept - 1].word = all[i].word;
        } else {
            all[kept++] = all[i];
        }
    }
    qsort(all, kept, sizeof *all, compare_place);
    for (size_t i = 0; i < kept; i++) {
        GL_AT(list->words, struct gl_word, i) = all[i].word;
    }
    list->words.count = kept;
    free(all);
    return true;
}

static bool add_list(struct gl_vocabulary *vocabulary, const struct gl_tree *tree,
                     const struct gl_node *node)
{
    struct gl_word_list *list = list_named(vocabulary, gl_tree_key(tree, node));
    if (list == NULL) {
        return false;
    }
    for (const struct gl_node *item = gl_tree_first(tree, node); item != NULL;
         item = gl_tree_next(tree, item)) {
        struct gl_word *word = gl_array_push(&list->words);
        if (word == NULL) {
            return false;
        }
        word->text = node->kind == GL_NODE_MAP ? gl_tree_key(tree, item) : gl_tree_text(tree, item);
        word->value = node->kind == GL_NODE_MAP ? gl_tree_text(tree, item) : "";
    }
    return unite(list);
}

static bool add_part(struct gl_vocabulary *vocabulary, const struct gl_tree *tree,
                     const struct gl_node *node)
{
    const char *name = gl_tree_key(tree, node);
    struct gl_part *part =
        (struct gl_part *)gl_vocabulary_part(vocabulary, name, strlen(name)); // ours to replace
    part = part != NULL ? part : gl_array_push(&vocabulary->parts);
    if (part != NULL) {
        *part = (struct gl_part){name, gl_tree_text(tree, node), tree, node};
    }
    return part != NULL;
}

enum galley_status gl_vocabulary_add(struct gl_vocabulary *vocabulary, const struct gl_tree *tree,
                                     struct galley_error *error)
{
    const struct gl_node *words = gl_tree_get(tree, &tree->nodes[0], "words");
    const struct gl_node *parts = gl_tree_get(tree, &tree->nodes[0], "parts");
    const struct gl_node *node = words == NULL ? NULL : gl_tree_first(tree, words);
    for (; node != NULL; node = gl_tree_next(tree, node)) {
        const char *name = gl_tree_key(tree, node);
        if (gl_vocabulary_part(vocabulary, name, strlen(name)) != NULL) {
            return gl_tree_error(tree, node, error, "\"%.60s\" is a part already", name);
        }
        if (!add_list(vocabulary, tree, node)) {
            return gl_error_set(error, GALLEY_NO_MEMORY, tree->file, 0, 0, "out of memory");
        }
    }
    node = parts == NULL ? NULL : gl_tree_first(tree, parts);
    for (; node != NULL; node = gl_tree_next(tree, node)) {
        const char *name = gl_tree_key(tree, node);
        if (gl_vocabulary_list(vocabulary, name, strlen(name)) >= 0) {
            return gl_tree_error(tree, node, error, "\"%.60s\" is a word list already", name);
        }
        if (!add_part(vocabulary, tree, node)) {
            return gl_error_set(error, GALLEY_NO_MEMORY, tree->file, 0, 0, "out of memory");
        }
    }
    return GALLEY_OK;
}

const char *gl_vocabulary_nearest(const struct gl_vocabulary *vocabulary, const char *name)
{
    size_t lists = vocabulary->lists.count;
    size_t parts = vocabulary->parts.count;
    const char **names = calloc(lists + parts + 1, sizeof *names);
    if (names == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < lists; i++) {
        names[i] = GL_AT(vocabulary->lists, struct gl_word_list, i).name;
    }
    for (size_t i = 0; i < parts; i++) {
        names[lists + i] = GL_AT(vocabulary->parts, struct gl_part, i).name;
    }
    const char *nearest = strlen(name) < 60 ? gl_nearest(name, names) : NULL;
    free(names);
    return nearest;
}

/* `text` with its first letter (or all letters) in upper case; NULL when memory is out. */
static const char *raised(struct gl_arena *arena, const char *text, bool all)
{
    struct gl_text source = {text, strlen(text)};
    char *out = gl_arena_alloc(arena, 4 * source.length + 1);
    size_t length = 0;
    bool found = false;
    if (out == NULL) {
        return NULL;
    }
    for (size_t at = 0; at < source.length;) {
        int32_t code_point;
        at += gl_utf8_decode(source, at, &code_point);
        if (gl_is_letter(code_point) && (all || !found)) {
            code_point = gl_to_upper(code_point);
            found = true;
        }
        length += gl_utf8_encode(code_point, out + length);
    }
    out[length] = '\0';
    return out;
}

size_t gl_word_forms(struct gl_arena *arena, const char *text, const char *forms[3])
{
    const char *title = raised(arena, text, false);
    const char *capitals = raised(arena, text, true);
    size_t count = 0;
    if (title == NULL || capitals == NULL) {
        return 0;
    }
    forms[count++] = text;
    if (strcmp(title, text) != 0) {
        forms[count++] = title;
    }
    if (strcmp(capitals, text) != 0 && strcmp(capitals, title) != 0) {
        forms[count++] = capitals;
    }
    return count;
}
