#include "rules/matcher.h"

#include <stdlib.h>
#include <string.h>

#include "rules/place.h"
#include "rules/ruleset_internal.h"
#include "text/utf8.h"

enum {
    MATCH_LIMIT = 100000, /* matching steps of one call */
    DEPTH_LIMIT = 20000,
    HEAP_LIMIT_KIB = 8192,
    JIT_STACK_START = 32768,
    JIT_STACK_MAX = 1048576,
    WINDOW_BACK = 4096,    /* of the region, kept before the start */
    WINDOW_AHEAD = 61440,  /* and behind it: 64 KiB together */
    FREE_HITS = 8,         /* limit hits of one pattern in one document before it rests ... */
    BYTES_PER_HIT = 65536, /* ... and one more for each of so many bytes */
    MAX_TIRED = 64,        /* patterns that hit a limit, remembered for one document */
    MAX_LIMITS = 16        /* and of these, those that are told at once */
};

/* A pattern that hit a limit in this document. */
struct tired {
    const struct gl_ruleset *set;
    uint32_t pattern;
    size_t hits;
};

/* A limit that was hit and may have to be told. */
struct limit {
    const struct gl_ruleset *set;
    uint32_t pattern;
    struct gl_compiled *compiled;
};

struct gl_matcher {
    pcre2_match_context *context;
    pcre2_match_data *data;
    pcre2_jit_stack *stack;
    uint32_t data_pairs; /* groups that fit into `data` */
    struct tired tired[MAX_TIRED];
    size_t tired_count;
    size_t hits_allowed;
    bool failed;
    struct limit limits[MAX_LIMITS]; /* hit and not yet taken by gl_matcher_limit */
    size_t limit_count;
    // The last match:
    const struct gl_ruleset *set;
    const struct gl_image_pattern *pattern;
    struct gl_text text;
    size_t base; /* where the window began in the text */
    uint32_t pairs;
};

/* Called by PCRE2 behind a long word list: does the list have what the group took? 0: go on, 1: try
 * something else. */
static int look_up(pcre2_callout_block *block, void *context)
{
    const struct gl_matcher *matcher = context;
    const struct gl_image_group *group =
        gl_image_group_at(matcher->set->image, matcher->pattern->group_first);
    for (uint32_t i = 0; i < matcher->pattern->group_count; i++, group++) {
        if (group->callout == block->callout_number) {
            size_t start = block->offset_vector[2 * group->number];
            struct gl_text word = {(const char *)block->subject + start,
                                   block->current_position - start};
            return gl_list_value(matcher->set, group->list, word) == NULL;
        }
    }
    return 1;
}

struct gl_matcher *gl_matcher_new(void)
{
    struct gl_matcher *matcher = calloc(1, sizeof *matcher);
    if (matcher == NULL) {
        return NULL;
    }
    matcher->data_pairs = 64;
    matcher->context = pcre2_match_context_create(NULL);
    matcher->data = pcre2_match_data_create(matcher->data_pairs, NULL);
    if (matcher->context == NULL || matcher->data == NULL) {
        gl_matcher_free(matcher);
        return NULL;
    }
    pcre2_set_match_limit(matcher->context, MATCH_LIMIT);
    pcre2_set_depth_limit(matcher->context, DEPTH_LIMIT);
    pcre2_set_heap_limit(matcher->context, HEAP_LIMIT_KIB);
    pcre2_set_callout(matcher->context, look_up, matcher);
    matcher->stack = pcre2_jit_stack_create(JIT_STACK_START, JIT_STACK_MAX, NULL);
    pcre2_jit_stack_assign(matcher->context, NULL, matcher->stack); // NULL: PCRE2's own small one
    return matcher;
}

void gl_matcher_free(struct gl_matcher *matcher)
{
    if (matcher == NULL) {
        return;
    }
    pcre2_match_data_free(matcher->data);
    pcre2_match_context_free(matcher->context);
    pcre2_jit_stack_free(matcher->stack);
    free(matcher);
}

void gl_matcher_begin(struct gl_matcher *matcher, size_t length)
{
    matcher->tired_count = 0;
    matcher->hits_allowed = FREE_HITS + length / BYTES_PER_HIT;
    matcher->failed = false;
}

bool gl_matcher_failed(const struct gl_matcher *matcher)
{
    return matcher->failed;
}

