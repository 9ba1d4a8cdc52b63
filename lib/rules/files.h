/* Files: the rule files behind a path, read and checked. Within lib/rules only. */
#ifndef GALLEY_RULES_FILES_H
#define GALLEY_RULES_FILES_H

#include "base/array.h"
#include "base/error.h"
#include "rules/schema.h"
#include "rules/yaml.h"

/* Files that were read, in order of strength, weakest first. Zero it; then gl_files_init. */
struct gl_files {
    struct gl_array items; /* struct gl_yaml * */
};

void gl_files_init(struct gl_files *files);
void gl_files_release(struct gl_files *files);

/* Reads the file `path`, or the *.yaml and *.yml files of a folder and its sub-folders in the order
 * of their names, and checks them against `schemas` (gl_conform_file). */
enum galley_status gl_files_add(struct gl_files *files, const char *path,
                                const struct gl_schema *const *schemas, struct galley_error *error);

/* Does a file take part in the set of `layer` and `language`? */
bool gl_file_serves(const struct gl_tree *tree, const char *layer, const char *language);

#endif
