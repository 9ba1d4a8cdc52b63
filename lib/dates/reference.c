/* The document's date: who may say it, and in which order they are asked. */
#include <string.h>

#include "dates/dates.h"
#include "dates/timex.h"
#include "stream/layer.h"

/* Keys of captures that hold a whole date, the better one first. */
static const char *const date_keys[] = {"published_date", "updated_date"};

static bool same(struct gl_text text, const char *word)
{
    return text.length == strlen(word) && memcmp(text.bytes, word, text.length) == 0;
}

static bool try_date(struct gl_text text, const char *how, struct gl_text source,
                     struct gl_reference *reference)
{
    if (!gl_timex_parse(text, &reference->moment)) {
        reference->moment = gl_moment_none();
        return false;
    }
    reference->how = how;
    reference->source = source;
    return true;
}

/* Value of the first capture with that key; empty when there is none. */
static struct gl_text capture(const struct gl_layer *captures, const char *key)
{
    for (size_t i = 0; captures != NULL && i < captures->count; i++) {
        if (same(gl_row_find_string(&captures->rows[i], "key"), key)) {
            return gl_row_find_string(&captures->rows[i], "value");
        }
    }
    return (struct gl_text){"", 0};
}

static bool try_captures(const struct gl_layer *captures, struct gl_reference *reference)
{
    for (size_t i = 0; i < sizeof(date_keys) / sizeof(date_keys[0]); i++) {
        struct gl_text key = {date_keys[i], strlen(date_keys[i])};
        if (try_date(capture(captures, date_keys[i]), "captured", key, reference)) {
            return true;
        }
    }
    return false;
}

/* What an earlier run wrote. A date that was inferred is never read as given. */
static bool try_earlier(const struct gl_layer *layer, unsigned sources,
                        struct gl_reference *reference)
{
    const struct gl_row *row = layer != NULL && layer->count > 0 ? &layer->rows[0] : NULL;
    struct gl_text how = row != NULL ? gl_row_find_string(row, "how") : (struct gl_text){"", 0};
    struct gl_text source;
    bool given = same(how, "given");
    unsigned needed;

    if (!given && !same(how, "captured")) {
        return false;
    }
    source = gl_row_find_string(row, "source");
    needed = given ? GL_SOURCE_RECORD : same(source, "text") ? GL_SOURCE_TEXT : GL_SOURCE_CAPTURES;
    reference->evidence = gl_row_find_string(row, "evidence");
    return (sources & needed) != 0 && try_date(gl_row_find_string(row, "value"),
                                               given ? "given" : "captured", source, reference);
}

static int copyright_year(const struct gl_layer *captures)
{
    struct gl_moment moment;

    if (gl_timex_parse(capture(captures, "copyright_year"), &moment) &&
        moment.grain == GL_GRAIN_YEAR) {
        return moment.year;
    }
    return GL_UNKNOWN;
}

struct gl_reference gl_reference_find(const struct gl_document *document, const char *option,
                                      unsigned sources)
{
    const struct gl_layer *captures = gl_document_find(document, "captures");
    struct gl_text given = {option != NULL ? option : "", option != NULL ? strlen(option) : 0};
    struct gl_text from_option = {"option", 6};
    struct gl_text from_record = {"date", 4};
    struct gl_reference reference = {.moment = gl_moment_none(), .copyright_year = GL_UNKNOWN};
    bool from_record_too = (sources & GL_SOURCE_RECORD) != 0;
    bool from_captures_too = (sources & GL_SOURCE_CAPTURES) != 0;

    if ((sources & GL_SOURCE_COPYRIGHT) != 0) {
        reference.copyright_year = copyright_year(captures);
    }

    if (!try_date(given, "given", from_option, &reference) &&
        !(from_record_too && try_date(document->date, "given", from_record, &reference)) &&
        !(from_captures_too && try_captures(captures, &reference))) {
        try_earlier(gl_document_find(document, "reference_date"), sources, &reference);
    }
    return reference;
}
