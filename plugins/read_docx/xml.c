/* libxml2's SAX2 parser behind our events. It interns names, so a small cache from its pointers to our numbers
 * makes folding one comparison. Document types are refused at their first byte (OPC forbids them), so no entity
 * but the five of XML exists; sizes and depth have the parser's own bounds. */
#include "xml.h"
#include "package.h"

#include <errno.h>
#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <stdlib.h>

enum { CACHE = 512, SLICE = 1 << 14, MOST_HELD = 1 << 15, MOST_ATTRIBUTES = 1000 };

typedef struct recorded {
    docx_name name;
    sheaf_str value;
} recorded;

typedef struct cached {
    const xmlChar *local, *space;
    docx_name name;
} cached;

/* A namespace declaration that is in scope. */
typedef struct declaration {
    const xmlChar *prefix, *space;
    uint32_t depth;
} declaration;

typedef struct docx_parse {
    docx_reader *reader;
    sheaf_str part;
    const docx_xml_handlers *handlers;
    void *context;
    xmlParserCtxtPtr parser;
    sheaf_status status; /* what a handler or the parser ended with */
    int stopped;
    uint32_t depth;
    docx_vec declarations;
    cached cache[CACHE];
} docx_parse;

/* Those of the parser, or of a recording where `parse` is NULL. */
struct docx_attributes {
    docx_parse *parse;
    const xmlChar **items; /* five pointers each: local name, prefix, namespace, value, its end */
    const recorded *recorded;
    int count;
};

/* ------------------------------------------------------------------------------------------- names -- */

static sheaf_str view(const xmlChar *text) {
    return text ? (sheaf_str){(const char *)text, strlen((const char *)text)} : SHEAF_STR("");
}

static docx_name name_of(docx_parse *parse, const xmlChar *local, const xmlChar *space) {
    uintptr_t key = (uintptr_t)local ^ (uintptr_t)space >> 3;
    cached *slot = &parse->cache[(key ^ key >> 9) % CACHE];
    if (slot->local != local || slot->space != space)
        *slot =
            (cached){local, space, docx_name_find(&parse->reader->names, view(space), view(local))};
    return slot->name;
}

static recorded attribute_at(const docx_attributes *attributes, int i) {
    if (!attributes->parse)
        return attributes->recorded[i];
    const xmlChar **item = attributes->items + (ptrdiff_t)i * 5;
    return (recorded){name_of(attributes->parse, item[0], item[2]),
                      {(const char *)item[3], (size_t)(item[4] - item[3])}};
}

int docx_find_attribute(const docx_attributes *attributes, docx_name name, sheaf_str *value) {
    for (int i = 0; i < attributes->count; i++) {
        recorded found = attribute_at(attributes, i);
        if (found.name == name) {
            *value = found.value;
            return 1;
        }
    }
    *value = SHEAF_STR("");
    return 0;
}

sheaf_str docx_attribute(const docx_attributes *attributes, docx_name name) {
    sheaf_str value;
    docx_find_attribute(attributes, name, &value);
    return value;
}

int64_t docx_number(const docx_attributes *attributes, docx_name name, int64_t otherwise) {
    sheaf_str text;
    docx_find_attribute(attributes, name, &text);
    char room[24];
    size_t len = text.len < sizeof room - 1 ? text.len : sizeof room - 1;
    memcpy(room, text.ptr, len);
    room[len] = 0;
    char *end;
    long long number = strtoll(room, &end, 10);
    return end == room ? otherwise : number;
}

int docx_is_on(const docx_attributes *attributes) {
    static const sheaf_str off[] = {{"0", 1}, {"false", 5}, {"off", 3}, {"none", 4}};
    sheaf_str value;
    if (!docx_find_attribute(attributes, DOCX_w_val, &value))
        return 1;
    for (size_t i = 0; i < sizeof off / sizeof *off; i++)
        if (docx_same_folded(value, off[i]))
            return 0;
    return 1;
}

