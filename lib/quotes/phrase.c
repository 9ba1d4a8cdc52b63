#include "quotes/phrase.h"

#include <string.h>

#include "quotes/phrase_tree.h"

enum { STEPS_MOST = 4000, BRANCHES_MOST = 256, SLOTS = 2 * GL_PHRASE_GROUPS, ENTRY_WORDS = 8 };

/* ---- making ---- */

/* Is this element one that a phrase can be anchored at? */
static bool is_cue(const struct gl_phrase_node *node)
{
    return node->kind == GL_PHRASE_GROUP && node->group == GL_GROUP_CUE;
}

static bool is_quotation(const struct gl_phrase_node *node)
{
    return node->kind == GL_PHRASE_TOKEN && (node->class.shape & GL_SHAPE_QUOTE) != 0;
}

/* The element at which matching begins, or NULL. */
static const struct gl_phrase_node *find_anchor(const struct gl_phrase_node *sequence,
                                                bool at_quote)
{
    const struct gl_phrase_node *first = sequence->child;
    const struct gl_phrase_node *quotation = NULL;
    bool at_start = !at_quote && first != NULL && first->kind == GL_PHRASE_START;
    for (const struct gl_phrase_node *node = first; node != NULL; node = node->next) {
        if (!at_quote && !at_start && is_cue(node)) {
            return node;
        }
        bool first_one = quotation == NULL || at_quote; // of several, a kind is about the last
        quotation = first_one && is_quotation(node) ? node : quotation;
    }
    return quotation == NULL && at_start ? first : quotation;
}

/* The cue among the elements, or NULL. */
static const struct gl_phrase_node *find_cue(const struct gl_phrase_node *node)
{
    while (node != NULL && !is_cue(node)) {
        node = node->next;
    }
    return node;
}

/* The tokens at which an anchor may begin, as far as that is plain to see. */
static struct gl_token_class anchor_class(const struct gl_phrase_node *node)
{
    while (node->kind == GL_PHRASE_GROUP ||
           (node->kind == GL_PHRASE_SEQUENCE && node->child != NULL)) {
        node = node->child;
    }
    return node->kind == GL_PHRASE_TOKEN ? node->class : (struct gl_token_class)
    {
        0
    };
}

/* Does the speaker stand before the anchor? */
static bool speaker_before(const struct gl_phrase_node *node, const struct gl_phrase_node *anchor)
{
    for (; node != NULL && node != anchor; node = node->next) {
        if ((node->kind == GL_PHRASE_GROUP && node->group == GL_GROUP_SPEAKER) ||
            speaker_before(node->child, NULL)) {
            return true;
        }
    }
    return false;
}

bool gl_phrase_make(struct gl_phrase_maker *maker, const char *source, struct gl_phrase *phrase)
{
    struct gl_phrase_node *tree = gl_phrase_parse(maker, source);
    if (tree == NULL) {
        return false;
    }
    const struct gl_phrase_node *anchor =
        tree->kind == GL_PHRASE_SEQUENCE ? find_anchor(tree, maker->at_quote) : NULL;
    if (anchor == NULL) {
        maker->what = "has no cue, no quotation and no ^ to begin at";
        return false;
    }
    phrase->at_start = anchor->kind == GL_PHRASE_START;
    const struct gl_phrase_node *cue = phrase->at_start ? find_cue(anchor) : NULL;
    phrase->anchor = anchor_class(cue != NULL ? cue : anchor);
    phrase->forward = gl_phrase_emit(maker, anchor, NULL, false);
    phrase->backward = NULL;
    phrase->backward_first = anchor != tree->child && !speaker_before(tree->child, anchor);
    if (anchor != tree->child) {
        phrase->backward = gl_phrase_emit(maker, tree->child, anchor, true);
        return phrase->forward != NULL && phrase->backward != NULL;
    }
    return phrase->forward != NULL;
}

/* ---- matching ---- */

/* Something to go back to: a branch not taken (slot SLOTS), or what a slot held. */
struct branch {
    uint32_t step;
    uint32_t slot;
    size_t place;
};

struct run {
    const struct gl_token_row *row;
    bool backward;
    size_t slots[SLOTS];
    struct branch branches[BRANCHES_MOST];
    size_t branch_count;
};

static inline bool is_of(const struct gl_token *token, const struct gl_token_class *class)
{
    return (token->shape & class->shape) == class->shape && (token->shape & class->no_shape) == 0 &&
           (class->lists == 0 || (token->lists & class->lists) != 0) &&
           (token->lists & class->no_lists) == 0 &&
           (class->one_shape == 0 || (token->shape & class->one_shape) != 0) &&
           (class->word == GL_NO_WORD || token->word == class->word);
}

/* Words of the longest entry of `lists` that begins at token `first`, or of one that ends before
 * `end` (SIZE_MAX: anywhere); 0 when there is none. */
static size_t entry_at(const struct gl_token_row *row, size_t first, uint64_t lists, size_t end)
{
    const struct gl_tail *tail = row->tokens[first].tails;
    for (; tail != NULL; tail = tail->next) {
        if ((tail->lists & lists) != 0 && (end == SIZE_MAX || first + tail->count + 1 == end) &&
            gl_tail_stands(row->tokens, row->count, first, tail)) {
            return tail->count + 1;
        }
    }
    return 0;
}

