/* Intake: a window on the bytes of one file, decompressed, that goes on behind damage.
 *
 * Archives are long and made of small pieces: where a gzip member or zstd frame is damaged, the
 * next one is looked for and read. Places are bytes of the file itself: of compressed files, where
 * the member begins that holds the byte, as indexes of WARC files have it. Memory: the window that
 * the caller asks for, and a block. */
#ifndef GALLEY_ARCHIVE_INTAKE_H
#define GALLEY_ARCHIVE_INTAKE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "text/span.h"

struct gl_intake;

/* Opens `name` ("-" is standard input, which is not closed). GALLEY_IO, GALLEY_NO_MEMORY. `name`
 * must outlive the intake. */
enum galley_status gl_intake_open(const char *name, struct gl_intake **intake,
                                  struct galley_error *error);
void gl_intake_close(struct gl_intake *intake);

/* The name for messages. */
const char *gl_intake_file(const struct gl_intake *intake);

/* Makes the window `wanted` bytes long at least, or up to the file's end. It is valid until the
 * next call. GALLEY_IO on a read error (nothing more can be read), GALLEY_NO_MEMORY. */
enum galley_status gl_intake_want(struct gl_intake *intake, size_t wanted, struct gl_text *window,
                                  struct galley_error *error);

/* Moves the window's start on, by no more than its length. */
void gl_intake_move(struct gl_intake *intake, size_t length);

/* Where byte `at` of the window lies in the file. */
uint64_t gl_intake_place(const struct gl_intake *intake, size_t at);

/* What is damaged in the data that were read since the last call, or NULL; *place is where the
 * damaged member begins. */
const char *gl_intake_damage(struct gl_intake *intake, uint64_t *place);

#endif
