/* See recorder.h. Memory is one list that `recorder_done` frees. */
#include "recorder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct chunk {
    struct chunk *next;
    _Alignas(max_align_t) char bytes[];
} chunk;

static recorder *of(sheaf_job *job) {
    return (recorder *)(void *)job;
}

static void *keep(recorder *r, size_t bytes) {
    chunk *made = calloc(1, sizeof *made + bytes);
    if (!made)
        abort();
    made->next = r->memory;
    r->memory = made;
    return made->bytes;
}

static sheaf_str copy(recorder *r, sheaf_str text) {
    char *to = keep(r, text.len + 1);
    if (text.len)
        memcpy(to, text.ptr, text.len);
    return (sheaf_str){to, text.len};
}

static sheaf_status fail(sheaf_job *job, sheaf_status status, sheaf_str code, sheaf_str message,
                         const sheaf_origin *where) {
    recorder *r = of(job);
    (void)where;
    if (r->status == SHEAF_OK) {
        r->status = status;
        snprintf(r->failure, sizeof r->failure, "%.*s", (int)message.len, message.ptr);
        snprintf(r->failure_code, sizeof r->failure_code, "%.*s", (int)code.len, code.ptr);
    }
    return r->status;
}

static sheaf_status tick(sheaf_job *job, uint64_t done, uint64_t total) {
    (void)done;
    (void)total;
    if (++of(job)->tick_calls == of(job)->fail_tick)
        fail(job, SHEAF_CANCELLED, SHEAF_STR("test"), SHEAF_STR("cancelled"), NULL);
    return of(job)->status;
}

static void diagnose(sheaf_job *job, const sheaf_diagnostic *diagnostic) {
    recorder *r = of(job);
    size_t used = strlen(r->diagnosed);
    snprintf(r->diagnosed + used, sizeof r->diagnosed - used, "%.*s ", (int)diagnostic->code.len,
             diagnostic->code.ptr);
    if (r->diagnostics++ == 0) {
        r->first_diagnostic = *diagnostic;
        r->first_diagnostic.message = copy(r, diagnostic->message);
    }
    r->incomplete |= diagnostic->incomplete;
}

static sheaf_str option(sheaf_job *job, sheaf_str name) {
    recorder *r = of(job);
    if (r->encoding && name.len == 8 && memcmp(name.ptr, "encoding", 8) == 0)
        return (sheaf_str){r->encoding, strlen(r->encoding)};
    return SHEAF_STR("");
}

static uint64_t limit(sheaf_job *job, sheaf_limit_id id) {
    (void)job;
    return id == SHEAF_LIMIT_CELLS ? 1000000 : id == SHEAF_LIMIT_DEPTH ? 200 : UINT64_MAX;
}

static void *scratch(sheaf_job *job, size_t bytes) {
    recorder *r = of(job);
    if (++r->scratch_calls == r->fail_scratch) {
        fail(job, SHEAF_MEMORY, SHEAF_STR("test"), SHEAF_STR("no memory"), NULL);
        return NULL;
    }
    return keep(r, bytes);
}

static const sheaf_input *input(sheaf_job *job) {
    return &of(job)->input;
}

static const void *extension(sheaf_job *job, sheaf_str id) {
    (void)job;
    (void)id;
    return NULL;
}

static recorded *block_room(recorder *r) {
    if (r->count == r->room) {
        r->room = r->room ? r->room * 2 : 64;
        r->blocks = realloc(r->blocks, r->room * sizeof *r->blocks);
        if (!r->blocks)
            abort();
    }
    return &r->blocks[r->count];
}

static uint32_t open_block(sheaf_job *job, const sheaf_block *block) {
    recorder *r = of(job);
    if (r->status != SHEAF_OK)
        return SHEAF_NONE;
    if (r->open == 512)
        abort();
    recorded *made = block_room(r);
    *made = (recorded){*block, r->open ? r->stack[r->open - 1] : SHEAF_NONE};
    made->block.text = copy(r, block->text);
    made->block.number = copy(r, block->number);
    sheaf_origin *origins = keep(r, (block->origin_count + 1) * sizeof *origins);
    if (block->origin_count)
        memcpy(origins, block->origins, block->origin_count * sizeof *origins);
    made->block.origins = origins;
    r->stack[r->open++] = r->count;
    return r->count++;
}

