/* SPDX-License-Identifier: GPL-2.0-or-later
 * The squares of a page. */
#include "page/mesh.h"
#include "ink/ink.h"

#include <math.h>

enum { MOST_STEPS = 1 << 20 };

uint32_t pdf_mesh_square(float at, uint32_t squares) {
    const float last = (float)(squares - 1), square = at / PDF_MESH_SIDE;
    return (uint32_t)(square > 0 ? square < last ? square : last : 0);
}

bool pdf_mesh_new(pdf_room *room, const pdf_page *page, pdf_mesh *mesh) {
    *mesh = (pdf_mesh){.columns = (uint32_t)(page->width / PDF_MESH_SIDE) + 1,
                       .rows = (uint32_t)(page->height / PDF_MESH_SIDE) + 1};
    const uint32_t squares = mesh->columns * mesh->rows;
    mesh->firsts = PDF_TAKE_UNSET(room, uint32_t, squares);
    for (uint32_t i = 0; mesh->firsts && i < squares; i++)
        mesh->firsts[i] = PDF_NONE;
    return mesh->firsts != NULL;
}

bool pdf_mesh_add(pdf_room *room, pdf_mesh *mesh, uint32_t column, uint32_t row, uint32_t item) {
    const uint32_t square = row * mesh->columns + column;
    pdf_mesh_step *steps = mesh->count < MOST_STEPS ? pdf_more(room, mesh->steps, mesh->count,
                                                               &mesh->capacity, sizeof *steps)
                                                    : NULL;
    if (!steps)
        return false;
    mesh->steps = steps;
    steps[mesh->count] = (pdf_mesh_step){item, mesh->firsts[square]};
    mesh->firsts[square] = mesh->count++;
    return true;
}

bool pdf_mesh_add_box(pdf_room *room, pdf_mesh *mesh, const float box[4], uint32_t item) {
    const pdf_mesh_walk in = pdf_mesh_begin(mesh, box);
    for (uint32_t row = in.row; row <= in.low; row++)
        for (uint32_t column = in.left; column <= in.right; column++)
            if (!pdf_mesh_add(room, mesh, column, row, item))
                return false;
    return true;
}

bool pdf_mesh_add_line(pdf_room *room, pdf_mesh *mesh, const float at[4], uint32_t item) {
    const uint32_t last = pdf_mesh_square(fmaxf(at[1], at[3]), mesh->rows);
    for (uint32_t row = pdf_mesh_square(fminf(at[1], at[3]), mesh->rows); row <= last; row++) {
        const float band[4] = {-PDF_FARTHEST, (float)(row * PDF_MESH_SIDE), 2 * PDF_FARTHEST,
                               (float)((row + 1) * PDF_MESH_SIDE)};
        float part[2] = {0, 1};
        if (!pdf_streak_within(at, band, part))
            continue;
        const float wide = at[2] - at[0];
        const float a = at[0] + part[0] * wide, b = at[0] + part[1] * wide;
        const uint32_t end = pdf_mesh_square(fmaxf(a, b), mesh->columns);
        for (uint32_t column = pdf_mesh_square(fminf(a, b), mesh->columns); column <= end; column++)
            if (!pdf_mesh_add(room, mesh, column, row, item))
                return false;
    }
    return true;
}

bool pdf_mesh_has(const pdf_mesh *mesh, const float box[4]) {
    pdf_mesh_walk walk = pdf_mesh_begin(mesh, box);
    return pdf_mesh_next(mesh, &walk) != PDF_NONE;
}

pdf_mesh_walk pdf_mesh_begin(const pdf_mesh *mesh, const float box[4]) {
    pdf_mesh_walk walk = {.left = pdf_mesh_square(box[0], mesh->columns),
                          .right = pdf_mesh_square(box[2], mesh->columns),
                          .low = pdf_mesh_square(box[3], mesh->rows),
                          .row = pdf_mesh_square(box[1], mesh->rows)};
    walk.column = walk.left;
    walk.step = mesh->firsts[walk.row * mesh->columns + walk.column];
    return walk;
}

uint32_t pdf_mesh_next(const pdf_mesh *mesh, pdf_mesh_walk *walk) {
    while (walk->step == PDF_NONE) {
        walk->column++;
        if (walk->column > walk->right) {
            walk->column = walk->left;
            walk->row++;
        }
        if (walk->row > walk->low)
            return PDF_NONE;
        walk->step = mesh->firsts[walk->row * mesh->columns + walk->column];
    }
    const pdf_mesh_step *step = &mesh->steps[walk->step];
    walk->step = step->next;
    return step->item;
}
