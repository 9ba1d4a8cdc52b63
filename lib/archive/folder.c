#include "archive/folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buffer.h"

enum { DEPTH_MOST = 64 };

/* A folder that is open: its entries, and how long the path is that they are put behind. */
struct level {
    struct dirent **entries;
    int count;
    int next;
    size_t path_length;
};

struct gl_folder {
    const char *const *names;
    size_t count;
    size_t next;
    struct level levels[DEPTH_MOST];
    size_t depth;
    size_t root; /* bytes of the path that are not of the id */
    struct gl_buffer path;
};

struct gl_folder *gl_folder_new(const char *const *names, size_t count)
{
    struct gl_folder *folder = calloc(1, sizeof *folder);
    if (folder != NULL) {
        folder->names = names;
        folder->count = count;
    }
    return folder;
}

static void close_level(struct gl_folder *folder)
{
    struct level *level = &folder->levels[--folder->depth];
    for (int i = 0; i < level->count; i++) {
        free(level->entries[i]);
    }
    free(level->entries);
}

void gl_folder_free(struct gl_folder *folder)
{
    if (folder == NULL) {
        return;
    }
    while (folder->depth > 0) {
        close_level(folder);
    }
    gl_buffer_release(&folder->path);
    free(folder);
}

static int is_wanted(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

/* By bytes, whatever the locale. */
static int by_bytes(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

/* Puts a NUL behind the path, which is not part of it. */
static const char *ended(struct gl_folder *folder)
{
    gl_buffer_byte(&folder->path, '\0');
    folder->path.length -= !folder->path.failed;
    return folder->path.bytes;
}

/* Opens the folder that the path names. */
static enum galley_status open_level(struct gl_folder *folder, struct galley_error *error)
{
    struct level level = {.path_length = folder->path.length};
    const char *path = ended(folder);
    if (folder->depth == DEPTH_MOST) {
        return gl_error_set(error, GALLEY_IO, path, 0, 0, "folders are nested too deep");
    }
    level.count = scandir(path, &level.entries, is_wanted, by_bytes);
    if (level.count < 0) {
        return gl_error_set(error, errno == ENOMEM ? GALLEY_NO_MEMORY : GALLEY_IO, path, 0, 0,
                            "cannot read: %s", strerror(errno));
    }
    folder->levels[folder->depth++] = level;
    return GALLEY_OK;
}

/* The next entry of the folder that is open; the path is then its. False when it has none. */
static bool next_entry(struct gl_folder *folder)
{
    struct level *level = &folder->levels[folder->depth - 1];
    if (level->next == level->count) {
        close_level(folder);
        return false;
    }
    folder->path.length = level->path_length;
    if (folder->path.bytes[folder->path.length - 1] != '/') {
        gl_buffer_byte(&folder->path, '/');
    }
    gl_buffer_text(&folder->path, level->entries[level->next++]->d_name);
    return true;
}

/* The next of the names as given. */
static void next_name(struct gl_folder *folder)
{
    const char *name = folder->names[folder->next++];
    gl_buffer_reset(&folder->path);
    gl_buffer_text(&folder->path, name);
    folder->root = 0;
}

static enum galley_status no_memory(struct galley_error *error)
{
    return gl_error_set(error, GALLEY_NO_MEMORY, NULL, 0, 0, "out of memory");
}

enum galley_status gl_folder_next(struct gl_folder *folder, const char **path, const char **id,
                                  struct galley_error *error)
{
    struct stat about;
    *path = *id = NULL;
    while (folder->depth > 0 || folder->next < folder->count) {
        bool inside = folder->depth > 0;
        if (inside && !next_entry(folder)) {
            continue;
        }
        if (!inside) {
            next_name(folder);
        }
        const char *name = ended(folder);
        if (folder->path.failed) {
            return no_memory(error);
        }
        bool known = (inside ? lstat(name, &about) : stat(name, &about)) == 0;
        if (known && inside && S_ISLNK(about.st_mode)) {
            known = stat(name, &about) == 0;
            if (known && S_ISDIR(about.st_mode)) {
                continue;
            }
        }
        if (!known || !S_ISDIR(about.st_mode)) {
            size_t root = folder->root;
            *path = name;
            *id = name + root + (root > 0 && name[root] == '/');
            while (root == 0 && strncmp(*id, "./", 2) == 0) {
                *id += 2;
            }
            return GALLEY_OK; // what cannot be opened is told by who opens it
        }
        folder->root = inside ? folder->root : folder->path.length;
        enum galley_status status = open_level(folder, error);
        if (status != GALLEY_OK) {
            return status;
        }
    }
    return GALLEY_OK;
}
