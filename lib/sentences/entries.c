#include "sentences/entries.h"

#include "text/classes.h"

enum { MOST_DIGITS = 3 };

struct gl_entry gl_entry_at(struct gl_text text, size_t at, size_t end)
{
    struct gl_entry entry = {0, 0};
    size_t start = at < end && text.bytes[at] == '(' ? at + 1 : at;
    size_t behind = start;
    while (behind < end && behind - start < MOST_DIGITS && gl_is_digit(text.bytes[behind])) {
        entry.value = 10 * entry.value + (text.bytes[behind] - '0');
        behind++;
    }
    if (behind > start) {
        entry.kind = '1';
    } else if (behind < end && gl_is_letter((unsigned char)text.bytes[behind])) {
        entry.kind = gl_is_lower(text.bytes[behind]) ? 'a' : 'A';
        entry.value = text.bytes[behind++];
    }
    bool bracket = behind < end && text.bytes[behind] == ')';
    bool stop = behind < end && text.bytes[behind] == '.' && entry.kind != 'A';
    return bracket || stop ? entry : (struct gl_entry){0, 0};
}

bool gl_entry_follows(struct gl_entry entry, struct gl_text text, struct gl_span word,
                      size_t *start)
{
    if (entry.kind == 0 || word.end == word.start) {
        return false;
    }
    struct gl_entry own = gl_entry_at(text, word.start, text.length);
    bool opened = word.start > 0 && text.bytes[word.start - 1] == '(';
    *start = opened ? word.start - 1 : word.start;
    return own.kind == entry.kind && own.value == entry.value + 1;
}
