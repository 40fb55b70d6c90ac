/* A streaming parser for the XML of packages: no document types (OPC forbids them), so nothing expands and nothing is
 * fetched. Bytes are checked once as they come; a token is taken when it is there as a whole, text in any pieces. */
#include "package.h"
#include "xml_scopes.h"

enum {
    DEEPEST = 600,         /* elements; the depth of blocks is what users meet first */
    MOST_ATTRIBUTES = 256, /* of one element: each is compared with each other one */
    LONG_TOKEN = 1 << 16,
    LARGEST_TOKEN = 10 << 20
};

typedef struct open_element {
    size_t name; /* where its name begins in `names` */
    docx_name folded;
} open_element;

typedef struct docx_parse {
    docx_reader *reader;
    sheaf_str part;
    const docx_xml_handlers *handlers;
    void *context;
    int stopped, has_root, is_refused;
    const char *wrong; /* what is not well-formed */
    uint64_t consumed; /* bytes before `buffer` */
    int utf16;         /* 0 not known, 1 no, 2 little endian, 3 big endian */
    docx_text raw;     /* of UTF-16: what was not converted yet */
    docx_text buffer;
    size_t valid; /* bytes of the buffer that are known to be characters */
    size_t least; /* so many must be there before a token that is held back is looked at again */
    open_element elements[DEEPEST];
    uint32_t depth;
    docx_text names;
    docx_scopes scopes;
    docx_vec items;           /* docx_attribute_item */
    docx_text values;         /* of text that was decoded */
    docx_text attribute_text; /* the same of attributes */
    sheaf_str tag;            /* that is taken */
} docx_parse;

static void fail(docx_parse *parse, const char *wrong) {
    if (!parse->wrong)
        parse->wrong = wrong;
}

/* ------------------------------------------------------------------------------------------- tags -- */

/* The value as it counts. Decoding never makes a text longer, so room for the whole tag is made once and no value of it
 * moves. */
static sheaf_str value_of(docx_parse *parse, sheaf_str raw) {
    int is_plain = 1;
    for (size_t i = 0; i < raw.len; i++) {
        if (raw.ptr[i] == '<')
            fail(parse, "a < in the value of an attribute");
        is_plain &= raw.ptr[i] != '&' && (raw.ptr[i] == ' ' || !docx_is_blank(raw.ptr[i]));
    }
    if (is_plain)
        return raw;
    docx_text *values = &parse->attribute_text;
    if (!values->len) {
        docx_text_add(parse->reader, values, parse->tag);
        values->len = 0;
    }
    size_t from = values->len;
    const char *wrong = docx_scan_decode(parse->reader, raw, DOCX_DECODE_ATTRIBUTE, values);
    if (wrong || !values->ptr)
        fail(parse, wrong ? wrong : "more than there is memory for");
    return values->ptr ? (sheaf_str){values->ptr + from, values->len - from} : SHEAF_STR("");
}

static void add_attribute(docx_parse *parse, sheaf_str name, sheaf_str value) {
    docx_vec *items = &parse->items;
    for (uint32_t i = 0; i < items->count; i++)
        if (docx_same(DOCX_VEC_AT(items, docx_attribute_item, i)->raw, name))
            fail(parse, "an attribute that stands twice in its element");
    docx_attribute_item *item = docx_vec_push(parse->reader, items, sizeof *item);
    if (item)
        *item = (docx_attribute_item){.raw = name, .value = value};
    if (items->count > MOST_ATTRIBUTES)
        fail(parse, "more than 256 attributes in an element, which nobody writes");
    const char *wrong = docx_scopes_take(&parse->scopes, parse->depth, name, value);
    if (wrong)
        fail(parse, wrong);
}

static void take_attribute(docx_parse *parse, sheaf_str *tag) {
    sheaf_str name, raw;
    const char *wrong = docx_scan_pair(tag, &name, &raw);
    if (wrong)
        fail(parse, wrong);
    else
        add_attribute(parse, name, value_of(parse, raw));
}

