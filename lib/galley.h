/* galley: the public interface of libgalley.
 *
 * A filter (strip-boilerplate, split-sentences, find-quotes, tag-dates), or a pipeline of them, is
 * opened once, with its rules, and then given one record after another: a JSON object in, the same
 * object with new layers out, as the command of that name does. Rules are read-only after opening;
 * one filter serves one thread at a time, several filters may be used by several threads at once.
 */
#ifndef GALLEY_H
#define GALLEY_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define GALLEY_VERSION "0.1.0"

enum galley_status {
    GALLEY_OK = 0,
    GALLEY_BAD_RECORD, /* this record cannot be used; the next may be */
    GALLEY_BAD_RULES,  /* a rule file is wrong */
    GALLEY_BAD_USAGE,  /* an unknown filter, option or value */
    GALLEY_IO,         /* input or output failed */
    GALLEY_NO_MEMORY
};

/* What went wrong and where. `file` may be empty, line and column 0, `hint` empty. */
struct galley_error {
    char file[256];
    size_t line;   /* from 1; 0: unknown */
    size_t column; /* from 1, in bytes; 0: unknown */
    char what[512];
    char hint[256];
};

#if defined(__GNUC__)
#define GALLEY_API __attribute__((visibility("default")))
#else
#define GALLEY_API
#endif

typedef struct galley_filter galley_filter;

/* The library's version, "0.1.0"; a constant. */
GALLEY_API const char *galley_version(void);

/* Opens a filter ("split-sentences"), or several as one, with options where they are wanted: what
 * the command galley takes, such as "strip-boilerplate --mark | tag-dates". The built-in rules are
 * in force, with `rule_paths[0..count)` (files or folders) on top; `rule_paths` may be NULL when
 * `count` is 0. On GALLEY_OK *filter is the caller's, to be given to galley_filter_free. Otherwise
 * *filter is NULL and `error` (which may be NULL) says why: GALLEY_BAD_USAGE for what is wrong in
 * `pipeline` (line and column say where), GALLEY_BAD_RULES for a rule file, GALLEY_NO_MEMORY. */
GALLEY_API enum galley_status galley_filter_open(const char *pipeline,
                                                 const char *const *rule_paths, size_t count,
                                                 galley_filter **filter,
                                                 struct galley_error *error);

/* Runs the filter on one JSON record of `length` bytes (no line end needed). On GALLEY_OK *out and
 * *out_length are the record with its new layer, without line end, owned by the filter until its
 * next call. On GALLEY_BAD_RECORD `error` says why and *out is NULL. */
GALLEY_API enum galley_status galley_filter_record(galley_filter *filter, const char *record,
                                                   size_t length, const char **out,
                                                   size_t *out_length, struct galley_error *error);

/* Frees the filter and all it owns. NULL is allowed. */
GALLEY_API void galley_filter_free(galley_filter *filter);

#ifdef __cplusplus
}
#endif

#endif
