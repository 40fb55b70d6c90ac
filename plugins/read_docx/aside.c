/* Stories that stand elsewhere than they are read: notes and comments have parts of their own, text boxes stand in the
 * middle of a paragraph. Both are recorded as events and walked when their paragraph has ended (notes in a table: when
 * the table has), each after the other from a queue, so that boxes in boxes need no recursion. */
#include "walk.h"

#include <stdlib.h>

static const struct {
    docx_name element;
    const char *relation;
    sheaf_str path;
    uint32_t kind; /* of the block; 0: its blocks stand by themselves */
} rows[DOCX_ASIDES] = {
    [DOCX_FOOTNOTE] = {DOCX_w_footnote,
                       "footnotes",
                       {"/w:footnotes/w:footnote", 23},
                       SHEAF_FOOTNOTE},
    [DOCX_ENDNOTE] = {DOCX_w_endnote, "endnotes", {"/w:endnotes/w:endnote", 21}, SHEAF_FOOTNOTE},
    [DOCX_COMMENT] = {DOCX_w_comment, "comments", {"/w:comments/w:comment", 21}, SHEAF_COMMENT},
    [DOCX_TEXT_BOX] = {DOCX_w_txbxContent, "", {"/w:txbxContent", 14}, 0},
};

/* A path ends with the number of its step. */
static sheaf_str numbered(docx_walk *w, sheaf_str base, sheaf_str step, uint32_t number) {
    char digits[12];
    size_t at = sizeof digits;
    docx_text path = {0};
    digits[--at] = ']';
    do
        digits[--at] = (char)('0' + number % 10);
    while (number /= 10);
    digits[--at] = '[';
    docx_text_add(w->reader, &path, base);
    docx_text_add(w->reader, &path, step);
    docx_text_add(w->reader, &path, (sheaf_str){digits + at, sizeof digits - at});
    return docx_text_view(&path);
}

/* ---------------------------------------------------------------------------------------- what is left -- */

static sheaf_str note_events(const docx_walk *w, const docx_aside *note) {
    sheaf_str all = docx_text_view(&w->note_events[note->kind].bytes);
    return (sheaf_str){all.ptr + note->start, note->length};
}

static void lose_start(void *context, docx_name element, const docx_attributes *attributes) {
    (void)context, (void)element, (void)attributes;
}

static void lose_end(void *context, docx_name element) {
    (void)context, (void)element;
}

static void lose_text(void *context, sheaf_str text) {
    docx_lose(context, DOCX_LOST_UNUSED, text);
}

static void lose_note(docx_walk *w, const docx_aside *note) {
    static const docx_xml_handlers handlers = {lose_start, lose_end, lose_text};
    docx_recording_play(w->reader, note_events(w, note), &handlers, w);
}

/* -------------------------------------------------------------------------------- recording of notes -- */

typedef struct scribe {
    docx_walk *walk;
    docx_aside_kind kind;
    docx_aside *note; /* that is recorded */
    uint32_t depth;   /* in it */
} scribe;

static void begin_note(scribe *s, const docx_attributes *attributes) {
    docx_walk *w = s->walk;
    docx_vec *notes = &w->notes[s->kind];
    s->note = docx_vec_push(w->reader, notes, sizeof *s->note);
    if (!s->note)
        return;
    s->depth = 1;
    *s->note = (docx_aside){.kind = s->kind,
                            .id = docx_keep(w->reader, docx_attribute(attributes, DOCX_w_id)),
                            .path = numbered(w, SHEAF_STR(""), rows[s->kind].path, notes->count),
                            .start = w->note_events[s->kind].bytes.len,
                            .is_flat = 1};
}

static void note_start(void *context, docx_name element, const docx_attributes *attributes) {
    scribe *s = context;
    if (!s->note) {
        if (element == rows[s->kind].element)
            begin_note(s, attributes);
        return;
    }
    s->depth++;
    if (element == DOCX_w_tbl || element == DOCX_w_drawing || element == DOCX_w_pict)
        s->note->is_flat = 0;
    docx_record_start(s->walk->reader, &s->walk->note_events[s->kind], element, attributes);
}

static void note_end(void *context, docx_name element) {
    scribe *s = context;
    if (!s->note)
        return;
    if (--s->depth) {
        docx_record_end(s->walk->reader, &s->walk->note_events[s->kind], element);
        return;
    }
    s->note->length = s->walk->note_events[s->kind].bytes.len - s->note->start;
    s->note = NULL;
}

static void note_text(void *context, sheaf_str text) {
    scribe *s = context;
    docx_account_text(s->walk, text);
    if (s->note)
        docx_record_text(s->walk->reader, &s->walk->note_events[s->kind], text);
}