static void close_element(docx_parse *parse) {
    open_element *top = &parse->elements[parse->depth - 1];
    if (parse->handlers->end)
        parse->handlers->end(parse->context, top->folded);
    parse->names.len = top->name;
    docx_scopes_leave(&parse->scopes, parse->depth);
    parse->depth--;
}

static void open_tag(docx_parse *parse, sheaf_str name) {
    if (parse->depth == DEEPEST)
        fail(parse, "elements nested more than 600 deep");
    else if (!parse->depth && parse->has_root)
        fail(parse, "a second root element");
    if (parse->wrong)
        return;
    parse->has_root = 1;
    parse->elements[parse->depth++].name = parse->names.len;
    parse->items.count = 0;
    docx_text_add(parse->reader, &parse->names, name);
}

/* What stands between `<` and `>`. */
static void start_tag(docx_parse *parse, sheaf_str tag) {
    int is_empty = tag.len && tag.ptr[tag.len - 1] == '/';
    tag.len -= (size_t)is_empty;
    sheaf_str name = {tag.ptr, docx_scan_name(tag)};
    docx_skip(&tag, name.len);
    if (!name.len)
        fail(parse, "a tag without a name");
    parse->tag = tag;
    parse->attribute_text.len = 0;
    open_tag(parse, name);
    while (!parse->wrong && tag.len) {
        size_t blanks = docx_skip_blanks(&tag);
        if (tag.len && !blanks)
            fail(parse, "attributes without a blank between them");
        else if (tag.len)
            take_attribute(parse, &tag);
    }
    if (parse->wrong)
        return;
    docx_name folded = docx_scopes_name(&parse->scopes, name, 0);
    parse->elements[parse->depth - 1].folded = folded;
    docx_attributes attributes = {&parse->scopes, parse->items.base, parse->items.count};
    if (parse->handlers->start)
        parse->handlers->start(parse->context, folded, &attributes);
    if (is_empty && !parse->stopped)
        close_element(parse);
}

static int is_innermost(const docx_parse *parse, sheaf_str name) {
    if (!parse->depth)
        return 0;
    size_t from = parse->elements[parse->depth - 1].name;
    return docx_same((sheaf_str){parse->names.ptr + from, parse->names.len - from}, name);
}

static void end_tag(docx_parse *parse, sheaf_str tag) {
    while (tag.len && docx_is_blank(tag.ptr[tag.len - 1]))
        tag.len--;
    if (is_innermost(parse, tag))
        close_element(parse);
    else
        fail(parse, "an end tag that does not match its start tag");
}

/* ------------------------------------------------------------------------------------------- tokens -- */

static void give_text(docx_parse *parse, sheaf_str text) {
    if (!text.len)
        return;
    if (!parse->depth) {
        if (docx_skip_blanks(&text), text.len)
            fail(parse, "text outside of the root element");
        return;
    }
    if (parse->handlers->text)
        parse->handlers->text(parse->context, text);
}

static void give_decoded(docx_parse *parse, sheaf_str text, docx_decoding mode) {
    parse->values.len = 0;
    const char *wrong = docx_scan_decode(parse->reader, text, mode, &parse->values);
    if (wrong)
        fail(parse, wrong);
    else
        give_text(parse, docx_text_view(&parse->values));
}

static void character_data(docx_parse *parse, sheaf_str text) {
    if (docx_scan_find(text, "]]>"))
        fail(parse, "]]> in text");
    if (memchr(text.ptr, '&', text.len) || memchr(text.ptr, '\r', text.len))
        give_decoded(parse, text, DOCX_DECODE_TEXT);
    else
        give_text(parse, text);
}

static void cdata(docx_parse *parse, sheaf_str text) {
    if (!parse->depth)
        fail(parse, "text outside of the root element");
    give_decoded(parse, text, DOCX_DECODE_RAW);
}

