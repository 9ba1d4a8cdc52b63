/* Sets of characters from the classes and escapes of patterns. */
#include <string.h>

#include "rules/piece.h"
#include "text/classes.h"
#include "text/utf8.h"

enum { MAX_RANGES = 64 };

/* A set while it is being read. */
struct draft {
    struct gl_set set;
    struct gl_range ranges[MAX_RANGES];
    uint32_t count;
    bool failed; /* has something that is left to PCRE2 */
};

static void add_ascii(struct draft *draft, int32_t code_point)
{
    int32_t cases[] = {code_point, gl_to_lower(code_point), gl_to_upper(code_point)};
    for (size_t i = 0; i < (draft->set.caseless ? 3 : 1); i++) {
        draft->set.ascii[cases[i] / 64] |= UINT64_C(1) << (cases[i] % 64);
    }
}

static void add_range(struct draft *draft, int32_t from, int32_t to)
{
    for (int32_t at = from; at <= to && at < 0x80; at++) {
        add_ascii(draft, at);
    }
    // The Kelvin sign and the long s are other cases of k and s.
    if (draft->set.caseless && from <= 0x212a && 0x212a <= to) {
        add_ascii(draft, 'k');
    }
    if (draft->set.caseless && from <= 0x17f && 0x17f <= to) {
        add_ascii(draft, 's');
    }
    if (to >= 0x80 && draft->count == MAX_RANGES) {
        draft->failed = true;
    } else if (to >= 0x80) {
        draft->ranges[draft->count++] = (struct gl_range){from < 0x80 ? 0x80 : from, to};
    }
}

/* Categories ignore case: \p{Lu} is upper case under (?i) too. */
static void add_categories(struct draft *draft, uint32_t categories)
{
    draft->set.categories |= categories;
    for (int32_t at = 0; at < 0x80; at++) {
        if ((categories & gl_category_bit(at)) != 0) {
            draft->set.ascii[at / 64] |= UINT64_C(1) << (at % 64);
        }
    }
}

static void add_ranges(struct draft *draft, const struct gl_range *ranges, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        add_range(draft, ranges[i].from, ranges[i].to);
    }
}

/* Bits of the categories whose names begin with what \p{...} says: one or two letters; 0: unknown.
 */
static uint32_t categories_of(const char *name, size_t length)
{
    // In the order of the bits of gl_category_bit.
    static const char names[] = "CnLuLlLtLmLoMnMcMeNdNlNoPcPdPsPePiPfPoSmScSkSoZsZlZpCcCfCsCo";
    uint32_t bits = 0;
    for (size_t i = 0; 2 * i + 1 < sizeof names - 1 && length > 0 && length <= 2; i++) {
        if (strncmp(names + 2 * i, name, length) == 0) {
            bits |= UINT32_C(1) << i;
        }
    }
    return bits;
}

static void add_property(struct draft *draft, const char *escape, size_t length)
{
    bool braced = escape[2] == '{';
    uint32_t all = categories_of("C", 1) | categories_of("L", 1) | categories_of("M", 1) |
                   categories_of("N", 1) | categories_of("P", 1) | categories_of("S", 1) |
                   categories_of("Z", 1);
    uint32_t bits = categories_of(escape + (braced ? 3 : 2), length - (braced ? 4 : 2));
    draft->failed = draft->failed || bits == 0;
    add_categories(draft, escape[1] == 'P' ? all & ~bits : bits);
}

/* One escape, whose negation is not asked here. */
static void add_escape(struct draft *draft, const char *escape, size_t length)
{
    static const struct gl_range horizontal[] = {
        {'\t', '\t'},     {' ', ' '},       {0xa0, 0xa0},     {0x1680, 0x1680}, {0x180e, 0x180e},
        {0x2000, 0x200a}, {0x202f, 0x202f}, {0x205f, 0x205f}, {0x3000, 0x3000}};
    static const struct gl_range vertical[] = {{'\n', '\r'}, {0x85, 0x85}, {0x2028, 0x2029}};
    static const char plain[] = "n\nr\rt\t";
    const char *found = strchr("nrt", escape[1]);
    switch (escape[1]) {
    case 'd':
        add_range(draft, '0', '9');
        break;
    case 'w':
        add_categories(draft, categories_of("L", 1) | categories_of("N", 1));
        add_range(draft, '_', '_');
        break;
    case 's':
        add_categories(draft, categories_of("Z", 1));
        add_range(draft, 0x180e, 0x180e);
        add_ranges(draft, vertical, 3);
        add_range(draft, '\t', '\t');
        break;
    case 'h':
        add_ranges(draft, horizontal, sizeof horizontal / sizeof *horizontal);
        break;
    case 'v':
        add_ranges(draft, vertical, 3);
        break;
    case 'p':
    case 'P':
        add_property(draft, escape, length);
        break;
    default:
        if (found != NULL && escape[1] != '\0') {
            int32_t code_point = strchr(plain, escape[1])[1];
            add_range(draft, code_point, code_point);
        } else if (gl_is_word((unsigned char)escape[1]) || (unsigned char)escape[1] >= 0x80) {
            draft->failed = true;
        } else {
            add_range(draft, escape[1], escape[1]);
        }
    }
}

