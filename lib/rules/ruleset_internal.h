/* The inside of a rule set. Within lib/rules only. */
#ifndef GALLEY_RULES_RULESET_INTERNAL_H
#define GALLEY_RULES_RULESET_INTERNAL_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <pthread.h>
#include <stdatomic.h>

#include "base/arena.h"
#include "base/error.h"
#include "rules/image.h"
#include "rules/ruleset.h"
#include "rules/schema.h"

/* A pattern compiled in one way. */
struct gl_compiled {
    pcre2_code *code;            /* for the interpreter */
    _Atomic(pcre2_code *) quick; /* with machine code, when it was used often; NULL: not yet */
    atomic_uint uses;            /* until then */
};

/* What is known of the limit of one pattern. */
struct gl_limit {
    atomic_bool told;
};

/* The two ways in which a pattern is used. */
enum gl_pattern_way { GL_WAY_FROM, GL_WAY_UP_TO, GL_PATTERN_WAYS };

struct gl_ruleset {
    const struct gl_image *image;
    struct gl_image *owned; /* the same when the set has to free it, else NULL */
    const struct gl_schema *schema;
    struct gl_rule *rules;
    _Atomic(struct gl_compiled *) *patterns; /* GL_PATTERN_WAYS for each; NULL: not used yet */
    struct gl_limit *limits;                 /* for each pattern */
    pthread_mutex_t lock;                    /* held while a pattern is compiled */
    uint32_t clause_border;                  /* pattern of that part, or GL_NO_PATTERN */
    struct gl_arena arena;
    void *bound;
};

/* A set over an image; with `owned` it frees the image. NULL when memory is out (the image is then
 * freed too). */
struct gl_ruleset *gl_ruleset_new(const struct gl_image *image, struct gl_image *owned,
                                  const struct gl_schema *schema);
void gl_ruleset_free(struct gl_ruleset *set);

/* Compiles every pattern (without JIT) and runs the schema's check on every rule. */
enum galley_status gl_ruleset_verify(const struct gl_ruleset *set, struct galley_error *error);

/* Items of the image. */
static inline const void *gl_image_at(const struct gl_image *image, struct gl_image_table table)
{
    return (const char *)image + table.offset;
}

static inline const char *gl_image_string(const struct gl_image *image, uint32_t offset)
{
    return (const char *)image + image->strings.offset + offset;
}

static inline const struct gl_image_pattern *gl_image_pattern_at(const struct gl_image *image,
                                                                 uint32_t number)
{
    return (const struct gl_image_pattern *)gl_image_at(image, image->patterns) + (number - 1);
}

static inline const struct gl_image_group *gl_image_group_at(const struct gl_image *image,
                                                             uint32_t index)
{
    return (const struct gl_image_group *)gl_image_at(image, image->groups) + index;
}

/* What to run: machine code once the pattern was used often enough to be worth making it, which
 * takes many times longer than compiling. */
const pcre2_code *gl_pattern_code(struct gl_compiled *compiled);
void gl_pattern_free(struct gl_compiled *compiled);

/* The form in which `list` has `word` (white space in it counts as one blank), or NULL. */
const struct gl_image_form *gl_image_find_form(const struct gl_image *image, int32_t list,
                                               struct gl_text word);

/* The compiled pattern, made on first use under the set's lock and then published for all threads.
 * NULL when memory is out (it was proven to compile when the rules were loaded or built). */
struct gl_compiled *gl_pattern_compiled(const struct gl_ruleset *set, uint32_t number,
                                        enum gl_pattern_way way);

/* Compiles a pattern for proof only; on failure `error` names its place. */
enum galley_status gl_pattern_prove(const struct gl_ruleset *set, uint32_t number,
                                    struct galley_error *error);

#endif
