#include "dates/survey.h"

#include <string.h>

#include "dates/infer.h"
#include "text/utf8.h"

enum {
    HEAD = 1024,       /* bytes at the beginning in which a dateline or stamp is looked for */
    FEWEST_DATES = 3,  /* full dates that make a story, ... */
    SHARE_OF_DATES = 8 /* ... and at least every eighth mark */
};

static const struct {
    const char *name;
    unsigned source;
} source_names[] = {{"record", GL_SOURCE_RECORD},
                    {"captures", GL_SOURCE_CAPTURES},
                    {"copyright", GL_SOURCE_COPYRIGHT},
                    {"text", GL_SOURCE_TEXT},
                    {"infer", GL_SOURCE_INFER}};

/* The source that list[0..length) names; 0: none. */
static unsigned source_of(const char *list, size_t length)
{
    for (size_t i = 0; i < sizeof(source_names) / sizeof(source_names[0]); i++) {
        if (strlen(source_names[i].name) == length &&
            memcmp(source_names[i].name, list, length) == 0) {
            return source_names[i].source;
        }
    }
    return 0;
}

/* False when a name is unknown. */
static bool read_sources(const char *list, unsigned *sources)
{
    *sources = 0;
    for (;;) {
        size_t length = strcspn(list, ",");
        unsigned source = source_of(list, length);
        *sources |= source;
        if (source == 0 || list[length] == '\0') {
            return source != 0;
        }
        list += length + 1;
    }
}

bool gl_dates_is_sources(const char *list)
{
    unsigned sources;

    return read_sources(list, &sources);
}

static unsigned allowed_sources(const struct gl_dates_settings *settings)
{
    unsigned sources = GL_SOURCES_USUAL;

    if (settings->reference_from != NULL) {
        read_sources(settings->reference_from, &sources);
    }
    return sources | (settings->infer_date ? GL_SOURCE_INFER : 0U);
}

/* A short text with something that only people who write to each other put there. */
static bool is_message(const struct gl_stage_input *input)
{
    const struct gl_plans *plans = gl_ruleset_bound(input->rules);
    struct gl_text text = input->document->text;
    struct gl_span whole = {0, text.length};

    return plans->message != GL_NO_PATTERN && text.length <= plans->message_length &&
           gl_match_find(input->matcher, input->rules, plans->message, text, whole, 0);
}

static enum gl_domain domain_of(const struct gl_stage_input *input, int setting)
{
    switch ((enum gl_dates_domain)setting) {
    case GL_DATES_NEWS:
        return GL_DOMAIN_NEWS;
    case GL_DATES_NARRATIVE:
        return GL_DOMAIN_NARRATIVE;
    case GL_DATES_COLLOQUIAL:
        return GL_DOMAIN_COLLOQUIAL;
    case GL_DATES_USUAL:
    case GL_DATES_AUTO:
        break;
    }
    return is_message(input) ? GL_DOMAIN_COLLOQUIAL : GL_DOMAIN_NEWS;
}

static bool is_story(const struct gl_clues *clues)
{
    return clues->dates >= FEWEST_DATES && clues->dates * SHARE_OF_DATES >= clues->marks;
}

/* What the text itself tells, when nothing else does. */
static enum galley_status ask_text(const struct gl_stage_input *input, unsigned sources,
                                   const struct gl_dates_settings *settings,
                                   struct gl_reference *reference, enum gl_domain *domain)
{
    struct gl_text text = input->document->text;
    bool whole = (sources & GL_SOURCE_INFER) != 0 || settings->domain == GL_DATES_AUTO;
    size_t length = whole || text.length <= HEAD ? text.length : gl_utf8_floor(text, HEAD);
    struct gl_clues *clues = gl_arena_alloc(input->document->arena, sizeof(*clues));
    enum galley_status status =
        clues == NULL ? GALLEY_NO_MEMORY : gl_clues_collect(input, *domain, length, clues);

    if (status != GALLEY_OK) {
        return status;
    }
    if ((sources & GL_SOURCE_TEXT) != 0 && gl_infer_stated(clues, text, reference)) {
        return GALLEY_OK;
    }
    if ((sources & GL_SOURCE_INFER) != 0 &&
        gl_infer_day(clues, text, input->document->arena, reference)) {
        return GALLEY_OK;
    }
    if (settings->domain == GL_DATES_AUTO && is_story(clues)) {
        *domain = GL_DOMAIN_NARRATIVE;
    }
    return GALLEY_OK;
}

enum galley_status gl_dates_survey(const struct gl_stage_input *input,
                                   const struct gl_dates_settings *settings,
                                   struct gl_reference *reference, enum gl_domain *domain)
{
    unsigned sources = allowed_sources(settings);
    bool asks_text =
        (sources & (GL_SOURCE_TEXT | GL_SOURCE_INFER)) != 0 || settings->domain == GL_DATES_AUTO;

    *reference = gl_reference_find(input->document, settings->reference_date, sources);
    *domain = domain_of(input, settings->domain);
    if (reference->moment.grain != GL_GRAIN_NONE || !asks_text) {
        return GALLEY_OK;
    }
    return ask_text(input, sources, settings, reference, domain);
}
