#include "rules/program.h"

#include <stddef.h>
#include <string.h>

#include "text/classes.h"
#include "text/utf8.h"

/* Code while it is being written; `from` is where the program begins in it. */
struct writing {
    struct gl_array *code;
    size_t from;
    struct gl_sets *sets;
    struct gl_begins begins;
    size_t nesting;
    uint32_t groups, loops;
    bool alien; /* left to PCRE2 */
    bool failed;
};

static void write_branches(struct writing *writing, const struct gl_branch *branches);

static uint32_t here(const struct writing *writing)
{
    return (uint32_t)(writing->code->count - writing->from);
}

static void put(struct writing *writing, uint32_t word)
{
    uint32_t *added = NULL;
    if (here(writing) >= GL_PROGRAM_MAX_WORDS) {
        writing->alien = true;
        return;
    }
    added = gl_array_push(writing->code);
    writing->failed = writing->failed || added == NULL;
    if (added != NULL) {
        *added = word;
    }
}

static void put_operation(struct writing *writing, enum gl_operation operation, uint32_t small)
{
    put(writing, (uint32_t)operation | small << 8);
}

static bool is_stuck(const struct writing *writing)
{
    return writing->alien || writing->failed;
}

static void set_word(struct writing *writing, uint32_t at, uint32_t word)
{
    if (!is_stuck(writing)) {
        GL_AT(*writing->code, uint32_t, writing->from + at) = word;
    }
}

/* ---- choices ---- */

/* The alternatives of one choice: for each its first bytes, and whether it can begin with anything.
 */
struct choice {
    uint32_t count;
    uint32_t always;
    struct gl_byte_set bytes[GL_CHOICE_MOST];
};

static void put_words(struct writing *writing, const void *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t word;
        memcpy(&word, (const char *)words + i * sizeof word, sizeof word);
        put(writing, word);
    }
}

/* The alternatives that can begin with `byte`. */
static uint32_t mask_of(const struct choice *choice, unsigned byte)
{
    uint32_t mask = choice->always;
    for (uint32_t i = 0; i < choice->count; i++) {
        bool has = gl_byte_set_has(&choice->bytes[i], (unsigned char)byte);
        mask |= has ? UINT32_C(1) << i : 0;
    }
    return mask;
}

static void put_mask(char *at, uint32_t mask, size_t size)
{
    uint8_t small = (uint8_t)mask;
    uint16_t middle = (uint16_t)mask;
    const void *bytes = size == 1 ? (const void *)&small : size == 2 ? (void *)&middle : &mask;
    memcpy(at, bytes, size);
}

/* Writes the choice and returns where the places of its alternatives stand. */
static uint32_t put_choice(struct writing *writing, const struct choice *choice)
{
    struct gl_choice_code head = {.always = choice->always, .bytes = {.other = choice->always}};
    uint32_t masks[96 + 1] = {0};
    size_t size = gl_mask_size(choice->count);
    uint8_t count = 0;
    for (unsigned byte = 0; byte < 256; byte++) {
        uint32_t mask = mask_of(choice, byte);
        if (byte < 0x20 || byte > 0x7f) {
            head.bytes.other |= mask;
            continue;
        }
        if (byte % 32 == 0) {
            head.ranks[byte / 32 - 1] = count;
        }
        if (mask != choice->always) {
            head.bytes.bits[byte / 32 - 1] |= UINT32_C(1) << (byte % 32);
            put_mask((char *)masks + count++ * size, mask, size);
        }
    }
    put_operation(writing, GL_DO_CHOICE, choice->count);
    put_words(writing, &head, GL_CHOICE_WORDS);
    uint32_t places = here(writing);
    for (uint32_t i = 0; i < choice->count; i++) {
        put(writing, 0);
    }
    put_words(writing, masks, (count * size + 3) / 4);
    return places;
}

static uint32_t put_jump(struct writing *writing)
{
    put_operation(writing, GL_DO_JUMP, 0);
    put(writing, 0);
    return here(writing) - 1;
}

/* ---- pieces ---- */

