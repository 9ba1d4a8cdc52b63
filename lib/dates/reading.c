/* Reading a match by the operands of a plan. */
#include "dates/reading.h"

#include <string.h>

#include "dates/grammar.h"

static bool is_word(struct gl_text text, const char *word)
{
    return text.length == strlen(word) && memcmp(text.bytes, word, text.length) == 0;
}

static bool read_fields(const struct gl_value_plan *plan, const struct gl_groups *groups,
                        struct gl_reading *reading)
{
    for (int i = 0; i < GL_FIELD_COUNT; i++) {
        long long thousandths;
        if (plan->fields[i].count == 0) {
            continue;
        }
        switch (gl_sum_read(&plan->fields[i], groups, &thousandths)) {
        case GL_AMOUNT_ABSENT:
            continue;
        case GL_AMOUNT_NUMBER:
            break;
        default:
            return false;
        }
        if (thousandths % GL_THOUSAND != 0) {
            return false;
        }
        reading->given |= 1U << i;
        reading->field[i] = (int)(thousandths / GL_THOUSAND);
    }
    return true;
}

/* Is it "am" or "pm", in either case, perhaps with dots? */
static bool is_half_day(struct gl_text text, char first)
{
    char letters[3] = {first, 'm', '\0'};
    size_t met = 0;

    for (size_t i = 0; i < text.length; i++) {
        if (text.bytes[i] == '.') {
            continue;
        }
        if ((text.bytes[i] | 0x20) != letters[met]) {
            return false;
        }
        met++;
    }
    return met == 2;
}

static bool read_codes(const struct gl_value_plan *plan, const struct gl_groups *groups,
                       struct gl_reading *reading)
{
    struct gl_text codes[GL_CODE_COUNT];

    for (int i = 0; i < GL_CODE_COUNT; i++) {
        codes[i] = gl_template_read(&plan->codes[i], groups);
        if (codes[i].bytes == NULL) {
            return false;
        }
    }
    reading->season = gl_season_of_code(codes[GL_CODE_SEASON]);
    reading->part = gl_part_of_code(codes[GL_CODE_PART]);
    reading->afternoon = is_half_day(codes[GL_CODE_HALF_DAY], 'p');
    reading->morning = is_half_day(codes[GL_CODE_HALF_DAY], 'a');
    reading->before_christ = is_word(codes[GL_CODE_ERA], "BC");
    return (reading->season != 0 || codes[GL_CODE_SEASON].length == 0) &&
           (reading->part != 0 || codes[GL_CODE_PART].length == 0);
}

static bool read_unit(const struct gl_template *plan, const struct gl_groups *groups,
                      enum gl_time_unit *unit)
{
    struct gl_text code = gl_template_read(plan, groups);

    *unit = code.bytes == NULL ? GL_UNIT_NONE : gl_unit_of_code(code);
    return *unit != GL_UNIT_NONE;
}

static bool read_offset(const struct gl_offset_plan *plan, const struct gl_groups *groups,
                        struct gl_reading *reading)
{
    if (!plan->given) {
        return true;
    }
    reading->has_offset = true;
    return gl_sum_read(&plan->count, groups, &reading->offset) == GL_AMOUNT_NUMBER &&
           read_unit(&plan->unit, groups, &reading->offset_unit);
}

/* A second count may be missing ("two hours (and 20 minutes)?"), the first may not. */
static bool read_duration(const struct gl_value_plan *plan, const struct gl_groups *groups,
                          struct gl_duration *duration)
{
    for (size_t i = 0; i < plan->duration_count; i++) {
        struct gl_amount_of *part = &duration->parts[duration->count];
        enum gl_amount amount = gl_sum_read(&plan->duration[i].count, groups, &part->thousandths);
        if (amount == GL_AMOUNT_ABSENT && i > 0) {
            continue;
        }
        part->vague = amount == GL_AMOUNT_VAGUE;
        if ((amount != GL_AMOUNT_NUMBER && !part->vague) || part->thousandths < 0 ||
            !read_unit(&plan->duration[i].unit, groups, &part->unit)) {
            return false;
        }
        duration->count++;
    }
    return true;
}

bool gl_reading_take(const struct gl_mark_plan *mark, const struct gl_groups *groups,
                     struct gl_span match, struct gl_reading *reading)
{
    const struct gl_value_plan *value = &mark->value;

    *reading = (struct gl_reading){.span = match};
    if (mark->group != NULL && !gl_matched_group(groups->matcher, mark->group, &reading->span)) {
        return false;
    }
    reading->mod = gl_template_read(&mark->mod, groups);
    reading->quant = gl_template_read(&mark->quant, groups);
    reading->freq = gl_template_read(&mark->freq, groups);
    reading->literal = gl_template_read(&value->literal, groups);
    if ((value->literal.count > 0 && !gl_value_valid(reading->literal)) ||
        !gl_mod_valid(reading->mod)) {
        return false;
    }
    return read_fields(value, groups, reading) && read_codes(value, groups, reading) &&
           read_offset(&value->offset, groups, reading) &&
           read_duration(value, groups, &reading->duration);
}
