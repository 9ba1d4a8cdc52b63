#include "sentences/knowledge.h"

#include <string.h>

#include "text/utf8.h"

enum { DEFAULT_HEADING_WORDS = 20, DEFAULT_NARROWEST = 40, DEFAULT_WIDEST = 110 };

static const struct {
    const char *name;
    enum gl_decide decide;
} decisions[] = {
    {"join", GL_DECIDE_JOIN},
    {"split", GL_DECIDE_SPLIT},
    {"split-before", GL_DECIDE_SPLIT_BEFORE},
    {"split-behind", GL_DECIDE_SPLIT_BEHIND},
    {"split-around", GL_DECIDE_SPLIT_AROUND},
    {"vote", GL_DECIDE_COUNT_VOTES},
};

/* A number of the settings' map `group`, 0 or more. */
static size_t setting(const struct gl_ruleset *set, const char *group, const char *key,
                      size_t otherwise)
{
    const struct gl_node *map = gl_ruleset_setting(set, group);
    double value = map == NULL ? -1 : gl_node_get_number(set, map, key, -1);
    return value >= 0 && value < 1e9 ? (size_t)value : otherwise;
}

static bool is_list(enum gl_field field)
{
    return field == GL_FIELD_WORD || field == GL_FIELD_NEXT_WORD;
}

/* The bit that `value` means in `field`; 0 when it means nothing. */
static uint64_t bit_of(struct gl_lexicon *lexicon, const struct gl_ruleset *set,
                       enum gl_field field, const char *value)
{
    if (is_list(field)) {
        return gl_lexicon_list(lexicon, set, value);
    }
    const char *const *names = gl_field_values(field);
    for (size_t i = 0; names[i] != NULL; i++) {
        if (strcmp(names[i], value) == 0) {
            return UINT64_C(1) << i;
        }
    }
    return 0;
}

/* The first text of a scalar or a list of texts. */
static const struct gl_node *first_value(const struct gl_ruleset *set, const struct gl_node *node)
{
    return node->kind == GL_NODE_LIST ? gl_node_first(set, node) : node;
}

static const struct gl_node *next_value(const struct gl_ruleset *set, const struct gl_node *values,
                                        const struct gl_node *value)
{
    return values->kind == GL_NODE_LIST ? gl_node_next(set, value) : NULL;
}

/* The field whose key this is; GL_FIELD_COUNT when there is none. */
static enum gl_field field_of(const char *key)
{
    enum gl_field field = 0;
    while (field < GL_FIELD_COUNT && strcmp(gl_field_names[field], key) != 0) {
        field++;
    }
    return field;
}

/* Reads the fields of a rule's map, or of its `unless` (NULL: none), in one walk. */
static void read_fields(struct gl_lexicon *lexicon, const struct gl_ruleset *set,
                        const struct gl_node *map, uint64_t bits[GL_FIELD_COUNT])
{
    const struct gl_node *child = map == NULL ? NULL : gl_node_first(set, map);
    for (; child != NULL; child = gl_node_next(set, child)) {
        enum gl_field field = field_of(gl_node_key(set, child));
        const struct gl_node *value = field == GL_FIELD_COUNT ? NULL : first_value(set, child);
        for (; value != NULL; value = next_value(set, child, value)) {
            bits[field] |= bit_of(lexicon, set, field, gl_node_text(set, value));
        }
    }
}

/* Without `mark`, a rule speaks of the marks that end sentences, and of no others. */
static uint64_t default_bits(enum gl_field field)
{
    return field == GL_FIELD_MARK ? GL_MARK_WEAK | GL_MARK_STRONG | GL_MARK_ELLIPSIS | GL_MARK_FULL
                                  : 0;
}

