"""A canvas of cairo and pango, called from Python without bindings: a producer that shapes, breaks and embeds on its own."""
import ctypes
import ctypes.util

UNIT = 1024     # pango's, a point
WRAP_WORD_CHAR, ALIGN = 2, {"left": 0, "center": 1, "right": 2}
P, D, I = ctypes.c_void_p, ctypes.c_double, ctypes.c_int
CALLS = {
    "cairo": {"cairo_pdf_surface_create": (P, (ctypes.c_char_p, D, D)), "cairo_create": (P, (P,)), "cairo_destroy": (None, (P,)),
              "cairo_surface_destroy": (None, (P,)), "cairo_surface_finish": (None, (P,)), "cairo_surface_status": (I, (P,)),
              "cairo_show_page": (None, (P,)), "cairo_move_to": (None, (P, D, D)), "cairo_line_to": (None, (P, D, D)),
              "cairo_stroke": (None, (P,)), "cairo_fill": (None, (P,)), "cairo_clip": (None, (P,)), "cairo_save": (None, (P,)),
              "cairo_restore": (None, (P,)), "cairo_rectangle": (None, (P, D, D, D, D)), "cairo_set_line_width": (None, (P, D)),
              "cairo_set_dash": (None, (P, P, I, D)), "cairo_set_source_rgb": (None, (P, D, D, D))},
    "pango-1.0": {"pango_font_description_from_string": (P, (ctypes.c_char_p,)), "pango_font_description_free": (None, (P,)),
                  "pango_font_description_set_absolute_size": (None, (P, D)), "pango_layout_set_font_description": (None, (P, P)),
                  "pango_layout_set_text": (None, (P, ctypes.c_char_p, I)), "pango_layout_set_width": (None, (P, I)),
                  "pango_layout_set_wrap": (None, (P, I)), "pango_layout_set_alignment": (None, (P, I)),
                  "pango_layout_line_get_start_index": (I, (P,)), "pango_layout_line_get_length": (I, (P,)),
                  "pango_layout_get_line_count": (I, (P,)), "pango_layout_get_line_readonly": (P, (P, I)),
                  "pango_layout_get_size": (None, (P, ctypes.POINTER(I), ctypes.POINTER(I)))},
    "pangocairo-1.0": {"pango_cairo_create_layout": (P, (P,)), "pango_cairo_show_layout": (None, (P, P))},
    "gobject-2.0": {"g_object_unref": (None, (P,))},
}


class Calls:
    """The functions of CALLS as attributes; an OSError where a library is not there."""

    def __init__(self):
        for name, functions in CALLS.items():
            library = ctypes.CDLL(ctypes.util.find_library(name) or f"lib{name}.so")
            for function, (result, arguments) in functions.items():
                call = getattr(library, function)
                call.restype, call.argtypes = result, arguments
                setattr(self, function, call)


def why_not():
    """None where it can draw, else the sentence that says why not."""
    try:
        Calls()
    except (OSError, AttributeError) as error:
        return f"pango is not installed (Debian: libpangocairo-1.0-0): {error}"
    return None


class Canvas:
    def __init__(self, path, width, height, font="Noto Serif CJK SC"):
        self.call = Calls()
        self.surface = self.call.cairo_pdf_surface_create(path.encode(), width, height)
        self.cairo = self.call.cairo_create(self.surface)
        self.font, self.count = font, 0

    def turn(self):
        if self.count:
            self.call.cairo_show_page(self.cairo)
        self.count += 1

    def layout(self, text, size, width, align):
        call = self.call
        layout = call.pango_cairo_create_layout(self.cairo)
        look = call.pango_font_description_from_string(self.font.encode())
        call.pango_font_description_set_absolute_size(look, size * UNIT)
        call.pango_layout_set_font_description(layout, look)
        call.pango_font_description_free(look)
        call.pango_layout_set_wrap(layout, WRAP_WORD_CHAR)
        call.pango_layout_set_width(layout, int(width * UNIT))
        call.pango_layout_set_alignment(layout, ALIGN[align])
        call.pango_layout_set_text(layout, text.encode(), -1)
        return layout

    def fit(self, text, size, width):
        layout, data, out = self.layout(text, size, width, "left"), text.encode(), []
        for n in range(self.call.pango_layout_get_line_count(layout)):
            line = self.call.pango_layout_get_line_readonly(layout, n)
            start = self.call.pango_layout_line_get_start_index(line)
            out.append(data[start:start + self.call.pango_layout_line_get_length(line)].decode())
        self.call.g_object_unref(layout)
        return out

    def show(self, x, y, size, line, width, align):
        """The line as a layout of its own. It is given room beyond its width, so that it is not broken once more."""
        layout = self.layout(line, size, width + 2 * size, align)
        shift = {"left": 0, "center": -size, "right": -2 * size}[align]
        high = ctypes.c_int()
        self.call.pango_layout_get_size(layout, None, ctypes.byref(high))
        self.call.cairo_move_to(self.cairo, x + shift, y + (1.3 * size - high.value / UNIT) / 2)
        self.call.pango_cairo_show_layout(self.cairo, layout)
        self.call.g_object_unref(layout)

    def rule(self, x0, y0, x1, y1, width, dash):
        dashes = (D * len(dash))(*dash)
        self.call.cairo_set_dash(self.cairo, ctypes.cast(dashes, P), len(dash), 0)
        self.call.cairo_set_line_width(self.cairo, width)
        self.call.cairo_move_to(self.cairo, x0, y0)
        self.call.cairo_line_to(self.cairo, x1, y1)
        self.call.cairo_stroke(self.cairo)

    def fill(self, x0, y0, x1, y1, grey):
        self.call.cairo_set_source_rgb(self.cairo, grey, grey, grey)
        self.call.cairo_rectangle(self.cairo, x0, y0, x1 - x0, y1 - y0)
        self.call.cairo_fill(self.cairo)
        self.call.cairo_set_source_rgb(self.cairo, 0, 0, 0)

    def clip(self, x0, y0, x1, y1):
        self.call.cairo_save(self.cairo)
        self.call.cairo_rectangle(self.cairo, x0, y0, x1 - x0, y1 - y0)
        self.call.cairo_clip(self.cairo)

    def unclip(self):
        self.call.cairo_restore(self.cairo)

    def save(self):
        self.call.cairo_show_page(self.cairo)
        self.call.cairo_destroy(self.cairo)
        self.call.cairo_surface_finish(self.surface)
        status = self.call.cairo_surface_status(self.surface)
        self.call.cairo_surface_destroy(self.surface)
        if status:
            raise OSError(f"cairo ends with status {status}")
