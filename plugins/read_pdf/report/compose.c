/* SPDX-License-Identifier: GPL-2.0-or-later
 * Lines to one text with its places and runs. Sizes are known before: a text is never longer than its lines and a blank for
 * each. A run is a range in which one property holds that does not hold of the whole text; runs of neighbouring lines
 * that belong together grow into one. */
#include "layout.h"
#include "report/report.h"

#include <string.h>

sheaf_origin pdf_place(uint32_t page, const float box[4]) {
    sheaf_origin place = {.kind = SHEAF_AT_PAGE, .unit = page};
    memcpy(place.at.box, box, sizeof place.at.box);
    return place;
}

/* Pages come in order, and none is left out. */
sheaf_origin pdf_place_laid(const pdf_state *state, uint32_t page, const float box[4]) {
    sheaf_origin place = pdf_place(page, box);
    if (page && page <= state->reader->sheet_count)
        pdf_turn_back(&state->reader->sheets[page - 1], place.at.box);
    return place;
}

/* ---- runs ---- */

/* The properties of a span that may become runs. */
enum { STRONG, EMPHASIS, SUPERSCRIPT, SUBSCRIPT, STRUCK, LINK, TRAITS };
static const uint32_t trait_kinds[TRAITS] = {
    [STRONG] = SHEAF_RUN_STRONG,           [EMPHASIS] = SHEAF_RUN_EMPHASIS,
    [SUPERSCRIPT] = SHEAF_RUN_SUPERSCRIPT, [SUBSCRIPT] = SHEAF_RUN_SUBSCRIPT,
    [STRUCK] = SHEAF_RUN_STRUCK,           [LINK] = SHEAF_RUN_LINK};

/* Those of a span, a bit each. */
static uint32_t traits_of(const pdf_state *state, const pdf_span *span) {
    const pdf_look *look = pdf_look_at(state, span->look);
    return (uint32_t)look->bold << STRONG | (uint32_t)look->italic << EMPHASIS |
           (uint32_t)(span->raised > 0) << SUPERSCRIPT | (uint32_t)(span->raised < 0) << SUBSCRIPT |
           (uint32_t)(span->struck != 0) << STRUCK | (uint32_t)(span->target.len > 0) << LINK;
}

static bool is_blank(sheaf_str text, uint32_t start, uint32_t length) {
    return pdf_code_first((sheaf_str){text.ptr + start, length}) == 0;
}

/* The traits that all of the text has: then they say nothing of a part. Links say where they lead, always, and what is struck is not
 * valid, even where all of it is. */
static uint32_t whole_of(const pdf_state *state, const pdf_line *const *lines, uint32_t count) {
    uint32_t whole = 1u << STRONG | 1u << EMPHASIS | 1u << SUPERSCRIPT | 1u << SUBSCRIPT;
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t s = 0; whole && s < lines[i]->span_count; s++) {
            const pdf_span *span = &lines[i]->spans[s];
            const uint32_t common = whole & traits_of(state, span);
            if (common != whole && !is_blank(lines[i]->text, span->start, span->length))
                whole = common;
        }
    return whole;
}

typedef struct scribe {
    const pdf_state *state;
    pdf_text *text;
    pdf_inline *open[TRAITS];
    uint32_t whole; /* traits of all of the text */
} scribe;

static bool same_text(sheaf_str a, sheaf_str b) {
    return a.len == b.len && pdf_begins(a, b);
}

/* Adds the range to the run of the trait, or begins one. */
static void add_range(scribe *s, int trait, const pdf_span *span, uint32_t start, uint32_t end) {
    pdf_inline *open = s->open[trait];
    bool link = trait == LINK;
    if (open && open->start + open->length + 1 >= start &&
        (!link || same_text(open->target, span->target))) {
        open->length = end - open->start;
        return;
    }
    open = s->open[trait] = &s->text->runs[s->text->run_count++];
    *open =
        (pdf_inline){trait_kinds[trait], start, end - start, link ? span->target : SHEAF_STR("")};
}

/* Without the white space at its ends. */
static void add_span(scribe *s, const pdf_line *line, const pdf_span *span, size_t base) {
    uint32_t start = span->start, end = span->start + span->length;
    end = end < line->text.len ? end : (uint32_t)line->text.len;
    while (start < end && line->text.ptr[start] == ' ')
        start++;
    while (end > start && line->text.ptr[end - 1] == ' ')
        end--;
    if (start == end)
        return;
    const uint32_t traits = traits_of(s->state, span) & ~s->whole;
    for (int trait = 0; trait < TRAITS; trait++)
        if (traits >> trait & 1)
            add_range(s, trait, span, (uint32_t)base + start, (uint32_t)base + end);
        else
            s->open[trait] = NULL;
}

/* ---- text ---- */