/* Adds what the rule asks of one field to its block. */
static void bind_field(struct gl_knowledge *knowledge, struct gl_sentence_rule *rule,
                       enum gl_field field, uint64_t wanted, uint64_t unwanted)
{
    struct gl_rule_block *block = &knowledge->blocks[rule->rule->number / GL_INDEX_BITS];
    size_t number = rule->rule->number % GL_INDEX_BITS;
    if (wanted != 0 &&
        (field == GL_FIELD_WORD || field == GL_FIELD_SHAPE || field == GL_FIELD_ENTRY)) {
        rule->about_word = true;
    }
    if (wanted == 0) {
        wanted = default_bits(field);
    }
    for (uint32_t marks = wanted | unwanted ? rule->marks : 0; marks != 0; marks &= marks - 1) {
        knowledge->fields[__builtin_ctz(marks) % GL_BORDER_CLASSES] |= 1u << field;
    }
    if (wanted != 0) {
        gl_rule_block_add(block, number, (struct gl_test){field, true, wanted});
    }
    if (unwanted != 0) {
        gl_rule_block_add(block, number, (struct gl_test){field, false, unwanted});
    }
    if (field == GL_FIELD_MARK) {
        rule->marks = (uint32_t)wanted;
        knowledge->asked |= (uint32_t)wanted;
        rule->run_on = wanted == GL_MARK_NONE;
    }
    if (field == GL_FIELD_NEXT_WORD && rule->run_on) {
        knowledge->run_on |= wanted;
    }
}

/* The kinds of bytes with which a word of these shapes begins. */
static uint8_t bytes_of_shapes(uint64_t shapes)
{
    const uint64_t upper =
        GL_SHAPE_UPPER | GL_SHAPE_CAPITALISED | GL_SHAPE_CAPITALS | GL_SHAPE_INITIAL;
    const uint64_t digits = GL_SHAPE_DIGITS | GL_SHAPE_NUMBER;
    if (shapes == 0 || (shapes & ~(upper | digits | GL_SHAPE_LOWER)) != 0) {
        return UINT8_MAX;
    }
    return (uint8_t)(GL_BYTE_HIGH | (shapes & upper ? GL_BYTE_UPPER : 0) |
                     (shapes & digits ? GL_BYTE_DIGIT : 0) |
                     (shapes & GL_SHAPE_LOWER ? GL_BYTE_LOWER : 0));
}

/* Most commas, colons and dashes are no candidates: one byte behind them says that no rule that
 * asks for their class can hold. */
static void widen_filters(struct gl_knowledge *knowledge, const uint64_t wanted[GL_FIELD_COUNT])
{
    const uint64_t gap = wanted[GL_FIELD_GAP];
    uint8_t next = bytes_of_shapes(wanted[GL_FIELD_NEXT]);
    if (wanted[GL_FIELD_OPENS] != GL_MARK_NONE && next != UINT8_MAX) {
        next |= GL_BYTE_FIRST;
    }
    uint8_t right = next | GL_BYTE_SPACE | GL_BYTE_FIRST;
    if (gap == GL_GAP_NONE) {
        right = next | GL_BYTE_FIRST;
    } else if (gap != 0 && !(gap & GL_GAP_NONE)) {
        right = GL_BYTE_SPACE | GL_BYTE_FIRST | GL_BYTE_HIGH;
    }
    for (size_t i = 0; i < GL_BORDER_CLASSES; i++) {
        if (wanted[GL_FIELD_MARK] >> i & 1) {
            const uint64_t words = wanted[GL_FIELD_WORD];
            knowledge->borders[i].right |= right;
            knowledge->borders[i].next |= next;
            knowledge->borders[i].words |= words != 0 ? words : ~UINT64_C(0);
        }
    }
}

static void bind_tests(struct gl_knowledge *knowledge, const struct gl_ruleset *set,
                       struct gl_sentence_rule *rule)
{
    uint64_t wanted[GL_FIELD_COUNT] = {0};
    uint64_t unwanted[GL_FIELD_COUNT] = {0};
    uint64_t bit = UINT64_C(1) << rule->rule->number % GL_INDEX_BITS;
    struct gl_rule_block *block = &knowledge->blocks[rule->rule->number / GL_INDEX_BITS];
    const struct gl_node *map = rule->rule->node;
    *(rule->decide == GL_DECIDE_VOTE ? &block->voters : &block->deciders) |= bit;
    read_fields(&knowledge->lexicon, set, map, wanted);
    read_fields(&knowledge->lexicon, set, gl_node_get(set, map, "unless"), unwanted);
    for (enum gl_field field = 0; field < GL_FIELD_COUNT; field++) {
        bind_field(knowledge, rule, field, wanted[field], unwanted[field]);
    }
    rule->words = wanted[GL_FIELD_WORD];
    widen_filters(knowledge, wanted);
}

/* Does the pattern under `key` begin with white space? Then it is tried before the blanks, else
 * behind them. */
