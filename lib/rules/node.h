/* Nodes: a rule file as a flat tree with positions.
 *
 * libyaml's events become an array of nodes that refer to each other by index and to their texts by
 * offset, so that the same arrays can stand as constants in the binary: nothing has to be fixed at
 * start. */
#ifndef GALLEY_RULES_NODE_H
#define GALLEY_RULES_NODE_H

#include <stdbool.h>
#include <stdint.h>

enum gl_node_kind {
    GL_NODE_NULL,   /* plain ~, null or nothing */
    GL_NODE_TEXT,   /* quoted, or plain and no other kind */
    GL_NODE_NUMBER, /* plain, decimal: 5, -0.25; its text is kept as written ("01") */
    GL_NODE_FLAG,   /* plain true, false, yes, no, on, off */
    GL_NODE_LIST,
    GL_NODE_MAP
};

enum { GL_NO_NODE = 0 }; /* node 0 is the file's top map and nobody's child or sibling */

struct gl_node {
    uint32_t kind;
    uint32_t key;     /* offset in strings: key of a map's child; 0 ("") elsewhere */
    uint32_t text;    /* offset in strings: scalar as written, escapes resolved */
    uint32_t child;   /* first child of a list or map, or GL_NO_NODE */
    uint32_t next;    /* next sibling, or GL_NO_NODE */
    uint32_t line;    /* of the key where there is one, else of the value; from 1 */
    uint32_t column;  /* from 1 */
    uint32_t pattern; /* after compiling: number of the pattern made from this scalar, 0: none; of a
                       * map: 1 + number of its conditions, 0: none */
};

/* One file. Strings are ended by NUL and hold none; offset 0 is "". */
struct gl_tree {
    const char *file;  /* as given, or "rules/en/dates.yaml" for an embedded one */
    const char *layer; /* what its head says */
    const char *language;
    const struct gl_node *nodes;
    const char *strings;
    uint32_t node_count;
    uint32_t string_bytes;
};

#endif
