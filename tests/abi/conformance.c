/* Holds any plugin, ours or a third party's, against the rules of sheaf/plugin.h:
 *     conformance PLUGIN.sheaf SAMPLE [READER.sheaf]
 * The sample is a document that the reader reads; for a pass or writer READER.sheaf names who reads it.
 * Prints what is broken; exit status 1 where anything is. */
#include "base/text.h"
#include "host/job.h"
#include "host/load.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_RUNS = 1500, MOST_SECONDS = 240 };

/* ---- a host whose call number k fails ---- */

static unsigned long calls, fails_at; /* 0: none fails */

static sheaf_job *trip(sheaf_job *job) {
    if (++calls == fails_at)
        sf_failf(&job->error, SHEAF_MEMORY, "conformance", "call %lu was made to fail", calls);
    return job;
}

static sheaf_status tick(sheaf_job *job, uint64_t done, uint64_t total) {
    return sf_host.tick(trip(job), done, total);
}
static void diagnose(sheaf_job *job, const sheaf_diagnostic *diagnostic) {
    sf_host.diagnose(trip(job), diagnostic);
}
static void *scratch(sheaf_job *job, size_t bytes) {
    return sf_host.scratch(trip(job), bytes);
}
static int resource(sheaf_job *job, sheaf_str name, sheaf_str *bytes) {
    return sf_host.resource(trip(job), name, bytes);
}
static uint32_t open_block(sheaf_job *job, const sheaf_block *block) {
    return sf_host.open(trip(job), block);
}
static void close_block(sheaf_job *job) {
    sf_host.close(trip(job));
}
static uint32_t add(sheaf_job *job, const sheaf_block *block) {
    return sf_host.add(trip(job), block);
}
static void append(sheaf_job *job, sheaf_str text, const sheaf_origin *origin) {
    sf_host.append(trip(job), text, origin);
}
static void mark(sheaf_job *job, const sheaf_run *run) {
    sf_host.mark(trip(job), run);
}
static uint32_t part(sheaf_job *job, sheaf_str name) {
    return sf_host.part(trip(job), name);
}
static uint32_t add_repair(sheaf_job *job, const sheaf_repair *repair) {
    return sf_host.add_repair(trip(job), repair);
}
static void add_finding(sheaf_job *job, const sheaf_finding *finding) {
    sf_host.add_finding(trip(job), finding);
}
static void add_fact(sheaf_job *job, const sheaf_fact *fact) {
    sf_host.add_fact(trip(job), fact);
}
static void account(sheaf_job *job, const sheaf_account *stated) {
    sf_host.account(trip(job), stated);
}
static void rebuild(sheaf_job *job) {
    sf_host.rebuild(trip(job));
}
static uint32_t copy(sheaf_job *job, uint32_t first, uint32_t end) {
    return sf_host.copy(trip(job), first, end);
}
static uint32_t copy_open(sheaf_job *job, uint32_t node, const sheaf_block *as) {
    return sf_host.copy_open(trip(job), node, as);
}
static uint32_t copy_as(sheaf_job *job, uint32_t node, const sheaf_block *as) {
    return sf_host.copy_as(trip(job), node, as);
}
static uint32_t merge(sheaf_job *job, const uint32_t *nodes, uint32_t count, sheaf_str joiner) {
    return sf_host.merge(trip(job), nodes, count, joiner);
}
static void keep(sheaf_job *job, const sheaf_object *object, sheaf_str members) {
    sf_host.keep(trip(job), object, members);
}
static void restore_source(sheaf_job *job, const sheaf_source *restored) {
    sf_host.restore_source(trip(job), restored);
}
static void write_bytes(sheaf_job *job, sheaf_str bytes) {
    sf_host.write(trip(job), bytes);
}
static char *reserve(sheaf_job *job, size_t least, size_t *room) {
    return sf_host.reserve(trip(job), least, room);
}
static void commit(sheaf_job *job, size_t bytes) {
    sf_host.commit(trip(job), bytes);
}

static void next_output(sheaf_job *job, sheaf_str name) {
    sf_host.next_output(trip(job), name);
}
static uint32_t has_outputs(sheaf_job *job) {
    return sf_host.has_outputs(trip(job));
}

