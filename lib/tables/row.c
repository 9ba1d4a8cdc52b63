#include "tables/row.h"

#include <string.h>

#include "text/utf8.h"

static int compare(struct gl_text a, struct gl_text b)
{
    size_t length = a.length < b.length ? a.length : b.length;
    int order = length > 0 ? memcmp(a.bytes, b.bytes, length) : 0;
    return order != 0 ? order : a.length < b.length ? -1 : a.length > b.length;
}

bool gl_row_is_before(struct gl_text id, struct gl_text sample, struct gl_text other_id,
                      struct gl_text other_sample)
{
    int order = compare(id, other_id);
    return order < 0 || (order == 0 && compare(sample, other_sample) < 0);
}

struct gl_text gl_row_cut(struct gl_text text, size_t most)
{
    if (text.length > most) {
        text.length = gl_utf8_floor(text, most);
    }
    return text;
}

static struct gl_text keep(struct gl_buffer *buffer, struct gl_text text)
{
    gl_buffer_reset(buffer);
    gl_buffer_add(buffer, text.bytes, text.length);
    return (struct gl_text){buffer->bytes == NULL ? "" : buffer->bytes, buffer->length};
}

void gl_row_sum_begin(struct gl_row_sum *sum, const struct gl_row_of_lines *row)
{
    sum->row = *row;
    sum->row.site_name = keep(&sum->site_name, row->site_name);
    sum->row.id = keep(&sum->id, row->id);
    sum->row.sample = keep(&sum->sample, row->sample);
}

void gl_row_sum_add(struct gl_row_sum *sum, const struct gl_row_of_lines *row)
{
    struct gl_row_of_lines *own = &sum->row;
    bool again = row->first != 0 && row->first == own->last; // a document that went on in a new run
    own->documents = gl_count_add(own->documents, row->documents - (again ? 1 : 0));
    own->occurrences = gl_count_add(own->occurrences, row->occurrences);
    own->last = row->last;
    if (gl_row_is_before(row->id, row->sample, own->id, own->sample)) {
        own->id = keep(&sum->id, row->id);
        own->sample = keep(&sum->sample, row->sample);
    }
}

void gl_row_sum_release(struct gl_row_sum *sum)
{
    gl_buffer_release(&sum->site_name);
    gl_buffer_release(&sum->id);
    gl_buffer_release(&sum->sample);
}
