/* learn-boilerplate: counts the lines that come again across a corpus. */
#include "app/learn.h"

int main(int argc, char **argv)
{
    return gl_learn_run(argc, argv);
}
