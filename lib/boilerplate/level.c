#include "boilerplate/level.h"

enum { LABEL_WORDS = 4, FEWEST_LINES = 12 };

bool gl_level_is_label(const struct gl_page *page, struct gl_page_line *line)
{
    return gl_span_length(line->span) < 64 && gl_line_words(page, line) <= LABEL_WORDS &&
           !gl_line_ends(page, line);
}

enum gl_level gl_level_tell(struct gl_page *page)
{
    size_t labels = 0;
    for (size_t i = 0; i < page->count; i++) {
        labels += gl_level_is_label(page, &page->lines[i]);
    }
    bool whole = page->count >= FEWEST_LINES &&
                 (double)labels >= page->bound->page_labels * (double)page->count;
    return whole ? GL_LEVEL_PAGE : GL_LEVEL_LIGHT;
}

bool gl_level_is_sure(const struct gl_page *page, struct gl_page_line *line)
{
    return gl_line_ends(page, line) && gl_line_words(page, line) >= page->bound->prose_words;
}

bool gl_level_has_doubts(const struct gl_page *page)
{
    for (size_t i = 0; i < page->count; i++) {
        if (page->lines[i].kind != 0) {
            return true;
        }
    }
    return false;
}
