#include "sentences/around.h"

#include "sentences/shapes.h"
#include "text/classes.h"
#include "text/utf8.h"

enum {
    MOST_MARKS = 6, // marks looked through before the next word
    MOST_BLANKS = 4 // blanks looked through between a word and its mark
};

/* Lists that hold the part of the word behind its last inner mark ("ex-Gov"). */
static uint64_t lists_of_part(const struct gl_knowledge *knowledge, struct gl_text text,
                              struct gl_span word)
{
    size_t start = word.end;
    while (start > word.start) {
        int32_t code_point;
        size_t before = gl_utf8_before(text, start);
        gl_utf8_decode(text, before, &code_point);
        if (!gl_is_word(code_point)) {
            break;
        }
        start = before;
    }
    // Behind an apostrophe or a stop stands no word of its own: don't, example.com.
    if (start == word.start || text.bytes[start - 1] != '-') {
        return 0;
    }
    return gl_lexicon_find(&knowledge->lexicon, text, (struct gl_span){start, word.end});
}

/* Lists that hold the word or, when none does, its last part. */
static uint64_t lists_of(const struct gl_knowledge *knowledge, struct gl_text text,
                         struct gl_shaped_word word)
{
    uint64_t lists = gl_lexicon_find(&knowledge->lexicon, text, word.span);
    bool parts = (word.shape & (GL_SHAPE_MIXED | GL_SHAPE_INITIALS)) != 0;
    return lists == 0 && parts ? lists_of_part(knowledge, text, word.span) : lists;
}

/* Where the blanks begin that end at `at`, a few at most. */
static size_t before_blanks(struct gl_text text, size_t from, size_t at)
{
    for (int i = 0; i < MOST_BLANKS && at > from; i++) {
        int32_t code_point;
        size_t before = gl_utf8_before(text, at);
        gl_utf8_decode(text, before, &code_point);
        if (!gl_is_blank(code_point)) {
            break;
        }
        at = before;
    }
    return at;
}

uint64_t gl_candidate_lists_before(const struct gl_knowledge *knowledge, struct gl_text text,
                                   size_t from, size_t to)
{
    if (to > from && !(gl_marks_byte(&knowledge->marks, text, to - 1) & GL_BYTE_WORD)) {
        to = before_blanks(text, from, to);
    }
    return lists_of(knowledge, text, gl_shape_before(&knowledge->marks, text, from, to));
}

static void look_back(const struct gl_knowledge *knowledge, struct gl_text text,
                      struct gl_span paragraph, struct gl_candidate *candidate)
{
    const struct gl_mark_table *marks = &knowledge->marks;
    size_t end = candidate->mark.start;
    uint32_t apart = 0;
    if (end > paragraph.start && !(gl_marks_byte(marks, text, end - 1) & GL_BYTE_WORD)) {
        end = before_blanks(text, paragraph.start, end);
        apart = end < candidate->mark.start ? GL_SHAPE_APART : 0;
    }
    struct gl_shaped_word word = gl_shape_before(marks, text, paragraph.start, end);
    candidate->word = word.span;
    candidate->evidence.fields[GL_FIELD_SHAPE] = word.shape | apart;
    candidate->evidence.fields[GL_FIELD_WORD] = lists_of(knowledge, text, word);
}

/* What a mark before the next word is. */
static uint32_t opening_class(const struct gl_mark_table *marks, int32_t code_point)
{
    const struct gl_mark *mark = gl_marks_find(marks, code_point);
    if (mark == NULL) {
        return GL_MARK_OTHER;
    }
    uint32_t class = mark->opens | mark->either | mark->border | mark->ends;
    return class != 0 ? class : mark->closes != 0 ? mark->closes : GL_MARK_OTHER;
}

/* Passes over the marks before the next word, from `at`; returns where they end, and what they
 * are. */
static size_t pass_openers(const struct gl_mark_table *marks, struct gl_text text, size_t at,
                           size_t end, uint32_t *opens)
{
    *opens = 0;
    for (int i = 0; i < MOST_MARKS && at < end; i++) {
        int32_t code_point;
        size_t length = gl_utf8_decode(text, at, &code_point);
        if (gl_is_word(code_point) || gl_is_space(code_point)) {
            break;
        }
        *opens |= opening_class(marks, code_point);
        at += length;
    }
    return at;
}

/* The mark that stands at `at`: all that it can be. */
static uint64_t mark_at(const struct gl_mark_table *marks, struct gl_text text, size_t at,
                        size_t end)
{
    int32_t code_point;
    if (at >= end || (gl_marks_byte(marks, text, at) & (GL_BYTE_SPACE | GL_BYTE_WORD))) {
        return GL_MARK_NONE;
    }
    gl_utf8_decode(text, at, &code_point);
    const struct gl_mark *mark = gl_marks_find(marks, code_point);
    if (mark != NULL) {
        return mark->ends | mark->border | mark->opens | mark->closes | mark->either;
    }
    return gl_is_word(code_point) || gl_is_space(code_point) ? GL_MARK_NONE : GL_MARK_OTHER;
}

static void look_ahead(const struct gl_knowledge *knowledge, struct gl_text text,
                       struct gl_span paragraph, uint32_t asked, struct gl_candidate *candidate)
{
    const struct gl_mark_table *marks = &knowledge->marks;
    uint64_t *fields = candidate->evidence.fields;
    size_t at = candidate->next;
    uint32_t opens = 0;
    if (!(gl_marks_byte(marks, text, at) & GL_BYTE_WORD)) {
        at = pass_openers(marks, text, at, paragraph.end, &opens);
    }
    struct gl_shaped_word word = gl_shape_after(marks, text, at, paragraph.end);
    candidate->next_word = word.span;
    fields[GL_FIELD_OPENS] = opens != 0 ? opens : GL_MARK_NONE;
    fields[GL_FIELD_NEXT] = word.shape;
    fields[GL_FIELD_THEN] =
        asked & 1u << GL_FIELD_THEN ? mark_at(marks, text, word.span.end, paragraph.end) : 0;
    fields[GL_FIELD_NEXT_WORD] =
        asked & 1u << GL_FIELD_NEXT_WORD ? lists_of(knowledge, text, word) : 0;
}

/* Fields that the rules for this candidate's classes ask for. */
static uint32_t fields_asked(const struct gl_knowledge *knowledge, uint64_t classes)
{
    uint32_t fields = 0;
    for (; classes != 0; classes &= classes - 1) {
        fields |= knowledge->fields[__builtin_ctzll(classes) % GL_BORDER_CLASSES];
    }
    return fields;
}

void gl_candidate_look_around(const struct gl_knowledge *knowledge, struct gl_text text,
                              struct gl_span paragraph, struct gl_candidate *candidate)
{
    const uint32_t back = 1u << GL_FIELD_WORD | 1u << GL_FIELD_SHAPE | 1u << GL_FIELD_ENTRY;
    uint64_t *fields = candidate->evidence.fields;
    const uint32_t asked = fields_asked(knowledge, fields[GL_FIELD_MARK]);
    if (asked & back) {
        look_back(knowledge, text, paragraph, candidate);
    } else {
        candidate->word = (struct gl_span){candidate->mark.start, candidate->mark.start};
        fields[GL_FIELD_WORD] = 0;
        fields[GL_FIELD_SHAPE] = 0;
    }
    look_ahead(knowledge, text, paragraph, asked, candidate);
}
