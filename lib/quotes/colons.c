#include "quotes/colons.h"

#include <string.h>

#include "quotes/attribute.h"
#include "text/classes.h"
#include "text/lines.h"
#include "text/utf8.h"

enum { NAME_BYTES = 48, LINES_LEAST = 3, INDENT_LEAST = 2 };

static bool add(struct gl_colons *colons, const struct gl_quotes_work *work, struct gl_colon colon)
{
    if (!gl_quotes_reserve(work->arena, (void **)&colons->items, &colons->capacity, colons->count,
                           sizeof *colons->items)) {
        return false;
    }
    colons->items[colons->count++] = colon;
    return true;
}

/* The capitals between the line's start and `at`; empty when anything else stands there. */
static struct gl_span name_before(struct gl_text text, size_t at)
{
    size_t start = at;
    size_t letters = 0;
    while (start > 0 && at - start <= NAME_BYTES) {
        int32_t code_point;
        size_t before = gl_utf8_before(text, start);
        gl_utf8_decode(text, before, &code_point);
        if (gl_is_line_end(code_point)) {
            break;
        }
        bool fits = gl_is_upper(code_point) || code_point == ' ' || code_point == '.' ||
                    code_point == '-' || code_point == '\'' || code_point == 0x2019;
        if (!fits) {
            return (struct gl_span){at, at};
        }
        letters += gl_is_upper(code_point);
        start = before;
    }
    struct gl_span name = gl_trim(text, (struct gl_span){start, at});
    return letters >= 2 && at - start <= NAME_BYTES ? name : (struct gl_span){at, at};
}

/* Does the line at `at` begin as a block does? */
static bool is_set_in(struct gl_text text, size_t at)
{
    size_t blanks = 0;
    while (at + blanks < text.length && text.bytes[at + blanks] == ' ') {
        blanks++;
    }
    return blanks >= INDENT_LEAST ||
           (at < text.length && (text.bytes[at] == '\t' || text.bytes[at] == '>'));
}

/* The block behind the line that ends at `at`; empty when there is none. */
static struct gl_span block_behind(struct gl_text text, size_t at)
{
    struct gl_line line;
    struct gl_span block = {at, at};
    while (gl_line_at(text, at, &line) && gl_span_length(gl_trim(text, line.content)) == 0) {
        at = line.next; // empty lines
    }
    if (at < text.length && is_set_in(text, at)) {
        gl_paragraph_after(text, at, &block);
    }
    return block;
}

/* Does the line end at `at`, or the text? */
static bool line_ends(struct gl_text text, size_t at)
{
    int32_t code_point;
    if (at == text.length) {
        return true;
    }
    gl_utf8_decode(text, at, &code_point);
    return gl_is_line_end(code_point);
}

bool gl_colons_see(struct gl_colons *colons, const struct gl_quotes_work *work, size_t at)
{
    struct gl_text text = work->text;
    struct gl_line line;
    size_t behind = gl_blanks_after(text, at + 1);
    bool ends = line_ends(text, behind);
    if (at < colons->block_end || (!ends && behind == at + 1)) {
        return true;
    }
    if (!ends) {
        struct gl_span name = name_before(text, at);
        if (name.start == name.end || !gl_line_at(text, behind, &line)) {
            return true;
        }
        colons->lines++;
        return add(
            colons, work,
            (struct gl_colon){name, gl_trim(text, (struct gl_span){behind, line.content.end})});
    }
    if (!gl_line_at(text, behind, &line)) {
        return true;
    }
    struct gl_span said = block_behind(text, line.next);
    colons->block_end = said.end; // each stretch is looked at once
    return said.start == said.end || add(colons, work, (struct gl_colon){{at, at}, said});
}

/* Does a name come twice? Looks at each with the few before it. */
static bool is_transcript(const struct gl_colons *colons, struct gl_text text)
{
    enum { BACK = 8 };
    for (size_t i = 1; i < colons->count && colons->lines >= LINES_LEAST; i++) {
        struct gl_span name = colons->items[i].name;
        for (size_t back = 1; back <= BACK && back <= i; back++) {
            struct gl_span other = colons->items[i - back].name;
            if (name.start < name.end && gl_span_length(name) == gl_span_length(other) &&
                memcmp(text.bytes + name.start, text.bytes + other.start, gl_span_length(name)) ==
                    0) {
                return true;
            }
        }
    }
    return false;
}

/* The quotation that a colon introduces; its speaker is the name before it. */
static bool make(struct gl_quotes_work *work, const struct gl_colon *colon,
                 struct gl_quotation *quotation)
{
    *quotation = (struct gl_quotation){
        .span = colon->said,
        .attribution = GL_NO_ATTRIBUTION,
        .kind = GL_QUOTE_UNKNOWN,
        .block = true,
    };
    if (colon->name.start == colon->name.end) {
        return true;
    }
    struct gl_attribution attribution = {
        .speaker = colon->name,
        .name = colon->name,
        .quoted_at = colon->said.start,
        .how = "transcript",
        .sure = true,
    };
    quotation->attribution = gl_quotes_add_attribution(work, &attribution);
    return quotation->attribution != GL_NO_ATTRIBUTION;
}

bool gl_colons_add(struct gl_colons *colons, struct gl_quotes_work *work)
{
    struct gl_quotations *found = work->found;
    bool transcript = is_transcript(colons, work->text);
    if (colons->count == 0 || (!transcript && colons->lines == colons->count)) {
        return true;
    }
    size_t room = found->count + colons->count;
    struct gl_quotation *items = gl_arena_alloc(work->arena, room * sizeof *items);
    if (items == NULL) {
        return false;
    }
    size_t count = 0;
    size_t next = 0;
    size_t end = 0; // of the last one
    for (size_t i = 0; i < colons->count; i++) {
        const struct gl_colon *colon = &colons->items[i];
        bool block = colon->name.start == colon->name.end;
        if ((!block && !transcript) || colon->said.start < end) {
            continue;
        }
        for (; next < found->count && found->items[next].span.start < colon->said.start; next++) {
            items[count++] = found->items[next];
            end = found->items[next].span.end;
        }
        bool marked = next < found->count && found->items[next].span.start < colon->said.end;
        if (end > colon->said.start || (block && marked)) {
            continue; // it lies in another, or has marks of its own
        }
        while (next < found->count && found->items[next].span.start < colon->said.end) {
            next++; // nested
        }
        if (!make(work, colon, &items[count++])) {
            return false;
        }
        end = colon->said.end;
    }
    while (next < found->count) {
        items[count++] = found->items[next++];
    }
    found->items = items;
    found->count = count;
    found->capacity = room;
    return true;
}
