/* Regions of a text around a place: line, paragraph, clause, sentence. */
#include "rules/conditions.h"
#include "rules/ruleset_internal.h"
#include "text/classes.h"
#include "text/lines.h"
#include "text/utf8.h"

/* True when `at` lies in the cached region, so that it need not be looked for again. */
static bool is_in(struct gl_span region, size_t at)
{
    return region.start <= at && at < region.end;
}

/* From the start of the text, or from the end of the last region when `at` lies behind it: rising
 * questions pass over the text once. */
static size_t search_start(struct gl_span cached, size_t at)
{
    return cached.end <= at ? cached.end : 0;
}

static struct gl_span line_region(struct gl_scene *scene, size_t at)
{
    if (is_in(scene->line, at)) {
        return scene->line;
    }
    struct gl_line line;
    for (size_t from = search_start(scene->line, at); gl_line_at(scene->text, from, &line);
         from = line.next) {
        if (at < line.next || line.next == scene->text.length) {
            scene->line = line.content;
            return line.content;
        }
    }
    return (struct gl_span){at, at};
}

static struct gl_span paragraph_region(struct gl_scene *scene, size_t at)
{
    if (is_in(scene->paragraph, at)) {
        return scene->paragraph;
    }
    struct gl_span paragraph;
    size_t from = search_start(scene->paragraph, at);
    while (gl_paragraph_after(scene->text, from, &paragraph)) {
        if (at < paragraph.end) {
            if (at < paragraph.start) {
                break; // between paragraphs
            }
            scene->paragraph = paragraph;
            return paragraph;
        }
        from = paragraph.end;
    }
    return (struct gl_span){at, at};
}

static struct gl_span sentence_region(struct gl_scene *scene, size_t at)
{
    const struct gl_marks *sentences = &scene->sentences;
    size_t index = scene->sentence_index;
    if (index >= sentences->count || at < sentences->spans[index].start) {
        size_t low = 0;
        size_t high = sentences->count;
        while (low < high) { // the last sentence that starts at or before `at`
            size_t middle = low + (high - low) / 2;
            if (sentences->spans[middle].start <= at) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        index = low > 0 ? low - 1 : 0;
    }
    while (index + 1 < sentences->count && sentences->spans[index + 1].start <= at) {
        index++;
    }
    scene->sentence_index = index;
    if (index < sentences->count && is_in(sentences->spans[index], at)) {
        return sentences->spans[index];
    }
    return paragraph_region(scene, at);
}

/* The sentence, cut at the clause borders around `at`. */
static struct gl_span clause_region(struct gl_scene *scene, struct gl_matcher *matcher,
                                    const struct gl_ruleset *set, size_t at)
{
    if (is_in(scene->clause, at)) {
        return scene->clause;
    }
    struct gl_span sentence = sentence_region(scene, at);
    struct gl_span clause = sentence;
    if (gl_span_holds(sentence, scene->clause) && scene->clause.end <= at) {
        clause.start = scene->clause.end;
    }
    while (gl_match_find(matcher, set, set->clause_border, scene->text, sentence, clause.start)) {
        struct gl_span border = gl_matched(matcher);
        if (border.start > at) {
            clause.end = border.start;
            break;
        }
        if (border.end > at) {
            // `at` stands in the border itself, which then counts as part of what follows
            clause.start = border.start;
            if (!gl_match_find(matcher, set, set->clause_border, scene->text, sentence,
                               border.end)) {
                break;
            }
            clause.end = gl_matched(matcher).start;
            break;
        }
        clause.start = border.end;
    }
    scene->clause = clause;
    return clause;
}

struct gl_span gl_scene_region(struct gl_scene *scene, struct gl_matcher *matcher,
                               const struct gl_ruleset *set, enum gl_region kind, size_t at)
{
    switch (kind) {
    case GL_REGION_CLAUSE:
        return clause_region(scene, matcher, set, at);
    case GL_REGION_SENTENCE:
        return sentence_region(scene, at);
    case GL_REGION_LINE:
        return line_region(scene, at);
    case GL_REGION_PARAGRAPH:
        return paragraph_region(scene, at);
    case GL_REGION_DOCUMENT:
        break;
    }
    return (struct gl_span){0, scene->text.length};
}
