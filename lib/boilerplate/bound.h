/* Bound: the rules of the layer as the engine reads them, decoded once from the rule files. */
#ifndef GALLEY_BOILERPLATE_BOUND_H
#define GALLEY_BOILERPLATE_BOUND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "rules/ruleset.h"
#include "rules/schema.h"

#include "boilerplate/lexicon.h"
#include "boilerplate/literal.h"
#include "boilerplate/votes.h"

enum { GL_LINE_WORDS = 127 }; /* words of a line are counted up to here; no rule may ask for more */

/* Places that `where: {after, before}` name. */
enum gl_place_name { GL_PLACE_NONE, GL_PLACE_HEADLINE, GL_PLACE_FIRST_PROSE, GL_PLACE_LAST_PROSE };

/* What `where:` asks of a line. A range that is not given holds for all lines. */
struct gl_line_test {
    size_t words_least, words_most;
    size_t characters_most;
    double function_least, function_most; /* share of function words */
    int final_mark;                       /* 1: must end with one; 0: must not; -1: not asked */
    int after, before;                    /* enum gl_place_name */
    bool between_prose;
    int level;           /* enum gl_level, or -1: any */
    bool scored;         /* asks for `score_least` */
    int32_t score_least; /* thousandths */
    int named_below;     /* 1: the next line has its words, too; 0: it has not; -1: not asked */
    size_t from_start_most, from_end_most; /* lines between it and the document's ends */
    bool has_ends;                         /* asks for one of these two */
    bool has_position;                     /* asks for more than the line itself */
};

struct gl_capture {
    const char *key;
    const char *value; /* a group's name, or a template with $group */
    struct gl_capture *next;
};

enum { GL_ROUNDS = 3 }; /* of votes, each on what the one before it found */

enum gl_cut_what { GL_CUT_LINE, GL_CUT_MATCH };

struct gl_bound_rule {
    const struct gl_rule *rule;
    struct gl_line_test where;
    const char *kind;    /* of its cut; NULL: the rule keeps what it matches */
    uint8_t kind_number; /* of `kind`, as evidence has it: from 1, in the order of the manual */
    int what;            /* enum gl_cut_what */
    struct gl_literal literal; /* stands in every line that it matches */
    bool at_start;             /* its pattern can match at the line's start only */
    bool conditional;          /* has conditions that all layers share (before, after, near, ...) */
    bool repeats_line;   /* what it repeats is any line above, byte for byte; else a headline */
    size_t repeat_words; /* repeats the headline, of at least so many words; 0: no such rule */
    const struct gl_capture *captures;
};

/* Code points that may stand at a line's end, from a word list. */
struct gl_mark_set {
    int32_t *marks;
    size_t count;
};

struct gl_bound {
    struct gl_bound_rule *rules; /* by rule number */
    size_t count;
    const struct gl_bound_rule *
        *unmatched; /* rules without a pattern that look at every line, in order */
    size_t unmatched_count;
    const struct gl_bound_rule **repeats; /* rules on repetition, in order */
    size_t repeat_count;
    size_t copy_words, again_words; /* fewest words that they ask for, of headlines and of lines; 0:
                                     * none asks */
    bool votes;                     /* some rule votes */
    const struct gl_bound_rule **floating; /* rules whose pattern can match elsewhere than at a
                                            * line's start */
    size_t floating_count;
    struct gl_line_test floating_test; /* holds for every line that one of them could match */
    struct gl_mark_set final_marks;
    struct gl_mark_set closing_marks;
    int function_words; /* number of the word list, or -1 */
    struct gl_lexicon lexicon;
    const struct gl_bound_rule **scored; /* rules that ask for a score, in order */
    size_t scored_count;
    int32_t score_floor; /* the least score that one of them asks for */
    struct gl_round page_rounds[GL_ROUNDS];
    struct gl_round light_rounds[GL_ROUNDS];
    size_t prose_words, prose_bytes;
    double prose_function_words;
    size_t headline_lines; /* lines above the prose that may be the headline */
    double removed_most, page_removed_most;
    double light_most;    /* share that votes may take at light level, else they take nothing */
    size_t light_lines;   /* a text of fewer lines is too short for votes at light level */
    double page_labels;   /* share of label-like lines from which a text is a whole page */
    size_t removed_floor; /* documents shorter than this (bytes) count as this long */
    double threshold;     /* of votes */
};

extern const struct gl_key gl_boilerplate_rule_keys[];
extern const struct gl_key gl_boilerplate_settings_keys[];

/* Number of a kind of cut, from 1. */
uint8_t gl_boilerplate_kind(const char *name);

/* Bytes of the group's name at the start of a capture's value, or behind its `$`; 0 when none is
 * there. */
size_t gl_capture_name_length(const char *name);

/* What the tables of keys cannot say; see gl_schema.check. */
enum galley_status gl_boilerplate_check(const struct gl_ruleset *set, const struct gl_rule *rule,
                                        struct galley_error *error);

/* See gl_schema.bind: a struct gl_bound in `arena`; NULL when memory is out. */
void *gl_boilerplate_bind(const struct gl_ruleset *set, struct gl_arena *arena);

#endif
