/* Writing tables: rows are gathered to blocks; what is pruned never gets there. */
#include <stdlib.h>
#include <string.h>

#include <zstd.h>

#include "base/number.h"
#include "tables/layout.h"
#include "tables/line.h"
#include "tables/table.h"

enum { LEVEL = 1 }; // of zstd: higher ones cost more time than the counting

struct gl_table_writer {
    uint32_t least;
    gl_table_put *put;
    void *context;
    bool failed;
    uint64_t written; // bytes
    uint64_t blocks, rows;
    size_t count; // rows of the block
    uint64_t lines[GL_TABLE_BLOCK], sites[GL_TABLE_BLOCK];
    uint32_t firsts[GL_TABLE_BLOCK], documents[GL_TABLE_BLOCK], occurrences[GL_TABLE_BLOCK];
    struct gl_buffer texts, packed, block, index;
    struct gl_row_sum all; // pruning: the line that is being read, of all sites
    bool has_all;
    ZSTD_CCtx *zstd;
};

static void put_bytes(struct gl_table_writer *writer, const char *bytes, size_t length)
{
    writer->put(writer->context, bytes, length);
    writer->written += length;
}

struct gl_table_writer *gl_table_writer_new(uint32_t least, gl_table_put *put, void *context)
{
    struct gl_table_writer *writer = calloc(1, sizeof *writer);
    char head[GL_TABLE_HEAD] = GL_TABLE_MAGIC;
    if (writer == NULL) {
        return NULL;
    }
    writer->least = least > 0 ? least : 1;
    writer->put = put;
    writer->context = context;
    writer->zstd = ZSTD_createCCtx();
    if (writer->zstd == NULL) {
        free(writer);
        return NULL;
    }
    gl_put_number(head + 8, GL_TABLE_VERSION, 4);
    gl_put_number(head + 12, GL_LINE_NORMALISATION, 4);
    gl_put_number(head + 16, writer->least, 4);
    put_bytes(writer, head, sizeof head);
    return writer;
}

void gl_table_writer_free(struct gl_table_writer *writer)
{
    if (writer == NULL) {
        return;
    }
    gl_buffer_release(&writer->texts);
    gl_buffer_release(&writer->packed);
    gl_buffer_release(&writer->block);
    gl_buffer_release(&writer->index);
    gl_row_sum_release(&writer->all);
    ZSTD_freeCCtx(writer->zstd);
    free(writer);
}

static void add_number(struct gl_buffer *to, uint64_t number, size_t bytes)
{
    char place[8];
    gl_put_number(place, number, bytes);
    gl_buffer_add(to, place, bytes);
}

static bool pack(struct gl_table_writer *writer)
{
    size_t room = ZSTD_compressBound(writer->texts.length);
    gl_buffer_reset(&writer->packed);
    if (writer->texts.failed || !gl_buffer_reserve(&writer->packed, room)) {
        return false;
    }
    size_t length = ZSTD_compressCCtx(writer->zstd, writer->packed.bytes, room, writer->texts.bytes,
                                      writer->texts.length, LEVEL);
    if (ZSTD_isError(length)) {
        return false;
    }
    writer->packed.length = length;
    return true;
}

static void add_columns(const struct gl_table_writer *writer, struct gl_buffer *block)
{
    for (size_t i = 0; i < writer->count; i++) {
        add_number(block, writer->lines[i], 8);
    }
    for (size_t i = 0; i < writer->count; i++) {
        add_number(block, writer->sites[i], 8);
    }
    for (size_t i = 0; i < writer->count; i++) {
        add_number(block, writer->firsts[i], 4);
    }
    for (size_t i = 0; i < writer->count; i++) {
        add_number(block, writer->documents[i], 4);
    }
    for (size_t i = 0; i < writer->count; i++) {
        add_number(block, writer->occurrences[i], 4);
    }
}

static void end_block(struct gl_table_writer *writer)
{
    struct gl_buffer *block = &writer->block;
    if (writer->count == 0 || writer->failed || !pack(writer)) {
        writer->failed |= writer->count > 0;
        return;
    }
    gl_buffer_reset(block);
    add_number(block, writer->count, 4);
    add_number(block, writer->packed.length, 4);
    add_number(block, writer->texts.length, 4);
    add_number(block, 0, 4);
    add_columns(writer, block);
    gl_buffer_add(block, writer->packed.bytes, writer->packed.length);
    add_number(&writer->index, writer->lines[0], 8);
    add_number(&writer->index, writer->sites[0], 8);
    add_number(&writer->index, writer->written, 8);
    if (block->failed || writer->index.failed) {
        writer->failed = true;
        return;
    }
    struct gl_text checked = {block->bytes + GL_TABLE_BLOCK_HEAD,
                              block->length - GL_TABLE_BLOCK_HEAD};
    gl_put_number(block->bytes + 12, gl_name_key(checked), 4);
    put_bytes(writer, block->bytes, block->length);
    writer->blocks++;
    writer->count = 0;
    gl_buffer_reset(&writer->texts);
}

static void add_text(struct gl_buffer *texts, struct gl_text text)
{
    gl_buffer_byte(texts, (char)(unsigned char)text.length);
    gl_buffer_add(texts, text.bytes, text.length);
}

static void add_row(struct gl_table_writer *writer, const struct gl_row_of_lines *row)
{
    size_t i = writer->count++;
    writer->lines[i] = row->line;
    writer->sites[i] = row->site;
    writer->firsts[i] = (uint32_t)gl_name_key(row->id);
    writer->documents[i] = row->documents;
    writer->occurrences[i] = row->occurrences;
    add_text(&writer->texts, row->site_name);
    add_text(&writer->texts, row->id);
    add_text(&writer->texts, row->sample);
    writer->rows++;
    if (writer->count == GL_TABLE_BLOCK) {
        end_block(writer);
    }
}

static void end_line(struct gl_table_writer *writer)
{
    if (writer->has_all && writer->all.row.documents >= writer->least) {
        writer->all.row.site = GL_ROW_ALL;
        writer->all.row.site_name = (struct gl_text){"", 0};
        add_row(writer, &writer->all.row);
    }
    writer->has_all = false;
}

void gl_table_write(struct gl_table_writer *writer, const struct gl_row_of_lines *row)
{
    if (writer->least <= 1) {
        add_row(writer, row);
        return;
    }
    struct gl_row_of_lines counted = *row;
    counted.first = counted.last = 0; // sites share no document
    if (writer->has_all && writer->all.row.line == row->line) {
        gl_row_sum_add(&writer->all, &counted);
    } else {
        end_line(writer);
        gl_row_sum_begin(&writer->all, &counted);
        writer->has_all = true;
    }
    if (row->documents >= writer->least && row->site != 0) {
        add_row(writer, row);
    }
}

enum galley_status gl_table_finish(struct gl_table_writer *writer)
{
    char tail[GL_TABLE_TAIL];
    end_line(writer);
    end_block(writer);
    uint64_t index = writer->written;
    if (writer->index.length > 0) {
        put_bytes(writer, writer->index.bytes, writer->index.length);
    }
    gl_put_number(tail, index, 8);
    gl_put_number(tail + 8, writer->blocks, 8);
    gl_put_number(tail + 16, writer->rows, 8);
    memcpy(tail + 24, GL_TABLE_MAGIC, 8);
    put_bytes(writer, tail, sizeof tail);
    const struct gl_row_sum *all = &writer->all;
    bool failed = writer->failed || all->id.failed || all->sample.failed || all->site_name.failed;
    return failed ? GALLEY_NO_MEMORY : GALLEY_OK;
}
