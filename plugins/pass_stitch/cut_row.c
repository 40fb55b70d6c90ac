/* A row of a table that a page break cut: the first row below is the rest of the last row above. Every cell below stands
 * between the rules of one above. What proves it is text that goes on: its last line above is too full for what
 * stands below, and the other texts of the row stand on one side of the break.
 */
#include "cut.h"

static int is_wide(uint32_t c) {
    return c >= 0x2E80;
}

/* Marks that no line begins with: they keep the character before them on their line. */
static int is_closing(uint32_t c) {
    static const uint32_t marks[] = {0xFF0C, 0x3002, 0x3001, 0xFF1B, 0xFF1A, 0xFF09,
                                     0x300B, 0x3011, 0xFF01, 0xFF1F, 0x201D};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (marks[i] == c)
            return 1;
    return 0;
}

/* What the beginning of a text needs at the end of a line, in its heights: a character with the marks behind it, or a
 * figure, as lines break between these; or a word. */
static float need_of(sheaf_str text) {
    float need = 0;
    while (text.len != 0) {
        uint32_t c = stitch_take(&text);
        if (stitch_is_space(c) && need > 0)
            break;
        if (stitch_is_digit(c))
            return need > 0 ? need : 0.6f;
        if (is_wide(c) && need > 0 && !is_closing(c))
            return need;
        need += is_wide(c) ? 0.9f : 0.5f;
    }
    return need;
}

const sheaf_origin *stitch_line_of(const stitch_plan *plan, uint32_t n, int last) {
    const sheaf_node *node = stitch_node(plan, n);
    return node->origins < 2 ? NULL : stitch_place(plan, node, last ? node->origins - 1 : 1);
}

/* What a character needs is not known as exactly as that. */
#define NEARLY 1.2f

/* The last line above ends where the lines before it were broken. */
static int ends_as_others(const stitch_plan *plan, uint32_t above) {
    const sheaf_node *node = stitch_node(plan, above);
    const float near = 0.5f;
    float right = 0;
    for (uint32_t i = 1; i + 1 < node->origins; i++) {
        const sheaf_origin *line = stitch_place(plan, node, i);
        right = line != NULL && line->at.box[2] > right ? line->at.box[2] : right;
    }
    const sheaf_origin *last = stitch_line_of(plan, above, 1);
    return right > 0 && last != NULL && last->at.box[2] > right - near;
}

/* The last line above has no room for the beginning of what stands below. */
static int is_full(const stitch_plan *plan, uint32_t above, sheaf_str below) {
    const sheaf_origin *line = stitch_line_of(plan, above, 1);
    const sheaf_origin *whole = stitch_place(plan, stitch_node(plan, above), 0);
    if (line == NULL || whole == NULL)
        return 0;
    const float *cell = whole->at.box;
    float height = line->at.box[3] - line->at.box[1], left = line->at.box[0] - cell[0];
    float margin = left < 0 ? 0 : left < height ? left : height / 2;
    const float room = cell[2] - margin - line->at.box[2], need = need_of(below) * height;
    return room < need ||
           (room < NEARLY * need && is_wide(stitch_first(below)) && ends_as_others(plan, above));
}

/* The width of a digit of a line of nothing else; 0 where there is anything else. */
static float digit_width(sheaf_str text, const float *line) {
    uint32_t count = 0;
    while (text.len != 0) {
        uint32_t c = stitch_take(&text);
        if (!stitch_is_digit(c))
            return 0;
        count++;
    }
    return count != 0 ? (line[2] - line[0]) / (float)count : 0;
}

/* Whether a number of the table's column is at least so wide. */
static int has_wider(const stitch_plan *plan, uint32_t table, uint32_t column, float width) {
    const uint32_t end = stitch_node(plan, table)->end;
    for (uint32_t n = table + 1; n < end; n = stitch_node(plan, n)->end) {
        const sheaf_origin *line = stitch_line_of(plan, n, 0);
        if (stitch_cell(plan, n)->column == column && line != NULL &&
            stitch_is_number(stitch_node(plan, n)->text) &&
            line->at.box[2] - line->at.box[0] >= width)
            return 1;
    }
    return 0;
}

