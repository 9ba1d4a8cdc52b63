#include "rules/rulebook.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "rules/compile.h"
#include "rules/files.h"
#include "rules/language.h"
#include "rules/pack.h"
#include "rules/ruleset_internal.h"

enum { MAX_TAG = 16 }; /* longest language tag that is looked up, in bytes */

/* A set that may be asked for. */
struct shelf {
    const char *layer;
    const char *language;
    const struct gl_schema *schema;
    const struct gl_image *image;
    _Atomic(struct gl_ruleset *) set;
};

struct gl_rulebook {
    const struct gl_schema *const *schemas;
    struct gl_files files;
    struct gl_tree *embedded; /* the binary's files, unpacked when they are wanted */
    void *embedded_memory;
    size_t embedded_count;
    struct gl_array shelves; /* struct shelf */
    struct gl_ruleset *detector;
    pthread_mutex_t lock; /* held while a set is opened */
    uint64_t hash;
};

/* ---- opening ---- */

static struct shelf *find_shelf(const struct gl_rulebook *rulebook, const char *layer,
                                const char *language)
{
    for (size_t i = 0; i < rulebook->shelves.count; i++) {
        struct shelf *shelf = &GL_AT(rulebook->shelves, struct shelf, i);
        if (strcmp(shelf->layer, layer) == 0 && strcmp(shelf->language, language) == 0) {
            return shelf;
        }
    }
    return NULL;
}

static const struct gl_schema *find_schema(const struct gl_rulebook *rulebook, const char *layer)
{
    const struct gl_schema *const *schema = rulebook->schemas;
    while (*schema != NULL && strcmp((*schema)->layer, layer) != 0) {
        schema++;
    }
    return *schema;
}

static bool add_shelf(struct gl_rulebook *rulebook, struct shelf shelf)
{
    struct shelf *added = gl_array_push(&rulebook->shelves);
    if (added != NULL) {
        added->layer = shelf.layer;
        added->language = shelf.language;
        added->schema = shelf.schema;
        added->image = shelf.image;
    }
    return added != NULL;
}

/* Lists the sets of a pack. Nothing is opened yet. */
static bool list_pack(struct gl_rulebook *rulebook, const struct gl_pack *pack)
{
    bool good = true;
    for (size_t i = 0; i < pack->count && good; i++) {
        const struct gl_pack_set *set = &pack->sets[i];
        const struct gl_schema *schema = find_schema(rulebook, set->layer);
        struct shelf shelf = {
            .layer = set->layer, .language = set->language, .schema = schema, .image = set->image};
        good = schema == NULL || add_shelf(rulebook, shelf);
    }
    return good;
}

/* Lists what is embedded and finds the detector. */
static enum galley_status list_embedded(struct gl_rulebook *rulebook,
                                        const struct gl_rule_sources *sources)
{
    bool good = true;
    for (const struct gl_pack *const *pack = sources->packs; *pack != NULL && good; pack++) {
        good = list_pack(rulebook, *pack);
    }
    if (good && gl_pack_language.count > 0) {
        rulebook->detector = gl_ruleset_new(gl_pack_language.sets[0].image, NULL, NULL);
        good = rulebook->detector != NULL;
    }
    rulebook->hash = gl_pack_files.hash;
    if (good && (sources->files || sources->path_count > 0)) {
        rulebook->embedded_count = gl_pack_files.count;
        return gl_pack_unpack(&rulebook->embedded, &rulebook->embedded_memory);
    }
    return good ? GALLEY_OK : GALLEY_NO_MEMORY;
}

/* All files that serve a set, weakest first: language files before layer files, any before a
 * language. */
static bool gather(const struct gl_rulebook *rulebook, const char *layer, const char *language,
                   struct gl_array *trees)
{
    for (int pass = 0; pass < 2; pass++) {
        size_t count = pass == 0 ? rulebook->embedded_count : rulebook->files.items.count;
        for (size_t i = 0; i < count; i++) {
            const struct gl_tree *tree =
                pass == 0 ? &rulebook->embedded[i]
                          : &GL_AT(rulebook->files.items, struct gl_yaml *, i)->tree;
            if (!gl_file_serves(tree, layer, language)) {
                continue;
            }
            const struct gl_tree **added = gl_array_push(trees);
            if (added == NULL) {
                return false;
            }
            *added = tree;
        }
    }
    return true;
}

/* Takes over an image built from --rules and proves it. */
static enum galley_status shelve(struct shelf *shelf, struct gl_image *image,
                                 struct galley_error *error)
{
    struct gl_ruleset *set = gl_ruleset_new(image, image, shelf->schema);
    if (set == NULL) {
        return gl_error_set(error, GALLEY_NO_MEMORY, NULL, 0, 0, "out of memory");
    }
    enum galley_status status = gl_ruleset_verify(set, error);
    if (status == GALLEY_OK && shelf->schema->bind != NULL) {
        set->bound = shelf->schema->bind(set, &set->arena);
        status = set->bound != NULL
                     ? GALLEY_OK
                     : gl_error_set(error, GALLEY_NO_MEMORY, NULL, 0, 0, "out of memory");
    }
    if (status != GALLEY_OK) {
        gl_ruleset_free(set);
        return status;
    }
    atomic_store(&shelf->set, set);
    return GALLEY_OK;
}

