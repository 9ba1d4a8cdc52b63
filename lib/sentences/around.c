#include "sentences/around.h"

#include "text/classes.h"
#include "text/utf8.h"

enum {
    LONGEST_WORD = 64, // bytes looked at; what is longer is no word of a list
    MOST_MARKS = 6,    // marks looked through before the next word
    MOST_BLANKS = 4,   // blanks looked through between a word and its mark
    SHORT_WORD = 3     // letters
};

struct letter {
    int32_t code_point;
    size_t length;
};

static struct letter letter_at(struct gl_text text, size_t at)
{
    struct letter letter;
    letter.length = gl_utf8_decode(text, at, &letter.code_point);
    return letter;
}

static bool is_inner(const struct gl_knowledge *knowledge, int32_t code_point)
{
    const struct gl_mark *mark = gl_marks_find(&knowledge->marks, code_point);
    return mark != NULL && mark->inner;
}

/* Start of the word that ends at `end`: word characters, and inner marks between two of them. `end`
 * when there is none. */
static size_t word_start(const struct gl_knowledge *knowledge, struct gl_text text, size_t from,
                         size_t end)
{
    size_t start = end;
    size_t at = end;
    bool inner = false;
    while (at > from && end - at < LONGEST_WORD) {
        size_t before = gl_utf8_before(text, at);
        int32_t code_point = letter_at(text, before).code_point;
        if (gl_is_word(code_point)) {
            start = before;
            inner = false;
        } else if (start == end || inner || !is_inner(knowledge, code_point)) {
            break;
        } else {
            inner = true;
        }
        at = before;
    }
    return start;
}

/* End of the word that begins at `start`, likewise. */
static size_t word_end(const struct gl_knowledge *knowledge, struct gl_text text, size_t start,
                       size_t to)
{
    size_t end = start;
    bool inner = false;
    for (size_t at = start; at < to && at - start < LONGEST_WORD;) {
        struct letter letter = letter_at(text, at);
        at += letter.length;
        if (gl_is_word(letter.code_point)) {
            end = at;
            inner = false;
        } else if (end == start || inner || !is_inner(knowledge, letter.code_point)) {
            break;
        } else {
            inner = true;
        }
    }
    return end;
}

/* What stands in a word, counted. */
struct counts {
    size_t upper, lower, caseless, digits, inner;
    size_t longest; /* letters between inner marks */
    bool roman;
};

static struct counts count_letters(struct gl_text text, struct gl_span word)
{
    struct counts counts = {.roman = true};
    size_t run = 0;
    for (size_t at = word.start; at < word.end;) {
        struct letter letter = letter_at(text, at);
        at += letter.length;
        run = gl_is_word(letter.code_point) ? run + 1 : 0;
        counts.longest = run > counts.longest ? run : counts.longest;
        if (gl_is_upper(letter.code_point)) {
            counts.upper++;
        } else if (gl_is_lower(letter.code_point)) {
            counts.lower++;
        } else if (gl_is_digit(letter.code_point)) {
            counts.digits++;
        } else if (gl_is_letter(letter.code_point)) {
            counts.caseless++;
        } else if (run == 0) {
            counts.inner++;
        }
        int32_t c = letter.code_point;
        counts.roman = counts.roman && (c == 'I' || c == 'V' || c == 'X' || c == 'L' || c == 'C' ||
                                        c == 'D' || c == 'M');
    }
    return counts;
}

/* What its first character says. */
static uint32_t first_shape(int32_t code_point)
{
    if (gl_is_upper(code_point)) {
        return GL_SHAPE_UPPER;
    }
    if (gl_is_lower(code_point)) {
        return GL_SHAPE_LOWER;
    }
    if (gl_is_digit(code_point)) {
        return GL_SHAPE_NUMBER;
    }
    return gl_is_letter(code_point) ? GL_SHAPE_CASELESS : 0;
}

