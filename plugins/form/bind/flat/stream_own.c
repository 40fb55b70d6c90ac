/* Columns of the report's own in a stream: words that stand before or behind the values of nearly every row (a unit `件`, a share), and numbers
 * of lines. They are taken out, with as many heads that are none of the form's, where then nearly each row has
 * as many values as the form has columns. Which values are whose is asked later, as of any stream. */
#include "bind/flat/stream.h"

enum { SEVERAL = 5, OWN_COLUMNS = 2, NONE = -1 };

/* Labels, and the values behind them. */
typedef struct run {
    uint32_t first, values, end;
} run;

typedef struct own_reader {
    stream_reader *r;
    uint32_t width;      /* columns of the form */
    form_list kept;      /* stream_word, as they were */
    uint32_t taken;      /* columns of the report's own */
    uint32_t cells;      /* that were dropped of the one at hand */
    uint32_t is_lacking; /* 1: some row has none: it, or a value beside it, is lost */
} own_reader;

static const stream_word *word_at(const own_reader *o, uint32_t i) {
    return stream_word_at(o->r, i);
}

static uint32_t count_words(const own_reader *o) {
    return (uint32_t)o->r->words.count;
}

/* The next labels with values behind them from word `at` on. */
static int next_run(const own_reader *o, uint32_t at, run *out) {
    uint32_t end = count_words(o);
    out->first = out->values = at;
    while (out->values < end && word_at(o, out->values)->kind == BIND_WORDS)
        out->values++;
    for (out->end = out->values; out->end < end && word_at(o, out->end)->kind != BIND_WORDS;)
        out->end++;
    return out->end > out->values;
}

/* ------------------------------------------------------------------------------- rows -- */

/* The last label before the values is a row's; *is_clean: nothing but labels stands there. 0: it is not, or latched. */
static int is_row(const own_reader *o, run at, int *is_clean) {
    if (at.values == at.first || !stream_cover(o->r, at.first, at.values))
        return 0;
    uint32_t label = at.first;
    while (label < at.values && word_at(o, label)->labels == SHEAF_NONE)
        label++;
    *is_clean = label == at.first;
    while (label < at.values && word_at(o, label)->next < at.values)
        label = word_at(o, label)->next;
    if (label == at.values)
        return 0;
    form_plain plain = form_plain_label(o->r->context, stream_join(o->r, label, at.values));
    return plain.text.ptr != NULL && stream_is_row(o->r, plain.text);
}

/* How many rows there are; how many of them have a value for each column, and nothing but labels before them. What stands between rows with
 * values of its own takes one away. */
static uint32_t count_rows(const own_reader *o, uint32_t *even) {
    uint32_t rows = 0, strays = 0;
    run at;
    *even = 0;
    for (uint32_t i = 0; next_run(o, i, &at); i = at.end) {
        int is_clean;
        if (!is_row(o, at, &is_clean)) {
            strays += rows > 0;
            continue;
        }
        if (rows == 0 && at.end - at.values == 1)
            continue; /* the number of the first line behind the header, whose last label may be a row's, too */
        *even += at.end - at.values == o->width && (is_clean || rows == 0);
        rows++;
    }
    *even -= strays < *even ? strays : *even;
    return rows;
}

/* The rows; where a word behind each label hides them, all labels with values. */
static uint32_t count_lines(const own_reader *o) {
    uint32_t even, runs = 0, rows = count_rows(o, &even);
    run at;
    for (uint32_t i = 0; rows < SEVERAL && next_run(o, i, &at); i = at.end)
        runs++;
    return rows < SEVERAL ? runs : rows;
}

/* So many of the rows are nearly all, and several. */
static int is_most(uint32_t count, uint32_t rows) {
    return count >= SEVERAL && count * 5 >= rows * 4;
}

static int is_even(const own_reader *o) {
    uint32_t even, rows = count_rows(o, &even);
    return is_most(even, rows);
}

/* ------------------------------------------------------------------------------- what is taken out -- */

/* A word that is to be taken out loses its text. */
static void drop(own_reader *o, uint32_t i) {
    stream_word_at(o->r, i)->text.len = 0;
    o->cells++;
}

static void close_up(own_reader *o) {
    uint32_t to = 0, is_paged = 0;
    for (uint32_t i = 0; i < count_words(o); i++) {
        stream_word word = *word_at(o, i);
        is_paged |= word.is_paged;
        if (word.text.len == 0)
            continue;
        word.is_paged |= is_paged;
        is_paged = 0;
        *stream_word_at(o->r, to++) = word;
    }
    o->r->words.count = to;
}

