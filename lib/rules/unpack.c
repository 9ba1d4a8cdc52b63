/* Unpacking: the files behind the embedded rules, for --rules and check-rules. */
#include <stdlib.h>
#include <zstd.h>

#include "rules/pack.h"

enum galley_status gl_pack_unpack(struct gl_tree **trees, void **memory)
{
    const struct gl_pack_files *pack = &gl_pack_files;
    char *bytes = malloc(pack->length + 1);
    *trees = calloc(pack->count + 1, sizeof **trees);
    *memory = bytes;
    // The build packed them, so that only memory can be what fails.
    if (bytes == NULL || *trees == NULL ||
        (pack->count > 0 &&
         ZSTD_decompress(bytes, pack->length, pack->packed, pack->packed_length) != pack->length)) {
        free(bytes);
        free(*trees);
        *trees = NULL;
        *memory = NULL;
        return GALLEY_NO_MEMORY;
    }
    for (size_t i = 0; i < pack->count; i++) {
        const struct gl_pack_file *file = &pack->files[i];
        (*trees)[i] = (struct gl_tree){
            .file = file->file,
            .layer = file->layer,
            .language = file->language,
            .nodes = (const struct gl_node *)(const void *)(bytes + file->nodes),
            .strings = bytes + file->strings,
            .node_count = file->node_count,
            .string_bytes = file->string_bytes,
        };
    }
    return GALLEY_OK;
}
