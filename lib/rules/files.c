#include "rules/files.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "rules/conform.h"

enum { MAX_FOLDERS = 8 }; /* folders within folders */

void gl_files_init(struct gl_files *files)
{
    files->items = GL_ARRAY(struct gl_yaml *);
}

void gl_files_release(struct gl_files *files)
{
    for (size_t i = 0; i < files->items.count; i++) {
        struct gl_yaml *yaml = GL_AT(files->items, struct gl_yaml *, i);
        gl_yaml_release(yaml);
        free(yaml);
    }
    gl_array_release(&files->items);
}

static enum galley_status add_file(struct gl_files *files, const char *path,
                                   const struct gl_schema *const *schemas,
                                   struct galley_error *error)
{
    struct gl_yaml **place = gl_array_push(&files->items);
    struct gl_yaml *yaml = place == NULL ? NULL : calloc(1, sizeof *yaml);
    if (yaml == NULL) {
        files->items.count -= place != NULL;
        return gl_error_set(error, GALLEY_NO_MEMORY, path, 0, 0, "out of memory");
    }
    *place = yaml;
    enum galley_status status = gl_yaml_read(yaml, path, error);
    return status == GALLEY_OK ? gl_conform_file(&yaml->tree, schemas, error) : status;
}

static bool is_rule_file(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot != NULL && (strcmp(dot, ".yaml") == 0 || strcmp(dot, ".yml") == 0);
}

/* Names in byte order, whatever the locale says. */
static int by_bytes(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static enum galley_status add_path(struct gl_files *files, const char *path, size_t depth,
                                   const struct gl_schema *const *schemas,
                                   struct galley_error *error);

static enum galley_status add_entry(struct gl_files *files, const char *folder, const char *name,
                                    size_t depth, const struct gl_schema *const *schemas,
                                    struct galley_error *error)
{
    size_t length = strlen(folder) + strlen(name) + 2;
    char *path = malloc(length);
    struct stat facts;
    enum galley_status status = GALLEY_OK;
    if (path == NULL) {
        return gl_error_set(error, GALLEY_NO_MEMORY, folder, 0, 0, "out of memory");
    }
    snprintf(path, length, "%s/%s", folder, name);
    bool found = stat(path, &facts) == 0;
    if (is_rule_file(name) || (found && S_ISDIR(facts.st_mode))) {
        status = add_path(files, path, depth + 1, schemas, error);
    }
    free(path);
    return status;
}

static enum galley_status add_folder(struct gl_files *files, const char *path, size_t depth,
                                     const struct gl_schema *const *schemas,
                                     struct galley_error *error)
{
    struct dirent **names;
    enum galley_status status = GALLEY_OK;
    if (depth > MAX_FOLDERS) {
        return gl_error_set(error, GALLEY_BAD_RULES, path, 0, 0, "folders are nested too deep");
    }
    int count = scandir(path, &names, NULL, by_bytes);
    if (count < 0) {
        return gl_error_set(error, GALLEY_IO, path, 0, 0, "cannot be read: %s", strerror(errno));
    }
    for (int i = 0; i < count; i++) {
        if (status == GALLEY_OK && names[i]->d_name[0] != '.') {
            status = add_entry(files, path, names[i]->d_name, depth, schemas, error);
        }
        free(names[i]);
    }
    free(names);
    return status;
}

static enum galley_status add_path(struct gl_files *files, const char *path, size_t depth,
                                   const struct gl_schema *const *schemas,
                                   struct galley_error *error)
{
    struct stat facts;
    if (stat(path, &facts) != 0) {
        return gl_error_set(error, GALLEY_IO, path, 0, 0, "cannot be opened: %s", strerror(errno));
    }
    return S_ISDIR(facts.st_mode) ? add_folder(files, path, depth, schemas, error)
                                  : add_file(files, path, schemas, error);
}

enum galley_status gl_files_add(struct gl_files *files, const char *path,
                                const struct gl_schema *const *schemas, struct galley_error *error)
{
    return add_path(files, path, 0, schemas, error);
}

bool gl_file_serves(const struct gl_tree *tree, const char *layer, const char *language)
{
    bool right_layer = strcmp(tree->layer, layer) == 0 || strcmp(tree->layer, "language") == 0;
    bool right_language =
        strcmp(tree->language, language) == 0 || strcmp(tree->language, "any") == 0;
    return right_layer && right_language;
}