static sheaf_host failing_host(void) {
    sheaf_host host = sf_host;
    host.tick = tick;
    host.diagnose = diagnose;
    host.scratch = scratch;
    host.resource = resource;
    host.open = open_block;
    host.close = close_block;
    host.add = add;
    host.append = append;
    host.mark = mark;
    host.part = part;
    host.add_repair = add_repair;
    host.add_finding = add_finding;
    host.add_fact = add_fact;
    host.account = account;
    host.rebuild = rebuild;
    host.copy = copy;
    host.copy_open = copy_open;
    host.copy_as = copy_as;
    host.merge = merge;
    host.keep = keep;
    host.restore_source = restore_source;
    host.next_output = next_output;
    host.has_outputs = has_outputs;
    host.write = write_bytes;
    host.reserve = reserve;
    host.commit = commit;
    return host;
}

/* ---- running a plugin under it ---- */

typedef struct subject {
    sf_arena arena;
    sf_settings settings;
    sf_manifest manifest, reader_manifest; /* of a reader, the same */
    const sheaf_plugin *plugin, *reader;
    sheaf_plugin tested; /* the plugin, run by way of the failing host */
    sheaf_str sample;
    unsigned broken;
    char message[1024]; /* why the last run failed */
} subject;

static const sheaf_plugin *under_test;

/* Stands in for the plugin's run, so that the job calls it as always, but with the other host. */
static sheaf_status run_under_test(const sheaf_host *host, sheaf_job *job) {
    (void)host;
    sheaf_host failing = failing_host();
    return under_test->run(&failing, job);
}

static void break_rule(subject *s, const char *rule, size_t where, const char *seen) {
    if (++s->broken <= 20)
        printf("%s: %s (at %zu): %s\n", s->manifest.info.id, rule, where, seen);
}

static void judge(subject *s, sheaf_job *job, const char *what, size_t where) {
    char message[256];
    const sheaf_document *document = sf_job_document(job);
    if (job->error.status == SHEAF_OK && !document)
        break_rule(s, "no failure and no document", where, what);
    if (document && !sf_document_check(document, message))
        break_rule(s, what, where, message);
    if (job->error.status == SHEAF_BAD_CALL)
        break_rule(s, what, where, job->error.message);
    if (job->error.status != SHEAF_OK && job->error.message[0] == '\0')
        break_rule(s, "a failure without a sentence", where, what);
}

/* As in a directory, so that a writer of several files can show all of them; nobody looks at the names. */
static void begin_output(void *context, sheaf_str name) {
    (void)context;
    (void)name;
}

static void write_out(subject *s, sheaf_job *job) {
    sf_buffer out = {0};
    job->has_outputs = 1;
    job->next_output = begin_output;
    sf_sink *sink = sf_sink_memory(&out, UINT64_C(1) << 30, &job->error);
    sf_job_write(job, &s->manifest, &s->tested, sink);
    sf_sink_free(sink);
    sf_buffer_done(&out);
}

static sheaf_status run_once(subject *s, sheaf_str input, const char *what, size_t where) {
    sf_source source;
    sheaf_job job;
    sf_source_lend(&source, input, SHEAF_STR("sample"));
    sf_job_init(&job, &s->settings, &source, NULL);
    uint32_t kind = s->manifest.info.kind;
    calls = 0;
    sf_job_read(&job, &s->reader_manifest, kind == SHEAF_READER ? &s->tested : s->reader);
    if (kind == SHEAF_PASS && job.error.status == SHEAF_OK)
        sf_job_pass(&job, &s->manifest, &s->tested);
    if (kind == SHEAF_WRITER && job.error.status == SHEAF_OK)
        write_out(s, &job);
    judge(s, &job, what, where);
    sheaf_status status = job.error.status;
    snprintf(s->message, sizeof s->message, "%s", job.error.message);
    sf_job_done(&job);
    return status;
}

/* ---- the rules ---- */

/* Cut to the bytes that it may look at, so that a sanitizer sees one that reads on. */
static sheaf_str exact_copy(sheaf_str text) {
    char *bytes = malloc(text.len + !text.len);
    if (!bytes)
        exit(2);
    memcpy(bytes, text.ptr, text.len);
    return (sheaf_str){bytes, text.len};
}

