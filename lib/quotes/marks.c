#include "quotes/marks.h"

#include <string.h>

#include "quotes/colons.h"
#include "quotes/paragraphs.h"
#include "quotes/sides.h"
#include "text/classes.h"
#include "text/lines.h"
#include "text/scan.h"
#include "text/utf8.h"

enum {
    CLOSER_BYTES = 1000, /* within which a better closer is looked for */
    NESTED_MOST = 8
}; /* deeper marks are not looked at: they lie inside an outer quotation anyway */

/* A mark that has opened. */
struct opened {
    size_t start;
    uint8_t mark;
    bool doubtful;    /* stood alone between blanks: dropped when nothing closes it */
    size_t count_was; /* quotations found before it opened */
};

/* One paragraph's pairing. */
struct pairing {
    struct gl_quotes_work *work;
    struct gl_span paragraph;
    struct gl_paragraphs walk;
    struct opened open[NESTED_MOST];
    size_t depth;
    size_t opened_end;     /* where the last mark that opened ends: what follows it may open too */
    size_t closer_at;      /* the next apostrophe mark that can close, when known */
    size_t turn_end;       /* where the line of the last turn ends: marks before it are inside */
    size_t reopens_at;     /* a quotation that begins here continues the one before */
    struct gl_scene scene; /* for rules about marks */
};

static struct gl_sides look_around(const struct pairing *pairing, size_t at, size_t end)
{
    return gl_sides_of(pairing->work->text, (struct gl_span){at, end}, pairing->paragraph.end,
                       at == pairing->opened_end);
}

/* The longest mark that begins at `at`, or GL_MARKS_MOST. */
static size_t mark_at(const struct gl_quotes_knowledge *knowledge, struct gl_text text, size_t at)
{
    unsigned char byte = (unsigned char)text.bytes[at];
    if (byte == 0xE2 && text.length - at >= 3 && text.bytes[at + 1] == (char)0x80) {
        uint8_t known = knowledge->general[(unsigned char)text.bytes[at + 2] & 0x3F];
        return known == 0 ? GL_MARKS_MOST : (size_t)known - 1;
    }
    size_t best = GL_MARKS_MOST;
    size_t i = knowledge->first[byte];
    for (i = i == 0 ? knowledge->mark_count : i - 1; i < knowledge->mark_count; i++) {
        const struct gl_quote_mark *mark = &knowledge->marks[i];
        if (mark->bytes[0] == (char)byte && mark->length <= text.length - at &&
            memcmp(mark->bytes, text.bytes + at, mark->length) == 0 &&
            (best == GL_MARKS_MOST || knowledge->marks[best].length < mark->length)) {
            best = i;
        }
    }
    return best;
}

/* The topmost open mark that mark `index` closes, else (unless `exact`) the topmost of its family
 * (double marks, or apostrophes) that it may close in a careless text; depth when there is none. */
static size_t find_open(const struct pairing *pairing, size_t index, bool exact)
{
    const struct gl_quote_mark *marks = pairing->work->knowledge->marks;
    for (size_t i = pairing->depth; i > 0; i--) {
        if (marks[pairing->open[i - 1].mark].close == index) {
            return i - 1;
        }
    }
    for (size_t i = exact ? 0 : pairing->depth; i > 0; i--) {
        if (marks[pairing->open[i - 1].mark].apostrophe == marks[index].apostrophe) {
            return i - 1;
        }
    }
    return pairing->depth;
}

static bool closes_apostrophe(const struct pairing *pairing, size_t at, size_t index)
{
    const struct gl_quote_mark *mark = &pairing->work->knowledge->marks[index];
    struct gl_sides sides = look_around(pairing, at, at + mark->length);
    return mark->apostrophe && mark->closes && !sides.free_left && !sides.word_right;
}

/* Does an apostrophe mark that can close stand between `from` and the paragraph's end? The answer
 * is kept, so that asking at every mark costs linear time. */
