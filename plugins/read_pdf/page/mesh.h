/* SPDX-License-Identifier: GPL-2.0-or-later
 * A page in squares, and what lies in each: so that a page of drawings costs about as much as it draws. */
#ifndef PDF_MESH_H
#define PDF_MESH_H

#include "pdf.h"

enum { PDF_MESH_SIDE = 16 /* points */ };

/* Something in one square. */
typedef struct pdf_mesh_step {
    uint32_t item, next; /* in that square; PDF_NONE */
} pdf_mesh_step;

typedef struct pdf_mesh {
    uint32_t columns, rows;
    uint32_t *firsts; /* of each square: a step; PDF_NONE */
    pdf_mesh_step *steps;
    uint32_t count, capacity;
} pdf_mesh;

/* False: no memory. */
bool pdf_mesh_new(pdf_room *room, const pdf_page *page, pdf_mesh *mesh);
uint32_t pdf_mesh_square(float at, uint32_t squares);
/* False: no memory, or more steps than any page of text has. */
bool pdf_mesh_add(pdf_room *room, pdf_mesh *mesh, uint32_t column, uint32_t row, uint32_t item);
/* The same for each square that the box touches. */
bool pdf_mesh_add_box(pdf_room *room, pdf_mesh *mesh, const float box[4], uint32_t item);
/* The same for each square that the line goes through. */
bool pdf_mesh_add_line(pdf_room *room, pdf_mesh *mesh, const float at[4], uint32_t item);
/* Whether there is anything in the squares that the box touches. */
bool pdf_mesh_has(const pdf_mesh *mesh, const float box[4]);

/* Through all that is in the squares that a box touches; what lies in several comes several times. */
typedef struct pdf_mesh_walk {
    uint32_t left, right, low; /* squares */
    uint32_t column, row, step;
} pdf_mesh_walk;
pdf_mesh_walk pdf_mesh_begin(const pdf_mesh *mesh, const float box[4]);
uint32_t pdf_mesh_next(const pdf_mesh *mesh, pdf_mesh_walk *walk); /* PDF_NONE: no more */

#endif
