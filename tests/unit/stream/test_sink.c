/* Sink: files that take their place when all is well, and those that do not. */
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../unit.h"

#include "stream/sink.h"

/* A folder of a test's own. */
struct folder {
    char path[64];
    char file[96];
    char link[96];
    struct galley_error error;
    struct gl_sink *sink;
};

static void put_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static const char *file_text(const char *path)
{
    static char text[64];
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    return text;
}

static int folder_open(void **state)
{
    struct folder *folder = calloc(1, sizeof *folder);
    assert_non_null(folder);
    strcpy(folder->path, "/tmp/galley-test-XXXXXX");
    assert_non_null(mkdtemp(folder->path));
    snprintf(folder->file, sizeof folder->file, "%s/out", folder->path);
    snprintf(folder->link, sizeof folder->link, "%s/link", folder->path);
    *state = folder;
    return 0;
}

/* Fails when anything was left in the folder. */
static int folder_close(void **state)
{
    struct folder *folder = *state;
    unlink(folder->file);
    unlink(folder->link);
    int result = rmdir(folder->path);
    free(folder);
    return result;
}

static void open_sink(struct folder *folder, const char *path)
{
    assert_int_equal(gl_sink_open(path, &folder->sink, &folder->error), GALLEY_OK);
}

static void the_old_file_stays_until_commit(void **state)
{
    struct folder *folder = *state;
    struct stat about;
    put_file(folder->file, "old");
    assert_int_equal(chmod(folder->file, 0640), 0);
    open_sink(folder, folder->file);
    gl_sink_write(folder->sink, "new", 3);
    gl_sink_flush(folder->sink);
    assert_string_equal(file_text(folder->file), "old");
    assert_int_equal(access(gl_sink_temporary(folder->sink), F_OK), 0);
    assert_int_equal(gl_sink_commit(folder->sink, &folder->error), GALLEY_OK);
    assert_string_equal(file_text(folder->file), "new");
    assert_int_equal(stat(folder->file, &about), 0);
    assert_int_equal(about.st_mode & 07777, 0640);
    gl_sink_free(folder->sink);
}

static void an_abandoned_sink_leaves_nothing(void **state)
{
    struct folder *folder = *state;
    put_file(folder->file, "old");
    open_sink(folder, folder->file);
    gl_sink_write(folder->sink, "new", 3);
    gl_sink_free(folder->sink);
    assert_string_equal(file_text(folder->file), "old");
}

static void links_are_followed_also_to_a_file_that_is_not_there_yet(void **state)
{
    struct folder *folder = *state;
    struct stat about;
    assert_int_equal(symlink("out", folder->link), 0);
    open_sink(folder, folder->link);
    gl_sink_write(folder->sink, "new", 3);
    assert_int_equal(gl_sink_commit(folder->sink, &folder->error), GALLEY_OK);
    gl_sink_free(folder->sink);
    assert_string_equal(file_text(folder->file), "new");
    assert_int_equal(lstat(folder->link, &about), 0);
    assert_true(S_ISLNK(about.st_mode));
}

static void a_full_device_is_remembered_as_the_first_failure(void **state)
{
    struct folder *folder = *state;
    open_sink(folder, "/dev/full");
    assert_null(gl_sink_temporary(folder->sink));
    gl_sink_write(folder->sink, "x", 1);
    assert_int_equal(gl_sink_status(folder->sink, NULL), GALLEY_OK);
    gl_sink_flush(folder->sink);
    assert_int_equal(gl_sink_errno(folder->sink), ENOSPC);
    gl_sink_write(folder->sink, "y", 1);
    assert_int_equal(gl_sink_commit(folder->sink, &folder->error), GALLEY_IO);
    assert_string_equal(folder->error.file, "/dev/full");
    gl_sink_free(folder->sink);
}

static void a_folder_and_a_missing_folder_are_refused(void **state)
{
    struct folder *folder = *state;
    char deep[128];
    snprintf(deep, sizeof deep, "%s/no/out", folder->path);
    assert_int_equal(gl_sink_open(folder->path, &folder->sink, &folder->error), GALLEY_IO);
    assert_null(folder->sink);
    assert_int_equal(gl_sink_open(deep, &folder->sink, &folder->error), GALLEY_IO);
    assert_string_equal(folder->error.file, deep);
}

static void large_writes_come_out_whole_and_in_order(void **state)
{
    struct folder *folder = *state;
    enum { LARGE = 1000000 };
    char *large = malloc(LARGE);
    struct stat about;
    assert_non_null(large);
    memset(large, 'x', LARGE);
    open_sink(folder, folder->file);
    gl_sink_write(folder->sink, "head", 4);
    gl_sink_write(folder->sink, large, LARGE);
    gl_sink_write(folder->sink, "", 0);
    gl_sink_write(folder->sink, large, 7);
    assert_int_equal(gl_sink_bytes(folder->sink), LARGE + 11);
    assert_int_equal(gl_sink_commit(folder->sink, &folder->error), GALLEY_OK);
    gl_sink_free(folder->sink);
    assert_int_equal(stat(folder->file, &about), 0);
    assert_int_equal(about.st_size, LARGE + 11);
    assert_memory_equal(file_text(folder->file), "headxxx", 7);
    free(large);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, folder_open, folder_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_old_file_stays_until_commit),
        TEST(an_abandoned_sink_leaves_nothing),
        TEST(links_are_followed_also_to_a_file_that_is_not_there_yet),
        TEST(a_full_device_is_remembered_as_the_first_failure),
        TEST(a_folder_and_a_missing_folder_are_refused),
        TEST(large_writes_come_out_whole_and_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
