#include "rules/builder.h"

#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "rules/condition_table.h"
#include "rules/conform.h"
#include "rules/list_shape.h"
#include "rules/program.h"
#include "rules/token.h"
#include "rules/token_table.h"

bool gl_builder_init(struct gl_builder *builder)
{
    *builder = (struct gl_builder){
        .nodes = GL_ARRAY(struct gl_node),
        .rules = GL_ARRAY(struct gl_image_rule),
        .patterns = GL_ARRAY(struct gl_image_pattern),
        .groups = GL_ARRAY(struct gl_image_group),
        .parts = GL_ARRAY(struct gl_image_part),
        .firsts = GL_ARRAY(struct gl_rule_first),
        .code = GL_ARRAY(uint32_t),
        .sets = {.sets = GL_ARRAY(struct gl_set), .ranges = GL_ARRAY(struct gl_range)}};
    gl_vocabulary_init(&builder->vocabulary, &builder->arena);
    gl_buffer_byte(&builder->strings, '\0');
    return !builder->strings.failed && gl_array_push(&builder->nodes) != NULL;
}

void gl_builder_release(struct gl_builder *builder)
{
    for (size_t i = 0; i < builder->firsts.count; i++) {
        gl_array_release(&GL_AT(builder->firsts, struct gl_rule_first, i).first.words);
        gl_array_release(&GL_AT(builder->firsts, struct gl_rule_first, i).second.words);
    }
    gl_vocabulary_release(&builder->vocabulary);
    gl_arena_release(&builder->arena);
    gl_buffer_release(&builder->strings);
    gl_buffer_release(&builder->sources);
    free(builder->interned);
    gl_array_release(&builder->nodes);
    gl_array_release(&builder->rules);
    gl_array_release(&builder->patterns);
    gl_array_release(&builder->groups);
    gl_array_release(&builder->parts);
    gl_array_release(&builder->firsts);
    gl_array_release(&builder->code);
    gl_array_release(&builder->sets.sets);
    gl_array_release(&builder->sets.ranges);
}

/* Makes the table of strings twice as large. */
static bool grow_interned(struct gl_builder *builder)
{
    size_t slots = builder->interned_slots == 0 ? 1024 : 2 * builder->interned_slots;
    uint32_t *table = calloc(slots, sizeof *table);
    if (table == NULL) {
        return false;
    }
    for (size_t i = 0; i < builder->interned_slots; i++) {
        if (builder->interned[i] != 0) {
            const char *text = builder->strings.bytes + builder->interned[i];
            size_t slot = gl_hash(text, strlen(text)) & (slots - 1);
            while (table[slot] != 0) {
                slot = (slot + 1) & (slots - 1);
            }
            table[slot] = builder->interned[i];
        }
    }
    free(builder->interned);
    builder->interned = table;
    builder->interned_slots = slots;
    return true;
}

uint32_t gl_builder_string(struct gl_builder *builder, const char *text)
{
    size_t length = strlen(text);
    if (length == 0 || builder->strings.failed) {
        return 0;
    }
    if (4 * builder->interned_count >= 3 * builder->interned_slots && !grow_interned(builder)) {
        builder->failed = true;
        return 0;
    }
    size_t slot = gl_hash(text, length) & (builder->interned_slots - 1);
    for (; builder->interned[slot] != 0; slot = (slot + 1) & (builder->interned_slots - 1)) {
        if (strcmp(builder->strings.bytes + builder->interned[slot], text) == 0) {
            return builder->interned[slot];
        }
    }
    uint32_t offset = (uint32_t)builder->strings.length;
    gl_buffer_add(&builder->strings, text, length + 1);
    builder->interned[slot] = builder->strings.failed ? 0 : offset;
    builder->interned_count++;
    return builder->strings.failed ? 0 : offset;
}

static void add_groups(struct gl_builder *builder, const struct gl_array *groups)
{
    for (size_t i = 0; i < groups->count; i++) {
        const struct gl_group *group = &GL_AT(*groups, struct gl_group, i);
        struct gl_image_group *added = gl_array_push(&builder->groups);
        if (added == NULL) {
            builder->failed = true;
            return;
        }
        *added = (struct gl_image_group){.name = gl_builder_string(builder, group->name),
                                         .number = group->number,
                                         .list = group->list,
                                         .callout = group->callout};
    }
}

