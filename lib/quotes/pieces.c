#include "quotes/pieces.h"

#include "quotes/attribute.h"
#include "text/classes.h"
#include "text/utf8.h"

enum { PIECE_TOKENS = 1024 };

/* The tokens inside one quotation, and the pieces made of it. */
struct cutter {
    struct gl_quotes_work *work;
    struct gl_quotation *pieces; /* all so far, of all quotations */
    size_t count;
    size_t capacity;
    struct gl_token *tokens;
    struct gl_token_row row;
    uint32_t number; /* of the last interrupted quotation */
};

/* Appends the part `span` of `whole`, unless nothing stands in it. */
static bool add_piece(struct cutter *cutter, const struct gl_quotation *whole, struct gl_span span)
{
    struct gl_quotation piece = *whole;
    span = gl_trim(cutter->work->text, span);
    if (span.start >= span.end) {
        return true;
    }
    if (!gl_quotes_reserve(cutter->work->arena, (void **)&cutter->pieces, &cutter->capacity,
                           cutter->count, sizeof piece)) {
        return false;
    }
    piece.open_bytes = span.start == whole->span.start ? whole->open_bytes : 0;
    piece.close_bytes = span.end == whole->span.end ? whole->close_bytes : 0;
    piece.unclosed = whole->unclosed && span.end == whole->span.end;
    piece.span = span;
    if (gl_span_length(span) > (size_t)piece.open_bytes + piece.close_bytes) {
        cutter->pieces[cutter->count++] = piece;
    }
    return true;
}

static struct gl_span bytes_of(const struct cutter *cutter, size_t from, size_t to)
{
    return from < to ? (struct gl_span){cutter->tokens[from].start, cutter->tokens[to - 1].end}
                     : (struct gl_span){0, 0};
}

/* The first rule that matches with its cue at token `at`, or NULL. */
static const struct gl_rule *rule_at(const struct cutter *cutter, size_t at,
                                     struct gl_phrase_match *match)
{
    const struct gl_quotes_knowledge *knowledge = cutter->work->knowledge;
    uint64_t lists = cutter->tokens[at].lists | cutter->tokens[at].starts;
    if ((lists & knowledge->split_cues) == 0) {
        return NULL;
    }
    for (size_t i = 0; i < knowledge->split_count; i++) {
        const struct gl_rule *rule = gl_ruleset_rule(cutter->work->set, knowledge->split_rules[i]);
        const struct gl_phrase *phrase = &knowledge->rules[rule->number].phrase;
        if ((lists & phrase->anchor.lists) != 0 &&
            gl_phrase_match(phrase, &cutter->row, at, match) && match->from < match->to) {
            return rule;
        }
    }
    return NULL;
}

/* Gives what stands on both sides of the narrator's words to the speaker that they name;
 * GL_NO_ATTRIBUTION when memory is out. */
static uint32_t attribute(struct cutter *cutter, const struct gl_rule *rule,
                          const struct gl_phrase_match *match)
{
    const size_t *from = match->group_from;
    const size_t *to = match->group_to;
    struct gl_quotes_work *work = cutter->work;
    struct gl_attribution attribution = {
        .speaker = bytes_of(cutter, from[GL_GROUP_SPEAKER], to[GL_GROUP_SPEAKER]),
        .name = bytes_of(cutter, from[GL_GROUP_NAME], to[GL_GROUP_NAME]),
        .cue = bytes_of(cutter, from[GL_GROUP_CUE], to[GL_GROUP_CUE]),
        .rule = rule,
        .how = work->knowledge->rules[rule->number].how,
        .sure = work->knowledge->rules[rule->number].sure,
    };
    attribution.quoted_at = attribution.cue.start;
    attribution.pronoun =
        to[GL_GROUP_SPEAKER] == from[GL_GROUP_SPEAKER] + 1 &&
        (cutter->tokens[from[GL_GROUP_SPEAKER]].lists & work->knowledge->pronoun_bit) != 0;
    return gl_quotes_add_attribution(work, &attribution);
}

