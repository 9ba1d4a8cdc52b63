#include "sentences/candidates.h"

#include "sentences/around.h"
#include "sentences/shapes.h"
#include "text/classes.h"
#include "text/utf8.h"

enum { ENDS = GL_MARK_WEAK | GL_MARK_STRONG | GL_MARK_ELLIPSIS | GL_MARK_FULL };
enum { LONGEST_OPEN = 1500 }; // bytes: what is open for longer is taken for a mistake

bool gl_scanner_init(struct gl_scanner *scanner, const struct gl_knowledge *knowledge,
                     struct gl_text text, struct gl_arena *arena)
{
    uint64_t *stops = gl_arena_alloc(arena, (text.length / 64 + 1) * sizeof *stops);
    *scanner = (struct gl_scanner){.knowledge = knowledge, .text = text, .stops = stops};
    gl_wrap_init(&scanner->wrap, text, knowledge->wrap_narrowest, knowledge->wrap_widest);
    if (stops != NULL) {
        gl_scan_bits(&knowledge->stops, text, stops);
    }
    return stops != NULL;
}

void gl_scanner_enter(struct gl_scanner *scanner, struct gl_span paragraph)
{
    scanner->paragraph = paragraph;
    scanner->at = paragraph.start;
    scanner->line_start = paragraph.start;
    gl_wrap_enter(&scanner->wrap, paragraph);
    scanner->brackets = 0;
    scanner->quote_open = false;
}

static int32_t code_point_at(const struct gl_scanner *scanner, size_t at)
{
    int32_t code_point = ' ';
    if (at < scanner->paragraph.end) {
        gl_utf8_decode(scanner->text, at, &code_point);
    }
    return code_point;
}

static int32_t code_point_before(const struct gl_scanner *scanner, size_t at)
{
    int32_t code_point = ' ';
    if (at > scanner->paragraph.start) {
        gl_utf8_decode(scanner->text, gl_utf8_before(scanner->text, at), &code_point);
    }
    return code_point;
}

/* A mark that may open or close closes when a word or mark stands before it and no word behind it.
 */
static bool closes_here(const struct gl_scanner *scanner, size_t at, size_t end)
{
    return !gl_is_space(code_point_before(scanner, at)) && !gl_is_word(code_point_at(scanner, end));
}

/* Follows brackets and quotation marks past the mark at `at`. */
static void follow(struct gl_scanner *scanner, const struct gl_mark *mark, size_t at, size_t end)
{
    uint32_t opens = mark->opens;
    uint32_t closes = mark->closes;
    if (mark->either != 0) {
        bool open = !closes_here(scanner, at, end);
        *(open ? &opens : &closes) |= mark->either;
    }
    if (opens & GL_MARK_BRACKET) {
        if (scanner->brackets == 0) {
            scanner->bracket_at = at;
        }
        scanner->brackets++;
    } else if ((closes & GL_MARK_BRACKET) && scanner->brackets > 0) {
        scanner->brackets--;
    }
    if (opens & GL_MARK_QUOTE) {
        scanner->quote_open = true;
        scanner->quote_at = at;
    } else if (closes & GL_MARK_QUOTE) {
        scanner->quote_open = false;
    }
}

/* Passes over the closing marks that stand right at `at`; returns where they end and their kinds.
 */
static size_t pass_closers(struct gl_scanner *scanner, size_t at, uint32_t *kinds)
{
    const struct gl_mark_table *marks = &scanner->knowledge->marks;
    *kinds = 0;
    while (at < scanner->paragraph.end &&
           (gl_marks_byte(marks, scanner->text, at) & GL_BYTE_FIRST)) {
        int32_t code_point;
        size_t end = at + gl_utf8_decode(scanner->text, at, &code_point);
        const struct gl_mark *mark = gl_marks_find(marks, code_point);
        uint32_t kind = mark == NULL ? 0 : mark->closes;
        if (mark != NULL && mark->either != 0 &&
            ((scanner->quote_open && (mark->either & GL_MARK_QUOTE)) ||
             closes_here(scanner, at, end))) {
            kind |= mark->either;
        }
        if (kind == 0) {
            break;
        }
        *kinds |= kind;
        follow(scanner, mark, at, end);
        at = end;
    }
    return at;
}

