/* check-rules: checks rule files and runs the examples in them. */
#include "app/check.h"

int main(int argc, char **argv)
{
    return gl_check_run(argc, argv);
}