static bool closer_follows(struct pairing *pairing, size_t from)
{
    const struct gl_quotes_knowledge *knowledge = pairing->work->knowledge;
    if (pairing->closer_at > from) {
        return pairing->closer_at < pairing->paragraph.end;
    }
    struct gl_scan scan =
        gl_scan_begin(&knowledge->begins, pairing->work->text, from, pairing->paragraph.end);
    size_t at = from;
    size_t next = from;
    while (gl_scan_next(&scan, &at)) {
        size_t index = at < next ? GL_MARKS_MOST : mark_at(knowledge, pairing->work->text, at);
        if (index != GL_MARKS_MOST && at > from && closes_apostrophe(pairing, at, index)) {
            pairing->closer_at = at;
            return true;
        }
        next = index == GL_MARKS_MOST ? next : at + knowledge->marks[index].length;
    }
    pairing->closer_at = pairing->paragraph.end;
    return false;
}

/* Do the rules say that the mark at `at` is none (an inch, a dropped letter)? */
static bool is_ignored(struct pairing *pairing, size_t at, size_t end)
{
    struct gl_quotes_work *work = pairing->work;
    size_t word_end;
    struct gl_triggered triggered = gl_ruleset_triggered(work->set, work->text, at, &word_end);
    const struct gl_rule *rule;
    while ((rule = gl_triggered_next(work->set, &triggered)) != NULL) {
        if (work->knowledge->rules[rule->number].topic == GL_TOPIC_MARK &&
            gl_match(work->matcher, work->set, rule->match, work->text, pairing->paragraph, at) &&
            gl_conditions_hold(work->matcher, work->set, rule->node, &pairing->scene,
                               gl_matched(work->matcher), GL_REGION_PARAGRAPH)) {
            gl_quotes_fired(work, rule, (struct gl_span){at, end}, (struct gl_text){"ignore", 6});
            return true;
        }
    }
    return false;
}

static void open_mark(struct pairing *pairing, size_t at, size_t index, bool doubtful)
{
    const struct gl_quote_mark *mark = &pairing->work->knowledge->marks[index];
    if (pairing->depth == NESTED_MOST || is_ignored(pairing, at, at + mark->length)) {
        return;
    }
    pairing->open[pairing->depth++] = (struct opened){
        .start = at,
        .mark = (uint8_t)index,
        .doubtful = doubtful,
        .count_was = pairing->work->found->count,
    };
    pairing->opened_end = at + mark->length;
}

/* Appends what the mark at stack place `level` opened, unless nothing stands in it; `close` bytes
 * of it are the closing mark. */
static bool add_quotation(struct pairing *pairing, size_t level, size_t end, size_t close)
{
    struct gl_quotations *found = pairing->work->found;
    const struct opened *opened = &pairing->open[level];
    const struct gl_quote_mark *mark = &pairing->work->knowledge->marks[opened->mark];
    struct gl_span inside = {opened->start + mark->length, end - close};
    if (gl_span_length(gl_trim(pairing->work->text, inside)) == 0) {
        return true;
    }
    if (!gl_quotes_reserve(pairing->work->arena, (void **)&found->items, &found->capacity,
                           found->count, sizeof *found->items)) {
        return false;
    }
    found->items[found->count++] = (struct gl_quotation){
        .span = {opened->start, end},
        .attribution = GL_NO_ATTRIBUTION,
        .kind = GL_QUOTE_UNKNOWN,
        .paragraph = pairing->walk.number,
        .open_bytes = mark->length,
        .close_bytes = (uint8_t)close,
        .unclosed = close == 0 && !mark->turn,
        .apostrophe = mark->apostrophe,
        .continued = opened->start == pairing->reopens_at,
    };
    return true;
}

static bool add_turn(struct pairing *pairing, struct gl_span span)
{
    struct gl_quotations *found = pairing->work->found;
    size_t count = found->count;
    if (!add_quotation(pairing, 0, span.end, 0)) {
        return false;
    }
    if (found->count > count) {
        found->items[count].turn = true;
    }
    return true;
}

