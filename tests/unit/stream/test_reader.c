/* Reader and source: formats, borders, compression, what is refused. */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include <zlib.h>
#include <zstd.h>

#include "../unit.h"

#include "base/buffer.h"
#include "stream/reader.h"

/* A file of a test's own, and what was read from it: documents as `[bytes]` or `<piece>` or
 * `(blank)`, endings between. */
struct desk {
    char path[64];
    struct gl_reader_settings settings;
    struct gl_buffer shown;
    struct gl_buffer bytes; /* all bytes and endings, which must be the input */
    struct galley_error error;
    enum gl_format format;
};

static int desk_open(void **state)
{
    struct desk *desk = calloc(1, sizeof *desk);
    assert_non_null(desk);
    strcpy(desk->path, "/tmp/galley-test-XXXXXX");
    int descriptor = mkstemp(desk->path);
    assert_true(descriptor >= 0);
    close(descriptor);
    *state = desk;
    return 0;
}

static int desk_close(void **state)
{
    struct desk *desk = *state;
    unlink(desk->path);
    gl_buffer_release(&desk->shown);
    gl_buffer_release(&desk->bytes);
    free(desk);
    return 0;
}

static void put_file(struct desk *desk, const char *bytes, size_t length)
{
    FILE *file = fopen(desk->path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

static void show(struct desk *desk, const struct gl_raw *raw)
{
    static const char *const marks[] = {"[]", "()", "[]", "<>"};
    gl_buffer_byte(&desk->shown, marks[raw->kind][0]);
    gl_buffer_add(&desk->shown, raw->bytes.bytes, raw->bytes.length);
    gl_buffer_byte(&desk->shown, marks[raw->kind][1]);
    gl_buffer_add(&desk->shown, raw->ending.bytes, raw->ending.length);
    gl_buffer_add(&desk->bytes, raw->bytes.bytes, raw->bytes.length);
    gl_buffer_add(&desk->bytes, raw->ending.bytes, raw->ending.length);
}

/* Reads the desk's file whole. */
static enum galley_status read_file(struct desk *desk)
{
    const char *names[] = {desk->path};
    struct gl_batch batch = GL_BATCH;
    desk->settings.names = names;
    desk->settings.name_count = 1;
    gl_buffer_reset(&desk->shown);
    gl_buffer_reset(&desk->bytes);
    struct gl_reader *reader = gl_reader_new(&desk->settings);
    assert_non_null(reader);
    enum galley_status status = gl_reader_format(reader, &desk->format, &desk->error);
    while (status == GALLEY_OK && !batch.last) {
        gl_reader_fill(reader, &batch);
        for (size_t i = 0; i < batch.raws.count; i++) {
            show(desk, &GL_AT(batch.raws, struct gl_raw, i));
        }
        status = batch.status;
        desk->error = batch.error;
    }
    gl_batch_release(&batch);
    gl_reader_free(reader);
    return status;
}

static void reads_as(struct desk *desk, const char *bytes, const char *shown)
{
    put_file(desk, bytes, strlen(bytes));
    assert_int_equal(read_file(desk), GALLEY_OK);
    assert_text_equal(desk->shown, shown);
    assert_text_equal(desk->bytes, bytes);
}

static void records_are_lines_and_blank_lines_are_told_apart(void **state)
{
    struct desk *desk = *state;
    desk->settings.from = GL_FORMAT_JSONL;
    reads_as(desk, "{a}\n{b}\r\n\n \t\r\n{c}", "[{a}]\n[{b}]\r\n()\n( \t)\r\n[{c}]");
    reads_as(desk, "\n\n", "()\n()\n");
    reads_as(desk, "", "");
}

static void a_file_of_text_is_one_document_even_when_empty(void **state)
{
    struct desk *desk = *state;
    reads_as(desk, "one\n\ntwo\n", "[one\n\ntwo\n]");
    reads_as(desk, "", "[]");
    desk->settings.from = GL_FORMAT_TEXT;
    reads_as(desk, "", "[]");
    reads_as(desk, "{\"text\":\"x\"}\n", "[{\"text\":\"x\"}\n]");
}

static void separators_and_nul_are_borders(void **state)
{
    struct desk *desk = *state;
    desk->settings.from = GL_FORMAT_TEXT;
    desk->settings.separator = "---";
    reads_as(desk, "a\n---\nb\n ---\n----\n---\r\nc\n---",
             "[a\n]---\n[b\n ---\n----\n]---\r\n[c\n]---");
    reads_as(desk, "---\n---\na", "[]---\n[]---\n[a]");
    reads_as(desk, "", "");
    desk->settings.nul = true;
    put_file(desk, "a\0\0b\n\0c", 7);
    assert_int_equal(read_file(desk), GALLEY_OK);
    assert_int_equal(desk->shown.length, 15);
    assert_memory_equal(desk->shown.bytes, "[a]\0[]\0[b\n]\0[c]", 15);
}

static void the_first_bytes_say_the_format(void **state)
{
    static const struct {
        const char *bytes;
        enum gl_format format;
    } rows[] = {{"{\"text\":1}", GL_FORMAT_JSONL},
                {"{ \t\r\n\"", GL_FORMAT_JSONL},
                {"{}", GL_FORMAT_JSONL},
                {"\xEF\xBB\xBF{\"", GL_FORMAT_JSONL},
                {"{broken", GL_FORMAT_TEXT},
                {"{broken\n{\"text\":1}\n", GL_FORMAT_JSONL},
                {"{broken\n\n{\"text\":1}\n", GL_FORMAT_JSONL},
                {"{broken\n{again\n", GL_FORMAT_TEXT},
                {"{broken\nPlain.\n", GL_FORMAT_TEXT},
                {"{", GL_FORMAT_TEXT},
                {" {\"", GL_FORMAT_TEXT},
                {"Plain.", GL_FORMAT_TEXT},
                {"\xEF\xBB", GL_FORMAT_TEXT},
                {"[1]", GL_FORMAT_TEXT},
                {"", GL_FORMAT_TEXT}};
    struct desk *desk = *state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        put_file(desk, rows[i].bytes, strlen(rows[i].bytes));
        assert_int_equal(read_file(desk), GALLEY_OK);
        assert_int_equal(desk->format, rows[i].format);
    }
}

static void what_is_too_long_passes_in_pieces(void **state)
{
    struct desk *desk = *state;
    struct gl_buffer in = {0};
    desk->settings.from = GL_FORMAT_JSONL;
    desk->settings.max_document = 4;
    reads_as(desk, "1234\n12345\r\n1234\r\n12345", "[1234]\n<12345>\r\n[1234]\r\n<12345>");
    gl_buffer_text(&in, "a\n");
    for (size_t i = 0; i < 1000000; i++) {
        gl_buffer_byte(&in, "xyz\r"[i % 4]);
    }
    gl_buffer_text(&in, "\nb\n");
    put_file(desk, in.bytes, in.length);
    assert_int_equal(read_file(desk), GALLEY_OK);
    assert_int_equal(desk->bytes.length, in.length);
    assert_memory_equal(desk->bytes.bytes, in.bytes, in.length);
    assert_memory_equal(desk->shown.bytes + desk->shown.length - 4, "[b]\n", 4);
    gl_buffer_release(&in);
}

/* Appends `text` as a gzip member or a zstd frame. */
static void add_gzip(struct gl_buffer *out, const char *text)
{
    char bytes[256];
    z_stream stream = {.next_in = (Bytef *)(uintptr_t)text,
                       .avail_in = (uInt)strlen(text),
                       .next_out = (Bytef *)bytes,
                       .avail_out = sizeof bytes};
    assert_int_equal(deflateInit2(&stream, 6, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY),
                     Z_OK);
    assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
    gl_buffer_add(out, bytes, stream.total_out);
    deflateEnd(&stream);
}

static void add_zstd(struct gl_buffer *out, const char *text)
{
    char bytes[256];
    size_t length = ZSTD_compress(bytes, sizeof bytes, text, strlen(text), 3);
    assert_false(ZSTD_isError(length));
    gl_buffer_add(out, bytes, length);
}

static void compressed_files_are_read_with_all_their_parts(void **state)
{
    static void (*const adders[])(struct gl_buffer *, const char *) = {add_gzip, add_zstd};
    struct desk *desk = *state;
    for (size_t i = 0; i < 2; i++) {
        struct gl_buffer in = {0};
        adders[i](&in, "{\"text\":\"a\"}\n{\"te");
        adders[i](&in, "");
        adders[i](&in, "xt\":\"b\"}\n");
        put_file(desk, in.bytes, in.length);
        assert_int_equal(read_file(desk), GALLEY_OK);
        assert_text_equal(desk->bytes, "{\"text\":\"a\"}\n{\"text\":\"b\"}\n");
        assert_int_equal(desk->format, GL_FORMAT_JSONL);
        gl_buffer_release(&in);
    }
}

static void damaged_and_cut_compressed_files_are_errors(void **state)
{
    static void (*const adders[])(struct gl_buffer *, const char *) = {add_gzip, add_zstd};
    struct desk *desk = *state;
    for (size_t i = 0; i < 2; i++) {
        struct gl_buffer in = {0};
        adders[i](&in, "Some text that is long enough to be cut in the middle.\n");
        size_t whole = in.length;
        for (size_t length = 4; length < whole; length++) {
            put_file(desk, in.bytes, length);
            assert_int_equal(read_file(desk), GALLEY_IO);
            assert_int_equal(desk->error.line, 1);
            assert_string_equal(desk->error.file, desk->path);
        }
        gl_buffer_text(&in, "junk behind");
        put_file(desk, in.bytes, in.length);
        assert_int_equal(read_file(desk), GALLEY_IO);
        gl_buffer_release(&in);
    }
}

static void zeros_behind_the_last_gzip_member_are_no_damage(void **state)
{
    struct desk *desk = *state;
    struct gl_buffer in = {0};
    add_gzip(&in, "text\n");
    gl_buffer_add(&in, "\0\0\0\0", 4);
    put_file(desk, in.bytes, in.length);
    assert_int_equal(read_file(desk), GALLEY_OK);
    assert_text_equal(desk->bytes, "text\n");
    gl_buffer_release(&in);
}

static void utf16_and_utf32_are_refused(void **state)
{
    static const struct gl_text rows[] = {{"\xFF\xFE\x61\0", 4},
                                          {"\xFE\xFF\0a", 4},
                                          {"\xFF\xFE\0\0a\0\0\0", 8},
                                          {"\0\0\xFE\xFF\0\0\0a", 8},
                                          {"\xFF\xFE", 2}};
    struct desk *desk = *state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        put_file(desk, rows[i].bytes, rows[i].length);
        assert_int_equal(read_file(desk), GALLEY_IO);
        assert_int_equal(desk->error.line, 1);
        assert_non_null(strstr(desk->error.hint, "iconv"));
    }
    put_file(desk, "\0\0\xFE", 3);
    assert_int_equal(read_file(desk), GALLEY_OK);
}

