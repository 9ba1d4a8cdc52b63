#include "quotes/subject.h"

#include "text/classes.h"
#include "text/utf8.h"
#include "text/words.h"

enum {
    LOOK_BACK = 400,  /* bytes */
    MISSES_MOST = 12, /* words tried in vain since the last match */
    NOWHERE = 0       /* no subject ends at byte 0 */
};

void gl_quotes_subjects_init(struct gl_subjects *subjects, struct gl_quotes_work *work)
{
    *subjects = (struct gl_subjects){.work = work};
}

/* `region` cut to what is looked at before `at`, without white space at its end. */
static struct gl_span window_before(struct gl_text text, struct gl_span region, size_t at)
{
    struct gl_span window = {region.start, at};
    if (gl_span_length(window) > LOOK_BACK) {
        window.start = at - LOOK_BACK;
        while (((unsigned char)text.bytes[window.start] & 0xC0) == 0x80) {
            window.start++; // not inside a character
        }
    }
    return gl_trim(text, window);
}

static bool match_to_end(struct gl_quotes_work *work, uint32_t pattern, struct gl_span window,
                         size_t at, struct gl_subject *subject)
{
    if (!gl_match(work->matcher, work->set, pattern, work->veiled, window, at)) {
        return false;
    }
    struct gl_span whole = gl_matched(work->matcher);
    if (whole.end != window.end) {
        return false;
    }
    *subject = (struct gl_subject){.speaker = whole};
    gl_matched_group(work->matcher, "speaker", &subject->speaker);
    gl_matched_group(work->matcher, "name", &subject->name);
    return true;
}

static bool look_back(struct gl_quotes_work *work, uint32_t pattern, struct gl_span window,
                      struct gl_subject *subject)
{
    bool found = false;
    size_t misses = 0;
    struct gl_span word;
    size_t to = window.end;
    while (misses < MISSES_MOST && gl_word_before(work->veiled, window.start, to, &word)) {
        bool fits = match_to_end(work, pattern, window, word.start, subject);
        found = found || fits;
        misses = fits ? 0 : misses + 1;
        to = word.start;
    }
    return found;
}

bool gl_quotes_subject(struct gl_subjects *subjects, uint32_t pattern, struct gl_span region,
                       size_t at, struct gl_subject *subject)
{
    for (size_t i = 0; i < GL_SUBJECTS_KEPT; i++) {
        if (subjects->kept[i].at == at && subjects->kept[i].pattern == pattern && at != NOWHERE) {
            *subject = subjects->kept[i].subject;
            return subjects->kept[i].found;
        }
    }
    struct gl_quotes_work *work = subjects->work;
    struct gl_span window = window_before(work->veiled, region, at);
    bool found = window.start < window.end && look_back(work, pattern, window, subject);
    size_t place = subjects->next++ % GL_SUBJECTS_KEPT;
    subjects->kept[place].pattern = pattern;
    subjects->kept[place].at = at;
    subjects->kept[place].found = found;
    if (found) {
        subjects->kept[place].subject = *subject;
    }
    return found;
}
