/* Fields with `,`, `;` or a bare bar between them. Prose is full of commas, so evidence is weighed over all lines that follow each
 * other: the same number of short fields on three lines (two with quoted fields) and no space behind separators; or
 * fields that are numbers or blank, which prose has not: then damaged rows may have a field too many or too few, a
 * short line may stand between two rows, and one row is enough where the document has others of its shape. */
#include "table_csv.h"

#include "table_columns.h"

#include <string.h>

enum {
    SHORT_FIELD = 64, /* bytes up to which a field is no clause of a sentence */
    SHORT_ROW =
        60,       /* bytes up to which a line without a separator may be a row between two others */
    COUNTS = 64,  /* records of more fields count as one shape */
    TOGETHER = 2, /* lines right below each other that show a shape */
    SHAPE_PROOF = 2 /* further lines of a document that make a shape known */
};

/* What the records of some lines show, summed up. */
typedef struct csv_facts {
    uint32_t rows, fields, quoted, spaced, wordy, numbers, blanks;
    uint32_t ends, closes; /* records that end a sentence; that do without blank fields behind */
    uint32_t stops, runs; /* fields of words before a separator: those that end in a stop, others */
    uint32_t trails; /* records that end with the separator itself, which may end a sentence, too */
    uint32_t groups; /* records that may be one number with thousands set apart: `1,234` */
    uint32_t heads;  /* records of three fields or more without a number */
    uint32_t counts; /* records of three fields or more, all but the first of which are numbers */
} csv_facts;

typedef struct csv_table {
    uint32_t end;
    uint32_t columns;
    uint32_t confidence; /* 0: no table */
} csv_table;

/* ---- records ---- */

static int is_group(sheaf_str field, int first) {
    for (size_t i = 0; i < field.len; i++)
        if (field.ptr[i] < '0' || field.ptr[i] > '9')
            return 0;
    return first ? field.len > 0 && field.len <= 3 : field.len == 3;
}

/* A number, or one with its unit, `12件`. */
static int is_figure(sheaf_str field, const csv_separator *separator) {
    enum { UNIT = 7 };
    size_t at = 0;
    if (columns_is_number(field))
        return 1;
    if ((!separator->is_prose && !separator->may_end) || !text_is_digit((unsigned char)*field.ptr))
        return 0;
    while (at < field.len && (text_is_digit((unsigned char)field.ptr[at]) || field.ptr[at] == '.'))
        at++;
    return field.len - at <= UNIT &&
           (separator->is_prose || (unsigned char)field.ptr[at] >= 0x80); /* no `10px` */
}

/* `│   ├── notes`: bars of a tree, with its branches behind them. */
static int is_tree(sheaf_str line) {
    for (; line.len > 2; line = text_from(line, 1))
        if (text_starts(line, SHEAF_STR("├")) || text_starts(line, SHEAF_STR("└")))
            return 1;
    return 0;
}

/* Blanks on both sides of a field, or of a bar that prose has not, are no evidence of prose: ` 12 ,`, ` ｜ `. Whoever sets numbers
 * apart so does it in the last field of the line, too, behind which nothing stands. */
static int is_padded(const csv_cursor *c, sheaf_str field, uint32_t *padded) {
    if (c->separator->flag == TEXT_PIPE && c->separator->mark.len > 1)
        return !is_tree(text_of(c->run, c->line));
    if (!field.len || !is_figure(field, c->separator))
        return 0;
    *padded += c->more && field.ptr[field.len] == ' ';
    return c->more ? field.ptr[field.len] == ' ' : *padded > 0;
}

/* It ends in `。`, or the like: `J.` and `U.S.` end in a point that is their own. */
static int is_stop(sheaf_str field) {
    return (unsigned char)field.ptr[field.len - 1] >= 0x80 && table_ends_sentence(field);
}

