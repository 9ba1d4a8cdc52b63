/* Pack: the rules that are built into the binary, as constants. Written by cmd/embed-rules.c.
 *
 * The sets of a layer are a pack of their own, so that a filter's binary holds those that it runs
 * and no others. The files behind them are wanted only when --rules puts something on top: they
 * stand compressed, all of them in every binary. */
#ifndef GALLEY_RULES_PACK_H
#define GALLEY_RULES_PACK_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/error.h"
#include "rules/node.h"
#include "rules/schema.h"

struct gl_pack_set {
    const char *layer;
    const char *language;
    const void *image; /* struct gl_image, aligned for it */
};

/* The sets of one layer. */
struct gl_pack {
    const struct gl_pack_set *sets;
    size_t count;
};

/* A file: where its nodes and strings stand among the unpacked bytes. */
struct gl_pack_file {
    const char *file;
    const char *layer;
    const char *language;
    size_t nodes;
    size_t strings;
    uint32_t node_count;
    uint32_t string_bytes;
};

/* All files, weakest first, in one zstd frame. */
struct gl_pack_files {
    const struct gl_pack_file *files;
    size_t count;
    const void *packed;
    size_t packed_length;
    size_t length; /* unpacked */
    uint64_t hash; /* of all files */
};

/* What this binary holds: the detector of languages, and the layers. */
extern const struct gl_pack_files gl_pack_files;
extern const struct gl_pack gl_pack_language;
extern const struct gl_pack gl_pack_boilerplate;
extern const struct gl_pack gl_pack_sentences;
extern const struct gl_pack gl_pack_quotes;
extern const struct gl_pack gl_pack_dates;

/* The packs of all layers, NULL behind the last: who refers to it has all of them in the binary. */
extern const struct gl_pack *const gl_packs[];

/* The files as trees: gl_pack_files.count of them in *trees, over *memory; both are the caller's,
 * to be freed. GALLEY_NO_MEMORY. */
enum galley_status gl_pack_unpack(struct gl_tree **trees, void **memory);

/* Checks the rule files `paths[0..count)` wholly (schema, patterns, the engines' own checks) and
 * writes them to `out` as C source that defines what is declared above. The same files give the
 * same bytes, in whatever order they are named. On failure `error` names the place; write errors
 * show in ferror(out). */
enum galley_status gl_pack_write(const struct gl_schema *const *schemas, const char *const *paths,
                                 size_t count, FILE *out, struct galley_error *error);

#endif
