/* With which bytes can a piece of a pattern begin? */
#include "rules/piece.h"

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