/* Builds the set of `layer` and `language` anew with the files of --rules. */
static enum galley_status rebuild(struct gl_rulebook *rulebook, const struct gl_schema *schema,
                                  const char *language, struct galley_error *error)
{
    struct gl_array trees = GL_ARRAY(const struct gl_tree *);
    struct gl_image *image = NULL;
    struct shelf *shelf = find_shelf(rulebook, schema->layer, language);
    bool good = gather(rulebook, schema->layer, language, &trees);
    if (shelf == NULL) {
        struct shelf fresh = {.layer = schema->layer, .language = language, .schema = schema};
        good = good && add_shelf(rulebook, fresh);
        shelf = find_shelf(rulebook, schema->layer, language);
    }
    enum galley_status status = gl_error_set(error, GALLEY_NO_MEMORY, NULL, 0, 0, "out of memory");
    if (good && shelf != NULL) {
        struct gl_compile_input input = {
            .trees = trees.items, .count = trees.count, .schema = schema, .language = language};
        status = gl_compile(&input, &image, error);
    }
    gl_array_release(&trees);
    return status == GALLEY_OK ? shelve(shelf, image, error) : status;
}

static bool is_affected(const struct gl_rulebook *rulebook, const char *layer, const char *language)
{
    for (size_t i = 0; i < rulebook->files.items.count; i++) {
        if (gl_file_serves(&GL_AT(rulebook->files.items, struct gl_yaml *, i)->tree, layer,
                           language)) {
            return true;
        }
    }
    return false;
}

/* Every language that the binary or a file has rules of. */
static bool list_languages(const struct gl_rulebook *rulebook, struct gl_array *languages)
{
    for (size_t i = 0; i < gl_rulebook_file_count(rulebook); i++) {
        bool from_path;
        const char *language = gl_rulebook_file(rulebook, i, &from_path)->language;
        bool known = false;
        for (size_t k = 0; k < languages->count; k++) {
            known = known || strcmp(GL_AT(*languages, const char *, k), language) == 0;
        }
        const char **added = known ? NULL : gl_array_push(languages);
        if (added != NULL) {
            *added = language;
        } else if (!known) {
            return false;
        }
    }
    return true;
}

static enum galley_status rebuild_affected(struct gl_rulebook *rulebook, struct galley_error *error)
{
    struct gl_array languages = GL_ARRAY(const char *);
    enum galley_status status =
        list_languages(rulebook, &languages)
            ? GALLEY_OK
            : gl_error_set(error, GALLEY_NO_MEMORY, NULL, 0, 0, "out of memory");
    for (const struct gl_schema *const *schema = rulebook->schemas;
         *schema != NULL && status == GALLEY_OK; schema++) {
        for (size_t i = 0; i < languages.count && status == GALLEY_OK; i++) {
            const char *language = GL_AT(languages, const char *, i);
            if (is_affected(rulebook, (*schema)->layer, language)) {
                status = rebuild(rulebook, *schema, language, error);
            }
        }
    }
    gl_array_release(&languages);
    return status;
}

static enum galley_status rebuild_detector(struct gl_rulebook *rulebook, struct galley_error *error)
{
    struct gl_array trees = GL_ARRAY(const struct gl_tree *);
    struct gl_image *image = NULL;
    enum galley_status status = GALLEY_OK;
    for (size_t i = 0; i < gl_rulebook_file_count(rulebook) && status == GALLEY_OK; i++) {
        bool from_path;
        const struct gl_tree **added = gl_array_push(&trees);
        if (added == NULL) {
            status = gl_error_set(error, GALLEY_NO_MEMORY, NULL, 0, 0, "out of memory");
        } else {
            *added = gl_rulebook_file(rulebook, i, &from_path);
        }
    }
    if (status == GALLEY_OK) {
        status = gl_compile_detector(trees.items, trees.count, &image, error);
    }
    gl_array_release(&trees);
    struct gl_ruleset *set = status == GALLEY_OK ? gl_ruleset_new(image, image, NULL) : NULL;
    if (set != NULL) {
        gl_ruleset_free(rulebook->detector);
        rulebook->detector = set;
    }
    return set != NULL ? GALLEY_OK : status != GALLEY_OK ? status : GALLEY_NO_MEMORY;
}

static void hash_file(struct gl_rulebook *rulebook, const struct gl_tree *tree)
{
    rulebook->hash = gl_hash_more(rulebook->hash, tree->strings, tree->string_bytes);
    for (uint32_t i = 0; i < tree->node_count; i++) {
        rulebook->hash =
            gl_hash_more(rulebook->hash, (const char *)&tree->nodes[i], sizeof tree->nodes[i]);
    }
}

