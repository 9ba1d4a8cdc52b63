#include "quotes/knowledge.h"

#include <string.h>

const char *const gl_quote_reach_names[] = {"nearest-before",       "nearest-after",
                                            "all-fragments-before", "all-fragments-after",
                                            "all-fragments",        NULL};
const char *const gl_quote_carry_names[] = {
    "continued", "from-before", "from-behind", "from-paragraph-before", "alternating", NULL};
const char *const gl_quote_kind_names[] = {"direct", "mixed", "term", "indirect", NULL};
const char *const gl_quote_side_names[] = {"after", "before", NULL};

/* Index of `word` in `names`, 0 when it is not there (the schema has refused that). */
static int choice(const char *word, const char *const *names)
{
    for (int i = 0; names[i] != NULL; i++) {
        if (strcmp(names[i], word) == 0) {
            return i;
        }
    }
    return 0;
}

static int flag_or_either(const struct gl_ruleset *set, const struct gl_node *map, const char *key)
{
    return gl_node_get(set, map, key) == NULL ? -1 : gl_node_get_flag(set, map, key, false);
}

static size_t word_limit(const struct gl_ruleset *set, const struct gl_node *map, const char *key,
                         size_t otherwise)
{
    double number = gl_node_get_number(set, map, key, -1);
    return number >= 0 && number < 1e9 ? (size_t)number : otherwise;
}

static void read_topic(const struct gl_ruleset *set, const struct gl_node *map,
                       struct gl_quote_rule *rule)
{
    const char *speaks = gl_node_get_text(set, map, "speaks", NULL);
    const char *kind = gl_node_get_text(set, map, "kind", NULL);
    const char *carry = gl_node_get_text(set, map, "carry", NULL);
    if (speaks != NULL) {
        rule->topic = GL_TOPIC_SPEAKS;
        rule->reach = (enum gl_quote_reach)choice(speaks, gl_quote_reach_names);
    } else if (kind != NULL) {
        rule->topic = GL_TOPIC_KIND;
        rule->kind = (enum gl_quote_kind)choice(kind, gl_quote_kind_names);
    } else if (gl_node_get(set, map, "indirect") != NULL) {
        const char *side = gl_node_get_text(set, map, "indirect", NULL);
        rule->topic = GL_TOPIC_INDIRECT;
        rule->side = (enum gl_quote_side)choice(side, gl_quote_side_names);
    } else if (gl_node_get(set, map, "splits") != NULL) {
        rule->topic = GL_TOPIC_SPLIT;
    } else if (carry != NULL) {
        rule->topic = GL_TOPIC_CARRY;
        rule->carry = (enum gl_quote_carry)choice(carry, gl_quote_carry_names);
    } else {
        rule->topic = GL_TOPIC_MARK;
    }
}

/* What phrases are made with. */
static struct gl_phrase_maker maker_of(struct gl_quotes_knowledge *knowledge,
                                       struct gl_arena *arena, struct gl_arena *scratch)
{
    return (struct gl_phrase_maker){
        .set = knowledge->set,
        .arena = arena,
        .scratch = scratch,
        .wordbook = &knowledge->wordbook,
        .marks = &knowledge->mark_bits,
        .phrases = gl_ruleset_setting(knowledge->set, "phrases"),
    };
}