static void a_missing_file_is_named_and_the_next_one_is_read(void **state)
{
    struct desk *desk = *state;
    const char *names[] = {"/tmp/galley-no-such-file", "/tmp", desk->path};
    const struct gl_reader_settings settings = {.names = names, .name_count = 3};
    struct gl_reader *reader = gl_reader_new(&settings);
    struct gl_batch batch = GL_BATCH;
    put_file(desk, "text", 4);
    gl_reader_fill(reader, &batch);
    assert_int_equal(batch.status, GALLEY_IO);
    assert_string_equal(batch.error.file, names[0]);
    gl_reader_fill(reader, &batch);
    assert_int_equal(batch.status, GALLEY_IO);
    assert_string_equal(batch.error.what, "is a directory");
    gl_reader_fill(reader, &batch);
    assert_int_equal(batch.status, GALLEY_OK);
    assert_int_equal(batch.raws.count, 1);
    assert_text_equal(GL_AT(batch.raws, struct gl_raw, 0).bytes, "text");
    gl_reader_fill(reader, &batch);
    assert_true(batch.last);
    assert_int_equal(batch.raws.count, 0);
    gl_batch_release(&batch);
    gl_reader_free(reader);
}

static void empty_files_before_the_format_is_known_are_documents_of_text(void **state)
{
    struct desk *desk = *state;
    const char *names[] = {"/dev/null", desk->path};
    const struct gl_reader_settings settings = {.names = names, .name_count = 2};
    struct gl_reader *reader = gl_reader_new(&settings);
    struct gl_batch batch = GL_BATCH;
    put_file(desk, "text", 4);
    gl_reader_fill(reader, &batch);
    assert_int_equal(batch.raws.count, 1);
    assert_int_equal(GL_AT(batch.raws, struct gl_raw, 0).bytes.length, 0);
    assert_string_equal(GL_AT(batch.raws, struct gl_raw, 0).file, "/dev/null");
    gl_reader_fill(reader, &batch);
    assert_text_equal(GL_AT(batch.raws, struct gl_raw, 0).bytes, "text");
    gl_batch_release(&batch);
    gl_reader_free(reader);
}