static void comment(docx_parse *parse, sheaf_str text) {
    if (docx_scan_find(text, "--") || (text.len && text.ptr[text.len - 1] == '-'))
        fail(parse, "-- in a comment");
}

static void instruction(docx_parse *parse, sheaf_str text) {
    size_t name = docx_scan_name(text);
    const char *wrong;
    if (!name || (name < text.len && !docx_is_blank(text.ptr[name])))
        fail(parse, "a processing instruction without a name");
    else if (docx_same_folded((sheaf_str){text.ptr, name}, SHEAF_STR("xml"))) {
        if (parse->consumed || parse->has_root)
            fail(parse, "an XML declaration that is not at the beginning");
        if ((wrong = docx_scan_declaration(text)) != NULL)
            fail(parse, wrong);
    }
}

static void refuse_doctype(docx_parse *parse, sheaf_str text) {
    (void)text;
    docx_flawf(
        parse->reader, "docx.xml.doctype", parse->part,
        "The part %.*s declares a document type, which Word documents never do and which can "
        "define text without end; the part is not read",
        (int)parse->part.len, parse->part.ptr);
    parse->stopped = parse->is_refused = 1;
}

typedef struct token {
    const char *begins, *ends;
    void (*act)(docx_parse *parse, sheaf_str inner);
} token;

/* The end tag first: half of all markup is that. */
static const token tokens[] = {{"</", ">", end_tag},
                               {"<!--", "-->", comment},
                               {"<![CDATA[", "]]>", cdata},
                               {"<!DOCTYPE", "", refuse_doctype},
                               {"<?", "?>", instruction}};

static int is_start_tag(sheaf_str text) {
    return text.len > 1 && text.ptr[1] != '/' && text.ptr[1] != '!' && text.ptr[1] != '?';
}

/* Takes the markup that the text begins with; 0 where it is not all there. */
static size_t take_markup(docx_parse *parse, sheaf_str text) {
    for (size_t i = 0; !is_start_tag(text) && i < sizeof tokens / sizeof *tokens; i++) {
        const token *t = &tokens[i];
        size_t len = strlen(t->begins);
        if (memcmp(text.ptr, t->begins, text.len < len ? text.len : len) != 0)
            continue;
        if (text.len < len)
            return 0;
        sheaf_str inner = {text.ptr + len, text.len - len};
        const char *end = *t->ends ? docx_scan_find(inner, t->ends) : inner.ptr;
        if (!end)
            return 0;
        t->act(parse, (sheaf_str){inner.ptr, (size_t)(end - inner.ptr)});
        return (size_t)(end - text.ptr) + strlen(t->ends);
    }
    if (text.len > 1 && text.ptr[1] == '!')
        fail(parse, "a declaration that has no place here");
    sheaf_str inner = {text.ptr + 1, text.len - 1};
    const char *end = docx_scan_tag_end(inner);
    if (end)
        start_tag(parse, (sheaf_str){inner.ptr, (size_t)(end - inner.ptr)});
    return end ? (size_t)(end - text.ptr) + 1 : 0;
}

static size_t take_token(docx_parse *parse, sheaf_str text, int is_last) {
    if (*text.ptr == '<')
        return take_markup(parse, text);
    const char *markup = memchr(text.ptr, '<', text.len);
    sheaf_str data = {text.ptr, markup ? (size_t)(markup - text.ptr) : text.len};
    if (!markup && !is_last)
        data.len = docx_scan_whole(data);
    if (data.len)
        character_data(parse, data);
    return data.len;
}

/* --------------------------------------------------------------------------------------- the stream -- */

static int goes_on(const docx_parse *parse) {
    return !parse->wrong && !parse->stopped;
}

/* A long token that is held back is looked at only when there is twice as much: its bytes are scanned twice, not once for
 * each piece. */