/* Closes the mark at `level` and all above it. Quotations found since it opened lie inside it and
 * go; those of an inner level are kept until then, for the case that the outer mark turns out to be
 * none. */
static bool close_mark(struct pairing *pairing, size_t level, size_t at, size_t length)
{
    pairing->depth = level;
    if (level > 1) {
        return true;
    }
    pairing->work->found->count = pairing->open[level].count_was;
    return add_quotation(pairing, level, at + length, length);
}

/* Does a letter of ASCII stand on both sides? Then the mark is an apostrophe, whatever is open. */
static bool is_in_word(struct gl_text text, size_t at, size_t end)
{
    if (at == 0 || end >= text.length) {
        return false;
    }
    unsigned char left = (unsigned char)text.bytes[at - 1] | 0x20;
    unsigned char right = (unsigned char)text.bytes[end] | 0x20;
    return left >= 'a' && left <= 'z' && right >= 'a' && right <= 'z';
}

/* Is the mark behind a word rather its apostrophe ("the boys’ father,’ he said")? So it is when a
 * small letter goes on behind it and a better closer, one behind punctuation, follows before
 * anything opens. */
static bool belongs_to_word(const struct pairing *pairing, size_t at, size_t end)
{
    struct gl_text text = pairing->work->text;
    const struct gl_quotes_knowledge *knowledge = pairing->work->knowledge;
    int32_t code_point = 0;
    size_t limit =
        end + CLOSER_BYTES < pairing->paragraph.end ? end + CLOSER_BYTES : pairing->paragraph.end;
    if (!look_around(pairing, at, end).word_left || end + 1 >= limit || text.bytes[end] != ' ') {
        return false;
    }
    gl_utf8_decode(text, end + 1, &code_point);
    struct gl_scan scan = gl_scan_begin(&knowledge->begins, text, end, limit);
    while (gl_is_lower(code_point) && gl_scan_next(&scan, &at)) {
        size_t index = mark_at(knowledge, text, at);
        if (index == GL_MARKS_MOST || is_in_word(text, at, at + knowledge->marks[index].length)) {
            continue;
        }
        struct gl_sides sides = look_around(pairing, at, at + knowledge->marks[index].length);
        return closes_apostrophe(pairing, at, index) && !sides.word_left;
    }
    return false;
}

/* A mark that may be an apostrophe. Inside double marks it is not looked at: what it may hold is
 * nested. */
static bool take_apostrophe(struct pairing *pairing, size_t at, size_t index)
{
    const struct gl_quote_mark *mark = &pairing->work->knowledge->marks[index];
    struct gl_sides sides = look_around(pairing, at, at + mark->length);
    size_t level = find_open(pairing, index, false);
    if (level < pairing->depth) {
        bool closes = level + 1 == pairing->depth && !sides.free_left && !sides.word_right &&
                      mark->closes && !belongs_to_word(pairing, at, at + mark->length);
        return !closes || close_mark(pairing, level, at, mark->length);
    }
    if (pairing->depth == 0 && mark->opens && sides.free_left && sides.text_right &&
        closer_follows(pairing, at + mark->length)) {
        open_mark(pairing, at, index, false);
    }
    return true;
}

/* A mark that both opens and closes in this language. */
static bool take_straight(struct pairing *pairing, size_t at, size_t index)
{
    const struct gl_quote_mark *mark = &pairing->work->knowledge->marks[index];
    struct gl_sides sides = look_around(pairing, at, at + mark->length);
    size_t level = find_open(pairing, index, false);
    bool is_open = level < pairing->depth;
    bool alone = sides.free_left && !sides.text_right;
    if (is_open && (alone || !sides.free_left)) {
        return close_mark(pairing, level, at, mark->length);
    }
    if (alone || (sides.free_left && sides.text_right) || (!sides.word_left && sides.text_right)) {
        open_mark(pairing, at, index, alone);
    }
    return true;
}

