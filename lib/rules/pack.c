/* Writing the pack: the build's half of the embedded rules. */
#include "rules/pack.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "rules/compile.h"
#include "rules/files.h"
#include "rules/ruleset_internal.h"

struct packing {
    const struct gl_schema *const *schemas;
    struct gl_files files;
    const struct gl_tree **trees; /* weakest first */
    size_t tree_count;
    FILE *out;
    size_t set_count;
    uint64_t hash;
    struct gl_buffer sets; /* rows of the table of sets */
    struct galley_error *error;
};

/* `any` before a language, language files before layer files. */
static int compare_trees(const void *a, const void *b)
{
    const struct gl_tree *first = *(const struct gl_tree *const *)a;
    const struct gl_tree *second = *(const struct gl_tree *const *)b;
    bool first_any = strcmp(first->language, "any") == 0;
    bool second_any = strcmp(second->language, "any") == 0;
    if (first_any != second_any) {
        return first_any ? -1 : 1;
    }
    int language = strcmp(first->language, second->language);
    bool first_words = strcmp(first->layer, "language") == 0;
    bool second_words = strcmp(second->layer, "language") == 0;
    if (language == 0 && first_words != second_words) {
        return first_words ? -1 : 1;
    }
    return language != 0 ? language : strcmp(first->file, second->file);
}

static void write_bytes(FILE *out, const char *name, const void *bytes, size_t length)
{
    const unsigned char *byte = bytes;
    fprintf(out, "static const uint64_t %s[] = {", name);
    for (size_t i = 0; i < length; i += 8) {
        uint64_t number = 0;
        memcpy(&number, byte + i, length - i < 8 ? length - i : 8);
        fprintf(out, "%s0x%" PRIx64 ",", i % 64 == 0 ? "\n" : "", number);
    }
    fprintf(out, "\n};\n");
}

static void write_tree(struct packing *packing, size_t index)
{
    const struct gl_tree *tree = packing->trees[index];
    char name[48];
    snprintf(name, sizeof name, "nodes_%zu", index);
    write_bytes(packing->out, name, tree->nodes, tree->node_count * sizeof *tree->nodes);
    snprintf(name, sizeof name, "strings_%zu", index);
    write_bytes(packing->out, name, tree->strings, tree->string_bytes);
    packing->hash = gl_hash_more(packing->hash, (const char *)tree->nodes,
                                 tree->node_count * sizeof *tree->nodes);
    packing->hash = gl_hash_more(packing->hash, tree->strings, tree->string_bytes);
}

/* Without the sources at the end, which only a proof needs. */
static void write_image(struct packing *packing, struct gl_image *image)
{
    image->bytes = image->sources.offset;
    image->sources.count = 0;
    char name[32];
    snprintf(name, sizeof name, "image_%zu", packing->set_count++);
    write_bytes(packing->out, name, image, image->bytes);
    gl_buffer_printf(&packing->sets, "    {\"%s\", \"%s\", %s},\n",
                     gl_image_string(image, image->layer), gl_image_string(image, image->language),
                     name);
}

static enum galley_status pack_set(struct packing *packing, const struct gl_schema *schema,
                                   const char *language)
{
    const struct gl_tree **serving = calloc(packing->tree_count, sizeof *serving);
    struct gl_compile_input input = {.trees = serving, .schema = schema, .language = language};
    struct gl_image *image = NULL;
    if (serving == NULL) {
        return gl_error_set(packing->error, GALLEY_NO_MEMORY, NULL, 0, 0, "out of memory");
    }
    for (size_t i = 0; i < packing->tree_count; i++) {
        if (gl_file_serves(packing->trees[i], schema->layer, language)) {
            serving[input.count++] = packing->trees[i];
        }
    }
    enum galley_status status = gl_compile(&input, &image, packing->error);
    free(serving);
    struct gl_ruleset *set = status == GALLEY_OK ? gl_ruleset_new(image, image, schema) : NULL;
    if (set == NULL) {
        return status != GALLEY_OK ? status : GALLEY_NO_MEMORY;
    }
    status = gl_ruleset_verify(set, packing->error);
    if (status == GALLEY_OK) {
        write_image(packing, image);
    }
    gl_ruleset_free(set);
    return status;
}