/* Sources that only a proof needs stand apart, so that they can be left out of the binary. */
static uint32_t add_source(struct gl_builder *builder, const char *source, bool has_program)
{
    uint32_t offset = (uint32_t)builder->sources.length;
    if (!has_program) {
        return gl_builder_string(builder, source);
    }
    gl_buffer_add(&builder->sources, source, strlen(source) + 1);
    builder->failed = builder->failed || builder->sources.failed;
    return offset;
}

static void add_pattern(struct gl_builder *builder, const char *original, const char *source,
                        struct gl_pattern_place place, const struct gl_array *groups)
{
    struct gl_image_pattern *pattern = gl_array_push(&builder->patterns);
    struct gl_first first;
    struct gl_program_place program;
    if (pattern == NULL) {
        builder->failed = true;
        return;
    }
    *pattern = (struct gl_image_pattern){.original = gl_builder_string(builder, original),
                                         .file = gl_builder_string(builder, place.tree->file),
                                         .line = place.node->line,
                                         .column = place.node->column,
                                         .group_first = (uint32_t)builder->groups.count,
                                         .group_count = (uint32_t)groups->count};
    if (gl_program_make(&builder->vocabulary, &builder->sets, original, &builder->code, &program)) {
        pattern->program = 1 + program.at;
        pattern->groups = program.groups;
        pattern->slots = program.slots;
        pattern->reach = program.reach;
    }
    pattern->source = add_source(builder, source, pattern->program != 0);
    builder->failed = builder->failed || program.failed;
    gl_first_find(&builder->vocabulary, original, &first);
    gl_first_bytes(&first, &pattern->first_bytes);
    builder->failed = builder->failed || first.failed;
    gl_array_release(&first.words);
    add_groups(builder, groups);
}

enum galley_status gl_builder_pattern(struct gl_builder *builder, const char *pattern,
                                      struct gl_pattern_place place, uint32_t *number,
                                      struct galley_error *error)
{
    struct gl_array groups = GL_ARRAY(struct gl_group);
    struct gl_buffer source = {0};
    enum galley_status status =
        gl_expand(&builder->vocabulary, pattern, place, &source, &groups, error);
    if (status == GALLEY_OK) {
        gl_buffer_byte(&source, '\0');
        add_pattern(builder, pattern, source.failed ? "" : source.bytes, place, &groups);
        builder->failed = builder->failed || source.failed;
        *number = (uint32_t)builder->patterns.count;
    }
    gl_array_release(&groups);
    gl_buffer_release(&source);
    return status;
}

void gl_builder_trigger(struct gl_builder *builder, uint32_t rule, const char *pattern)
{
    struct gl_rule_first *first = gl_array_push(&builder->firsts);
    if (first == NULL) {
        builder->failed = true;
        return;
    }
    first->rule = rule;
    gl_first_find(&builder->vocabulary, pattern, &first->first);
    gl_second_find(&builder->vocabulary, pattern, &first->second);
    first->anchored = gl_begin_anchored(pattern);
    builder->failed = builder->failed || first->first.failed || first->second.failed;
}

/* ---- word lists ---- */

struct lexicon {
    struct gl_array lists, words;
    struct gl_array alternatives; /* struct gl_image_alternative */
    struct gl_array forms;        /* struct gl_image_form */
    uint32_t *table;              /* slots with 1 + form, 0: free */
    size_t slots;
};

size_t gl_builder_slots(size_t count)
{
    size_t slots = 8;
    while (3 * slots < 4 * count) {
        slots *= 2;
    }
    return slots;
}

static void put_form(struct gl_builder *builder, struct lexicon *lexicon, int32_t list,
                     const char *text, uint32_t word)
{
    size_t length = strlen(text);
    if (length > GL_ENTRY_MAX) {
        return;
    }
    size_t slot = gl_form_hash(list, text, length) & (lexicon->slots - 1);
    for (; lexicon->table[slot] != 0; slot = (slot + 1) & (lexicon->slots - 1)) {
        const struct gl_image_form *form =
            &GL_AT(lexicon->forms, struct gl_image_form, lexicon->table[slot] - 1);
        if (form->list == (uint32_t)list && form->length == length &&
            strcmp(builder->strings.bytes + form->text, text) == 0) {
            return; // an entry written in this very form came first
        }
    }
    struct gl_image_form *added = gl_array_push(&lexicon->forms);
    if (added == NULL) {
        builder->failed = true;
        return;
    }
    *added = (struct gl_image_form){.text = gl_builder_string(builder, text),
                                    .word = word,
                                    .list = (uint32_t)list & (GL_LISTS_MAX - 1),
                                    .length = (uint32_t)length & 0xfff};
    lexicon->table[slot] = (uint32_t)lexicon->forms.count;
}

