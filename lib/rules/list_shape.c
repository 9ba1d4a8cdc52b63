#include "rules/list_shape.h"

#include <stdlib.h>
#include <string.h>

#include "text/classes.h"
#include "text/utf8.h"

static int32_t first_of(const char *text)
{
    int32_t code_point = 0;
    if (*text != '\0') {
        gl_utf8_decode((struct gl_text){text, strlen(text)}, 0, &code_point);
    }
    return code_point;
}

static int32_t last_of(const char *text)
{
    struct gl_text whole = {text, strlen(text)};
    int32_t code_point = 0;
    if (whole.length > 0) {
        gl_utf8_decode(whole, gl_utf8_before(whole, whole.length), &code_point);
    }
    return code_point;
}

bool gl_form_begins_word(const char *form)
{
    return gl_is_word(first_of(form));
}

bool gl_form_ends_word(const char *form)
{
    return gl_is_word(last_of(form));
}

/* Longer forms first, so that "Sept" is tried before "Sep"; otherwise by text, so that the source
 * is always the same. */
static int compare_forms(const void *a, const void *b)
{
    const char *first = *(const char *const *)a;
    const char *second = *(const char *const *)b;
    size_t first_length = strlen(first);
    size_t second_length = strlen(second);
    if (first_length != second_length) {
        return first_length < second_length ? 1 : -1;
    }
    return strcmp(first, second);
}

bool gl_is_joint(int32_t code_point)
{
    return code_point == ' ' || code_point == '\'' || code_point == 0x2019 || code_point == '.' ||
           code_point == '&' || code_point == '/' || code_point == '-';
}

/* Fits an entry into the general shape: words with single joints, and a full stop at the end at
 * most. */
static bool fits(const char *text, struct gl_list_shape *shape)
{
    struct gl_text whole = {text, strlen(text)};
    size_t joints = 0;
    bool in_word = false;
    bool stop = false;
    for (size_t at = 0; at < whole.length;) {
        int32_t code_point;
        at += gl_utf8_decode(whole, at, &code_point);
        if (gl_is_word(code_point)) {
            in_word = true;
        } else if (in_word && code_point == '.' && at == whole.length) {
            stop = true;
        } else if (in_word && gl_is_joint(code_point)) {
            in_word = false;
            joints++;
        } else {
            return false;
        }
    }
    if (in_word) {
        shape->joints = joints > shape->joints ? joints : shape->joints;
        shape->stop = shape->stop || stop;
    }
    return in_word;
}

bool gl_list_shape_find(const struct gl_vocabulary *vocabulary, const struct gl_word_list *list,
                        bool all, struct gl_list_shape *shape)
{
    *shape = (struct gl_list_shape){.general = !all && list->words.count > GL_INLINE_WORDS};
    shape->forms = calloc(3 * list->words.count + 1, sizeof *shape->forms);
    if (shape->forms == NULL) {
        return false;
    }
    for (size_t i = 0; i < list->words.count; i++) {
        const char *text = GL_AT(list->words, struct gl_word, i).text;
        bool fitting = fits(text, shape);
        if (!shape->general || !fitting) {
            size_t count = gl_word_forms(vocabulary->arena, text, shape->forms + shape->form_count);
            if (count == 0) {
                free(shape->forms);
                return false;
            }
            shape->form_count += count;
        }
    }
    qsort(shape->forms, shape->form_count, sizeof *shape->forms, compare_forms);
    return true;
}