static uint32_t shape_of(struct gl_text text, struct gl_span word)
{
    if (word.start == word.end) {
        return GL_SHAPE_NONE;
    }
    struct counts counts = count_letters(text, word);
    size_t letters = counts.upper + counts.lower + counts.caseless;
    uint32_t first = first_shape(letter_at(text, word.start).code_point);
    uint32_t shape = first;
    if (letters + counts.digits <= SHORT_WORD) {
        shape |= GL_SHAPE_SHORT;
    }
    if (counts.inner > 0) {
        bool single = counts.longest == 1 && counts.digits == 0;
        return shape | (single ? GL_SHAPE_INITIALS : GL_SHAPE_MIXED);
    }
    if (letters == 0) {
        return shape | GL_SHAPE_DIGITS;
    }
    if (counts.digits > 0) {
        return shape | GL_SHAPE_MIXED;
    }
    if (letters == 1) {
        shape |= counts.upper == 1 ? GL_SHAPE_INITIAL : counts.lower == 1 ? GL_SHAPE_LETTER : 0;
    } else if (counts.upper == letters) {
        shape |= GL_SHAPE_CAPITALS;
    } else if (first == GL_SHAPE_UPPER) {
        shape |= GL_SHAPE_CAPITALISED;
    }
    return shape | (counts.roman ? GL_SHAPE_ROMAN : 0);
}

/* Lists that hold the word, or, when none does, its part behind the last inner mark ("ex-Gov"). */
static uint64_t lists_of(const struct gl_knowledge *knowledge, struct gl_text text,
                         struct gl_span word)
{
    struct gl_text whole = {text.bytes + word.start, word.end - word.start};
    uint64_t lists = gl_lexicon_find(&knowledge->lexicon, whole);
    if (lists != 0 || whole.length == 0) {
        return lists;
    }
    size_t start = word.end;
    while (start > word.start) {
        size_t before = gl_utf8_before(text, start);
        if (!gl_is_word(letter_at(text, before).code_point)) {
            break;
        }
        start = before;
    }
    // Behind an apostrophe or a stop stands no word of its own: don't, example.com.
    if (start == word.start || text.bytes[start - 1] != '-') {
        return 0;
    }
    return gl_lexicon_find(&knowledge->lexicon,
                           (struct gl_text){text.bytes + start, word.end - start});
}

static void look_back(const struct gl_knowledge *knowledge, struct gl_text text,
                      struct gl_span paragraph, struct gl_candidate *candidate)
{
    uint32_t apart = 0;
    size_t end = candidate->mark.start;
    for (int i = 0; i < MOST_BLANKS && end > paragraph.start; i++) {
        size_t before = gl_utf8_before(text, end);
        if (!gl_is_blank(letter_at(text, before).code_point)) {
            break;
        }
        end = before;
        apart = GL_SHAPE_APART;
    }
    candidate->word.start = word_start(knowledge, text, paragraph.start, end);
    candidate->word.end = end;
    candidate->evidence.fields[GL_FIELD_SHAPE] = shape_of(text, candidate->word) | apart;
    candidate->evidence.fields[GL_FIELD_WORD] = lists_of(knowledge, text, candidate->word);
}

/* What a mark before the next word is. */
static uint32_t opening_class(const struct gl_knowledge *knowledge, int32_t code_point)
{
    const struct gl_mark *mark = gl_marks_find(&knowledge->marks, code_point);
    if (mark == NULL) {
        return GL_MARK_OTHER;
    }
    uint32_t class = mark->opens | mark->either | mark->border | mark->ends;
    return class != 0 ? class : mark->closes != 0 ? mark->closes : GL_MARK_OTHER;
}

static void look_ahead(const struct gl_knowledge *knowledge, struct gl_text text,
                       struct gl_span paragraph, struct gl_candidate *candidate)
{
    uint32_t opens = 0;
    size_t at = candidate->next;
    for (int i = 0; i < MOST_MARKS && at < paragraph.end; i++) {
        struct letter letter = letter_at(text, at);
        if (gl_is_word(letter.code_point) || gl_is_space(letter.code_point)) {
            break;
        }
        opens |= opening_class(knowledge, letter.code_point);
        at += letter.length;
    }
    candidate->next_word = (struct gl_span){at, word_end(knowledge, text, at, paragraph.end)};
    candidate->evidence.fields[GL_FIELD_OPENS] = opens != 0 ? opens : GL_MARK_NONE;
    candidate->evidence.fields[GL_FIELD_NEXT] = shape_of(text, candidate->next_word);
    candidate->evidence.fields[GL_FIELD_NEXT_WORD] =
        lists_of(knowledge, text, candidate->next_word);
}

void gl_candidate_look_around(const struct gl_knowledge *knowledge, struct gl_text text,
                              struct gl_span paragraph, struct gl_candidate *candidate)
{
    look_back(knowledge, text, paragraph, candidate);
    look_ahead(knowledge, text, paragraph, candidate);
}
