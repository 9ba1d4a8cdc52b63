#include "sentences/stage.h"

#include "sentences/knowledge.h"
#include "sentences/sentences.h"
#include "text/classes.h"
#include "text/lines.h"
#include "text/utf8.h"

static const char *const decide_names[] = {
    "join", "split", "split-before", "split-behind", "split-around", "vote", NULL};

/* Keys that ask for evidence; evidence.h has their values, and check.c tests them. */
#define EVIDENCE_KEYS                                                                              \
    {.name = "mark", .type = GL_KEY_TEXTS, .help = "class of the mark; otherwise those that end"}, \
        {.name = "word",                                                                           \
         .type = GL_KEY_TEXTS,                                                                     \
         .help = "lists one of which holds the word before"},                                      \
        {.name = "shape", .type = GL_KEY_TEXTS, .help = "shape of the word before"},               \
        {.name = "closed", .type = GL_KEY_TEXTS, .help = "closing marks behind the mark"},         \
        {.name = "gap", .type = GL_KEY_TEXTS, .help = "what lies before the next word"},           \
        {.name = "opens", .type = GL_KEY_TEXTS, .help = "marks before the next word"},             \
        {.name = "next", .type = GL_KEY_TEXTS, .help = "shape of the next word"},                  \
        {.name = "next-word", .type = GL_KEY_TEXTS, .help = "lists one of which holds it"},        \
        {.name = "then", .type = GL_KEY_TEXTS, .help = "the mark right behind the next word"},     \
        {.name = "inside", .type = GL_KEY_TEXTS, .help = "what is open here"},                     \
        {.name = "line", .type = GL_KEY_TEXTS, .help = "how the line ends"},                       \
    {                                                                                              \
        .name = "entry", .type = GL_KEY_TEXTS, .help = "does it number the next entry of a list"   \
    }

static const struct gl_key unless_keys[] = {EVIDENCE_KEYS, {.name = NULL}};

static const struct gl_key rule_keys[] = {
    {.name = "decide", .type = GL_KEY_CHOICE, .choices = decide_names, .help = "what it decides"},
    EVIDENCE_KEYS,
    {.name = "unless", .type = GL_KEY_MAP, .keys = unless_keys, .help = "when it does not hold"},
    {.name = "words-at-least", .type = GL_KEY_NUMBER, .help = "words of the sentence so far"},
    {.name = "words-at-most", .type = GL_KEY_NUMBER, .help = "words of the sentence so far"},
    {.name = NULL},
};

static const struct gl_key heading_keys[] = {
    {.name = "words-at-most", .type = GL_KEY_NUMBER, .help = "words of a heading"},
    {.name = NULL},
};

static const struct gl_key wrap_keys[] = {
    {.name = "narrowest", .type = GL_KEY_NUMBER, .help = "code points of the narrowest column"},
    {.name = "widest", .type = GL_KEY_NUMBER, .help = "code points of the widest column"},
    {.name = NULL},
};

static const struct gl_key votes_keys[] = {
    {.name = "threshold", .type = GL_KEY_NUMBER, .help = "a sum above it splits"},
    {.name = NULL},
};

static const struct gl_key settings_keys[] = {
    {.name = "heading", .type = GL_KEY_MAP, .keys = heading_keys, .help = "what a heading is"},
    {.name = "wrap", .type = GL_KEY_MAP, .keys = wrap_keys, .help = "how programs wrap lines"},
    {.name = "votes", .type = GL_KEY_MAP, .keys = votes_keys, .help = "how votes decide"},
    {.name = NULL},
};

/* What stands before or behind a candidate may be said without a match. */
static const char *const instead_of_match[] = {"before", "after", NULL};

const struct gl_schema gl_sentences_schema = {
    .instead_of_match = instead_of_match,
    .layer = "sentences",
    .rule_keys = rule_keys,
    .settings_keys = settings_keys,
    .gives = NULL,
    .check = gl_knowledge_check,
    .bind = gl_knowledge_bind,
};

/* Appends the bytes of one sentence; white space with a line end in it becomes one blank. */
static void write_sentence(struct gl_text text, struct gl_span span, struct gl_buffer *out)
{
    struct gl_line line;
    struct gl_text whole = {text.bytes, span.end};
    if (gl_line_at(whole, span.start, &line) && line.content.end == span.end) {
        gl_buffer_add(out, text.bytes + span.start, gl_span_length(span));
        return;
    }
    size_t kept = span.start;
    size_t blank = span.start; // where the present white space began
    bool line_end = false;
    bool in_space = false;
    for (size_t at = span.start; at < span.end;) {
        int32_t code_point;
        size_t length = gl_utf8_decode(text, at, &code_point);
        bool space = gl_is_space(code_point);
        if (space && !in_space) {
            blank = at;
            line_end = false;
        } else if (!space && in_space && line_end) {
            gl_buffer_add(out, text.bytes + kept, blank - kept);
            gl_buffer_byte(out, ' ');
            kept = at;
        }
        line_end = line_end || (space && gl_is_line_end(code_point));
        in_space = space;
        at += length;
    }
    gl_buffer_add(out, text.bytes + kept, span.end - kept);
}

static void write_lines(struct gl_text text, const struct gl_layer *layer, struct gl_pieces *out)
{
    struct gl_buffer *own = gl_pieces_own(out);
    struct gl_layer_cursor cursor = gl_layer_begin(layer);
    const struct gl_row *row;
    long long paragraph = 0;
    for (bool first = true; (row = gl_layer_next(&cursor)) != NULL; first = false) {
        const struct gl_attribute *number = gl_row_find(row, "paragraph");
        long long present = number != NULL ? number->number : paragraph;
        if (!first && present != paragraph) {
            gl_buffer_byte(own, '\n');
        }
        write_sentence(text, row->span, own);
        gl_buffer_byte(own, '\n');
        gl_pieces_flow(out);
        paragraph = present;
    }
}

static void write_with_nulls(struct gl_text text, const struct gl_layer *layer,
                             struct gl_pieces *out)
{
    struct gl_buffer *own = gl_pieces_own(out);
    struct gl_layer_cursor cursor = gl_layer_begin(layer);
    const struct gl_row *row;
    while ((row = gl_layer_next(&cursor)) != NULL) {
        gl_buffer_add(own, text.bytes + row->span.start, gl_span_length(row->span));
        gl_buffer_byte(own, '\0');
        gl_pieces_flow(out);
    }
}

static void write_plain(const struct gl_document *document, const void *settings,
                        struct gl_pieces *out)
{
    const struct gl_layer *layer = gl_document_find(document, gl_sentences_stage.layer);
    const struct gl_sentences_settings *wanted = settings;
    if (wanted != NULL && wanted->null_output) {
        write_with_nulls(document->original, layer, out);
    } else {
        write_lines(document->original, layer, out);
    }
}

static const char *const produces[] = {"sentences", NULL};
static const char *const none[] = {NULL};

const struct gl_stage gl_sentences_stage = {
    .layer = "sentences",
    .produces = produces,
    .reads = none,
    .requires = none,
    .schema = &gl_sentences_schema,
    .run = gl_sentences_find,
    .write_plain = write_plain,
};