static sheaf_str namespace_of(const docx_parse *parse, sheaf_str prefix) {
    const docx_vec *all = &parse->declarations;
    for (uint32_t i = all->count; i > 0; i--) {
        const declaration *d = DOCX_VEC_AT(all, const declaration, i - 1);
        if (docx_same(view(d->prefix), prefix))
            return view(d->space);
    }
    return SHEAF_STR("");
}

static int requires_known(const docx_parse *parse, sheaf_str prefixes) {
    while (prefixes.len) {
        size_t len = 0;
        while (len < prefixes.len && prefixes.ptr[len] != ' ')
            len++;
        if (len && !docx_namespace_known(namespace_of(parse, (sheaf_str){prefixes.ptr, len})))
            return 0;
        len += len < prefixes.len;
        prefixes = (sheaf_str){prefixes.ptr + len, prefixes.len - len};
    }
    return 1;
}

/* In a recording the answer stands in place of the prefixes: empty for yes. */
int docx_choice_understood(const docx_attributes *attributes) {
    sheaf_str prefixes = docx_attribute(attributes, DOCX_no_Requires);
    return attributes->parse ? requires_known(attributes->parse, prefixes) : prefixes.len == 0;
}

/* ------------------------------------------------------------------------------------------ events -- */

static void declare(docx_parse *parse, int count, const xmlChar **pairs) {
    for (int i = 0; i < count; i++) {
        declaration *d = docx_vec_push(parse->reader, &parse->declarations, sizeof *d);
        if (d)
            *d = (declaration){pairs[2 * i], pairs[2 * i + 1], parse->depth};
    }
}

static void started(void *context, const xmlChar *local, const xmlChar *prefix,
                    const xmlChar *space, int spaces, const xmlChar **pairs, int count,
                    int defaulted, const xmlChar **items) {
    docx_parse *parse = context;
    (void)prefix, (void)defaulted;
    if (parse->stopped)
        return;
    parse->depth++;
    if (spaces)
        declare(parse, spaces, pairs);
    docx_attributes attributes = {.parse = parse, .items = items, .count = count};
    if (parse->handlers->start)
        parse->handlers->start(parse->context, name_of(parse, local, space), &attributes);
}

static void ended(void *context, const xmlChar *local, const xmlChar *prefix,
                  const xmlChar *space) {
    docx_parse *parse = context;
    docx_vec *all = &parse->declarations;
    (void)prefix;
    if (parse->stopped)
        return;
    if (parse->handlers->end)
        parse->handlers->end(parse->context, name_of(parse, local, space));
    while (all->count && DOCX_VEC_AT(all, declaration, all->count - 1)->depth == parse->depth)
        all->count--;
    parse->depth--;
}

static void told(void *context, const xmlChar *text, int length) {
    docx_parse *parse = context;
    if (!parse->stopped && parse->handlers->text)
        parse->handlers->text(parse->context, (sheaf_str){(const char *)text, (size_t)length});
}

static void halt(docx_parse *parse) {
    parse->stopped = 1;
    xmlStopParser(parse->parser);
}

void docx_xml_stop(docx_reader *reader) {
    halt(reader->parse);
}

static void refuse_doctype(void *context, const xmlChar *name, const xmlChar *external,
                           const xmlChar *system) {
    docx_parse *parse = context;
    (void)name, (void)external, (void)system;
    if (parse->stopped)
        return;
    docx_flawf(parse->reader, "docx.xml.doctype", parse->part,
               "The part %.*s declares a document type, which Word documents never do and which "
               "can define "
               "text without end; the part is not read",
               (int)parse->part.len, parse->part.ptr);
    parse->status = SHEAF_BAD_INPUT;
    halt(parse);
}

/* What the parser has to say is asked for in the end; nothing may reach its global handlers. */
static void hush(void *context, const xmlError *error) {
    (void)context, (void)error;
}

static xmlSAXHandler events(void) {
    return (xmlSAXHandler){.initialized = XML_SAX2_MAGIC,
                           .startElementNs = started,
                           .endElementNs = ended,
                           .characters = told,
                           .ignorableWhitespace = told,
                           .cdataBlock = told,
                           .internalSubset = refuse_doctype,
                           .serror = (xmlStructuredErrorFunc)hush};
}