static void put_text(struct writing *writing, enum gl_operation operation, const char *text,
                     size_t length)
{
    put_operation(writing, operation, (uint32_t)length);
    for (size_t i = 0; i < length; i += 4) {
        uint32_t word = 0;
        memcpy(&word, text + i, length - i < 4 ? length - i : 4);
        put(writing, word);
    }
}

static bool is_once(const struct gl_piece *piece)
{
    return piece->least == 1 && piece->most == 1;
}

static bool goes_on(const struct gl_piece *piece, bool caseless)
{
    return piece != NULL && piece->kind == GL_PIECE_LITERAL && piece->caseless == caseless &&
           is_once(piece);
}

/* Writes the row of literals from `piece` on and returns the last one. */
static const struct gl_piece *write_literals(struct writing *writing, const struct gl_piece *piece)
{
    char text[256];
    bool caseless = piece->caseless;
    size_t length = 0;
    for (;; piece = piece->next) {
        int32_t folded = gl_fold_case(piece->code_point);
        length += gl_utf8_encode(caseless ? folded : piece->code_point, text + length);
        if (!goes_on(piece->next, caseless) || length > sizeof text - 8) {
            break;
        }
    }
    put_text(writing, caseless ? GL_DO_FOLDED : GL_DO_TEXT, text, length);
    return piece;
}

static struct gl_short_bytes shorten(const struct gl_byte_set *bytes)
{
    struct gl_short_bytes out = {.other = 0};
    for (unsigned byte = 0; byte < 256; byte++) {
        bool has = gl_byte_set_has(bytes, (unsigned char)byte);
        if (byte < 0x20 || byte > 0x7f) {
            out.other |= has;
        } else {
            out.bits[byte / 32 - 1] |= (uint32_t)has << (byte % 32);
        }
    }
    return out;
}

static void put_span(struct writing *writing, const struct gl_piece *piece, uint32_t set)
{
    struct gl_span_code code = {.set = set, .least = piece->least, .most = piece->most};
    struct gl_byte_set bytes = {{0}};
    code.sure = !gl_branch_begins(&writing->begins, piece->next, &bytes);
    if (code.sure) {
        code.next = shorten(&bytes);
    }
    put_operation(writing, GL_DO_SPAN, piece->mode);
    put_words(writing, &code, GL_SPAN_WORDS);
}

/* Code that runs on its own, without a way back into it. */
static void write_inner(struct writing *writing, enum gl_operation operation, uint32_t small,
                        const struct gl_branch *branches)
{
    put_operation(writing, operation, small);
    uint32_t place = here(writing);
    put(writing, 0);
    if (++writing->nesting > GL_PROGRAM_MAX_NESTING) {
        writing->alien = true;
        return;
    }
    write_branches(writing, branches);
    writing->nesting--;
    put_operation(writing, GL_DO_DONE, 0);
    set_word(writing, place, here(writing));
}

static void write_behind(struct writing *writing, const struct gl_piece *piece)
{
    put_operation(writing, GL_DO_BEHIND, piece->negative);
    uint32_t place = here(writing);
    put(writing, 0);
    for (const struct gl_branch *branch = piece->branches; branch != NULL; branch = branch->next) {
        uint32_t count = 0;
        for (const struct gl_piece *one = branch->first; one != NULL; one = one->next) {
            count++;
        }
        put(writing, count);
        uint32_t first = here(writing);
        for (uint32_t i = 0; i < count; i++) {
            put(writing, 0);
        }
        for (const struct gl_piece *one = branch->first; one != NULL; one = one->next) {
            set_word(writing, first + --count, one->set);
        }
    }
    set_word(writing, place, here(writing));
}

