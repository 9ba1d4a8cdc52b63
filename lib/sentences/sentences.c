#include "sentences/sentences.h"

#include "sentences/candidates.h"
#include "sentences/decide.h"
#include "text/classes.h"
#include "text/lines.h"
#include "text/utf8.h"
#include "text/words.h"

enum { HEADING_BYTES = 400 }; // longer ones are not even counted

/* A sentence found and not yet written: whether it is a heading shows only when another follows. */
struct pending {
    struct gl_span span;
    size_t paragraph;
    const char *rule;
    bool whole_lines; /* begins where a line begins, and ends where one ends */
    bool waiting;
};

/* One document on its way. */
struct splitter {
    const struct gl_stage_input *input;
    const struct gl_knowledge *knowledge;
    struct gl_sentences_settings settings;
    struct gl_layer *layer;
    struct gl_text text;
    struct gl_scanner scanner;
    struct gl_judge judge;
    struct pending pending;
    size_t paragraph; /* number of the present one */
    size_t next_row;  /* the wanted span that the next row may meet */
};

/* Does the sentence end with a mark that ends sentences, or with one that promises more (: ; ,)? */
static bool ends_with_mark(const struct splitter *splitter, struct gl_span span)
{
    const struct gl_mark_table *marks = &splitter->knowledge->marks;
    for (size_t at = span.end; at > span.start;) {
        int32_t code_point;
        at = gl_utf8_before(splitter->text, at);
        gl_utf8_decode(splitter->text, at, &code_point);
        const struct gl_mark *mark = gl_marks_find(marks, code_point);
        if (mark == NULL || mark->ends != 0) {
            return mark != NULL;
        }
        if (mark->closes == 0 && mark->either == 0) {
            return (mark->border & (GL_MARK_COLON | GL_MARK_SEMICOLON | GL_MARK_COMMA)) != 0;
        }
    }
    return false;
}

static bool has_more_words(struct gl_text text, struct gl_span span, size_t count)
{
    struct gl_span word = {span.start, span.start};
    struct gl_text inside = {text.bytes, span.end};
    for (size_t words = 0; gl_word_after(inside, word.end, span.end, &word); words++) {
        if (words == count) {
            return true;
        }
    }
    return false;
}

/* A heading stands alone on its lines, is short, begins with a capital or a number and has no mark
 * at its end. */
static bool is_heading(const struct splitter *splitter, const struct pending *pending)
{
    int32_t first;
    struct gl_span span = pending->span;
    if (!pending->whole_lines || gl_span_length(span) > HEADING_BYTES) {
        return false;
    }
    gl_utf8_decode(splitter->text, span.start, &first);
    return gl_is_word(first) && !gl_is_lower(first) && !ends_with_mark(splitter, span) &&
           !has_more_words(splitter->text, span, splitter->knowledge->heading_words);
}

/* Does somebody want the sentences of the paragraph? Paragraphs rise, so each span is looked at
 * once.
 */
static bool is_wanted(const struct gl_wanted *wanted, size_t *next, struct gl_span stretch)
{
    if (wanted == NULL) {
        return true;
    }
    while (*next < wanted->count && wanted->spans[*next].end <= stretch.start) {
        (*next)++;
    }
    return *next < wanted->count && wanted->spans[*next].start < stretch.end;
}

/* Writes the pending sentence, if there is one; `more`: another follows. */
static void flush(struct splitter *splitter, bool more)
{
    struct pending *pending = &splitter->pending;
    if (!pending->waiting) {
        return;
    }
    struct gl_layer *layer = splitter->layer;
    const struct gl_wanted *wanted = splitter->input->wanted;
    pending->waiting = false;
    if (wanted != NULL) {
        if (is_wanted(wanted, &splitter->next_row, pending->span)) {
            gl_layer_add(layer, pending->span);
        }
        return;
    }
    struct gl_row *row = gl_layer_add(layer, pending->span);
    gl_row_number(layer, row, "paragraph", (long long)pending->paragraph);
    if (more && is_heading(splitter, pending)) {
        gl_row_flag(layer, row, "heading", true);
    }
    if (splitter->input->explain && pending->rule != NULL) {
        gl_row_text(layer, row, "rule", pending->rule);
    }
}

/* Does a line end (or nothing) stand before `at`, blanks apart? */
static bool line_begins(const struct splitter *splitter, size_t from, size_t at)
{
    const struct gl_mark_table *marks = &splitter->knowledge->marks;
    while (at > from) {
        int32_t code_point;
        uint8_t kind = gl_marks_byte(marks, splitter->text, at - 1);
        if (!(kind & (GL_BYTE_BLANK | GL_BYTE_HIGH))) {
            return (kind & GL_BYTE_LINE) != 0;
        }
        at = gl_utf8_before(splitter->text, at);
        gl_utf8_decode(splitter->text, at, &code_point);
        if (!gl_is_blank(code_point)) {
            return gl_is_line_end(code_point);
        }
    }
    return true;
}

static bool line_ends(const struct splitter *splitter, size_t at, size_t to)
{
    const struct gl_mark_table *marks = &splitter->knowledge->marks;
    while (at < to) {
        int32_t code_point;
        uint8_t kind = gl_marks_byte(marks, splitter->text, at);
        if (!(kind & (GL_BYTE_BLANK | GL_BYTE_HIGH))) {
            return (kind & GL_BYTE_LINE) != 0;
        }
        at += gl_utf8_decode(splitter->text, at, &code_point);
        if (!gl_is_blank(code_point)) {
            return gl_is_line_end(code_point);
        }
    }
    return true;
}

