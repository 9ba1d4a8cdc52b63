#include "rules/matcher.h"

#include <stdlib.h>
#include <string.h>

#include "rules/machine.h"
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
};

struct gl_matcher {
    pcre2_match_context *context;
    pcre2_match_data *data;
    pcre2_jit_stack *stack;
    struct gl_machine machine;
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
    bool by_machine; /* it ran there, not in PCRE2 */
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
    gl_machine_release(&matcher->machine);
    free(matcher);
}

void gl_matcher_begin(struct gl_matcher *matcher, size_t length)
{
    matcher->tired_count = 0;
    matcher->hits_allowed = FREE_HITS + length / BYTES_PER_HIT;
    matcher->failed = false;
    gl_machine_forget(&matcher->machine);
}

bool gl_matcher_failed(const struct gl_matcher *matcher)
{
    return matcher->failed;
}

struct gl_limit *gl_matcher_limit(struct gl_matcher *matcher, struct galley_error *error)
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
    return &limit.set->limits[limit.pattern - 1];
}

bool gl_matcher_tell(struct gl_limit *limit)
{
    return !atomic_exchange(&limit->told, true);
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
    if (matcher->limit_count == MAX_LIMITS ||
        atomic_load(&limit.set->limits[limit.pattern - 1].told)) {
        return;
    }
    for (size_t i = 0; i < matcher->limit_count; i++) {
        if (matcher->limits[i].set == limit.set && matcher->limits[i].pattern == limit.pattern) {
            return;
        }
    }
    matcher->limits[matcher->limit_count++] = limit;
}

/* Remembers that a pattern hit a limit, and that it is to be told. */
static void hit_limit(struct gl_matcher *matcher, const struct gl_ruleset *set, uint32_t pattern)
{
    struct tired *tired = find_tired(matcher, set, pattern);
    if (tired == NULL && matcher->tired_count < MAX_TIRED) {
        tired = &matcher->tired[matcher->tired_count++];
        *tired = (struct tired){set, pattern, 0};
    }
    if (tired != NULL) {
        tired->hits++;
    }
    keep_limit(matcher, (struct limit){set, pattern});
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

/* Remembers what a run needed too much of. */
static void note_failure(struct gl_matcher *matcher, const struct gl_ruleset *set, uint32_t number,
                         bool no_memory)
{
    if (no_memory) {
        matcher->failed = true;
    } else {
        hit_limit(matcher, set, number);
    }
}

static bool run_program(struct gl_matcher *matcher, uint32_t number, enum gl_pattern_way way,
                        struct gl_span window, uint32_t ends, size_t at)
{
    struct gl_subject subject = {.bytes = matcher->text.bytes + window.start,
                                 .length = gl_span_length(window),
                                 .cut_start = (ends & PCRE2_NOTBOL) != 0,
                                 .cut_end = (ends & PCRE2_NOTEOL) != 0,
                                 .whole = way == GL_WAY_UP_TO,
                                 .not_empty = matcher->pattern->not_empty != 0};
    enum gl_machine_result result = gl_machine_run(&matcher->machine, matcher->set->image,
                                                   matcher->pattern, &subject, at - window.start);
    matcher->pairs = result == GL_MACHINE_YES ? matcher->pattern->groups + 1 : 0;
    if (result > GL_MACHINE_YES) {
        note_failure(matcher, matcher->set, number, result == GL_MACHINE_NO_MEMORY);
    }
    return result == GL_MACHINE_YES;
}

static bool run_pcre2(struct gl_matcher *matcher, uint32_t number, enum gl_pattern_way way,
                      struct gl_span window, uint32_t ends, size_t at)
{
    struct gl_compiled *compiled = gl_pattern_compiled(matcher->set, number, way);
    if (compiled == NULL || !fit_data(matcher, compiled->code)) {
        matcher->failed = true;
        return false;
    }
    uint32_t options =
        ends | PCRE2_NO_UTF_CHECK | (matcher->pattern->not_empty ? PCRE2_NOTEMPTY : 0);
    int result = pcre2_match(
        gl_pattern_code(compiled), (PCRE2_SPTR)matcher->text.bytes + window.start,
        window.end - window.start, at - window.start, options, matcher->data, matcher->context);
    matcher->pairs = result > 0 ? (uint32_t)result : 0;
    if (result < 0 && result != PCRE2_ERROR_NOMATCH) {
        note_failure(matcher, matcher->set, number, result == PCRE2_ERROR_NOMEMORY);
    }
    return result > 0;
}

/* One run: `way` says whether the match may end anywhere or has to end with the region. */
static bool run(struct gl_matcher *matcher, const struct gl_ruleset *set, uint32_t number,
                enum gl_pattern_way way, struct gl_text text, struct gl_span region, size_t at)
{
    if (number == GL_NO_PATTERN || at > region.end || at < region.start ||
        (matcher->tired_count > 0 && is_resting(matcher, set, number))) {
        return false;
    }
    uint32_t ends = 0;
    struct gl_span window = window_of(text, region, at, &ends);
    matcher->set = set;
    matcher->pattern = gl_image_pattern_at(set->image, number);
    matcher->text = text;
    matcher->base = window.start;
    matcher->by_machine = matcher->pattern->program != 0;
    return matcher->by_machine ? run_program(matcher, number, way, window, ends, at)
                               : run_pcre2(matcher, number, way, window, ends, at);
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
    const struct gl_image_pattern *known = gl_image_pattern_at(set->image, pattern);
    const struct gl_byte_set *first = &known->first_bytes;
    struct gl_span up_to = {region.start, to};
    uint32_t reach = known->program != 0 ? known->reach : GL_MATCH_BACK;
    size_t at = to;
    // A match that ends at `to` cannot begin further back than it can reach.
    for (uint32_t back = 0; back < GL_MATCH_BACK && back < reach; back++) {
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

/* Span of a group in the text; false, and *span unchanged, when it did not take part. */
static bool group_span(const struct gl_matcher *matcher, uint32_t number, struct gl_span *span)
{
    size_t start = SIZE_MAX;
    size_t end = 0;
    if (number < matcher->pairs && matcher->by_machine) {
        const uint32_t *slots = matcher->machine.slots + 2 * number;
        start = slots[1] == UINT32_MAX ? SIZE_MAX : slots[0];
        end = slots[1];
    } else if (number < matcher->pairs) {
        const PCRE2_SIZE *vector = pcre2_get_ovector_pointer(matcher->data) + 2 * number;
        start = vector[0]; // PCRE2_UNSET is SIZE_MAX
        end = vector[1];
    }
    if (start != SIZE_MAX) {
        *span = (struct gl_span){matcher->base + start, matcher->base + end};
    }
    return start != SIZE_MAX;
}

struct gl_span gl_matched(const struct gl_matcher *matcher)
{
    struct gl_span span = {0, 0};
    group_span(matcher, 0, &span);
    return span;
}

/* The first group of that name that took part. */
static const struct gl_image_group *find_group(const struct gl_matcher *matcher, const char *name,
                                               struct gl_span *span)
{
    const struct gl_image *image = matcher->set->image;
    const struct gl_image_group *group = gl_image_group_at(image, matcher->pattern->group_first);
    const char *strings = gl_image_string(image, 0);
    // Each string stands once in an image: names from there are the same when their places are.
    bool known = name >= strings && name < strings + image->strings.count;
    for (uint32_t i = 0; i < matcher->pattern->group_count; i++, group++) {
        const char *own = gl_image_string(image, group->name);
        if ((known ? own == name : strcmp(own, name) == 0) &&
            group_span(matcher, group->number, span)) {
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