/* The number above has no room for a digit more, wherever in its cell it stands: no other number of its column is a digit wider. */
static int is_full_number(const stitch_plan *plan, uint32_t above, uint32_t below) {
    const sheaf_node *node = stitch_node(plan, above);
    const sheaf_origin *line = stitch_line_of(plan, above, 1);
    const sheaf_origin *whole = stitch_place(plan, node, 0);
    if (line == NULL || whole == NULL)
        return 0;
    const float *text = line->at.box, *cell = whole->at.box, nearly = 0.97f;
    const float digit = node->origins == 2 ? digit_width(node->text, text) : 0;
    if (digit <= 0)
        return is_full(plan, above, stitch_node(plan, below)->text);
    const float left = text[0] - cell[0], right = cell[2] - text[2], height = text[3] - text[1],
                width = text[2] - text[0] + nearly * digit;
    float margin = left < right ? left : right;
    margin = margin < 0 ? 0 : margin < height / 2 ? margin : height / 2;
    return left + right - 2 * margin < nearly * digit &&
           !has_wider(plan, node->parent, stitch_cell(plan, above)->column, width) &&
           !has_wider(plan, stitch_node(plan, below)->parent, stitch_cell(plan, below)->column,
                      width);
}

/* No line more has room below the last one, when as much is left free there as above the first. Lines stand 1.15 of their
 * heights apart at least. */
static int is_deep(const stitch_plan *plan, uint32_t above) {
    const sheaf_origin *first = stitch_line_of(plan, above, 0),
                       *last = stitch_line_of(plan, above, 1);
    const sheaf_origin *whole = stitch_place(plan, stitch_node(plan, above), 0);
    if (first == NULL || last == NULL || whole == NULL)
        return 0;
    const float *cell = whole->at.box;
    float height = last->at.box[3] - last->at.box[1], free = first->at.box[1] - cell[1];
    free = free < 0 ? 0 : free < height / 2 ? free : height / 2;
    return cell[3] - free - last->at.box[3] < 1.15f * height;
}

/* ---- texts that were cut in two ---- */

typedef struct bracket {
    uint32_t open, close;
} bracket;

static const bracket brackets[] = {{'(', ')'},       {'[', ']'},       {0xFF08, 0xFF09},
                                   {0x3010, 0x3011}, {0x300A, 0x300B}, {0x201C, 0x201D}};
enum { BRACKETS = sizeof brackets / sizeof *brackets };

/* Brackets of one kind that are open at the end of a text, or with `closing` those that it closes without opening. */
static int hanging(sheaf_str text, bracket kind, int closing) {
    int depth = 0, least = 0;
    while (text.len != 0) {
        uint32_t c = stitch_take(&text);
        depth += c == kind.open ? 1 : c == kind.close ? -1 : 0;
        least = depth < least ? depth : least;
    }
    return closing ? -least : depth - least;
}

static int is_small(uint32_t c) {
    return c >= 'a' && c <= 'z';
}

/* The words themselves show that the one is the rest of the other. Where labels begin in lower case, that of a next row does, too, and
 * what ends in a colon heads what follows. */
static int words_go_on(sheaf_str above, sheaf_str below) {
    static const uint32_t unfinished[] = {',', 0xFF0C, 0x3001, 0xFF08, '('};
    for (size_t i = 0; i < sizeof unfinished / sizeof *unfinished; i++)
        if (stitch_last(above) == unfinished[i])
            return 1;
    for (size_t i = 0; i < BRACKETS; i++)
        if (hanging(above, brackets[i], 0) > 0 && hanging(below, brackets[i], 1) > 0)
            return 1;
    return is_small(stitch_first(below)) && !is_small(stitch_first(above)) &&
           stitch_last(below) != ':';
}

/* `6. …` is the label of a row of its own; `6` may be the rest of a number. */
static int begins_entry(sheaf_str text) {
    return !stitch_is_number(text) && stitch_read_label(text).style != STITCH_PLAIN;
}

/* The label above fills its cell to the last character: what stands below may be the rest of it. */
int stitch_label_may_go_on(const stitch_plan *plan, uint32_t above, uint32_t below) {
    sheaf_str rest = stitch_node(plan, below)->text;
    return is_full(plan, above, rest) && is_deep(plan, above) && !begins_entry(rest);
}