static uint32_t record_measure(csv_cursor *c, csv_facts *facts) {
    uint32_t n = 0, groups = 1, last_is_text = 0, padded = 0;
    const uint32_t blanks_before = facts->blanks, numbers_before = facts->numbers;
    sheaf_str last = {"", 0};
    for (; c->more && !c->broken; n++) {
        uint32_t spaced = n && c->rest.len > 1 && c->rest.ptr[0] == ' ';
        sheaf_str field = csv_field_take(c, NULL);
        facts->spaced += spaced && !is_padded(c, field, &padded);
        facts->wordy += field.len > SHORT_FIELD;
        facts->quoted += c->quoted != 0;
        facts->blanks += !field.len && !c->quoted;
        facts->numbers += field.len && is_figure(field, c->separator);
        groups &= (uint32_t)is_group(field, n == 0);
        if (c->more && field.len && !is_figure(field, c->separator))
            *(is_stop(field) ? &facts->stops : &facts->runs) += 1;
        last = field.len ? field : last;
        last_is_text = field.len != 0;
    }
    /* `and so on,` is a line of prose: nothing behind its only comma shows nothing. */
    facts->blanks -= n == 2 && facts->blanks > blanks_before && !last_is_text;
    facts->rows++;
    facts->fields += n;
    facts->groups += groups;
    facts->ends += (uint32_t)table_ends_sentence(text_of(c->run, c->line));
    facts->trails += c->separator->may_end && !last_is_text;
    facts->closes += (uint32_t)table_ends_sentence(last);
    facts->heads += n > 2 && facts->numbers == numbers_before;
    facts->counts += n > 2 && facts->numbers + 1 >= numbers_before + n;
    return n;
}

/* Fields of words end in a stop right before the separator, which no sentence does: the stop is of the field. */
static int is_stopped(const csv_facts *f) {
    return f->stops > 0 && f->runs * 8 <= f->stops;
}

/* Fields that prose has not make up a third of all; a number with its thousands set apart is no record. */
static int is_data(const csv_facts *f) {
    return (f->numbers + f->blanks + f->quoted) * 3 >= f->fields && f->groups < f->rows &&
           f->spaced * 4 <= f->fields && f->wordy * 8 <= f->fields &&
           (f->closes * 8 <= f->rows || is_stopped(f));
}

/* ---- the shapes of a document ---- */

/* How many lines have how many fields: lines that show numbers or runs of separators, two or more of them
 * right below each other. Lines that stand alone (the times of subtitles) make no shape known. */
static const csv_separator separators[] = {
    {.mark = TEXT_WORD("|"), .flag = TEXT_PIPE},
    {.mark = TEXT_WORD(";"), .flag = TEXT_SEPARATOR, .may_end = 1},
    {.mark = TEXT_WORD(","), .flag = TEXT_SEPARATOR},
    {.mark = TEXT_WORD(";"), .flag = TEXT_SEPARATOR, .is_spaced = 1, .is_prose = 1, .may_end = 1},
    {.mark = TEXT_WORD(","), .flag = TEXT_SEPARATOR, .is_spaced = 1, .is_prose = 1},
    {.mark = TEXT_WORD("；"), .flag = TEXT_SEPARATOR, .is_prose = 1, .may_end = 1},
    {.mark = TEXT_WORD("，"), .flag = TEXT_SEPARATOR, .is_prose = 1},
    {.mark = TEXT_WORD("｜"), .flag = TEXT_PIPE},
    {.mark = TEXT_WORD("│"), .flag = TEXT_PIPE}};
enum { SEPARATORS = sizeof separators / sizeof *separators };

struct table_csv {
    uint32_t lines[SEPARATORS][COUNTS];
    int counted[SEPARATORS];
};

static uint32_t bucket(uint32_t fields) {
    return fields < COUNTS ? fields : COUNTS - 1;
}

/* The fields of the record in `line`, where it is data; 0 where it is not. */
static uint32_t data_fields(csv_cursor *c, uint32_t line) {
    csv_facts facts = {.rows = 0};
    if ((c->run->lines[line].flags & (c->separator->flag | TEXT_TAB)) != c->separator->flag ||
        csv_is_whole(text_of(c->run, line), c->separator))
        return 0;
    c->broken = 0;
    c->end = line + 1;
    csv_record_begin(c, line);
    uint32_t n = record_measure(c, &facts);
    int shows = facts.numbers + facts.blanks + facts.quoted > 1 && is_data(&facts);
    return n > 2 && !c->broken && !facts.spaced && shows ? n : 0;
}

static void shapes_count(text_run *run, uint32_t *lines, const csv_separator *separator) {
    csv_cursor c = {.run = run, .end = run->count, .separator = separator};
    uint32_t before = 0, together = 0;
    for (uint32_t line = 0; line < run->count && table_goes_on(run, line); line++) {
        uint32_t n = data_fields(&c, line);
        together = n && n == before && !run->lines[line].gap ? together + 1 : 1;
        before = n;
        if (n && together >= TOGETHER)
            lines[bucket(n)] += together == TOGETHER ? TOGETHER : 1;
    }
}