static void end_column(own_reader *o, uint32_t lines) {
    o->is_lacking |= o->cells < lines;
    o->cells = 0;
    close_up(o);
}

/* `4.5%`, `-4.5%` */
static int is_change(sheaf_str text) {
    return bind_is_share(text) || (text.len > 1 && *text.ptr == '-' &&
                                   bind_is_share((sheaf_str){text.ptr + 1, text.len - 1}));
}

static int is_alike(sheaf_str a, sheaf_str b) {
    return is_change(a) ? is_change(b) : form_same(a, b);
}

static int is_value(const own_reader *o, uint32_t i) {
    return i < count_words(o) && word_at(o, i)->kind != BIND_WORDS;
}

/* A word that is no label, right before a value or right behind one. */
static int is_beside_value(const own_reader *o, uint32_t i, int is_front) {
    return word_at(o, i)->kind == BIND_WORDS && word_at(o, i)->text.len > 0 &&
           (is_front ? is_value(o, i + 1) : i > 0 && is_value(o, i - 1));
}

static uint32_t count_alike(const own_reader *o, uint32_t own, int is_front) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < count_words(o); i++)
        count +=
            is_beside_value(o, i, is_front) && is_alike(word_at(o, own)->text, word_at(o, i)->text);
    return count;
}

static int is_label(const own_reader *o, sheaf_str text) {
    form_plain plain = form_plain_label(o->r->context, text);
    return plain.text.ptr == NULL || bind_find(o->r->index, plain.text) != SHEAF_NONE;
}

/* A word that stands beside the values of nearly every row. */
static int take_words(own_reader *o, int is_front) {
    enum { TRIES = 8 };
    uint32_t lines = count_lines(o), tries = 0;
    for (uint32_t i = 0; i < count_words(o) && tries < TRIES && lines >= SEVERAL; i++) {
        if (!is_beside_value(o, i, is_front))
            continue;
        tries++;
        sheaf_str text = word_at(o, i)->text;
        if (!is_most(count_alike(o, i, is_front), lines) || is_label(o, text))
            continue;
        for (uint32_t k = 0; k < count_words(o); k++)
            if ((is_beside_value(o, k, 0) || is_beside_value(o, k, 1)) &&
                is_alike(text, word_at(o, k)->text))
                drop(o, k);
        end_column(o, lines);
        return 1;
    }
    return 0;
}

/* `7`, `07`; NONE: no number of a line. */
static int64_t line_number(const stream_word *word) {
    enum { MOST = 6, TEN = 10 };
    int64_t number = word->text.len > 0 && word->text.len <= MOST ? 0 : NONE;
    for (size_t i = 0; i < word->text.len && number >= 0; i++) {
        int digit = word->text.ptr[i] - '0';
        number = digit >= 0 && digit < TEN ? number * TEN + digit : NONE;
    }
    return number;
}

static uint32_t end_word(run at, int is_front) {
    return is_front ? at.values : at.end - 1;
}

/* The value at the end of a run is the number of its line: one more for each line. Nothing else will do: zeros, marks and numbers that grow
 * slowly are what a column of the form may have. */
static int is_end_alike(const stream_word *own, const stream_word *other, int64_t lines) {
    return line_number(own) >= 0 && line_number(other) >= 0 &&
           line_number(other) - line_number(own) == lines;
}

/* The last row has its values: what counts lines in front of labels stands behind all rows but this one. */
static int is_last_whole(const own_reader *o, run at) {
    run next;
    return at.end - at.values == o->width && !next_run(o, at.end, &next);
}

/* Numbers of lines in front of labels: the last row has none behind its values. A column of the form that counts up has one there, too. */
static int counts_labels(const own_reader *o) {
    run at, last = {0, 0, 0};
    for (uint32_t i = 0; next_run(o, i, &at); i = at.end)
        last = at;
    return is_last_whole(o, last);
}

/* How many runs from that one on end so; with `is_taken` they lose that value. */
static uint32_t count_ends(own_reader *o, uint32_t from, int is_front, int is_taken) {
    uint32_t count = 0;
    int64_t lines = 0;
    run at;
    if (!next_run(o, from, &at))
        return 0;
    stream_word own = *word_at(o, end_word(at, is_front));
    for (uint32_t i = from; next_run(o, i, &at); i = at.end, lines++) {
        stream_word other = *word_at(o, end_word(at, is_front));
        if (!is_end_alike(&own, &other, lines))
            continue;
        own = other;
        lines = 0;
        count++;
        if (is_taken && !is_last_whole(o, at))
            drop(o, end_word(at, is_front));
    }
    return count;
}

