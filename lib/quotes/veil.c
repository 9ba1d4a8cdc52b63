#include "quotes/veil.h"

#include <ctype.h>
#include <string.h>

#include "text/classes.h"

enum { VEIL_START = '{', VEIL_END = '}', VEIL = 0x1A };

/* The text must not pretend to hold veiled quotations of its own. */
static void clear_byte(char *bytes, size_t length, char byte)
{
    char *end = bytes + length;
    char *at = bytes;
    while (at < end && (at = memchr(at, byte, (size_t)(end - at))) != NULL) {
        *at++ = VEIL;
    }
}

static void veil_one(char *veiled, struct gl_text text, const struct gl_quotation *quotation)
{
    struct gl_span span = quotation->span;
    struct gl_span inside = gl_trim(text, gl_quotation_inside(quotation));
    unsigned char last = (unsigned char)text.bytes[inside.end - 1];
    memset(veiled + span.start, VEIL, gl_span_length(span));
    veiled[span.start] = VEIL_START;
    veiled[span.end - 1] = VEIL_END;
    if (last < 0x80 && ispunct(last) && span.end - span.start > 2) {
        veiled[span.end - 2] = (char)last;
    }
}

bool gl_quotes_veil(struct gl_quotes_work *work)
{
    char *veiled = gl_arena_copy(work->arena, work->text.bytes, work->text.length);
    if (veiled == NULL) {
        return false;
    }
    clear_byte(veiled, work->text.length, VEIL_START);
    clear_byte(veiled, work->text.length, VEIL_END);
    for (size_t i = 0; i < work->found->count; i++) {
        veil_one(veiled, work->text, &work->found->items[i]);
    }
    work->veiled = (struct gl_text){veiled, work->text.length};
    return true;
}
