/* From the tree of a phrase to its program. */
#include <string.h>

#include "quotes/phrase_tree.h"

enum { STEPS_MOST = 8192, RECENT = 64 };

struct emitter {
    struct gl_phrase_op *ops;
    uint16_t count;
    bool backward;
    bool full;
    const struct gl_phrase_firsts *recent[RECENT];
    size_t recent_next;
};

static uint16_t add(struct emitter *emitter, enum gl_phrase_code code)
{
    if (emitter->count == STEPS_MOST) {
        emitter->full = true;
        return 0;
    }
    emitter->ops[emitter->count] = (struct gl_phrase_op){.code = (uint8_t)code};
    return emitter->count++;
}

static void emit(struct emitter *emitter, const struct gl_phrase_node *node);

/* Siblings from `first` up to `behind`, in the direction of the program. */
static void emit_siblings(struct emitter *emitter, const struct gl_phrase_node *first,
                          const struct gl_phrase_node *behind)
{
    if (!emitter->backward) {
        for (const struct gl_phrase_node *node = first; node != behind; node = node->next) {
            emit(emitter, node);
        }
        return;
    }
    const struct gl_phrase_node *end = behind;
    while (end != first) {
        const struct gl_phrase_node *node = first;
        while (node->next != end) {
            node = node->next;
        }
        emit(emitter, node);
        end = node;
    }
}

/* A token of the class; before it, an entry of several words. */
static void emit_token(struct emitter *emitter, const struct gl_phrase_node *node)
{
    if (node->entries == 0) {
        emitter->ops[add(emitter, GL_CODE_TOKEN)].class = &node->class;
        return;
    }
    uint16_t split = add(emitter, GL_CODE_SPLIT);
    emitter->ops[split].a = emitter->count;
    emitter->ops[add(emitter, GL_CODE_ENTRY)].lists = node->entries;
    uint16_t jump = add(emitter, GL_CODE_JUMP);
    emitter->ops[split].b = emitter->count;
    emitter->ops[add(emitter, GL_CODE_TOKEN)].class = &node->class;
    emitter->ops[jump].a = emitter->count;
}

/* SPLIT a, b; a: first; JUMP end; b: the others. */
static void emit_choice(struct emitter *emitter, const struct gl_phrase_node *first)
{
    if (first->next == NULL) {
        emit(emitter, first);
        return;
    }
    uint16_t split = add(emitter, GL_CODE_SPLIT);
    emitter->ops[split].a = emitter->count;
    emit(emitter, first);
    uint16_t jump = add(emitter, GL_CODE_JUMP);
    emitter->ops[split].b = emitter->count;
    emit_choice(emitter, first->next);
    emitter->ops[jump].a = emitter->count;
}

static void set_branches(struct emitter *emitter, uint16_t split, bool lazy, uint16_t go,
                         uint16_t leave)
{
    emitter->ops[split].a = lazy ? leave : go;
    emitter->ops[split].b = lazy ? go : leave;
}

static void emit_repeat(struct emitter *emitter, const struct gl_phrase_node *node)
{
    uint16_t splits[GL_PHRASE_MANY];
    uint16_t count = 0;
    for (unsigned i = 0; i < node->least; i++) {
        emit(emitter, node->child);
    }
    if (node->most == GL_PHRASE_MANY) {
        uint16_t split = add(emitter, GL_CODE_SPLIT);
        emit(emitter, node->child);
        emitter->ops[add(emitter, GL_CODE_JUMP)].a = split;
        set_branches(emitter, split, node->lazy, (uint16_t)(split + 1), emitter->count);
        return;
    }
    for (unsigned i = node->least; i < node->most; i++) {
        splits[count++] = add(emitter, GL_CODE_SPLIT);
        emit(emitter, node->child);
    }
    for (uint16_t i = 0; i < count; i++) {
        set_branches(emitter, splits[i], node->lazy, (uint16_t)(splits[i] + 1), emitter->count);
    }
}

static void emit_group(struct emitter *emitter, const struct gl_phrase_node *node)
{
    uint16_t start = (uint16_t)(2 * node->group);
    uint16_t end = (uint16_t)(start + 1);
    emitter->ops[add(emitter, GL_CODE_SAVE)].a = emitter->backward ? end : start;
    emit(emitter, node->child);
    emitter->ops[add(emitter, GL_CODE_SAVE)].a = emitter->backward ? start : end;
}

static void emit(struct emitter *emitter, const struct gl_phrase_node *node)
{
    uint16_t step;
    switch (node->kind) {
    case GL_PHRASE_TOKEN:
        emit_token(emitter, node);
        break;
    case GL_PHRASE_SEQUENCE:
        emit_siblings(emitter, node->child, NULL);
        break;
    case GL_PHRASE_CHOICE:
        emit_choice(emitter, node->child);
        break;
    case GL_PHRASE_REPEAT:
        emit_repeat(emitter, node);
        break;
    case GL_PHRASE_GROUP:
        emit_group(emitter, node);
        break;
    case GL_PHRASE_LOOK:
        step = add(emitter, node->ahead ? GL_CODE_AHEAD : GL_CODE_BEHIND);
        emitter->ops[step].class = &node->class;
        emitter->ops[step].b = node->negate;
        break;
    case GL_PHRASE_START:
        add(emitter, GL_CODE_START);
        break;
    case GL_PHRASE_END:
        add(emitter, GL_CODE_END);
        break;
    }
}

