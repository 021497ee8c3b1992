"""Datasette plugin: nothing large is counted for a page: `check` has counted it, or it stays uncounted."""

# mypy: allow-untyped-decorators
# (hookimpl comes from a library without types)

from __future__ import annotations

from typing import Any

import datasette.facets
from datasette import hookimpl
from datasette.facets import ArrayFacet
from datasette.plugins import pm

from data.desk.facets import CountedFacet

# Datasette's own facets by column would count beside ours.
if pm.is_registered(datasette.facets):
    pm.unregister(datasette.facets)


@hookimpl
def register_facet_classes() -> list[type]:
    """Offer facets by column and by the items of a list."""
    return [CountedFacet, ArrayFacet]


# Views whose rows are made when asked for: counting them takes longer than a visitor waits.
UNCOUNTED = ("proactive", "applications", "disputes", "deltas")


@hookimpl
def asgi_wrapper() -> Any:
    """Let the large views be listed without a count, unless they are narrowed to something."""

    def wrap(app: Any) -> Any:
        async def uncounted(scope: Any, receive: Any, send: Any) -> None:
            asked = scope.get("query_string", b"").decode("latin-1")
            name = str(scope.get("path", "")).rpartition("/")[2].partition(".")[0]
            if name in UNCOUNTED and not any(part[:1] not in ("", "_") for part in asked.split("&")):
                scope = {**scope, "query_string": f"{asked}&_nocount=1".lstrip("&").encode("latin-1")}
            await app(scope, receive, send)

        return uncounted

    return wrap
