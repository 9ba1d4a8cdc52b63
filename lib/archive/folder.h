/* Folder: the files that names stand for; those of folders below, too, in the order of their bytes.
 */
#ifndef GALLEY_ARCHIVE_FOLDER_H
#define GALLEY_ARCHIVE_FOLDER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

struct gl_folder;

/* The names must outlive it. NULL when memory is out. */
struct gl_folder *gl_folder_new(const char *const *names, size_t count);
void gl_folder_free(struct gl_folder *folder);

/* The next file: *path opens it, *id is its name as given, or its path below the folder given. Both
 * are valid until the next call; *path is NULL behind the last. Names that begin with a dot and
 * links to folders are passed over in folders. GALLEY_IO when a folder cannot be read (a further
 * call goes on behind it), GALLEY_NO_MEMORY. Memory: the names of the folders that are open. */
enum galley_status gl_folder_next(struct gl_folder *folder, const char **path, const char **id,
                                  struct galley_error *error);

#endif
