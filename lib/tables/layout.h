/* Layout: where things stand in the file of a table; see table.h. */
#ifndef GALLEY_TABLES_LAYOUT_H
#define GALLEY_TABLES_LAYOUT_H

#include <stddef.h>
#include <stdint.h>

#define GL_TABLE_MAGIC "GLYLINES"

/* Bytes. A block: rows, compressed bytes, bytes of texts, check (32 bits each), then columns. */
enum {
    GL_TABLE_HEAD = 24,
    GL_TABLE_TAIL = 32,
    GL_TABLE_INDEX_ENTRY = 24,
    GL_TABLE_BLOCK_HEAD = 16,
    GL_TABLE_ROW = 28 /* line 8, site 8, first id 4, documents 4, occurrences 4 */
};

static inline void gl_put_number(char *to, uint64_t number, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++) {
        to[i] = (char)(unsigned char)(number >> (8 * i));
    }
}

static inline uint64_t gl_get_number(const char *from, size_t bytes)
{
    uint64_t number = 0;
    for (size_t i = 0; i < bytes; i++) {
        number |= (uint64_t)(unsigned char)from[i] << (8 * i);
    }
    return number;
}

#endif
