#include "tables/table.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <zstd.h>

#include "tables/layout.h"
#include "tables/line.h"

/* Always true: index + blocks * GL_TABLE_INDEX_ENTRY + GL_TABLE_TAIL == length. */
struct gl_table {
    const char *path;
    const char *bytes;
    size_t length;
    size_t index;
    uint64_t blocks;
    uint32_t least;
};

static enum galley_status refuse(const struct gl_table *table, struct galley_error *error,
                                 const char *what)
{
    return gl_error_set(error, GALLEY_IO, table->path, 0, 0, "%s", what);
}

static enum galley_status map(struct gl_table *table, struct galley_error *error)
{
    struct stat about;
    int file = open(table->path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    void *bytes = MAP_FAILED;
    if (file >= 0 && fstat(file, &about) == 0) {
        table->length = about.st_size > 0 ? (size_t)about.st_size : 0;
        if (!S_ISREG(about.st_mode) || table->length < GL_TABLE_HEAD + GL_TABLE_TAIL) {
            close(file);
            return refuse(table, error, "is no table of learn-boilerplate");
        }
        bytes = mmap(NULL, table->length, PROT_READ, MAP_SHARED, file, 0);
    }
    int reason = errno;
    if (file >= 0) {
        close(file);
    }
    if (bytes == MAP_FAILED) {
        return gl_error_set(error, GALLEY_IO, table->path, 0, 0, "cannot open: %s",
                            strerror(reason));
    }
    table->bytes = bytes;
    return GALLEY_OK;
}

static enum galley_status read_head(struct gl_table *table, struct galley_error *error)
{
    const char *head = table->bytes;
    if (memcmp(head, GL_TABLE_MAGIC, 8) != 0) {
        return refuse(table, error, "is no table of learn-boilerplate");
    }
    uint64_t version = gl_get_number(head + 8, 4), normalisation = gl_get_number(head + 12, 4);
    if (version != GL_TABLE_VERSION || normalisation != GL_LINE_NORMALISATION) {
        gl_error_set(error, GALLEY_IO, table->path, 0, 0,
                     "is a table of version %u and normalisation %u; this program knows %d and %d",
                     (unsigned)version, (unsigned)normalisation, GL_TABLE_VERSION,
                     GL_LINE_NORMALISATION);
        gl_error_hint(error, "learn it anew");
        return GALLEY_IO;
    }
    table->least = (uint32_t)gl_get_number(head + 16, 4);
    return GALLEY_OK;
}

static enum galley_status read_tail(struct gl_table *table, struct galley_error *error)
{
    const char *tail = table->bytes + table->length - GL_TABLE_TAIL;
    uint64_t index = gl_get_number(tail, 8);
    table->blocks = gl_get_number(tail + 8, 8);
    size_t room = table->length - GL_TABLE_TAIL;
    if (memcmp(tail + 24, GL_TABLE_MAGIC, 8) != 0 || index < GL_TABLE_HEAD || index > room ||
        table->blocks > room / GL_TABLE_INDEX_ENTRY ||
        room - index != table->blocks * GL_TABLE_INDEX_ENTRY) {
        return refuse(table, error, "the table is not whole");
    }
    table->index = (size_t)index;
    return GALLEY_OK;
}

enum galley_status gl_table_open(const char *path, struct gl_table **table,
                                 struct galley_error *error)
{
    struct gl_table *made = calloc(1, sizeof *made);
    *table = NULL;
    if (made == NULL) {
        return gl_error_set(error, GALLEY_NO_MEMORY, path, 0, 0, "out of memory");
    }
    made->path = path;
    enum galley_status status = map(made, error);
    if (status == GALLEY_OK) {
        status = read_head(made, error);
    }
    if (status == GALLEY_OK) {
        status = read_tail(made, error);
    }
    if (status != GALLEY_OK) {
        gl_table_close(made);
        return status;
    }
    *table = made;
    return GALLEY_OK;
}

void gl_table_close(struct gl_table *table)
{
    if (table != NULL && table->bytes != NULL) {
        munmap((void *)(uintptr_t)table->bytes, table->length);
    }
    free(table);
}

uint32_t gl_table_least(const struct gl_table *table)
{
    return table->least;
}

/* A block's columns. */
struct block {
    size_t count;
    const char *columns; // lines, sites, firsts, documents, occurrences
    const char *packed;
    size_t packed_length, texts_length;
    uint32_t check;
};

/* False when the file does not hold such a block. */
static bool open_block(const struct gl_table *table, uint64_t number, struct block *block)
{
    if (number >= table->blocks) {
        return false;
    }
    const char *entry = table->bytes + table->index + (size_t)number * GL_TABLE_INDEX_ENTRY;
    uint64_t start = gl_get_number(entry + 16, 8);
    if (start > table->index || table->index - start < GL_TABLE_BLOCK_HEAD) {
        return false;
    }
    const char *head = table->bytes + start;
    size_t room = table->index - (size_t)start - GL_TABLE_BLOCK_HEAD;
    *block = (struct block){.count = (size_t)gl_get_number(head, 4),
                            .packed_length = (size_t)gl_get_number(head + 4, 4),
                            .texts_length = (size_t)gl_get_number(head + 8, 4),
                            .check = (uint32_t)gl_get_number(head + 12, 4),
                            .columns = head + GL_TABLE_BLOCK_HEAD};
    if (block->count == 0 || block->count > GL_TABLE_BLOCK || room < block->count * GL_TABLE_ROW ||
        room - block->count * GL_TABLE_ROW < block->packed_length) {
        return false;
    }
    block->packed = block->columns + block->count * GL_TABLE_ROW;
    return true;
}

static uint64_t line_of(const struct block *block, size_t row)
{
    return gl_get_number(block->columns + row * 8, 8);
}

static uint64_t site_of(const struct block *block, size_t row)
{
    return gl_get_number(block->columns + block->count * 8 + row * 8, 8);
}

/* Column 0: first id, 1: documents, 2: occurrences. */
static uint32_t small_of(const struct block *block, size_t column, size_t row)
{
    return (uint32_t)gl_get_number(block->columns + block->count * (16 + 4 * column) + row * 4, 4);
}

static bool is_before(uint64_t line, uint64_t site, uint64_t other_line, uint64_t other_site)
{
    return line < other_line || (line == other_line && site < other_site);
}

/* A row in the table. */
struct place {
    uint64_t block;
    size_t row;
};

/* Number of the last block whose first row is not behind (line, site), or 0. */
static uint64_t find_block(const struct gl_table *table, uint64_t line, uint64_t site)
{
    uint64_t low = 0, high = table->blocks;
    while (high - low > 1) {
        uint64_t middle = low + (high - low) / 2;
        const char *entry = table->bytes + table->index + (size_t)middle * GL_TABLE_INDEX_ENTRY;
        if (is_before(line, site, gl_get_number(entry, 8), gl_get_number(entry + 8, 8))) {
            high = middle;
        } else {
            low = middle;
        }
    }
    return low;
}

/* The first row of the block that is not before (line, site), or its count. */
static size_t find_row(const struct block *block, uint64_t line, uint64_t site)
{
    size_t low = 0, high = block->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (is_before(line_of(block, middle), site_of(block, middle), line, site)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static bool find_exactly(const struct gl_table *table, uint64_t line, uint64_t site,
                         uint32_t *documents, uint32_t *first)
{
    struct block block;
    if (!open_block(table, find_block(table, line, site), &block)) {
        return false;
    }
    size_t row = find_row(&block, line, site);
    if (row == block.count || line_of(&block, row) != line || site_of(&block, row) != site) {
        return false;
    }
    *documents = small_of(&block, 1, row);
    *first = small_of(&block, 0, row);
    return true;
}

/* Adds up the rows of a line. Of which site the smallest id is, only the texts say: `first` stays
 * unknown but for lines of one site. */
static void add_sites(const struct gl_table *table, uint64_t line, struct gl_line_counts *counts)
{
    struct block block;
    uint64_t number = find_block(table, line, 0);
    size_t sites = 0;
    for (size_t row = 0; open_block(table, number, &block); number++, row = 0) {
        row = sites == 0 ? find_row(&block, line, 0) : 0;
        for (; row < block.count && line_of(&block, row) == line; row++) {
            counts->documents = gl_count_add(counts->documents, small_of(&block, 1, row));
            counts->first = sites++ == 0 ? small_of(&block, 0, row) : 0;
        }
        if (row < block.count) {
            return;
        }
    }
}

struct gl_line_counts gl_table_find(const struct gl_table *table, uint64_t line, uint64_t site)
{
    struct gl_line_counts counts = {0};
    if (table->least > 1) {
        if (!find_exactly(table, line, GL_ROW_ALL, &counts.documents, &counts.first)) {
            return counts;
        }
    } else {
        add_sites(table, line, &counts);
    }
    if (site != 0 && counts.documents > 0) {
        find_exactly(table, line, site, &counts.site_documents, &counts.site_first);
    }
    return counts;
}

/* ---- all rows ---- */

struct walk {
    const struct gl_table *table;
    struct block block;
    uint64_t next; // block
    size_t row;
    struct gl_buffer texts;
    size_t at; // in texts
    ZSTD_DCtx *zstd;
};

static enum galley_status next_block(struct walk *walk, struct galley_error *error)
{
    struct block *block = &walk->block;
    enum { TEXTS_MOST = GL_TABLE_BLOCK * 3 * 256 };
    if (!open_block(walk->table, walk->next++, block) || block->texts_length > TEXTS_MOST) {
        return refuse(walk->table, error, "the table is damaged");
    }
    struct gl_text checked = {block->columns, block->count * GL_TABLE_ROW + block->packed_length};
    gl_buffer_reset(&walk->texts);
    if (!gl_buffer_reserve(&walk->texts, block->texts_length + 1)) {
        return gl_error_set(error, GALLEY_NO_MEMORY, walk->table->path, 0, 0, "out of memory");
    }
    size_t length = ZSTD_decompressDCtx(walk->zstd, walk->texts.bytes, block->texts_length,
                                        block->packed, block->packed_length);
    if (length != block->texts_length || (uint32_t)gl_name_key(checked) != block->check) {
        return refuse(walk->table, error, "the table is damaged");
    }
    walk->texts.length = length;
    walk->at = 0;
    walk->row = 0;
    return GALLEY_OK;
}

static bool next_text(struct walk *walk, struct gl_text *text)
{
    struct gl_buffer *texts = &walk->texts;
    if (walk->at >= texts->length) {
        return false;
    }
    size_t length = (unsigned char)texts->bytes[walk->at];
    if (texts->length - walk->at - 1 < length) {
        return false;
    }
    *text = (struct gl_text){texts->bytes + walk->at + 1, length};
    walk->at += 1 + length;
    return true;
}

static enum galley_status next_row(void *context, struct gl_row_of_lines *row, bool *more,
                                   struct galley_error *error)
{
    struct walk *walk = context;
    const struct block *block = &walk->block;
    if (walk->row == block->count) {
        *more = walk->next < walk->table->blocks;
        enum galley_status status = *more ? next_block(walk, error) : GALLEY_OK;
        if (!*more || status != GALLEY_OK) {
            return status;
        }
    }
    size_t i = walk->row++;
    *more = true;
    *row = (struct gl_row_of_lines){.line = line_of(block, i),
                                    .site = site_of(block, i),
                                    .documents = small_of(block, 1, i),
                                    .occurrences = small_of(block, 2, i)};
    bool whole = next_text(walk, &row->site_name) && next_text(walk, &row->id) &&
                 next_text(walk, &row->sample);
    return whole ? GALLEY_OK : refuse(walk->table, error, "the table is damaged");
}

static void close_walk(void *context)
{
    struct walk *walk = context;
    gl_buffer_release(&walk->texts);
    ZSTD_freeDCtx(walk->zstd);
    free(walk);
}

struct gl_row_source gl_table_source(const struct gl_table *table)
{
    struct walk *walk = calloc(1, sizeof *walk);
    struct gl_row_source source = {next_row, close_walk, walk};
    if (walk != NULL) {
        walk->table = table;
        walk->zstd = ZSTD_createDCtx();
        if (walk->zstd == NULL) {
            free(walk);
            source.context = NULL;
        }
    }
    return source;
}