/* The piece once, whatever its quantifier. */
static void write_once(struct writing *writing, const struct gl_piece *piece)
{
    uint32_t slot = 2 * piece->number;
    switch (piece->kind) {
    case GL_PIECE_SET:
        put_operation(writing, GL_DO_SET, 0);
        put(writing, piece->set);
        return;
    case GL_PIECE_BLANK:
        put_operation(writing, GL_DO_BLANK, 0);
        return;
    case GL_PIECE_LIST:
        put_operation(writing, GL_DO_SAVE, slot);
        put_operation(writing, GL_DO_LIST, piece->caseless);
        put(writing, (uint32_t)piece->list);
        put_operation(writing, GL_DO_SAVE, slot + 1);
        return;
    case GL_PIECE_GROUP:
        if (slot > 0) {
            put_operation(writing, GL_DO_SAVE, slot);
        }
        write_branches(writing, piece->branches);
        if (slot > 0) {
            put_operation(writing, GL_DO_SAVE, slot + 1);
        }
        return;
    case GL_PIECE_ATOMIC:
        write_inner(writing, GL_DO_ATOMIC, 0, piece->branches);
        return;
    case GL_PIECE_AHEAD:
        write_inner(writing, GL_DO_AHEAD, piece->negative, piece->branches);
        return;
    case GL_PIECE_BEHIND:
        write_behind(writing, piece);
        return;
    case GL_PIECE_BOUNDARY:
        put_operation(writing, GL_DO_BOUNDARY, piece->negative);
        return;
    case GL_PIECE_START:
        put_operation(writing, GL_DO_START, 0);
        return;
    case GL_PIECE_END:
        put_operation(writing, GL_DO_END, 0);
        return;
    case GL_PIECE_KEEP:
        writing->alien = writing->alien || writing->nesting > 0;
        put_operation(writing, GL_DO_SAVE, 0);
        return;
    case GL_PIECE_LITERAL:
        writing->alien = true; // written by write_literals
        return;
    }
}

/* A choice between the piece and going on without it; returns where the place behind it stands. */
static uint32_t put_option(struct writing *writing, const struct gl_piece *piece)
{
    struct gl_piece once = *piece;
    struct choice choice = {.count = 2};
    uint32_t body = piece->mode == GL_REPEAT_LAZY; // which of the two alternatives it is
    once.least = once.most = 1;
    choice.always = UINT32_C(1) << (1 - body);
    if (gl_piece_begins(&writing->begins, &once, &choice.bytes[body])) {
        choice.always = 3;
    }
    uint32_t places = put_choice(writing, &choice);
    set_word(writing, places + body, here(writing));
    return places + 1 - body;
}

/* ? and *. */
static void write_option(struct writing *writing, const struct gl_piece *piece)
{
    struct gl_piece once = *piece;
    struct gl_byte_set bytes = {{0}};
    once.least = once.most = 1;
    if (piece->most == GL_REPEAT_ENDLESS) {
        uint32_t start = here(writing);
        uint32_t behind = put_option(writing, piece);
        // What may take nothing could go round for ever.
        writing->alien = writing->alien || gl_piece_begins(&writing->begins, &once, &bytes);
        write_once(writing, piece);
        set_word(writing, put_jump(writing), start);
        set_word(writing, behind, here(writing));
        return;
    }
    uint32_t behind = put_option(writing, piece);
    write_once(writing, piece);
    set_word(writing, behind, here(writing));
}

/* {n,m} with a counter. */
static void write_loop(struct writing *writing, const struct gl_piece *piece)
{
    struct gl_piece once = *piece;
    struct gl_byte_set bytes = {{0}};
    struct gl_loop_code head = {.least = piece->least, .most = piece->most};
    once.least = once.most = 1;
    bool empty = gl_piece_begins(&writing->begins, &once, &bytes);
    if ((empty && piece->most == GL_REPEAT_ENDLESS) || writing->loops == GL_PROGRAM_MAX_LOOPS) {
        writing->alien = true;
        return;
    }
    if (empty) {
        gl_byte_set_fill(&bytes);
    }
    head.bytes = shorten(&bytes);
    head.slot = 2 * (writing->groups + 1) + writing->loops++;
    put_operation(writing, GL_DO_START_LOOP, head.slot);
    uint32_t start = here(writing);
    put_operation(writing, GL_DO_LOOP, piece->mode);
    put_words(writing, &head, GL_LOOP_WORDS);
    write_once(writing, piece);
    set_word(writing, put_jump(writing), start);
    set_word(writing, start + 1 + offsetof(struct gl_loop_code, behind) / sizeof(uint32_t),
             here(writing));
}