struct gl_compiled *gl_matcher_limit(struct gl_matcher *matcher, struct galley_error *error)
{
    if (matcher->limit_count == 0) {
        return NULL;
    }
    struct limit limit = matcher->limits[0];
    const struct gl_image *image = limit.set->image;
    const struct gl_image_pattern *pattern = gl_image_pattern_at(image, limit.pattern);
    gl_error_set(
        error, GALLEY_OK, gl_image_string(image, pattern->file), pattern->line, pattern->column,
        "this pattern takes too many steps on some text and does not match there: \"%.120s\"",
        gl_image_string(image, pattern->original));
    gl_error_hint(error, "make its repetitions possessive (++, *+) or bounded");
    matcher->limit_count--;
    memmove(matcher->limits, matcher->limits + 1, matcher->limit_count * sizeof limit);
    return limit.compiled;
}

bool gl_matcher_tell(struct gl_compiled *compiled)
{
    return !atomic_exchange(&compiled->reported, true);
}

static struct tired *find_tired(struct gl_matcher *matcher, const struct gl_ruleset *set,
                                uint32_t pattern)
{
    for (size_t i = 0; i < matcher->tired_count; i++) {
        if (matcher->tired[i].set == set && matcher->tired[i].pattern == pattern) {
            return &matcher->tired[i];
        }
    }
    return NULL;
}

/* Keeps a limit to be told, once, unless it was told already. */
static void keep_limit(struct gl_matcher *matcher, struct limit limit)
{
    if (matcher->limit_count == MAX_LIMITS || atomic_load(&limit.compiled->reported)) {
        return;
    }
    for (size_t i = 0; i < matcher->limit_count; i++) {
        if (matcher->limits[i].compiled == limit.compiled) {
            return;
        }
    }
    matcher->limits[matcher->limit_count++] = limit;
}

/* Remembers that a pattern hit a limit, and that it is to be told. */
static void hit_limit(struct gl_matcher *matcher, const struct gl_ruleset *set, uint32_t pattern,
                      struct gl_compiled *compiled)
{
    struct tired *tired = find_tired(matcher, set, pattern);
    if (tired == NULL && matcher->tired_count < MAX_TIRED) {
        tired = &matcher->tired[matcher->tired_count++];
        *tired = (struct tired){set, pattern, 0};
    }
    if (tired != NULL) {
        tired->hits++;
    }
    keep_limit(matcher, (struct limit){set, pattern, compiled});
}

static bool is_resting(struct gl_matcher *matcher, const struct gl_ruleset *set, uint32_t pattern)
{
    const struct tired *tired = find_tired(matcher, set, pattern);
    return tired != NULL && tired->hits >= matcher->hits_allowed;
}

/* Makes room for the groups of the pattern. False when memory is out. */
static bool fit_data(struct gl_matcher *matcher, const pcre2_code *code)
{
    uint32_t groups = 0;
    pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &groups);
    if (groups + 1 <= matcher->data_pairs) {
        return true;
    }
    pcre2_match_data *larger = pcre2_match_data_create(groups + 1, NULL);
    if (larger == NULL) {
        return false;
    }
    pcre2_match_data_free(matcher->data);
    matcher->data = larger;
    matcher->data_pairs = groups + 1;
    return true;
}

/* The part of the region around `at` that a pattern may see, and PCRE2's options for its ends. */
static struct gl_span window_of(struct gl_text text, struct gl_span region, size_t at,
                                uint32_t *options)
{
    struct gl_span window = region;
    if (at - region.start > WINDOW_BACK) {
        window.start = gl_utf8_floor(text, at - WINDOW_BACK);
        *options |= PCRE2_NOTBOL;
    }
    if (region.end - at > WINDOW_AHEAD) {
        window.end = gl_utf8_floor(text, at + WINDOW_AHEAD);
        *options |= PCRE2_NOTEOL;
    }
    return window;
}

/* One run: `way` says whether the match may end anywhere or has to end with the region. */
static bool run(struct gl_matcher *matcher, const struct gl_ruleset *set, uint32_t number,
                enum gl_pattern_way way, struct gl_text text, struct gl_span region, size_t at)
{
    if (number == GL_NO_PATTERN || at > region.end || at < region.start ||
        (matcher->tired_count > 0 && is_resting(matcher, set, number))) {
        return false;
    }
    struct gl_compiled *compiled = gl_pattern_compiled(set, number, way);
    if (compiled == NULL || !fit_data(matcher, compiled->code)) {
        matcher->failed = true;
        return false;
    }
    matcher->set = set;
    matcher->pattern = gl_image_pattern_at(set->image, number);
    uint32_t options = PCRE2_NO_UTF_CHECK | (matcher->pattern->not_empty ? PCRE2_NOTEMPTY : 0);
    struct gl_span window = window_of(text, region, at, &options);
    int result = pcre2_match(gl_pattern_code(compiled), (PCRE2_SPTR)text.bytes + window.start,
                             window.end - window.start, at - window.start, options, matcher->data,
                             matcher->context);
    matcher->text = text;
    matcher->base = window.start;
    matcher->pairs = result > 0 ? (uint32_t)result : 0;
    if (result > 0) {
        return true;
    }
    if (result == PCRE2_ERROR_NOMEMORY) {
        matcher->failed = true;
    } else if (result != PCRE2_ERROR_NOMATCH) {
        hit_limit(matcher, set, number, compiled);
    }
    return false;
}