static void close_block(sheaf_job *job) {
    recorder *r = of(job);
    if (r->status != SHEAF_OK)
        return;
    if (r->open == 0)
        abort();
    r->open--;
}

static uint32_t add(sheaf_job *job, const sheaf_block *block) {
    uint32_t id = open_block(job, block);
    close_block(job);
    return id;
}

static void append(sheaf_job *job, sheaf_str text, const sheaf_origin *origin) {
    recorder *r = of(job);
    if (r->status != SHEAF_OK)
        return;
    if (r->open == 0 || r->stack[r->open - 1] != r->count - 1)
        abort(); /* nothing open, or the open block has children */
    sheaf_block *block = &r->blocks[r->count - 1].block;
    char *joined = keep(r, block->text.len + text.len + 1);
    memcpy(joined, block->text.ptr, block->text.len);
    if (text.len)
        memcpy(joined + block->text.len, text.ptr, text.len);
    block->text = (sheaf_str){joined, block->text.len + text.len};
    if (!origin)
        return;
    sheaf_origin *origins = keep(r, (block->origin_count + 1) * sizeof *origins);
    if (block->origin_count)
        memcpy(origins, block->origins, block->origin_count * sizeof *origins);
    origins[block->origin_count++] = *origin;
    block->origins = origins;
}

static void mark(sheaf_job *job, const sheaf_run *run) {
    (void)job;
    (void)run;
}

static void describe(sheaf_job *job, sheaf_str format, sheaf_str media_type, sheaf_str encoding) {
    (void)format;
    (void)media_type;
    snprintf(of(job)->described, sizeof of(job)->described, "%.*s", (int)encoding.len,
             encoding.ptr);
}

static void set_meta(sheaf_job *job, sheaf_str key, sheaf_str value, uint32_t is_number) {
    (void)job;
    (void)key;
    (void)value;
    (void)is_number;
}

static uint32_t add_repair(sheaf_job *job, const sheaf_repair *repair) {
    (void)job;
    (void)repair;
    return 1;
}

static void account(sheaf_job *job, const sheaf_account *stated) {
    of(job)->account = *stated;
}

static void drop(sheaf_job *job, const sheaf_dropped *dropped) {
    of(job)->dropped_characters += dropped->characters;
    of(job)->dropped_digits += dropped->digits;
    of(job)->drops++;
}

static const sheaf_host host = {.size = sizeof host,
                                .abi_major = SHEAF_ABI_MAJOR,
                                .abi_minor = SHEAF_ABI_MINOR,
                                .tick = tick,
                                .fail = fail,
                                .diagnose = diagnose,
                                .extension = extension,
                                .option = option,
                                .limit = limit,
                                .scratch = scratch,
                                .input = input,
                                .open = open_block,
                                .close = close_block,
                                .add = add,
                                .append = append,
                                .mark = mark,
                                .describe = describe,
                                .set_meta = set_meta,
                                .add_repair = add_repair,
                                .account = account,
                                .drop = drop};

const sheaf_host *recorder_host(void) {
    return &host;
}

sheaf_job *recorder_job(recorder *r) {
    return (sheaf_job *)(void *)r;
}

sheaf_status recorder_run(recorder *r) {
    *r = (recorder){.bytes = r->bytes,
                    .encoding = r->encoding,
                    .fail_scratch = r->fail_scratch,
                    .fail_tick = r->fail_tick};
    r->input = (sheaf_input){.size = sizeof r->input, .bytes = r->bytes, .name = SHEAF_STR("")};
    sheaf_status status = sheaf_entry.plugins[0]->run(&host, recorder_job(r));
    if (status != r->status)
        abort();
    return status;
}

void recorder_done(recorder *r) {
    for (chunk *at = r->memory, *next; at; at = next) {
        next = at->next;
        free(at);
    }
    free(r->blocks);
    r->memory = NULL;
    r->blocks = NULL;
}

static const char *const kinds[] = {"document", "title", "heading", "paragraph", "list",
                                    "item",     "table", "cell",    "figure",    "footnote",
                                    "code",     "quote", "comment"};

static size_t depth_of(const recorder *r, uint32_t index) {
    size_t depth = 0;
    while ((index = r->blocks[index].parent) != SHEAF_NONE)
        depth++;
    return depth;
}

