"""What is printed around labels and numbers and is no part of them: bullets, stops, quotes, marks of emphasis, references to characters.

An operator is `f(rng, report)` as in wording.py. Documents drawn at random do not bear these; whoever wants one names it.
"""
import re

from .wording import _labels, _numbers

LABELS = {
    "colon": lambda t: t + "：", "stop": lambda t: t + "。", "dot": lambda t: "·" + t, "star": lambda t: "* " + t,
    "bullet": lambda t: "● " + t, "quotes": lambda t: f"「{t}」", "bold": lambda t: f"**{t}**", "bold and colon": lambda t: f"**{t}：**",
    "bold number": lambda t: re.sub(r"^(\d\.|（.）|.、)", r"**\1** ", t),
    "no stop behind the number": lambda t: re.sub(r"^([一二三四])、", r"\1 ", t),
    "references": lambda t: re.sub("[（）、]", lambda m: f"&#{ord(m.group())};", t),
}
VALUES = {
    "bold": lambda t: f"**{t}**", "underlined": lambda t: f"__{t}__", "blank before": lambda t: "&nbsp;" + t, "blank behind": lambda t: t + "&nbsp;",
    "reference": lambda t: re.sub(r"^\d", lambda m: f"&#{ord(m.group())};", t), "hexadecimal": lambda t: re.sub(r"\d$", lambda m: f"&#x{ord(m.group()):x};", t),
    "all": lambda t: f"**&nbsp;{t}**",
}


def labels_dressed(rng, report):
    """All labels of the tables are printed in one of those ways."""
    way = rng.choice(sorted(LABELS))
    for cell in _labels(report):
        if "\n" not in cell.text and not cell.text.startswith("（本列"):
            cell.text = LABELS[way](cell.text)
    return way


def values_marked_up(rng, report):
    """A third of the numbers, or all."""
    way, share = rng.choice(sorted(VALUES)), rng.choice((.3, 1))
    for cell in (c for name in ("t2", "t3", "t4") for c in _numbers(report, name)):
        if rng.random() < share and cell.text:
            cell.text = VALUES[way](cell.text)
    return way


OPERATORS = {f.__name__: f for f in (labels_dressed, values_marked_up)}