static size_t escape_length(const char *escape, const char *end)
{
    bool braced = (escape[1] == 'p' || escape[1] == 'P') && escape[2] == '{';
    const char *brace = braced ? memchr(escape, '}', (size_t)(end - escape)) : NULL;
    if (escape[1] == 'p' || escape[1] == 'P') {
        return brace == NULL ? 3 : (size_t)(brace - escape) + 1;
    }
    return 2;
}

/* The members of a class between its brackets, from `at`. */
static void add_members(struct draft *draft, const char *at, const char *end)
{
    while (at < end && !draft->failed) {
        struct gl_text text = {at, (size_t)(end - at)};
        int32_t from, to;
        size_t length = gl_utf8_decode(text, 0, &from);
        if (from == '\\') {
            length = escape_length(at, end);
            add_escape(draft, at, length);
            draft->failed = draft->failed ||
                            (length < text.length && at[length] == '-' && length + 1 < text.length);
        } else if (from == '[') {
            draft->failed = true; // [:names:]
        } else if (length + 1 < text.length && at[length] == '-') {
            size_t more = gl_utf8_decode(text, length + 1, &to);
            draft->failed = to == '\\' || to == '[';
            add_range(draft, from, to);
            length += 1 + more;
        } else {
            add_range(draft, from, from);
        }
        at += length;
    }
}

/* The set of the draft, made where no other is the same. */
static bool finish(struct gl_sets *sets, struct draft *draft, bool negated, uint32_t *set)
{
    draft->set.negated = negated;
    draft->set.range_count = draft->count;
    if (negated) {
        draft->set.ascii[0] = ~draft->set.ascii[0];
        draft->set.ascii[1] = ~draft->set.ascii[1];
    }
    for (size_t i = 0; i < sets->sets.count && !draft->failed; i++) {
        const struct gl_set *other = &GL_AT(sets->sets, struct gl_set, i);
        draft->set.range_first = other->range_first;
        if (memcmp(other, &draft->set, sizeof *other) == 0 &&
            (draft->count == 0 ||
             memcmp(&GL_AT(sets->ranges, struct gl_range, other->range_first), draft->ranges,
                    draft->count * sizeof *draft->ranges) == 0)) {
            *set = (uint32_t)i;
            return true;
        }
    }
    draft->set.range_first = (uint32_t)sets->ranges.count;
    for (uint32_t i = 0; i < draft->count && !draft->failed; i++) {
        struct gl_range *range = gl_array_push(&sets->ranges);
        draft->failed = range == NULL;
        if (range != NULL) {
            *range = draft->ranges[i];
        }
    }
    struct gl_set *added = draft->failed ? NULL : gl_array_push(&sets->sets);
    if (added == NULL) {
        return false;
    }
    *added = draft->set;
    *set = (uint32_t)sets->sets.count - 1;
    return true;
}

bool gl_sets_literal(struct gl_sets *sets, int32_t code_point, bool caseless, uint32_t *set)
{
    struct draft draft = {.set = {.caseless = caseless}};
    add_range(&draft, code_point, code_point);
    return finish(sets, &draft, false, set);
}

bool gl_sets_class(struct gl_sets *sets, const char *source, size_t length, bool caseless,
                   uint32_t *set)
{
    struct draft draft = {.set = {.caseless = caseless}};
    bool negated = false;
    if (source[0] == '\\') {
        char small[2] = {'\\', source[1]};
        negated = strchr("DWSHV", source[1]) != NULL;
        small[1] = (char)(negated ? source[1] | 0x20 : source[1]);
        add_escape(&draft, negated ? small : source, length);
    } else {
        negated = source[1] == '^';
        add_members(&draft, source + 1 + negated, source + length - 1);
    }
    return finish(sets, &draft, negated, set);
}

bool gl_sets_dot(struct gl_sets *sets, uint32_t *set)
{
    struct draft draft = {.failed = false};
    add_range(&draft, '\n', '\n');
    add_range(&draft, '\r', '\r');
    return finish(sets, &draft, true, set);
}
