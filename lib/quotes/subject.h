/* Subject: the speaker that ends where a rule's match begins.
 *
 * A rule that begins with its speaker would have to be tried at every word. So rules begin at the
 * cue or the quotation, and `subject` names a part that must end there: this file walks back from
 * word to word and takes the longest stretch that the part matches to the end. */
#ifndef GALLEY_QUOTES_SUBJECT_H
#define GALLEY_QUOTES_SUBJECT_H

#include "quotes/work.h"

struct gl_subject {
    struct gl_span speaker; /* group speaker of the part, or all that it matched */
    struct gl_span name;    /* group name; empty when there is none */
};

enum { GL_SUBJECTS_KEPT = 4 };

/* The answers given last: several rules ask for the same part at the same cue. */
struct gl_subjects {
    struct gl_quotes_work *work;
    struct {
        uint32_t pattern;
        size_t at;
        bool found;
        struct gl_subject subject;
    } kept[GL_SUBJECTS_KEPT];
    size_t next;
};

void gl_quotes_subjects_init(struct gl_subjects *subjects, struct gl_quotes_work *work);

/* The longest match of `pattern` in `region` of the veiled text that ends at `at` (white space
 * before it is skipped). False when there is none. Looks back over 400 bytes at most, which `^`
 * takes for the region's start, and stops 12 words behind the last success: constant time. */
bool gl_quotes_subject(struct gl_subjects *subjects, uint32_t pattern, struct gl_span region,
                       size_t at, struct gl_subject *subject);

#endif