/* ---- what branches begin with ---- */

enum { UNKNOWN, BUSY, KNOWN };

struct firsts {
    const struct gl_phrase_op *ops;
    struct gl_phrase_first *known;
    uint8_t *state;
};

static struct gl_phrase_first first_of_class(const struct gl_token_class *class)
{
    struct gl_phrase_first first = {0};
    if (class->lists != 0) {
        first.lists = class->lists;
    } else if (class->one_shape != 0) {
        first.shape = class->one_shape;
    } else if (class->shape != 0) {
        first.shape = class->shape & (~class->shape + 1); // one bit of those it must have
    } else {
        first.always = true;
    }
    return first;
}

static struct gl_phrase_first unite(struct gl_phrase_first a, struct gl_phrase_first b)
{
    return (struct gl_phrase_first){a.lists | b.lists, a.shape | b.shape, a.always || b.always};
}

/* What the program begins with from `step` on. A loop adds nothing that its entry does not have. */
static struct gl_phrase_first first_at(struct firsts *firsts, uint16_t step)
{
    const struct gl_phrase_op *op = &firsts->ops[step];
    struct gl_phrase_first first = {0};
    if (firsts->state[step] != UNKNOWN) {
        return firsts->known[step];
    }
    firsts->state[step] = BUSY;
    switch (op->code) {
    case GL_CODE_TOKEN:
        first = first_of_class(op->class);
        break;
    case GL_CODE_ENTRY:
        first.lists = op->lists;
        break;
    case GL_CODE_SPLIT:
        first = unite(first_at(firsts, op->a), first_at(firsts, op->b));
        break;
    case GL_CODE_JUMP:
        first = first_at(firsts, op->a);
        break;
    case GL_CODE_END:
    case GL_CODE_DONE:
        first.always = true;
        break;
    default:
        first = first_at(firsts, step + 1);
    }
    firsts->known[step] = first;
    firsts->state[step] = KNOWN;
    return first;
}

static bool same_first(const struct gl_phrase_first *a, const struct gl_phrase_first *b)
{
    return a->lists == b->lists && a->shape == b->shape && a->always == b->always;
}

/* A place for `firsts` that lasts; repeated elements share theirs. NULL when memory is out. */
static const struct gl_phrase_firsts *keep_firsts(struct emitter *emitter, struct gl_arena *arena,
                                                  struct gl_phrase_firsts firsts)
{
    for (size_t i = 0; i < RECENT; i++) {
        const struct gl_phrase_firsts *other = emitter->recent[i];
        if (other != NULL && same_first(&other->a, &firsts.a) && same_first(&other->b, &firsts.b)) {
            return other;
        }
    }
    struct gl_phrase_firsts *kept = gl_arena_alloc(arena, sizeof *kept);
    if (kept != NULL) {
        *kept = firsts;
        emitter->recent[emitter->recent_next++ % RECENT] = kept;
    }
    return kept;
}

/* Fills in what the branches of each SPLIT begin with. False when memory is out. */
static bool find_firsts(struct emitter *emitter, const struct gl_phrase_maker *maker)
{
    struct firsts firsts = {.ops = emitter->ops};
    firsts.known = gl_arena_zeros(maker->scratch, emitter->count, sizeof *firsts.known);
    firsts.state = gl_arena_zeros(maker->scratch, emitter->count, sizeof *firsts.state);
    if (firsts.known == NULL || firsts.state == NULL) {
        return false;
    }
    for (uint16_t i = emitter->count; i > 0; i--) {
        struct gl_phrase_op *op = &emitter->ops[i - 1];
        if (op->code == GL_CODE_SPLIT) {
            struct gl_phrase_firsts both = {first_at(&firsts, op->a), first_at(&firsts, op->b)};
            op->firsts = keep_firsts(emitter, maker->arena, both);
            if (op->firsts == NULL) {
                return false;
            }
        }
    }
    return true;
}

const struct gl_phrase_op *gl_phrase_emit(struct gl_phrase_maker *maker,
                                          const struct gl_phrase_node *first,
                                          const struct gl_phrase_node *behind, bool backward)
{
    static const char *const too_long = "is too long";
    struct emitter emitter = {.backward = backward};
    emitter.ops = gl_arena_alloc(maker->scratch, STEPS_MOST * sizeof *emitter.ops);
    if (emitter.ops == NULL) {
        return NULL;
    }
    emit_siblings(&emitter, first, behind);
    add(&emitter, GL_CODE_DONE);
    if (emitter.full) {
        maker->what = too_long;
        return NULL;
    }
    if (!find_firsts(&emitter, maker)) {
        return NULL;
    }
    struct gl_phrase_op *ops = gl_arena_alloc(maker->arena, emitter.count * sizeof *ops);
    if (ops != NULL) {
        memcpy(ops, emitter.ops, emitter.count * sizeof *ops);
    }
    return ops;
}
