#include "rules/token_table.h"

#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "rules/first.h"
#include "rules/place.h"
#include "rules/token.h"

/* Rows take so many bytes at the most; words beyond get one that says yes to everything, which is
 * too wide and not wrong. */
enum { MAX_ROW_BYTES = 16 * 1024 * 1024 };

enum fact_kind { FACT_FIRST, FACT_SECOND, FACT_LIST };

/* One thing that is known of a word. */
struct fact {
    const char *word;
    enum fact_kind kind;
    uint32_t number; /* rule or list */
};

static int compare_facts(const void *a, const void *b)
{
    const struct fact *first = a;
    const struct fact *second = b;
    return strcmp(first->word, second->word);
}

static void add_fact(struct gl_builder *builder, struct gl_array *facts, struct fact fact)
{
    if (fact.word == NULL) {
        builder->failed = true;
        return;
    }
    size_t length = strlen(fact.word);
    struct fact *added = length == 0 || length > GL_TOKEN_MAX ? NULL : gl_array_push(facts);
    if (added != NULL) {
        *added = fact;
    } else if (length > 0 && length <= GL_TOKEN_MAX) {
        builder->failed = true;
    }
}

static void collect(struct gl_builder *builder, struct gl_array *facts)
{
    for (size_t i = 0; i < builder->firsts.count; i++) {
        const struct gl_rule_first *rule = &GL_AT(builder->firsts, struct gl_rule_first, i);
        for (size_t k = 0; k < rule->first.words.count; k++) {
            const char *word = GL_AT(rule->first.words, const char *, k);
            add_fact(builder, facts, (struct fact){word, FACT_FIRST, rule->rule});
        }
        for (size_t k = 0; k < rule->second.words.count; k++) {
            const char *word = GL_AT(rule->second.words, const char *, k);
            add_fact(builder, facts, (struct fact){word, FACT_SECOND, rule->rule});
        }
    }
    for (size_t list = 0; list < builder->vocabulary.lists.count; list++) {
        const struct gl_array *words =
            &GL_AT(builder->vocabulary.lists, struct gl_word_list, list).words;
        for (size_t k = 0; k < words->count; k++) {
            const char *word =
                gl_first_word(&builder->arena, GL_AT(*words, struct gl_word, k).text);
            add_fact(builder, facts, (struct fact){word, FACT_LIST, (uint32_t)list});
        }
    }
    if (facts->count > 1) {
        qsort(facts->items, facts->count, sizeof(struct fact), compare_facts);
    }
}

static void set_bit(uint64_t *bits, size_t index)
{
    bits[index / 64] |= UINT64_C(1) << (index % 64);
}

static size_t row_words(const struct gl_token_table *table)
{
    return 2 * table->rule_words + table->list_words;
}

static void push_first(struct gl_builder *builder, struct gl_token_table *table,
                       const uint64_t *row)
{
    uint8_t *first = gl_array_push(&table->firsts);
    if (first == NULL) {
        builder->failed = true;
        return;
    }
    for (size_t i = 0; i < table->rule_words; i++) {
        *first |= row[i] != 0;
    }
}

/* Number of the class with this row, made where needed. */
static uint32_t class_of_row(struct gl_builder *builder, struct gl_token_table *table,
                             const uint64_t *row)
{
    size_t bytes = row_words(table) * sizeof *row;
    size_t slot = gl_hash((const char *)row, bytes) & (table->row_slot_count - 1);
    for (; table->row_slots[slot] != 0; slot = (slot + 1) & (table->row_slot_count - 1)) {
        uint32_t class = table->row_slots[slot] - 1;
        if (memcmp(&GL_AT(table->classes, uint64_t, class * row_words(table)), row, bytes) == 0) {
            return class;
        }
    }
    if ((table->class_count + 1) * bytes > MAX_ROW_BYTES && table->class_count >= 2) {
        return 1; // the row that says yes to everything
    }
    for (size_t i = 0; i < row_words(table); i++) {
        uint64_t *word = gl_array_push(&table->classes);
        if (word == NULL) {
            builder->failed = true;
            return 0;
        }
        *word = row[i];
    }
    push_first(builder, table, row);
    table->row_slots[slot] = (uint32_t)++table->class_count;
    return (uint32_t)table->class_count - 1;
}

