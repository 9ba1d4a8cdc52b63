#include "boilerplate/literal.h"

#include <stdint.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* ---- out of a pattern ---- */

/* The run of literal bytes that is being read, and the longest one so far. */
struct reading {
    struct gl_literal run, longest;
    bool caseless;
};

static void end_run(struct reading *reading)
{
    if (reading->run.length > reading->longest.length) {
        reading->longest = reading->run;
    }
    reading->run.length = 0;
}

static void add_byte(struct reading *reading, char byte)
{
    struct gl_literal *run = &reading->run;
    bool upper = byte >= 'A' && byte <= 'Z';
    if (run->length == GL_LITERAL_BYTES ||
        (run->length > 0 && run->caseless != reading->caseless)) {
        end_run(reading);
    }
    run->caseless = reading->caseless;
    run->bytes[run->length++] = (char)(upper && reading->caseless ? byte | 0x20 : byte);
}

static bool is_letter(char byte)
{
    char lower = (char)(byte | 0x20);
    return lower >= 'a' && lower <= 'z';
}

/* k and s have capitals or small letters outside of ASCII (Kelvin's sign, the long s). */
static bool is_plain(char byte, bool caseless)
{
    char lower = (char)(byte | 0x20);
    return (unsigned char)byte < 0x80 && (!caseless || (lower != 'k' && lower != 's'));
}

/* Behind the class that begins at `at`. */
static const char *skip_class(const char *at)
{
    at += at[1] == '^' ? 2 : 1;
    at += *at == ']';
    while (*at != '\0' && *at != ']') {
        at += *at == '\\' && at[1] != '\0' ? 2 : 1;
    }
    return *at == '\0' ? at : at + 1;
}

/* Behind the group or reference that begins at `at`. */
static const char *skip_group(const char *at)
{
    int depth = 0;
    do {
        if (*at == '[') {
            at = skip_class(at);
            continue;
        }
        depth += *at == '(' ? 1 : *at == ')' ? -1 : 0;
        at += *at == '\\' && at[1] != '\0' ? 2 : *at != '\0';
    } while (depth > 0 && *at != '\0');
    return at;
}

static bool is_quantifier(char byte)
{
    return byte == '?' || byte == '*' || byte == '+' || byte == '{';
}

/* One element; returns what stands behind it, NULL when an alternative outside of groups makes
 * everything uncertain. */
static const char *read_element(struct reading *reading, const char *at)
{
    if (*at == '|') {
        return NULL;
    }
    if (*at == '(' || *at == '[' || *at == '<') {
        end_run(reading);
        if (strncmp(at, "(?i)", 4) == 0 || strncmp(at, "(?-i)", 5) == 0) {
            reading->caseless = at[2] == 'i';
        }
        return *at == '('   ? skip_group(at)
               : *at == '[' ? skip_class(at)
                            : at + strcspn(at, ">") + 1;
    }
    if (*at == '{') {
        return at + strcspn(at, "}") + (strchr(at, '}') != NULL);
    }
    bool escaped = *at == '\\';
    char byte = escaped ? at[1] : *at;
    const char *behind = at + (escaped ? 2 : 1);
    bool literal = escaped ? !is_letter(byte) && !(byte >= '0' && byte <= '9')
                           : strchr("^$.? *+}", byte) == NULL;
    if (!literal || !is_plain(byte, reading->caseless) || is_quantifier(*behind)) {
        end_run(reading);
        return behind;
    }
    add_byte(reading, byte);
    return behind;
}

void gl_literal_of(const char *pattern, struct gl_literal *literal)
{
    struct reading reading = {.caseless = false};
    literal->length = 0;
    for (const char *at = pattern; *at != '\0';) {
        at = read_element(&reading, at);
        if (at == NULL) {
            return;
        }
    }
    end_run(&reading);
    *literal = reading.longest;
}

/* ---- in a text ---- */

static char fold(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte | 0x20) : byte;
}

static bool stands_at(const struct gl_literal *literal, const char *bytes)
{
    for (size_t i = 0; i < literal->length; i++) {
        if ((literal->caseless ? fold(bytes[i]) : bytes[i]) != literal->bytes[i]) {
            return false;
        }
    }
    return true;
}

static bool occurs_from(const struct gl_literal *literal, const char *bytes, size_t length)
{
    for (size_t at = 0; at + literal->length <= length; at++) {
        if (stands_at(literal, bytes + at)) {
            return true;
        }
    }
    return false;
}

#ifdef __SSE2__
enum { STEP = 16 };

/* Where in sixteen bytes the byte stands, or its capital when `bit` is 0x20. */
static uint32_t places(const char *bytes, char byte, char bit)
{
    __m128i all = _mm_loadu_si128((const __m128i *)(const void *)bytes);
    __m128i folded = _mm_or_si128(all, _mm_set1_epi8(bit));
    return (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(folded, _mm_set1_epi8((char)(byte | bit))));
}

bool gl_literal_occurs(const struct gl_literal *literal, struct gl_text text, struct gl_span span)
{
    const char *bytes = text.bytes + span.start;
    size_t length = gl_span_length(span), last = literal->length - 1, at = 0;
    char bit = literal->caseless ? 0x20 : 0;
    if (literal->length <= 1 && !literal->caseless) {
        return literal->length == 0 || memchr(bytes, literal->bytes[0], length) != NULL;
    }
    if (literal->length == 0) {
        return true;
    }
    for (; at + last + STEP <= length; at += STEP) {
        uint32_t found = places(bytes + at, literal->bytes[0], bit) &
                         places(bytes + at + last, literal->bytes[last], bit);
        for (; found != 0; found &= found - 1) {
            if (stands_at(literal, bytes + at + (size_t)__builtin_ctz(found))) {
                return true;
            }
        }
    }
    return occurs_from(literal, bytes + at, length - at);
}
#else
bool gl_literal_occurs(const struct gl_literal *literal, struct gl_text text, struct gl_span span)
{
    return literal->length == 0 ||
           occurs_from(literal, text.bytes + span.start, gl_span_length(span));
}
#endif
