#include "quotes/names.h"

#include <string.h>

#include "text/words.h"

enum {
    SPEAKERS_BACK = 16, /* earlier speakers looked at */
    REGIONS_BACK = 6    /* sentences looked at for a subject */
};

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

/* The last subject of a sentence before the pronoun, behind `from`; `region` is the pronoun's. */
static struct gl_span earlier_subject(struct gl_quotes_work *work, size_t region, size_t from,
                                      struct gl_span pronoun, const char *value)
{
    for (size_t back = 0; back < REGIONS_BACK && back <= region; back++) {
        struct gl_span sentence = work->regions[region - back];
        struct gl_span name;
        if (sentence.end <= from) {
            break;
        }
        if (gl_match(work->matcher, work->set, work->knowledge->antecedent, work->veiled, sentence,
                     sentence.start) &&
            gl_matched_group(work->matcher, "name", &name) && name.end <= pronoun.start &&
            name.start >= from && agrees(work, gl_matched(work->matcher), value)) {
            return name;
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

void gl_quotes_names(struct gl_quotes_work *work)
{
    for (size_t i = 0; i < work->found->attribution_count; i++) {
        struct gl_attribution *attribution = &work->found->attributions[i];
        struct gl_span pronoun = attribution->speaker;
        const char *value = pronoun_value(work, pronoun);
        if (value == NULL || work->region_count == 0) {
            continue;
        }
        struct gl_span name = earlier_speaker(work, i, pronoun, value);
        struct gl_span subject =
            earlier_subject(work, region_of(work, pronoun.start), name.end, pronoun, value);
        attribution->name = subject.start < subject.end ? subject : name;
    }
}