/* Row of a word that the rules do not name: it may follow where anything may. */
static void unknown_row(const struct gl_builder *builder, const struct gl_token_table *table,
                        uint64_t *row)
{
    memset(row, 0, row_words(table) * sizeof *row);
    for (size_t i = 0; i < builder->firsts.count; i++) {
        const struct gl_rule_first *rule = &GL_AT(builder->firsts, struct gl_rule_first, i);
        if (rule->second.open) {
            set_bit(row + table->rule_words, rule->rule);
        }
    }
}

static void put_slot(struct gl_token_table *table, const char *word, uint32_t token)
{
    uint32_t hash = gl_token_hash(word, strlen(word));
    size_t slot = hash & (table->slot_count - 1);
    while (table->slots[slot].token != 0) {
        slot = (slot + 1) & (table->slot_count - 1);
    }
    table->slots[slot] = (struct gl_image_slot){hash, token};
}

static void put_token(struct gl_builder *builder, struct gl_token_table *table, const char *word,
                      const uint64_t *row)
{
    struct gl_image_token *token = gl_array_push(&table->tokens);
    if (token == NULL) {
        builder->failed = true;
        return;
    }
    *token = (struct gl_image_token){gl_builder_string(builder, word), (uint32_t)strlen(word),
                                     class_of_row(builder, table, row)};
    put_slot(table, word, (uint32_t)table->tokens.count);
}

/* Sorted facts to tokens. `row` is room for one. */
static void put_tokens(struct gl_builder *builder, struct gl_token_table *table,
                       const struct gl_array *facts, uint64_t *row)
{
    const struct fact *all = facts->items;
    for (size_t i = 0; i < facts->count && !builder->failed;) {
        const char *word = all[i].word;
        unknown_row(builder, table, row);
        for (; i < facts->count && strcmp(all[i].word, word) == 0; i++) {
            static const uint8_t parts[] = {[FACT_FIRST] = 0, [FACT_SECOND] = 1, [FACT_LIST] = 2};
            set_bit(row + parts[all[i].kind] * table->rule_words, all[i].number);
        }
        put_token(builder, table, word, row);
    }
}

static void put_bytes(struct gl_builder *builder, struct gl_token_table *table, uint64_t *row)
{
    for (unsigned byte = 0; byte < 256; byte++) {
        memset(row, 0, row_words(table) * sizeof *row);
        for (size_t i = 0; i < builder->firsts.count; i++) {
            const struct gl_rule_first *rule = &GL_AT(builder->firsts, struct gl_rule_first, i);
            if (gl_byte_set_has(&rule->first.bytes, (unsigned char)byte)) {
                set_bit(row, rule->rule);
            }
            if (gl_byte_set_has(&rule->second.bytes, (unsigned char)byte)) {
                set_bit(row + table->rule_words, rule->rule);
            }
        }
        table->byte_classes[byte] = class_of_row(builder, table, row);
    }
}

/* ---- filters ---- */

static void filter_word(uint64_t *bits, const char *word)
{
    size_t length = strlen(word);
    uint32_t hash = gl_token_hash(word, length < 8 ? length : 8) % (64 * GL_FILTER_WORDS);
    set_bit(bits, hash);
}

static void filter_words(uint64_t *bits, const struct gl_array *words)
{
    for (size_t i = 0; i < words->count; i++) {
        filter_word(bits, GL_AT(*words, const char *, i));
    }
}

/* All words that begin with `first`. */
static void filter_row(struct gl_word_filter *filter, unsigned char first)
{
    for (unsigned second = 0; second < 32; second++) {
        set_bit(filter->pairs, gl_filter_pair(first, (unsigned char)second));
    }
}