/* False when memory is out: that phrases are well formed was seen when the rules were checked. */
static bool read_rule(struct gl_phrase_maker *maker, const struct gl_node *map,
                      struct gl_quote_rule *rule)
{
    const struct gl_ruleset *set = maker->set;
    read_topic(set, map, rule);
    rule->content = gl_node_get_pattern(set, map, "content");
    rule->words_at_least = word_limit(set, map, "words-at-least", 0);
    rule->words_at_most = word_limit(set, map, "words-at-most", SIZE_MAX);
    rule->attributed = flag_or_either(set, map, "attributed");
    rule->apostrophe = flag_or_either(set, map, "apostrophe");
    rule->turn = flag_or_either(set, map, "turn");
    rule->usual = flag_or_either(set, map, "usual");
    rule->block = flag_or_either(set, map, "block");
    rule->alone = flag_or_either(set, map, "alone");
    rule->sure = gl_node_get_flag(set, map, "sure", true);
    rule->within = gl_region_of(set, map, GL_REGION_PARAGRAPH);
    rule->has_conditions = gl_conditions_any(set, map);
    rule->how =
        gl_node_get_text(set, map, "how", rule->topic == GL_TOPIC_CARRY ? "carried" : "cue");
    const char *source = gl_node_get_text(set, map, "phrase", NULL);
    rule->has_phrase = source != NULL;
    maker->at_quote = rule->topic != GL_TOPIC_SPEAKS && rule->topic != GL_TOPIC_SPLIT &&
                      rule->topic != GL_TOPIC_INDIRECT;
    return source == NULL || gl_phrase_make(maker, source, &rule->phrase);
}

const char *gl_quotes_phrase_fault(const struct gl_ruleset *set, const char *source, bool at_quote,
                                   char about[64])
{
    struct gl_arena arena = {NULL, NULL};
    struct gl_phrase phrase;
    struct gl_quotes_knowledge *knowledge = gl_arena_zeros(&arena, 1, sizeof *knowledge);
    const char *what = "cannot be checked: memory is out";
    if (knowledge != NULL && gl_wordbook_init(&knowledge->wordbook, &arena)) {
        knowledge->set = set;
        struct gl_phrase_maker maker = maker_of(knowledge, &arena, &arena);
        maker.dry = true;
        maker.at_quote = at_quote;
        if (gl_phrase_make(&maker, source, &phrase)) {
            bool speaks = (maker.groups & 1u << GL_GROUP_SPEAKER) != 0;
            what = at_quote || speaks ? NULL : "names no speaker: put <speaker> into it";
        } else if (maker.what != NULL) {
            what = maker.what;
            memcpy(about, maker.name, sizeof maker.name);
        }
    }
    gl_arena_release(&arena);
    return what;
}

/* The mark `text`, added when it is new; GL_MARKS_MOST when there is no room or it is too long. */
static size_t mark_of(struct gl_quotes_knowledge *knowledge, const char *text)
{
    size_t length = strlen(text);
    for (size_t i = 0; i < knowledge->mark_count; i++) {
        if (knowledge->marks[i].length == length &&
            memcmp(knowledge->marks[i].bytes, text, length) == 0) {
            return i;
        }
    }
    if (length >= GL_MARK_BYTES || length == 0 || knowledge->mark_count == GL_MARKS_MOST) {
        return GL_MARKS_MOST;
    }
    struct gl_quote_mark *mark = &knowledge->marks[knowledge->mark_count];
    memcpy(mark->bytes, text, length);
    mark->length = (uint8_t)length;
    return knowledge->mark_count++;
}

/* An earlier pair with the same opener wins: the list is in the order of preference. */
static void add_pair(struct gl_quotes_knowledge *knowledge, const struct gl_node *pair)
{
    const struct gl_ruleset *set = knowledge->set;
    size_t open = mark_of(knowledge, gl_node_get_text(set, pair, "open", ""));
    size_t close = mark_of(knowledge, gl_node_get_text(set, pair, "close", ""));
    if (open == GL_MARKS_MOST || close == GL_MARKS_MOST) {
        return;
    }
    bool apostrophe = gl_node_get_flag(set, pair, "apostrophe", false);
    if (!knowledge->marks[open].opens) {
        knowledge->marks[open].opens = true;
        knowledge->marks[open].close = (uint8_t)close;
    }
    knowledge->marks[close].closes = true;
    knowledge->marks[open].apostrophe = apostrophe;
    knowledge->marks[close].apostrophe = apostrophe;
}