/* --------------------------------------------------------------------------------------- the parse -- */

static sheaf_status malformed(docx_parse *parse) {
    const xmlError *error = xmlCtxtGetLastError(parse->parser);
    if (error && error->code == XML_ERR_NO_MEMORY)
        return docx_failf(parse->reader, SHEAF_MEMORY, "memory",
                          "There is not enough memory to parse XML");
    sheaf_str why = error && error->message ? view((const xmlChar *)error->message)
                                            : SHEAF_STR("no reason given");
    while (why.len && (why.ptr[why.len - 1] == '\n' || why.ptr[why.len - 1] == '.'))
        why.len--;
    return docx_flawf(
        parse->reader, "docx.xml.malformed", parse->part,
        "The part %.*s is not well-formed XML (line %d: %.*s); let Word repair the document",
        (int)parse->part.len, parse->part.ptr, error ? error->line : 0, (int)why.len, why.ptr);
}

/* The parser compares each attribute of an element with each other one, so their number has a bound. It holds back a
 * tag until it is complete: only where much is held back can there be many. */
static int has_too_many_attributes(const docx_parse *parse) {
    const xmlParserInput *input = parse->parser->input;
    if (!input || input->end - input->cur <= MOST_HELD || *input->cur != '<')
        return 0;
    uint32_t count = 0;
    xmlChar quote = 0;
    for (const xmlChar *at = input->cur; at < input->end; at++) {
        if (quote)
            quote = *at == quote ? 0 : quote;
        else if (*at == '"' || *at == '\'')
            quote = *at;
        else if (*at == '>')
            return 0;
        else
            count += *at == '=';
    }
    return count > MOST_ATTRIBUTES;
}

static sheaf_status refuse_attributes(docx_parse *parse) {
    docx_flawf(parse->reader, "docx.xml.attributes", parse->part,
               "An element of the part %.*s has more than %d attributes: the file is damaged or "
               "made to harm",
               (int)parse->part.len, parse->part.ptr, MOST_ATTRIBUTES);
    return parse->status = SHEAF_BAD_INPUT;
}

/* A recoverable error, such as an undeclared prefix, leaves the part readable. */
static sheaf_status feed_slice(docx_parse *parse, sheaf_str bytes, int is_last) {
    if (!parse->stopped)
        xmlParseChunk(parse->parser, bytes.ptr, (int)bytes.len, is_last);
    if (parse->status != SHEAF_OK || parse->stopped)
        return parse->status;
    if (!parse->parser->wellFormed)
        return malformed(parse);
    return has_too_many_attributes(parse) ? refuse_attributes(parse) : SHEAF_OK;
}

static sheaf_status feed(void *context, sheaf_str bytes) {
    docx_parse *parse = context;
    int is_last = bytes.len == 0;
    sheaf_status status;
    do {
        sheaf_str slice = {bytes.ptr, bytes.len < SLICE ? bytes.len : SLICE};
        status = feed_slice(parse, slice, is_last);
        bytes = (sheaf_str){bytes.ptr + slice.len, bytes.len - slice.len};
    } while (status == SHEAF_OK && bytes.len);
    return status;
}

static sheaf_status parse_part(docx_parse *parse) {
    xmlSAXHandler handler = events();
    parse->parser = xmlCreatePushParserCtxt(&handler, parse, NULL, 0, NULL);
    if (!parse->parser)
        return docx_failf(parse->reader, SHEAF_MEMORY, "memory",
                          "There is not enough memory to parse XML");
    /* NOENT: `&amp;` in an attribute is given as `&`. There are no other entities to replace. */
    xmlCtxtUseOptions(parse->parser, XML_PARSE_NOENT | XML_PARSE_NONET | XML_PARSE_COMPACT);
    parse->parser->sax->serror = (xmlStructuredErrorFunc)hush;
    sheaf_status status = docx_package_read(parse->reader, parse->part, feed, parse);
    xmlFreeParserCtxt(parse->parser);
    return status;
}