static void filter_pairs(struct gl_word_filter *filter, const struct gl_array *words)
{
    for (size_t i = 0; i < words->count; i++) {
        const unsigned char *word = GL_AT(*words, const unsigned char *, i);
        if (word[0] >= 0x80) {
            continue; // passes in any case
        }
        if (word[1] == '\0' || word[1] >= 0x80) {
            filter_row(filter, word[0]);
            continue;
        }
        set_bit(filter->pairs, gl_filter_pair(word[0], word[1]));
        if (word[1] == 'k' || word[1] == 's') { // the Kelvin sign and the long s
            set_bit(filter->pairs, gl_filter_pair(word[0], 0xe2));
            set_bit(filter->pairs, gl_filter_pair(word[0], 0xc5));
        }
    }
}

static void filter_byte(struct gl_word_filter *filter, const struct gl_rule_first *rule,
                        unsigned byte)
{
    bool first = gl_byte_set_has(&rule->first.bytes, (unsigned char)byte);
    if (first && gl_byte_kinds[byte] == GL_BYTE_MARK) {
        gl_byteset_add(&filter->marks, (unsigned char)byte);
    }
    filter->bytes[byte] |= first ? GL_FILTER_FIRST : 0;
    if (first && gl_byte_kinds[byte] == GL_BYTE_WORD) {
        filter_row(filter, (unsigned char)byte);
    }
}

static void filter_second(struct gl_word_filter *filter, const struct gl_rule_first *rule)
{
    for (unsigned byte = 0; byte < 256; byte++) {
        bool may = gl_byte_set_has(&rule->second.bytes, (unsigned char)byte);
        filter->bytes[byte] |= may ? GL_FILTER_SECOND : 0;
    }
}

/* The bits of the marks that the rule can have first: one for each of the first seven bytes that
 * some rule has, and one for all others. */
static uint8_t mark_bits(struct gl_word_filter *filter, const struct gl_rule_first *rule,
                         unsigned *marks)
{
    unsigned bits = 0;
    for (unsigned byte = 0; byte < 256; byte++) {
        if (gl_byte_kinds[byte] >= GL_BYTE_MARK &&
            gl_byte_set_has(&rule->first.bytes, (unsigned char)byte)) {
            if (filter->behind[byte] == 0) {
                filter->behind[byte] = (uint8_t)(1u << (*marks < 7 ? (*marks)++ : 7));
            }
            bits |= filter->behind[byte];
        }
    }
    return (uint8_t)bits;
}

/* Bytes with which the second word may begin behind a mark. */
static void filter_behind(struct gl_word_filter *filter, const struct gl_rule_first *rule,
                          uint8_t bits)
{
    struct gl_byte_set bytes = rule->second.bytes;
    for (size_t i = 0; i < rule->second.words.count; i++) {
        gl_begin_text(&bytes, GL_AT(rule->second.words, const char *, i));
    }
    for (unsigned byte = 0; byte < 0x80; byte++) {
        bool may = rule->second.open || gl_byte_set_has(&bytes, (unsigned char)byte);
        if (gl_byte_kinds[byte] == GL_BYTE_WORD && may) {
            filter->behind[byte] |= bits;
        }
    }
}

/* What begins the rule's words beyond ASCII. The Kelvin sign and the long s are k and s. */
static void filter_leads(struct gl_word_filter *filter, const struct gl_first *first)
{
    struct gl_byte_set bytes = {{0}};
    gl_first_bytes(first, &bytes);
    for (unsigned byte = 0x80; byte < 256; byte++) {
        if (gl_byte_set_has(&bytes, (unsigned char)byte)) {
            gl_byteset_add(&filter->marks, (unsigned char)byte);
        }
    }
    if (gl_byte_set_has(&bytes, 'k') || gl_byte_set_has(&bytes, 's')) {
        gl_byteset_add(&filter->marks, 0xe2);
        gl_byteset_add(&filter->marks, 0xc5);
    }
}