/* The shapes of this document with that separator, counted when first asked for; NULL: no memory. */
static const uint32_t *shapes_of(text_run *run, const csv_separator *separator) {
    const size_t at = (size_t)(separator - separators);
    table_work *work = table_workspace(run);
    if (work && !work->csv)
        work->csv = run->host->scratch(run->job, sizeof(struct table_csv));
    if (!work || !work->csv)
        return NULL;
    if (!work->csv->counted[at])
        shapes_count(run, work->csv->lines[at], separator);
    work->csv->counted[at] = 1;
    return work->csv->lines[at];
}

/* Whether the document has more records of `n` fields than the `own` ones; next to one more or less where `near`. */
static int is_known(const uint32_t *lines, uint32_t n, uint32_t own, int near) {
    uint32_t at = bucket(n), counted = own >= TOGETHER ? own : 0;
    return lines[at] >= counted + SHAPE_PROOF ||
           (near &&
            (lines[at - 1] > SHAPE_PROOF || (at + 1 < COUNTS && lines[at + 1] > SHAPE_PROOF)));
}

/* ---- evidence ---- */

/* The records of the lines in front: their facts, and how many of them have how many fields. */
typedef struct csv_region {
    csv_facts facts;
    uint32_t of[COUNTS];
    uint32_t end, least, columns;
    uint32_t lone; /* rows without a separator */
} csv_region;

static int is_outside(const text_run *run, uint32_t line) {
    return line >= run->count || run->lines[line].gap || table_is_cut(run, line) ||
           (run->lines[line].flags & TEXT_TAB);
}

/* A short line without a separator, between a row and one more of `n` fields. */
static int is_lone_row(csv_cursor *c, uint32_t line, uint32_t n) {
    csv_facts facts = {.rows = 0};
    if (n < 3 || c->run->lines[line].length > SHORT_ROW || is_outside(c->run, line + 1) ||
        (c->run->lines[line].flags & (TEXT_RULE | c->separator->flag)) ||
        table_ends_sentence(text_of(c->run, line)))
        return 0;
    csv_cursor next = {.run = c->run, .end = c->end, .separator = c->separator};
    csv_record_begin(&next, line + 1);
    return record_measure(&next, &facts) == n && !next.broken && is_data(&facts);
}

static csv_region measure(text_run *run, uint32_t first, const csv_separator *separator) {
    csv_region g = {.end = first, .least = UINT32_MAX};
    csv_cursor c = {.run = run, .end = run->count, .separator = separator};
    uint32_t before = 0;
    while (g.end == first || !is_outside(run, g.end)) {
        csv_facts kept = g.facts;
        if (!table_goes_on(run, g.end))
            break;
        csv_record_begin(&c, g.end);
        uint32_t n = record_measure(&c, &g.facts);
        if (c.broken || n < 2) {
            g.facts = kept;
            if (c.broken || !is_lone_row(&c, g.end, before))
                break;
            g.lone++;
        } else {
            g.of[bucket(n)]++;
            g.least = n < g.least ? n : g.least;
            g.columns = n > g.columns ? n : g.columns;
            before = n;
        }
        g.end = c.line + 1;
    }
    return g;
}

/* Whether one shape has half of the records, or nearly all fields show what prose has not. */
static int is_mostly_one(const csv_region *g) {
    uint32_t most = 0;
    for (uint32_t n = 0; n < COUNTS; n++)
        most = g->of[n] > most ? g->of[n] : most;
    return most * 2 >= g->facts.rows ||
           (g->facts.numbers + g->facts.blanks + g->facts.quoted) * 3 >= g->facts.fields * 2;
}

/* Whether each of a few records has a shape that the rest of the document knows. */
static int is_fragment(text_run *run, const csv_region *g, uint32_t first,
                       const csv_separator *separator) {
    const csv_facts *f = &g->facts;
    if (g->least < 3 || f->spaced || f->wordy > 1 || f->groups == f->rows ||
        (f->closes && !is_stopped(f)))
        return 0;
    const uint32_t *lines = shapes_of(run, separator);
    int data = f->numbers + f->blanks + f->quoted >= f->fields / 2;
    if (data && f->rows && table_was_cut(run, TABLE_CSV, first))
        return 1;
    for (uint32_t n = 0; lines && n < COUNTS; n++)
        if (g->of[n] && !is_known(lines, n, g->of[n], data))
            return 0;
    return lines != NULL;
}