/* Parts one quotation at the narrator's words in its tokens. */
static bool cut(struct cutter *cutter, struct gl_quotation *whole)
{
    size_t first = cutter->count;
    size_t at = whole->span.start;
    struct gl_phrase_match match;
    for (size_t token = 0; token < cutter->row.count; token++) {
        const struct gl_rule *rule = rule_at(cutter, token, &match);
        struct gl_span narrated =
            rule == NULL ? (struct gl_span){0, 0} : bytes_of(cutter, match.from, match.to);
        if (rule == NULL || narrated.start < at) {
            continue;
        }
        whole->attribution = attribute(cutter, rule, &match);
        if (whole->attribution == GL_NO_ATTRIBUTION ||
            !add_piece(cutter, whole, (struct gl_span){at, narrated.start})) {
            return false;
        }
        gl_quotes_fired(cutter->work, rule, narrated, (struct gl_text){"split", 5});
        at = narrated.end;
        token = match.to - 1;
    }
    if (!add_piece(cutter, whole, (struct gl_span){at, whole->span.end})) {
        return false;
    }
    bool interrupted = cutter->count - first > 1;
    cutter->number += interrupted;
    for (size_t i = first; interrupted && i < cutter->count; i++) {
        cutter->pieces[i].piece = cutter->number;
    }
    return true;
}

static void read_tokens(struct cutter *cutter, const struct gl_quotation *whole)
{
    const struct gl_quotes_knowledge *knowledge = cutter->work->knowledge;
    struct gl_tokenizer tokenizer = {
        .wordbook = &knowledge->wordbook,
        .marks = &knowledge->mark_bits,
        .text = cutter->work->text,
        .tokens = cutter->tokens,
        .most = PIECE_TOKENS,
    };
    gl_tokens_of_text(&tokenizer, gl_quotation_inside(whole));
    gl_tokens_join(cutter->tokens, tokenizer.count);
    cutter->row = (struct gl_token_row){cutter->tokens, tokenizer.count, true,
                                        tokenizer.count < PIECE_TOKENS};
}

bool gl_quotes_split(struct gl_quotes_work *work)
{
    struct cutter cutter = {.work = work};
    struct gl_quotations *found = work->found;
    if (work->knowledge->split_count == 0 || found->count == 0) {
        return true;
    }
    cutter.tokens = gl_arena_alloc(work->arena, PIECE_TOKENS * sizeof *cutter.tokens);
    if (cutter.tokens == NULL) {
        return false;
    }
    for (size_t i = 0; i < found->count; i++) {
        read_tokens(&cutter, &found->items[i]);
        if (!cut(&cutter, &found->items[i])) {
            return false;
        }
    }
    found->items = cutter.pieces;
    found->count = cutter.count;
    found->capacity = cutter.capacity;
    return true;
}

/* Does quotation `b` go on with what `a` said, interrupted by the cue that both have? */
static bool goes_on(const struct gl_quotes_work *work, const struct gl_quotation *a,
                    const struct gl_quotation *b)
{
    if (a->attribution == GL_NO_ATTRIBUTION || b->attribution == GL_NO_ATTRIBUTION ||
        a->piece != 0 || b->piece != 0 || a->paragraph != b->paragraph) {
        return false;
    }
    struct gl_span cue = work->found->attributions[a->attribution].cue;
    struct gl_span other = work->found->attributions[b->attribution].cue;
    if (cue.start >= cue.end || cue.start != other.start || cue.start < a->span.end ||
        cue.end > b->span.start) {
        return false;
    }
    struct gl_span inside = gl_quotation_inside(b);
    size_t end = gl_quotation_inside(a).end;
    int32_t first;
    gl_utf8_decode(work->text, gl_trim(work->text, inside).start, &first);
    return work->text.bytes[end - 1] == ',' || gl_is_lower(first);
}

void gl_quotes_number(struct gl_quotes_work *work)
{
    struct gl_quotation *items = work->found->items;
    uint32_t number = 0;
    for (size_t i = 0; i < work->found->count; i++) {
        number = items[i].piece > number ? items[i].piece : number;
    }
    for (size_t i = 1; i < work->found->count; i++) {
        if (goes_on(work, &items[i - 1], &items[i])) {
            items[i - 1].piece = items[i].piece = ++number;
        }
    }
}
