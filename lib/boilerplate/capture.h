/* Capture: what a removed line knew about the document, kept in the layer `captures`. */
#ifndef GALLEY_BOILERPLATE_CAPTURE_H
#define GALLEY_BOILERPLATE_CAPTURE_H

#include "boilerplate/boilerplate.h"
#include "stream/stage.h"

/* Adds a row {key, value, rule} to `layer` for each capture of the cut's rule, unless the same key
 * and value are there already. Runs the rule's pattern again to read its groups. Failures stick in
 * the layer. */
void gl_capture_add(const struct gl_stage_input *input, const struct gl_cut *cut,
                    struct gl_layer *layer);

#endif
