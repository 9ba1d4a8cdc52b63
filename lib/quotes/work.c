#include "quotes/work.h"

#include <stdint.h>

bool gl_quotes_reserve(struct gl_arena *arena, void **items, size_t *capacity, size_t count,
                       size_t item_size)
{
    if (count < *capacity) {
        return true;
    }
    size_t wanted = *capacity == 0 ? 64 : *capacity * 2;
    if (wanted > SIZE_MAX / item_size) {
        return false;
    }
    void *larger = gl_arena_regrow(arena, *items, *capacity * item_size, wanted * item_size);
    if (larger == NULL) {
        return false;
    }
    *items = larger;
    *capacity = wanted;
    return true;
}

void gl_quotes_fired(const struct gl_quotes_work *work, const struct gl_rule *rule,
                     struct gl_span span, struct gl_text what)
{
    const struct gl_trace *trace = work->input->trace;
    if (trace == NULL || trace->fired == NULL || rule == NULL) {
        return;
    }
    char *text = gl_arena_copy(work->arena, what.bytes, what.length);
    trace->fired(trace->context, rule, span, text == NULL ? "" : text);
}

struct gl_span gl_quotation_inside(const struct gl_quotation *quotation)
{
    return (struct gl_span){quotation->span.start + quotation->open_bytes,
                            quotation->span.end - quotation->close_bytes};
}