/* Passes over white space from `at`; returns where it ends, and what it held. */
static size_t pass_gap(struct gl_scanner *scanner, size_t at, uint64_t *gap)
{
    *gap = GL_GAP_NONE;
    if (at + 1 < scanner->paragraph.end && scanner->text.bytes[at] == ' ' &&
        (gl_marks_byte(&scanner->knowledge->marks, scanner->text, at + 1) & GL_BYTE_WORD)) {
        *gap = GL_GAP_BLANK;
        return at + 1;
    }
    while (at < scanner->paragraph.end) {
        int32_t code_point;
        size_t end = at + gl_utf8_decode(scanner->text, at, &code_point);
        if (!gl_is_space(code_point)) {
            break;
        }
        bool line = gl_is_line_end(code_point) && !scanner->join_lines;
        if (line || *gap == GL_GAP_NONE) {
            *gap = line ? GL_GAP_LINE : GL_GAP_BLANK;
        }
        at = end;
    }
    return at;
}

static uint64_t inside(const struct gl_scanner *scanner, size_t at)
{
    uint64_t kinds = 0;
    if (scanner->brackets > 0 && at - scanner->bracket_at < LONGEST_OPEN) {
        kinds |= GL_MARK_BRACKET;
    }
    if (scanner->quote_open && at - scanner->quote_at < LONGEST_OPEN) {
        kinds |= GL_MARK_QUOTE;
    }
    return kinds != 0 ? kinds : GL_MARK_NONE;
}

/* What a line ends with that has no terminator: the last mark's class, or none. */
static uint64_t last_mark(const struct gl_scanner *scanner, size_t end)
{
    int32_t code_point = code_point_before(scanner, end);
    const struct gl_mark *mark = gl_marks_find(&scanner->knowledge->marks, code_point);
    if (mark != NULL) {
        return mark->border | mark->closes | mark->either | mark->ends | mark->opens;
    }
    return gl_is_word(code_point) ? GL_MARK_NONE : GL_MARK_OTHER;
}

/* Passes over closing marks that stand apart, as French and some typists write them (« Oui. »):
 * marks of quotation that white space or the paragraph's end follows, where a quotation is open or
 * the marks are two (''). Returns where they end, `at` when there are none. */
static size_t pass_spaced_closers(struct gl_scanner *scanner, size_t at, uint32_t *kinds)
{
    const uint32_t quotation = GL_MARK_QUOTE | GL_MARK_SINGLE;
    size_t end = at;
    size_t count = 0;
    uint32_t found = 0;
    for (; end < scanner->paragraph.end; count++) {
        int32_t code_point;
        size_t length = gl_utf8_decode(scanner->text, end, &code_point);
        const struct gl_mark *mark = gl_marks_find(&scanner->knowledge->marks, code_point);
        uint32_t kind = mark == NULL ? 0 : (mark->closes | mark->either) & quotation;
        if (kind == 0) {
            break;
        }
        found |= kind;
        end += length;
    }
    bool single = count == 1 && scanner->quote_open && (found & GL_MARK_QUOTE);
    if (!(single || (count == 2 && found == GL_MARK_SINGLE)) ||
        !gl_is_space(code_point_at(scanner, end))) {
        return at;
    }
    scanner->quote_open = false;
    *kinds |= found;
    return end;
}

/* The rule for a plain end (knowledge.h) before what stands at `next`; NULL: it is none. */
static const struct gl_sentence_rule *rule_before(const struct gl_scanner *scanner,
                                                  const struct gl_plain *plain, size_t next)
{
    const struct gl_mark_table *marks = &scanner->knowledge->marks;
    uint8_t kind = gl_marks_byte(marks, scanner->text, next);
    int32_t code_point;
    if (kind & GL_BYTE_UPPER) {
        return plain->rule;
    }
    if (!(kind & GL_BYTE_FIRST) || plain->quoted == NULL) {
        return NULL;
    }
    size_t behind = next + gl_utf8_decode(scanner->text, next, &code_point);
    const struct gl_mark *mark = gl_marks_find(marks, code_point);
    bool quote = mark != NULL && (mark->opens | mark->either) == GL_MARK_QUOTE &&
                 (mark->ends | mark->border) == 0;
    return quote && behind < scanner->paragraph.end &&
                   (gl_marks_byte(marks, scanner->text, behind) & GL_BYTE_UPPER)
               ? plain->quoted
               : NULL;
}

