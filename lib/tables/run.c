/* One run: rows in a file of our own, in the byte order of this machine. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tables/runs.h"

enum { BUFFER = 128 * 1024 };

/* A row without its texts, as it stands in the file; they follow it. */
struct stored {
    uint64_t line, site, first, last;
    uint32_t documents, occurrences;
    uint8_t site_name, id, sample; // lengths
};

struct gl_run {
    FILE *file;
    bool failed;
    int reason;
    char texts[3 * (GL_ROW_TEXT + 1)]; // of the row that was read last
    char buffer[BUFFER];
};

static enum galley_status cannot(struct galley_error *error, const char *what, int reason)
{
    return gl_error_set(error, GALLEY_IO, NULL, 0, 0, "%s a temporary file: %s", what,
                        strerror(reason));
}

enum galley_status gl_run_new(const char *folder, struct gl_run **run, struct galley_error *error)
{
    struct gl_buffer path = {0};
    struct gl_run *made = calloc(1, sizeof *made);
    gl_buffer_printf(&path, "%s/galley-XXXXXX", folder);
    *run = NULL;
    if (made == NULL || path.failed) {
        free(made);
        gl_buffer_release(&path);
        return gl_error_set(error, GALLEY_NO_MEMORY, NULL, 0, 0, "out of memory");
    }
    int descriptor = mkstemp(path.bytes);
    int reason = errno;
    if (descriptor >= 0) {
        unlink(path.bytes);
        made->file = fdopen(descriptor, "w+");
        reason = errno;
    }
    gl_buffer_release(&path);
    if (made->file == NULL) {
        free(made);
        if (descriptor >= 0) {
            close(descriptor);
        }
        gl_error_set(error, GALLEY_IO, folder, 0, 0, "cannot make a temporary file: %s",
                     strerror(reason));
        gl_error_hint(error, "--temporary=FOLDER or TMPDIR names another place");
        return GALLEY_IO;
    }
    setvbuf(made->file, made->buffer, _IOFBF, BUFFER);
    *run = made;
    return GALLEY_OK;
}

static void put(struct gl_run *run, const void *bytes, size_t length)
{
    if (!run->failed && fwrite_unlocked(bytes, 1, length, run->file) != length) {
        run->failed = true;
        run->reason = errno;
    }
}

void gl_run_write(struct gl_run *run, const struct gl_row_of_lines *row)
{
    struct stored stored;
    memset(&stored, 0, sizeof stored);
    stored.line = row->line;
    stored.site = row->site;
    stored.first = row->first;
    stored.last = row->last;
    stored.documents = row->documents;
    stored.occurrences = row->occurrences;
    stored.site_name = (uint8_t)row->site_name.length;
    stored.id = (uint8_t)row->id.length;
    stored.sample = (uint8_t)row->sample.length;
    put(run, &stored, sizeof stored);
    put(run, row->site_name.bytes, row->site_name.length);
    put(run, row->id.bytes, row->id.length);
    put(run, row->sample.bytes, row->sample.length);
}

static enum galley_status next_row(void *context, struct gl_row_of_lines *row, bool *more,
                                   struct galley_error *error)
{
    struct gl_run *run = context;
    struct stored stored;
    size_t got = fread_unlocked(&stored, 1, sizeof stored, run->file);
    *more = got == sizeof stored;
    if (!*more) {
        return got > 0 || ferror(run->file) ? cannot(error, "cannot read", errno) : GALLEY_OK;
    }
    size_t length = (size_t)stored.site_name + stored.id + stored.sample;
    if (fread(run->texts, 1, length, run->file) != length) {
        return cannot(error, "cannot read", errno);
    }
    *row = (struct gl_row_of_lines){.line = stored.line,
                                    .site = stored.site,
                                    .documents = stored.documents,
                                    .occurrences = stored.occurrences,
                                    .first = stored.first,
                                    .last = stored.last};
    row->site_name = (struct gl_text){run->texts, stored.site_name};
    row->id = (struct gl_text){run->texts + stored.site_name, stored.id};
    row->sample = (struct gl_text){run->texts + stored.site_name + stored.id, stored.sample};
    return GALLEY_OK;
}

static void close_run(void *context)
{
    struct gl_run *run = context;
    fclose(run->file);
    free(run);
}

enum galley_status gl_run_source(struct gl_run *run, struct gl_row_source *source,
                                 struct galley_error *error)
{
    if (!run->failed && (fflush(run->file) != 0 || fseek(run->file, 0, SEEK_SET) != 0)) {
        run->failed = true;
        run->reason = errno;
    }
    if (run->failed) {
        enum galley_status status = cannot(error, "cannot write", run->reason);
        close_run(run);
        return status;
    }
    *source = (struct gl_row_source){next_row, close_run, run};
    return GALLEY_OK;
}