/* Lets pass what the rule can have first and second. Words that are not plain pass in any case. */
static void filter_rule(struct gl_word_filter *filter, const struct gl_rule_first *rule,
                        unsigned *marks)
{
    filter_words(filter->first, &rule->first.words);
    filter_pairs(filter, &rule->first.words);
    filter_leads(filter, &rule->first);
    if (rule->second.open) {
        filter_words(filter->alone, &rule->first.words);
    } else if (rule->first.words.count > 0) {
        filter_words(filter->second, &rule->second.words);
        filter_second(filter, rule);
    }
    filter_behind(filter, rule, mark_bits(filter, rule, marks));
    for (unsigned byte = 0; byte < 256; byte++) {
        filter_byte(filter, rule, byte);
    }
}

static void make_filter(struct gl_builder *builder, struct gl_token_table *table, bool floating)
{
    struct gl_word_filter *filter = gl_array_push(&table->filters);
    if (filter == NULL) {
        builder->failed = true;
        return;
    }
    unsigned marks = 0;
    for (size_t i = 0; i < builder->firsts.count; i++) {
        const struct gl_rule_first *rule = &GL_AT(builder->firsts, struct gl_rule_first, i);
        if (!floating || !rule->anchored) {
            filter_rule(filter, rule, &marks);
        }
    }
}

static void make_filters(struct gl_builder *builder, struct gl_token_table *table)
{
    bool all_float = true;
    for (size_t i = 0; i < table->rule_words && !builder->failed; i++) {
        builder->failed = gl_array_push(&table->floating) == NULL;
    }
    for (size_t i = 0; i < builder->firsts.count && !builder->failed; i++) {
        const struct gl_rule_first *rule = &GL_AT(builder->firsts, struct gl_rule_first, i);
        all_float = all_float && !rule->anchored;
        if (!rule->anchored) {
            set_bit(table->floating.items, rule->rule);
        }
    }
    make_filter(builder, table, false);
    if (!all_float) {
        make_filter(builder, table, true);
    }
}

static size_t count_words(const struct gl_array *facts)
{
    const struct fact *all = facts->items;
    size_t count = 0;
    for (size_t i = 0; i < facts->count; i++) {
        count += i == 0 || strcmp(all[i - 1].word, all[i].word) != 0;
    }
    return count;
}

/* Classes 0 (words that the rules do not name) and 1 (yes to everything). */
static void put_fixed_rows(struct gl_builder *builder, struct gl_token_table *table, uint64_t *row)
{
    unknown_row(builder, table, row);
    class_of_row(builder, table, row);
    memset(row, 0xff, row_words(table) * sizeof *row);
    class_of_row(builder, table, row);
}

void gl_token_table_make(struct gl_builder *builder, struct gl_token_table *table)
{
    struct gl_array facts = GL_ARRAY(struct fact);
    table->tokens = GL_ARRAY(struct gl_image_token);
    table->classes = GL_ARRAY(uint64_t);
    table->firsts = GL_ARRAY(uint8_t);
    table->floating = GL_ARRAY(uint64_t);
    table->filters = GL_ARRAY(struct gl_word_filter);
    table->rule_words = builder->rules.count / 64 + 1;
    table->list_words = builder->vocabulary.lists.count / 64 + 1;
    collect(builder, &facts);
    size_t words = count_words(&facts);
    table->slot_count = gl_builder_slots(words);
    table->row_slot_count = gl_builder_slots(words + 258);
    table->slots = calloc(table->slot_count, sizeof *table->slots);
    table->row_slots = calloc(table->row_slot_count, sizeof *table->row_slots);
    uint64_t *row = calloc(row_words(table), sizeof *row);
    if (table->slots == NULL || table->row_slots == NULL || row == NULL) {
        builder->failed = true;
    }
    if (!builder->failed) {
        put_fixed_rows(builder, table, row);
        put_bytes(builder, table, row);
        put_tokens(builder, table, &facts, row);
        make_filters(builder, table);
    }
    free(row);
    gl_array_release(&facts);
}

void gl_token_table_release(struct gl_token_table *table)
{
    gl_array_release(&table->tokens);
    gl_array_release(&table->classes);
    gl_array_release(&table->firsts);
    gl_array_release(&table->floating);
    gl_array_release(&table->filters);
    free(table->slots);
    free(table->row_slots);
}
