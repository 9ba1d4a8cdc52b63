/* The plain view of a stage, in one. */
#ifndef GALLEY_TESTS_PLAIN_H
#define GALLEY_TESTS_PLAIN_H

#include "unit.h"

#include "stream/stage.h"

/* Empties `out` and fills it with the plain view of what the stage found. */
static inline void plain_view(const struct gl_stage *stage, const struct gl_document *document,
                              const void *settings, struct gl_buffer *out)
{
    struct gl_pieces pieces = GL_PIECES;
    gl_buffer_reset(out);
    stage->write_plain(document, settings, &pieces);
    gl_pieces_gather(&pieces, out);
    assert_false(gl_pieces_failed(&pieces) || out->failed);
    gl_pieces_release(&pieces);
}

#endif