/* `span` without white space at either end. */
static struct gl_span trim(const struct splitter *splitter, struct gl_span span)
{
    const struct gl_mark_table *marks = &splitter->knowledge->marks;
    const uint8_t unclear = GL_BYTE_SPACE | GL_BYTE_HIGH;
    while (span.start < span.end &&
           (gl_marks_byte(marks, splitter->text, span.start) & GL_BYTE_SPACE)) {
        span.start++;
    }
    if (span.start < span.end && !(gl_marks_byte(marks, splitter->text, span.start) & unclear) &&
        !(gl_marks_byte(marks, splitter->text, span.end - 1) & unclear)) {
        return span;
    }
    return gl_trim(splitter->text, span);
}

/* The sentence at `span` of `paragraph`, closed by `rule`. */
static void add(struct splitter *splitter, struct gl_span paragraph, struct gl_span span,
                const char *rule)
{
    struct pending *pending = &splitter->pending;
    span = trim(splitter, span);
    if (span.start >= span.end) {
        return;
    }
    flush(splitter, true);
    *pending = (struct pending){
        .span = span,
        .paragraph = splitter->paragraph,
        .rule = rule,
        .whole_lines = splitter->input->wanted == NULL &&
                       line_begins(splitter, paragraph.start, span.start) &&
                       line_ends(splitter, span.end, paragraph.end),
        .waiting = true,
    };
}

/* What the settings decide before any rule is asked; false when they say nothing. */
static bool decide_by_settings(const struct splitter *splitter,
                               const struct gl_candidate *candidate, struct gl_decision *decision)
{
    const struct gl_sentences_settings *settings = &splitter->settings;
    const uint64_t *fields = candidate->evidence.fields;
    *decision = (struct gl_decision){.boundary = false, .end = candidate->end, .rule = NULL};
    if (settings->quotes == GL_QUOTES_KEEP && (fields[GL_FIELD_INSIDE] & GL_MARK_QUOTE)) {
        gl_judge_tell(&splitter->judge, candidate, "option quotes: join");
        return true;
    }
    if (settings->line_breaks == GL_LINE_BREAKS_KEEP && fields[GL_FIELD_GAP] == GL_GAP_LINE) {
        gl_judge_tell(&splitter->judge, candidate, "option line-breaks: split");
        decision->boundary = true;
        decision->rule = GL_SENTENCES_LINE_END;
        return true;
    }
    return false;
}

static void split_paragraph(struct splitter *splitter, struct gl_span paragraph)
{
    struct gl_candidate candidate;
    size_t start = paragraph.start;
    gl_scanner_enter(&splitter->scanner, paragraph);
    splitter->judge.paragraph = paragraph;
    gl_judge_begin(&splitter->judge, start);
    while (gl_scanner_next(&splitter->scanner, &candidate)) {
        struct gl_decision decision;
        if (!decide_by_settings(splitter, &candidate, &decision)) {
            decision = gl_judge_decide(&splitter->judge, &candidate);
        }
        if (decision.boundary && decision.before > start) {
            add(splitter, paragraph, (struct gl_span){start, decision.before}, decision.rule);
            start = decision.before;
        }
        if (decision.boundary && decision.end > start) {
            add(splitter, paragraph, (struct gl_span){start, decision.end}, decision.rule);
            start = decision.end;
            gl_judge_begin(&splitter->judge, start);
        }
    }
    add(splitter, paragraph, (struct gl_span){start, paragraph.end}, GL_SENTENCES_PARAGRAPH_END);
}

enum galley_status gl_sentences_find(const struct gl_stage_input *input)
{
    struct splitter splitter = {.input = input};
    struct gl_span paragraph = {0, 0};
    splitter.knowledge = gl_ruleset_bound(input->rules);
    splitter.text = input->document->text;
    splitter.layer = gl_document_start(input->document, gl_sentences_stage.layer);
    if (splitter.layer == NULL) {
        return GALLEY_NO_MEMORY;
    }
    gl_layer_fold(splitter.layer);
    if (input->settings != NULL) {
        splitter.settings = *(const struct gl_sentences_settings *)input->settings;
    }
    if (!gl_scanner_init(&splitter.scanner, splitter.knowledge, splitter.text,
                         input->document->arena)) {
        return GALLEY_NO_MEMORY;
    }
    splitter.scanner.join_lines = splitter.settings.line_breaks == GL_LINE_BREAKS_JOIN;
    splitter.judge = (struct gl_judge){.knowledge = splitter.knowledge,
                                       .set = input->rules,
                                       .matcher = input->matcher,
                                       .trace = input->trace,
                                       .scene = {.text = splitter.text},
                                       .text = splitter.text};
    size_t next_wanted = 0;
    bool needless = input->wanted != NULL && input->wanted->count == 0;
    while (!needless && gl_paragraph_after(splitter.text, paragraph.end, &paragraph)) {
        if (is_wanted(input->wanted, &next_wanted, paragraph)) {
            split_paragraph(&splitter, paragraph);
        }
        splitter.paragraph++;
    }
    flush(&splitter, false);
    return splitter.layer->failed ? GALLEY_NO_MEMORY : GALLEY_OK;
}
