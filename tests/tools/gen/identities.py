"""The identities of the form, each as a name and the signed facts that sum to nothing.

Names are those that the scorer knows: row.KEY, outcomes.COLUMN, balance.COLUMN, t4.GROUP.
"""
from . import form


def identities(t3_version):
    out = []
    for row in form.row_keys(t3_version):
        out.append((f"row.{row}", [(1, f"t3.{row}.{c}") for c in form.COLUMNS[:-1]] + [(-1, f"t3.{row}.total")]))
    leaves = form.outcome_leaves(t3_version)
    for c in form.COLUMNS:
        out.append((f"outcomes.{c}", [(1, f"t3.{r}.{c}") for r in leaves[:-1]] + [(-1, f"t3.outcome.total.{c}")]))
        out.append((f"balance.{c}", [(1, f"t3.new_received.{c}"), (1, f"t3.carried_in.{c}"),
                                     (-1, f"t3.outcome.total.{c}"), (-1, f"t3.carried_out.{c}")]))
    for g, _ in form.GROUPS:
        out.append((f"t4.{g}", [(1, f"t4.{g}.{k}") for k, _ in form.REVIEW[:-1]] + [(-1, f"t4.{g}.total")]))
    return out


def broken(t3_version, facts, undecided=()):
    """(surely broken, broken only if an undecided fact is read as meant). A missing operand proves nothing."""
    sure, maybe = [], []
    for name, terms in identities(t3_version):
        keys = [k for _, k in terms]
        if any(facts.get(k) is None for k in keys):
            continue
        if sum(sign * facts[k] for sign, k in terms):
            (maybe if any(k in undecided for k in keys) else sure).append(name)
    return sure, maybe