static bool begins_with_blank(const struct gl_ruleset *set, const struct gl_node *map,
                              const char *key)
{
    const char *source = gl_node_get_text(set, map, key, "");
    return source[0] == ' ' ||
           (source[0] == '\\' && source[1] != '\0' && strchr("shnRr", source[1]) != NULL);
}

static enum gl_decide decide_of(const struct gl_ruleset *set, const struct gl_node *map)
{
    const char *text = gl_node_get_text(set, map, "decide", "");
    for (size_t i = 0; i < sizeof decisions / sizeof decisions[0]; i++) {
        if (strcmp(decisions[i].name, text) == 0) {
            return decisions[i].decide;
        }
    }
    return GL_DECIDE_VOTE;
}

static size_t limit(const struct gl_ruleset *set, const struct gl_node *map, const char *key,
                    size_t otherwise)
{
    double value = gl_node_get_number(set, map, key, -1);
    return value >= 0 && value < 1e9 ? (size_t)value : otherwise;
}

static void bind_rule(struct gl_knowledge *knowledge, const struct gl_ruleset *set,
                      const struct gl_rule *source)
{
    const struct gl_node *map = source->node;
    struct gl_sentence_rule *rule = &knowledge->rules[source->number];
    rule->rule = source;
    rule->decide = source->votes ? GL_DECIDE_VOTE : decide_of(set, map);
    rule->match = source->match;
    rule->before = gl_node_get_pattern(set, map, "before");
    rule->after = gl_node_get_pattern(set, map, "after");
    rule->not_before = gl_node_get_pattern(set, map, "not-before");
    rule->not_after = gl_node_get_pattern(set, map, "not-after");
    rule->patterns = (rule->match | rule->before | rule->after | rule->not_before |
                      rule->not_after) != GL_NO_PATTERN;
    rule->after_blank = begins_with_blank(set, map, "after");
    rule->not_after_blank = begins_with_blank(set, map, "not-after");
    rule->least = limit(set, map, "words-at-least", 0);
    rule->most = limit(set, map, "words-at-most", SIZE_MAX);
    bind_tests(knowledge, set, rule);
}

/* Room for the rules and their blocks. */
static bool make_rules(struct gl_knowledge *knowledge, size_t count, struct gl_arena *arena)
{
    knowledge->count = count;
    knowledge->block_count = (count + GL_INDEX_BITS - 1) / GL_INDEX_BITS;
    knowledge->rules = gl_arena_zeros(arena, count + 1, sizeof *knowledge->rules);
    knowledge->blocks =
        gl_arena_zeros(arena, knowledge->block_count + 1, sizeof *knowledge->blocks);
    if (knowledge->rules == NULL || knowledge->blocks == NULL) {
        return false;
    }
    for (size_t i = 0; i < knowledge->block_count; i++) {
        if (!gl_rule_block_init(&knowledge->blocks[i], arena)) {
            return false;
        }
    }
    return true;
}

/* The bytes at which a pass over the text has to stop: line ends, what may end a sentence or open
 * or close a bracket or quotation, and borders that rules ask for. */
static void find_stops(struct gl_knowledge *knowledge)
{
    struct gl_byteset *stops = &knowledge->stops;
    gl_byteset_add_range(stops, '\n', '\r');
    gl_byteset_add(stops, 0xC2); // NEL
    gl_byteset_add(stops, 0xE2); // U+2028, U+2029
    if (knowledge->run_on != 0) {
        gl_byteset_add_range(stops, 'A', 'Z');
    }
    for (size_t i = 0; i < GL_MARK_SLOTS; i++) {
        const struct gl_mark *mark = &knowledge->marks.slots[i];
        const uint32_t pairs = GL_MARK_BRACKET | GL_MARK_QUOTE;
        char bytes[4];
        if (mark->code_point != 0 && (mark->ends != 0 || (mark->border & knowledge->asked) != 0 ||
                                      ((mark->opens | mark->closes | mark->either) & pairs) != 0)) {
            gl_utf8_encode(mark->code_point, bytes);
            gl_byteset_add(stops, (unsigned char)bytes[0]);
        }
    }
}

