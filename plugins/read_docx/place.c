/* Paths of blocks: each step is a paragraph, table, row or cell with its number among its like in the container,
 * from 1. Wrappers (content controls, tracked changes, custom XML) are no steps, so a path stays what it was when
 * one comes or goes. The text is kept up to date step by step, so that it costs its own length once. */
#include "walk.h"

static const struct {
    docx_name element;
    sheaf_str step;
} steps[] = {{DOCX_w_p, {"/w:p[", 5}},
             {DOCX_w_tbl, {"/w:tbl[", 7}},
             {DOCX_w_tr, {"/w:tr[", 6}},
             {DOCX_w_tc, {"/w:tc[", 6}}};

void docx_place_enter(docx_walk *w, sheaf_str part, sheaf_str path) {
    w->place.part = w->reader->host->part(w->reader->job, part);
    w->place.path.len = 0;
    w->place.levels.count = 0;
    docx_text_add(w->reader, &w->place.path, path);
    docx_vec_push(w->reader, &w->place.levels, sizeof(docx_level));
}

static void add_number(docx_walk *w, uint32_t number) {
    char digits[12];
    size_t at = sizeof digits;
    digits[--at] = ']';
    do
        digits[--at] = (char)('0' + number % 10);
    while (number /= 10);
    docx_text_add(w->reader, &w->place.path, (sheaf_str){digits + at, sizeof digits - at});
}

void docx_place_open(docx_walk *w, docx_name element) {
    docx_vec *levels = &w->place.levels;
    size_t length = w->place.path.len;
    uint32_t kind = 0;
    while (steps[kind].element != element)
        kind++;
    if (levels->count) {
        docx_text_add(w->reader, &w->place.path, steps[kind].step);
        add_number(w, ++DOCX_VEC_AT(levels, docx_level, levels->count - 1)->seen[kind]);
    }
    docx_level *level = docx_vec_push(w->reader, levels, sizeof *level);
    if (level)
        level->path = length;
}

void docx_place_close(docx_walk *w) {
    docx_vec *levels = &w->place.levels;
    if (levels->count > 1)
        w->place.path.len = DOCX_VEC_AT(levels, docx_level, --levels->count)->path;
}

sheaf_origin docx_place_origin(const docx_walk *w) {
    return (sheaf_origin){
        .kind = SHEAF_AT_PART, .unit = w->place.part, .at.path = docx_text_view(&w->place.path)};
}
