#include "rules/yaml.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yaml.h>

#include "text/utf8.h"

/* An open list or map. */
struct level {
    uint32_t node;
    uint32_t last_child; /* GL_NO_NODE: none yet */
    uint32_t
        key; /* map: key that waits for its value, as an offset in strings; 0: a key is expected */
    uint32_t key_line, key_column;
};

struct reading {
    struct gl_yaml *yaml;
    struct level levels[GL_YAML_MAX_DEPTH];
    size_t depth;
    bool done;
    struct galley_error *error;
};

static enum galley_status fail(const struct reading *reading, const yaml_mark_t *mark,
                               const char *what)
{
    return gl_error_set(reading->error, GALLEY_BAD_RULES, reading->yaml->file, mark->line + 1,
                        mark->column + 1, "%s", what);
}

static enum galley_status no_memory(const struct reading *reading)
{
    return gl_error_set(reading->error, GALLEY_NO_MEMORY, reading->yaml->file, 0, 0,
                        "out of memory");
}

/* Offset of a new string; 0 stands for "" and also comes back when memory is out (strings.failed).
 */
static uint32_t add_string(struct gl_buffer *strings, const char *bytes, size_t length)
{
    uint32_t offset = (uint32_t)strings->length;
    if (length == 0) {
        return 0;
    }
    gl_buffer_add(strings, bytes, length);
    gl_buffer_byte(strings, '\0');
    return strings->failed ? 0 : offset;
}

/* Decimal number as JSON has it, with leading zeros allowed ("01"). */
static bool is_number(const char *text)
{
    const char *c = text + (*text == '-');
    const char *digits = c;
    while (*c >= '0' && *c <= '9') {
        c++;
    }
    if (c == digits) {
        return false;
    }
    if (*c == '.') {
        const char *fraction = ++c;
        while (*c >= '0' && *c <= '9') {
            c++;
        }
        if (c == fraction) {
            return false;
        }
    }
    return *c == '\0';
}

static bool is_one_of(const char *text, const char *const *words)
{
    for (; *words != NULL; words++) {
        if (strcmp(text, *words) == 0) {
            return true;
        }
    }
    return false;
}

/* Kind of a scalar: YAML 1.1's plain forms, as far as rule files need them. */
static enum gl_node_kind scalar_kind(const yaml_event_t *event)
{
    static const char *const nulls[] = {"", "~", "null", "Null", "NULL", NULL};
    static const char *const flags[] = {"true",  "false", "yes", "no",  "on",  "off",  "True",
                                        "False", "Yes",   "No",  "On",  "Off", "TRUE", "FALSE",
                                        "YES",   "NO",    "ON",  "OFF", NULL};
    const char *text = (const char *)event->data.scalar.value;
    if (event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE) {
        return GL_NODE_TEXT;
    }
    if (is_one_of(text, nulls)) {
        return GL_NODE_NULL;
    }
    if (is_one_of(text, flags)) {
        return GL_NODE_FLAG;
    }
    return is_number(text) ? GL_NODE_NUMBER : GL_NODE_TEXT;
}

/* Hangs a new node under the open level and returns its number, or 0 when memory is out. */
static uint32_t add_node(struct reading *reading, enum gl_node_kind kind, const yaml_mark_t *mark)
{
    struct gl_array *nodes = &reading->yaml->nodes;
    uint32_t number = (uint32_t)nodes->count;
    struct gl_node *node = gl_array_push(nodes);
    if (node == NULL) {
        return 0;
    }
    *node = (struct gl_node){
        .kind = kind, .line = (uint32_t)mark->line + 1, .column = (uint32_t)mark->column + 1};
    if (reading->depth == 0) {
        return number;
    }
    struct level *level = &reading->levels[reading->depth - 1];
    if (level->key != 0) {
        node->key = level->key;
        node->line = level->key_line;
        node->column = level->key_column;
        level->key = 0;
    }
    if (level->last_child == GL_NO_NODE) {
        GL_AT(*nodes, struct gl_node, level->node).child = number;
    } else {
        GL_AT(*nodes, struct gl_node, level->last_child).next = number;
    }
    level->last_child = number;
    return number;
}

static bool expects_key(const struct reading *reading)
{
    if (reading->depth == 0) {
        return false;
    }
    const struct level *level = &reading->levels[reading->depth - 1];
    return GL_AT(reading->yaml->nodes, struct gl_node, level->node).kind == GL_NODE_MAP &&
           level->key == 0;
}

static enum galley_status take_key(struct reading *reading, const yaml_event_t *event)
{
    struct level *level = &reading->levels[reading->depth - 1];
    if (event->data.scalar.length == 0) {
        return fail(reading, &event->start_mark, "a key is empty");
    }
    level->key = add_string(&reading->yaml->strings, (const char *)event->data.scalar.value,
                            event->data.scalar.length);
    level->key_line = (uint32_t)event->start_mark.line + 1;
    level->key_column = (uint32_t)event->start_mark.column + 1;
    return level->key == 0 ? no_memory(reading) : GALLEY_OK;
}

