#include "boilerplate/gaps.h"

#include <stdbool.h>

#include "text/classes.h"
#include "text/lines.h"
#include "text/utf8.h"

/* Start of the line end that ends at `at`; `at` itself when none does. CR LF is one. */
static size_t line_end_before(struct gl_text text, size_t at)
{
    int32_t code_point;
    if (at == 0) {
        return 0;
    }
    size_t before = gl_utf8_before(text, at);
    gl_utf8_decode(text, before, &code_point);
    if (!gl_is_line_end(code_point)) {
        return at;
    }
    bool pair = code_point == '\n' && before > 0 && text.bytes[before - 1] == '\r';
    return pair ? before - 1 : before;
}

static size_t line_end_after(struct gl_text text, size_t at)
{
    struct gl_line line;
    return gl_line_at(text, at, &line) && line.content.end == at ? line.next : at;
}

/* Does the mark fill its line, blanks apart? */
static bool is_whole_line(struct gl_text text, struct gl_span mark)
{
    size_t start = gl_blanks_before(text, mark.start);
    size_t end = gl_blanks_after(text, mark.end);
    return (start == 0 || line_end_before(text, start) < start) &&
           (end == text.length || line_end_after(text, end) > end);
}

/* Lines that go together, and the blank lines around them. All are places where lines begin. */
struct gap {
    size_t top;          /* first of the blank lines above */
    size_t start;        /* the first line that goes */
    size_t end;          /* the line below the last one that goes */
    size_t bottom;       /* the first line below that is not blank, or the text's end */
    size_t above, below; /* blank lines */
};

static struct gap measure(struct gl_text text, struct gl_span lines)
{
    struct gap gap = {.start = gl_blanks_before(text, lines.start)};
    size_t line_end = gl_blanks_after(text, lines.end);
    gap.end = line_end_after(text, line_end);
    gap.top = gap.start;
    for (size_t at = gap.start; at > 0;) {
        // the line above is blank when only blanks lie between its start and its end
        at = gl_blanks_before(text, line_end_before(text, at));
        if (at > 0 && line_end_before(text, at) == at) {
            break;
        }
        gap.top = at;
        gap.above++;
    }
    gap.bottom = gap.end;
    while (gap.bottom < text.length) {
        size_t content = gl_blanks_after(text, gap.bottom);
        size_t next = line_end_after(text, content);
        if (next == content && content < text.length) {
            break;
        }
        gap.bottom = next;
        gap.below++;
    }
    return gap;
}

/* Of the blank lines around, the longer run stays: so paragraphs stay apart, and no further than
 * they were. */
static struct gl_span close_lines(struct gl_text text, struct gl_span lines)
{
    struct gap gap = measure(text, lines);
    bool first = gap.top == 0, last = gap.bottom == text.length;
    bool line_end = gap.end > gl_blanks_after(text, lines.end);
    if (first && last) {
        return (struct gl_span){0, text.length};
    }
    if (last) {
        // a text that did not end with a line end does not end with one now
        return (struct gl_span){line_end ? gap.top : line_end_before(text, gap.top), gap.end};
    }
    if (first || gap.below <= gap.above) {
        return (struct gl_span){gap.start, gap.bottom};
    }
    return (struct gl_span){gap.top, gap.end};
}

/* A piece at a line's start takes the blanks behind it, one at its end those before it. */
static struct gl_span close_piece(struct gl_text text, struct gl_span mark)
{
    size_t start = gl_blanks_before(text, mark.start);
    if (start == 0 || line_end_before(text, start) < start) {
        return (struct gl_span){mark.start, gl_blanks_after(text, mark.end)};
    }
    return (struct gl_span){start, mark.end};
}

/* True when nothing but white space lies between the two. */
static bool are_neighbours(struct gl_text text, size_t from, size_t to)
{
    int32_t code_point;
    while (from < to) {
        from += gl_utf8_decode(text, from, &code_point);
        if (!gl_is_space(code_point)) {
            return false;
        }
    }
    return true;
}

/* Appends a cut, joined to the last one where the two touch. */
static size_t append(struct gl_span *cuts, size_t count, struct gl_span cut)
{
    if (count > 0 && cut.start <= cuts[count - 1].end) {
        cuts[count - 1].end = cut.end > cuts[count - 1].end ? cut.end : cuts[count - 1].end;
        return count;
    }
    cuts[count] = cut;
    return count + 1;
}

size_t gl_gaps_close(struct gl_text text, const struct gl_span *marks, size_t count,
                     struct gl_arena *arena, struct gl_span **cuts)
{
    size_t made = 0;
    *cuts = count == 0 ? NULL : gl_arena_zeros(arena, count, sizeof **cuts);
    if (*cuts == NULL) {
        return 0;
    }
    for (size_t i = 0; i < count; i++) {
        struct gl_span lines = marks[i];
        if (!is_whole_line(text, marks[i])) {
            made = append(*cuts, made, close_piece(text, marks[i]));
            continue;
        }
        while (i + 1 < count && is_whole_line(text, marks[i + 1]) &&
               are_neighbours(text, lines.end, marks[i + 1].start)) {
            lines.end = marks[++i].end;
        }
        made = append(*cuts, made, close_lines(text, lines));
    }
    return made;
}
