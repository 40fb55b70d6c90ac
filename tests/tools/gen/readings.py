"""Which facts a row with too many or too few values still determines: every placement is listed and judged.

A placement keeps the printed order. A slot is determined when all placements put the same number there, or when
exactly one placement satisfies the row's identity (the six applicants sum to the total). An identity chooses between
readings, it never supplies a value; a placement with an empty slot cannot be proved by it. A row whose cells are all there
and some blank is determined but for what a lost cell or two values that ran together would print alike (`undetermined`).
"""
from itertools import combinations


def placements(values, width):
    """All ways to put the printed values into `width` slots in order: some dropped, or some slots left empty."""
    if len(values) >= width:
        return {tuple(values[i] for i in keep) for keep in combinations(range(len(values)), width)}
    out = set()
    for filled in combinations(range(width), len(values)):
        slots = [None] * width
        for i, v in zip(filled, values):
            slots[i] = v
        out.add(tuple(slots))
    return out


def sums(slots):
    return None not in slots and sum(slots[:-1]) == slots[-1]


def determined(values, width):
    """For each slot (True, value) or (False, None)."""
    ways = placements(values, width)
    proved = [w for w in ways if sums(w)]
    if len(proved) == 1:
        return [(True, v) for v in proved[0]]
    return [(len({w[i] for w in ways}) == 1, next(iter(ways))[i]) for i in range(width)]


def _may_be(slots):
    """What is known does not exceed a known total."""
    return slots[-1] is None or sum(v or 0 for v in slots[:-1]) <= slots[-1]


def _cuts(number):
    """A number as two that stand beside each other."""
    text = str(number)
    return [(int(text[:i]), int(text[i:])) for i in range(1, len(text)) if text[i] != "0" or i == len(text) - 1]


def glued(slots):
    """Slots that are others if a number is two that ran together and left the blank: only so the row adds up."""
    held = [v or 0 for v in slots]
    if sum(held[:-1]) == held[-1]:
        return set()
    out = set()
    for blank in (i for i, v in enumerate(slots) if v is None):
        for at in (i for i, v in enumerate(slots) if v is not None):
            low, high = sorted((at, blank))
            for pair in _cuts(slots[at]):
                moved = held[:low] + ([*pair, *held[low + 1:high]] if at < blank else [*held[low + 1:high], *pair]) + held[high + 1:]
                if sum(moved[:-1]) == moved[-1]:
                    out |= set(range(low, high + 1))
    return out


def undetermined(slots):
    """Slots of a row with blanks (None), as printed in an export that fills rows up, that another reading puts otherwise.

    A row that ends in blanks is printed alike where a value cell is gone and those behind it moved up (slips.value_lost), so
    all such ways count that can be: what is known of the sum must not exceed its total. Two values may have run together.
    """
    out = glued(slots)
    if slots[-1] is not None or not any(v is not None for v in slots):
        return out
    cells = slots[:max(i for i, v in enumerate(slots) if v is not None) + 1]
    for filled in combinations(range(len(slots)), len(cells)):
        way = [None] * len(slots)
        for i, v in zip(filled, cells):
            way[i] = v
        if _may_be(way):
            out |= {i for i, v in enumerate(slots) if way[i] != v}
    return out
