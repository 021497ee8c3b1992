"""Datasette plugin: every file in data/pages/ is a page at its `ADDRESS`, shown by its template."""

# mypy: allow-untyped-decorators
# (hookimpl comes from a library without types)

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

from datasette import Response, hookimpl

from data import pages
from data.desk.asking import Asked


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Find the pages."""
    names = sorted(module.name for module in iter_modules(pages.__path__))
    return [_route(name, import_module(f"{pages.__name__}.{name}")) for name in names]


def _route(name: str, module: ModuleType) -> tuple[str, Any]:
    async def view(datasette: Any, request: Any) -> Response:
        context = await module.page(Asked(datasette, request))
        if isinstance(context, Response):
            return context
        return Response.html(await datasette.render_template(f"page-{name}.html", context, request=request))

    return module.ADDRESS, view