/* Entries as written first, then their derived forms, so that what was written out counts. */
static void put_forms(struct gl_builder *builder, struct lexicon *lexicon, bool derived)
{
    uint32_t number = 0;
    for (size_t list = 0; list < builder->vocabulary.lists.count; list++) {
        const struct gl_array *words =
            &GL_AT(builder->vocabulary.lists, struct gl_word_list, list).words;
        for (size_t i = 0; i < words->count; i++, number++) {
            const char *forms[3];
            size_t count =
                gl_word_forms(&builder->arena, GL_AT(*words, struct gl_word, i).text, forms);
            builder->failed = builder->failed || count == 0;
            for (size_t form = derived ? 1 : 0; form < (derived ? count : 1); form++) {
                put_form(builder, lexicon, (int32_t)list, forms[form], number);
            }
        }
    }
}

/* How the entries are matched inside patterns. */
static void add_shape(struct gl_builder *builder, struct lexicon *lexicon,
                      const struct gl_word_list *from, struct gl_image_list *list)
{
    struct gl_list_shape shape;
    if (!gl_list_shape_find(&builder->vocabulary, from, false, &shape)) {
        builder->failed = true;
        return;
    }
    list->alternative_first = (uint32_t)lexicon->alternatives.count;
    list->alternative_count = (uint32_t)shape.form_count;
    list->general = shape.general;
    list->joints = (uint32_t)shape.joints;
    list->stop = shape.stop;
    for (size_t i = 0; i < shape.form_count; i++) {
        struct gl_image_alternative *added = gl_array_push(&lexicon->alternatives);
        if (added == NULL) {
            builder->failed = true;
            break;
        }
        *added = (struct gl_image_alternative){gl_builder_string(builder, shape.forms[i]),
                                               gl_form_begins_word(shape.forms[i]),
                                               gl_form_ends_word(shape.forms[i])};
    }
    free(shape.forms);
}

static void add_lists(struct gl_builder *builder, struct lexicon *lexicon)
{
    lexicon->lists = GL_ARRAY(struct gl_image_list);
    lexicon->words = GL_ARRAY(struct gl_image_word);
    lexicon->alternatives = GL_ARRAY(struct gl_image_alternative);
    for (size_t i = 0; i < builder->vocabulary.lists.count; i++) {
        const struct gl_word_list *from = &GL_AT(builder->vocabulary.lists, struct gl_word_list, i);
        struct gl_image_list *list = gl_array_push(&lexicon->lists);
        if (list == NULL) {
            builder->failed = true;
            return;
        }
        *list = (struct gl_image_list){.name = gl_builder_string(builder, from->name),
                                       .word_first = (uint32_t)lexicon->words.count,
                                       .word_count = (uint32_t)from->words.count};
        add_shape(builder, lexicon, from, list);
        for (size_t k = 0; k < from->words.count; k++) {
            const struct gl_word *word = &GL_AT(from->words, struct gl_word, k);
            struct gl_image_word *added = gl_array_push(&lexicon->words);
            if (added == NULL) {
                builder->failed = true;
                return;
            }
            *added = (struct gl_image_word){gl_builder_string(builder, word->text),
                                            gl_builder_string(builder, word->value)};
        }
    }
}

static void make_lexicon(struct gl_builder *builder, struct lexicon *lexicon)
{
    add_lists(builder, lexicon);
    lexicon->forms = GL_ARRAY(struct gl_image_form);
    builder->failed = builder->failed || lexicon->lists.count > GL_LISTS_MAX;
    lexicon->slots = gl_builder_slots(3 * lexicon->words.count);
    lexicon->table = calloc(lexicon->slots, sizeof *lexicon->table);
    if (lexicon->table == NULL || builder->failed) {
        builder->failed = true;
        return;
    }
    put_forms(builder, lexicon, false);
    put_forms(builder, lexicon, true);
}

