/* Sink: where output goes; buffered, and remembers its first failure.
 *
 * A regular or new file is written beside its place, under a name of its own, and takes the place
 * when all is well: the old file stays whole until then. Its mode is kept and symbolic links are
 * followed. Devices, pipes and standard output are written in place. Signals are the caller's:
 * SIGPIPE and SIGXFSZ end the program unless it says otherwise. */
#ifndef GALLEY_STREAM_SINK_H
#define GALLEY_STREAM_SINK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/pieces.h"

struct gl_sink;

/* Opens `path`, or standard output when it is NULL or "-". GALLEY_IO: a directory, no right to
 * write, no place for the file beside, standard output closed. GALLEY_NO_MEMORY. */
enum galley_status gl_sink_open(const char *path, struct gl_sink **sink,
                                struct galley_error *error);

/* Appends. After a failure nothing is written any more; ask gl_sink_status once a record. */
void gl_sink_write(struct gl_sink *sink, const char *bytes, size_t length);

/* Appends all pieces; many bytes go out at once, without being copied. */
void gl_sink_pieces(struct gl_sink *sink, struct gl_pieces *pieces);

/* Hands what is buffered to the system. Waits for non-blocking descriptors. */
void gl_sink_flush(struct gl_sink *sink);

/* GALLEY_OK, or GALLEY_IO with the first failure in `error` (which may be NULL). */
enum galley_status gl_sink_status(const struct gl_sink *sink, struct galley_error *error);

/* errno of the first failure, 0 when there was none. EPIPE: nobody reads any more. */
int gl_sink_errno(const struct gl_sink *sink);

/* Bytes given to gl_sink_write so far. */
uint64_t gl_sink_bytes(const struct gl_sink *sink);

/* Flushes, syncs, puts the file into its place, closes. On GALLEY_IO the file beside is removed and
 * the old one is as it was. Nothing can be written afterwards. */
enum galley_status gl_sink_commit(struct gl_sink *sink, struct galley_error *error);

/* The name of the file beside, to be unlinked by a signal handler; NULL when there is none. The
 * same pointer from open to gl_sink_free. */
const char *gl_sink_temporary(const struct gl_sink *sink);

/* Frees; a sink that was not committed is abandoned: its file beside is removed. NULL is allowed.
 * Standard output is not closed. */
void gl_sink_free(struct gl_sink *sink);

#endif