/* Where to begin looking for the mark that a byte begins. */
static void index_marks(struct gl_quotes_knowledge *knowledge)
{
    for (size_t i = knowledge->mark_count; i > 0; i--) {
        if (!knowledge->marks[i - 1].opens) {
            knowledge->marks[i - 1].close =
                GL_MARKS_MOST; // if it opens by mistake, any mark may close it
        }
        const char *bytes = knowledge->marks[i - 1].bytes;
        knowledge->first[(unsigned char)bytes[0]] = (uint8_t)i;
        gl_byteset_add(&knowledge->begins, (unsigned char)bytes[0]);
        if (bytes[0] == (char)0xE2 && bytes[1] == (char)0x80 &&
            knowledge->marks[i - 1].length == 3) {
            knowledge->general[(unsigned char)bytes[2] & 0x3F] = (uint8_t)i;
        }
    }
}

static size_t read_texts(const struct gl_ruleset *set, const char *key, struct gl_text *texts)
{
    const struct gl_node *node = gl_ruleset_setting(set, key);
    size_t count = 0;
    if (node != NULL && node->kind != GL_NODE_LIST) {
        const char *text = gl_node_text(set, node);
        texts[count++] = (struct gl_text){text, strlen(text)};
        return count;
    }
    node = node == NULL ? NULL : gl_node_first(set, node);
    for (; node != NULL && count < GL_INTRODUCERS_MOST; node = gl_node_next(set, node)) {
        const char *text = gl_node_text(set, node);
        texts[count++] = (struct gl_text){text, strlen(text)};
    }
    return count;
}

static void add_turns(struct gl_quotes_knowledge *knowledge)
{
    struct gl_text dashes[GL_INTRODUCERS_MOST];
    size_t count = read_texts(knowledge->set, "turns", dashes);
    for (size_t i = 0; i < count; i++) {
        size_t mark = mark_of(knowledge, dashes[i].bytes);
        if (mark != GL_MARKS_MOST) {
            knowledge->marks[mark].turn = true;
        }
    }
}

static void read_settings(struct gl_quotes_knowledge *knowledge)
{
    const struct gl_ruleset *set = knowledge->set;
    const struct gl_node *pairs = gl_ruleset_setting(set, "marks");
    const struct gl_node *pair = pairs == NULL ? NULL : gl_node_first(set, pairs);
    for (; pair != NULL; pair = gl_node_next(set, pair)) {
        add_pair(knowledge, pair);
    }
    add_turns(knowledge);
    const struct gl_node *colons = gl_ruleset_setting(set, "colons");
    if (colons != NULL && strcmp(gl_node_text(set, colons), "speak") == 0) {
        gl_byteset_add(&knowledge->begins, ':');
    }
    index_marks(knowledge);
    knowledge->signature_count = read_texts(set, "signatures", knowledge->signatures);
    knowledge->introducer_count = read_texts(set, "introducers", knowledge->introducers);
}

/* Numbers of the rules of one topic, in order; NULL when memory is out. */
static const uint16_t *numbers_of(const struct gl_quotes_knowledge *knowledge,
                                  enum gl_quote_topic topic, struct gl_arena *arena, size_t *count)
{
    uint16_t *numbers = gl_arena_zeros(arena, knowledge->rule_count + 1, sizeof *numbers);
    *count = 0;
    for (size_t i = 0; numbers != NULL && i < knowledge->rule_count; i++) {
        if (knowledge->rules[i].topic == topic) {
            numbers[(*count)++] = (uint16_t)i;
        }
    }
    return numbers;
}

/* Lists of the wordbook at which the phrases of these rules begin. */
static uint64_t cue_lists(const struct gl_quotes_knowledge *knowledge, const uint16_t *numbers,
                          size_t count)
{
    uint64_t lists = 0;
    for (size_t i = 0; i < count; i++) {
        const struct gl_quote_rule *rule = &knowledge->rules[numbers[i]];
        lists |= rule->phrase.anchor.lists;
    }
    return lists;
}