/* ---- laying out ---- */

/* Appends a section, aligned for any of the image's types, and returns where it is. */
static struct gl_image_table lay(struct gl_buffer *out, const void *items, size_t count,
                                 size_t item_size)
{
    while (out->length % 8 != 0 && !out->failed) {
        gl_buffer_byte(out, '\0');
    }
    struct gl_image_table table = {(uint32_t)out->length, (uint32_t)count};
    if (count > 0) {
        gl_buffer_add(out, items, count * item_size);
    }
    return table;
}

static struct gl_image_table lay_array(struct gl_buffer *out, const struct gl_array *array)
{
    return lay(out, array->items, array->count, array->item_size);
}

static void lay_all(struct gl_builder *builder, const struct lexicon *lexicon,
                    const struct gl_token_table *table, const struct gl_array *conditions,
                    struct gl_image *head, struct gl_buffer *out)
{
    gl_buffer_add(out, (const char *)head, sizeof *head);
    head->nodes = lay_array(out, &builder->nodes);
    head->rules = lay_array(out, &builder->rules);
    head->patterns = lay_array(out, &builder->patterns);
    head->groups = lay_array(out, &builder->groups);
    head->parts = lay_array(out, &builder->parts);
    head->lists = lay_array(out, &lexicon->lists);
    head->words = lay_array(out, &lexicon->words);
    head->forms = lay_array(out, &lexicon->forms);
    head->form_slots = lay(out, lexicon->table, lexicon->slots, sizeof *lexicon->table);
    head->conditions = lay_array(out, conditions);
    head->alternatives = lay_array(out, &lexicon->alternatives);
    head->code = lay_array(out, &builder->code);
    head->sets = lay_array(out, &builder->sets.sets);
    head->ranges = lay_array(out, &builder->sets.ranges);
    head->tokens = lay_array(out, &table->tokens);
    head->slots = lay(out, table->slots, table->slot_count, sizeof *table->slots);
    head->classes = lay_array(out, &table->classes);
    head->filters = lay_array(out, &table->filters);
    head->floating = lay_array(out, &table->floating);
    head->class_firsts = lay_array(out, &table->firsts);
    head->byte_classes = lay(out, table->byte_classes, 256, sizeof table->byte_classes[0]);
    head->rule_words = (uint32_t)table->rule_words;
    head->list_words = (uint32_t)table->list_words;
    head->strings = lay(out, builder->strings.bytes, builder->strings.length, 1);
    head->sources = lay(out, builder->sources.bytes, builder->sources.length, 1);
    while (out->length % 8 != 0 && !out->failed) {
        gl_buffer_byte(out, '\0');
    }
    head->bytes = (uint32_t)out->length;
    if (!out->failed) {
        memcpy(out->bytes, head, sizeof *head);
    }
}

enum galley_status gl_builder_finish(struct gl_builder *builder, const char *layer,
                                     const char *language, struct gl_image **image,
                                     struct galley_error *error)
{
    struct lexicon lexicon = {.table = NULL};
    struct gl_token_table table = {.slots = NULL};
    struct gl_array conditions = GL_ARRAY(struct gl_image_conditions);
    gl_condition_table_make(builder, &conditions);
    struct gl_buffer out = {0};
    make_lexicon(builder, &lexicon);
    if (!builder->failed) {
        gl_token_table_make(builder, &table);
    }
    struct gl_image head = {.magic = GL_IMAGE_MAGIC,
                            .layer = gl_builder_string(builder, layer),
                            .language = gl_builder_string(builder, language),
                            .settings = builder->settings};
    if (!builder->failed && !builder->strings.failed) {
        lay_all(builder, &lexicon, &table, &conditions, &head, &out);
    }
    bool good = out.length > 0 && !out.failed && !builder->failed;
    gl_array_release(&lexicon.lists);
    gl_array_release(&lexicon.words);
    gl_array_release(&lexicon.forms);
    gl_array_release(&lexicon.alternatives);
    free(lexicon.table);
    gl_token_table_release(&table);
    gl_array_release(&conditions);
    if (!good) {
        gl_buffer_release(&out);
        return gl_error_set(error, GALLEY_NO_MEMORY, NULL, 0, 0, "out of memory");
    }
    *image = (struct gl_image *)(void *)out.bytes;
    return GALLEY_OK;
}
