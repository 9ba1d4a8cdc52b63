/* With which bytes can a piece of a pattern begin? */
#include "rules/piece.h"

#include <string.h>

#include "text/classes.h"
#include "text/utf8.h"

static void add_beyond(struct gl_byte_set *bytes)
{
    for (unsigned byte = 0x80; byte < 0x100; byte++) {
        gl_byte_set_add(bytes, (unsigned char)byte);
    }
}

static void set_begins(const struct gl_begins *begins, uint32_t number, struct gl_byte_set *bytes)
{
    const struct gl_set *set = &GL_AT(begins->sets->sets, struct gl_set, number);
    for (unsigned byte = 0; byte < 0x80; byte++) {
        if ((set->ascii[byte / 64] >> (byte % 64)) & 1) {
            gl_byte_set_add(bytes, (unsigned char)byte);
        }
    }
    if (set->negated || set->caseless || set->categories != 0 || set->range_count > 0) {
        add_beyond(bytes);
    }
}

static void list_begins(const struct gl_begins *begins, const struct gl_piece *piece,
                        struct gl_byte_set *bytes)
{
    const struct gl_array *words =
        &GL_AT(begins->vocabulary->lists, struct gl_word_list, piece->list).words;
    for (size_t i = 0; i < words->count; i++) {
        gl_begin_text(bytes, GL_AT(*words, struct gl_word, i).text);
    }
    if (piece->caseless) {
        add_beyond(bytes);
    }
}

static void literal_begins(const struct gl_piece *piece, struct gl_byte_set *bytes)
{
    int32_t folded = gl_fold_case(piece->code_point);
    const int32_t cases[] = {piece->code_point, folded, gl_to_upper(folded)};
    for (size_t i = 0; i < (piece->caseless ? 3 : 1); i++) {
        char encoded[4];
        gl_utf8_encode(cases[i], encoded);
        gl_byte_set_add(bytes, (unsigned char)encoded[0]);
    }
    if (piece->caseless && (folded == 'k' || folded == 's' || folded >= 0x80)) {
        add_beyond(bytes); // k and s have another case beyond ASCII
    }
}

bool gl_piece_begins(const struct gl_begins *begins, const struct gl_piece *piece,
                     struct gl_byte_set *bytes)
{
    static const char blanks[] = "\t\n\v\f\r \xc2\xe1\xe2\xe3";
    bool empty = piece->least == 0;
    switch (piece->kind) {
    case GL_PIECE_LITERAL:
        literal_begins(piece, bytes);
        return empty;
    case GL_PIECE_SET:
        set_begins(begins, piece->set, bytes);
        return empty;
    case GL_PIECE_BLANK:
        for (size_t i = 0; i < sizeof blanks - 1; i++) {
            gl_byte_set_add(bytes, (unsigned char)blanks[i]);
        }
        return empty;
    case GL_PIECE_LIST:
        list_begins(begins, piece, bytes);
        return empty;
    case GL_PIECE_GROUP:
    case GL_PIECE_ATOMIC:
        for (const struct gl_branch *branch = piece->branches; branch != NULL;
             branch = branch->next) {
            empty = gl_branch_begins(begins, branch->first, bytes) || empty;
        }
        return empty;
    default:
        return true;
    }
}

bool gl_branch_begins(const struct gl_begins *begins, const struct gl_piece *piece,
                      struct gl_byte_set *bytes)
{
    while (piece != NULL && gl_piece_begins(begins, piece, bytes)) {
        piece = piece->next;
    }
    return piece == NULL;
}

/* ---- how far a match can reach ---- */

static uint32_t add_reach(uint32_t a, uint32_t b)
{
    return a + b < GL_REACH_MOST ? a + b : GL_REACH_MOST;
}

/* Words and marks of one entry. */
static uint32_t entry_reach(const char *text)
{
    struct gl_text whole = {text, strlen(text)};
    uint32_t reach = 0;
    bool in_word = false;
    for (size_t at = 0; at < whole.length;) {
        int32_t code_point;
        at += gl_utf8_decode(whole, at, &code_point);
        bool word = gl_is_word(code_point);
        reach += (word && !in_word) || (!word && !gl_is_space(code_point));
        in_word = word;
    }
    return reach;
}

static uint32_t list_reach(const struct gl_begins *begins, int32_t list)
{
    const struct gl_array *words =
        &GL_AT(begins->vocabulary->lists, struct gl_word_list, list).words;
    uint32_t most = 0;
    for (size_t i = 0; i < words->count; i++) {
        uint32_t reach = entry_reach(GL_AT(*words, struct gl_word, i).text);
        most = reach > most ? reach : most;
    }
    return add_reach(most, 0);
}

/* Has the set nothing but letters and numbers, so that a row of them is one word? */
static bool is_word_set(const struct gl_begins *begins, uint32_t number)
{
    const struct gl_set *set = &GL_AT(begins->sets->sets, struct gl_set, number);
    bool word = !set->negated && set->categories == 0 && set->range_count == 0 && !set->caseless;
    for (int32_t at = 0; at < 0x80 && word; at++) {
        word = ((set->ascii[at / 64] >> (at % 64)) & 1) == 0 || gl_is_word(at);
    }
    return word;
}

/* The piece once. A letter that goes on with the word before it counts nothing. */
static uint32_t piece_reach(const struct gl_begins *begins, const struct gl_piece *piece,
                            bool in_word)
{
    switch (piece->kind) {
    case GL_PIECE_LITERAL:
        return gl_is_space(piece->code_point) || (in_word && gl_is_word(piece->code_point)) ? 0 : 1;
    case GL_PIECE_SET:
        return 1;
    case GL_PIECE_LIST:
        return list_reach(begins, piece->list);
    case GL_PIECE_GROUP:
    case GL_PIECE_ATOMIC:
        return gl_branch_reach(begins, piece->branches);
    default:
        return 0;
    }
}

static uint32_t sequence_reach(const struct gl_begins *begins, const struct gl_piece *piece)
{
    uint32_t reach = 0;
    bool in_word = false;
    for (; piece != NULL; piece = piece->next) {
        bool once = piece->least == 1 && piece->most == 1;
        uint32_t one = piece_reach(begins, piece, once && in_word);
        bool row = piece->kind == GL_PIECE_SET && is_word_set(begins, piece->set);
        uint32_t times = row || one == 0 ? 1 : piece->most;
        times = times < GL_REACH_MOST ? times : GL_REACH_MOST;
        reach = add_reach(reach, one * times);
        in_word = once && piece->kind == GL_PIECE_LITERAL && gl_is_word(piece->code_point);
    }
    return reach;
}

uint32_t gl_branch_reach(const struct gl_begins *begins, const struct gl_branch *branches)
{
    uint32_t most = 0;
    for (; branches != NULL; branches = branches->next) {
        uint32_t reach = sequence_reach(begins, branches->first);
        most = reach > most ? reach : most;
    }
    return most;
}
