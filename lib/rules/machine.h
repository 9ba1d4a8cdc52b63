/* Machine: runs the programs of patterns. Within lib/rules only.
 *
 * It tries the first way, keeps the others on a stack of its own and goes back to the last one when
 * it is stuck, as all backtracking matchers do (H. Spencer's and its successors). Steps are
 * counted, so that a pattern that would try for ever stops; the count is the same on all machines.
 */
#ifndef GALLEY_RULES_MACHINE_H
#define GALLEY_RULES_MACHINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rules/image.h"
#include "rules/program.h"

enum { GL_MEMOS = 16, GL_MEMO_ENDS = 3 };
enum { GL_MACHINE_SLOTS = 2 * (GL_PROGRAM_MAX_GROUPS + 1) + GL_PROGRAM_MAX_LOOPS };

/* What the match has to keep to. */
struct gl_subject {
    const char *bytes; /* the window */
    size_t length;     /* below 4 GiB */
    bool cut_start;    /* its start is not that of the region: ^ does not match there */
    bool cut_end;
    bool whole;     /* the match has to end with the window */
    bool not_empty; /* an empty match does not count */
};

/* What a list gave at a place, kept because the rules that are tried at one place ask for the same
 * lists. */
struct gl_list_memo {
    const struct gl_image *image; /* NULL: empty */
    const char *bytes;            /* the window */
    uint32_t length, at;
    uint32_t list, caseless;
    uint32_t count;
    uint32_t ends[GL_MEMO_ENDS];
};

struct gl_machine {
    struct gl_machine_way *ways; /* the stack */
    size_t capacity;
    struct gl_list_memo memos[GL_MEMOS];
    uint32_t slots[GL_MACHINE_SLOTS]; /* of the last match: start and end of each group, from the
                                       * window's start; UINT32_MAX: did not take part */
};

enum gl_machine_result {
    GL_MACHINE_NO,
    GL_MACHINE_YES,
    GL_MACHINE_LIMIT, /* too many steps */
    GL_MACHINE_NO_MEMORY
};

/* Zero the machine before its first use, release it after the last. */
void gl_machine_release(struct gl_machine *machine);

/* Call when the texts change: what was kept of them is forgotten. */
void gl_machine_forget(struct gl_machine *machine);

/* Runs the program of `pattern` at byte `at` of the window. */
enum gl_machine_result gl_machine_run(struct gl_machine *machine, const struct gl_image *image,
                                      const struct gl_image_pattern *pattern,
                                      const struct gl_subject *subject, size_t at);

#endif