/* It is the rest where the label above is numbered, as labels of rows are, and this one is not; or by its words. */
int stitch_label_goes_on(const stitch_plan *plan, uint32_t above, uint32_t below) {
    sheaf_str label = stitch_node(plan, above)->text;
    return stitch_label_may_go_on(plan, above, below) &&
           (stitch_read_label(label).style != STITCH_PLAIN ||
            words_go_on(label, stitch_node(plan, below)->text));
}

/* ---- the evidence of a row's cells ---- */

enum { LEAST_VALUES = 2 /* beside a label: one may well be absent below */ };

typedef struct evidence {
    uint32_t complete; /* cells of one row above with text, and nothing below */
    uint32_t late;     /* the other way round */
    uint32_t going_on; /* cells whose text goes on, by their lines */
    uint32_t certain;  /* of them, by their words */
    uint32_t digits;   /* of them, with digits on both sides: what they are stays open */
    uint32_t numbered; /* of them, with an enumeration above */
    uint32_t merged;   /* pieces of merged cells, with text in one of them at most */
    uint32_t fitting;  /* labels that may go on, by their lines, or begin anew, by their words */
    uint32_t other;    /* anything else: a row of its own */
    int in_header;     /* no number stands above */
    int is_last;       /* no row follows */
    int only_blank;    /* there is no text below, and no other row of the two tables is so */
    int only_label; /* one text and nothing else stands below, and no other row of the two tables is so */
} evidence;

/* A full line says much where lines break between any two characters; a word of Latin script that begins with a capital
 * may begin anything. In lower case it may go on, also where labels begin so. */
static int begins_anew(sheaf_str above, sheaf_str below) {
    uint32_t first = stitch_first(below);
    int is_figure = stitch_is_digit(first) || first == '.' || first == ',';
    int may_go_on = is_small(first) && stitch_last(below) != ':';
    return !is_wide(first) && !is_figure && !may_go_on && !words_go_on(above, below);
}

static void weigh_texts(const stitch_plan *plan, const stitch_cover *above, uint32_t below,
                        int merged, evidence *found) {
    sheaf_str text = stitch_node(plan, below)->text;
    const int is_parted = stitch_is_number(above->text) && stitch_parts_digits(above->text, text);
    if (merged && stitch_label_goes_on(plan, above->last, below)) {
        found->merged++;
    } else if (is_parted && is_full_number(plan, above->last, below)) {
        found->going_on++;
        found->digits++;
    } else if (!is_parted && !begins_entry(text) && !begins_anew(above->text, text) &&
               is_full(plan, above->last, text)) {
        found->going_on++;
        found->certain += (uint32_t)words_go_on(above->text, text);
        found->numbered += (uint32_t)begins_entry(above->text);
    } else if (!merged && above->from == 0 && !stitch_is_number(above->text) &&
               stitch_label_may_go_on(plan, above->last, below)) {
        found->fitting++;
    } else {
        found->other++;
    }
}

static void weigh(const stitch_plan *plan, const stitch_cover *above, uint32_t below,
                  evidence *found) {
    const sheaf_node *node = stitch_node(plan, below);
    int has_text = !stitch_is_blank(node->text), had_text = !stitch_is_blank(above->text);
    int merged = stitch_is_merged(plan, above, below);
    if (!stitch_is_plain(plan, above->node) || !stitch_is_plain(plan, below))
        found->other++;
    else if (has_text && had_text)
        weigh_texts(plan, above, below, merged, found);
    else if (merged)
        found->merged++;
    else if (has_text)
        found->late++;
    else
        found->complete += (uint32_t)had_text;
}

/* Rows that cells begin in, with so many texts. */
static uint32_t rows_with(const stitch_plan *plan, uint32_t table, uint32_t skip, uint32_t wanted) {
    const uint32_t end = stitch_node(plan, table)->end;
    uint32_t count = 0, row = SHEAF_NONE, texts = 0;
    for (uint32_t n = table + 1; n < end; n = stitch_node(plan, n)->end) {
        uint32_t at = stitch_cell(plan, n)->row;
        if (at < skip)
            continue;
        count += at != row && row != SHEAF_NONE && texts == wanted;
        texts = at != row ? 0 : texts;
        row = at;
        texts += !stitch_is_blank(stitch_node(plan, n)->text) || stitch_node(plan, n)->end != n + 1;
    }
    return count + (row != SHEAF_NONE && texts == wanted);
}

