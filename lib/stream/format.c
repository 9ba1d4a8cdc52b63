#include "stream/format.h"

#include <stdbool.h>
#include <string.h>

static bool is_json_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static size_t skip_json_space(struct gl_text text, size_t at)
{
    while (at < text.length && is_json_space(text.bytes[at])) {
        at++;
    }
    return at;
}

/* Does an object begin at `at`, where a { stands? AUTO when the text ends before that is clear. */
static enum gl_format judge_object(struct gl_text first, size_t at)
{
    at = skip_json_space(first, at + 1);
    if (at >= first.length) {
        return GL_FORMAT_AUTO;
    }
    return first.bytes[at] == '"' || first.bytes[at] == '}' ? GL_FORMAT_JSONL : GL_FORMAT_TEXT;
}

enum gl_format gl_format_judge(struct gl_text first)
{
    static const char mark[] = "\xEF\xBB\xBF";
    enum { MARK = 3, FAR = 65536 };
    size_t at = 0;
    if (memcmp(first.bytes, mark, first.length < MARK ? first.length : MARK) == 0) {
        at = MARK;
    }
    if (at < first.length && first.bytes[at] != '{') {
        return GL_FORMAT_TEXT;
    }
    enum gl_format format = judge_object(first, at);
    if (format == GL_FORMAT_TEXT) {
        const char *feed = memchr(first.bytes, '\n', first.length);
        size_t second =
            feed == NULL ? first.length : skip_json_space(first, (size_t)(feed - first.bytes));
        format = second == first.length       ? GL_FORMAT_AUTO
                 : first.bytes[second] == '{' ? judge_object(first, second)
                                              : GL_FORMAT_TEXT;
    }
    return format == GL_FORMAT_AUTO && first.length >= FAR ? GL_FORMAT_TEXT : format;
}