bool gl_pattern_can_begin(const struct gl_ruleset *set, uint32_t pattern, char byte)
{
    return pattern != GL_NO_PATTERN &&
           gl_byte_set_has(&gl_image_pattern_at(set->image, pattern)->first_bytes,
                           (unsigned char)byte);
}

bool gl_match(struct gl_matcher *matcher, const struct gl_ruleset *set, uint32_t pattern,
              struct gl_text text, struct gl_span region, size_t at)
{
    return run(matcher, set, pattern, GL_WAY_FROM, text, region, at);
}

bool gl_match_find(struct gl_matcher *matcher, const struct gl_ruleset *set, uint32_t pattern,
                   struct gl_text text, struct gl_span region, size_t from)
{
    if (pattern == GL_NO_PATTERN) {
        return false;
    }
    const struct gl_byte_set *first = &gl_image_pattern_at(set->image, pattern)->first_bytes;
    for (size_t at = gl_place_next(text, from, region.end); at < region.end;
         at = gl_place_next(text, gl_place_end(text, at), region.end)) {
        if (gl_byte_set_has(first, (unsigned char)text.bytes[at]) &&
            gl_match(matcher, set, pattern, text, region, at)) {
            return true;
        }
    }
    return false;
}

bool gl_match_before(struct gl_matcher *matcher, const struct gl_ruleset *set, uint32_t pattern,
                     struct gl_text text, struct gl_span region, size_t to)
{
    if (pattern == GL_NO_PATTERN || to < region.start || to > region.end) {
        return false;
    }
    const struct gl_byte_set *first = &gl_image_pattern_at(set->image, pattern)->first_bytes;
    struct gl_span up_to = {region.start, to};
    size_t at = to;
    for (int back = 0; back < GL_MATCH_BACK; back++) {
        size_t before = gl_place_before(text, region.start, at);
        if (before == at) {
            break;
        }
        at = before;
        if (gl_byte_set_has(first, (unsigned char)text.bytes[at]) &&
            run(matcher, set, pattern, GL_WAY_UP_TO, text, up_to, at)) {
            return true;
        }
    }
    return false;
}

struct gl_span gl_matched(const struct gl_matcher *matcher)
{
    const PCRE2_SIZE *vector = pcre2_get_ovector_pointer(matcher->data);
    return (struct gl_span){matcher->base + vector[0], matcher->base + vector[1]};
}

/* The first group of that name that took part. */
static const struct gl_image_group *find_group(const struct gl_matcher *matcher, const char *name,
                                               struct gl_span *span)
{
    const PCRE2_SIZE *vector = pcre2_get_ovector_pointer(matcher->data);
    const struct gl_image *image = matcher->set->image;
    const struct gl_image_group *group = gl_image_group_at(image, matcher->pattern->group_first);
    for (uint32_t i = 0; i < matcher->pattern->group_count; i++, group++) {
        if (group->number < matcher->pairs && vector[2 * group->number] != PCRE2_UNSET &&
            strcmp(gl_image_string(image, group->name), name) == 0) {
            *span = (struct gl_span){matcher->base + vector[2 * group->number],
                                     matcher->base + vector[2 * group->number + 1]};
            return group;
        }
    }
    return NULL;
}

bool gl_matched_group(const struct gl_matcher *matcher, const char *name, struct gl_span *span)
{
    return find_group(matcher, name, span) != NULL;
}

const char *gl_matched_value(const struct gl_matcher *matcher, const char *name)
{
    struct gl_span span;
    const struct gl_image_group *group = find_group(matcher, name, &span);
    if (group == NULL || group->list < 0) {
        return NULL;
    }
    struct gl_text word = {matcher->text.bytes + span.start, gl_span_length(span)};
    return gl_list_value(matcher->set, group->list, word);
}