/* What may be a cut row: a text goes on, or a label does that ends the table and has no values. */
static int may_go_on(const evidence *e) {
    if (e->fitting != 0)
        return e->only_label && e->complete >= LEAST_VALUES && e->fitting == 1 &&
               e->other + e->late + e->going_on + e->merged == 0;
    return e->other == 0 && e->going_on != 0 && e->complete + e->late != 0;
}

/* What was cut in its white space: there is a merged cell beside it, or no other row is blank. */
static int is_cut_in_blanks(const evidence *e) {
    int one_side = (e->complete != 0) != (e->late != 0);
    return e->other + e->going_on + e->fitting == 0 && one_side &&
           (e->merged != 0 || e->only_blank);
}

enum { LEAST_HEADS = 2 };

/* Two rows of heads, several of them full, and numbers right below. */
static int is_of_heads(const stitch_plan *plan, const stitch_part *part, const evidence *e) {
    return e->in_header && e->late == 0 && e->going_on >= LEAST_HEADS &&
           stitch_row_has_number(plan, part->table, part->skip + 1);
}

/* A full line is no proof, as the longest label of a column ends so: the words must show that the text goes on, or the page that the row
 * was cut; or every row but this one is numbered. Where values stand below, only the words do: the name of a section that ends a page
 * has none, may be set closer than all other rows, and the row below it has its own. */
static int is_proved(const stitch_plan *plan, uint32_t above_table, const stitch_part *part,
                     const evidence *e) {
    if (e->certain != 0 || (e->digits != 0 && e->late == 0) || is_of_heads(plan, part, e))
        return 1;
    if (e->late != 0)
        return 0;
    const stitch_sight sight = stitch_look_at_cut(plan, above_table, part);
    return sight == STITCH_SEES_CUT || (sight == STITCH_SEES_NOTHING && e->numbered != 0 &&
                                        stitch_series_goes_round(plan, above_table, part));
}

/* Whether what stands below is the only row of its kind: without a text, or the last one and with one alone. */
static void look_around(const stitch_plan *plan, uint32_t above_table, const stitch_part *part,
                        evidence *found) {
    uint32_t table = part->table, skip = part->skip;
    if (found->complete == 0 || found->late + found->going_on + found->merged != 0)
        return;
    found->only_blank =
        rows_with(plan, above_table, 0, 0) == 0 && rows_with(plan, table, skip, 0) == 1;
    found->only_label = found->is_last && rows_with(plan, above_table, 0, 1) == 0 &&
                        rows_with(plan, above_table, 0, 0) == 0;
}

stitch_row_cut stitch_cuts_row(const stitch_plan *plan, uint32_t above_table,
                               const stitch_part *part, const stitch_cover *covers,
                               uint32_t columns, int in_header) {
    evidence found = {.is_last = 1, .in_header = in_header};
    uint32_t column = part->map[0];
    const uint32_t end = stitch_node(plan, part->table)->end;
    for (uint32_t n = part->table + 1; n < end; n = stitch_node(plan, n)->end) {
        const sheaf_cell *cell = stitch_cell(plan, n);
        if (cell->row < part->skip)
            continue;
        uint32_t from = part->map[cell->column], to = part->map[cell->column + cell->column_span];
        const stitch_cover *above = &covers[from];
        if (cell->row > part->skip) {
            found.is_last = 0;
            break;
        }
        if (from != column || above->node == SHEAF_NONE || above->from != from || above->to != to)
            return STITCH_WHOLE;
        weigh(plan, above, n, &found);
        column = to;
    }
    if (column != columns)
        return STITCH_WHOLE;
    look_around(plan, above_table, part, &found);
    if (is_cut_in_blanks(&found))
        return STITCH_CUT_LINES;
    if (may_go_on(&found))
        return is_proved(plan, above_table, part, &found) ? STITCH_CUT_LINES
               : found.late == 0                          ? STITCH_DOUBTFUL
                                                          : STITCH_WHOLE;
    return found.late != 0 && found.complete != 0 &&
                   stitch_cuts_label(plan, above_table, part, covers)
               ? STITCH_CUT_LABEL
               : STITCH_WHOLE;
}