static bool number_rules(struct gl_quotes_knowledge *knowledge, struct gl_arena *arena)
{
    knowledge->speech_rules =
        numbers_of(knowledge, GL_TOPIC_SPEAKS, arena, &knowledge->speech_count);
    knowledge->indirect_rules =
        numbers_of(knowledge, GL_TOPIC_INDIRECT, arena, &knowledge->indirect_count);
    knowledge->split_rules = numbers_of(knowledge, GL_TOPIC_SPLIT, arena, &knowledge->split_count);
    knowledge->mark_rules =
        numbers_of(knowledge, GL_TOPIC_MARK, arena, &knowledge->mark_rule_count);
    knowledge->kind_rules = numbers_of(knowledge, GL_TOPIC_KIND, arena, &knowledge->kind_count);
    knowledge->carry_rules = numbers_of(knowledge, GL_TOPIC_CARRY, arena, &knowledge->carry_count);
    return knowledge->kind_rules != NULL && knowledge->carry_rules != NULL &&
           knowledge->speech_rules != NULL && knowledge->split_rules != NULL &&
           knowledge->mark_rules != NULL && knowledge->indirect_rules != NULL;
}

/* The lists and phrases that the engine itself asks for. */
static bool read_names(struct gl_quotes_knowledge *knowledge, struct gl_phrase_maker *maker)
{
    const struct gl_ruleset *set = knowledge->set;
    const struct gl_node *phrases = gl_ruleset_setting(set, "phrases");
    const char *antecedent =
        phrases == NULL ? NULL : gl_node_get_text(set, phrases, "antecedent", NULL);
    knowledge->pronouns = gl_list_find(set, "pronoun");
    knowledge->agreement = gl_list_find(set, "agreement");
    knowledge->pronoun_bit = gl_wordbook_list(&knowledge->wordbook, set, knowledge->pronouns);
    knowledge->agreement_bit = gl_wordbook_list(&knowledge->wordbook, set, knowledge->agreement);
    knowledge->has_antecedent = antecedent != NULL;
    maker->at_quote = false;
    return antecedent == NULL || gl_phrase_make(maker, antecedent, &knowledge->antecedent);
}

static bool read_rules(struct gl_quotes_knowledge *knowledge, struct gl_quote_rule *rules,
                       struct gl_arena *arena)
{
    struct gl_arena scratch = {NULL, NULL};
    struct gl_phrase_maker maker = maker_of(knowledge, arena, &scratch);
    bool good = gl_wordbook_init(&knowledge->wordbook, arena) &&
                gl_wordbook_read_cuts(&knowledge->wordbook, knowledge->set);
    for (size_t i = 0; good && i < knowledge->rule_count; i++) {
        good = read_rule(&maker, gl_ruleset_rule(knowledge->set, i)->node, &rules[i]);
    }
    good = good && read_names(knowledge, &maker);
    gl_arena_release(&scratch);
    return good;
}

void *gl_quotes_bind(const struct gl_ruleset *set, struct gl_arena *arena)
{
    size_t count = gl_ruleset_count(set);
    struct gl_quotes_knowledge *knowledge = gl_arena_zeros(arena, 1, sizeof *knowledge);
    struct gl_quote_rule *rules = gl_arena_zeros(arena, count + 1, sizeof *rules);
    if (knowledge == NULL || rules == NULL) {
        return NULL;
    }
    knowledge->set = set;
    knowledge->rules = rules;
    knowledge->rule_count = count;
    if (!read_rules(knowledge, rules, arena) || !number_rules(knowledge, arena)) {
        return NULL;
    }
    knowledge->cues = cue_lists(knowledge, knowledge->speech_rules, knowledge->speech_count);
    knowledge->split_cues = cue_lists(knowledge, knowledge->split_rules, knowledge->split_count);
    read_settings(knowledge);
    return knowledge;
}
