#include "app/example.h"

#include "rules/conform.h"

static const char *text_under(const struct gl_tree *tree, const struct gl_node *map,
                              const char *key)
{
    const struct gl_node *node = gl_tree_get(tree, map, key);
    return node ? gl_tree_text(tree, node) : NULL;
}

/* Takes the brackets out; false when they do not pair. `\[` and `\]` are brackets of the text. */
static bool read_brackets(struct gl_example *example, const char *written)
{
    bool open = false;
    for (; *written; written++) {
        if (*written == '\\' && (written[1] == '[' || written[1] == ']')) {
            gl_buffer_byte(&example->text, *++written);
        } else if (*written == '[' && !open) {
            struct gl_span *span = gl_array_push(&example->spans);
            if (span) {
                *span = (struct gl_span){example->text.length, example->text.length};
            }
            example->text.failed |= span == NULL;
            open = true;
        } else if (*written == ']' && open) {
            open = false;
            if (example->spans.count > 0) {
                GL_AT(example->spans, struct gl_span, example->spans.count - 1).end =
                    example->text.length;
            }
        } else if (*written == '[' || *written == ']') {
            return false;
        } else {
            gl_buffer_byte(&example->text, *written);
        }
    }
    return !open;
}

enum galley_status gl_example_read(struct gl_example *example, const struct gl_tree *tree,
                                   const struct gl_node *node, struct galley_error *error)
{
    bool map = node->kind == GL_NODE_MAP;
    const char *written = map ? text_under(tree, node, "text") : gl_tree_text(tree, node);
    example->fires = written != NULL;
    example->node = node;
    example->date = map ? text_under(tree, node, "date") : NULL;
    example->language = map ? text_under(tree, node, "lang") : NULL;
    example->gives = map ? text_under(tree, node, "gives") : NULL;
    example->spans.item_size = sizeof(struct gl_span);
    gl_buffer_reset(&example->text);
    gl_array_reset(&example->spans);
    bool paired = read_brackets(example, written ? written : text_under(tree, node, "not"));
    if (example->text.failed) {
        return gl_error_set(error, GALLEY_NO_MEMORY, NULL, 0, 0, "out of memory");
    }
    if (!paired) {
        gl_tree_error(tree, node, error, "the brackets of this example do not pair");
        gl_error_hint(error, "a bracket of the text is written \\[ or \\]");
        return GALLEY_BAD_RULES;
    }
    return GALLEY_OK;
}

void gl_example_release(struct gl_example *example)
{
    gl_buffer_release(&example->text);
    gl_array_release(&example->spans);
}
