#include "sentences/marks.h"

#include <string.h>

#include "sentences/evidence.h"
#include "text/classes.h"
#include "text/utf8.h"

enum role { ROLE_ENDS, ROLE_BORDER, ROLE_OPENS, ROLE_CLOSES, ROLE_EITHER, ROLE_INNER, ROLE_COUNT };

static const char *const role_lists[ROLE_COUNT] = {"terminator", "border", "opener",
                                                   "closer",     "quote",  "inner"};

/* The bit that `name` has among the mark classes; 0 when there is none. */
static uint32_t class_of(const char *name)
{
    const char *const *names = gl_field_values(GL_FIELD_MARK);
    for (uint32_t i = 0; names[i] != NULL; i++) {
        if (strcmp(names[i], name) == 0) {
            return 1u << i;
        }
    }
    return 0;
}

static size_t slot_of(int32_t code_point)
{
    return ((uint32_t)code_point * 2654435761u) >> 23; // the upper nine bits: GL_MARK_SLOTS
}

const struct gl_mark *gl_marks_find_wide(const struct gl_mark_table *marks, int32_t code_point)
{
    for (size_t i = slot_of(code_point);; i = (i + 1) % GL_MARK_SLOTS) {
        if (marks->slots[i].code_point == code_point) {
            return code_point == 0 ? NULL : &marks->slots[i];
        }
        if (marks->slots[i].code_point == 0) {
            return NULL;
        }
    }
}

/* The slot of `code_point`, new if need be; NULL when the table is full. */
static struct gl_mark *claim(struct gl_mark_table *marks, int32_t code_point)
{
    size_t i = slot_of(code_point);
    while (marks->slots[i].code_point != 0 && marks->slots[i].code_point != code_point) {
        i = (i + 1) % GL_MARK_SLOTS;
    }
    if (marks->slots[i].code_point == 0) {
        if (code_point == 0 || marks->count == GL_MARKS_MOST) {
            return NULL;
        }
        marks->slots[i].code_point = code_point;
        marks->count++;
    }
    return &marks->slots[i];
}

static void give_role(struct gl_mark *mark, enum role role, uint32_t class)
{
    switch (role) {
    case ROLE_ENDS:
        mark->ends |= class;
        break;
    case ROLE_BORDER:
        mark->border |= class;
        break;
    case ROLE_OPENS:
        mark->opens |= class;
        break;
    case ROLE_CLOSES:
        mark->closes |= class;
        break;
    case ROLE_EITHER:
        mark->either |= class;
        break;
    case ROLE_INNER:
        mark->inner = true;
        break;
    case ROLE_COUNT:
        break;
    }
}

/* How often `entry` repeats its first character; 0 when it holds others. */
static uint32_t repeats(struct gl_text entry, int32_t first)
{
    uint32_t count = 0;
    int32_t code_point;
    for (size_t at = 0; at < entry.length; count++) {
        at += gl_utf8_decode(entry, at, &code_point);
        if (code_point != first) {
            return 0;
        }
    }
    return count;
}

/* Enters the mark into the tables of bytes. */
static void note_bytes(struct gl_mark_table *marks, const struct gl_mark *mark, unsigned char first)
{
    marks->bytes[first] |= GL_BYTE_FIRST;
    if (first < 0x80) {
        marks->ascii[first] = (uint16_t)(mark - marks->slots + 1);
        marks->bytes[first] |= mark->inner ? GL_BYTE_INNER : 0;
    }
}

static void read_entry(struct gl_mark_table *marks, enum role role, const char *entry,
                       const char *value)
{
    struct gl_text text = {entry, strlen(entry)};
    int32_t first;
    if (text.length == 0) {
        return;
    }
    gl_utf8_decode(text, 0, &first);
    uint32_t count = repeats(text, first);
    uint32_t class = class_of(value);
    if (count > 1 && role == ROLE_ENDS && marks->repeated_count < GL_REPEATED_MARKS) {
        marks->repeated[marks->repeated_count++] = (struct gl_repeated_mark){first, count, class};
    } else if (count == 1) {
        struct gl_mark *mark = claim(marks, first);
        if (mark != NULL) {
            give_role(mark, role, class);
            note_bytes(marks, mark, (unsigned char)entry[0]);
        }
    }
}

static uint8_t ascii_kind(int32_t byte)
{
    if (byte >= 0x80) {
        return GL_BYTE_HIGH;
    }
    return (
        uint8_t)((gl_is_upper(byte) ? GL_BYTE_UPPER : 0) | (gl_is_lower(byte) ? GL_BYTE_LOWER : 0) |
                 (gl_is_digit(byte) ? GL_BYTE_DIGIT : 0) | (gl_is_blank(byte) ? GL_BYTE_BLANK : 0) |
                 (gl_is_line_end(byte) ? GL_BYTE_LINE : 0));
}

void gl_marks_read(struct gl_mark_table *marks, const struct gl_ruleset *set)
{
    memset(marks, 0, sizeof *marks);
    for (int32_t byte = 0; byte < 256; byte++) {
        marks->bytes[byte] = ascii_kind(byte);
    }
    for (enum role role = ROLE_ENDS; role < ROLE_COUNT; role++) {
        int list = gl_list_find(set, role_lists[role]);
        size_t count = list < 0 ? 0 : gl_list_count(set, list);
        for (size_t i = 0; i < count; i++) {
            const char *value = "";
            const char *entry = gl_list_entry(set, list, i, &value);
            read_entry(marks, role, entry, value);
        }
    }
}

/* Class of `count` characters `code_point` in a row: the longest entry that is not longer. */
static uint32_t repeated_class(const struct gl_mark_table *marks, int32_t code_point, size_t count,
                               uint32_t single)
{
    uint32_t class = single;
    uint32_t longest = 1;
    for (size_t i = 0; i < marks->repeated_count; i++) {
        const struct gl_repeated_mark *entry = &marks->repeated[i];
        if (entry->code_point == code_point && entry->length <= count && entry->length > longest) {
            longest = entry->length;
            class = entry->ends;
        }
    }
    return class;
}

size_t gl_marks_run(const struct gl_mark_table *marks, struct gl_text text, size_t at, size_t end,
                    uint32_t *classes)
{
    int32_t last = 0;
    size_t count = 0;
    uint32_t single = 0;
    size_t slot = gl_marks_byte(marks, text, at) & GL_BYTE_HIGH
                      ? 0
                      : marks->ascii[(unsigned char)text.bytes[at]];
    if (slot != 0 && (at + 1 == end || !(gl_marks_byte(marks, text, at + 1) & GL_BYTE_FIRST))) {
        *classes = marks->slots[slot - 1].ends;
        return *classes != 0 ? at + 1 : at;
    }
    *classes = 0;
    while (at < end) {
        int32_t code_point;
        size_t length = gl_utf8_decode(text, at, &code_point);
        const struct gl_mark *mark = gl_marks_byte(marks, text, at) & GL_BYTE_FIRST
                                         ? gl_marks_find(marks, code_point)
                                         : NULL;
        if (mark == NULL || mark->ends == 0) {
            break;
        }
        if (code_point != last && count > 0) {
            *classes |= repeated_class(marks, last, count, single);
            count = 0;
        }
        last = code_point;
        single = mark->ends;
        count++;
        at += length;
    }
    if (count > 0) {
        *classes |= repeated_class(marks, last, count, single);
    }
    return at;
}