/* A mark that does one thing, unless its surroundings speak clearly against it (reversed or
 * careless marks). */
static bool take_directed(struct pairing *pairing, size_t at, size_t index)
{
    const struct gl_quote_mark *mark = &pairing->work->knowledge->marks[index];
    struct gl_sides sides = look_around(pairing, at, at + mark->length);
    bool can_open = sides.free_left && sides.text_right;
    bool can_close = !sides.free_left && !sides.text_right;
    size_t level = find_open(pairing, index, false);
    if (level < pairing->depth &&
        (mark->opens ? can_close : !can_open || find_open(pairing, index, true) < pairing->depth)) {
        return close_mark(pairing, level, at, mark->length);
    }
    if (mark->opens || (pairing->depth == 0 && can_open)) {
        open_mark(pairing, at, index, false);
    }
    return true;
}

/* A mark that opens at a line's start while one of its kind is open: the paragraph before has ended
 * without a closer, and its quotation goes on here. */
static bool reopens(const struct pairing *pairing, size_t at, size_t index)
{
    if (pairing->depth != 1 || pairing->open[0].mark != index || at == 0) {
        return false;
    }
    int32_t code_point;
    gl_utf8_decode(pairing->work->text, gl_utf8_before(pairing->work->text, at), &code_point);
    return gl_is_line_end(code_point);
}

static bool end_open(struct pairing *pairing, size_t end)
{
    struct gl_span rest =
        gl_trim(pairing->work->text, (struct gl_span){pairing->open[0].start, end});
    pairing->depth = 0;
    pairing->work->found->count = pairing->open[0].count_was;
    return add_quotation(pairing, 0, rest.end, 0);
}

/* Where the blanks before `at` begin, when nothing else stands before it on its line; SIZE_MAX
 * otherwise. */
static size_t line_before(struct gl_text text, size_t at)
{
    int32_t code_point;
    at = gl_blanks_before(text, at);
    if (at == 0) {
        return 0;
    }
    size_t before = gl_utf8_before(text, at);
    gl_utf8_decode(text, before, &code_point);
    return gl_is_line_end(code_point) ? before : SIZE_MAX;
}

/* The turn without a closing mark at its end that nothing in it opens: « stood lines before. */
static struct gl_span without_stray_closer(const struct pairing *pairing, struct gl_span turn)
{
    struct gl_text text = pairing->work->text;
    const struct gl_quotes_knowledge *knowledge = pairing->work->knowledge;
    struct gl_scan scan = gl_scan_begin(&knowledge->begins, text, turn.start, turn.end);
    size_t at;
    int open = 0;
    while (gl_scan_next(&scan, &at)) {
        size_t index = mark_at(knowledge, text, at);
        const struct gl_quote_mark *mark = &knowledge->marks[index];
        if (index == GL_MARKS_MOST || mark->opens == mark->closes) {
            continue;
        }
        open += mark->opens ? 1 : -1;
        if (open < 0 && at + mark->length == turn.end) {
            return gl_trim(text, (struct gl_span){turn.start, at});
        }
    }
    return turn;
}

/* A dash at a line's start opens a turn, which ends with the line. A quotation that was open ends
 * before it. */
static bool take_turn(struct pairing *pairing, size_t at, size_t index)
{
    struct gl_text text = pairing->work->text;
    size_t length = pairing->work->knowledge->marks[index].length;
    struct gl_line line;
    size_t before = line_before(text, at);
    if (before == SIZE_MAX || !gl_line_at(text, at, &line)) {
        return true;
    }
    struct gl_span content = gl_trim(text, (struct gl_span){at + length, line.content.end});
    if (pairing->depth > 0 && !end_open(pairing, before)) {
        return false;
    }
    content = without_stray_closer(pairing, content);
    pairing->turn_end = line.content.end;
    pairing->walk.number++; // each turn is a paragraph: who spoke before does not go on
    pairing->open[0] = (struct opened){.start = at, .mark = (uint8_t)index};
    return content.start == content.end || add_turn(pairing, (struct gl_span){at, content.end});
}

