#include "rules/conditions.h"

#include <string.h>

#include "rules/ruleset_internal.h"
#include "text/classes.h"
#include "text/utf8.h"

enum { NEAR_REACH = 4096 }; /* bytes on either side within which `near` looks */

const char *const gl_region_names[] = {"clause", "sentence", "line", "paragraph", "document", NULL};

static const struct gl_image_conditions *conditions_of(const struct gl_ruleset *set,
                                                       const struct gl_node *map)
{
    const struct gl_image_conditions *rows = gl_image_at(set->image, set->image->conditions);
    return map == NULL || map->pattern == 0 ? NULL : &rows[map->pattern - 1];
}

enum gl_region gl_region_of(const struct gl_ruleset *set, const struct gl_node *map,
                            enum gl_region otherwise)
{
    const struct gl_image_conditions *row = conditions_of(set, map);
    return row == NULL || row->region == 0 ? otherwise : (enum gl_region)(row->region - 1);
}

bool gl_conditions_any(const struct gl_ruleset *set, const struct gl_node *map)
{
    const struct gl_image_conditions *row = conditions_of(set, map);
    uint32_t any = 0;
    for (int i = 0; row != NULL && i < 2; i++) {
        any |= row->before[i] | row->after[i] | row->near[i] | row->in[i];
    }
    return any != 0;
}

/* What one map's conditions are judged on. */
struct question {
    struct gl_matcher *matcher;
    const struct gl_ruleset *set;
    struct gl_scene *scene;
    struct gl_span span;
    enum gl_region kind;
};

/* `before` and `after` look around the match within its paragraph. */
static bool holds_before(const struct question *question, uint32_t pattern)
{
    struct gl_span region = gl_scene_region(question->scene, question->matcher, question->set,
                                            GL_REGION_PARAGRAPH, question->span.start);
    size_t to =
        gl_trim(question->scene->text, (struct gl_span){region.start, question->span.start}).end;
    return gl_match_before(question->matcher, question->set, pattern, question->scene->text, region,
                           to);
}

static bool holds_after(const struct question *question, uint32_t pattern)
{
    struct gl_span region = gl_scene_region(question->scene, question->matcher, question->set,
                                            GL_REGION_PARAGRAPH, question->span.start);
    region.end = region.end < question->span.end ? question->span.end : region.end;
    size_t from =
        gl_trim(question->scene->text, (struct gl_span){question->span.end, region.end}).start;
    return gl_match(question->matcher, question->set, pattern, question->scene->text, region, from);
}

static bool holds_near(const struct question *question, uint32_t pattern)
{
    struct gl_text text = question->scene->text;
    struct gl_span span = question->span;
    struct gl_span region = gl_scene_region(question->scene, question->matcher, question->set,
                                            question->kind, span.start);
    struct gl_span left = {region.start, span.start};
    struct gl_span right = {span.end, region.end};
    if (gl_span_length(left) > NEAR_REACH && left.end > left.start) {
        left.start = gl_utf8_floor(text, span.start - NEAR_REACH);
    }
    if (right.end > right.start && gl_span_length(right) > NEAR_REACH) {
        right.end = gl_utf8_before(text, span.end + NEAR_REACH);
    }
    if (left.start < left.end &&
        gl_match_find(question->matcher, question->set, pattern, text, left, left.start)) {
        return true;
    }
    return right.start < right.end &&
           gl_match_find(question->matcher, question->set, pattern, text, right, right.start);
}

/* Does `mark` hold the span, with the kind asked for (NULL: any)? */
static bool marks_hold(const struct gl_marks *marks, const char *kind, struct gl_span span)
{
    size_t low = 0;
    size_t high = marks->count;
    while (low <
           high) { // marks of one layer lie apart or nested by one: the last that starts before
        size_t middle = low + (high - low) / 2;
        if (marks->spans[middle].start <= span.start) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low == 0 || !gl_span_holds(marks->spans[low - 1], span)) {
        return false;
    }
    const char *own = marks->kinds == NULL ? NULL : marks->kinds[low - 1];
    return kind == NULL || (own != NULL && strcmp(own, kind) == 0);
}

/* `name` is a layer, or layer.kind. */
static bool is_in_layer(const struct question *question, const char *name)
{
    size_t length = strcspn(name, ".");
    const char *kind = name[length] == '.' ? name + length + 1 : NULL;
    const struct gl_scene *scene = question->scene;
    if (strncmp(name, "sentences", length) == 0 && length == strlen("sentences")) {
        return marks_hold(&scene->sentences, kind, question->span);
    }
    for (size_t i = 0; i < scene->mark_count; i++) {
        const struct gl_marks *marks = &scene->marks[i];
        if (strlen(marks->layer) == length && strncmp(marks->layer, name, length) == 0 &&
            marks_hold(marks, kind, question->span)) {
            return true;
        }
    }
    return false;
}

static bool holds_in(const struct question *question, const struct gl_node *node)
{
    if (node->kind != GL_NODE_LIST) {
        return is_in_layer(question, gl_node_text(question->set, node));
    }
    for (const struct gl_node *item = gl_node_first(question->set, node); item != NULL;
         item = gl_node_next(question->set, item)) {
        if (is_in_layer(question, gl_node_text(question->set, item))) {
            return true;
        }
    }
    return false;
}

/* Is the layer asked for (0: none) there, as wanted? */
static bool layers_hold(const struct question *question, const uint32_t nodes[2])
{
    const struct gl_node *all = gl_image_at(question->set->image, question->set->image->nodes);
    return (nodes[0] == GL_NO_NODE || holds_in(question, &all[nodes[0]])) &&
           (nodes[1] == GL_NO_NODE || !holds_in(question, &all[nodes[1]]));
}

/* Does the pattern asked for stand there, and not the one that must not? */
static bool patterns_hold(const struct question *question, const uint32_t patterns[2],
                          bool (*holds)(const struct question *question, uint32_t pattern))
{
    return (patterns[0] == GL_NO_PATTERN || holds(question, patterns[0])) &&
           (patterns[1] == GL_NO_PATTERN || !holds(question, patterns[1]));
}

/* What costs least is asked first. */
bool gl_conditions_hold(struct gl_matcher *matcher, const struct gl_ruleset *set,
                        const struct gl_node *map, struct gl_scene *scene, struct gl_span span,
                        enum gl_region otherwise)
{
    const struct gl_image_conditions *row = conditions_of(set, map);
    struct question question = {.matcher = matcher, .set = set, .scene = scene, .span = span};
    if (row == NULL) {
        return true;
    }
    question.kind = gl_region_of(set, map, otherwise);
    return layers_hold(&question, row->in) && patterns_hold(&question, row->after, holds_after) &&
           patterns_hold(&question, row->before, holds_before) &&
           patterns_hold(&question, row->near, holds_near);
}
