/* Image: a rule set as one flat block of numbers and strings, without pointers.
 *
 * The build writes images as constants into the binary; --rules makes them in memory by the same
 * code. Tables are arrays at byte offsets from the start of the image. */
#ifndef GALLEY_RULES_IMAGE_H
#define GALLEY_RULES_IMAGE_H

#include <stdint.h>

#include "rules/first.h"
#include "rules/node.h"
#include "text/scan.h"

#define GL_IMAGE_MAGIC 0x676c793cu /* changes with the layout */

struct gl_image_table {
    uint32_t offset; /* bytes from the image's start */
    uint32_t count;  /* items */
};

struct gl_image_rule {
    uint32_t name, file, line; /* name and file: strings */
    uint32_t node;             /* its map among nodes */
    uint32_t match;            /* pattern number, 0: none */
    uint32_t votes;
    double weight;
};

struct gl_image_pattern {
    uint32_t source;   /* PCRE2 source: a string, or among the sources when there is a program */
    uint32_t original; /* string: as in the rules */
    uint32_t file, line, column;
    uint32_t group_first, group_count;
    uint32_t not_empty; /* 1: an empty match does not count (`match` of a rule) */
    uint32_t program;   /* 1 + where it begins in the code, 0: it runs in PCRE2 */
    uint32_t groups;    /* of the program */
    uint32_t slots;     /* that it needs, of groups and loops */
    uint32_t reach;     /* words and marks that a match can take at the most */
    struct gl_byte_set first_bytes;
};

struct gl_image_group {
    uint32_t name;
    uint32_t number;
    int32_t list; /* -1: none */
    uint32_t callout;
};

struct gl_image_list {
    uint32_t name;
    uint32_t word_first, word_count;
    uint32_t alternative_first, alternative_count; /* forms that are tried one by one */
    uint32_t general; /* 1: all others are words with joints, found by look-up */
    uint32_t joints;  /* most of them */
    uint32_t stop;    /* 1: a full stop may end them */
};

/* A form of a list that is tried as an alternative, as in the PCRE2 source. */
struct gl_image_alternative {
    uint32_t text;
    uint16_t begins_word, ends_word; /* 1: a border of a word has to be there */
};

struct gl_image_word {
    uint32_t text, value; /* strings */
};

/* A form in which a list's entry matches. */
struct gl_image_form {
    uint32_t text;
    uint32_t word; /* among words */
    uint32_t list : 20;
    uint32_t length : 12; /* bytes; longer entries never match (GL_ENTRY_MAX) */
};
enum { GL_ENTRY_MAX = 256, GL_LISTS_MAX = 1 << 20 };

/* A word that some rule or list names, folded to lower case (rules/token.h). */
struct gl_image_token {
    uint32_t text, length;
    uint32_t class;
};

/* Open-addressing hash table of the tokens. */
struct gl_image_slot {
    uint32_t hash;
    uint32_t token; /* 1 + token, 0: free */
};

/* A sieve for the words of a text: what cannot begin a rule is passed over. Words stand in it by
 * the hash of their first eight bytes, so that some pass for nothing. There is one for all rules,
 * and one for those that can begin anywhere (not at the region's start only). */
enum { GL_FILTER_WORDS = 64 }; /* of 64 bits each */

/* Bit of a word's first two bytes, of which the first is an ASCII letter or digit; in any case. */
static inline uint32_t gl_filter_pair(unsigned char first, unsigned char second)
{
    return ((first | 0x20u) & 0x7fu) << 5 | (second & 0x1fu);
}

enum {
    GL_FILTER_FIRST = 1, /* what begins so may be first, whatever it is */
    GL_FILTER_SECOND = 2 /* or second, behind a word */
};
struct gl_word_filter {
    struct gl_byteset marks; /* what is no ASCII letter or digit and may begin a first one */
    uint8_t bytes[256];      /* GL_FILTER_... of each byte */
    uint8_t behind[256];     /* a mark and the next byte share a bit where a rule may have both */
    uint64_t pairs[GL_FILTER_WORDS];  /* their first two bytes, see gl_filter_pair */
    uint64_t first[GL_FILTER_WORDS];  /* words that may be first */
    uint64_t alone[GL_FILTER_WORDS];  /* and those of them behind which anything may stand */
    uint64_t second[GL_FILTER_WORDS]; /* words that may stand behind the others */
};

/* The conditions of one map: pattern numbers, nodes of layer names (0: not asked), and the region
 * that `within` names. */
struct gl_image_conditions {
    uint32_t before[2], after[2], near[2]; /* [1]: not-before, ... */
    uint32_t in[2];
    uint32_t region; /* 1 + enum gl_region, 0: not given */
};

struct gl_image_part {
    uint32_t name;
    uint32_t pattern;
};

struct gl_image {
    uint32_t magic;
    uint32_t bytes; /* of the whole image */
    uint32_t layer, language;
    uint32_t settings; /* node of the merged settings map, 0: none */
    struct gl_image_table strings, nodes, rules, patterns, groups, lists, words, forms;
    struct gl_image_table
        form_slots; /* uint32_t: open-addressing hash table of 1 + form, 0: free */
    struct gl_image_table conditions; /* of maps, by number (struct gl_node) */
    struct gl_image_table alternatives;
    struct gl_image_table code;     /* uint32_t: programs of the patterns (rules/program.h) */
    struct gl_image_table sets;     /* struct gl_set, for them */
    struct gl_image_table ranges;   /* struct gl_range */
    struct gl_image_table tokens;   /* words that rules or lists name */
    struct gl_image_table slots;    /* hash table of them */
    struct gl_image_table classes;  /* uint64_t: a row for each class of tokens or bytes: the
                                     * rules that can have it first, those that can have it
                                     * second, and the lists with an entry that begins so */
    struct gl_image_table filters;  /* struct gl_word_filter: of all rules; then, where they differ,
                                     * of the floating ones */
    struct gl_image_table floating; /* uint64_t: bits of the rules that can begin anywhere, not at
                                     * the region's start only */
    struct gl_image_table class_firsts; /* uint8_t: can some rule have the class first? */
    struct gl_image_table byte_classes; /* 256 uint32_t: class of each first byte */
    uint32_t rule_words, list_words;    /* 64 bits each: parts of a row */
    struct gl_image_table sources;      /* last; the pack leaves them out: count 0 */
    struct gl_image_table parts;
};

#endif