static void take_tokens(docx_parse *parse, int is_last) {
    sheaf_str rest = {parse->buffer.ptr, parse->valid};
    size_t taken;
    while (rest.len && goes_on(parse) && (taken = take_token(parse, rest, is_last)) > 0) {
        docx_skip(&rest, taken);
        parse->consumed += taken;
    }
    size_t begin = (size_t)(rest.ptr - parse->buffer.ptr);
    if (begin) {
        memmove(parse->buffer.ptr, rest.ptr, parse->buffer.len - begin);
        parse->buffer.len -= begin;
        parse->valid -= begin;
    }
    size_t twice =
        parse->buffer.len < LARGEST_TOKEN / 2 ? parse->buffer.len * 2 : LARGEST_TOKEN + 1;
    parse->least = parse->buffer.len > LONG_TOKEN ? twice : 0;
    if (goes_on(parse) && parse->buffer.len > LARGEST_TOKEN)
        fail(parse, "a tag, comment or instruction of more than 10 MiB");
    if (goes_on(parse) && is_last &&
        (parse->buffer.len || parse->raw.len || parse->depth || !parse->has_root))
        fail(parse, "an end before the root element has ended");
}

static void add_bytes(docx_parse *parse, sheaf_str bytes) {
    if (!parse->utf16) {
        size_t mark;
        parse->utf16 = docx_scan_encoding(bytes, &mark);
        docx_skip(&bytes, mark);
    }
    if (parse->utf16 == 1) {
        docx_text_add(parse->reader, &parse->buffer, bytes);
        return;
    }
    docx_text *raw = &parse->raw;
    docx_text_add(parse->reader, raw, bytes);
    size_t taken =
        docx_scan_utf16(parse->reader, docx_text_view(raw), parse->utf16 == 3, &parse->buffer);
    raw->len -= taken;
    if (raw->len)
        memmove(raw->ptr, raw->ptr + taken, raw->len);
}

static sheaf_status malformed(docx_parse *parse) {
    sheaf_status status = parse->reader->host->tick(parse->reader->job, 0, 0);
    if (status != SHEAF_OK)
        return status;
    return docx_flawf(parse->reader, "docx.xml.malformed", parse->part,
                      "The part %.*s cannot be read as XML (behind byte %llu: %s); let Word "
                      "repair the document",
                      (int)parse->part.len, parse->part.ptr, (unsigned long long)parse->consumed,
                      parse->wrong);
}

static sheaf_status feed(void *context, sheaf_str bytes) {
    docx_parse *parse = context;
    int is_last = bytes.len == 0;
    int is_bad = 0;
    if (parse->stopped)
        return parse->is_refused ? SHEAF_BAD_INPUT : SHEAF_OK;
    if (bytes.len)
        add_bytes(parse, bytes);
    if (parse->buffer.len)
        parse->valid += docx_scan_characters(
            (sheaf_str){parse->buffer.ptr + parse->valid, parse->buffer.len - parse->valid},
            &is_bad);
    if (parse->valid >= parse->least || is_last || is_bad)
        take_tokens(parse, is_last);
    if (goes_on(parse) && is_bad)
        fail(parse, "a byte that is no character of XML");
    if (parse->is_refused)
        return SHEAF_BAD_INPUT;
    return parse->wrong && !parse->stopped ? malformed(parse) : SHEAF_OK;
}

void docx_xml_stop(docx_reader *reader) {
    reader->parse->stopped = 1;
}

sheaf_status docx_xml_parse(docx_reader *reader, sheaf_str part, const docx_xml_handlers *handlers,
                            void *context) {
    docx_parse *parse = docx_take(reader, sizeof *parse);
    if (!parse)
        return SHEAF_MEMORY;
    parse->reader = reader;
    parse->part = part;
    parse->handlers = handlers;
    parse->context = context;
    docx_scopes_init(&parse->scopes, reader);
    docx_parse *outer = reader->parse;
    reader->parse = parse;
    sheaf_status status = docx_package_read(reader, part, feed, parse);
    if (status == SHEAF_BAD_INPUT && goes_on(parse) && parse->buffer.len)
        take_tokens(parse, 0); /* what was there before the damage */
    reader->parse = outer;
    return status;
}
