"""Which facts a row with too many or too few values still determines: every placement is listed and judged.

A placement keeps the printed order. A slot is determined when all placements put the same number there, or when
exactly one placement satisfies the row's identity (the six applicants sum to the total). An identity chooses between
readings, it never supplies a value; a placement with an empty slot cannot be proved by it.
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
