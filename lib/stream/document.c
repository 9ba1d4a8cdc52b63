#include "stream/document.h"

#include <string.h>

static bool is_named(const struct gl_layer *layer, const char *name)
{
    return strcmp(layer->name, name) == 0;
}

struct gl_layer *gl_document_layer(struct gl_document *document, const char *name)
{
    for (size_t i = 0; i < document->layer_count; i++) {
        if (is_named(&document->layers[i], name)) {
            return &document->layers[i];
        }
    }
    return NULL;
}

const struct gl_layer *gl_document_find(const struct gl_document *document, const char *name)
{
    return gl_document_layer((struct gl_document *)document, name);
}

struct gl_layer *gl_document_start(struct gl_document *document, const char *name)
{
    struct gl_layer *layer = gl_document_layer(document, name);
    if (layer == NULL) {
        if (document->layer_count == GL_DOCUMENT_LAYERS) {
            return NULL;
        }
        layer = &document->layers[document->layer_count++];
    }
    *layer = (struct gl_layer){.name = name, .arena = document->arena};
    return layer;
}

void gl_document_rename(struct gl_document *document, const char *from, const char *to)
{
    for (size_t i = 0; i < document->layer_count; i++) {
        if (is_named(&document->layers[i], from)) {
            document->layers[i].name = to;
        }
    }
}

void gl_document_drop(struct gl_document *document, const char *name)
{
    struct gl_layer *layer = gl_document_layer(document, name);
    if (layer != NULL) {
        *layer = document->layers[--document->layer_count];
    }
}