static enum galley_status take_scalar(struct reading *reading, const yaml_event_t *event)
{
    const char *value = (const char *)event->data.scalar.value;
    size_t length = event->data.scalar.length;
    if (event->data.scalar.anchor != NULL) {
        return fail(reading, &event->start_mark,
                    "anchors and aliases are not allowed in rule files");
    }
    if (event->data.scalar.tag != NULL) {
        return fail(reading, &event->start_mark, "tags are not allowed in rule files");
    }
    if (memchr(value, '\0', length) != NULL) {
        return fail(reading, &event->start_mark, "a text holds a NUL character");
    }
    if (expects_key(reading)) {
        return take_key(reading, event);
    }
    uint32_t text = add_string(&reading->yaml->strings, value, length);
    uint32_t number = add_node(reading, scalar_kind(event), &event->start_mark);
    if (reading->yaml->strings.failed || (number == 0 && reading->depth > 0)) {
        return no_memory(reading);
    }
    GL_AT(reading->yaml->nodes, struct gl_node, number).text = text;
    return GALLEY_OK;
}

static enum galley_status open_level(struct reading *reading, const yaml_event_t *event,
                                     enum gl_node_kind kind)
{
    bool list = kind == GL_NODE_LIST;
    const void *anchor =
        list ? event->data.sequence_start.anchor : event->data.mapping_start.anchor;
    const void *tag = list ? event->data.sequence_start.tag : event->data.mapping_start.tag;
    if (anchor != NULL) {
        return fail(reading, &event->start_mark,
                    "anchors and aliases are not allowed in rule files");
    }
    if (tag != NULL) {
        return fail(reading, &event->start_mark, "tags are not allowed in rule files");
    }
    if (expects_key(reading)) {
        return fail(reading, &event->start_mark, "a key must be a plain text");
    }
    if (reading->depth == GL_YAML_MAX_DEPTH) {
        return fail(reading, &event->start_mark,
                    "lists and maps are nested more than 64 levels deep");
    }
    uint32_t number = add_node(reading, kind, &event->start_mark);
    if (number == 0 && reading->depth > 0) {
        return no_memory(reading);
    }
    reading->levels[reading->depth++] = (struct level){.node = number};
    return GALLEY_OK;
}

/* A child of a map, for finding keys that stand twice. */
struct keyed {
    const char *key;
    const struct gl_node *node;
};

static int compare_keyed(const void *a, const void *b)
{
    const struct keyed *first = a;
    const struct keyed *second = b;
    int order = strcmp(first->key, second->key);
    if (order != 0) {
        return order;
    }
    return (first->node > second->node) - (first->node < second->node);
}

static enum galley_status refuse_double_keys(struct reading *reading, const struct gl_node *map)
{
    const struct gl_node *nodes = reading->yaml->nodes.items;
    struct gl_array keys = GL_ARRAY(struct keyed);
    enum galley_status status = GALLEY_OK;
    for (uint32_t child = map->child; child != GL_NO_NODE; child = nodes[child].next) {
        struct keyed *keyed = gl_array_push(&keys);
        if (keyed == NULL) {
            gl_array_release(&keys);
            return no_memory(reading);
        }
        *keyed = (struct keyed){reading->yaml->strings.bytes + nodes[child].key, &nodes[child]};
    }
    struct keyed *sorted = keys.items;
    if (keys.count > 1) {
        qsort(sorted, keys.count, sizeof *sorted, compare_keyed);
    }
    for (size_t i = 1; i < keys.count && status == GALLEY_OK; i++) {
        if (strcmp(sorted[i - 1].key, sorted[i].key) == 0) {
            status = gl_error_set(reading->error, GALLEY_BAD_RULES, reading->yaml->file,
                                  sorted[i].node->line, sorted[i].node->column,
                                  "key \"%s\" stands twice, first on line %u", sorted[i].key,
                                  (unsigned)sorted[i - 1].node->line);
        }
    }
    gl_array_release(&keys);
    return status;
}

static enum galley_status close_level(struct reading *reading)
{
    const struct level *level = &reading->levels[--reading->depth];
    const struct gl_node *node = &GL_AT(reading->yaml->nodes, struct gl_node, level->node);
    return node->kind == GL_NODE_MAP ? refuse_double_keys(reading, node) : GALLEY_OK;
}

static enum galley_status take_event(struct reading *reading, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        return take_scalar(reading, event);
    case YAML_SEQUENCE_START_EVENT:
        return open_level(reading, event, GL_NODE_LIST);
    case YAML_MAPPING_START_EVENT:
        return open_level(reading, event, GL_NODE_MAP);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        return close_level(reading);
    case YAML_ALIAS_EVENT:
        return fail(reading, &event->start_mark,
                    "anchors and aliases are not allowed in rule files");
    case YAML_DOCUMENT_START_EVENT:
        if (reading->yaml->nodes.count > 0) {
            return fail(reading, &event->start_mark, "a rule file holds one document only");
        }
        return GALLEY_OK;
    case YAML_STREAM_END_EVENT:
        reading->done = true;
        return GALLEY_OK;
    default:
        return GALLEY_OK;
    }
}

