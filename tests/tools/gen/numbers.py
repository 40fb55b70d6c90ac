"""Random facts that satisfy the form's identities, mostly not zero, and how they are printed.

Table 3 is drawn column by column from its components upwards, so every sum holds by construction.
"""
from decimal import Decimal

from . import form


def _count(rng, scale):
    return 0 if rng.random() < .25 else rng.randint(1, scale) if rng.random() < .85 else rng.randint(1, scale * 20)


def table3(version, draw):
    """Facts of table 3 whose parts draw() gives."""
    facts = {}
    leaves = form.outcome_leaves(version)
    for c in form.COLUMNS[:-1]:
        column = {r: draw() for r in leaves[:-1]}
        column["outcome.total"] = sum(column.values())
        column["carried_out"] = draw()
        due = column["outcome.total"] + column["carried_out"]
        column["carried_in"] = min(due, draw())
        column["new_received"] = due - column["carried_in"]
        facts.update({f"t3.{r}.{c}": v for r, v in column.items()})
    for r in form.row_keys(version):
        facts[f"t3.{r}.total"] = sum(facts[f"t3.{r}.{c}"] for c in form.COLUMNS[:-1])
    return facts


def table4(draw):
    facts = {}
    for g, _ in form.GROUPS:
        parts = {f"t4.{g}.{k}": draw() for k, _ in form.REVIEW[:-1]}
        facts.update(parts)
        facts[f"t4.{g}.total"] = sum(parts.values())
    return facts


def _table2(rng, version, level):
    facts = {}
    for key in form.t2_keys(version):
        if key == "fees.amount" or key == "procurement.amount":
            value = Decimal(rng.randint(0, 9_999_999)) / 100 if rng.random() < .6 else rng.randint(0, 5000)
        elif key.endswith(".change"):
            value = rng.randint(-30, 60)
        elif key.startswith("regulations.") and level not in ("province", "city"):
            value = 0                       # such a body cannot issue 规章
        else:
            value = _count(rng, rng.choice((9, 90, 40000)))
        facts["t2." + key] = value
    if version == "2021-30":
        for group in ("regulations", "normative_documents"):
            issued, repealed = facts[f"t2.{group}.issued"], facts[f"t2.{group}.repealed"]
            facts[f"t2.{group}.in_force"] += max(0, issued - repealed)
    return facts


def facts(rng, t2_version, t3_version, level):
    scale = rng.choice((3, 8, 30, 120))
    return {**_table2(rng, t2_version, level), **table3(t3_version, lambda: _count(rng, scale)),
            **table4(lambda: _count(rng, max(2, scale // 4)))}


def printer(rng, values):
    """show(key): the value as this report prints numbers (plain, or with thousands groups)."""
    grouped = rng.random() < .2

    def show(key):
        value = values[key]
        return f"{value:,}" if grouped else str(value)
    return show