const char *recorder_outline(recorder *r) {
    size_t room = 1;
    for (uint32_t i = 0; i < r->count; i++)
        room += r->blocks[i].block.text.len + 200 + 2 * depth_of(r, i);
    char *text = keep(r, room);
    size_t used = 0;
    for (uint32_t i = 0; i < r->count; i++) {
        const sheaf_block *b = &r->blocks[i].block;
        used += (size_t)snprintf(text + used, room - used, "%*s%s", (int)(2 * depth_of(r, i)), "",
                                 kinds[b->kind]);
        if (b->flags & SHEAF_FURNITURE)
            used += (size_t)snprintf(text + used, room - used, " furniture");
        if (b->flags & SHEAF_RUN_IN)
            used += (size_t)snprintf(text + used, room - used, " run-in");
        if (b->kind == SHEAF_HEADING)
            used += (size_t)snprintf(text + used, room - used, " %u [%.*s]", b->level,
                                     (int)b->number.len, b->number.ptr);
        if (b->kind == SHEAF_LIST)
            used += (size_t)snprintf(text + used, room - used, " %s",
                                     b->ordered ? "ordered" : "bulleted");
        if (b->kind == SHEAF_CELL)
            used += (size_t)snprintf(text + used, room - used, " %u,%u", b->row, b->column);
        used += (size_t)snprintf(text + used, room - used, b->text.len ? " %.*s\n" : "\n",
                                 (int)b->text.len, b->text.ptr);
    }
    return text;
}

/* Takes the next byte that is no white space of UTF-8; -1 at the end. */
static int solid(const unsigned char **at, const unsigned char *end) {
    while (*at < end) {
        const unsigned char *p = *at;
        size_t left = (size_t)(end - p);
        if (*p == ' ' || (*p >= 9 && *p <= 13))
            *at += 1;
        else if (left > 1 && p[0] == 0xC2 && (p[1] == 0xA0 || p[1] == 0x85))
            *at += 2;
        else if (left > 2 && p[0] == 0xE3 && p[1] == 0x80 && p[2] == 0x80)
            *at += 3;
        else if (left > 2 && p[0] == 0xE2 && p[1] == 0x80 &&
                 (p[2] <= 0x8A || p[2] == 0xA8 || p[2] == 0xA9 || p[2] == 0xAF))
            *at += 3;
        else if (left > 2 && p[0] == 0xE2 && p[1] == 0x81 && p[2] == 0x9F)
            *at += 3;
        else if (left > 2 && p[0] == 0xE1 && p[1] == 0x9A && p[2] == 0x80)
            *at += 3;
        else
            return *(*at)++;
    }
    return -1;
}

static int origin_holds(const recorder *r, const sheaf_block *b) {
    const unsigned char *at = (const unsigned char *)b->text.ptr;
    const unsigned char *end = at + b->text.len;
    for (uint32_t i = 0; i < b->origin_count; i++) {
        uint64_t offset = b->origins[i].at.bytes.offset;
        uint64_t length = b->origins[i].at.bytes.length;
        if (offset > r->bytes.len || length > r->bytes.len - offset)
            return 0;
        const unsigned char *from = (const unsigned char *)r->bytes.ptr + offset;
        const unsigned char *stop = from + length;
        for (int c; (c = solid(&from, stop)) >= 0;)
            if (solid(&at, end) != c)
                return 0;
    }
    return solid(&at, end) == -1;
}

uint32_t recorder_wrong_origin(const recorder *r) {
    for (uint32_t i = 0; i < r->count; i++)
        if (r->blocks[i].block.text.len && !origin_holds(r, &r->blocks[i].block))
            return i;
    return SHEAF_NONE;
}

uint64_t recorder_characters(const recorder *r) {
    uint64_t count = 0;
    for (uint32_t i = 0; i < r->count; i++) {
        const unsigned char *at = (const unsigned char *)r->blocks[i].block.text.ptr;
        const unsigned char *end = at + r->blocks[i].block.text.len;
        for (int c; (c = solid(&at, end)) >= 0;)
            count += (c & 0xC0) != 0x80;
    }
    return count;
}

uint64_t recorder_digits(const recorder *r) {
    uint64_t count = 0;
    for (uint32_t i = 0; i < r->count; i++)
        for (size_t k = 0; k < r->blocks[i].block.text.len; k++) {
            unsigned char c = (unsigned char)r->blocks[i].block.text.ptr[k];
            count += c >= '0' && c <= '9';
        }
    return count;
}