/* Is this a plain end? Then sets candidate->plain. */
static bool is_plain(const struct gl_scanner *scanner, struct gl_candidate *candidate)
{
    const struct gl_knowledge *knowledge = scanner->knowledge;
    const unsigned char mark = (unsigned char)scanner->text.bytes[candidate->mark.start];
    struct gl_span word = {scanner->paragraph.start, candidate->mark.start};
    candidate->plain = NULL;
    if (mark >= 128 || knowledge->plain[mark].rule == NULL ||
        gl_span_length(candidate->mark) != 1) {
        return false;
    }
    const struct gl_plain *plain = &knowledge->plain[mark];
    const struct gl_sentence_rule *rule = rule_before(scanner, plain, candidate->next);
    if (rule != NULL &&
        gl_shape_plain(&knowledge->marks, scanner->text, word, GL_PLAIN_LETTERS, &word) &&
        !(gl_lexicon_find(&knowledge->lexicon, scanner->text, word) & plain->words)) {
        candidate->plain = rule;
    }
    return candidate->plain != NULL;
}

/* Fills in all that stands behind the mark; false when the paragraph ends there. Goes on behind the
 * gap. */
static bool complete(struct gl_scanner *scanner, struct gl_candidate *candidate, uint32_t classes)
{
    uint64_t *fields = candidate->evidence.fields;
    uint32_t closed;
    fields[GL_FIELD_MARK] = classes;
    candidate->end = pass_closers(scanner, candidate->mark.end, &closed);
    candidate->next = pass_gap(scanner, candidate->end, &fields[GL_FIELD_GAP]);
    const bool marked = (classes & (GL_MARK_LINE | GL_MARK_NONE)) == 0;
    if (fields[GL_FIELD_GAP] == GL_GAP_BLANK && marked) {
        size_t end = pass_spaced_closers(scanner, candidate->next, &closed);
        if (end > candidate->next) {
            candidate->end = end;
            candidate->next = pass_gap(scanner, end, &fields[GL_FIELD_GAP]);
        }
    }
    if (candidate->next >= scanner->paragraph.end) {
        scanner->at = scanner->paragraph.end;
        return false;
    }
    bool plain = fields[GL_FIELD_GAP] != GL_GAP_NONE && is_plain(scanner, candidate);
    fields[GL_FIELD_CLOSED] = closed != 0 ? closed : GL_MARK_NONE;
    if (!marked) {
        fields[GL_FIELD_CLOSED] = last_mark(scanner, candidate->end);
    }
    fields[GL_FIELD_INSIDE] = inside(scanner, candidate->end);
    fields[GL_FIELD_LINE] = GL_LINE_NONE;
    scanner->at = candidate->next + (classes == GL_MARK_NONE);
    if (fields[GL_FIELD_GAP] == GL_GAP_LINE && plain) {
        scanner->line_start = candidate->next;
    } else if (fields[GL_FIELD_GAP] == GL_GAP_LINE) {
        struct gl_span line = {scanner->line_start, candidate->end};
        fields[GL_FIELD_LINE] = gl_wrap_shape(&scanner->wrap, line, candidate->next);
        // Where no rule speaks of the border, the line end behind it is a candidate of its own.
        bool border = (classes & (ENDS | GL_MARK_LINE)) == 0;
        scanner->line_start = border ? scanner->line_start : candidate->next;
        scanner->at = border ? candidate->end : candidate->next;
    }
    if (!plain) {
        gl_candidate_look_around(scanner->knowledge, scanner->text, scanner->paragraph, candidate);
    }
    return true;
}

