/* A rulebook with rules written in a test on top of those in the binary. */
#ifndef GALLEY_TESTS_RULEBOOK_H
#define GALLEY_TESTS_RULEBOOK_H

#include "unit.h"

#include <unistd.h>

#include "rules/pack.h"
#include "rules/rulebook.h"

/* Opens the embedded rules of `schemas`, with `yaml` (may be NULL) on top, by way of a file as
 * users do. */
static inline enum galley_status open_rulebook(const struct gl_schema *const *schemas,
                                               const char *yaml, struct gl_rulebook **book,
                                               struct galley_error *error)
{
    char path[] = "/tmp/galley-rules-XXXXXX.yaml";
    const char *paths[] = {path};
    struct gl_rule_sources sources = {.schemas = schemas, .packs = gl_packs};
    if (yaml == NULL) {
        return gl_rulebook_open(&sources, book, error);
    }
    int file = mkstemps(path, 5);
    assert_true(file >= 0);
    assert_int_equal(write(file, yaml, strlen(yaml)), (ssize_t)strlen(yaml));
    close(file);
    sources.paths = paths;
    sources.path_count = 1;
    enum galley_status status = gl_rulebook_open(&sources, book, error);
    unlink(path);
    return status;
}

#endif
