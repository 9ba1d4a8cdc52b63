#include "stream/site.h"

#include <string.h>

#include "stream/json.h"

/* Where a URL was found. */
struct finding {
    struct gl_span url; // between the quotation marks
    bool found;
};

static void take_string(struct gl_json *json, struct finding *finding)
{
    struct gl_json_string string;
    struct gl_span span;
    if (gl_json_peek(json) != '"') {
        gl_json_value(json, &span);
    } else if (gl_json_string(json, &string)) {
        *finding = (struct finding){string.span, true};
    }
}

static void look_into(struct gl_json *json, const char *field, bool nested, struct finding *finding)
{
    struct gl_json_string key;
    struct gl_span span;
    struct finding inner = {.found = false};
    gl_json_enter(json, '{');
    for (bool first = true; gl_json_key(json, first, &key); first = false) {
        if (gl_json_equals(json->text, key, gl_text_of(field))) {
            take_string(json, finding);
        } else if (nested && gl_json_equals(json->text, key, gl_text_of("metadata")) &&
                   gl_json_peek(json) == '{') {
            look_into(json, field, false, &inner);
        } else {
            gl_json_value(json, &span);
        }
    }
    *finding = finding->found ? *finding : inner;
}

static size_t copy_host(struct gl_text url, char site[GL_SITE])
{
    size_t length = 0;
    const char *from = memmem(url.bytes, url.length, "//", 2);
    const char *escaped = memmem(url.bytes, url.length, "\\/\\/", 4);
    const char *end = url.bytes + url.length;
    from = escaped != NULL && (from == NULL || escaped < from) ? escaped + 4
           : from != NULL                                      ? from + 2
                                                               : url.bytes;
    for (; from < end && strchr("/\\?#:", *from) == NULL; from++) {
        if (*from == '@') {
            length = 0;
        } else if (length < GL_SITE) {
            site[length++] = *from >= 'A' && *from <= 'Z' ? (char)(*from + 32) : *from;
        }
    }
    if (length > 4 && memcmp(site, "www.", 4) == 0) {
        length -= 4;
        memmove(site, site + 4, length);
    }
    return length;
}

size_t gl_site_of_record(struct gl_text record, const char *field, char site[GL_SITE])
{
    struct gl_json json;
    struct finding finding = {.found = false};
    gl_json_init(&json, record);
    if (record.length >= 3 && memcmp(record.bytes, "\xEF\xBB\xBF", 3) == 0) {
        json.at = 3;
    }
    if (gl_json_peek(&json) != '{') {
        return 0;
    }
    look_into(&json, field != NULL ? field : "url", field == NULL, &finding);
    if (!finding.found) {
        return 0;
    }
    struct gl_text url = {record.bytes + finding.url.start, gl_span_length(finding.url)};
    return copy_host(url, site);
}