static void probe_twice(subject *s, sheaf_str prefix) {
    sheaf_str bytes = exact_copy(prefix), why[2] = {SHEAF_STR(""), SHEAF_STR("")};
    sheaf_input input = {.size = sizeof input, .bytes = bytes, .name = SHEAF_STR("")};
    uint32_t first = s->plugin->probe(&input, &why[0]);
    uint32_t second = s->plugin->probe(&input, &why[1]);
    if (first != second || !sf_str_equal(why[0], why[1]))
        break_rule(s, "probe answers the same question in two ways", prefix.len, "");
    if (first > SHEAF_BID_PARSED)
        break_rule(s, "probe bids above SHEAF_BID_PARSED", prefix.len, "");
    if (!sf_str_equal(bytes, prefix))
        break_rule(s, "probe changes its input", prefix.len, "");
    if (why[0].len == 0 || sf_utf8_valid(why[0]) < why[0].len)
        break_rule(s, "probe gives no reason", prefix.len, "");
    free((void *)(uintptr_t)bytes.ptr);
}

static size_t step_over(size_t count) {
    return count / MOST_RUNS + 1;
}

static void every_prefix(subject *s) {
    for (size_t length = 0; length <= s->sample.len; length += step_over(s->sample.len)) {
        sheaf_str prefix = exact_copy(sf_str_slice(s->sample, 0, length));
        if (s->plugin->kind == SHEAF_READER)
            probe_twice(s, prefix);
        run_once(s, prefix, "a sample that is cut", length);
        free((void *)(uintptr_t)prefix.ptr);
    }
}

static void every_call_fails(subject *s) {
    if (run_once(s, s->sample, "the whole sample", 0) != SHEAF_OK)
        break_rule(s, "the sample is not converted", 0, s->message);
    unsigned long all = calls;
    if (all == 0)
        break_rule(s, "the plugin calls nothing of the host, not even tick", 0, "");
    for (fails_at = 1; fails_at <= all; fails_at += step_over(all))
        if (run_once(s, s->sample, "a host that fails", fails_at) == SHEAF_OK)
            break_rule(s, "a failing call had no effect", fails_at, "");
    fails_at = 0;
}

static int read_manifest(subject *s, const char *path, sf_manifest *manifest) {
    return sf_manifest_read(manifest, AT_FDCWD, strchr(path, '/') ? "" : "./", path, &s->arena) &&
           sf_manifest_settle(manifest, &s->arena);
}

/* 1 where both libraries load and agree with their manifests. */
static int prepare(subject *s, const char *plugin, const char *reader) {
    sf_error error = {0};
    sf_settings_init(&s->settings);
    if (!read_manifest(s, plugin, &s->manifest) || !read_manifest(s, reader, &s->reader_manifest))
        return 0;
    s->plugin = sf_load(&s->manifest, &error);
    s->reader = s->plugin ? sf_load(&s->reader_manifest, &error) : NULL;
    if (!s->reader) {
        printf("%s\n", error.message);
        return 0;
    }
    s->tested = *s->plugin;
    under_test = s->plugin;
    s->tested.run = run_under_test;
    return 1;
}

int main(int count, char **words) {
    subject s = {0};
    sf_source sample;
    sf_error error = {0};
    if (count < 3 || count > 4) {
        printf("usage: conformance PLUGIN.sheaf SAMPLE [READER.sheaf]\n");
        return 3;
    }
    alarm(MOST_SECONDS);
    if (!prepare(&s, words[1], words[count - 1 == 3 ? 3 : 1]))
        return 1;
    if (sf_source_open(&sample, words[2], UINT64_C(1) << 24, NULL, &error) != SHEAF_OK) {
        printf("%s\n", error.message);
        return 1;
    }
    s.sample = sample.bytes;
    every_call_fails(&s);
    every_prefix(&s);
    printf("%s %s: %u rules broken\n", sf_kind_name(s.plugin->kind), s.manifest.info.id, s.broken);
    sf_source_close(&sample);
    sf_settings_done(&s.settings);
    sf_manifest_done(&s.manifest);
    sf_manifest_done(&s.reader_manifest);
    sf_arena_done(&s.arena);
    return s.broken > 0;
}
