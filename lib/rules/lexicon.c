/* Word lists of a rule set: looking words up in the image's hash table. */
#include <string.h>

#include "rules/ruleset_internal.h"
#include "rules/token.h"
#include "text/classes.h"
#include "text/utf8.h"

static const struct gl_image_list *list_at(const struct gl_ruleset *set, int list)
{
    return (const struct gl_image_list *)gl_image_at(set->image, set->image->lists) + list;
}

static const struct gl_image_word *word_at(const struct gl_ruleset *set, uint32_t word)
{
    return (const struct gl_image_word *)gl_image_at(set->image, set->image->words) + word;
}

int gl_list_find(const struct gl_ruleset *set, const char *name)
{
    for (int i = 0; i < (int)set->image->lists.count; i++) {
        if (strcmp(gl_image_string(set->image, list_at(set, i)->name), name) == 0) {
            return i;
        }
    }
    return -1;
}

const char *gl_list_name(const struct gl_ruleset *set, int list)
{
    bool known = list >= 0 && list < (int)set->image->lists.count;
    return known ? gl_image_string(set->image, list_at(set, list)->name) : NULL;
}

size_t gl_list_count(const struct gl_ruleset *set, int list)
{
    return list_at(set, list)->word_count;
}

const char *gl_list_entry(const struct gl_ruleset *set, int list, size_t index, const char **value)
{
    const struct gl_image_word *word =
        word_at(set, list_at(set, list)->word_first + (uint32_t)index);
    if (value != NULL) {
        *value = gl_image_string(set->image, word->value);
    }
    return gl_image_string(set->image, word->text);
}

/* True when `word` has white space other than single blanks, so that it must be folded first. */
static bool has_odd_space(struct gl_text word)
{
    for (size_t i = 0; i < word.length; i++) {
        unsigned char c = (unsigned char)word.bytes[i];
        if ((c < 0x20) || (c == ' ' && i + 1 < word.length && word.bytes[i + 1] == ' ') ||
            c == 0xc2 || c == 0xe2 || c == 0xe3) {
            return true;
        }
    }
    return false;
}

/* `word` with each run of white space as one blank; length 0 when it does not fit. */
static struct gl_text fold_space(struct gl_text word, char out[GL_ENTRY_MAX])
{
    size_t length = 0;
    for (size_t at = 0; at < word.length;) {
        int32_t code_point;
        size_t size = gl_utf8_decode(word, at, &code_point);
        bool space = gl_is_space(code_point);
        if (length + size > GL_ENTRY_MAX) {
            return (struct gl_text){out, 0};
        }
        if (!space) {
            memcpy(out + length, word.bytes + at, size);
            length += size;
        } else if (length > 0 && out[length - 1] != ' ') {
            out[length++] = ' ';
        }
        at += size;
    }
    return (struct gl_text){out, length};
}

const struct gl_image_form *gl_image_find_form(const struct gl_image *image, int32_t list,
                                               struct gl_text word)
{
    const struct gl_image_form *forms = gl_image_at(image, image->forms);
    const uint32_t *slots = gl_image_at(image, image->form_slots);
    char folded[GL_ENTRY_MAX];
    if (word.length == 0 || word.length > GL_ENTRY_MAX || list < 0) {
        return NULL;
    }
    word = has_odd_space(word) ? fold_space(word, folded) : word;
    size_t mask = image->form_slots.count - 1;
    for (size_t slot = gl_form_hash(list, word.bytes, word.length) & mask; slots[slot] != 0;
         slot = (slot + 1) & mask) {
        const struct gl_image_form *form = &forms[slots[slot] - 1];
        if (form->list == (uint32_t)list && form->length == word.length &&
            memcmp(gl_image_string(image, form->text), word.bytes, word.length) == 0) {
            return form;
        }
    }
    return NULL;
}

const char *gl_list_value(const struct gl_ruleset *set, int list, struct gl_text word)
{
    const struct gl_image_form *form = gl_image_find_form(set->image, list, word);
    return form == NULL ? NULL : gl_image_string(set->image, word_at(set, form->word)->value);
}
