/* Writing the pack: the build's half of the embedded rules. */
#include "rules/pack.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <zstd.h>

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
    size_t row_count; /* of them in `sets` */
    uint64_t hash;
    struct gl_buffer sets; /* rows of a table of sets */
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

/* Appends bytes to those that will be packed, aligned for nodes; gives their place. */
static size_t add_bytes(struct gl_buffer *bytes, const void *added, size_t length)
{
    while (bytes->length % sizeof(uint64_t) != 0 && !bytes->failed) {
        gl_buffer_byte(bytes, '\0');
    }
    size_t place = bytes->length;
    gl_buffer_add(bytes, added, length);
    return place;
}

/* All files, compressed, and the table of where each stands. */
static enum galley_status write_files(struct packing *packing)
{
    struct gl_buffer bytes = {0};
    struct gl_buffer rows = {0};
    for (size_t i = 0; i < packing->tree_count; i++) {
        const struct gl_tree *tree = packing->trees[i];
        size_t node_bytes = tree->node_count * sizeof *tree->nodes;
        size_t nodes = add_bytes(&bytes, tree->nodes, node_bytes);
        size_t strings = add_bytes(&bytes, tree->strings, tree->string_bytes);
        packing->hash = gl_hash_more(packing->hash, (const char *)tree->nodes, node_bytes);
        packing->hash = gl_hash_more(packing->hash, tree->strings, tree->string_bytes);
        gl_buffer_printf(&rows,
                         "    {\"%s\", \"%s\", \"%s\", %zu, %zu, %" PRIu32 ", %" PRIu32 "},\n",
                         tree->file, tree->layer, tree->language, nodes, strings, tree->node_count,
                         tree->string_bytes);
    }
    size_t room = ZSTD_compressBound(bytes.length);
    void *packed = malloc(room);
    size_t length = packed == NULL || bytes.failed || rows.failed
                        ? 0
                        : ZSTD_compress(packed, room, bytes.bytes, bytes.length, ZSTD_maxCLevel());
    bool good = length > 0 && !ZSTD_isError(length);
    if (good) {
        write_bytes(packing->out, "packed", packed, length);
        fprintf(packing->out, "static const struct gl_pack_file files[] = {\n%.*s};\n",
                (int)rows.length, rows.bytes);
        fprintf(packing->out,
                "const struct gl_pack_files gl_pack_files = {files, %zu, packed, %zu, %zu, "
                "UINT64_C(0x%" PRIx64 ")};\n",
                packing->tree_count, length, bytes.length, packing->hash);
    }
    free(packed);
    gl_buffer_release(&bytes);
    gl_buffer_release(&rows);
    return good ? GALLEY_OK
                : gl_error_set(packing->error, GALLEY_NO_MEMORY, NULL, 0, 0, "out of memory");
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
    packing->row_count++;
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

/* A table of the sets that were written since the last one. */
static void write_table(struct packing *packing, const char *layer)
{
    fprintf(packing->out, "static const struct gl_pack_set %s_sets[] = {\n%.*s};\n", layer,
            (int)packing->sets.length, packing->sets.bytes);
    fprintf(packing->out, "const struct gl_pack gl_pack_%s = {%s_sets, %zu};\n", layer, layer,
            packing->row_count);
    gl_buffer_reset(&packing->sets);
    packing->row_count = 0;
}

/* The pack of one layer: a set for each language, the trees being sorted by language. */
static enum galley_status pack_layer(struct packing *packing, const struct gl_schema *schema)
{
    enum galley_status status = GALLEY_OK;
    for (size_t i = 0; i < packing->tree_count && status == GALLEY_OK; i++) {
        const char *language = packing->trees[i]->language;
        if (i == 0 || strcmp(packing->trees[i - 1]->language, language) != 0) {
            status = pack_set(packing, schema, language);
        }
    }
    write_table(packing, schema->layer);
    return status;
}

static enum galley_status pack_detector(struct packing *packing)
{
    struct gl_image *image;
    enum galley_status status =
        gl_compile_detector(packing->trees, packing->tree_count, &image, packing->error);
    if (status == GALLEY_OK) {
        write_image(packing, image);
        write_table(packing, "language");
        free(image);
    }
    return status;
}

static enum galley_status pack_layers(struct packing *packing)
{
    struct gl_buffer names = {0};
    enum galley_status status = pack_detector(packing);
    for (const struct gl_schema *const *schema = packing->schemas;
         *schema != NULL && status == GALLEY_OK; schema++) {
        status = pack_layer(packing, *schema);
        gl_buffer_printf(&names, "&gl_pack_%s, ", (*schema)->layer);
    }
    if (status == GALLEY_OK && (packing->sets.failed || names.failed)) {
        status = gl_error_set(packing->error, GALLEY_NO_MEMORY, NULL, 0, 0, "out of memory");
    }
    fprintf(packing->out, "const struct gl_pack *const gl_packs[] = {%.*sNULL};\n",
            (int)names.length, names.bytes);
    gl_buffer_release(&names);
    return status;
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
    enum galley_status status = write_files(packing);
    return status == GALLEY_OK ? pack_layers(packing) : status;
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
