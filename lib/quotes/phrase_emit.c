/* From the tree of a phrase to its program. */
#include <string.h>

#include "quotes/phrase_tree.h"

enum { STEPS_MOST = 8192 };

struct emitter {
    struct gl_phrase_op *ops;
    uint32_t count;
    bool backward;
    bool full;
};

static uint32_t add(struct emitter *emitter, enum gl_phrase_code code)
{
    if (emitter->count == STEPS_MOST) {
        emitter->full = true;
        return 0;
    }
    emitter->ops[emitter->count] = (struct gl_phrase_op){.code = code};
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
    uint32_t split = add(emitter, GL_CODE_SPLIT);
    emitter->ops[split].a = emitter->count;
    emitter->ops[add(emitter, GL_CODE_ENTRY)].lists = node->entries;
    uint32_t jump = add(emitter, GL_CODE_JUMP);
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
    uint32_t split = add(emitter, GL_CODE_SPLIT);
    emitter->ops[split].a = emitter->count;
    emit(emitter, first);
    uint32_t jump = add(emitter, GL_CODE_JUMP);
    emitter->ops[split].b = emitter->count;
    emit_choice(emitter, first->next);
    emitter->ops[jump].a = emitter->count;
}

static void set_branches(struct emitter *emitter, uint32_t split, bool lazy, uint32_t go,
                         uint32_t leave)
{
    emitter->ops[split].a = lazy ? leave : go;
    emitter->ops[split].b = lazy ? go : leave;
}

static void emit_repeat(struct emitter *emitter, const struct gl_phrase_node *node)
{
    uint32_t splits[GL_PHRASE_MANY];
    uint32_t count = 0;
    for (unsigned i = 0; i < node->least; i++) {
        emit(emitter, node->child);
    }
    if (node->most == GL_PHRASE_MANY) {
        uint32_t split = add(emitter, GL_CODE_SPLIT);
        emit(emitter, node->child);
        emitter->ops[add(emitter, GL_CODE_JUMP)].a = split;
        set_branches(emitter, split, node->lazy, split + 1, emitter->count);
        return;
    }
    for (unsigned i = node->least; i < node->most; i++) {
        splits[count++] = add(emitter, GL_CODE_SPLIT);
        emit(emitter, node->child);
    }
    for (uint32_t i = 0; i < count; i++) {
        set_branches(emitter, splits[i], node->lazy, splits[i] + 1, emitter->count);
    }
}

static void emit_group(struct emitter *emitter, const struct gl_phrase_node *node)
{
    uint32_t start = 2 * (uint32_t)node->group;
    uint32_t end = start + 1;
    emitter->ops[add(emitter, GL_CODE_SAVE)].a = emitter->backward ? end : start;
    emit(emitter, node->child);
    emitter->ops[add(emitter, GL_CODE_SAVE)].a = emitter->backward ? start : end;
}

static void emit(struct emitter *emitter, const struct gl_phrase_node *node)
{
    uint32_t step;
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
static struct gl_phrase_first first_at(struct firsts *firsts, uint32_t step)
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

/* Fills in what the branches of each SPLIT begin with. False when memory is out. */
static bool find_firsts(struct emitter *emitter, struct gl_arena *scratch)
{
    struct firsts firsts = {.ops = emitter->ops};
    firsts.known = gl_arena_zeros(scratch, emitter->count, sizeof *firsts.known);
    firsts.state = gl_arena_zeros(scratch, emitter->count, sizeof *firsts.state);
    if (firsts.known == NULL || firsts.state == NULL) {
        return false;
    }
    for (uint32_t i = emitter->count; i > 0; i--) {
        struct gl_phrase_op *op = &emitter->ops[i - 1];
        if (op->code == GL_CODE_SPLIT) {
            op->first_a = first_at(&firsts, op->a);
            op->first_b = first_at(&firsts, op->b);
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
    if (!find_firsts(&emitter, maker->scratch)) {
        return NULL;
    }
    struct gl_phrase_op *ops = gl_arena_alloc(maker->arena, emitter.count * sizeof *ops);
    if (ops != NULL) {
        memcpy(ops, emitter.ops, emitter.count * sizeof *ops);
    }
    return ops;
}