/* What is known at a plain end of this class, before a word that `opens` stands before. */
static struct gl_evidence evidence_of_plain(uint32_t class, uint32_t opens)
{
    const uint64_t any = ~UINT64_C(0);
    const uint64_t others = GL_SHAPE_LOWER | GL_SHAPE_LETTER | GL_SHAPE_CASELESS | GL_SHAPE_DIGITS |
                            GL_SHAPE_SMALL | GL_SHAPE_NUMBER | GL_SHAPE_NONE | GL_SHAPE_APART;
    return (struct gl_evidence){
        {[GL_FIELD_MARK] = class,
         [GL_FIELD_WORD] = any,
         [GL_FIELD_SHAPE] = GL_SHAPE_LOWER | GL_SHAPE_UPPER | GL_SHAPE_CAPITALISED | GL_SHAPE_SHORT,
         [GL_FIELD_CLOSED] = any,
         [GL_FIELD_GAP] = GL_GAP_BLANK | GL_GAP_LINE,
         [GL_FIELD_OPENS] = opens,
         [GL_FIELD_NEXT] = any & ~others,
         [GL_FIELD_NEXT_WORD] = any,
         [GL_FIELD_THEN] = any,
         [GL_FIELD_INSIDE] = any,
         [GL_FIELD_LINE] = any,
         [GL_FIELD_ENTRY] = GL_ENTRY_NONE}};
}

/* The rule that decides at a plain end of this class; NULL when that depends on more than the lists
 * of the word before it, which are added to *words. */
static const struct gl_sentence_rule *rule_of_plain(const struct gl_knowledge *knowledge,
                                                    uint32_t class, uint32_t opens, uint64_t *words)
{
    const struct gl_evidence plain = evidence_of_plain(class, opens);
    const uint32_t exact = 1u << GL_FIELD_MARK | 1u << GL_FIELD_OPENS | 1u << GL_FIELD_ENTRY;
    for (size_t i = 0; i < knowledge->block_count; i++) {
        const struct gl_rule_block *block = &knowledge->blocks[i];
        uint64_t certain;
        uint64_t left = gl_rule_block_possible(block, &plain, exact, &certain) & block->deciders;
        for (; left != 0; left &= left - 1) {
            size_t bit = (size_t)__builtin_ctzll(left);
            const struct gl_sentence_rule *rule = &knowledge->rules[i * GL_INDEX_BITS + bit];
            bool free = !rule->patterns && rule->least <= 1 && rule->most == SIZE_MAX &&
                        rule->decide == GL_DECIDE_SPLIT && !rule->about_word;
            if (free && (certain >> bit & 1)) {
                return rule;
            }
            if (rule->most > 0 && rule->words == 0) { // there is a word before it
                return NULL;
            }
            *words |= rule->words;
        }
    }
    return NULL;
}

static void find_plain(struct gl_knowledge *knowledge)
{
    for (size_t byte = 0; byte < 128; byte++) {
        struct gl_plain *plain = &knowledge->plain[byte];
        size_t slot = knowledge->marks.ascii[byte];
        uint32_t class = slot == 0 ? 0 : knowledge->marks.slots[slot - 1].ends;
        if (class != 0) {
            plain->rule = rule_of_plain(knowledge, class, GL_MARK_NONE, &plain->words);
            plain->quoted = rule_of_plain(knowledge, class, GL_MARK_QUOTE, &plain->words);
        }
    }
}

void *gl_knowledge_bind(const struct gl_ruleset *set, struct gl_arena *arena)
{
    struct gl_knowledge *knowledge = gl_arena_zeros(arena, 1, sizeof *knowledge);
    size_t count = gl_ruleset_count(set);
    if (knowledge == NULL || !make_rules(knowledge, count, arena)) {
        return NULL;
    }
    gl_marks_read(&knowledge->marks, set);
    for (size_t i = 0; i < count; i++) {
        bind_rule(knowledge, set, gl_ruleset_rule(set, i));
    }
    find_stops(knowledge);
    find_plain(knowledge);
    knowledge->heading_words = setting(set, "heading", "words-at-most", DEFAULT_HEADING_WORDS);
    knowledge->wrap_narrowest = setting(set, "wrap", "narrowest", DEFAULT_NARROWEST);
    knowledge->wrap_widest = setting(set, "wrap", "widest", DEFAULT_WIDEST);
    const struct gl_node *votes = gl_ruleset_setting(set, "votes");
    knowledge->threshold = votes == NULL ? 0 : gl_node_get_number(set, votes, "threshold", 0);
    return gl_lexicon_fill(&knowledge->lexicon, set, &knowledge->marks, arena) ? knowledge : NULL;
}
