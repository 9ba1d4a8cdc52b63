#include "rules/view.h"

#include <string.h>

#include "rules/list_shape.h"
#include "rules/place.h"
#include "rules/ruleset_internal.h"
#include "rules/token.h"
#include "text/classes.h"
#include "text/utf8.h"

static struct gl_text text_of(const struct gl_view *view)
{
    return (struct gl_text){view->bytes, view->length};
}

static bool in_ranges(const struct gl_view *view, const struct gl_set *set, int32_t code_point)
{
    const struct gl_range *range = view->ranges + set->range_first;
    for (uint32_t i = 0; i < set->range_count; i++, range++) {
        if (range->from <= code_point && code_point <= range->to) {
            return true;
        }
    }
    return false;
}

/* Another case of a character beyond ASCII; it may be an ASCII one. */
static bool other_case_in(const struct gl_view *view, const struct gl_set *set, int32_t code_point)
{
    if (code_point < 0x80) {
        return (((set->ascii[code_point / 64] >> (code_point % 64)) & 1) != 0) !=
               (set->negated != 0);
    }
    return in_ranges(view, set, code_point);
}

uint32_t gl_view_take_beyond(const struct gl_view *view, const struct gl_set *set, uint32_t at)
{
    int32_t code_point;
    uint32_t length = (uint32_t)gl_utf8_decode(text_of(view), at, &code_point);
    bool in = (set->categories != 0 && (gl_category_bit(code_point) & set->categories) != 0) ||
              in_ranges(view, set, code_point);
    if (!in && set->caseless) {
        int32_t folded = gl_fold_case(code_point);
        in = (folded != code_point && other_case_in(view, set, folded)) ||
             other_case_in(view, set, gl_to_upper(folded));
    }
    return in != (set->negated != 0) ? at + length : at;
}

uint32_t gl_view_before(const struct gl_view *view, uint32_t at)
{
    return (uint32_t)gl_utf8_before(text_of(view), at);
}

bool gl_view_folded(const struct gl_view *view, const char *folded, size_t length, uint32_t *at)
{
    struct gl_text wanted = {folded, length};
    uint32_t here = *at;
    for (size_t i = 0; i < length;) {
        if (here >= view->length) {
            return false;
        }
        unsigned char byte = (unsigned char)view->bytes[here];
        unsigned char want = (unsigned char)folded[i];
        if (byte < 0x80 && want < 0x80) {
            if ((byte >= 'A' && byte <= 'Z' ? byte + 32 : byte) != want) {
                return false;
            }
            here++;
            i++;
            continue;
        }
        int32_t there, code_point;
        here += (uint32_t)gl_utf8_decode(text_of(view), here, &there);
        i += gl_utf8_decode(wanted, i, &code_point);
        if (gl_fold_case(there) != code_point) {
            return false;
        }
    }
    *at = here;
    return true;
}

/* ---- white space ---- */

/* Behind the horizontal white space (\h) at `at`, one character or all of it. */
static uint32_t skip_horizontal(const struct gl_view *view, uint32_t at, bool all)
{
    while (at < view->length) {
        unsigned char byte = (unsigned char)view->bytes[at];
        int32_t c = byte;
        uint32_t length = 1;
        if (byte >= 0x80) {
            length = (uint32_t)gl_utf8_decode(text_of(view), at, &c);
        }
        if (c != ' ' && c != '\t' && c != 0xa0 && c != 0x1680 && c != 0x180e &&
            !(c >= 0x2000 && c <= 0x200a) && c != 0x202f && c != 0x205f && c != 0x3000) {
            break;
        }
        at += length;
        if (!all) {
            break;
        }
    }
    return at;
}

