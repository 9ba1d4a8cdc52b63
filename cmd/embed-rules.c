/* embed-rules: a step of the build, not installed. Checks the rule files named and writes them to
 * standard output as C source, to be linked into every command. */
#include <stdio.h>

#include "app/stages.h"
#include "base/error.h"
#include "rules/pack.h"

/* This program is linked without the packs that it makes. */
const struct gl_pack_files gl_pack_files = {.count = 0};
const struct gl_pack gl_pack_language = {.count = 0};

int main(int argc, char **argv)
{
    const struct gl_schema *schemas[GL_STAGES_MAX + 1];
    struct galley_error error;
    char message[1200];
    struct gl_stage_list all = gl_stage_all();
    gl_stage_schemas(&all, schemas);
    enum galley_status status =
        gl_pack_write(schemas, (const char *const *)argv + 1, (size_t)argc - 1, stdout, &error);
    if (status != GALLEY_OK) {
        gl_error_format(&error, message, sizeof message);
        fprintf(stderr, "embed-rules: %s\n", message);
        return 2;
    }
    if (fflush(stdout) != 0 || ferror(stdout)) {
        perror("embed-rules: standard output");
        return 2;
    }
    return 0;
}