/* The number of the line before the values of nearly every row, or before its labels. */
static int take_ends(own_reader *o, int is_front) {
    uint32_t lines = count_lines(o), tries = 0;
    run at;
    if (!is_front && !counts_labels(o))
        return 0;
    for (uint32_t i = 0; tries < SEVERAL && next_run(o, i, &at); i = at.end, tries++) {
        if (!is_most(count_ends(o, i, is_front, 0), lines))
            continue;
        count_ends(o, i, is_front, 1);
        end_column(o, lines);
        return 1;
    }
    return 0;
}

/* ------------------------------------------------------------------------------- heads -- */

static uint32_t begin_of_line(const own_reader *o, uint32_t i) {
    while (i > 0 && word_at(o, i - 1)->node == word_at(o, i)->node)
        i--;
    return i;
}

/* The last line of the header that no label covers loses its words, where labels stand before it, too. 0: none was taken. */
static int take_head(own_reader *o, run at) {
    if (!stream_cover(o->r, at.first, at.values))
        return 0;
    uint32_t end = at.first;
    while (end < at.values && word_at(o, end)->labels == SHEAF_NONE)
        end++;
    if (end == at.first || end == at.values)
        return 0;
    uint32_t begin = begin_of_line(o, end - 1);
    if (begin < at.first)
        return 0;
    for (uint32_t i = begin; i < end; i++)
        drop(o, i);
    close_up(o);
    return 1;
}

/* Heads above the first row, as many as columns were taken out. */
static void take_heads(own_reader *o, uint32_t most) {
    run at;
    for (uint32_t i = 0; next_run(o, i, &at); i = at.end) {
        int is_clean;
        if (!is_row(o, at, &is_clean))
            continue;
        while (most-- > 0 && take_head(o, at))
            next_run(o, at.first, &at);
        return;
    }
}

/* ------------------------------------------------------------------------------- all -- */

/* `07` and nothing else in its line: no number, and no number of a label. */
static int is_zero_led(const own_reader *o, uint32_t i) {
    const stream_word *word = word_at(o, i);
    return word->kind == BIND_WORDS && word->text.len > 1 && *word->text.ptr == '0' &&
           line_number(word) >= 0 && (i == 0 || word_at(o, i - 1)->node != word->node) &&
           (i + 1 == count_words(o) || word_at(o, i + 1)->node != word->node);
}

static int keep(own_reader *o) {
    for (uint32_t i = 0; i < count_words(o); i++) {
        stream_word *room = form_push(o->r->context, &o->kept);
        if (room == NULL)
            return 0;
        *room = *word_at(o, i);
        if (room->kind == BIND_WORDS && line_number(room) >= 0)
            stream_word_at(o->r, i)->kind =
                BIND_ODD; /* `07`, a value while columns are taken out */
    }
    return 1;
}

static void reset_kinds(const own_reader *o) {
    for (uint32_t i = 0; i < count_words(o); i++)
        if (word_at(o, i)->kind == BIND_ODD)
            stream_word_at(o->r, i)->kind = BIND_WORDS;
}

static void put_back(own_reader *o) {
    for (uint32_t i = 0; i < o->kept.count; i++)
        *stream_word_at(o->r, i) = *FORM_AT(o->kept, const stream_word, i);
    o->r->words.count = o->kept.count;
}

/* `07` right behind a number is the rest of one that the end of a line broke, and no word. */
static void see_rests(const own_reader *o) {
    for (uint32_t i = 1; i < count_words(o); i++)
        if (is_zero_led(o, i) && word_at(o, i - 1)->kind == BIND_NUMBER)
            stream_word_at(o->r, i)->kind = BIND_ODD;
}

static int leave_columns(own_reader *o) {
    if (o->width < 2 || is_even(o))
        return 1;
    if (!keep(o))
        return 0;
    for (int is_more = 1; is_more && o->taken < OWN_COLUMNS && !is_even(o);
         o->taken += (uint32_t)is_more)
        is_more = take_words(o, 1) || take_words(o, 0) || take_ends(o, 0) || take_ends(o, 1);
    reset_kinds(o);
    if (o->taken > 0 && is_even(o)) {
        take_heads(o, o->taken);
        o->r->sheet->signs |= o->is_lacking ? BIND_SIGN_FEWER : 0;
    } else {
        put_back(o);
    }
    return 1;
}

int stream_leave_own(stream_reader *r, uint32_t width) {
    own_reader o = {.r = r, .width = width, .kept = FORM_LIST_OF(stream_word)};
    if (!leave_columns(&o))
        return 0;
    see_rests(&o);
    return 1;
}
