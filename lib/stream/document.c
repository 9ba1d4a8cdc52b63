#include "stream/document.h"

#include <string.h>

const struct gl_layer *gl_document_find(const struct gl_document *document, const char *name)
{
    for (size_t i = 0; i < document->layer_count; i++) {
        if (strcmp(document->layers[i].name, name) == 0) {
            return &document->layers[i];
        }
    }
    return NULL;
}

struct gl_layer *gl_document_layer(struct gl_document *document, const char *name)
{
    for (size_t i = 0; i < document->layer_count; i++) {
        if (strcmp(document->layers[i].name, name) == 0) {
            return &document->layers[i];
        }
    }
    return NULL;
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
