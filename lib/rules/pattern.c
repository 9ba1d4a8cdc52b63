/* Patterns: PCRE2 source from an image to compiled code. */
#include <stdlib.h>

#include "rules/ruleset_internal.h"

static pcre2_code *compile(const char *source, enum gl_pattern_way way, int *code,
                           PCRE2_SIZE *offset)
{
    uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_ANCHORED | PCRE2_NEVER_BACKSLASH_C |
                       PCRE2_DOLLAR_ENDONLY | PCRE2_NO_UTF_CHECK |
                       PCRE2_NO_AUTO_POSSESS; // it would not see that a callout may refuse
    pcre2_compile_context *context = pcre2_compile_context_create(NULL);
    if (context == NULL) {
        *code = PCRE2_ERROR_NOMEMORY;
        return NULL;
    }
    pcre2_set_newline(context, PCRE2_NEWLINE_ANYCRLF);
    pcre2_set_bsr(context, PCRE2_BSR_UNICODE);
    options |= way == GL_WAY_UP_TO ? PCRE2_ENDANCHORED : 0;
    pcre2_code *compiled =
        pcre2_compile((PCRE2_SPTR)source, PCRE2_ZERO_TERMINATED, options, code, offset, context);
    pcre2_compile_context_free(context);
    return compiled;
}

/* The pack leaves out the sources of what has a program: these were proven when it was built. */
static const char *source_of(const struct gl_image *image, const struct gl_image_pattern *pattern)
{
    if (pattern->program == 0) {
        return gl_image_string(image, pattern->source);
    }
    return image->sources.count == 0
               ? ""
               : (const char *)gl_image_at(image, image->sources) + pattern->source;
}

enum galley_status gl_pattern_prove(const struct gl_ruleset *set, uint32_t number,
                                    struct galley_error *error)
{
    const struct gl_image_pattern *pattern = gl_image_pattern_at(set->image, number);
    int code;
    PCRE2_SIZE offset;
    pcre2_code *compiled = compile(source_of(set->image, pattern), GL_WAY_FROM, &code, &offset);
    if (compiled != NULL) {
        pcre2_code_free(compiled);
        return GALLEY_OK;
    }
    const char *file = gl_image_string(set->image, pattern->file);
    if (code == PCRE2_ERROR_NOMEMORY || code == PCRE2_ERROR_HEAP_FAILED) {
        return gl_error_set(error, GALLEY_NO_MEMORY, file, 0, 0, "out of memory");
    }
    PCRE2_UCHAR message[160] = "";
    pcre2_get_error_message(code, message, sizeof message);
    return gl_error_set(error, GALLEY_BAD_RULES, file, pattern->line, pattern->column,
                        "the pattern does not compile: %s, in \"%.120s\"", (const char *)message,
                        gl_image_string(set->image, pattern->original));
}

static struct gl_compiled *make(const struct gl_ruleset *set, uint32_t number,
                                enum gl_pattern_way way)
{
    const struct gl_image_pattern *pattern = gl_image_pattern_at(set->image, number);
    struct gl_compiled *made = calloc(1, sizeof *made);
    int code;
    PCRE2_SIZE offset;
    if (made == NULL) {
        return NULL;
    }
    made->code = compile(source_of(set->image, pattern), way, &code, &offset);
    if (made->code == NULL) {
        free(made);
        return NULL;
    }
    return made;
}

const pcre2_code *gl_pattern_code(struct gl_compiled *compiled)
{
    enum { OFTEN = 100 }; // runs of the interpreter cost about as much as making machine code
    pcre2_code *quick = atomic_load_explicit(&compiled->quick, memory_order_acquire);
    if (quick != NULL) {
        return quick;
    }
    if (atomic_fetch_add_explicit(&compiled->uses, 1, memory_order_relaxed) + 1 != OFTEN) {
        return compiled->code;
    }
    // A copy, because others run what is there; PCRE2 writes to what it makes machine code for.
    quick = pcre2_code_copy(compiled->code);
    if (quick == NULL) {
        return compiled->code;
    }
    // Where the system forbids executable memory the interpreter runs instead, with the same
    // results.
    (void)pcre2_jit_compile(quick, PCRE2_JIT_COMPLETE);
    atomic_store_explicit(&compiled->quick, quick, memory_order_release);
    return quick;
}

void gl_pattern_free(struct gl_compiled *compiled)
{
    if (compiled != NULL) {
        pcre2_code_free(atomic_load(&compiled->quick));
        pcre2_code_free(compiled->code);
        free(compiled);
    }
}

struct gl_compiled *gl_pattern_compiled(const struct gl_ruleset *set, uint32_t number,
                                        enum gl_pattern_way way)
{
    _Atomic(struct gl_compiled *) *place = &set->patterns[(number - 1) * GL_PATTERN_WAYS + way];
    struct gl_compiled *compiled = atomic_load_explicit(place, memory_order_acquire);
    if (compiled != NULL) {
        return compiled;
    }
    pthread_mutex_t *lock =
        &((struct gl_ruleset *)set)->lock; // the cache is not part of the set's value
    pthread_mutex_lock(lock);
    compiled = atomic_load_explicit(place, memory_order_relaxed);
    if (compiled == NULL) {
        compiled = make(set, number, way);
        atomic_store_explicit(place, compiled, memory_order_release);
    }
    pthread_mutex_unlock(lock);
    return compiled;
}
