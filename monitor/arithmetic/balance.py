"""Which stored reports add up: asked of the database in one statement, so that only the others are judged.

The statement is written from the same equations as monitor/identities.py. It clears a report only when every
cell of every equation holds a number and both sides are equal; a blank, a doubt or a break sends the report
to the rules, which alone say what is wrong.
"""

from __future__ import annotations

from functools import cache

from data.forms import all_cells, form, national
from data.store import Store
from monitor.identities import Identity, identities


def balanced(store: Store) -> frozenset[str]:
    """Give the ids of the reports whose tables 3 and 4 are complete and add up."""
    return frozenset(row[0] for row in store.db.conn.execute(statement()))


@cache
def statement() -> str:
    """Write the question: a report adds up by the equations of one form and has no row of another.

    The title of the form does not matter: the equations follow the rows a report has (monitor/identities.py).
    """
    cases = " OR ".join(f"({_holds(form.id)})" for form in national())
    return f"SELECT report_id FROM figures WHERE {cases}"


def _holds(form_id: str) -> str:
    own = form(form_id).cells()
    rows_of_others = [cell for cell in all_cells() if cell.startswith("t3.") and cell not in own]
    none = f"coalesce({', '.join(_quoted(cell) for cell in rows_of_others)}) IS NULL"
    return " AND ".join([*(_equation(each) for each in identities(form_id)), none])


def _equation(identity: Identity) -> str:
    left, right = ("+".join(map(_quoted, side)) for side in (identity.left, identity.right))
    return f"{left} = {right}"


def _quoted(cell: str) -> str:
    return f'"{cell}"'
