/* Matcher: runs patterns, anchored, under limits. One for each worker.
 *
 * Nearly all patterns have a program for galley's own machine (rules/program.h), made at build time
 * (embedded) or when loaded (--rules). The others are compiled by PCRE2 on first use, with JIT once
 * used often, where the system allows it. Both find the same. Patterns run on a region (a line, a
 * sentence, a paragraph) cut to a window of 64 KiB around the start; `^` and `$` mean the region's
 * ends. Limits count steps, never time, so that results are the same everywhere: a pattern that
 * hits its limit does not match there, is reported once, and after several hits in one document
 * rests until the next. */
#ifndef GALLEY_RULES_MATCHER_H
#define GALLEY_RULES_MATCHER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "rules/ruleset.h"
#include "text/span.h"

struct gl_matcher;
struct gl_limit;

/* NULL when memory is out. */
struct gl_matcher *gl_matcher_new(void);
void gl_matcher_free(struct gl_matcher *matcher);

/* Call before each document: sets the work budget for a text of `length` bytes and forgets resting
 * patterns. */
void gl_matcher_begin(struct gl_matcher *matcher, size_t length);

/* True when a pattern could not be run to its end for lack of memory since gl_matcher_begin; such a
 * document's layer must not be published. */
bool gl_matcher_failed(const struct gl_matcher *matcher);

/* Takes the next limit that was hit since the last call and not told in this process: fills `error`
 * with the rule file's position and what happened, and gives a handle for gl_matcher_tell, valid as
 * long as the rules. NULL when there is none. */
struct gl_limit *gl_matcher_limit(struct gl_matcher *matcher, struct galley_error *error);

/* Called when the limit's turn to be told has come: true for the first of its calls in the process.
 * Workers that meet the limit at the same time ask in the order of their documents. */
bool gl_matcher_tell(struct gl_limit *limit);

/* Can a match of the pattern begin with this byte? False may be relied on: ask before a call where
 * calls are many. */
bool gl_pattern_can_begin(const struct gl_ruleset *set, uint32_t pattern, char byte);

/* Runs pattern `pattern` at byte `at`, anchored, on `region` of `text` (region holds at). True when
 * it matches; the match and its groups stay in the matcher until the next call. GL_NO_PATTERN never
 * matches. */
bool gl_match(struct gl_matcher *matcher, const struct gl_ruleset *set, uint32_t pattern,
              struct gl_text text, struct gl_span region, size_t at);

/* The same for the first place in `region` at or behind `from` where a word or mark starts (and
 * where the pattern's first bytes allow it) and it matches. False when there is none. */
bool gl_match_find(struct gl_matcher *matcher, const struct gl_ruleset *set, uint32_t pattern,
                   struct gl_text text, struct gl_span region, size_t from);

/* The same for a match that ends exactly at `to`, beginning at one of the last `GL_MATCH_BACK`
 * words or marks before it. */
enum { GL_MATCH_BACK = 8 };
bool gl_match_before(struct gl_matcher *matcher, const struct gl_ruleset *set, uint32_t pattern,
                     struct gl_text text, struct gl_span region, size_t to);

/* What gl_match_last looks for. */
enum { GL_SOUGHT_LISTS = 4 };
struct gl_sought {
    uint32_t pattern;
    int endings;                /* list of word endings that count as well; -1: none */
    int lists[GL_SOUGHT_LISTS]; /* with endings: the pattern is tried at marks, and at words that
                     begin an entry of these lists; -1 behind the last */
};

/* The same for the match that starts last in `region`, or for one that starts up to GL_MATCH_OVER
 * places before it and reaches over its start ("to be released" over "released"). When a word of
 * four letters at least with one of the endings comes last, *span is that word, *value the ending's
 * value and the groups of the matcher mean nothing; else *value is NULL. */
enum { GL_MATCH_OVER = 3 };
bool gl_match_last(struct gl_matcher *matcher, const struct gl_ruleset *set,
                   const struct gl_sought *evidence, struct gl_text text, struct gl_span region,
                   struct gl_span *span, const char **value);

/* After a match: its span in the text (\K moves the start). */
struct gl_span gl_matched(const struct gl_matcher *matcher);
/* Span of the group `name` (a `<name>`, `<name:list>` or `(?<name>...)`; `-` counts as `_`), the
 * first that took part. False when there is none or it did not take part. */
bool gl_matched_group(const struct gl_matcher *matcher, const char *name, struct gl_span *span);
/* Value that the group's word list gives for what the group matched; NULL when it did not take part
 * or has no list. */
const char *gl_matched_value(const struct gl_matcher *matcher, const char *name);

#endif