static int compare(sheaf_str a, sheaf_str b) {
    int order = memcmp(a.ptr, b.ptr, a.len < b.len ? a.len : b.len);
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

static int by_id(const void *a, const void *b) {
    return compare(((const docx_aside *)a)->id, ((const docx_aside *)b)->id);
}

static int by_id_and_place(const void *a, const void *b) {
    int order = by_id(a, b);
    size_t left = ((const docx_aside *)a)->start, right = ((const docx_aside *)b)->start;
    return order ? order : (left > right) - (left < right);
}

/* A note that the end of a damaged part cut is dropped whole: its events have no end. */
static void forget_cut(scribe *s) {
    if (s->note)
        s->walk->notes[s->kind].count--;
}

/* Of several notes with one id the first is shown, and what the others say is lost. */
static void settle_ids(docx_walk *w, docx_aside_kind kind) {
    docx_vec *notes = &w->notes[kind];
    uint32_t kept = 0;
    if (notes->count)
        qsort(notes->base, notes->count, sizeof(docx_aside), by_id_and_place);
    for (uint32_t i = 0; i < notes->count; i++) {
        const docx_aside one = *DOCX_VEC_AT(notes, docx_aside, i);
        docx_aside *last = kept ? DOCX_VEC_AT(notes, docx_aside, kept - 1) : NULL;
        if (!last || by_id(last, &one) != 0)
            *DOCX_VEC_AT(notes, docx_aside, kept++) = one;
        else
            lose_note(w, &one);
    }
    if (kept < notes->count)
        docx_warnf(w->reader, "docx.note.twice", w->note_parts[kind], 1,
                   "Several notes or comments in %.*s have the same w:id; the first of each is "
                   "read, the text of the others is left out; let Word repair the document",
                   (int)w->note_parts[kind].len, w->note_parts[kind].ptr);
    notes->count = kept;
}

sheaf_status docx_notes_record(docx_walk *w, docx_aside_kind kind) {
    static const docx_xml_handlers handlers = {note_start, note_end, note_text};
    scribe s = {.walk = w, .kind = kind};
    sheaf_str part = docx_related(w->reader, w->reader->main, rows[kind].relation);
    sheaf_status status = part.len ? docx_xml_parse(w->reader, part, &handlers, &s) : SHEAF_OK;
    forget_cut(&s);
    w->note_parts[kind] = part;
    settle_ids(w, kind);
    return status == SHEAF_BAD_INPUT ? w->reader->host->tick(w->reader->job, 0, 0) : status;
}

int docx_asides_any(const docx_walk *w) {
    return w->notes[DOCX_FOOTNOTE].count || w->notes[DOCX_ENDNOTE].count ||
           w->notes[DOCX_COMMENT].count;
}

/* ----------------------------------------------------------------------------------------- references -- */

static docx_aside *find_note(docx_walk *w, docx_aside_kind kind, sheaf_str id) {
    docx_aside key = {.id = id};
    docx_vec *notes = &w->notes[kind];
    return notes->count ? bsearch(&key, notes->base, notes->count, sizeof key, by_id) : NULL;
}

/* A mark of the author's own (17.11.14) takes no number. */
static void queue_note(docx_walk *w, docx_aside *note, int is_marked) {
    docx_aside **room =
        note->is_used ? NULL : docx_vec_push(w->reader, &w->queue, sizeof(docx_aside *));
    if (!room)
        return;
    note->is_used = 1;
    note->ordinal = is_marked ? 0 : ++w->ordinals[note->kind];
    note->number = w->note_count++;
    *room = note;
}

/* The mark of a note is printed by Word, not part of the text: its span is empty, so that no digit of it can ever run
 * into a number. */
void docx_note_reference(docx_walk *w, docx_name element, const docx_attributes *attributes) {
    docx_aside_kind kind = element == DOCX_w_footnoteReference  ? DOCX_FOOTNOTE
                           : element == DOCX_w_endnoteReference ? DOCX_ENDNOTE
                                                                : DOCX_COMMENT;
    docx_aside *note = find_note(w, kind, docx_attribute(attributes, DOCX_w_id));
    docx_loss reason;
    if (docx_field_hides(w) || docx_inline_hidden(w, &reason) || w->flags & SHEAF_FURNITURE ||
        docx_table_is_left_out(w->tape))
        return;
    if (kind != DOCX_COMMENT)
        docx_apart(w);
    if (!note) {
        docx_warnf(w->reader, "docx.note.missing", w->part, 1,
                   "The text refers to a %s that the document does not have",
                   kind == DOCX_COMMENT ? "comment" : "note");
        return;
    }
    queue_note(w, note, docx_is_stated(attributes, DOCX_w_customMarkFollows));
    if (kind == DOCX_COMMENT)
        return;
    docx_paragraph_span(w, (docx_span){.kind = SHEAF_RUN_NOTE,
                                       .start = w->paragraph.text.len,
                                       .target = SHEAF_STR(""),
                                       .note = note->number});
}

void docx_box_start(docx_walk *w, docx_name element, const docx_attributes *attributes) {
    docx_loss reason = DOCX_LOST_INSTRUCTION;
    (void)element, (void)attributes;
    if (w->drawing.is_hidden || docx_field_hides(w) || docx_inline_hidden(w, &reason)) {
        docx_walk_skip(w, w->drawing.is_hidden ? DOCX_LOST_HIDDEN : reason);
        return;
    }
    docx_aside *box = docx_vec_push(w->reader, &w->boxes, sizeof *box);
    if (!box)
        return;
    sheaf_str anchor = docx_text_view(&w->place.path);
    *box = (docx_aside){.kind = DOCX_TEXT_BOX,
                        .path = numbered(w, anchor, rows[DOCX_TEXT_BOX].path, w->boxes.count),
                        .start = w->box_events.bytes.len,
                        .events = {w->reader->event_end, 0}};
    w->box_inside = 1;
    w->recording = w->is_replaying ? NULL : &w->box_events;
}

/* The end of the box. What is replayed stands in a recording already, and the box is a piece of that. */
void docx_box_end(docx_walk *w) {
    docx_aside *box = DOCX_VEC_AT(&w->boxes, docx_aside, w->boxes.count - 1);
    sheaf_str all = docx_text_view(&w->box_events.bytes);
    if (w->is_replaying)
        box->events.len = (size_t)(w->reader->event_begin - box->events.ptr);
    else
        box->events = (sheaf_str){all.ptr + box->start, all.len - box->start};
    w->recording = NULL;
    w->depth--;
}

/* -------------------------------------------------------------------------------------------- walking -- */

docx_story docx_story_begin(docx_walk *w, sheaf_str part, sheaf_str path) {
    docx_story outside = {w->place,     w->part,   w->flags, w->field_base,  w->instructions,
                          w->list_base, w->tables, w->flat,  w->flat_length, w->flat_node};
    w->place = (docx_place){0};
    w->part = part;
    w->field_base = w->fields.count;
    w->instructions = 0;
    w->list_base = w->lists.count;
    w->tables = 0;
    docx_place_enter(w, part, path);
    return outside;
}

void docx_story_end(docx_walk *w, docx_story outside) {
    docx_paragraph_close(w);
    docx_paragraph_finish(w);
    docx_lists_end(w);
    docx_field_end_story(w);
    w->place = outside.place;
    w->part = outside.part;
    w->flags = outside.flags;
    w->field_base = outside.field_base;
    w->instructions = outside.instructions;
    w->list_base = outside.list_base;
    w->tables = outside.tables;
    w->flat = outside.flat;
    w->flat_length = outside.flat_length;
    w->flat_node = outside.flat_node;
}

static void play(docx_walk *w, sheaf_str events) {
    w->is_replaying++;
    docx_recording_play(w->reader, events, &docx_walk_handlers, w);
    w->is_replaying--;
}

/* Boxes in a note whose blocks are lines become lines of it. */
void docx_asides_boxes(docx_walk *w) {
    if (w->is_draining || !w->boxes.count)
        return;
    w->is_draining = 1;
    for (uint32_t i = 0; i < w->boxes.count; i++) {
        docx_aside box = *DOCX_VEC_AT(&w->boxes, docx_aside, i);
        docx_story outside = docx_story_begin(w, w->part, box.path);
        play(w, box.events);
        docx_story_end(w, outside);
    }
    w->boxes.count = 0;
    w->box_events.bytes.len = 0;
    w->is_draining = 0;
}

/* As Word prints it; none for a comment, and for a note with a mark of its own. */
static sheaf_str printed_number(const docx_walk *w, const docx_aside *note, char *room) {
    const docx_note_numbers *numbers =
        note->kind == DOCX_FOOTNOTE ? &w->settings.footnotes : &w->settings.endnotes;
    if (note->kind == DOCX_COMMENT || !note->ordinal)
        return SHEAF_STR("");
    uint32_t value = numbers->start + (note->ordinal - 1);
    return (sheaf_str){room, docx_number_write(numbers->format, value, room)};
}

static void walk_note(docx_walk *w, const docx_aside *note) {
    char number[DOCX_NUMBER_ROOM];
    sheaf_origin place;
    docx_story outside = docx_story_begin(w, w->note_parts[note->kind], note->path);
    sheaf_block block = docx_block(w, rows[note->kind].kind, &place);
    block.number = printed_number(w, note, number);
    w->flat_node = docx_tape_open(w->tape, &block);
    w->flat = (int)note->is_flat;
    w->flat_length = 0;
    docx_tape_bind(w->tape, note->number, w->flat_node);
    play(w, note_events(w, note));
    docx_story_end(w, outside);
    docx_tape_close(w->tape);
}

int docx_asides_waiting(const docx_walk *w) {
    return w->queue.count > 0;
}

/* Notes may refer to notes; so the queue may grow while it is walked. */
void docx_asides_notes(docx_walk *w) {
    if (w->tables || w->is_draining || w->is_noting || !w->queue.count)
        return;
    w->is_noting = 1;
    for (uint32_t i = 0; i < w->queue.count; i++)
        walk_note(w, *DOCX_VEC_AT(&w->queue, docx_aside *, i));
    w->queue.count = 0;
    w->is_noting = 0;
}

void docx_asides_unused(docx_walk *w) {
    for (int kind = DOCX_FOOTNOTE; kind <= DOCX_COMMENT; kind++)
        for (uint32_t i = 0; i < w->notes[kind].count; i++) {
            const docx_aside *note = DOCX_VEC_AT(&w->notes[kind], const docx_aside, i);
            if (!note->is_used)
                lose_note(w, note);
        }
}