/* Start of the blanks that end at `at`. */
static size_t before_blanks(const struct gl_scanner *scanner, size_t at)
{
    while (at > scanner->paragraph.start) {
        size_t before = gl_utf8_before(scanner->text, at);
        if (!gl_is_space(code_point_at(scanner, before))) {
            break;
        }
        at = before;
    }
    return at;
}

/* May any rule hold for a border of these classes, with what stands behind `end`? */
static bool may_hold(const struct gl_scanner *scanner, uint32_t classes, size_t start, size_t end)
{
    const struct gl_mark_table *marks = &scanner->knowledge->marks;
    struct gl_border_filter filter = {0, 0, 0};
    for (; classes != 0; classes &= classes - 1) {
        const struct gl_border_filter *own =
            &scanner->knowledge->borders[__builtin_ctz(classes) % GL_BORDER_CLASSES];
        filter.right |= own->right;
        filter.next |= own->next;
        filter.words |= own->words;
    }
    uint8_t right = end < scanner->paragraph.end ? gl_marks_byte(marks, scanner->text, end) : 0;
    if (right != 0 && !(right & filter.right)) {
        return false;
    }
    while (end < scanner->paragraph.end &&
           (gl_marks_byte(marks, scanner->text, end) & GL_BYTE_SPACE)) {
        end++;
    }
    uint8_t next = end < scanner->paragraph.end ? gl_marks_byte(marks, scanner->text, end) : 0;
    if (next != 0 && !(next & filter.next) && !(right & GL_BYTE_FIRST)) {
        return false;
    }
    return ~filter.words == 0 || (gl_candidate_lists_before(scanner->knowledge, scanner->text,
                                                            scanner->paragraph.start, start) &
                                  filter.words) != 0;
}

/* The mark at scanner->at is no terminator: follows it, and says whether rules ask for it as a
 * border. */
static bool take_border(struct gl_scanner *scanner, const struct gl_mark *mark, size_t end)
{
    size_t at = scanner->at;
    scanner->at = end;
    if ((mark->opens | mark->closes | mark->either) & (GL_MARK_BRACKET | GL_MARK_QUOTE)) {
        follow(scanner, mark, at, end);
    }
    uint32_t asked = mark->border & scanner->knowledge->asked;
    return asked != 0 && may_hold(scanner, asked, at, end);
}

/* A capital at `at`: is there a blank and a word or bracket before it, and does some rule ask for
 * the word that begins here, as one that may open a sentence without a mark before it? */
static bool take_run_on(struct gl_scanner *scanner, struct gl_candidate *candidate, size_t at)
{
    const struct gl_knowledge *knowledge = scanner->knowledge;
    const uint8_t before = GL_BYTE_WORD | GL_BYTE_HIGH;
    scanner->at = at + 1;
    if (at < scanner->paragraph.start + 2 || scanner->text.bytes[at - 1] != ' ' ||
        !(scanner->text.bytes[at - 2] == ')' ||
          (gl_marks_byte(&knowledge->marks, scanner->text, at - 2) & before))) {
        return false;
    }
    struct gl_shaped_word word =
        gl_shape_after(&knowledge->marks, scanner->text, at, scanner->paragraph.end);
    candidate->mark = (struct gl_span){at - 1, at - 1};
    return (gl_lexicon_find(&knowledge->lexicon, scanner->text, word.span) & knowledge->run_on) !=
           0;
}

/* Passes over what changes the look of the emoji that ends at `at`: variation selector 16, and the
 * five tones of skin (UTS #51). */
static size_t pass_modifiers(const struct gl_scanner *scanner, size_t at)
{
    enum { VARIATION_SELECTOR_16 = 0xFE0F, FIRST_TONE = 0x1F3FB, LAST_TONE = 0x1F3FF };
    while (at < scanner->paragraph.end &&
           (gl_marks_byte(&scanner->knowledge->marks, scanner->text, at) & GL_BYTE_HIGH)) {
        int32_t code_point;
        size_t length = gl_utf8_decode(scanner->text, at, &code_point);
        if (code_point != VARIATION_SELECTOR_16 &&
            !(code_point >= FIRST_TONE && code_point <= LAST_TONE)) {
            break;
        }
        at += length;
    }
    return at;
}

