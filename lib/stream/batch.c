#include "stream/batch.h"

void gl_batch_reset(struct gl_batch *batch)
{
    enum { KEPT = 4 * 1024 * 1024 }; // bytes; some blocks and an ordinary document
    if (batch->bytes.capacity > KEPT) {
        gl_buffer_release(&batch->bytes);
    }
    gl_buffer_reset(&batch->bytes);
    gl_array_reset(&batch->raws);
    batch->status = GALLEY_OK;
    batch->last = false;
}

void gl_batch_release(struct gl_batch *batch)
{
    gl_buffer_release(&batch->bytes);
    gl_array_release(&batch->raws);
}