static void write_repeated(struct writing *writing, const struct gl_piece *piece)
{
    uint32_t place = 0;
    bool possessive = piece->mode == GL_REPEAT_POSSESSIVE;
    if (possessive) {
        put_operation(writing, GL_DO_ATOMIC, 0);
        place = here(writing);
        put(writing, 0);
        writing->alien = writing->alien || ++writing->nesting > GL_PROGRAM_MAX_NESTING;
    }
    bool counted = piece->least > 0 || (piece->most > 1 && piece->most < GL_REPEAT_ENDLESS);
    if (counted) {
        write_loop(writing, piece);
    } else if (piece->most > 0) {
        write_option(writing, piece);
    }
    if (possessive) {
        writing->nesting--;
        put_operation(writing, GL_DO_DONE, 0);
        set_word(writing, place, here(writing));
    }
}

static void write_sequence(struct writing *writing, const struct gl_piece *piece)
{
    for (; piece != NULL && !is_stuck(writing); piece = piece->next) {
        uint32_t set = piece->set;
        if (piece->kind == GL_PIECE_LITERAL && is_once(piece)) {
            piece = write_literals(writing, piece);
        } else if (is_once(piece)) {
            write_once(writing, piece);
        } else if (piece->kind == GL_PIECE_LITERAL) {
            writing->alien = writing->alien || !gl_sets_literal(writing->sets, piece->code_point,
                                                                piece->caseless, &set);
            put_span(writing, piece, set);
        } else if (piece->kind == GL_PIECE_SET) {
            put_span(writing, piece, set);
        } else {
            write_repeated(writing, piece);
        }
    }
}

/* Up to 32 alternatives in one choice; what is more stands in a choice that is its last one. */
static void write_branches(struct writing *writing, const struct gl_branch *branches)
{
    struct choice choice = {.count = 0};
    uint32_t jumps[GL_CHOICE_MOST];
    const struct gl_branch *branch = branches;
    if (branches == NULL || is_stuck(writing)) {
        return;
    }
    if (branches->next == NULL) {
        write_sequence(writing, branches->first);
        return;
    }
    for (; branch != NULL && choice.count < GL_CHOICE_MOST - 1; branch = branch->next) {
        if (gl_branch_begins(&writing->begins, branch->first, &choice.bytes[choice.count])) {
            choice.always |= UINT32_C(1) << choice.count;
        }
        choice.count++;
    }
    if (branch != NULL) {
        choice.always |= UINT32_C(1) << choice.count++;
    }
    uint32_t places = put_choice(writing, &choice);
    branch = branches;
    for (uint32_t i = 0; i < choice.count && !is_stuck(writing); i++, branch = branch->next) {
        set_word(writing, places + i, here(writing));
        if (i == GL_CHOICE_MOST - 1) {
            write_branches(writing, branch);
        } else {
            write_sequence(writing, branch->first);
        }
        jumps[i] = put_jump(writing);
    }
    for (uint32_t i = 0; i < choice.count && !is_stuck(writing); i++) {
        set_word(writing, jumps[i], here(writing));
    }
}

bool gl_program_make(const struct gl_vocabulary *vocabulary, struct gl_sets *sets,
                     const char *pattern, struct gl_array *code, struct gl_program_place *place)
{
    struct gl_arena arena = {0};
    struct gl_pieces pieces = {.vocabulary = vocabulary, .sets = sets, .arena = &arena};
    struct writing writing = {
        .code = code, .from = code->count, .sets = sets, .begins = {vocabulary, sets}};
    const struct gl_branch *branches = gl_pieces_read(&pieces, pattern);
    *place = (struct gl_program_place){.at = (uint32_t)code->count};
    writing.alien = branches == NULL || pieces.groups > GL_PROGRAM_MAX_GROUPS;
    writing.failed = pieces.failed;
    writing.groups = pieces.groups;
    if (!is_stuck(&writing)) {
        place->reach = gl_branch_reach(&writing.begins, branches);
        write_branches(&writing, branches);
        put_operation(&writing, GL_DO_MATCH, 0);
    }
    gl_arena_release(&arena);
    place->groups = pieces.groups;
    place->slots = 2 * (pieces.groups + 1) + writing.loops;
    place->failed = writing.failed;
    if (is_stuck(&writing)) {
        code->count = writing.from;
        return false;
    }
    return true;
}