/* What stands at scanner->at, which may matter: fills in the candidate's mark and its class, or
 * goes on and returns 0. */
static uint32_t take(struct gl_scanner *scanner, struct gl_candidate *candidate)
{
    const struct gl_mark_table *marks = &scanner->knowledge->marks;
    int32_t code_point;
    size_t at = scanner->at;
    if (gl_marks_byte(marks, scanner->text, at) & GL_BYTE_UPPER) {
        return take_run_on(scanner, candidate, at) ? GL_MARK_NONE : 0;
    }
    size_t end = at + gl_utf8_decode(scanner->text, at, &code_point);
    const struct gl_mark *mark = gl_marks_find(marks, code_point);
    if (gl_is_line_end(code_point) && !scanner->join_lines) {
        size_t line_end = before_blanks(scanner, at);
        candidate->mark = (struct gl_span){line_end, line_end};
        return GL_MARK_LINE;
    }
    if (mark != NULL && mark->border == GL_MARK_FACE) {
        end = pass_modifiers(scanner, end);
    }
    candidate->mark = (struct gl_span){at, end};
    if (mark != NULL && mark->ends != 0) {
        uint32_t classes;
        candidate->mark.end =
            gl_marks_run(marks, scanner->text, at, scanner->paragraph.end, &classes);
        return classes;
    }
    if (mark != NULL && take_border(scanner, mark, end)) {
        return mark->border;
    }
    scanner->at = end;
    return 0;
}

/* Goes to the next place that may matter; false when the paragraph has no more. */
static bool stop_next(struct gl_scanner *scanner)
{
    const size_t end = scanner->paragraph.end;
    size_t at = scanner->at;
    if (at >= end) {
        return false;
    }
    uint64_t bits = scanner->stops[at / 64] >> at % 64;
    if (bits == 0) {
        size_t word = at / 64 + 1;
        size_t last = (end - 1) / 64;
        while (word <= last && scanner->stops[word] == 0) {
            word++;
        }
        at = word * 64;
        bits = word <= last ? scanner->stops[word] : 1;
    }
    at += (size_t)__builtin_ctzll(bits);
    scanner->at = at < end ? at : end;
    return at < end;
}

/* Is scanner->at a plain end with nothing behind it but one blank? Then fills in the candidate and
 * goes on behind the gap. */
static bool take_plain(struct gl_scanner *scanner, struct gl_candidate *candidate)
{
    const size_t at = scanner->at;
    const unsigned char *bytes = (const unsigned char *)scanner->text.bytes + at;
    candidate->plain = NULL;
    if (bytes[0] >= 128 || scanner->knowledge->plain[bytes[0]].rule == NULL) {
        return false;
    }
    candidate->mark = (struct gl_span){at, at + 1};
    candidate->end = at + 1;
    candidate->next = at + 2;
    if (candidate->next >= scanner->paragraph.end || (bytes[1] != ' ' && bytes[1] != '\n') ||
        !(scanner->knowledge->marks.bytes[bytes[2]] & GL_BYTE_UPPER) ||
        !is_plain(scanner, candidate)) {
        return false;
    }
    bool line = bytes[1] == '\n' && !scanner->join_lines;
    candidate->evidence.fields[GL_FIELD_GAP] = line ? GL_GAP_LINE : GL_GAP_BLANK;
    candidate->evidence.fields[GL_FIELD_INSIDE] = inside(scanner, at + 1);
    scanner->line_start = line ? at + 2 : scanner->line_start;
    scanner->at = at + 2;
    return true;
}

bool gl_scanner_next(struct gl_scanner *scanner, struct gl_candidate *candidate)
{
    while (stop_next(scanner)) {
        if (take_plain(scanner, candidate)) {
            return true;
        }
        uint32_t classes = take(scanner, candidate);
        if (classes != 0) {
            return complete(scanner, candidate, classes);
        }
    }
    return false;
}
