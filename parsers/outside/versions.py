"""Which version read a document, part by part, so that a better part re-reads only what it concerns.

`2026.1 html.1 fmt_2021.2` was read by that parser, that reader and that form. A part's version is the
constant `VERSION` of its module (1 where it has none): in parsers/documents/ and parsers/outside/ for file
types, in data/forms/ for forms. What no reader or form knew concerns all of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import import_module

from data.forms import forms
from parsers.documents import kinds
from parsers.outside import ocr, office
from parsers.parsed import Parsed
from parsers.read import PARSER_VERSION


def version_of(parsed: Parsed) -> str:
    """Say by which parts, in which versions, a document was read."""
    readers, known = _readers(), _forms()
    named = [readers[name] for name in (parsed.kind or "").split("+") if name in readers]
    form = known.get(parsed.form or "")
    whole = [PARSER_VERSION, *(named or [_together(readers.values())])]
    if parsed.outcome == "read":
        whole.append(form or _together(known.values()))
    return " ".join(whole)


def is_current(version: str) -> bool:
    """Tell whether every part named in a version is still that version."""
    return current_parts().issuperset(version.split(" "))


def current_parts() -> frozenset[str]:
    """List the parts of today's parser as versions name them."""
    readers, known = _readers().values(), _forms().values()
    return frozenset({PARSER_VERSION, *readers, *known, _together(readers), _together(known)})


@cache
def _readers() -> dict[str, str]:
    # A reading without an outside program says so: once it is installed, what it left unread is read.
    there = {
        "office" if office.program() else "office-missing": office.VERSION,
        "ocr" if ocr.is_installed() else "ocr-missing": ocr.VERSION,
    }
    return {name: f"{name}.{version}" for name, version in {**kinds(), **there}.items()}


@cache
def _forms() -> dict[str, str]:
    numbers = {each.id: getattr(import_module(f"data.forms.{each.id}"), "VERSION", 1) for each in forms()}
    return {name: f"{name}.{number}" for name, number in numbers.items()}


def _together(parts: Iterable[str]) -> str:
    """Name all parts at once."""
    return "/".join(sorted(parts))
