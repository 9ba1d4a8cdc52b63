#include "quotes/regions.h"

#include <string.h>

#include "text/classes.h"
#include "text/utf8.h"

enum { SIGNATURE_BYTES = 100 };

/* Sentences and quotations, walked together. */
struct walk {
    struct gl_quotes_work *work;
    struct gl_layer_cursor sentences;
    const struct gl_row *sentence; /* the next one; NULL: none */
    size_t quotation;              /* the first that ends behind the last region */
    size_t capacity;
};

static bool ends_with(struct gl_text text, struct gl_span span, struct gl_text tail)
{
    return tail.length <= gl_span_length(span) &&
           memcmp(text.bytes + span.end - tail.length, tail.bytes, tail.length) == 0;
}

static bool announces(const struct gl_quotes_work *work, struct gl_span region)
{
    const struct gl_quotes_knowledge *knowledge = work->knowledge;
    for (size_t i = 0; i < knowledge->introducer_count; i++) {
        if (ends_with(work->text, region, knowledge->introducers[i])) {
            return true;
        }
    }
    return false;
}

/* Is the sentence a dash and a few words: "― Anna Berg" under a quotation? */
static bool is_signature(const struct gl_quotes_work *work, struct gl_span sentence)
{
    const struct gl_quotes_knowledge *knowledge = work->knowledge;
    for (size_t i = 0; i < knowledge->signature_count; i++) {
        struct gl_text dash = knowledge->signatures[i];
        if (gl_span_length(sentence) > dash.length && gl_span_length(sentence) < SIGNATURE_BYTES &&
            memcmp(work->text.bytes + sentence.start, dash.bytes, dash.length) == 0) {
            return true;
        }
    }
    return false;
}

/* Passes the quotations that end in `region`; true when the last of them is its end. */
static bool pass_quotations(struct walk *walk, struct gl_span region)
{
    const struct gl_quotations *found = walk->work->found;
    bool last = false;
    while (walk->quotation < found->count && found->items[walk->quotation].span.end <= region.end) {
        last = found->items[walk->quotation++].span.end == region.end;
    }
    return last;
}

/* Does the sentence `next` belong to the region before it? `quoted` says that a quotation ends that
 * region. */
static bool joins(const struct walk *walk, struct gl_span region, bool quoted, struct gl_span next)
{
    const struct gl_quotations *found = walk->work->found;
    const struct gl_quotation *ahead =
        walk->quotation < found->count ? &found->items[walk->quotation] : NULL;
    if (next.start == next.end) {
        return false;
    }
    if (ahead != NULL && ahead->span.start < region.end) {
        return true;
    }
    if (ahead != NULL && ahead->span.start == next.start && announces(walk->work, region)) {
        return true;
    }
    int32_t first;
    gl_utf8_decode(walk->work->text, next.start, &first);
    return quoted && (gl_is_lower(first) || is_signature(walk->work, next));
}

/* Sentences that came with the record may meet: what is taken stays taken. */
static bool add_region(struct walk *walk, struct gl_span region)
{
    struct gl_quotes_work *work = walk->work;
    size_t taken = work->region_count == 0 ? 0 : work->regions[work->region_count - 1].end;
    region.start = region.start < taken ? taken : region.start;
    if (region.start >= region.end) {
        return true;
    }
    if (!gl_quotes_reserve(work->arena, (void **)&work->regions, &walk->capacity,
                           work->region_count, sizeof *work->regions)) {
        return false;
    }
    work->regions[work->region_count++] = region;
    return true;
}

/* Quotations in front of `until` that no sentence holds are regions of their own. */
static bool add_orphans(struct walk *walk, size_t until)
{
    const struct gl_quotations *found = walk->work->found;
    while (walk->quotation < found->count && found->items[walk->quotation].span.end <= until) {
        if (!add_region(walk, found->items[walk->quotation++].span)) {
            return false;
        }
    }
    return true;
}

static struct gl_span take_sentence(struct walk *walk)
{
    struct gl_span span = walk->sentence->span;
    walk->sentence = gl_layer_next(&walk->sentences);
    return span;
}

/* The next region begins with sentence walk->sentence. */
static struct gl_span grow_region(struct walk *walk)
{
    struct gl_span region = take_sentence(walk);
    const struct gl_quotations *found = walk->work->found;
    if (walk->quotation < found->count && found->items[walk->quotation].span.start < region.start) {
        region.start = found->items[walk->quotation].span.start;
    }
    bool quoted = pass_quotations(walk, region);
    while (walk->sentence != NULL && joins(walk, region, quoted, walk->sentence->span)) {
        region.end = take_sentence(walk).end;
        quoted = pass_quotations(walk, region);
    }
    if (walk->quotation < found->count && found->items[walk->quotation].span.start < region.end) {
        region.end = found->items[walk->quotation++].span.end;
    }
    return region;
}

bool gl_quotes_regions(struct gl_quotes_work *work)
{
    struct walk walk = {
        .work = work,
        .sentences = gl_layer_begin(gl_document_find(work->input->document, "sentences")),
    };
    walk.sentence = gl_layer_next(&walk.sentences);
    while (walk.sentence != NULL) {
        struct gl_span next = walk.sentence->span;
        if (next.start == next.end) {
            take_sentence(&walk); // a row of no length: nothing to look at
        } else if (!add_orphans(&walk, next.start) || !add_region(&walk, grow_region(&walk))) {
            return false;
        }
    }
    return add_orphans(&walk, SIZE_MAX);
}