/* Passes over an entry of several words from `*at`; false when none stands there. */
static bool pass_entry(const struct run *run, uint64_t lists, size_t *at)
{
    if (!run->backward) {
        bool starts = *at < run->row->count && (run->row->tokens[*at].starts & lists) != 0;
        size_t words = starts ? entry_at(run->row, *at, lists, SIZE_MAX) : 0;
        *at += words;
        return words > 0;
    }
    if (*at == 0 || (run->row->tokens[*at - 1].ends & lists) == 0) {
        return false;
    }
    for (size_t words = 2; words <= ENTRY_WORDS && words <= *at; words++) {
        if ((run->row->tokens[*at - words].starts & lists) != 0 &&
            entry_at(run->row, *at - words, lists, *at) > 0) {
            *at -= words;
            return true;
        }
    }
    return false;
}

static bool pass_token(const struct run *run, const struct gl_token_class *class, size_t *at)
{
    if (run->backward) {
        return *at > 0 && is_of(&run->row->tokens[*at - 1], class) && (*at)--;
    }
    return *at < run->row->count && is_of(&run->row->tokens[*at], class) && ++(*at);
}

/* Does a token of the class stand beside the place `at`? */
static bool stands_beside(const struct run *run, const struct gl_phrase_op *op, size_t at)
{
    size_t token = op->code == GL_CODE_AHEAD ? at : at - 1;
    bool stands = token < run->row->count && is_of(&run->row->tokens[token], op->class);
    return stands != (op->b != 0);
}

static bool keep(struct run *run, uint32_t step, uint32_t slot, size_t place)
{
    if (run->branch_count == BRANCHES_MOST) {
        return false;
    }
    run->branches[run->branch_count++] = (struct branch){step, slot, place};
    return true;
}

/* Goes back to the last branch; false when there is none. */
static bool go_back(struct run *run, uint32_t *step, size_t *at)
{
    while (run->branch_count > 0) {
        const struct branch *branch = &run->branches[--run->branch_count];
        if (branch->slot == SLOTS) {
            *step = branch->step;
            *at = branch->place;
            return true;
        }
        run->slots[branch->slot] = branch->place;
    }
    return false;
}

static inline bool may_begin(const struct gl_phrase_first *first, const struct gl_token *token,
                             uint64_t lists)
{
    return first->always ||
           (token != NULL && ((lists & first->lists) | (token->shape & first->shape)) != 0);
}

/* Takes the first branch that may begin here, and keeps the other if it may too; false when neither
 * may. */
static inline bool split(struct run *run, const struct gl_phrase_op *op, uint32_t *step, size_t at)
{
    const struct gl_token *token = NULL;
    uint64_t lists = 0;
    if (run->backward && at > 0) {
        token = &run->row->tokens[at - 1];
        lists = token->lists | token->ends;
    } else if (!run->backward && at < run->row->count) {
        token = &run->row->tokens[at];
        lists = token->lists | token->starts;
    }
    bool a = may_begin(&op->firsts->a, token, lists);
    bool b = may_begin(&op->firsts->b, token, lists);
    *step = a ? op->a : op->b;
    return a && b ? keep(run, op->b, SLOTS, at) : a || b;
}

static inline bool save(struct run *run, uint32_t slot, size_t at)
{
    if (!keep(run, 0, slot, run->slots[slot])) {
        return false;
    }
    run->slots[slot] = at;
    return true;
}

/* One step that takes or tests something, or moves the program; false: it fails. */
static inline bool take_step(struct run *run, const struct gl_phrase_op *op, uint32_t *step,
                             size_t *at)
{
    ++*step;
    switch (op->code) {
    case GL_CODE_TOKEN:
        return pass_token(run, op->class, at);
    case GL_CODE_ENTRY:
        return pass_entry(run, op->lists, at);
    case GL_CODE_SPLIT:
        return split(run, op, step, *at);
    case GL_CODE_JUMP:
        *step = op->a;
        return true;
    case GL_CODE_SAVE:
        return save(run, op->a, *at);
    case GL_CODE_AHEAD:
    case GL_CODE_BEHIND:
        return stands_beside(run, op, *at);
    case GL_CODE_START:
        return *at == 0 && run->row->from_start;
    default:
        return *at == run->row->count && run->row->to_end;
    }
}

/* Runs a program from the place `*at`, and moves it to where the match ends. */
static bool run_program(struct run *run, const struct gl_phrase_op *ops, bool backward, size_t *at)
{
    uint32_t step = 0;
    run->branch_count = 0;
    run->backward = backward;
    for (int steps = 0; steps < STEPS_MOST; steps++) {
        const struct gl_phrase_op *op = &ops[step];
        if (op->code == GL_CODE_DONE) {
            return true;
        }
        if (!take_step(run, op, &step, at) && !go_back(run, &step, at)) {
            return false;
        }
    }
    return false;
}

bool gl_phrase_match(const struct gl_phrase *phrase, const struct gl_token_row *row, size_t at,
                     struct gl_phrase_match *match)
{
    struct run run;
    run.row = row;
    memset(run.slots, 0, sizeof run.slots);
    match->from = match->to = at;
    if (phrase->backward_first && !run_program(&run, phrase->backward, true, &match->from)) {
        return false;
    }
    if (!run_program(&run, phrase->forward, false, &match->to)) {
        return false;
    }
    if (phrase->backward != NULL && !phrase->backward_first &&
        !run_program(&run, phrase->backward, true, &match->from)) {
        return false;
    }
    for (size_t i = 0; i < GL_PHRASE_GROUPS; i++) {
        match->group_from[i] = run.slots[2 * i];
        match->group_to[i] = run.slots[2 * i + 1];
    }
    return true;
}
