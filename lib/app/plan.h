/* Plan: what a run does to every document: its steps, rules and names.
 *
 * Made once, then only read: workers share it. In the document layers go by the names that they
 * have in the stream, so that a step finds what the steps before it left as if it read the record
 * anew; a step with --layer has its own under the engine's name while it runs. What a step requires
 * and nobody published is lent to it alone. */
#ifndef GALLEY_APP_PLAN_H
#define GALLEY_APP_PLAN_H

#include <stdbool.h>
#include <stddef.h>

#include "app/request.h"
#include "app/stages.h"
#include "app/steps.h"
#include "base/error.h"
#include "rules/matcher.h"
#include "rules/rulebook.h"
#include "stream/record.h"

/* A stage with what was asked of it. */
struct gl_plan_step {
    const struct gl_stage *stage;
    const void *settings; /* NULL: the defaults */
    const char *renamed;  /* --layer; NULL: none */
    bool explain;
    bool list_cuts;             /* fill result->cuts */
    struct gl_stage_list needs; /* itself last */
};

/* How a record is read when step i and those behind it are still to run: with the layers that one
 * of them reads before another of them makes it anew. */
struct gl_plan_reads {
    struct gl_record_settings record;
    struct gl_layer_name layers[GL_DOCUMENT_LAYERS];
};

/* Holds pointers into itself: it may not be copied. */
struct gl_plan {
    struct gl_plan_step steps[GL_PIPELINE_STAGES];
    size_t count;
    struct gl_rulebook *rulebook; /* borrowed */
    const char *language;         /* of records that name none; NULL: to be detected */
    bool to_jsonl;
    struct gl_record_settings record; /* without layers */
    struct gl_plan_reads reads[GL_PIPELINE_STAGES];
};

/* Layers to be published, in the order in which steps wrote them first. */
struct gl_plan_layers {
    struct gl_layer_name names[GL_DOCUMENT_LAYERS];
    size_t count;
};

/* Fills the plan; `steps` must outlive it. `request` NULL means the defaults. Format of the output:
 * plan->to_jsonl, set by the caller. */
void gl_plan_init(struct gl_plan *plan, const struct gl_steps *steps, struct gl_rulebook *rulebook,
                  const struct gl_request *request);

/* A plan of one stage with settings of its own, for examples of rules. */
void gl_plan_init_stage(struct gl_plan *plan, const struct gl_stage *stage, const void *settings,
                        struct gl_rulebook *rulebook);

/* The plan of one step of `plan`: what that filter alone would do. */
void gl_plan_single(const struct gl_plan *plan, size_t index, struct gl_plan *single);

/* Adds to `layers` what the step publishes of the layers that the document has now that the step
 * was left, if it is not among them. */
void gl_plan_writes(const struct gl_plan_step *step, const struct gl_document *document,
                    struct gl_plan_layers *layers);

/* The language whose rules run on `document`, and in *how how it is known: given (by the record),
 * option, detected. Its text must be as it was read: nothing hidden. */
struct gl_text gl_plan_language(const struct gl_plan *plan, const struct gl_document *document,
                                const char **how);

/* Around the run of each step: its own layer under the engine's name, and back. */
void gl_plan_enter(const struct gl_plan_step *step, struct gl_document *document);
void gl_plan_leave(const struct gl_plan_step *step, struct gl_document *document);

/* Runs a step on the record's document: the stages that it requires, where the document does not
 * bring their layers, then its own, to which alone `trace` (NULL: nobody) listens. GALLEY_NO_MEMORY
 * is the only failure. */
enum galley_status gl_plan_run(const struct gl_plan *plan, const struct gl_plan_step *step,
                               struct gl_record *record, struct gl_matcher *matcher,
                               struct gl_text language, const struct gl_trace *trace);

#endif
