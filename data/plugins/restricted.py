"""Datasette plugin: nothing counts or lists what only officers may see (data/words.py, PRIVATE_RULES).

Lists leave such rows out for anybody who is not logged in; the counts Datasette gives with its tables leave
them out for everybody.
"""

# mypy: allow-untyped-decorators
# (hookimpl comes from a library without types)

from __future__ import annotations

from typing import Any

from datasette import hookimpl
from datasette.filters import FilterArguments

DATABASE = "nianjian"
# What tells of which rule a row is, table by table; `findings` itself is filtered in safety.py.
RULE_OF = {
    "findings": "rule_id",
    "reviews": "substr(finding_id, 1, instr(finding_id, '/') - 1)",
    "tally_findings": "rule_id",
}
COUNT = "SELECT count(*) FROM {} WHERE NOT private_rule({})"


@hookimpl
def startup(datasette: Any) -> Any:
    """Let the counts of tables leave private rows out."""

    async def inner() -> None:
        database = datasette.get_database(DATABASE)
        counts = database.table_counts

        async def without_private(limit: int = 10) -> dict[str, int | None]:
            counted: dict[str, int | None] = dict(await counts(limit))
            for table, rule in RULE_OF.items():
                if counted.get(table):
                    counted[table] = (await database.execute(COUNT.format(table, rule))).single_value()
            return counted

        database.table_counts = without_private

    return inner


@hookimpl
def filters_from_request(request: Any, table: str) -> FilterArguments | None:
    """Leave private rows out of the lists that tell of rules."""
    if table == "findings" or table not in RULE_OF or request.actor:
        return None
    return FilterArguments([f"NOT private_rule({RULE_OF[table]})"])


@hookimpl
def permission_allowed(actor: Any, action: str, resource: Any) -> bool | None:
    """Show the counts by rule, which only our own pages need, to nobody who is not logged in."""
    hidden = action == "view-table" and resource == (DATABASE, "tally_findings") and actor is None
    return False if hidden else None