static bool take_mark(struct pairing *pairing, size_t at, size_t index)
{
    const struct gl_quote_mark *mark = &pairing->work->knowledge->marks[index];
    if (mark->turn) {
        return take_turn(pairing, at, index);
    }
    if (mark->apostrophe) {
        if (is_in_word(pairing->work->text, at, at + mark->length)) {
            return true;
        }
        return take_apostrophe(pairing, at, index);
    }
    if (mark->opens && reopens(pairing, at, index) &&
        look_around(pairing, at, at + mark->length).text_right) {
        if (!end_open(pairing, at)) {
            return false;
        }
        pairing->reopens_at = at;
    }
    return mark->opens && mark->closes ? take_straight(pairing, at, index)
                                       : take_directed(pairing, at, index);
}

/* Does the next paragraph begin with the mark that is open? Then its quotation continues this one.
 */
static bool next_reopens(struct pairing *pairing)
{
    struct gl_text text = pairing->work->text;
    struct gl_span next;
    if (!gl_paragraph_after(text, pairing->paragraph.end, &next)) {
        return false;
    }
    const struct gl_quote_mark *mark = &pairing->work->knowledge->marks[pairing->open[0].mark];
    if (next.end - next.start < mark->length ||
        memcmp(text.bytes + next.start, mark->bytes, mark->length) != 0) {
        return false;
    }
    pairing->reopens_at = next.start;
    return true;
}

/* What is still open at the paragraph's end. A stray mark in front of complete quotations is none;
 * otherwise the paragraph's end closes it. */
static bool end_paragraph(struct pairing *pairing)
{
    if (pairing->depth == 0) {
        return true;
    }
    const struct opened *opened = &pairing->open[0];
    const struct gl_quote_mark *mark = &pairing->work->knowledge->marks[opened->mark];
    bool holds_others = pairing->work->found->count > opened->count_was;
    bool keep = !opened->doubtful && !mark->apostrophe;
    if (keep && (next_reopens(pairing) || !holds_others)) {
        return end_open(pairing, pairing->paragraph.end);
    }
    return true;
}

static void begin_paragraph(struct pairing *pairing, size_t at)
{
    gl_paragraphs_reach(&pairing->walk, at);
    pairing->paragraph = pairing->walk.paragraph;
    pairing->depth = 0;
    pairing->opened_end = SIZE_MAX;
    pairing->closer_at = 0;
}

bool gl_quotes_pair(struct gl_quotes_work *work)
{
    const struct gl_quotes_knowledge *knowledge = work->knowledge;
    struct pairing pairing = {.work = work, .walk = {.text = work->text}, .reopens_at = SIZE_MAX};
    struct gl_colons colons = {.items = NULL};
    struct gl_text text = work->text;
    pairing.scene.text = text;
    struct gl_scan scan = gl_scan_begin(&knowledge->begins, text, 0, text.length);
    size_t at;
    size_t next = 0; // behind the last mark
    while (gl_scan_next(&scan, &at)) {
        if (text.bytes[at] == ':' && !gl_colons_see(&colons, work, at)) {
            return false;
        }
        bool inner = at < next || (text.bytes[at] == '\'' && is_in_word(text, at, at + 1));
        size_t index = inner ? GL_MARKS_MOST : mark_at(knowledge, text, at);
        if (index == GL_MARKS_MOST) {
            continue;
        }
        next = at + knowledge->marks[index].length;
        if (at >= pairing.paragraph.end) {
            if (!end_paragraph(&pairing)) {
                return false;
            }
            begin_paragraph(&pairing, at);
        }
        if (at < pairing.turn_end) {
            continue;
        }
        if (!take_mark(&pairing, at, index)) {
            return false;
        }
    }
    return end_paragraph(&pairing) && gl_colons_add(&colons, work);
}