static sheaf_str first_field(text_run *run, uint32_t line, const csv_separator *separator) {
    csv_cursor c = {.run = run, .end = line + 1, .separator = separator};
    csv_record_begin(&c, line);
    return csv_field_take(&c, NULL);
}

/* The document has records of numbers elsewhere. */
static int has_tables(text_run *run, const csv_separator *separator) {
    const uint32_t *lines = shapes_of(run, separator);
    for (uint32_t n = 0; lines != NULL && n < COUNTS; n++)
        if (lines[n] >= SHAPE_PROOF)
            return 1;
    return 0;
}

/* Fields of which all but the first are numbers, or quoted, as numbers with thousands apart are. */
static int is_counted(csv_cursor *c) {
    csv_facts record = {.rows = 0};
    uint32_t line = c->line;
    csv_record_begin(c, line);
    record_measure(c, &record);
    return !c->broken && record.numbers + record.quoted + 1 == record.fields &&
           !columns_is_number(first_field(c->run, line, c->separator));
}

/* What follows is no text that goes on: the end, or a short line that is no record and no sentence. */
static int ends_apart(const text_run *run, uint32_t end, const csv_separator *separator) {
    return is_outside(run, end) || (run->lines[end].length <= SHORT_ROW &&
                                    !(run->lines[end].flags & (TEXT_RULE | separator->flag)) &&
                                    !table_ends_sentence(text_of(run, end)));
}

/* A header and few rows below it, which alone could be any lines: words, and as many fields of which all but the first are
 * numbers, in a document of such tables. */
static int is_headed(text_run *run, const csv_region *g, uint32_t first,
                     const csv_separator *separator) {
    csv_cursor c = {.run = run, .end = g->end, .separator = separator};
    csv_facts head = {.rows = 0};
    if (g->facts.rows < 2 || g->least != g->columns || g->lone || g->facts.spaced ||
        g->facts.wordy || g->facts.ends || g->facts.closes || g->facts.groups ||
        !ends_apart(run, g->end, separator))
        return 0;
    csv_record_begin(&c, first);
    record_measure(&c, &head);
    for (c.line++; c.line < g->end; c.line++)
        if (!is_counted(&c))
            return 0;
    return head.numbers == 0 && head.blanks == 0 && has_tables(run, separator);
}

/* No record ends like a sentence, but for few with a blank last field among numbers: `;` is a separator there. */
static int are_no_sentences(const csv_facts *f) {
    return f->ends == 0 || (f->ends <= f->trails && f->trails * 3 <= f->rows && f->numbers > 0);
}

/* Records of one length, which the rest of the document has, too. */
static int is_part(text_run *run, const csv_region *g, const csv_separator *separator) {
    enum { FEWEST = 4 }; /* fields */
    const uint32_t *lines = g->least == g->columns && g->columns >= FEWEST && !g->lone
                                ? shapes_of(run, separator)
                                : NULL;
    return lines != NULL && is_data(&g->facts) && is_known(lines, g->columns, g->facts.rows, 0);
}

/* A separator that sentences have: fields of numbers below words that head them, or blank ones; or each row has as many
 * fields, some of them words alone, and some numbers. */
static uint32_t confidence_in_prose(text_run *run, const csv_region *g, uint32_t first,
                                    const csv_separator *separator) {
    const csv_facts *f = &g->facts;
    if (f->groups > 0)
        return 0; /* `1，234` and more of the kind, a number a line */
    if (f->rows > 2 && g->columns > 2 && is_data(f) && is_mostly_one(g) &&
        (f->heads > 0 || f->blanks >= f->rows))
        return 7500;
    if (f->rows > 2 && g->columns > 2 && g->least == g->columns && !g->lone && f->heads > 0 &&
        f->counts > 0 && !f->closes && !f->spaced && !f->wordy)
        return 7500;
    int is_more =
        is_part(run, g, separator) || (is_data(f) && is_fragment(run, g, first, separator));
    return is_more ? 7000 : 0;
}