static enum galley_status add_paths(struct gl_rulebook *rulebook, const char *const *paths,
                                    size_t count, struct galley_error *error)
{
    enum galley_status status = GALLEY_OK;
    for (size_t i = 0; i < count && status == GALLEY_OK; i++) {
        status = gl_files_add(&rulebook->files, paths[i], rulebook->schemas, error);
    }
    for (size_t i = 0; i < rulebook->files.items.count && status == GALLEY_OK; i++) {
        hash_file(rulebook, &GL_AT(rulebook->files.items, struct gl_yaml *, i)->tree);
    }
    status = status == GALLEY_OK ? rebuild_affected(rulebook, error) : status;
    return status == GALLEY_OK ? rebuild_detector(rulebook, error) : status;
}

enum galley_status gl_rulebook_open(const struct gl_rule_sources *sources,
                                    struct gl_rulebook **rulebook, struct galley_error *error)
{
    struct gl_rulebook *opened = calloc(1, sizeof *opened);
    *rulebook = NULL;
    if (opened == NULL) {
        return gl_error_set(error, GALLEY_NO_MEMORY, NULL, 0, 0, "out of memory");
    }
    opened->schemas = sources->schemas;
    opened->shelves = GL_ARRAY(struct shelf);
    gl_files_init(&opened->files);
    pthread_mutex_init(&opened->lock, NULL);
    enum galley_status status = list_embedded(opened, sources);
    if (status != GALLEY_OK) {
        gl_error_set(error, status, NULL, 0, 0, "out of memory");
    } else if (sources->path_count > 0) {
        status = add_paths(opened, sources->paths, sources->path_count, error);
    }
    if (status != GALLEY_OK) {
        gl_rulebook_free(opened);
        return status;
    }
    *rulebook = opened;
    return GALLEY_OK;
}

void gl_rulebook_free(struct gl_rulebook *rulebook)
{
    if (rulebook == NULL) {
        return;
    }
    for (size_t i = 0; i < rulebook->shelves.count; i++) {
        gl_ruleset_free(atomic_load(&GL_AT(rulebook->shelves, struct shelf, i).set));
    }
    gl_ruleset_free(rulebook->detector);
    gl_array_release(&rulebook->shelves);
    gl_files_release(&rulebook->files);
    free(rulebook->embedded);
    free(rulebook->embedded_memory);
    pthread_mutex_destroy(&rulebook->lock);
    free(rulebook);
}

/* ---- asking ---- */

/* The set of a shelf, opened and bound on first use. */
static const struct gl_ruleset *open_shelf(struct gl_rulebook *rulebook, struct shelf *shelf)
{
    struct gl_ruleset *set = atomic_load_explicit(&shelf->set, memory_order_acquire);
    if (set != NULL) {
        return set;
    }
    pthread_mutex_lock(&rulebook->lock);
    set = atomic_load_explicit(&shelf->set, memory_order_relaxed);
    if (set == NULL) {
        set = gl_ruleset_new(shelf->image, NULL, shelf->schema);
        if (set != NULL && shelf->schema->bind != NULL) {
            set->bound = shelf->schema->bind(set, &set->arena);
            if (set->bound == NULL) {
                gl_ruleset_free(set);
                set = NULL;
            }
        }
        atomic_store_explicit(&shelf->set, set, memory_order_release);
    }
    pthread_mutex_unlock(&rulebook->lock);
    return set;
}

/* The tag up to its first subtag, in lower case; "" when it is too long. */
static void primary_tag(struct gl_text language, char tag[MAX_TAG])
{
    size_t length = 0;
    while (length < language.length && language.bytes[length] != '-' &&
           language.bytes[length] != '_') {
        if (length == MAX_TAG - 1) {
            length = 0;
            break;
        }
        char c = language.bytes[length];
        tag[length++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    tag[length] = '\0';
}

const struct gl_ruleset *gl_rulebook_select(struct gl_rulebook *rulebook, const char *layer,
                                            struct gl_text language)
{
    char tag[MAX_TAG];
    primary_tag(language, tag);
    struct shelf *shelf = find_shelf(rulebook, layer, tag);
    shelf = shelf != NULL ? shelf : find_shelf(rulebook, layer, "any");
    return shelf == NULL ? NULL : open_shelf(rulebook, shelf);
}

const char *gl_rulebook_detect(struct gl_rulebook *rulebook, struct gl_text text)
{
    return rulebook->detector == NULL ? "any" : gl_language_detect(rulebook->detector, text);
}

size_t gl_rulebook_file_count(const struct gl_rulebook *rulebook)
{
    return rulebook->embedded_count + rulebook->files.items.count;
}

const struct gl_tree *gl_rulebook_file(const struct gl_rulebook *rulebook, size_t index,
                                       bool *from_path)
{
    size_t embedded = rulebook->embedded_count;
    *from_path = index >= embedded;
    return index < embedded
               ? &rulebook->embedded[index]
               : &GL_AT(rulebook->files.items, struct gl_yaml *, index - embedded)->tree;
}

uint64_t gl_rulebook_hash(const struct gl_rulebook *rulebook)
{
    return rulebook->hash;
}
