/* read-documents: brings archives, mailboxes, tables and folders of files into the stream. */
#include "app/read.h"

int main(int argc, char **argv)
{
    return gl_read_run(argc, argv);
}