sheaf_status docx_xml_parse(docx_reader *reader, sheaf_str part, const docx_xml_handlers *handlers,
                            void *context) {
    docx_parse *parse = docx_take(reader, sizeof *parse);
    if (!parse)
        return SHEAF_MEMORY;
    *parse = (docx_parse){.reader = reader,
                          .part = part,
                          .handlers = handlers,
                          .context = context,
                          .status = SHEAF_OK};
    struct docx_parse *outer = reader->parse;
    reader->parse = parse;
    sheaf_status status = parse_part(parse);
    reader->parse = outer;
    return status;
}

/* -------------------------------------------------------------------------------------- recordings -- */

typedef struct event {
    uint32_t op; /* 's'tart, 'e'nd, 't'ext or 'a'ttribute */
    uint32_t name;
    uint32_t size; /* of the bytes that follow; of a start, how many attributes do */
} event;

static void put(docx_reader *reader, docx_recording *recording, event head, sheaf_str bytes) {
    docx_text_add(reader, &recording->bytes, (sheaf_str){(const char *)&head, sizeof head});
    docx_text_add(reader, &recording->bytes, bytes);
}

void docx_record_start(docx_reader *reader, docx_recording *recording, docx_name element,
                       const docx_attributes *attributes) {
    uint32_t known = 0;
    for (int i = 0; i < attributes->count; i++)
        known += attribute_at(attributes, i).name != DOCX_OTHER;
    put(reader, recording, (event){'s', element, known}, SHEAF_STR(""));
    for (int i = 0; i < attributes->count; i++) {
        recorded one = attribute_at(attributes, i);
        if (one.name == DOCX_no_Requires)
            one.value = docx_choice_understood(attributes) ? SHEAF_STR("") : SHEAF_STR("no");
        if (one.name != DOCX_OTHER)
            put(reader, recording, (event){'a', one.name, (uint32_t)one.value.len}, one.value);
    }
}

void docx_record_end(docx_reader *reader, docx_recording *recording, docx_name element) {
    put(reader, recording, (event){'e', element, 0}, SHEAF_STR(""));
}

void docx_record_text(docx_reader *reader, docx_recording *recording, sheaf_str text) {
    put(reader, recording, (event){'t', 0, (uint32_t)text.len}, text);
}

static event take_event(sheaf_str *rest) {
    event taken;
    memcpy(&taken, rest->ptr, sizeof taken);
    *rest = (sheaf_str){rest->ptr + sizeof taken, rest->len - sizeof taken};
    return taken;
}

static sheaf_str take_bytes(sheaf_str *rest, size_t len) {
    sheaf_str bytes = {rest->ptr, len};
    *rest = (sheaf_str){rest->ptr + len, rest->len - len};
    return bytes;
}

/* The attributes that a start announced; they are laid out anew in `room`. */
static docx_attributes take_attributes(docx_reader *reader, sheaf_str *rest, uint32_t count,
                                       docx_vec *room) {
    room->count = 0;
    for (uint32_t i = 0; i < count; i++) {
        event one = take_event(rest);
        recorded *item = docx_vec_push(reader, room, sizeof *item);
        sheaf_str value = take_bytes(rest, one.size);
        if (item)
            *item = (recorded){(docx_name)one.name, value};
    }
    return (docx_attributes){.recorded = room->base, .count = (int)room->count};
}

sheaf_status docx_recording_play(docx_reader *reader, sheaf_str rest,
                                 const docx_xml_handlers *handlers, void *context) {
    docx_vec room = {0};
    sheaf_status status = SHEAF_OK;
    while (rest.len && (status = reader->host->tick(reader->job, 0, 0)) == SHEAF_OK) {
        event next = take_event(&rest);
        docx_name name = (docx_name)next.name;
        if (next.op == 's') {
            docx_attributes attributes = take_attributes(reader, &rest, next.size, &room);
            handlers->start(context, name, &attributes);
        } else if (next.op == 'e') {
            handlers->end(context, name);
        } else {
            handlers->text(context, take_bytes(&rest, next.size));
        }
    }
    return status;
}