static uint32_t confidence_of(text_run *run, const csv_region *g, uint32_t first,
                              const csv_separator *separator) {
    if (separator->is_prose)
        return confidence_in_prose(run, g, first, separator);
    const csv_facts *f = &g->facts;
    int equal = g->least == g->columns && !g->lone;
    int joined = g->end < run->count && !run->lines[g->end].gap && !table_is_cut(run, g->end);
    if (f->rows >= (f->quoted ? 2u : 3u) && f->groups < f->rows) {
        if (equal && !joined && f->spaced * 4 <= f->fields && f->wordy * 8 <= f->fields &&
            (f->quoted || are_no_sentences(f)))
            return 9500;
        if (f->rows > 2 && g->columns > 2 && is_data(f) && is_mostly_one(g))
            return 8500;
    } else if (is_fragment(run, g, first, separator)) {
        return 7500;
    }
    return is_headed(run, g, first, separator) ? 7500 : 0;
}

/* ---- white space inside fields ---- */

static int has_digit(sheaf_str field) {
    for (size_t i = 0; i < field.len; i++)
        if (field.ptr[i] >= '0' && field.ptr[i] <= '9')
            return 1;
    return 0;
}

/* Fields of one record, how many behind a space, and how many words where no field has a digit. */
typedef struct csv_line {
    uint32_t fields, spaced, words;
} csv_line;

static csv_line look_at(csv_cursor *c) {
    csv_line seen = {0, 0, 0};
    uint32_t digits = 0, padded = 0;
    for (; c->more && !c->broken; seen.fields++) {
        uint32_t spaced = seen.fields && c->rest.len > 0 && c->rest.ptr[0] == ' ';
        sheaf_str field = csv_field_take(c, NULL);
        seen.spaced += spaced && !is_padded(c, field, &padded);
        digits += (uint32_t)has_digit(field);
        seen.words += field.len > 0 || c->quoted;
    }
    seen.words = digits > 0 ? 0 : seen.words;
    return seen;
}

static int are_records(text_run *run, uint32_t first, uint32_t end,
                       const csv_separator *separator) {
    enum { FEWEST = 3 };
    csv_cursor c = {.run = run, .end = end, .separator = separator};
    uint32_t fields = 0, spaced = 0, heads = 0, all = 0;
    for (uint32_t line = first; line < end && table_goes_on(run, line); line = c.line + 1) {
        csv_record_begin(&c, line);
        csv_line seen = look_at(&c);
        if (c.broken || seen.fields < FEWEST || (fields > 0 && seen.fields != fields))
            return 0;
        fields = seen.fields;
        spaced += seen.spaced;
        heads += seen.words > 1;
        all += seen.fields;
    }
    return heads > 0 && spaced * 4 <= all;
}

int csv_has_records(text_run *run, uint32_t first, uint32_t end) {
    for (size_t i = 0; i < SEPARATORS; i++)
        if (are_records(run, first, end, &separators[i]))
            return 1;
    return 0;
}

/* ---- handing over ---- */

static void emit(text_run *run, uint32_t first, const csv_table *t,
                 const csv_separator *separator) {
    csv_cursor c = {.run = run, .end = t->end, .separator = separator};
    sheaf_block slot = table_slot();
    table_filling filling;
    table_open(run, first, t->columns, t->confidence, 0);
    table_account(run, first, t->end);
    for (uint32_t line = first; line < t->end && table_goes_on(run, line);
         line = c.line + 1, slot.row++) {
        csv_record_begin(&c, line);
        for (slot.column = 0; c.more; slot.column++) {
            table_cell_open(run, &slot, &filling);
            csv_field_take(&c, &filling);
            table_cell_close(run);
        }
    }
    table_close(run);
}

uint32_t text_separated(text_run *run, uint32_t first) {
    uint32_t flags = run->lines[first].flags, seen = first + 1;
    if ((flags & (TEXT_SEPARATOR | TEXT_PIPE)) == 0 || (flags & TEXT_TAB) ||
        table_was_refused(run, TABLE_CSV, first))
        return first;
    for (size_t i = 0; i < SEPARATORS; i++) {
        if ((flags & separators[i].flag) == 0 || csv_is_whole(text_of(run, first), &separators[i]))
            continue;
        csv_region g = measure(run, first, &separators[i]);
        csv_table t = {g.end, g.columns, confidence_of(run, &g, first, &separators[i])};
        if (t.confidence) {
            emit(run, first, &t, &separators[i]);
            return table_ended(run, TABLE_CSV, t.end);
        }
        if (seen < g.end)
            seen = g.end;
    }
    return table_refuse(run, TABLE_CSV, first, seen);
}