/* A set of every layer for each language, the trees being sorted by language. */
static enum galley_status pack_sets(struct packing *packing)
{
    enum galley_status status = GALLEY_OK;
    for (size_t i = 0; i < packing->tree_count && status == GALLEY_OK; i++) {
        const char *language = packing->trees[i]->language;
        if (i > 0 && strcmp(packing->trees[i - 1]->language, language) == 0) {
            continue;
        }
        for (const struct gl_schema *const *schema = packing->schemas;
             *schema != NULL && status == GALLEY_OK; schema++) {
            status = pack_set(packing, *schema, language);
        }
    }
    return status;
}

static enum galley_status pack_detector(struct packing *packing)
{
    struct gl_image *image;
    enum galley_status status =
        gl_compile_detector(packing->trees, packing->tree_count, &image, packing->error);
    if (status == GALLEY_OK) {
        write_image(packing, image);
        free(image);
    }
    return status;
}

static void write_tables(struct packing *packing)
{
    FILE *out = packing->out;
    fprintf(out, "static const struct gl_tree trees[] = {\n");
    for (size_t i = 0; i < packing->tree_count; i++) {
        const struct gl_tree *tree = packing->trees[i];
        fprintf(out,
                "    {\"%s\", \"%s\", \"%s\", (const struct gl_node *)(const void *)nodes_%zu, "
                "(const char *)strings_%zu, %" PRIu32 ", %" PRIu32 "},\n",
                tree->file, tree->layer, tree->language, i, i, tree->node_count,
                tree->string_bytes);
    }
    fprintf(out, "};\nstatic const struct gl_pack_set sets[] = {\n%.*s};\n",
            (int)packing->sets.length, packing->sets.bytes);
    fprintf(out,
            "const struct gl_pack gl_pack_embedded = {trees, %zu, sets, %zu, "
            "UINT64_C(0x%" PRIx64 ")};\n",
            packing->tree_count, packing->set_count, packing->hash);
}

static enum galley_status write_pack(struct packing *packing)
{
    packing->tree_count = packing->files.items.count;
    packing->trees = calloc(packing->tree_count + 1, sizeof *packing->trees);
    if (packing->trees == NULL || packing->tree_count == 0) {
        return gl_error_set(packing->error, GALLEY_BAD_USAGE, NULL, 0, 0, "no rule files given");
    }
    for (size_t i = 0; i < packing->tree_count; i++) {
        packing->trees[i] = &GL_AT(packing->files.items, struct gl_yaml *, i)->tree;
    }
    qsort(packing->trees, packing->tree_count, sizeof *packing->trees, compare_trees);
    fprintf(packing->out, "/* Made from rules/ by embed-rules. */\n#include \"rules/pack.h\"\n");
    for (size_t i = 0; i < packing->tree_count; i++) {
        write_tree(packing, i);
    }
    enum galley_status status = pack_sets(packing);
    status = status == GALLEY_OK ? pack_detector(packing) : status;
    if (status == GALLEY_OK && packing->sets.failed) {
        status = gl_error_set(packing->error, GALLEY_NO_MEMORY, NULL, 0, 0, "out of memory");
    }
    if (status == GALLEY_OK) {
        write_tables(packing);
    }
    return status;
}

enum galley_status gl_pack_write(const struct gl_schema *const *schemas, const char *const *paths,
                                 size_t count, FILE *out, struct galley_error *error)
{
    struct packing packing = {
        .schemas = schemas, .out = out, .hash = GL_HASH_START, .error = error};
    enum galley_status status = GALLEY_OK;
    gl_files_init(&packing.files);
    for (size_t i = 0; i < count && status == GALLEY_OK; i++) {
        status = gl_files_add(&packing.files, paths[i], schemas, error);
    }
    status = status == GALLEY_OK ? write_pack(&packing) : status;
    free(packing.trees);
    gl_files_release(&packing.files);
    gl_buffer_release(&packing.sets);
    return status;
}