/* Behind the line end (\R) at `at`. */
static uint32_t skip_line_end(const struct gl_view *view, uint32_t at)
{
    int32_t c;
    if (at >= view->length) {
        return at;
    }
    uint32_t length = (uint32_t)gl_utf8_decode(text_of(view), at, &c);
    if (c == '\r' && at + 1 < view->length && view->bytes[at + 1] == '\n') {
        return at + 2;
    }
    bool is_end = (c >= '\n' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
    return is_end ? at + length : at;
}

static bool line_ends_at(const struct gl_view *view, uint32_t at)
{
    return skip_line_end(view, at) != at;
}

/* \R\h*(?!\R): behind the line end and the blanks, where no further line end follows; giving back
 * one blank is enough for that. `at` itself when there is nothing to give back. */
static uint32_t line_break(const struct gl_view *view, uint32_t at)
{
    uint32_t next = skip_line_end(view, at);
    uint32_t end = skip_horizontal(view, next, true);
    if (next == at || !line_ends_at(view, end)) {
        return next == at ? at : end;
    }
    return end > next ? gl_view_before(view, end) : at;
}

/* (?> (?![\h\r\n])|\h+(?:\R\h*)?(?!\R)|\R\h*(?!\R)), the blank of rule patterns. */
uint32_t gl_view_blank(const struct gl_view *view, uint32_t at)
{
    if (at >= view->length) {
        return at;
    }
    if (view->bytes[at] == ' ' && at + 1 < view->length &&
        gl_byte_kinds[(unsigned char)view->bytes[at + 1]] <= GL_BYTE_MARK &&
        gl_byte_kinds[(unsigned char)view->bytes[at + 1]] != GL_BYTE_NOTHING) {
        return at + 1; // the common case
    }
    uint32_t blanks = skip_horizontal(view, at, true);
    if (view->bytes[at] == ' ' && blanks == at + 1 &&
        (blanks == view->length || (view->bytes[blanks] != '\r' && view->bytes[blanks] != '\n'))) {
        return blanks;
    }
    uint32_t broken = line_break(view, blanks);
    if (broken != blanks || blanks == at) {
        return broken;
    }
    if (!line_ends_at(view, blanks)) {
        return blanks;
    }
    uint32_t fewer = gl_view_before(view, blanks);
    return fewer > at ? fewer : at;
}

/* ---- borders of words ---- */

/* \w: letters, numbers and _. */
static bool is_word_character(const struct gl_view *view, uint32_t at)
{
    unsigned char byte = (unsigned char)view->bytes[at];
    int32_t code_point;
    if (byte < 0x80) {
        return gl_byte_kinds[byte] == GL_BYTE_WORD || byte == '_';
    }
    gl_utf8_decode(text_of(view), at, &code_point);
    return gl_is_word(code_point) && (gl_category_bit(code_point) & GL_CATEGORY_MARKS) == 0;
}

bool gl_view_boundary(const struct gl_view *view, uint32_t at)
{
    bool before = at > 0 && is_word_character(view, gl_view_before(view, at));
    bool behind = at < view->length && is_word_character(view, at);
    return before != behind;
}

bool gl_view_behind(const struct gl_view *view, uint32_t set, uint32_t *at)
{
    uint32_t before = *at > 0 ? gl_view_before(view, *at) : 0;
    bool in = *at > 0 && gl_view_take(view, set, before) == *at;
    *at = in ? before : *at;
    return in;
}

/* ---- word lists ---- */

static void add_end(struct gl_list_ends *ends, uint32_t at)
{
    if (ends->count < GL_LIST_MAX_ENDS) {
        ends->at[ends->count++] = at;
    }
}

/* Does the text of a form stand at *at? A blank in it is any white space. */
static bool form_stands(const struct gl_view *view, const char *form, uint32_t *at)
{
    uint32_t here = *at;
    for (; *form != '\0'; form++) {
        if (*form == ' ') {
            uint32_t next = gl_view_blank(view, here);
            if (next == here) {
                return false;
            }
            here = next;
        } else if (here < view->length && view->bytes[here] == *form) {
            here++;
        } else {
            return false;
        }
    }
    *at = here;
    return true;
}

/* The same in any case. */
static bool form_stands_folded(const struct gl_view *view, const char *form, uint32_t *at)
{
    struct gl_text text = {form, strlen(form)};
    for (size_t i = 0; i < text.length;) {
        int32_t code_point;
        char folded[4];
        i += gl_utf8_decode(text, i, &code_point);
        size_t length = gl_utf8_encode(gl_fold_case(code_point), folded);
        uint32_t next = code_point == ' ' ? gl_view_blank(view, *at) : *at;
        if (code_point == ' ' ? next == *at : !gl_view_folded(view, folded, length, at)) {
            return false;
        }
        *at = code_point == ' ' ? next : *at;
    }
    return true;
}

static bool is_listed(const struct gl_view *view, int32_t list, uint32_t start, uint32_t end)
{
    struct gl_text word = {view->bytes + start, end - start};
    return gl_image_find_form(view->image, list, word) != NULL;
}

/* Can the form begin with the byte? Asked first, because most forms do not. */
static inline bool form_begins(const char *form, bool caseless, unsigned char byte)
{
    unsigned char first = (unsigned char)*form;
    if (!caseless || *form == ' ') {
        return first == byte || *form == ' ';
    }
    return first >= 0x80 || byte >= 0x80 || gl_to_lower(first) == gl_to_lower(byte);
}

static void take_forms(const struct gl_view *view, int32_t number, bool caseless, uint32_t at,
                       struct gl_list_ends *ends)
{
    const struct gl_image_list *list =
        (const struct gl_image_list *)gl_image_at(view->image, view->image->lists) + number;
    const struct gl_image_alternative *form =
        (const struct gl_image_alternative *)gl_image_at(view->image, view->image->alternatives) +
        list->alternative_first;
    bool boundary = gl_view_boundary(view, at);
    unsigned char byte = at < view->length ? (unsigned char)view->bytes[at] : 0;
    for (uint32_t i = 0; i < list->alternative_count; i++, form++) {
        const char *text = gl_image_string(view->image, form->text);
        uint32_t end = at;
        if (form_begins(text, caseless, byte) && (!form->begins_word || boundary) &&
            (caseless ? form_stands_folded(view, text, &end) : form_stands(view, text, &end)) &&
            (!form->ends_word || gl_view_boundary(view, end)) &&
            (!list->general || is_listed(view, number, at, end))) {
            add_end(ends, end);
        }
    }
}

/* Behind the joint at `at`, or `at` itself. */
static uint32_t take_joint(const struct gl_view *view, uint32_t at)
{
    int32_t code_point;
    uint32_t next = gl_view_blank(view, at);
    if (next != at || at >= view->length) {
        return next;
    }
    next = at + (uint32_t)gl_utf8_decode(text_of(view), at, &code_point);
    return code_point != ' ' && gl_is_joint(code_point) ? next : at;
}

static bool is_word_at(const struct gl_view *view, uint32_t at)
{
    size_t end;
    return at < view->length && gl_place_kind(text_of(view), at, &end) == GL_BYTE_WORD;
}

/* Words with joints, the most first, each with its full stop and without it. `end` is that of the
 * first word. */
static void take_words(const struct gl_view *view, int32_t number, uint32_t at, uint32_t end,
                       struct gl_list_ends *ends)
{
    const struct gl_image_list *list =
        (const struct gl_image_list *)gl_image_at(view->image, view->image->lists) + number;
    uint32_t words[GL_LIST_MAX_ENDS / 2];
    uint32_t count = 0;
    words[count++] = end;
    while (count <= list->joints && count < GL_LIST_MAX_ENDS / 2) {
        uint32_t next = take_joint(view, end);
        if (next == end || !is_word_at(view, next)) {
            break;
        }
        end = (uint32_t)gl_place_end(text_of(view), next);
        words[count++] = end;
    }
    while (count-- > 0) {
        end = words[count];
        bool stop = list->stop && end < view->length && view->bytes[end] == '.';
        if (stop && is_listed(view, number, at, end + 1)) {
            add_end(ends, end + 1);
        }
        if (is_listed(view, number, at, end)) {
            add_end(ends, end);
        }
    }
}

void gl_view_list(const struct gl_view *view, int32_t number, bool caseless, uint32_t at,
                  struct gl_list_ends *ends)
{
    const struct gl_image *image = view->image;
    const struct gl_image_list *list =
        (const struct gl_image_list *)gl_image_at(image, image->lists) + number;
    ends->count = 0;
    if (!is_word_at(view, at)) {
        if (list->alternative_count > 0) {
            take_forms(view, number, caseless, at, ends);
        }
        return;
    }
    // Where no entry begins with this word there is nothing to look for. Only a word with marks of
    // its own may hold a short list's entry that PCRE2's \b sees end before them.
    struct gl_token token = gl_token_read(image, text_of(view), at);
    const uint64_t *lists = gl_class_row(image, token.class) + 2 * image->rule_words;
    bool begins = gl_bit(lists, (size_t)number);
    if (list->alternative_count > 0 && (begins || !token.plain)) {
        take_forms(view, number, caseless, at, ends);
    }
    if (list->general && begins && gl_view_boundary(view, at)) {
        take_words(view, number, at, (uint32_t)token.end, ends);
    }
}
