#include "quotes/names.h"

#include <string.h>

#include "quotes/stage.h"
#include "text/words.h"

enum {
    SPEAKERS_BACK = 16, /* earlier speakers looked at */
    OPENING_QUOTATIONS = 8,
    REGIONS_BACK = 4 /* sentences looked at for a subject */
};

/* How a region begins: the mention of a person, and the name in it. */
struct opening {
    struct gl_span mention;
    struct gl_span name;
    bool known;
};

struct reader {
    struct gl_survey *survey;
    struct opening *openings; /* of each region */
};

/* Index of the first quotation that ends behind `at`, by halving. */
static size_t quotation_behind(const struct gl_quotes_work *work, size_t at)
{
    size_t low = 0;
    size_t high = work->found->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (work->found->items[middle].span.end <= at) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* What the language says of the pronoun at `span`: NULL when it is none, or not to be resolved. */
static const char *pronoun_value(const struct gl_quotes_work *work, struct gl_span span)
{
    int list = work->knowledge->pronouns;
    const char *value =
        list < 0
            ? NULL
            : gl_list_value(work->set, list,
                            (struct gl_text){work->text.bytes + span.start, gl_span_length(span)});
    return value == NULL || strcmp(value, "none") == 0 ? NULL : value;
}

/* True unless a word of the mention speaks against the pronoun. */
static bool agrees(const struct gl_quotes_work *work, struct gl_span mention, const char *value)
{
    int list = work->knowledge->agreement;
    struct gl_span word;
    size_t at = mention.start;
    while (list >= 0 && gl_word_after(work->text, at, mention.end, &word)) {
        const char *known = gl_list_value(
            work->set, list, (struct gl_text){work->text.bytes + word.start, gl_span_length(word)});
        if (known != NULL) {
            return strcmp(known, value) == 0;
        }
        at = word.end;
    }
    return true;
}

/* The last earlier speaker with a name that agrees; an empty span when there is none. */
static struct gl_span earlier_speaker(const struct gl_quotes_work *work, size_t index,
                                      struct gl_span pronoun, const char *value)
{
    const struct gl_attribution *attributions = work->found->attributions;
    for (size_t back = 0; back < SPEAKERS_BACK && back < index; back++) {
        const struct gl_attribution *earlier = &attributions[index - 1 - back];
        if (earlier->name.start < earlier->name.end && earlier->name.end <= pronoun.start &&
            agrees(work, earlier->speaker, value)) {
            return earlier->name;
        }
    }
    return (struct gl_span){0, 0};
}

/* The name at the beginning of region `index`, and the whole mention; looked for once. */
static const struct opening *opening_of(struct reader *reader, size_t index)
{
    struct gl_survey *survey = reader->survey;
    struct gl_quotes_work *work = survey->work;
    struct opening *opening = &reader->openings[index];
    if (opening->known) {
        return opening;
    }
    struct gl_span region = work->regions[index];
    size_t first = quotation_behind(work, region.start);
    size_t last = first;
    while (last < work->found->count && work->found->items[last].span.start < region.end &&
           last < first + OPENING_QUOTATIONS) {
        last++;
    }
    struct gl_phrase_match match;
    gl_survey_opening(survey, region, first, last);
    opening->known = true;
    if (gl_phrase_match(&work->knowledge->antecedent, &survey->row, 0, &match) &&
        match.group_from[GL_GROUP_NAME] < match.group_to[GL_GROUP_NAME]) {
        opening->name = (struct gl_span){survey->tokens[match.group_from[GL_GROUP_NAME]].start,
                                         survey->tokens[match.group_to[GL_GROUP_NAME] - 1].end};
        opening->mention =
            (struct gl_span){survey->tokens[match.from].start, survey->tokens[match.to - 1].end};
    }
    return opening;
}

/* The last subject of a sentence before the pronoun, behind `from`; `region` is the pronoun's. */
static struct gl_span earlier_subject(struct reader *reader, size_t region, size_t from,
                                      struct gl_span pronoun, const char *value)
{
    const struct gl_quotes_work *work = reader->survey->work;
    for (size_t back = 0; back < REGIONS_BACK && back <= region; back++) {
        if (work->regions[region - back].end <= from) {
            break;
        }
        const struct opening *opening = opening_of(reader, region - back);
        if (opening->name.start < opening->name.end && opening->name.end <= pronoun.start &&
            opening->name.start >= from && agrees(work, opening->mention, value)) {
            return opening->name;
        }
    }
    return (struct gl_span){0, 0};
}

/* The region that holds `at`, by halving. */
static size_t region_of(const struct gl_quotes_work *work, size_t at)
{
    size_t low = 0;
    size_t high = work->region_count;
    while (low + 1 < high) {
        size_t middle = low + (high - low) / 2;
        if (work->regions[middle].start <= at) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

static void resolve(struct reader *reader, size_t index, const char *value)
{
    struct gl_quotes_work *work = reader->survey->work;
    struct gl_attribution *attribution = &work->found->attributions[index];
    struct gl_span pronoun = attribution->speaker;
    struct gl_span name = earlier_speaker(work, index, pronoun, value);
    struct gl_span subject = {0, 0};
    size_t from = name.end;
    if (attribution->quoted_at > GL_NAMES_BACK && from < attribution->quoted_at - GL_NAMES_BACK) {
        from = attribution->quoted_at - GL_NAMES_BACK;
    }
    if (work->knowledge->has_antecedent) {
        subject = earlier_subject(reader, region_of(work, pronoun.start), from, pronoun, value);
    }
    attribution->name = subject.start < subject.end ? subject : name;
}

bool gl_quotes_names(struct gl_survey *survey)
{
    struct gl_quotes_work *work = survey->work;
    struct reader reader = {.survey = survey};
    const struct gl_quotes_settings *settings = work->input->settings;
    if (settings != NULL && settings->unresolved) {
        return true;
    }
    for (size_t i = 0; i < work->found->attribution_count && work->region_count > 0; i++) {
        const struct gl_attribution *attribution = &work->found->attributions[i];
        const char *value = attribution->pronoun ? pronoun_value(work, attribution->speaker) : NULL;
        if (value == NULL) {
            continue;
        }
        if (reader.openings == NULL) {
            reader.openings =
                gl_arena_zeros(work->arena, work->region_count, sizeof *reader.openings);
            if (reader.openings == NULL) {
                return false;
            }
        }
        resolve(&reader, i, value);
    }
    return true;
}
