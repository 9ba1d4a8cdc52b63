#include "quotes/paragraphs.h"

#include "text/lines.h"

enum { WRAPPED_WIDTH = 200 }; /* bytes; no line that is wrapped by hand is longer */

/* Is a line of the block too long to be wrapped by hand? */
static bool has_long_line(struct gl_text text, struct gl_span block)
{
    struct gl_line line;
    for (size_t at = block.start; at < block.end && gl_line_at(text, at, &line); at = line.next) {
        if (gl_span_length(line.content) > WRAPPED_WIDTH) {
            return true;
        }
    }
    return false;
}

/* Goes on to the block that holds `at`; returns where the last paragraph before it ends. */
static size_t reach_block(struct gl_paragraphs *paragraphs, size_t at)
{
    struct gl_text text = paragraphs->text;
    size_t from = paragraphs->paragraph.end;
    gl_paragraph_after(text, from, &paragraphs->block);
    if (paragraphs->block.end <= at) {
        paragraphs->number++; // at least one was passed over
        from = paragraphs->block.end;
        paragraphs->block = (struct gl_span){at, at + 1};
        gl_paragraph_after(text, at, &paragraphs->block);
    }
    paragraphs->lines = has_long_line(text, paragraphs->block);
    return from;
}

void gl_paragraphs_reach(struct gl_paragraphs *paragraphs, size_t at)
{
    struct gl_line line;
    bool in_block = at < paragraphs->block.end;
    size_t from = in_block ? paragraphs->paragraph.end : reach_block(paragraphs, at);
    size_t end = paragraphs->block.end;
    paragraphs->number++;
    if (paragraphs->lines && gl_line_at(paragraphs->text, at, &line) && line.content.end < end) {
        end = line.content.end;
    }
    paragraphs->paragraph = (struct gl_span){from, end};
}
