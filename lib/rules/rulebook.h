/* Rulebook: the rules in force in this process: those in the binary, and files put on top by
 * --rules. */
#ifndef GALLEY_RULES_RULEBOOK_H
#define GALLEY_RULES_RULEBOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "rules/node.h"
#include "rules/ruleset.h"
#include "rules/schema.h"

struct gl_rulebook;

struct gl_pack;

/* Where rules come from. All borrowed; what a list points to has to outlive the rulebook. */
struct gl_rule_sources {
    const struct gl_schema *const *schemas; /* layers that may have rules, NULL behind the last */
    const struct gl_pack *const *packs;     /* embedded sets, as in rules/pack.h; NULL as well */
    const char *const *paths; /* rule files, or folders whose *.yaml are read in the order of their
                                 names (sub-folders too); a later one is stronger */
    size_t path_count;
    bool files; /* gl_rulebook_file will be asked */
};

/* Opens the rules. Without paths nothing is parsed: this costs microseconds. On GALLEY_BAD_RULES
 * `error` names file, line and column. *rulebook is the caller's. */
enum galley_status gl_rulebook_open(const struct gl_rule_sources *sources,
                                    struct gl_rulebook **rulebook, struct galley_error *error);
void gl_rulebook_free(struct gl_rulebook *rulebook);

/* The set for a layer and a language (BCP 47: "en-GB" takes "en"; unknown ones take "any"). Bound
 * on first use, under a lock; safe from many threads. NULL when memory is out, or when none of the
 * packs has the layer. */
const struct gl_ruleset *gl_rulebook_select(struct gl_rulebook *rulebook, const char *layer,
                                            struct gl_text language);

/* Language of `text` by the function words of each language ("en"), or "any" when too few or no
 * clear winner. Looks at the first 16 KiB at most; the same text gives the same answer. The string
 * is a constant. */
const char *gl_rulebook_detect(struct gl_rulebook *rulebook, struct gl_text text);

/* The files behind the rules in force, weakest first, for check-rules: those in the binary (when
 * sources->files was set or there are paths), then those of the paths. `*from_path` tells them
 * apart. */
size_t gl_rulebook_file_count(const struct gl_rulebook *rulebook);
const struct gl_tree *gl_rulebook_file(const struct gl_rulebook *rulebook, size_t index,
                                       bool *from_path);

/* Hash of all rules in force, for --version, --stats and --stamp. */
uint64_t gl_rulebook_hash(const struct gl_rulebook *rulebook);

#endif
