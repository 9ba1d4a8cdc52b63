/* YAML: one rule file to a tree of nodes, within limits.
 *
 * Rule files are untrusted. They are read by libyaml's events (its document loader is quadratic and
 * follows alias cycles), at most 1 MiB, 64 levels deep, UTF-8, without NULs, anchors, aliases, tags
 * and duplicate keys. */
#ifndef GALLEY_RULES_YAML_H
#define GALLEY_RULES_YAML_H

#include <stddef.h>

#include "base/array.h"
#include "base/buffer.h"
#include "base/error.h"
#include "rules/node.h"

enum { GL_YAML_MAX_BYTES = 1024 * 1024, GL_YAML_MAX_DEPTH = 64 };

/* A tree with the memory behind it. Zero it before the first use. */
struct gl_yaml {
    struct gl_array nodes; /* struct gl_node */
    struct gl_buffer strings;
    char *file;
    struct gl_tree tree; /* points into the three above; valid after gl_yaml_read succeeded */
};

/* Reads the file at `path`. On GALLEY_BAD_RULES (or GALLEY_IO, when it cannot be opened) `error`
 * says where. The caller releases in every case. */
enum galley_status gl_yaml_read(struct gl_yaml *yaml, const char *path, struct galley_error *error);

/* The same from memory; `name` is what errors call the file. */
enum galley_status gl_yaml_parse(struct gl_yaml *yaml, const char *name, const char *bytes,
                                 size_t length, struct galley_error *error);

void gl_yaml_release(struct gl_yaml *yaml);

#endif
