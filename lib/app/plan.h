/* Plan: what a filter does to every document of a run: its stages, rules and names.
 *
 * Made once, then only read: workers share it. */
#ifndef GALLEY_APP_PLAN_H
#define GALLEY_APP_PLAN_H

#include <stdbool.h>
#include <stddef.h>

#include "app/request.h"
#include "app/stages.h"
#include "base/error.h"
#include "rules/matcher.h"
#include "rules/rulebook.h"
#include "stream/record.h"

/* Holds pointers into itself: it may not be copied. */
struct gl_plan {
    const struct gl_stage *stage;
    const void *settings; /* of the stage; NULL: its defaults */
    struct gl_stage_list needs;
    struct gl_rulebook *rulebook; /* borrowed */
    const char *language;         /* of records that name none; NULL: to be detected */
    bool explain;
    bool to_jsonl;
    bool list_cuts; /* fill result->cuts */
    struct gl_record_settings record;
    struct gl_layer_name reads[GL_DOCUMENT_LAYERS];
    struct gl_layer_name writes[GL_DOCUMENT_LAYERS];
    size_t write_count;
};

/* Fills the plan; `request` NULL means the defaults. Format of the output: plan->to_jsonl, set by
 * the caller. */
void gl_plan_init(struct gl_plan *plan, const struct gl_stage *stage, const void *settings,
                  struct gl_rulebook *rulebook, const struct gl_request *request);

/* The language whose rules run on `document`, and in *how how it is known: given (by the record),
 * option, detected. */
struct gl_text gl_plan_language(const struct gl_plan *plan, const struct gl_document *document,
                                const char **how);

/* Runs the stages on the record's document: those that the filter requires, where the document does
 * not bring their layers, then its own, to which alone `trace` (NULL: nobody) listens. All their
 * layers are in the document afterwards. GALLEY_NO_MEMORY is the only failure. */
enum galley_status gl_plan_run(const struct gl_plan *plan, struct gl_record *record,
                               struct gl_matcher *matcher, struct gl_text language,
                               const struct gl_trace *trace);

#endif
