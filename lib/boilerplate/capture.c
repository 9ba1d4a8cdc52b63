#include "boilerplate/capture.h"

#include <string.h>

#include "boilerplate/bound.h"
#include "rules/matcher.h"
#include "text/classes.h"

/* No article says so many things about itself; the bound keeps the search for known ones linear. */
enum { MOST_CAPTURES = 64 };
enum { LONGEST_NAME = 64, LONGEST_VALUE = 1024 };

/* Text of the group, or what its word list says of it ("October" is 10); empty when it took no
 * part. */
static struct gl_text group_value(const struct gl_stage_input *input, const char *name,
                                  size_t length)
{
    char copy[LONGEST_NAME];
    struct gl_span span;
    if (length == 0 || length >= sizeof copy) {
        return (struct gl_text){"", 0};
    }
    memcpy(copy, name, length);
    copy[length] = '\0';
    if (!gl_matched_group(input->matcher, copy, &span)) {
        return (struct gl_text){"", 0};
    }
    const char *listed = gl_matched_value(input->matcher, copy);
    if (listed != NULL && *listed != '\0') {
        return (struct gl_text){listed, strlen(listed)};
    }
    span = gl_trim(input->document->text, span);
    return (struct gl_text){input->document->text.bytes + span.start, gl_span_length(span)};
}

/* Appends to value[0..*length); false when it does not fit. */
static bool append(char value[LONGEST_VALUE], size_t *length, struct gl_text more)
{
    if (more.length > LONGEST_VALUE - *length) {
        return false;
    }
    memcpy(value + *length, more.bytes, more.length);
    *length += more.length;
    return true;
}

/* Fills in the template. Returns the length; 0 when a group took no part or the value is too long:
 * then there is nothing to capture. */
static size_t fill(const struct gl_stage_input *input, const char *template,
                   char value[LONGEST_VALUE])
{
    size_t length = 0;
    bool whole = strchr(template, '$') == NULL;
    while (*template != '\0') {
        struct gl_text piece = {template, 1};
        size_t step = 1;
        if (whole || *template == '$') {
            const char *name = template + (whole ? 0 : 1);
            step = gl_capture_name_length(name);
            piece = group_value(input, name, step);
            step = whole ? strlen(template) : step + 1;
            if (piece.length == 0) {
                return 0;
            }
        }
        if (!append(value, &length, piece)) {
            return 0;
        }
        template += step;
    }
    return length;
}

static bool same(struct gl_text a, struct gl_text b)
{
    return a.length == b.length && memcmp(a.bytes, b.bytes, a.length) == 0;
}

static bool is_known(const struct gl_layer *layer, const char *key, struct gl_text value)
{
    for (size_t i = 0; i < layer->count; i++) {
        const struct gl_row *row = &layer->rows[i];
        if (same(gl_row_find_string(row, "key"), (struct gl_text){key, strlen(key)}) &&
            same(gl_row_find_string(row, "value"), value)) {
            return true;
        }
    }
    return false;
}

static void add_row(const struct gl_stage_input *input, struct gl_layer *layer, const char *key,
                    struct gl_text value, const char *rule)
{
    char *copy = gl_arena_copy(input->document->arena, value.bytes, value.length);
    if (copy == NULL) {
        layer->failed = true;
        return;
    }
    struct gl_row *row = gl_layer_add_plain(layer);
    gl_row_text(layer, row, "key", key);
    gl_row_string(layer, row, "value", (struct gl_text){copy, value.length});
    gl_row_text(layer, row, "rule", rule);
}

void gl_capture_add(const struct gl_stage_input *input, const struct gl_cut *cut,
                    struct gl_layer *layer)
{
    const struct gl_bound_rule *rule = cut->rule;
    if (rule->captures == NULL || layer->count >= MOST_CAPTURES ||
        !gl_match(input->matcher, input->rules, rule->rule->match, input->document->text,
                  cut->region, cut->at)) {
        return;
    }
    for (const struct gl_capture *capture = rule->captures; capture != NULL;
         capture = capture->next) {
        char value[LONGEST_VALUE];
        struct gl_text text = {value, fill(input, capture->value, value)};
        if (text.length > 0 && !is_known(layer, capture->key, text)) {
            add_row(input, layer, capture->key, text, rule->rule->name);
        }
    }
}