static void join(pdf_text *text, pdf_joint joint) {
    if (joint == PDF_JOINT_BLANK)
        text->bytes[text->len++] = ' ';
    if (joint == PDF_JOINT_BREAK)
        text->bytes[text->len++] = '\n';
    if (joint != PDF_JOINT_HYPHEN)
        return;
    while (text->len && ((unsigned char)text->bytes[text->len - 1] & 0xC0) == 0x80)
        text->len--;
    text->len -= text->len > 0;
    text->hyphens++;
}

/* A run that reached over a hyphen that went ends where the text does. */
static void trim_runs(pdf_text *text) {
    for (uint32_t i = text->run_count; i-- > 0;)
        if (text->runs[i].start + text->runs[i].length > text->len)
            text->runs[i].length = (uint32_t)text->len - text->runs[i].start;
}

/* The most runs that a line can begin: most lines have none. */
static size_t count_runs(const scribe *s, const pdf_line *line) {
    size_t runs = 0;
    for (uint32_t i = 0; i < line->span_count; i++)
        for (uint32_t traits = traits_of(s->state, &line->spans[i]) & ~s->whole; traits;
             traits &= traits - 1)
            runs++;
    return runs;
}

static bool take_room(scribe *s, pdf_room *room, const pdf_line *const *lines, uint32_t count) {
    pdf_text *text = s->text;
    size_t bytes = 1, runs = 1;
    for (uint32_t i = 0; i < count; i++) {
        bytes += lines[i]->text.len + 1;
        runs += count_runs(s, lines[i]);
    }
    *text = (pdf_text){.bytes = PDF_TAKE_UNSET(room, char, bytes),
                       .origins = PDF_TAKE_UNSET(room, sheaf_origin, (size_t)count + 1),
                       .ends = PDF_TAKE_UNSET(room, size_t, (size_t)count + 1),
                       .runs = PDF_TAKE_UNSET(room, pdf_inline, runs)};
    return text->bytes && text->origins && text->ends && text->runs;
}

bool pdf_compose(const pdf_state *state, pdf_room *room, const pdf_line *const *lines,
                 const pdf_joint *joints, uint32_t count, uint32_t page, pdf_text *text) {
    scribe s = {.state = state, .text = text, .whole = whole_of(state, lines, count)};
    if (!take_room(&s, room, lines, count))
        return false;
    for (uint32_t i = 0; i < count; i++) {
        const pdf_line *line = lines[i];
        if (i) {
            join(text, joints[i]);
            trim_runs(text);
        }
        size_t base = text->len;
        memcpy(text->bytes + text->len, line->text.ptr, line->text.len);
        text->len += line->text.len;
        text->ends[text->origin_count] = text->len;
        text->origins[text->origin_count++] = pdf_place_laid(state, page, line->box);
        for (uint32_t k = 0; k < line->span_count; k++)
            add_span(&s, line, &line->spans[k], base);
    }
    return true;
}

/* Places of text that went go with it. */
static void cut_places(pdf_text *text, size_t bytes) {
    while (text->origin_count > 1 && text->ends[0] <= bytes) {
        text->origins++;
        text->ends++;
        text->origin_count--;
    }
    for (uint32_t i = 0; i < text->origin_count; i++)
        text->ends[i] -= bytes < text->ends[i] ? bytes : text->ends[i];
}

void pdf_text_cut(pdf_text *text, size_t bytes) {
    while (bytes < text->len && text->bytes[bytes] == ' ')
        bytes++;
    bytes = bytes < text->len ? bytes : text->len;
    text->bytes += bytes;
    text->len -= bytes;
    cut_places(text, bytes);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < text->run_count; i++) {
        pdf_inline run = text->runs[i];
        size_t end = (size_t)run.start + run.length;
        if (end <= bytes)
            continue;
        run.start = run.start > bytes ? run.start - (uint32_t)bytes : 0;
        run.length = (uint32_t)(end - bytes) - run.start;
        text->runs[kept++] = run;
    }
    text->run_count = kept;
}

pdf_text pdf_text_head(const pdf_text *text, size_t bytes) {
    pdf_text head = *text;
    head.len = bytes < text->len ? bytes : text->len;
    head.origin_count = text->origin_count ? 1 : 0;
    while (head.origin_count < text->origin_count && text->ends[head.origin_count - 1] < bytes)
        head.origin_count++;
    return head;
}

void pdf_mark_runs(const pdf_state *state, const pdf_text *text, uint32_t node) {
    const sheaf_host *host = state->reader->host;
    for (uint32_t i = 0; i < text->run_count; i++) {
        const pdf_inline *run = &text->runs[i];
        if (run->length && run->start + run->length <= text->len)
            host->mark(state->reader->job, &(sheaf_run){.node = node,
                                                        .kind = run->kind,
                                                        .start = run->start,
                                                        .length = run->length,
                                                        .target = run->target});
    }
}
