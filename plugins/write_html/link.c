/* Targets of links: which may be followed, and how they are written. Only http, https and mailto, with a host that every
 * URL parser reads the same way, and bookmarks that exist; what else a URL may not hold is percent-encoded (RFC 3986). */
#include "html.h"

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static int is_digit(char c) {
    return c >= '0' && c <= '9';
}

static int is_letter(char c) {
    return lower(c) >= 'a' && lower(c) <= 'z';
}

/* Takes the scheme off the front, whatever its case. */
static int take_scheme(sheaf_str *rest, const char *scheme) {
    size_t len = strlen(scheme);
    if (rest->len < len)
        return 0;
    for (size_t i = 0; i < len; i++)
        if (lower(rest->ptr[i]) != scheme[i])
            return 0;
    *rest = (sheaf_str){rest->ptr + len, rest->len - len};
    return 1;
}

/* --------------------------------------------------------------------------------------- hosts -- */

static size_t span_until(sheaf_str text, const char *stops) {
    size_t len = 0;
    while (len < text.len && (text.ptr[len] == '\0' || strchr(stops, text.ptr[len]) == NULL))
        len++;
    return len;
}

static sheaf_str take_part(sheaf_str *rest, const char *stops) {
    sheaf_str part = {rest->ptr, span_until(*rest, stops)};
    rest->ptr += part.len;
    rest->len -= part.len;
    return part;
}

/* Letters, digits and inner hyphens, not of the forms that have a meaning of their own (`xn--`). */
static int is_label(sheaf_str label) {
    if (label.len == 0 || label.len > 63 || *label.ptr == '-' || label.ptr[label.len - 1] == '-')
        return 0;
    for (size_t i = 0; i < label.len; i++)
        if (!is_letter(label.ptr[i]) && !is_digit(label.ptr[i]) && label.ptr[i] != '-')
            return 0;
    return label.len < 4 || memcmp(label.ptr + 2, "--", 2) != 0;
}

static int is_octet(sheaf_str label) {
    uint32_t value = 0;
    if (label.len == 0 || label.len > 3 || (label.len > 1 && *label.ptr == '0'))
        return 0;
    for (size_t i = 0; i < label.len; i++) {
        if (!is_digit(label.ptr[i]))
            return 0;
        value = value * 10 + (uint32_t)(label.ptr[i] - '0');
    }
    return value <= 255;
}

/* A name whose last label begins with a letter, or an IPv4 address as everybody writes it. */
static int is_host(sheaf_str host) {
    size_t labels = 0, octets = 0;
    int named = 0;
    if (host.len > 253)
        return 0;
    for (sheaf_str rest = host;;) {
        sheaf_str label = take_part(&rest, ".");
        if (!is_label(label))
            return 0;
        labels++;
        octets += (size_t)is_octet(label);
        named = is_letter(*label.ptr);
        if (rest.len == 0)
            break;
        rest = (sheaf_str){rest.ptr + 1, rest.len - 1};
    }
    return named || (labels == 4 && octets == 4);
}

static int is_port(sheaf_str port) {
    uint32_t value = 0;
    for (size_t i = 0; i < port.len; i++) {
        if (!is_digit(port.ptr[i]) || i >= 5)
            return 0;
        value = value * 10 + (uint32_t)(port.ptr[i] - '0');
    }
    return port.len > 0 && value <= 65535;
}

static int is_authority(sheaf_str rest) {
    sheaf_str authority = take_part(&rest, "/?#");
    sheaf_str host = take_part(&authority, ":");
    if (authority.len == 0)
        return is_host(host);
    return is_host(host) && is_port((sheaf_str){authority.ptr + 1, authority.len - 1});
}

/* --------------------------------------------------------------------------------- writing it -- */

static int is_hex(char c) {
    return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'f');
}

/* May the character stand as it is? Only the first '#' begins a fragment. */
static int is_plain(sheaf_str rest, int in_fragment) {
    char c = *rest.ptr;
    if (c == '%')
        return rest.len > 2 && is_hex(rest.ptr[1]) && is_hex(rest.ptr[2]);
    if (c == '#')
        return !in_fragment;
    return is_letter(c) || is_digit(c) || (c != '\0' && strchr("-._~!$'()*+,;=:@/?&", c) != NULL);
}

static void put_encoded(html_out *out, unsigned char byte) {
    static const char digits[] = "0123456789ABCDEF";
    char code[] = {'%', digits[byte >> 4], digits[byte & 15]};
    html_put(out, (sheaf_str){code, sizeof code});
}

static void put_url(html_out *out, sheaf_str rest) {
    int in_fragment = 0;
    for (; rest.len > 0; rest = (sheaf_str){rest.ptr + 1, rest.len - 1}) {
        if (*rest.ptr == '&')
            HTML_PUT(out, "&amp;");
        else if (is_plain(rest, in_fragment))
            html_put(out, (sheaf_str){rest.ptr, 1});
        else
            put_encoded(out, (unsigned char)*rest.ptr);
        in_fragment |= *rest.ptr == '#';
    }
}

static int put_href(html_out *out, const char *scheme, sheaf_str rest) {
    HTML_PUT(out, " href=\"");
    html_put(out, (sheaf_str){scheme, strlen(scheme)});
    put_url(out, rest);
    HTML_PUT(out, "\"");
    return 1;
}

int html_href(html_out *out, sheaf_str target) {
    static const char *const schemes[] = {"http://", "https://"};
    sheaf_str rest = target;
    for (size_t i = 0; i < HTML_COUNT(schemes); i++)
        if (take_scheme(&rest, schemes[i]))
            return is_authority(rest) && put_href(out, schemes[i], rest);
    if (take_scheme(&rest, "mailto:"))
        return rest.len > 0 && put_href(out, "mailto:", rest);
    if (!take_scheme(&rest, "#"))
        return 0;
    uint32_t run = html_find_key(&out->bookmarks, rest, 0);
    if (run == SHEAF_NONE)
        return 0;
    html_anchor(out, SHEAF_STR(" href=\"#"), 'b', run);
    return 1;
}
