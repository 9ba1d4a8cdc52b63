/* View: what stands at a place of a window, for the machine. Within lib/rules only.
 *
 * Places are bytes from the window's start. */
#ifndef GALLEY_RULES_VIEW_H
#define GALLEY_RULES_VIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rules/image.h"
#include "rules/piece.h"

struct gl_view {
    const struct gl_image *image;
    const struct gl_set *sets;
    const struct gl_range *ranges;
    const char *bytes;
    uint32_t length;
};

/* Where the entries of a list end that stand at one place, in the order in which they are tried. */
enum { GL_LIST_MAX_ENDS = 64 };
struct gl_list_ends {
    uint32_t at[GL_LIST_MAX_ENDS];
    uint32_t count;
};

/* Behind the character at `at` when it is in the set; else `at` itself. The rare case of one beyond
 * ASCII has a function of its own. */
uint32_t gl_view_take_beyond(const struct gl_view *view, const struct gl_set *set, uint32_t at);

static inline uint32_t gl_view_take(const struct gl_view *view, uint32_t set, uint32_t at)
{
    if (at >= view->length) {
        return at;
    }
    unsigned char byte = (unsigned char)view->bytes[at];
    if (byte >= 0x80) {
        return gl_view_take_beyond(view, &view->sets[set], at);
    }
    return at + (uint32_t)((view->sets[set].ascii[byte / 64] >> (byte % 64)) & 1);
}

/* Where the character before `at` (> 0) begins. */
uint32_t gl_view_before(const struct gl_view *view, uint32_t at);

/* Does `folded` (in lower case, `length` bytes) stand at *at in any case? Then *at is moved behind
 * it. */
bool gl_view_folded(const struct gl_view *view, const char *folded, size_t length, uint32_t *at);

/* Behind the white space at `at` that a blank of a pattern takes; `at` itself when there is none.
 */
uint32_t gl_view_blank(const struct gl_view *view, uint32_t at);

/* Is the character before *at in the set? Then *at is moved before it. */
bool gl_view_behind(const struct gl_view *view, uint32_t set, uint32_t *at);

/* Does a word begin or end at `at` (\b: letters, numbers and _)? */
bool gl_view_boundary(const struct gl_view *view, uint32_t at);

/* Where the entries of `list` end that stand at `at`. */
void gl_view_list(const struct gl_view *view, int32_t list, bool caseless, uint32_t at,
                  struct gl_list_ends *ends);

static inline uint32_t gl_count_bits(uint32_t bits)
{
    bits -= bits >> 1 & UINT32_C(0x55555555);
    bits = (bits & UINT32_C(0x33333333)) + (bits >> 2 & UINT32_C(0x33333333));
    return ((bits + (bits >> 4)) & UINT32_C(0x0f0f0f0f)) * UINT32_C(0x01010101) >> 24;
}

#endif