static enum galley_status parser_error(const struct reading *reading, const yaml_parser_t *parser)
{
    if (parser->error == YAML_MEMORY_ERROR) {
        return no_memory(reading);
    }
    return gl_error_set(reading->error, GALLEY_BAD_RULES, reading->yaml->file,
                        parser->problem_mark.line + 1, parser->problem_mark.column + 1,
                        "this is not YAML: %s", parser->problem ? parser->problem : "unreadable");
}

/* Line of byte `at`, from 1. */
static size_t line_of(const char *bytes, size_t at)
{
    size_t line = 1;
    for (size_t i = 0; i < at; i++) {
        line += bytes[i] == '\n';
    }
    return line;
}

/* What libyaml would accept, or be slow about, and a rule file may not hold. */
static enum galley_status check_bytes(const struct gl_yaml *yaml, struct gl_text text,
                                      struct galley_error *error)
{
    size_t good = gl_utf8_valid_until(text, 0);
    const char *nul = memchr(text.bytes, '\0', text.length);
    if (nul != NULL && (size_t)(nul - text.bytes) < good) {
        return gl_error_set(error, GALLEY_BAD_RULES, yaml->file,
                            line_of(text.bytes, (size_t)(nul - text.bytes)), 1,
                            "the file holds a NUL byte: rule files are UTF-8 text");
    }
    if (good < text.length) {
        return gl_error_set(error, GALLEY_BAD_RULES, yaml->file, line_of(text.bytes, good), 1,
                            "the file is not UTF-8 (byte 0x%02X)", (unsigned char)text.bytes[good]);
    }
    return GALLEY_OK;
}

static enum galley_status read_events(struct reading *reading, yaml_parser_t *parser)
{
    while (!reading->done) {
        yaml_event_t event;
        if (!yaml_parser_parse(parser, &event)) {
            return parser_error(reading, parser);
        }
        enum galley_status status = take_event(reading, &event);
        yaml_event_delete(&event);
        if (status != GALLEY_OK) {
            return status;
        }
    }
    return GALLEY_OK;
}

enum galley_status gl_yaml_parse(struct gl_yaml *yaml, const char *name, const char *bytes,
                                 size_t length, struct galley_error *error)
{
    struct reading reading = {.yaml = yaml, .error = error};
    size_t mark = length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0; // byte order mark
    bytes += mark;
    length -= mark;
    yaml->nodes = GL_ARRAY(struct gl_node);
    yaml->file = strdup(name);
    gl_buffer_byte(&yaml->strings, '\0');
    if (yaml->file == NULL || yaml->strings.failed) {
        return gl_error_set(error, GALLEY_NO_MEMORY, name, 0, 0, "out of memory");
    }
    enum galley_status status = check_bytes(yaml, (struct gl_text){bytes, length}, error);
    if (status != GALLEY_OK) {
        return status;
    }
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser)) {
        return no_memory(&reading);
    }
    yaml_parser_set_input_string(&parser, (const unsigned char *)bytes, length);
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    status = read_events(&reading, &parser);
    yaml_parser_delete(&parser);
    yaml->tree = (struct gl_tree){.file = yaml->file,
                                  .layer = "",
                                  .language = "",
                                  .nodes = yaml->nodes.items,
                                  .strings = yaml->strings.bytes,
                                  .node_count = (uint32_t)yaml->nodes.count,
                                  .string_bytes = (uint32_t)yaml->strings.length};
    return status;
}

/* Reads at most GL_YAML_MAX_BYTES + 1 bytes. */
static enum galley_status slurp(int fd, const char *path, struct gl_buffer *bytes,
                                struct galley_error *error)
{
    while (bytes->length <= GL_YAML_MAX_BYTES) {
        if (!gl_buffer_reserve(bytes, 65536)) {
            return gl_error_set(error, GALLEY_NO_MEMORY, path, 0, 0, "out of memory");
        }
        ssize_t got = read(fd, bytes->bytes + bytes->length, 65536);
        if (got == 0) {
            return GALLEY_OK;
        }
        if (got < 0 && errno != EINTR) {
            return gl_error_set(error, GALLEY_IO, path, 0, 0, "cannot be read: %s",
                                strerror(errno));
        }
        bytes->length += got > 0 ? (size_t)got : 0;
    }
    return gl_error_set(error, GALLEY_BAD_RULES, path, 1, 1, "the file is larger than 1 MiB");
}

enum galley_status gl_yaml_read(struct gl_yaml *yaml, const char *path, struct galley_error *error)
{
    struct gl_buffer bytes = {0};
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) {
        return gl_error_set(error, GALLEY_IO, path, 0, 0, "cannot be opened: %s", strerror(errno));
    }
    enum galley_status status = slurp(fd, path, &bytes, error);
    close(fd);
    if (status == GALLEY_OK) {
        status =
            gl_yaml_parse(yaml, path, bytes.length > 0 ? bytes.bytes : "", bytes.length, error);
    }
    gl_buffer_release(&bytes);
    return status;
}

void gl_yaml_release(struct gl_yaml *yaml)
{
    gl_array_release(&yaml->nodes);
    gl_buffer_release(&yaml->strings);
    free(yaml->file);
    *yaml = (struct gl_yaml){0};
}