static void single_documents_come_one_by_one(void **state)
{
    struct desk *desk = *state;
    const char *names[] = {desk->path};
    const struct gl_reader_settings settings = {
        .names = names, .name_count = 1, .from = GL_FORMAT_JSONL, .single = true};
    static const char *const wanted[] = {"{a}", "", "{b}"};
    struct gl_reader *reader = gl_reader_new(&settings);
    struct gl_batch batch = GL_BATCH;
    put_file(desk, "{a}\r\n\n{b}", 9);
    for (size_t i = 0; i < 3; i++) {
        gl_reader_fill(reader, &batch);
        assert_int_equal(batch.raws.count, 1);
        assert_text_equal(GL_AT(batch.raws, struct gl_raw, 0).bytes, wanted[i]);
        assert_int_equal(GL_AT(batch.raws, struct gl_raw, 0).line, i + 1);
    }
    gl_reader_fill(reader, &batch);
    assert_true(batch.last);
    gl_batch_release(&batch);
    gl_reader_free(reader);
}

static void many_small_records_come_in_several_batches(void **state)
{
    enum { RECORDS = 10000 };
    struct desk *desk = *state;
    const char *names[] = {desk->path};
    const struct gl_reader_settings settings = {
        .names = names, .name_count = 1, .from = GL_FORMAT_JSONL};
    struct gl_reader *reader = gl_reader_new(&settings);
    struct gl_batch batch = GL_BATCH;
    char bytes[3 * RECORDS];
    size_t count = 0;
    size_t batches = 0;
    for (size_t i = 0; i < RECORDS; i++) {
        memcpy(bytes + 3 * i, "{}\n", 3);
    }
    put_file(desk, bytes, sizeof bytes);
    for (; !batch.last; batches++) {
        gl_reader_fill(reader, &batch);
        assert_int_equal(batch.status, GALLEY_OK);
        for (size_t i = 0; i < batch.raws.count; i++) {
            assert_int_equal(GL_AT(batch.raws, struct gl_raw, i).line, ++count);
            assert_text_equal(GL_AT(batch.raws, struct gl_raw, i).bytes, "{}");
        }
    }
    assert_int_equal(count, RECORDS);
    assert_true(batches > 2);
    gl_batch_release(&batch);
    gl_reader_free(reader);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, desk_open, desk_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(records_are_lines_and_blank_lines_are_told_apart),
        TEST(a_file_of_text_is_one_document_even_when_empty),
        TEST(separators_and_nul_are_borders),
        TEST(the_first_bytes_say_the_format),
        TEST(what_is_too_long_passes_in_pieces),
        TEST(compressed_files_are_read_with_all_their_parts),
        TEST(damaged_and_cut_compressed_files_are_errors),
        TEST(zeros_behind_the_last_gzip_member_are_no_damage),
        TEST(utf16_and_utf32_are_refused),
        TEST(a_missing_file_is_named_and_the_next_one_is_read),
        TEST(empty_files_before_the_format_is_known_are_documents_of_text),
        TEST(single_documents_come_one_by_one),
        TEST(many_small_records_come_in_several_batches),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
